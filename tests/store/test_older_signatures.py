"""A signature that does not say what it was given to: counted when this store saw it given to the plan as it is."""

from pathlib import Path

import pytest

from planbot.chart import Chart
from planbot.chart.signed import UNKNOWN, fingerprint, standing
from planbot.store import Store
from tests.store.making import a_chart, a_signature, a_store, with_words


def of_before(folder: Path) -> tuple[Store, Chart]:
    """Return a store in which an older planbot saved a chart and then the client's signature."""
    store, _ = a_store(folder)
    chart = store.add_client(a_chart()).chart
    signed = chart.put(a_signature())
    store.append(signed, based_on=1, did="signed by the client")
    return store, signed


def signers(store: Store) -> list[str]:
    """Return the ids of the signatures that count for the chart as it is."""
    chart = store.open_chart("c1").chart
    assert all(each.given_to is not None for each in chart.participation.signatures)
    return [each.id for each in standing(chart)]


def test_a_signature_an_older_planbot_saved_counts_while_the_plan_is_the_same(tmp_path: Path) -> None:
    store, signed = of_before(tmp_path / "practice")
    with store:
        assert signers(store) == ["sg1"]
        noted = signed.set("participation.copy_offered", "given")
        store.append(noted, based_on=2, did="answered", key="participation.copy")
        assert signers(store) == ["sg1"]
        assert store.open_chart("c1").chart.participation.signatures[0].given_to == fingerprint(signed)


def test_it_lapses_when_the_plan_was_changed_after_it(tmp_path: Path) -> None:
    store, signed = of_before(tmp_path / "practice")
    with store:
        store.append(with_words(signed, "likes to sing"), based_on=2, did="answered", key="snaps")
        assert signers(store) == []
        undone = store.undo("c1", based_on=3)
        assert undone is not None
        assert [each.id for each in standing(undone.chart)] == ["sg1"], "undo brings back what was signed"
        assert signers(store) == ["sg1"]


@pytest.mark.parametrize("changed_and_undone", [False, True])
def test_one_that_came_in_a_file_may_have_been_given_to_any_plan_and_never_counts(
    tmp_path: Path, changed_and_undone: bool
) -> None:
    store, _ = a_store(tmp_path / "practice")
    with store:
        chart = store.import_chart(a_chart().put(a_signature())).chart
        if changed_and_undone:
            store.append(
                with_words(chart, "likes to sing").set("participation", a_chart().participation),
                based_on=1,
                did="answered",
            )
            assert store.undo("c1", based_on=2) is not None
        assert signers(store) == []
        (kept,) = store.open_chart("c1").chart.participation.signatures
        assert (kept.name, kept.given_to) == ("Sam R.", UNKNOWN)


def test_what_an_audit_reads_is_what_is_opened(tmp_path: Path) -> None:
    store, _ = a_store(tmp_path / "practice")
    with store:
        store.import_chart(a_chart().put(a_signature()))
        (held,) = store.charts(did="audited")
        assert held.text == store.open_chart("c1").chart.to_json()

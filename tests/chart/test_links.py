"""Links between the parts of a chart: all are found, and what is removed takes along what it alone owned."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planbot.chart import (
    ROOMS,
    Answer,
    Chart,
    Diagnosis,
    Differential,
    DischargeCriterion,
    Frozen,
    Goal,
    Intervention,
    Item,
    Objective,
    Problem,
    Skip,
    SkipReason,
    Snap,
    SnapKind,
    Symptom,
    Voice,
    frozen_map,
)
from planbot.chart.base import To
from planbot.chart.diagnosis import CriterionClaim
from planbot.chart.links import OWNED_BY, link_fields, links, links_of, owned, without
from tests.charts import NOW, new_chart
from tests.strategies import charts


def subclasses(kind: type[Frozen]) -> list[type[Frozen]]:
    return [each for sub in kind.__subclasses__() for each in (sub, *subclasses(sub))]


def linked_kinds() -> list[type[Frozen]]:
    return [kind for kind in subclasses(Frozen) if kind.__module__.startswith("planbot.chart") and link_fields(kind)]


def threaded() -> Chart:
    """Two goals that share a problem, an intervention that serves both, and answers about all of them."""
    chart = new_chart()
    for item in (
        Symptom(id="sy1", words="low mood"),
        Snap(id="sn1", kind=SnapKind.VALUE, words="honesty"),
        Diagnosis(id="d1", code="F33.1", name="MDD", criteria=(CriterionClaim(id="A1", symptoms=("sy1",)),)),
        Differential(id="df1", diagnosis="d1", name="Grief"),
        Problem(id="p1", words="low", symptoms=("sy1",), diagnoses=("d1",)),
        Goal(id="g1", words="cook", problems=("p1",), snaps=("sn1",)),
        Goal(id="g2", words="sleep", problems=("p1",)),
        Objective(id="o1", goal="g1", behaviour="cooks", symptoms=("sy1",)),
        Objective(id="o2", goal="g2", behaviour="sleeps"),
        Intervention(id="i1", objectives=("o1", "o2"), what="plans", diagnosis="d1"),
        Intervention(id="i2", objectives=("o1",), what="practises"),
        DischargeCriterion(id="dc1", words="both", goals=("g1", "g2")),
        DischargeCriterion(id="dc2", words="one", goals=("g1",)),
    ):
        chart = chart.put(item)
    answer = Answer(words="x", voice=Voice.CLIENT, at=NOW)
    keys = [f"some.thing:{item_id}" for item_id in chart.by_id]
    chart = chart.set("answers", frozen_map(dict.fromkeys([*keys, "intake.presenting", "measure.item:sc1:3"], answer)))
    skip = Skip(reason=SkipReason.LATER, voice=Voice.CLIENT, at=NOW)
    return chart.set("skips", frozen_map({"goal.agreed:g1": skip, "goal.agreed:g2": skip}))


def loose(chart: Chart) -> list[str]:
    return [link.target for link in links(chart) if chart.find(link.target) is None]


def test_every_declared_link_names_a_room_there_is() -> None:
    assert len(linked_kinds()) >= 8
    for kind in linked_kinds():
        for name, rooms in link_fields(kind):
            assert rooms, f"{kind.__name__}.{name}"
            assert set(rooms) <= set(ROOMS)


@pytest.mark.parametrize("kind", linked_kinds(), ids=lambda k: k.__name__)
def test_the_walk_finds_every_declared_link_of_every_kind(kind: type[Frozen]) -> None:
    values: dict[str, Any] = {}
    for name, _ in link_fields(kind):
        many = kind.model_fields[name].annotation not in (str, str | None)
        values[name] = (f"{name}-1", f"{name}-2") if many else f"{name}-1"
    part = kind.model_construct(**({"id": "x1", **values} if issubclass(kind, Item) else values))
    if isinstance(part, Item):
        found = {(link.field, link.target) for link in links_of(part)}
    else:
        holder = Diagnosis(id="d1", code="", name="", criteria=(CriterionClaim(id="A"),))
        found = {(link.field, link.target) for link in links_of(holder.model_copy(update={"criteria": (part,)}))}
    expected = {(n, t) for n, v in values.items() for t in ((v,) if isinstance(v, str) else v)}
    assert found == expected


def test_a_field_named_like_a_room_is_declared_as_a_link() -> None:
    for kind in subclasses(Item):
        for name, field in kind.model_fields.items():
            if kind.__module__.startswith("planbot.chart") and name in ROOMS:
                assert any(isinstance(mark, To) for mark in field.metadata), f"{kind.__name__}.{name}"


def test_links_are_found_also_where_they_lead_nowhere() -> None:
    chart = new_chart().put(Objective(id="o1", goal="g9", behaviour="cooks"))
    assert [(link.source, link.field, link.target, link.rooms) for link in links(chart)] == [
        ("o1", "goal", "g9", ("goals",))
    ]


def test_what_an_item_alone_owned_goes_with_it_and_what_it_shared_stays() -> None:
    chart = threaded()
    assert owned(chart, "g1") == {"o1", "i2", "dc2"}
    gone = without(chart, "g1")
    assert {"g1", "o1", "i2", "dc2"} & set(gone.by_id) == set()
    assert gone.find("i1").objectives == ("o2",)
    assert gone.find("dc1").goals == ("g2",)
    assert gone.find("p1") == chart.find("p1")
    assert loose(gone) == []


def test_the_cascade_goes_on_until_nothing_has_an_owner_left() -> None:
    gone = without(without(threaded(), "g1"), "g2")
    assert gone.plan.model_dump(include={"goals", "objectives", "interventions"}) == {
        "goals": (),
        "objectives": (),
        "interventions": (),
    }
    assert gone.discharge.criteria == ()


def test_removing_a_symptom_clears_the_links_inside_a_criterion_too() -> None:
    gone = without(threaded(), "sy1")
    assert gone.find("d1").criteria == (CriterionClaim(id="A1"),)
    assert (gone.find("p1").symptoms, gone.find("o1").symptoms) == ((), ())


def test_removing_a_diagnosis_clears_single_links_and_takes_its_differentials() -> None:
    gone = without(threaded(), "d1")
    assert gone.find("i1").diagnosis is None
    assert gone.find("df1") is None
    assert gone.find("p1").diagnoses == ()


def test_answers_and_skips_about_what_was_removed_go_and_all_others_stay() -> None:
    gone = without(threaded(), "g1")
    removed = {"some.thing:g1", "some.thing:o1", "some.thing:i2", "some.thing:dc2"}
    assert set(gone.answers) == set(threaded().answers) - removed
    assert set(gone.skips) == {"goal.agreed:g2"}
    score = threaded().answers["measure.item:sc1:3"]
    assert without(threaded(), "sc1").answers.get("measure.item:sc1:3") is None
    assert gone.answers["measure.item:sc1:3"] == score


def test_removing_what_is_not_there_changes_nothing() -> None:
    assert without(threaded(), "g77") == threaded()


def test_an_item_that_never_had_an_owner_is_not_taken_along() -> None:
    chart = new_chart().put(DischargeCriterion(id="dc1", words="open")).put(Goal(id="g1", words="cook"))
    assert without(chart, "g1").find("dc1") is not None


def test_every_owning_field_is_a_link() -> None:
    for room, name in OWNED_BY.items():
        kind: type[Frozen] = type(next(iter(threaded().room(room))))
        assert name in dict(link_fields(kind))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(chart=charts(), data=st.data())
def test_removing_any_item_of_any_chart_leaves_no_link_to_it_and_nothing_else_changed(
    chart: Chart, data: st.DataObject
) -> None:
    gone_id = data.draw(st.sampled_from(sorted(chart.by_id) or ["g1"]))
    gone = without(chart, gone_id)
    removed = set(chart.by_id) - set(gone.by_id)
    assert removed <= {gone_id} | owned(chart, gone_id)
    assert not removed & {link.target for link in links(gone)}
    assert without(gone, gone_id) == gone
    assert set(loose(gone)) <= set(loose(chart))
    for room in ROOMS:
        assert [i.id for i in gone.room(room)] == [i.id for i in chart.room(room) if i.id not in removed]

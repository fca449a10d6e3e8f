"""Whatever is done in whatever order, every acknowledged revision stays as it was."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planbot.chart import Chart
from planbot.store import Store
from tests.store.making import PASSPHRASE, a_chart, a_signature, a_store, with_words

ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)),
        st.tuples(st.sampled_from(["undo", "undo", "redo", "sign", "reopen", "archive"]), st.just("")),
    ),
    max_size=25,
)


class Expected:
    """What a person would expect: a stack to undo from, a stack to redo from, and every revision ever saved."""

    def __init__(self, chart: Chart) -> None:
        self.saved, self.past, self.future, self.now = [chart], [], [], chart
        self.documents: list[Chart] = []

    past: list[Chart]
    future: list[Chart]

    def answered(self, chart: Chart) -> None:
        self.past.append(self.now)
        self.future.clear()
        self.saw(chart)

    def undone(self) -> None:
        self.future.append(self.now)
        self.saw(self.past.pop())

    def redone(self) -> None:
        self.past.append(self.now)
        self.saw(self.future.pop())

    def signed(self) -> None:
        self.past.clear()
        self.future.clear()
        self.documents.append(self.now)
        self.saw(self.now)

    def saw(self, chart: Chart) -> None:
        self.now = chart
        self.saved.append(chart)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(actions=ACTIONS)
def test_every_acknowledged_revision_stays_whatever_is_done(actions: list[tuple[str, str]]) -> None:
    base = Path(tempfile.mkdtemp(prefix="planbot-"))
    store, _ = a_store(base / "practice")
    try:
        chart = store.add_client(a_chart()).chart
        expected = Expected(chart)
        for action, words in actions:
            revision = len(expected.saved)
            if action == "answer":
                chart = with_words(expected.now, words)
                assert store.append(chart, based_on=revision, did="answered") == revision + 1
                expected.answered(chart)
            elif action in ("undo", "redo"):
                left = expected.past if action == "undo" else expected.future
                opened = (store.undo if action == "undo" else store.redo)("c1", based_on=revision)
                assert (opened is None) == (not left), action
                if opened is not None:
                    (expected.undone if action == "undo" else expected.redone)()
                    assert (opened.chart, opened.revision) == (expected.now, revision + 1)
            elif action == "sign":
                signed = {"renderings": {"md": "# Plan"}, "signatures": [a_signature()]}
                document = store.sign(expected.now, based_on=revision, document="plan", **signed)  # type: ignore[arg-type]
                expected.signed()
                assert (document.revision, document.version) == (revision + 1, len(expected.documents))
            elif action == "archive":
                store.archive("c1")
            else:
                store.close()
                store = Store.open(base / "practice", PASSPHRASE)
        assert [store.chart_at("c1", number + 1) for number in range(len(expected.saved))] == expected.saved
        assert [document.chart for document in store.signed("c1")] == expected.documents
        assert store.open_chart("c1").chart == expected.now
        assert store.verify() == []
    finally:
        store.close()
        shutil.rmtree(base)

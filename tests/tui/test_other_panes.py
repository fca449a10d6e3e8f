"""The findings, the SNAPs and the clock."""

from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult

from planbot.chart import Chart
from planbot.knowledge import Knowledge
from planbot.rules import Severity
from planbot.rules.pages.examples import changed, clean_chart
from planbot.tui.messages import Ask
from planbot.tui.widgets.findings_pane import NO_QUESTION, NOT_WAIVED, FindingsPane, finding_lines
from planbot.tui.widgets.lines import plain
from planbot.tui.widgets.pace_clock import PaceClock, pace_words
from planbot.tui.widgets.snaps_pane import snap_lines
from tests.tui.visiting import turn_of

BROKEN = "-i3\nparticipation.how: null\nsy4.behaviours: []"
"""One finding of each weight."""


def test_findings_stand_in_groups_with_the_weightiest_first(knowledge: Knowledge) -> None:
    turn = turn_of(changed(clean_chart(), BROKEN), knowledge)
    assert {f.severity for f in turn.findings} == set(Severity)
    text = plain(finding_lines(turn.findings, knowledge))
    assert text.index("Blocks signing") < text.index("Worth a look") < text.index("Advice")


def test_a_finding_says_what_why_how_to_mend_it_and_who_asks_for_it(knowledge: Knowledge) -> None:
    turn = turn_of(changed(clean_chart(), "-i3"), knowledge)
    text = plain(finding_lines(turn.findings, knowledge))
    for finding in turn.findings:
        assert finding.message in text
        assert finding.fix in text
        assert finding.why in text
        assert finding.sources


def test_a_check_that_reads_words_says_that_it_can_be_wrong(knowledge: Knowledge) -> None:
    turn = turn_of(changed(clean_chart(), "o1.behaviour: Sam will gain insight."), knowledge)
    assert any(f.heuristic for f in turn.findings)
    assert "can be wrong" in plain(finding_lines(turn.findings, knowledge))


def test_without_findings_the_pane_says_that_nothing_is_open(knowledge: Knowledge) -> None:
    assert "Nothing is open." in plain(finding_lines((), knowledge))


class _Alone(App[None]):
    def __init__(self, pane: FindingsPane) -> None:
        super().__init__()
        self.pane = pane
        self.asked: list[str] = []
        self.waived: list[FindingsPane.Waived] = []

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_ask(self, event: Ask) -> None:
        self.asked.append(event.key)

    def on_findings_pane_waived(self, event: FindingsPane.Waived) -> None:
        self.waived.append(event)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888"}

    def told(self) -> list[str]:
        return [note.message for note in self._notifications]


def _at(app: _Alone, chart: Chart, knowledge: Knowledge, wanted: Callable[[str], bool]) -> None:
    app.pane.show(turn_of(chart, knowledge), knowledge)
    app.pane.highlighted = next(n for n, line in enumerate(app.pane.lines) if line.key and wanted(line.text))
    app.pane.focus()


async def test_enter_on_a_finding_asks_for_the_question_that_settles_it(knowledge: Knowledge) -> None:
    app = _Alone(FindingsPane())
    async with app.run_test() as pilot:
        _at(app, changed(clean_chart(), "-i3"), knowledge, lambda text: "planned for" in text)
        await pilot.press("enter")
        await pilot.pause()
        assert app.asked == ["intervention.add:o3"]


async def test_a_finding_no_question_settles_says_so_instead_of_failing(knowledge: Knowledge) -> None:
    app = _Alone(FindingsPane())
    async with app.run_test() as pilot:
        chart = changed(clean_chart(), "-sg2")
        _at(app, chart, knowledge, lambda text: "clinician has not signed" in text)
        await pilot.press("enter")
        await pilot.pause()
        assert app.asked == []
        assert app.told() == [NO_QUESTION]


async def test_what_blocks_signing_is_not_waived(knowledge: Knowledge) -> None:
    app = _Alone(FindingsPane())
    async with app.run_test() as pilot:
        _at(app, changed(clean_chart(), "-i3"), knowledge, lambda text: "planned for" in text)
        await pilot.press("w")
        await pilot.pause()
        assert app.told() == [NOT_WAIVED]
        assert app.screen is app.screen_stack[0]


async def test_a_warning_is_waived_with_a_reason_and_a_name(knowledge: Knowledge) -> None:
    app = _Alone(FindingsPane())
    async with app.run_test() as pilot:
        chart = changed(clean_chart(), "participation.how: null")
        _at(app, chart, knowledge, lambda text: "took part" in text)
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert len(app.screen_stack) == 2, "a waiver without a reason was taken"
        await pilot.press("shift+tab", *"known", "enter", "enter")
        await pilot.pause()
        (waived,) = app.waived
        assert (waived.finding.rule, waived.reason, waived.name) == (
            "participation-not-recorded",
            "known",
            "Alex Lee",
        )


def test_the_five_kinds_are_there_with_who_in_the_plan_leans_on_them(knowledge: Knowledge) -> None:
    text = plain(snap_lines(turn_of(clean_chart(), knowledge)))
    for title in ("Strengths", "Needs", "Abilities", "Preferences", "Values"):
        assert title in text
    assert "used by goal 1, objective 1.1" in text


def test_a_snap_nobody_leans_on_says_so_and_an_empty_kind_leads_to_its_question(knowledge: Knowledge) -> None:
    chart = changed(clean_chart(), "g1.snaps: []\n-sn5")
    lines = snap_lines(turn_of(chart, knowledge))
    assert [line.text for line in lines if line.item == "sn2"][-1] == "the plan does not use it yet"
    assert [line.key for line in lines if line.text == "none yet"] == ["snap.values"]


@pytest.mark.parametrize(
    ("minutes", "agreed", "words"),
    [
        (0, None, "0 min"),
        (11, 15, "11 of 15 min"),
        (15, 15, "15 of 15 min, time to wind down"),
        (40, 15, "40 of 15 min, time to wind down"),
    ],
)
def test_the_clock_tells_the_minutes_against_those_agreed(minutes: int, agreed: int | None, words: str) -> None:
    assert pace_words(minutes, agreed) == words


async def test_the_clock_goes_on_by_itself_and_follows_a_new_agreement() -> None:
    seconds = 0.0

    class _Clock(App[None]):
        clock = PaceClock(None, now=lambda: seconds)

        def compose(self) -> ComposeResult:
            yield self.clock

    app = _Clock()
    async with app.run_test() as pilot:
        seconds = 11 * 60 + 5
        app.clock.agreed = 15
        await pilot.pause()
        assert str(app.clock.render()) == "11 of 15 min"
        assert not app.clock.has_class("over")
        seconds = 16 * 60
        app.clock.agreed = 10
        await pilot.pause()
        assert app.clock.has_class("over")

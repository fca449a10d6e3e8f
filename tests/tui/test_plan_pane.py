"""The living plan: a line for everything said, the question behind each line, and a sign where something is open."""

import pytest
from textual.app import App, ComposeResult

from planbot.chart import Chart
from planbot.knowledge import Knowledge
from planbot.rules import Severity
from planbot.rules.pages.examples import changed, clean_chart
from planbot.tui.messages import Ask
from planbot.tui.widgets.lines import Line, plain
from planbot.tui.widgets.plan_pane import PlanPane, plan_lines
from tests.tui.talking import a_chart
from tests.tui.visiting import turn_of


def _lines(chart: Chart, knowledge: Knowledge) -> list[Line]:
    return plan_lines(turn_of(chart, knowledge), knowledge)


def _keys(lines: list[Line], words: str) -> list[str | None]:
    return [line.key for line in lines if words in line.text]


def test_an_empty_chart_says_that_the_plan_grows_as_one_talks(knowledge: Knowledge) -> None:
    assert "grows here as you talk" in plain(_lines(a_chart(), knowledge))


def test_a_goal_stands_in_the_clients_words_with_who_said_it_and_the_clinical_wording_under_it(
    knowledge: Knowledge,
) -> None:
    lines = _lines(clean_chart(), knowledge)
    at = next(n for n, line in enumerate(lines) if line.key == "goal.words:g1")
    assert lines[at].text == "“I want to feel like myself again and cook for my children.”"
    assert lines[at].aside == "Sam"
    assert lines[at].lead.strip() == "1"
    assert lines[at + 1].key == "goal.clinical:g1"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Sam will cook dinner", "objective.behaviour:o1"),
        ("from 1 to 4 evenings a week", "objective.target:o1"),
        ("measured by weekly count in a log", "objective.measured:o1"),
        ("by 18 Jan 2027", "objective.due:o3"),
        ("Will set a steady rising time", "intervention.what:i3"),
        ("F33.1", "diagnosis.code:d1"),
        ("“I don't enjoy anything any more", "problem.words:p1"),
        ("I can plan a week ahead.", "snap.abilities"),
        ("Fill in the dinner log", "task.client"),
        ("Cooks along by phone", "task.others"),
        ("PHQ-9 at 7 or below", "discharge.words:dc1"),
        ("next look at the plan", "plan.next-review"),
    ],
)
def test_each_line_leads_to_the_question_behind_it(words: str, key: str, knowledge: Knowledge) -> None:
    assert key in _keys(_lines(changed(clean_chart(), "t1.who: client"), knowledge), words)


def test_objectives_are_numbered_under_their_goal(knowledge: Knowledge) -> None:
    lines = _lines(clean_chart(), knowledge)
    leads = {line.key: line.lead.strip() for line in lines if (line.key or "").startswith("objective.behaviour")}
    assert leads == {"objective.behaviour:o1": "1.1", "objective.behaviour:o2": "1.2", "objective.behaviour:o3": "1.3"}


@pytest.mark.parametrize(
    ("patch", "words", "key"),
    [
        ("o1.measured: null", "no measure yet", "objective.measured:o1"),
        ("o1.baseline: null", "no starting point yet", "objective.baseline:o1"),
        ("o1.target: null", "no target yet", "objective.target:o1"),
        ("o1.due: null", "no date yet", "objective.due:o1"),
        ("-i3", "no intervention yet", "intervention.add:o3"),
        ("g1.problems: []", "not tied to a problem yet", "goal.problems:g1"),
    ],
)
def test_what_is_missing_says_so_in_words_and_with_a_sign_and_leads_to_its_question(
    patch: str, words: str, key: str, knowledge: Knowledge
) -> None:
    found = [line for line in _lines(changed(clean_chart(), patch), knowledge) if line.text == words]
    assert [(line.key, line.sign) for line in found] == [(key, "!")]


def test_a_finding_that_no_line_says_already_stands_under_its_item_in_its_own_words(knowledge: Knowledge) -> None:
    chart = changed(clean_chart(), "o1.behaviour: Sam will gain insight.")
    turn = turn_of(chart, knowledge)
    wanted = {f.message for f in turn.findings if f.at == "o1" and f.severity is not Severity.ADVICE}
    lines = plan_lines(turn, knowledge)
    assert wanted
    assert wanted <= {line.text for line in lines if line.sign == "!" and line.item == "o1"}


def test_the_sample_plan_which_passes_every_check_carries_no_sign(knowledge: Knowledge) -> None:
    assert not [line for line in _lines(clean_chart(), knowledge) if line.sign]


class _Alone(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.plan = PlanPane()
        self.asked: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.plan

    def on_ask(self, event: Ask) -> None:
        self.asked.append(event.key)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888"}


async def test_what_the_last_answer_changed_carries_a_plus_for_one_turn(knowledge: Knowledge) -> None:
    app = _Alone()
    async with app.run_test(size=(60, 40)) as pilot:
        before = changed(clean_chart(), "o1.target: null")
        app.plan.show(turn_of(before, knowledge, revision=1), knowledge)
        assert not [line for line in app.plan.lines if line.sign == "+"]
        app.plan.show(turn_of(clean_chart(), knowledge, revision=2), knowledge)
        assert [line.text for line in app.plan.lines if line.sign == "+"] == ["from 1 to 4 evenings a week"]
        app.plan.show(turn_of(clean_chart(), knowledge, revision=2), knowledge)
        assert [line.text for line in app.plan.lines if line.sign == "+"] == ["from 1 to 4 evenings a week"]
        app.plan.show(turn_of(clean_chart(), knowledge, revision=3), knowledge)
        assert not [line for line in app.plan.lines if line.sign == "+"]
        await pilot.pause()


async def test_enter_and_a_click_on_a_line_ask_for_its_question(knowledge: Knowledge) -> None:
    app = _Alone()
    async with app.run_test(size=(80, 60)) as pilot:
        app.plan.show(turn_of(clean_chart(), knowledge), knowledge)
        app.plan.focus()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.asked == ["problem.words:p1"]
        at = next(n for n, line in enumerate(app.plan.lines) if line.key == "goal.words:g1")
        row = next(y for y, (index, _) in enumerate(app.plan._lines) if index == at)
        origin = app.plan.content_region.offset - app.plan.region.offset
        await pilot.click(app.plan, offset=(origin.x + 8, origin.y + row))
        await pilot.pause()
        assert app.asked[-1] == "goal.words:g1"


async def test_the_place_one_was_looking_at_stays_when_the_plan_grows(knowledge: Knowledge) -> None:
    app = _Alone()
    async with app.run_test(size=(60, 12)) as pilot:
        app.plan.show(turn_of(changed(clean_chart(), "-i3\n-t1"), knowledge), knowledge)
        app.plan.highlighted = next(n for n, ln in enumerate(app.plan.lines) if ln.key == "objective.due:o3")
        await pilot.pause()
        app.plan.show(turn_of(clean_chart(), knowledge, revision=2), knowledge)
        await pilot.pause()
        assert app.plan.highlighted is not None
        assert app.plan.lines[app.plan.highlighted].key == "objective.due:o3"

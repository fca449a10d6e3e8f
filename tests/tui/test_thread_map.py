"""The thread map: whole threads look whole, and each break says what is missing and leads to what mends it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbot.chart import Chart
from planbot.knowledge import Knowledge
from planbot.rules.pages.examples import changed, clean_chart
from planbot.text import one_line
from planbot.tui.widgets.lines import Line, LineVisual, Part, plain
from planbot.tui.widgets.thread_map import BeadLine, BeadVisual, StationVisual, thread_lines
from planbot.tui.widgets.threads import Stage, loose_ends, threads
from tests.tui.talking import a_chart
from tests.tui.visiting import turn_of


def _lines(chart: Chart, knowledge: Knowledge) -> list[Line]:
    return thread_lines(turn_of(chart, knowledge), knowledge)


def test_an_empty_chart_says_where_the_thread_starts(knowledge: Knowledge) -> None:
    assert "starts with the first symptom" in plain(_lines(a_chart(), knowledge))


def test_every_thread_of_the_sample_holds_from_symptom_to_measure(knowledge: Knowledge) -> None:
    found = threads(clean_chart(), knowledge)
    assert len(found) == 6
    assert all(bead.whole and bead.names for thread in found for bead in thread.beads)
    assert not loose_ends(clean_chart())
    assert "holds from every symptom to its measure" in plain(_lines(clean_chart(), knowledge))


@pytest.mark.parametrize(
    ("patch", "stage", "words", "ask"),
    [
        ("d1.criteria: []", Stage.DIAGNOSIS, "no diagnosis rests on it", "diagnosis.criteria:d1"),
        ("-d1", Stage.DIAGNOSIS, "no diagnosis yet", "diagnosis.add"),
        ("p1.symptoms: [sy1]", Stage.PROBLEM, "in no problem yet", "problem.symptoms:p1"),
        ("-p1", Stage.PROBLEM, "no problem yet", "problem.add"),
        ("g1.problems: []", Stage.GOAL, "no goal yet", "goal.problems:g1"),
        ("-g1", Stage.GOAL, "no goal yet", "goal.add"),
        ("o3.symptoms: []", Stage.OBJECTIVE, "no objective yet", "objective.symptoms:o3"),
        ("-o3", Stage.OBJECTIVE, "no objective yet", "objective.add:g1"),
        ("-i3", Stage.INTERVENTION, "no intervention for 1.3 yet", "intervention.add:o3"),
        ("o3.measured: null", Stage.MEASURE, "no measure for 1.3 yet", "objective.measured:o3"),
    ],
)
def test_a_break_says_what_is_missing_and_leads_to_the_question_that_mends_it(
    patch: str, stage: Stage, words: str, ask: str, knowledge: Knowledge
) -> None:
    chart = changed(clean_chart(), patch)
    sleep = next(t for t in threads(chart, knowledge) if t.symptom == "sy3")
    bead = next(b for b in sleep.breaks if b.stage is stage)
    assert (bead.broken, bead.ask) == (words, ask)
    shown = [line for line in _lines(chart, knowledge) if line.item == "sy3" and line.text == words]
    assert [(line.sign, line.key) for line in shown] == [("!", ask)]


@pytest.mark.parametrize(
    ("patch", "item", "words", "ask"),
    [
        ("i2.objectives: []", "i2", "serves no objective", "intervention.objectives:i2"),
        ("o2.measured: null", "o2", "no measure yet", "objective.measured:o2"),
        ("o2.symptoms: []\no2.impairments: []", "o2", "tied to no symptom", "objective.symptoms:o2"),
        ("+goals: {words: Sing again, problems: [p1]}", "g2", "no objective yet", "objective.add:g2"),
        ("+goals: {words: Sing again}", "g2", "tied to no problem", "goal.problems:g2"),
        ("+problems: {words: My hands shake}", "p2", "nothing shows it yet", "problem.symptoms:p2"),
        ("d1.criteria: []", "d1", "rests on no symptom", "diagnosis.criteria:d1"),
    ],
)
def test_what_hangs_on_nothing_is_a_loose_end_with_the_question_that_ties_it(
    patch: str, item: str, words: str, ask: str
) -> None:
    ends = loose_ends(changed(clean_chart(), patch))
    assert [(end.broken, end.ask) for end in ends if end.item == item] == [(words, ask)]


def test_a_break_said_in_a_thread_is_not_said_again_as_a_loose_end(knowledge: Knowledge) -> None:
    chart = changed(clean_chart(), "o3.measured: null")
    assert "Loose ends" not in plain(_lines(chart, knowledge))


def test_a_symptom_put_off_is_not_broken(knowledge: Knowledge) -> None:
    chart = changed(clean_chart(), "-o3\nsy3.deferred: The family doctor looks first")
    sleep = next(t for t in threads(chart, knowledge) if t.symptom == "sy3")
    assert not sleep.breaks
    assert "left for later: The family doctor looks first" in plain(_lines(chart, knowledge))


def test_an_unbroken_station_is_tied_to_the_next_and_a_broken_one_is_not(knowledge: Knowledge) -> None:
    whole = BeadVisual(threads(clean_chart(), knowledge)[2]).rows(48)[1].plain
    broken = BeadVisual(threads(changed(clean_chart(), "-i3"), knowledge)[2]).rows(48)[1].plain
    assert whole.split("●") == ["  ", *["─────"] * 6, "     "]
    assert whole.count("●") == 7
    assert broken.count("○") == 1
    assert "─ ○" not in broken.replace("─────", "─")
    assert broken.index("○") == 2 + 5 * 6


def test_with_room_the_beads_carry_what_they_stand_for(knowledge: Knowledge) -> None:
    row = BeadVisual(threads(clean_chart(), knowledge)[0]).rows(120)[1].plain
    assert "F33.1" in row
    assert "1.1 1.2" in row


def test_the_way_the_plan_hangs_together_is_drawn_as_a_tree(knowledge: Knowledge) -> None:
    text = plain(_lines(clean_chart(), knowledge))
    assert "├ 1.1  Sam will cook dinner" in text
    assert "└ weekly count in a log" in text


@pytest.mark.parametrize("width", [24, 36, 48, 80, 160])
def test_the_names_of_the_stations_never_touch(width: int) -> None:
    rows = [row.plain for row in StationVisual().rows(width)]
    assert all(len(row) <= width for row in rows)
    if width >= 36:
        assert sorted(word for row in rows for word in row.split()) == sorted(s.capitalize() for s in Stage)


@given(st.text(max_size=200), st.text(max_size=60), st.integers(min_value=10, max_value=200), st.booleans())
def test_no_line_is_ever_wider_than_its_pane(words: str, aside: str, width: int, one_row: bool) -> None:
    line = Line((Part(words),), lead="1.1  ", indent=3, sign="!", aside=one_line(aside), one_row=one_row)
    rows = LineVisual(line).rows(width)
    assert rows
    assert all(row.cell_length <= width for row in rows)


def test_beads_can_be_opened_even_when_the_thread_is_whole(knowledge: Knowledge) -> None:
    beads = [line for line in _lines(clean_chart(), knowledge) if isinstance(line, BeadLine)]
    assert [line.key for line in beads][:2] == ["symptom.words:sy1", "symptom.words:sy2"]

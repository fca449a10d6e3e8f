"""The library's patterns: whom they serve, how they read, and what the rules say once they are filled."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from planbot.chart import Chart, Stage
from planbot.knowledge import (
    GoalPattern,
    InterventionEntry,
    Knowledge,
    ObjectivePattern,
    ProblemEntry,
    fill,
    load,
    target_of,
)
from planbot.rules.goals import AWAY, JARGON, TOWARD
from planbot.rules.interventions import MAYBE
from planbot.rules.objective_words import ATTENDANCE, INNER, STAFF, VAGUE
from planbot.rules.pages.examples import clean_chart
from planbot.rules.reading.words import reading_grade

LIBRARY: Knowledge = load()
OBJECTIVES = list(LIBRARY.objectives.values())
INTERVENTIONS = list(LIBRARY.interventions.values())
PROBLEMS = list(LIBRARY.problems.values())
EARLY = {Stage.PRECONTEMPLATION, Stage.CONTEMPLATION}
EIGHTH = 8.0
"""The reading grade that words for a client stay at or below."""
ALIKE = 90
"""Likeness, from 0 to 100, above which two patterns say the same thing."""


Pattern = ObjectivePattern | InterventionEntry | GoalPattern


def by_id(each: ObjectivePattern | InterventionEntry | ProblemEntry) -> str:
    return each.id


def charts() -> Iterator[Chart]:
    """Give a chart with a client's own sentences in it, and one with none."""
    yield clean_chart()
    yield clean_chart().model_copy(update={"snaps": ()})


def bare(pattern: ObjectivePattern | InterventionEntry, text: str) -> str:
    """Return *text* as it stands for a client of whom nothing is known yet."""
    chart = Chart.model_validate({**clean_chart().model_dump(mode="json"), "snaps": []})
    nothing = chart.model_copy(update={"assessment": chart.assessment.model_copy(update={"symptoms": ()})})
    return f"{fill(text, pattern.slots, nothing, 'Sam')}."


def needed_symptoms() -> set[str]:
    of_diagnoses = {
        symptom
        for diagnosis in LIBRARY.diagnoses.values()
        for group in diagnosis.criteria
        for criterion in group.criteria
        for symptom in criterion.symptoms
    }
    return of_diagnoses | {symptom for problem in PROBLEMS for symptom in problem.symptoms}


def test_every_symptom_in_use_is_taken_up_by_two_steps_and_three_methods() -> None:
    steps = Counter(symptom for pattern in OBJECTIVES for symptom in pattern.symptoms)
    methods = Counter(symptom for entry in INTERVENTIONS for symptom in entry.symptoms)
    short = {s: (steps[s], methods[s]) for s in needed_symptoms() if steps[s] < 2 or methods[s] < 3}
    assert short == {}


@pytest.mark.parametrize("problem", PROBLEMS, ids=by_id)
def test_a_problem_offers_something_at_every_stage_of_change(problem: ProblemEntry) -> None:
    steps = [LIBRARY.objectives[key] for key in problem.objectives]
    methods = [LIBRARY.interventions[key] for key in problem.interventions]
    assert len(steps) >= 5
    assert len(methods) >= 5
    for offers in (steps, methods):
        stages = {stage for each in offers for stage in each.stages}
        assert set(Stage) <= stages
        assert set(problem.symptoms) <= {symptom for each in offers for symptom in each.symptoms}


@pytest.mark.parametrize("pattern", OBJECTIVES, ids=by_id)
def test_a_filled_step_names_what_the_client_does_so_that_it_can_be_counted(pattern: ObjectivePattern) -> None:
    for chart in charts():
        words = fill(pattern.text, pattern.slots, chart, "Sam")
        assert words.startswith("Sam will ")
        for wrong in (ATTENDANCE, STAFF, VAGUE, INNER):
            assert wrong.search(words) is None


@pytest.mark.parametrize("pattern", OBJECTIVES, ids=by_id)
def test_a_step_in_the_clients_words_reads_at_the_eighth_grade(pattern: ObjectivePattern) -> None:
    words = bare(pattern, pattern.plain)
    assert "I will " in words
    assert reading_grade(words) <= EIGHTH
    assert reading_grade(bare(pattern, pattern.text)) <= EIGHTH + 2


@pytest.mark.parametrize("pattern", OBJECTIVES, ids=by_id)
def test_a_target_is_better_than_the_usual_baseline_and_the_levels_differ(pattern: ObjectivePattern) -> None:
    usual = pattern.baseline
    if usual is None and pattern.measure is not None:
        usual = LIBRARY.measures[pattern.measure].high
    if usual is not None:
        assert target_of(pattern.target, usual, better=pattern.better) is not None
    levels = [level.format(baseline="3", target="5", unit=pattern.unit) for level in pattern.scale]
    assert len(set(levels)) == 5


@pytest.mark.parametrize("pattern", [p for p in OBJECTIVES if p.measure and p.target.by], ids=by_id)
def test_a_change_in_a_score_is_at_least_the_published_one(pattern: ObjectivePattern) -> None:
    change = LIBRARY.measures[pattern.measure or ""].change
    published = change.reliable or change.important
    assert published is not None
    assert abs(pattern.target.by or 0) >= published


@pytest.mark.parametrize("entry", INTERVENTIONS, ids=by_id)
def test_a_method_says_what_will_be_done_and_when_not_to_do_it(entry: InterventionEntry) -> None:
    assert entry.what.startswith("will ")
    assert MAYBE.search(entry.what) is None
    assert entry.not_when
    words = bare(entry, entry.plain)
    assert words.startswith("We will ")
    assert reading_grade(words) <= EIGHTH


@pytest.mark.parametrize("problem", PROBLEMS, ids=by_id)
def test_goals_are_put_as_a_client_would_and_point_towards_something(problem: ProblemEntry) -> None:
    assert len(problem.goals) >= 3
    for goal in problem.goals:
        assert JARGON.search(goal.client) is None
        assert TOWARD.search(goal.client) or not AWAY.search(goal.client)
        assert reading_grade(goal.client) <= EIGHTH


@pytest.mark.parametrize("field", ["text", "plain", "what", "client", "clinical"])
def test_no_two_patterns_say_the_same_thing(field: str) -> None:
    patterns: list[Pattern] = [*OBJECTIVES, *INTERVENTIONS, *(g for problem in PROBLEMS for g in problem.goals)]
    said = [(each.id, str(getattr(each, field))) for each in patterns if hasattr(each, field)]
    assert len(said) > 40
    alike = [(a, b) for (a, one), (b, two) in combinations(said, 2) if fuzz.token_set_ratio(one, two) > ALIKE]
    assert alike == []

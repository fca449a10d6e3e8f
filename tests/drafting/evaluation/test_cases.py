"""The fixed set: large enough, each case stands just before its question, and a good answer is judged good."""

from collections import Counter
from typing import Any

import pytest

from planbot.chart import Chart
from planbot.cli.evaluation import Sitting
from planbot.drafting import Proposal
from planbot.drafting.evaluation.cases import BEFORE, DAY, READING, Case, cases, charts, digest, speech
from planbot.drafting.outputs.reading import ASKED
from planbot.drafting.prompts import tasks
from planbot.errors import PlanbotError
from planbot.rules.pages.examples import TODAY

SOME = tuple(charts())[:5]


def the_case(task: str, name: str) -> Case:
    return next(case for case in cases([task]) if case.name == name)


def written_by_hand(task: str, chart: Chart) -> str:
    """Return what the careful clinician of a chart wrote in the place of a draft."""
    written: dict[str, Any] = {
        "goal-wording": chart.plan.goals[0].clinical,
        "problem-statement": next(p for p in chart.problems if not p.deferred).statement,
        "summary": chart.formulation.summary,
        "necessity": chart.necessity.statement,
    }
    return str(written[task])


def test_the_set_has_at_least_forty_charts_and_forty_pieces_of_speech() -> None:
    assert len(charts()) >= 40
    assert len(speech()) >= 40
    assert len({piece["id"] for piece in speech()}) == len(speech())
    assert DAY == TODAY


def test_every_task_of_the_prompts_is_measured_on_at_least_forty_cases() -> None:
    counted = Counter(case.task for case in cases())

    assert set(counted) == set(tasks())
    assert min(counted.values()) >= 40


def test_what_is_to_be_found_in_speech_stands_there_word_for_word() -> None:
    for piece in speech():
        for found in piece["found"]:
            ((kind, words),) = found.items()
            assert kind in set(ASKED), piece["id"]
            assert words in piece["said"], piece["id"]


def test_some_speech_holds_nothing_to_find_and_all_kinds_are_asked_for() -> None:
    assert any(not piece["found"] for piece in speech())
    kinds = {kind for piece in speech() for found in piece["found"] for kind in found}
    assert kinds == {kind.value for kind in ASKED}


@pytest.mark.parametrize("name", SOME)
@pytest.mark.parametrize("task", [*BEFORE])
def test_every_question_comes_up_and_its_answer_is_not_there_yet(task: str, name: str) -> None:
    case = the_case(task, name)
    question = Sitting(case).question

    assert question.key == case.key
    assert question.step.draft == task
    match task:
        case "objective":
            assert not [o for o in case.chart.plan.objectives if o.goal == question.item.id]
        case "intervention":
            assert not [i for i in case.chart.plan.interventions if question.item.id in i.objectives]
        case "plainer":
            assert question.item.plain is None
        case _:
            assert written_by_hand(task, charts()[name]) not in case.chart.model_dump_json()


@pytest.mark.parametrize("name", SOME)
@pytest.mark.parametrize("task", ["goal-wording", "problem-statement", "summary", "necessity"])
def test_what_a_careful_clinician_wrote_there_is_judged_clean(task: str, name: str) -> None:
    sitting = Sitting(the_case(task, name))

    assert sitting.tried(Proposal(words=written_by_hand(task, charts()[name]))) == ()


def test_a_poor_answer_is_not_excused_because_the_rest_of_the_chart_was_never_asked_for() -> None:
    sitting = Sitting(the_case("objective", SOME[0]))
    found = sitting.tried(Proposal(words="Client will gain insight and feel better about everything"))

    assert found, "nothing is found in an objective that nobody could see"


def test_charts_come_one_after_the_other_so_that_a_stopped_measurement_has_some_of_each_task() -> None:
    first = [case for case, _ in zip(cases(), range(len(BEFORE) + 1), strict=False)]

    assert {case.task for case in first} == {*BEFORE, READING}
    assert len({case.name for case in first if case.task != READING}) == 1


def test_an_unknown_task_is_refused_with_those_there_are() -> None:
    with pytest.raises(PlanbotError, match=r"no task 'poem'.*goal-wording"):
        list(cases(["poem"]))


def test_the_digest_names_the_set() -> None:
    assert len(digest()) == 12
    assert set(digest()) <= set("0123456789abcdef")

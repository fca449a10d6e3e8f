"""What is counted of a draft: its course, what was offered, what it took, and what was found in speech."""

from dataclasses import dataclass
from typing import Any

import pytest

from planbot.cli.evaluation import Sitting
from planbot.drafting import Proposal
from planbot.drafting.base import Course
from planbot.drafting.evaluation.cases import Case, Expected, cases, charts
from planbot.drafting.evaluation.outcome import NOTHING, UNREADABLE, Beside, Outcome, Shown
from planbot.drafting.evaluation.report import Report, figures_of, read_report
from planbot.drafting.evaluation.running import Listening, NoAnswerError, outcome, read
from planbot.drafting.evaluation.telling import told
from planbot.drafting.prompts import Prompt
from planbot.errors import DraftError, PlanbotError

NAME = next(iter(charts()))


@dataclass(frozen=True)
class Reply:
    """A reply in figures."""

    text: str
    seconds: float = 0.0
    first: float = 0.0
    tokens_in: int = 300
    tokens_out: int = 20
    cut: bool = False
    cached: int = 150


class Says:
    """A model that says the same each time, or fails."""

    name = "llamacpp:says"

    def __init__(self, text: str, fails: bool = False) -> None:
        self.text = text
        self.fails = fails

    def write(self, prompt: Prompt, schema: dict[str, Any], **_: Any) -> Reply:
        """Say it."""
        del prompt, schema
        if self.fails:
            raise DraftError("No model answers at http://127.0.0.1:1/v1; start it, or draft from the library.")
        return Reply(self.text)


def case(task: str) -> Case:
    return next(cases([task], 1))


def of(task: str, text: str) -> Outcome:
    return outcome(case(task), Listening(Says(text)), Sitting(case(task)))


def test_a_good_draft_is_clean_at_once_after_one_request() -> None:
    good = charts()[NAME].plan.goals[0].clinical
    result = of("goal-wording", f'{{"clinical": "{good}"}}')

    assert result.course == Course.CLEAN
    assert [each.clean for each in result.shown] == [True]
    assert (result.tokens_in, result.tokens_out, len(result.asked)) == (300, 20, 1)
    assert result.own > 0


def test_a_poor_draft_is_shown_with_what_was_found_after_three_requests() -> None:
    result = of("goal-wording", '{"clinical": "Her divorce in 2011 left the veteran with cancer and two lawsuits."}')

    assert result.course == Course.FINDINGS
    assert len(result.asked) == 3
    assert result.shown[0].doubts
    assert not result.shown[0].clean


def test_words_that_are_no_answer_are_unreadable_and_the_library_still_stands_beside() -> None:
    result = of("intervention", "I am sorry, I cannot do that")

    assert result.course == UNREADABLE
    assert result.shown == ()
    assert result.library
    assert all(each.course == "library" for each in result.library)


def test_speech_with_nothing_in_it_may_be_answered_with_nothing() -> None:
    result = of("reading", '{"1": "nothing"}')

    assert result.course == NOTHING
    assert result.reading is not None
    assert (result.reading.found, result.reading.met) == (0, 0)


def test_a_quote_is_right_when_words_and_kind_are_and_half_right_when_only_the_words_are() -> None:
    expected = [Expected("symptom", "I lie awake until three"), Expected("goal", "I want to sing again")]
    found = [
        Proposal(words="lie awake until three most nights", key="symptom.add"),
        Proposal(words="I want to sing again", key="snap.needs"),
        Proposal(words="the weather", key="problem.add"),
    ]
    counted = read(expected, found)

    assert (counted.expected, counted.found) == (2, 3)
    assert (counted.right, counted.met, counted.words_met) == (1, 1, 2)


def test_a_silent_model_is_not_counted_as_a_bad_one() -> None:
    with pytest.raises(NoAnswerError, match="No model answers"):
        outcome(case("summary"), Listening(Says("", fails=True)), Sitting(case("summary")))


def report(*outcomes: Outcome) -> Report:
    return Report(model="llamacpp:says", where="stays on this computer", set="0" * 12, outcomes=outcomes, of=4)


def shown(course: Course, *findings: str) -> Outcome:
    each = Shown(words="w", course=course, findings=findings)
    return Outcome(case=f"summary/{course}", task="summary", course=course, shown=(each,), seconds=2.0)


def test_the_shares_of_a_task_are_of_all_its_drafts_and_add_up() -> None:
    library = (Shown(words="l", course="library"),)
    four = report(
        shown(Course.CLEAN),
        shown(Course.REPAIRED),
        shown(Course.FINDINGS, "measure-missing").model_copy(update={"library": library}),
        Outcome(case="summary/x", task="summary", course=UNREADABLE, seconds=10.0),
    )
    figures = figures_of(four, "summary")

    assert (figures.clean, figures.repaired, figures.findings, figures.unreadable) == (0.25, 0.25, 0.25, 0.25)
    assert figures.drafts_clean == pytest.approx(2 / 3)
    assert figures.offered_clean == pytest.approx(3 / 4)
    assert figures.with_a_clean_one == pytest.approx(3 / 4)
    assert (figures.seconds, figures.p90) == (2.0, 10.0)
    text = told(four)
    assert "4 of 4 drafts" in text
    assert max(map(len, text.splitlines())) < 160


def test_a_ratio_is_of_the_same_number_of_tokens() -> None:
    same = Beside(task="summary", ours=11.0, bare=10.0, tokens=100, tokens_bare=100)
    longer = Beside(task="summary", ours=21.0, bare=10.0, tokens=200, tokens_bare=100)

    assert same.ratio == pytest.approx(1.1)
    assert longer.ratio == pytest.approx(1.05)


def test_a_measurement_is_read_again_as_it_was_written() -> None:
    one = report(shown(Course.CLEAN))

    assert read_report(one.to_json().encode()) == one
    for nothing in (b"", b"[]", b'{"model": 1}'):
        with pytest.raises(PlanbotError, match="holds no measurement"):
            read_report(nothing)

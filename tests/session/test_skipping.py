"""Passing a question over: later comes back once, declined and not applicable are settled for good."""

import pytest

from planbot.chart import Skip, SkipReason, Voice
from tests.session.talking import key, say, talk, watched


def finish(name: str, reason: SkipReason) -> list[str]:
    """Pass over everything for one reason and return what was asked, in order."""
    session, asked = talk(name), []
    while session.turn.question:
        asked.append(session.turn.question.key)
        session.skip(reason)
    assert session.turn.done
    return asked


@pytest.mark.parametrize("reason", [SkipReason.DECLINED, SkipReason.NOT_APPLICABLE])
def test_what_was_declined_or_does_not_apply_is_settled(reason: SkipReason) -> None:
    asked = finish("readiness", reason)
    assert len(asked) == len(set(asked))


def test_what_was_put_off_comes_once_more_at_the_end_and_not_a_third_time() -> None:
    asked = finish("readiness", SkipReason.LATER)
    half = len(asked) // 2
    assert asked[:half] == asked[half:]
    assert len(set(asked)) == half


def test_a_question_put_off_comes_after_every_other() -> None:
    session = talk("readiness")
    first = key(session)
    session.skip(SkipReason.LATER)
    for _ in range(6):
        assert key(session) != first
        session.skip(SkipReason.DECLINED)
    assert key(session) == first
    session.answer("action")
    assert session.turn.done
    assert first not in session.chart.skips


def test_a_question_put_off_and_then_declined_is_settled() -> None:
    session = talk("readiness")
    session.skip(SkipReason.LATER)
    session.look("readiness.stage")
    session.skip(SkipReason.DECLINED)
    assert session.chart.skips["readiness.stage"].reason is SkipReason.DECLINED
    assert session.chart.skips["readiness.stage"].times == 1


def test_not_asked_passed_over_and_none_are_three_facts() -> None:
    session = talk("intake")
    assert session.chart.intake.medicines is None
    assert "intake.medicines" not in session.chart.skips
    assert "intake.medicines" not in session.chart.answers

    session.look("intake.medicines")
    session.skip(SkipReason.DECLINED)
    assert session.chart.intake.medicines is None
    assert isinstance(session.chart.skips["intake.medicines"], Skip)

    say(session, intake_medicines="none")
    assert session.chart.intake.medicines == "none"
    assert "intake.medicines" not in session.chart.skips
    assert session.chart.answers["intake.medicines"].words == "none"


def test_none_of_a_list_is_an_answer_though_nothing_is_in_the_list() -> None:
    session = say(talk("impact"), impact_domains="none")
    assert session.chart.assessment.impairments == ()
    assert "impact.domains" in session.chart.answers
    assert session.turn.done


def test_a_skip_keeps_who_passed_it_over_and_the_reason_stands_in_the_history() -> None:
    session = talk("readiness", voice=Voice.CLIENT)
    session.skip(SkipReason.NOT_APPLICABLE)
    assert session.chart.skips["readiness.stage"].voice is Voice.CLIENT
    assert watched(session).did == ["skipped: not applicable readiness.stage client"]


def test_passing_over_an_answered_question_keeps_its_answer() -> None:
    session = say(talk("readiness"), readiness_motivation="6")
    session.look("readiness.motivation")
    session.skip(SkipReason.DECLINED)
    assert session.chart.readiness.motivation == 6
    assert session.chart.answers["readiness.motivation"].words == "6"

"""An answer is saved before the next question is shown; what cannot be saved or read changes nothing."""

from collections.abc import Callable
from datetime import date

import pytest

from planbot.chart import Chart, Origin, Signature, Signer, SkipReason, Voice
from planbot.chart.base import Author
from planbot.errors import AnswerError, ConflictError, FullError, StoreError
from planbot.flows import flow
from planbot.knowledge import load
from planbot.session import Session, Turn
from tests.charts import NOW, TODAY, new_chart
from tests.session.talking import Watching, depressed, key, say, skip_to, talk, watched


def test_an_answer_is_saved_before_the_next_question_is_shown() -> None:
    session = talk("goals")
    seen: list[str | None] = []

    class Asks(Watching):
        def append(
            self, chart: Chart, *, based_on: int, did: str, key: str | None = None, voice: str | None = None
        ) -> int:
            seen.append(session.turn.question.key if session.turn.question else None)
            return super().append(chart, based_on=based_on, did=did, key=key, voice=voice)

    session.store = Asks()
    session.answer("I want to sleep")
    assert seen == ["goal.add"]
    assert key(session) == "goal.clinical:g1"
    assert watched(session).charts == [session.chart]
    assert watched(session).did == ["answered goal.add therapist"]
    assert session.turn.revision == 2


@pytest.mark.parametrize("refusal", [FullError("The disk is full."), ConflictError("Another window saved first.")])
def test_a_store_that_refuses_changes_nothing_and_the_same_words_are_taken_later(refusal: StoreError) -> None:
    session = talk("goals")
    session.answer("I want to sleep")
    before = session.turn
    watched(session).refuses = refusal
    steps: tuple[Callable[[], Turn], ...] = (
        lambda: session.answer("Sleep through the night."),
        lambda: session.skip(SkipReason.DECLINED),
        lambda: session.withdraw("goal.words:g1"),
        lambda: session.changed(session.chart.set("intake.presenting", "worry"), "changed"),
        lambda: session.signed(Signature(id="sg1", signer=Signer.CLIENT, name="Sam R.", at=NOW)),
    )
    for step in steps:
        with pytest.raises(type(refusal)):
            step()
        assert session.turn is before
    watched(session).refuses = None
    session.answer("Sleep through the night.")
    assert session.chart.plan.goals[0].clinical == "Sleep through the night."


def test_a_proposal_the_store_refuses_is_still_there_to_be_accepted() -> None:
    session = talk(chart=depressed())
    session.look("objective.add:g1")
    proposal = next(iter(session.proposals()))
    before = session.turn
    watched(session).refuses = FullError("The disk is full.")
    with pytest.raises(FullError):
        session.accept(proposal)
    assert session.turn is before
    watched(session).refuses = None
    assert session.accept(proposal).made == ("o1",)


def test_words_that_cannot_be_read_change_nothing() -> None:
    session = talk("readiness")
    session.answer("action")
    before = session.turn
    with pytest.raises(AnswerError, match="whole number from 0 to 10"):
        session.answer("a lot")
    assert session.turn is before
    assert len(watched(session).charts) == 1


def test_saying_the_same_again_saves_no_revision() -> None:
    session = talk("readiness")
    session.answer("action")
    session.look("readiness.stage")
    session.answer("action")
    assert len(watched(session).charts) == 1
    assert session.turn.revision == 2
    assert key(session) == "readiness.motivation"


def test_an_answer_keeps_who_said_it_word_for_word() -> None:
    session = talk("goals", voice=Voice.CLIENT)
    session.answer("  I want to feel ok\u202e again ")
    answer = session.chart.answers["goal.words:g1"]
    assert (answer.words, answer.voice, answer.origin) == ("I want to feel ok\ufffd again", Voice.CLIENT, None)
    assert answer.original == "'  I want to feel ok\\u202e again '"
    assert session.chart.plan.goals[0].voice is Voice.CLIENT


def test_an_answer_keeps_the_origin_it_was_given() -> None:
    session = talk("goals")
    origin = Origin(author=Author.MODEL, source="a model", edited=True)
    session.answer("Sleep", origin=origin)
    assert session.chart.answers["goal.words:g1"].origin == origin


def test_an_answer_names_the_items_it_made_and_the_next_turn_forgets_them() -> None:
    session = talk("presenting")
    assert session.answer("worry; sleep").made == ("p1", "p2")
    assert session.answer("no").made == ()


def test_nothing_can_be_answered_skipped_or_accepted_when_nothing_is_asked() -> None:
    session = talk("readiness")
    while not session.turn.done:
        session.skip(SkipReason.NOT_APPLICABLE)
    assert list(session.proposals()) == []
    steps: tuple[Callable[[], Turn], ...] = (lambda: session.answer("x"), lambda: session.skip(SkipReason.LATER))
    for step in steps:
        with pytest.raises(AnswerError, match="No question is waiting"):
            step()


def test_findings_change_with_every_answer() -> None:
    session = say(talk(), problem_add="worry", goal_add="I want to sleep")
    assert "goal-without-problem" in {f.rule for f in session.turn.findings}
    say(session, goal_problems__g1="p1")
    assert "goal-without-problem" not in {f.rule for f in session.turn.findings}


def test_progress_counts_up_to_all_there_is() -> None:
    session = talk("readiness")
    settled = [session.turn.progress.settled]
    while not session.turn.done:
        session.skip(SkipReason.DECLINED)
        settled.append(session.turn.progress.settled)
    assert settled == list(range(session.turn.progress.total + 1))


def test_findings_about_what_is_still_to_be_asked_do_not_stand_yet() -> None:
    session = talk("plan")
    risk = next(f for f in session.turn.findings if f.ask == "risk.status")
    assert session.turn.is_to_come(risk)
    assert risk not in session.turn.standing
    session.look("risk.status")
    session.skip(SkipReason.LATER)
    later = next(f for f in session.turn.findings if f.ask == "risk.status")
    assert later in session.turn.standing


def test_a_chart_changed_elsewhere_is_gone_on_from() -> None:
    session = talk("readiness")
    other = new_chart().set("readiness", session.chart.readiness.model_copy(update={"motivation": 4}))
    session.replaced(other, 7)
    assert (session.chart, session.turn.revision) == (other, 7)


def test_a_signature_is_saved_under_its_signer() -> None:
    session = talk("participation")
    session.signed(Signature(id="sg1", signer=Signer.CLIENT, name="Sam R.", at=NOW))
    assert session.chart.participation.signatures[0].name == "Sam R."
    assert watched(session).did == ["signed by the client None therapist"]


def test_the_day_is_the_one_given_or_today() -> None:
    assert talk().today == TODAY
    assert Session(Watching(), new_chart(), 1, flow("plan"), load()).today == date.today()


def test_a_step_that_follows_from_an_answer_is_asked_at_once() -> None:
    session = skip_to(talk("risk"), "risk.status")
    session.answer("present")
    assert key(session) == "risk.what"

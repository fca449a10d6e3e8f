"""Two people side by side, or one alone: the wording is theirs, and what only the other can say is handed over."""

import random

from planbot.chart import SkipReason, Voice
from planbot.flows import Asking, flows
from planbot.flows.base import steps_in
from planbot.knowledge import load
from tests.charts import TODAY, new_chart
from tests.flows.walking import words_for
from tests.session.talking import key, say, skip_to, talk

FOR_ONE = {
    Voice.CLIENT: [s.id for s in steps_in(flows()["plan"].blocks) if not s.therapist],
    Voice.THERAPIST: [s.id for s in steps_in(flows()["plan"].blocks) if not s.client],
}
"""The questions that only this voice can answer."""


def test_the_wording_changes_with_the_voice_and_the_question_stays() -> None:
    session = talk("plan")
    assert session.turn.question is not None
    assert session.turn.question.text == "What brings Sam R. here, in their own words?"
    session.speak(Voice.CLIENT)
    assert session.turn.question is not None
    assert session.turn.question.text == "What brings you here? Say it the way you would to a friend."
    assert key(session) == "intake.presenting"


def test_no_question_for_the_client_speaks_of_them_by_name() -> None:
    for question in flows()["plan"].questions(Asking(new_chart(), load(), Voice.CLIENT, TODAY)):
        assert "Sam R." not in question.text, question.key


def test_a_question_only_the_therapist_can_answer_hands_over() -> None:
    session = skip_to(talk("readiness"), "readiness.motivation")
    session.speak(Voice.CLIENT)
    session.answer("6")
    assert session.turn.question is None
    assert session.turn.hand_over is Voice.THERAPIST
    assert not session.turn.done
    session.speak(Voice.THERAPIST)
    assert key(session) == "readiness.insight"
    assert session.turn.hand_over is None


def test_alone_the_client_is_asked_only_what_they_can_answer_and_then_is_done() -> None:
    session, rng, asked = talk("plan", together=False, voice=Voice.CLIENT), random.Random(3), []
    while session.turn.question:
        assert session.turn.question.text
        assert session.turn.hand_over is None
        asked.append(session.turn.question.step.id)
        session.answer(words_for(session.turn.question, rng))
    assert session.turn.done
    assert set(asked) & set(FOR_ONE[Voice.THERAPIST]) == set()
    assert "goal.add" in asked
    # What was left for the therapist comes when they sit down together.
    assert talk("plan", session.chart).turn.question is not None


def test_alone_what_was_put_off_by_the_other_is_not_asked() -> None:
    session = talk("risk")
    session.skip(SkipReason.LATER)
    alone = talk("risk", session.chart, together=False, voice=Voice.CLIENT)
    assert alone.turn.done


def test_a_question_looked_at_stays_in_view_when_the_other_can_answer_it_too() -> None:
    session = say(talk("readiness"), readiness_stage="action", readiness_motivation="6")
    session.look("readiness.motivation")
    session.speak(Voice.CLIENT)
    assert key(session) == "readiness.motivation"
    assert session.turn.looking
    session.look("readiness.insight")
    session.speak(Voice.CLIENT)
    assert not session.turn.looking
    assert session.turn.hand_over is Voice.THERAPIST


def test_the_voice_that_speaks_is_noted_with_the_answer() -> None:
    session = talk("readiness")
    session.answer("action")
    session.speak(Voice.CLIENT)
    session.answer("6")
    assert session.chart.answers["readiness.stage"].voice is Voice.THERAPIST
    assert session.chart.answers["readiness.motivation"].voice is Voice.CLIENT


def test_changing_who_speaks_saves_nothing() -> None:
    session = talk("plan")
    session.speak(Voice.CLIENT)
    session.speak(Voice.THERAPIST)
    assert session.turn.revision == 1

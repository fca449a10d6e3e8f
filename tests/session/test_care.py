"""Fixed words of help come forward when a client's answer asks for them, and at no other time."""

import pytest

from planbot.chart import Chart, Voice
from planbot.cli.lines import PlainTalk, care_words
from planbot.cli.sample import InMemory
from planbot.errors import AnswerError, FullError, StoreError
from planbot.knowledge import load
from planbot.session import Session
from tests.session.talking import depressed, key, say, talk, watched

SAFETY = load().safety
ITEM_9 = next(s.item for s in load().measures["phq-9"].safety)
"""The item of the PHQ-9 that asks about thoughts of being better off dead."""


def asked_phq(voice: Voice, chart: Chart | None = None) -> Session:
    session = say(talk("measures", chart), measure_which="phq-9")
    session.speak(voice)
    return session


@pytest.mark.parametrize("voice", list(Voice))
@pytest.mark.parametrize("answer", ["1", "2", "3"])
def test_the_last_item_of_the_phq_9_above_0_brings_the_words_of_help_once(voice: Voice, answer: str) -> None:
    session = asked_phq(voice)
    shown = []
    for number in range(1, 10):
        assert key(session) == f"measure.item:sc1:{number}"
        turn = session.answer(answer if number == ITEM_9 else "3")
        shown += [number] if turn.care else []
    assert shown == [ITEM_9]
    session.look(f"measure.item:sc1:{ITEM_9}")
    assert session.turn.care is None
    assert session.answer("3" if answer == "2" else "2").care is None


def test_the_last_item_of_the_phq_9_at_0_brings_nothing() -> None:
    session = asked_phq(Voice.CLIENT)
    for number in range(1, 10):
        assert session.answer("0" if number == ITEM_9 else "3").care is None


def test_an_answer_raised_from_0_later_brings_the_words_of_help() -> None:
    session = asked_phq(Voice.CLIENT)
    for _ in range(9):
        session.answer("0")
    session.look(f"measure.item:sc1:{ITEM_9}")
    assert session.answer("1").care == SAFETY


@pytest.mark.parametrize("phrase", SAFETY.phrases)
def test_every_phrase_of_the_library_is_heard_from_a_client_however_it_is_typed(phrase: str) -> None:
    for words in (
        phrase,
        f"Sometimes, {phrase.upper()}, I think",
        phrase.replace(" ", " \n "),
        phrase.replace("'", "’"),
    ):
        session = talk("intake", voice=Voice.CLIENT)
        assert session.answer(words).care == SAFETY, words


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "ʼ", "＇", "´", "`"])
def test_every_apostrophe_a_keyboard_has_is_the_same(apostrophe: str) -> None:
    session = talk("intake", voice=Voice.CLIENT)
    assert session.answer(f"I don{apostrophe}t want to live like this").care == SAFETY


@pytest.mark.parametrize(
    "asked",
    ["problem.add", "symptom.add", "symptom.ratings", "symptom.onset", "symptom.behaviours:sy1", "impact.example:im1",
     "snap.strengths", "goal.add", "goal.words:g1", "objective.add:g1", "discharge.add", "task.client",
     "participation.understood", "problem.words:p1"],
)  # fmt: skip
def test_a_client_is_heard_at_every_question_that_takes_their_words(asked: str) -> None:
    session = talk("plan", depressed(), voice=Voice.CLIENT)
    session.look(asked)
    words = "I want to die"
    turn = session.answer(f"7, {words}, 3 weeks; 6, daily, 1 week; 5, daily, 1 week" if "ratings" in asked else words)
    assert turn.care == SAFETY


def test_a_clients_own_words_in_a_proposal_are_heard_and_the_librarys_are_not() -> None:
    session = talk("plan", depressed(), voice=Voice.CLIENT)
    session.look("goal.add")
    proposal = next(iter(session.proposals()))
    assert session.accept(proposal).care is None
    session.look("goal.add")
    another = list(session.proposals())[1]
    assert session.accept(another, words="I just want to die").care == SAFETY


def test_the_therapists_own_words_bring_nothing() -> None:
    session = talk("intake")
    assert session.answer("Client reports suicidal thoughts, says: I want to die.").care is None


@pytest.mark.parametrize(
    "words", ["I could kill for a coffee", "My dad died last year", "I feel low", "dying to see her"]
)
def test_everyday_words_bring_nothing(words: str) -> None:
    assert talk("intake", voice=Voice.CLIENT).answer(words).care is None


def test_the_words_of_help_are_shown_with_one_turn_only_and_the_answer_is_kept() -> None:
    session = talk("intake", voice=Voice.CLIENT)
    assert session.answer("I want to die").care == SAFETY
    assert session.chart.intake.presenting == "I want to die"
    assert session.turn.question is not None
    assert session.answer("1990-05-17").care is None


def test_passing_over_and_looking_bring_nothing() -> None:
    session = talk("intake", voice=Voice.CLIENT)
    session.answer("I want to die")
    assert session.back().care is None
    assert session.resume().care is None


def test_words_that_cannot_be_taken_as_an_answer_are_heard_all_the_same() -> None:
    session = talk("readiness", voice=Voice.CLIENT)
    session.look("readiness.motivation")
    with pytest.raises(AnswerError):
        session.answer("I want to die")
    assert session.heard("I want to die") == SAFETY
    assert session.heard("a lot") is None
    session.speak(Voice.THERAPIST)
    assert session.heard("I want to die") is None


@pytest.mark.parametrize("refusal", [None, FullError("The disk is full.")])
def test_plain_lines_show_help_for_words_they_have_to_refuse(refusal: StoreError | None) -> None:
    session = talk("readiness", voice=Voice.CLIENT)
    session.look("readiness.motivation" if refusal is None else "intake.presenting")
    store = watched(session)
    store.refuses = refusal
    said: list[str] = []
    PlainTalk(session, InMemory(session.chart), said.append).hear("I want to die")
    assert store.charts == []
    assert care_words(SAFETY) in said

"""A model is asked only for the therapist, only with every gate open, and never without a record of it."""

import hashlib
import threading
from datetime import date

import pytest

from planbot.chart import Author, Consent, Origin, Voice
from planbot.documents import render
from planbot.drafting import Proposal
from planbot.drafting.gates import closed
from planbot.errors import AnswerError, DraftError, FullError, StoppedError
from planbot.knowledge import load
from planbot.model_drafts import ModelDrafts
from planbot.rules import check
from planbot.rules.pages.examples import TODAY, clean_chart
from planbot.settings import Settings
from planbot.tui.talk import source_of
from tests.session.modelling import ELSEWHERE, LOCAL, Log, Writer, agreed, modelled
from tests.session.talking import watched

KEY = "goal.clinical:g1"
WORDS = "Take part in family life again, at meals and in the evening"
GOOD = {"clinical": WORDS}


def test_without_a_model_nothing_is_offered_and_nothing_can_be_asked() -> None:
    _, drafts = modelled(agreed(clean_chart()), KEY, Writer([GOOD]), settings=Settings())

    assert not drafts.can_ask
    with pytest.raises(DraftError):
        list(drafts.drafts())


def test_a_model_is_offered_where_there_is_a_task_and_only_to_the_therapist() -> None:
    session, drafts = modelled(agreed(clean_chart()), KEY, Writer([GOOD]))
    assert drafts.can_ask

    session.look("client.pronouns")
    assert not drafts.can_ask

    session.look("goal.words:g1")
    session.speak(Voice.CLIENT)
    assert not drafts.can_ask


def test_no_draft_is_made_in_the_clients_voice_whatever_is_asked() -> None:
    writer = Writer([GOOD])
    session, drafts = modelled(agreed(clean_chart()), "goal.words:g1", writer)
    session.speak(Voice.CLIENT)

    assert "voice" in {gate.id for gate in closed(drafts.gates)}
    with pytest.raises(DraftError):
        list(drafts.drafts())
    assert writer.prompts == []


def test_a_draft_is_recorded_before_it_is_sent_without_its_text() -> None:
    writer, log = Writer([GOOD]), Log()
    _, drafts = modelled(agreed(clean_chart()), KEY, writer, log=log)

    made = list(drafts.drafts())

    assert [p.words for p in made] == [WORDS]
    (sent, client), *more = log.sent
    assert not more
    assert client == clean_chart().id
    text = writer.prompts[0].text
    assert (sent.task, sent.letters, sent.digest) == (
        "goal-wording",
        len(text),
        hashlib.sha256(text.encode()).hexdigest(),
    )
    assert text == drafts.preview().text


def test_what_cannot_be_recorded_is_not_sent() -> None:
    writer = Writer([GOOD])
    log = Log(refuses=FullError("The disk is full; make room and try again."))
    _, drafts = modelled(agreed(clean_chart()), KEY, writer, log=log)

    with pytest.raises(FullError):
        list(drafts.drafts())
    assert writer.prompts == []


def test_a_draft_taken_over_says_which_model_wrote_it_and_what_the_library_put_right() -> None:
    session, _ = modelled(agreed(clean_chart()), KEY, Writer([GOOD]))
    origin = Origin(author=Author.MODEL, source="llamacpp:small")

    turn = session.accept(Proposal(WORDS, origin=origin), words=f"{WORDS}.")
    assert turn.chart.answers[KEY].origin == origin.model_copy(update={"edited": True})

    session.look(KEY)
    turn = session.accept(Proposal("Cook again", origin=origin, mended=frozenset({"goal.clinical"})))
    assert turn.chart.answers[KEY].origin == Origin(author=Author.LIBRARY)


def test_without_the_clients_consent_nothing_is_sent_and_giving_it_opens_the_gate() -> None:
    writer = Writer([GOOD])
    session, drafts = modelled(clean_chart(), KEY, writer)
    (gate,) = closed(drafts.gates)
    assert gate.ask == "consent.model"
    with pytest.raises(DraftError):
        list(drafts.drafts())
    assert writer.prompts == []

    turn = drafts.consent(gate)

    assert turn.question is not None
    assert turn.question.key == KEY, "one comes back to the question"
    assert turn.chart.answers["consent.model"].words == "yes"
    assert watched(session).did[-1].startswith("answered consent.model")
    assert closed(drafts.gates) == ()
    assert list(drafts.drafts())


def test_a_gate_that_no_consent_opens_stays_closed() -> None:
    _, drafts = modelled(agreed(clean_chart()), KEY, Writer([GOOD]), settings=LOCAL.model_copy(update={"state": ""}))
    (gate,) = closed(drafts.gates)

    with pytest.raises(AnswerError):
        drafts.consent(gate)


def test_nothing_goes_to_another_computer_before_a_person_has_looked_at_it() -> None:
    writer = Writer([GOOD], name="openai:large")
    _, drafts = modelled(agreed(clean_chart(), "model", "model-elsewhere"), KEY, writer, settings=ELSEWHERE)
    assert not drafts.seen
    with pytest.raises(DraftError, match="looked"):
        list(drafts.drafts())
    assert writer.prompts == []

    drafts.was_seen()

    assert list(drafts.drafts())


def test_a_look_counts_for_one_address_and_one_kind_of_draft() -> None:
    held = [ELSEWHERE]
    chart = agreed(clean_chart(), "model", "model-elsewhere")
    session, _ = modelled(chart, KEY, Writer([GOOD]))
    drafts = ModelDrafts(session, Log(), lambda: held[0], lambda _: Writer([GOOD]))
    drafts.was_seen()

    held[0] = ELSEWHERE.model_copy(update={"model_address": "https://others.example.org/v1"})
    assert not drafts.seen
    held[0] = ELSEWHERE
    session.look("formulation.summary")
    assert not drafts.seen


def test_the_sentence_is_shown_as_it_grows_and_what_is_found_is_told() -> None:
    shown: list[tuple[str, ...]] = []
    back: list[tuple[str, ...]] = []
    invented = {"clinical": "Cook dinner 97 times a week with Ignatius"}
    _, drafts = modelled(agreed(clean_chart()), KEY, Writer([invented, GOOD]))

    made = list(drafts.drafts(shown=shown.append, sent_back=back.append))

    assert [p.words for p in made] == [WORDS]
    assert len(back) == 1, "it went back once"
    assert back[0]
    grown = [words[0] for words in shown if words]
    assert any(WORDS.startswith(words) and words != WORDS for words in grown)
    assert not any("clinical" in words or "{" in words for words in grown)


def test_a_model_that_finds_nothing_has_answered() -> None:
    writer = Writer([{"1": "nothing"}])
    _, drafts = modelled(agreed(clean_chart()), "intake.presenting", writer)

    assert list(drafts.drafts(speech="I am only here because the school asked.")) == []
    assert len(writer.prompts) == 1, "and is not asked again"


def test_what_a_model_found_is_the_clients_and_still_a_use_of_a_model() -> None:
    speech = "My sister helps me with everything."
    session, drafts = modelled(agreed(clean_chart()), "intake.presenting", Writer([{"1": "strength"}]))
    (proposal,) = drafts.drafts(speech=speech)
    before = {(f.rule, f.at) for f in session.turn.findings}

    turn = session.accept(proposal)

    taken = turn.chart.answers["snap.strengths"]
    assert (taken.voice, taken.origin) == (Voice.CLIENT, Origin(author=Author.CLIENT, source="llamacpp:small"))
    assert {f.rule for f in turn.findings if (f.rule, f.at) not in before} & _OF_MODELS == set()
    document = render(turn.chart, "treatment-plan", "md", knowledge=load(), today=TODAY)
    assert "the client's words, found by a language model (llamacpp:small), accepted as it was" in document
    assert source_of(taken) == "found by a model (llamacpp:small)"

    unasked = turn.chart.set("client.consents", ())
    assert "model-without-consent" in {f.rule for f in check(unasked, load(), today=TODAY)}
    no = Consent(id="k9", kind="model", given=False, on=date(2026, 11, 3))
    assert "model-used-after-consent-was-taken-back" in {f.rule for f in check(turn.chart.put(no), load(), today=TODAY)}


_OF_MODELS = {
    "model-without-consent", "model-used-after-consent-was-taken-back", "model-words-not-approved",
    "model-spoke-for-the-client",
}  # fmt: skip


def test_words_of_the_client_that_were_changed_when_taken_over_say_so() -> None:
    speech = "My sister helps me with everything."
    session, drafts = modelled(agreed(clean_chart()), "intake.presenting", Writer([{"1": "strength"}]))
    (proposal,) = drafts.drafts(speech=speech)

    turn = session.accept(proposal, words="My sister helps me")

    assert source_of(turn.chart.answers["snap.strengths"]) == "found by a model (llamacpp:small), changed"
    document = render(turn.chart, "treatment-plan", "md", knowledge=load(), today=TODAY)
    assert "found by a language model (llamacpp:small), edited and accepted" in document


def test_stopping_ends_a_model_that_hangs() -> None:
    writer = Writer([GOOD], hangs_after=1)
    _, drafts = modelled(agreed(clean_chart()), KEY, writer)
    stop = threading.Event()
    caught: list[Exception] = []

    def ask() -> None:
        try:
            list(drafts.drafts(cancelled=stop.is_set))
        except StoppedError as error:
            caught.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    assert not writer.ended.wait(0.1)
    stop.set()
    asking.join(5)

    assert writer.ended.is_set()
    assert len(caught) == 1


def test_the_draft_is_about_the_chart_as_it_was_when_it_was_asked_for() -> None:
    session, drafts = modelled(agreed(clean_chart()), KEY, Writer([GOOD]))
    coming = drafts.drafts()
    proposal = next(coming)
    session.answer("Something of one's own")

    assert proposal.words == WORDS
    assert session.chart.answers[KEY].words == "Something of one's own"

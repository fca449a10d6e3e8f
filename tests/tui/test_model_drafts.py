"""A model writes only when a key asks it to; the screen stays awake, and nothing is lost whatever it does."""

import pytest

from planbot.chart import Author, Origin, Voice
from planbot.errors import DraftError, FullError
from planbot.rules.pages.examples import clean_chart
from planbot.settings import Settings
from planbot.store import Store
from planbot.tui.screens.sending import SendingScreen
from planbot.tui.widgets import desk
from tests.session.modelling import ELSEWHERE, Writer, agreed
from tests.tui.conftest import Sits
from tests.tui.drafting import GOOD, KEY, WORDS, asking, card, offers_a_model, whole
from tests.tui.talking import PASSPHRASE

HOSTILE = "[@click=app.exit]Click[/] me \x1b]52;c;aGk=\x07 \u202eagain [/] at meals"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "SETTLE", 0.0)


async def test_the_key_is_there_only_with_a_model_a_task_and_the_therapist(sit: Sits) -> None:
    writer = Writer([GOOD])
    async with asking(sit, writer) as talk:
        assert offers_a_model(talk)
        talk.screen.take(lambda: talk.session.look("client.pronouns"))
        assert not offers_a_model(talk)
        talk.screen.take(lambda: talk.session.look("goal.words:g1"))
        await talk.press("ctrl+t", "f8")
        assert talk.session.turn.voice is Voice.CLIENT
        assert not offers_a_model(talk)
    assert writer.prompts == []


async def test_without_a_model_there_is_no_such_key(sit: Sits) -> None:
    writer = Writer([GOOD])
    async with asking(sit, writer, settings=Settings()) as talk:
        assert not offers_a_model(talk)
        await talk.press("f8")
        assert not talk.desk.writing.display
    assert writer.prompts == []


async def test_nothing_is_asked_until_a_person_asks(sit: Sits) -> None:
    writer = Writer([GOOD])
    async with asking(sit, writer) as talk:
        await talk.until(lambda: talk.desk.proposals.current is not None)
        await talk.answer("Words of one's own")
    assert writer.prompts == []


async def test_the_words_grow_on_the_screen_and_the_draft_stands_before_the_librarys(sit: Sits) -> None:
    writer = Writer([GOOD], pause=0.02)
    async with asking(sit, writer) as talk:
        await talk.press("f8")
        await talk.until(lambda: "Take part in" in talk.seen())
        assert "clinical" not in talk.seen().partition("is writing")[2]
        assert "Stays on this computer." in talk.seen()
        await card(talk)
        seen = talk.seen()
        assert "from a model (llamacpp:small)" in seen
        assert "rests on: I want to feel like myself" in seen
        await talk.press("down")
        assert "from the library" in talk.seen()


async def test_a_draft_taken_over_is_an_answer_that_tells_who_wrote_it(sit: Sits) -> None:
    async with asking(sit, Writer([GOOD])) as talk:
        await talk.press("f8")
        await card(talk)
        assert talk.chart.answers.get(KEY) is None, "a draft is nobody's answer yet"
        await talk.press("enter")
        answer = talk.chart.answers[KEY]
        assert (answer.words, answer.voice) == (WORDS, Voice.THERAPIST)
        assert answer.origin == Origin(author=Author.MODEL, source="llamacpp:small")
        assert "from a model (llamacpp:small)" in "\n".join(talk.said)
        (sent,) = talk.store.sendings()
        assert "goal-wording" in sent.did
        assert "family" not in sent.did
        newest = talk.store.revisions("c1")[-1]
        assert newest.did == "reviewed and accepted a model's draft", "who approved it is in the record"


async def test_an_edited_draft_is_told_as_changed(sit: Sits) -> None:
    async with asking(sit, Writer([GOOD])) as talk:
        await talk.press("f8")
        await card(talk)
        await talk.press("ctrl+e")
        await talk.answer(", with Ana")
        origin = talk.chart.answers[KEY].origin
        assert origin == Origin(author=Author.MODEL, source="llamacpp:small", edited=True)
        assert "from a model (llamacpp:small), changed" in "\n".join(talk.said)


async def test_keys_are_heard_while_a_model_hangs_and_esc_ends_it(sit: Sits) -> None:
    writer = Writer([GOOD], hangs_after=3)
    async with asking(sit, writer) as talk:
        await talk.press("f8")
        await talk.until(lambda: bool(writer.prompts))
        await talk.type("still here")
        assert talk.box == "still here"
        assert talk.desk.writing.display
        await talk.press("escape")
        await talk.until(writer.ended.is_set)
        assert not talk.desk.writing.display
        assert talk.box == "still here"
        assert desk.STOPPED in talk.below
        assert talk.session.turn.question is not None
        assert talk.session.turn.question.key == KEY, "Esc stopped the model and nothing else"


async def test_an_answer_by_hand_ends_the_draft_and_counts(sit: Sits) -> None:
    writer = Writer([GOOD], hangs_after=3)
    async with asking(sit, writer) as talk:
        await talk.press("f8")
        await talk.until(lambda: bool(writer.prompts))
        await talk.answer("Words of one's own")
        await talk.until(writer.ended.is_set)
        assert talk.chart.answers[KEY].origin is None
        assert not talk.desk.writing.display


async def test_a_draft_that_comes_too_late_is_not_shown_at_another_question(sit: Sits) -> None:
    writer = Writer([GOOD], pause=0.01)
    async with asking(sit, writer) as talk:
        await talk.press("f8")
        talk.screen.take(lambda: talk.session.look("client.pronouns"))
        await talk.until(writer.ended.is_set)
        await talk.settle()
        assert talk.desk.proposals.current is None


async def test_a_model_that_fails_is_said_in_one_sentence_and_the_library_stands_there_again(sit: Sits) -> None:
    writer = Writer([GOOD], fails=DraftError("No model answers at http://127.0.0.1:8080/v1; start it."))
    async with asking(sit, writer) as talk:
        await talk.put("my words")
        await talk.press("f8")
        await card(talk)
        assert "No model answers" in talk.below
        assert talk.box == "my words"
        assert "from the library" in talk.seen()


async def test_what_cannot_be_recorded_is_not_sent(sit: Sits, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = Writer([GOOD])

    def full(*_: object) -> None:
        raise FullError("The disk is full; make room and try again.")

    monkeypatch.setattr(Store, "note_sending", full)
    async with asking(sit, writer) as talk:
        await talk.press("f8")
        await talk.until(lambda: "disk is full" in talk.below)
    assert writer.prompts == []


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_doubts_stand_on_the_card_each_on_a_line_and_what_was_found_is_told_meanwhile(
    sit: Sits, size: tuple[int, int]
) -> None:
    invented = {"clinical": "Cook dinner 97 times a week with Ignatius"}
    writer = Writer([invented, invented, invented], pause=0.03)
    async with asking(sit, writer, size=size) as talk:
        await talk.press("f8")
        writing = talk.desk.writing
        await talk.until(lambda: bool(writing.size) and "Asking again." in " ".join(str(writing.render()).split()))
        await card(talk)
        proposal = talk.desk.proposals.current
        assert proposal is not None
        assert proposal.doubts
        drawn = " ".join(str(talk.desk.proposals.render()).split())
        assert all(f"? {doubt}" in drawn for doubt in proposal.doubts)
        assert "? “" in talk.seen()
    assert len(writer.prompts) == 3, "asked again twice at most"


async def test_what_a_hostile_model_writes_is_drawn_and_does_nothing(sit: Sits) -> None:
    writer = Writer([{"clinical": HOSTILE}], pause=0.01)
    async with asking(sit, writer) as talk:
        await talk.press("f8")
        await talk.until(lambda: "[@click=app.exit]" in talk.seen())
        await card(talk)
        seen = talk.seen()
        assert "[@click=app.exit]" in seen
        assert not any(bad in seen for bad in ("\x1b", "\x07", "\u202e"))
        await talk.pilot.click(type(talk.desk.proposals), offset=(4, 1))
        assert talk.app.is_running
        assert talk.chart.answers.get(KEY) is None


async def test_locking_ends_the_draft_and_the_words_typed_meanwhile_come_back(sit: Sits) -> None:
    writer = Writer([GOOD], hangs_after=3)
    async with asking(sit, writer) as talk:
        await talk.press("f8")
        await talk.until(lambda: bool(writer.prompts))
        await talk.put("not sent yet")
        talk.app.lock()
        await talk.until(writer.ended.is_set)
        assert talk.app.unsent == {("c1", KEY): "not sent yet"}
    with Store.open(talk.store.folder, PASSPHRASE) as store:
        assert KEY not in store.open_chart("c1").chart.answers


async def test_leaving_ends_the_draft(sit: Sits) -> None:
    writer = Writer([GOOD], hangs_after=3)
    async with asking(sit, writer) as talk:
        await talk.press("f8")
        await talk.until(lambda: bool(writer.prompts))
        await talk.press("ctrl+q")
        await talk.until(writer.ended.is_set)


async def test_undo_while_a_model_writes_undoes_and_ends_it(sit: Sits) -> None:
    writer = Writer([GOOD], hangs_after=3)
    async with asking(sit, writer) as talk:
        await talk.answer("First words")
        talk.screen.take(lambda: talk.session.look(KEY))
        await talk.press("f8")
        await talk.until(lambda: bool(writer.prompts))
        await talk.press("ctrl+r")
        await talk.until(writer.ended.is_set)
        assert KEY not in talk.chart.answers


# before anything is sent


async def test_without_consent_the_gates_are_shown_first_and_the_consent_is_recorded_there(sit: Sits) -> None:
    writer = Writer([GOOD])
    async with asking(sit, writer, chart=clean_chart().model_copy(update={"id": "c1"})) as talk:
        await talk.press("f8")
        assert isinstance(talk.app.screen, SendingScreen)
        assert "Ask the client" in talk.asked
        await talk.press("enter")
        assert isinstance(talk.app.screen, SendingScreen), "a closed gate lets nothing through"
        await talk.press("y")
        assert talk.chart.client.consent_to_model() is not None
        assert writer.prompts == []
        await talk.press("enter")
        await card(talk)
    assert len(writer.prompts) == 1


async def test_what_leaves_the_computer_is_shown_word_for_word_once_before_it_goes(sit: Sits) -> None:
    writer = Writer([GOOD], name="openai:large")
    async with asking(sit, writer, settings=ELSEWHERE) as talk:
        await talk.press("f8")
        asked = talk.asked
        assert "goes to models.example.org" in asked
        assert "does not make it anonymous" in asked
        await talk.press("y")
        assert talk.chart.client.consent_to_model(elsewhere=True) is not None
        preview = talk.screen.drafts.preview()
        asked = talk.asked
        await talk.press("enter")
        await card(talk)
        assert writer.prompts[0].text == preview.text
        assert all(part.strip() in asked for part in preview.material.split("\n"))
        await talk.press("f8")
        assert not isinstance(talk.app.screen, SendingScreen), "once was enough"
        await card(talk)


async def test_a_client_who_said_no_is_not_asked_again_here(sit: Sits) -> None:
    writer = Writer([GOOD])
    chart = agreed(clean_chart().model_copy(update={"id": "c1"}))
    (consent,) = [c for c in chart.client.consents if c.kind == "model"]
    chart = chart.put(consent.model_copy(update={"given": False}))
    async with asking(sit, writer, chart=chart) as talk:
        before = talk.chart
        await talk.press("f8")
        assert "said no" in talk.asked
        await talk.press("y", "enter")
        assert isinstance(talk.app.screen, SendingScreen)
        assert talk.chart == before
    assert writer.prompts == []


async def test_on_request_the_text_is_shown_and_leaving_sends_nothing(sit: Sits) -> None:
    writer = Writer([GOOD])
    async with asking(sit, writer) as talk:
        await talk.press("f9")
        assert "stays on this computer" in talk.asked
        assert talk.screen.drafts.preview().instructions.split("\n")[0] in talk.asked
        await talk.press("escape")
        assert talk.app.screen is talk.screen
    assert writer.prompts == []


async def test_where_a_draft_could_rest_on_nothing_it_is_said_and_nothing_is_sent(sit: Sits) -> None:
    writer = Writer([GOOD])
    async with asking(sit, writer, key="intake.presenting") as talk:
        await talk.press("f8")
        await talk.until(lambda: "no words to read" in talk.below or bool(writer.prompts))
        chart = talk.chart
    assert writer.prompts == [] or chart.intake.presenting


async def test_speech_in_which_nothing_is_found_is_no_failure(sit: Sits) -> None:
    writer = Writer([{"1": "nothing"}])
    async with asking(sit, writer, key="intake.presenting") as talk:
        talk.desk.box.words.put("")
        await talk.put("The school asked me to come.")
        await talk.press("f8")
        await talk.until(lambda: bool(talk.below))
        assert talk.below == "The model found nothing here that is not in the plan already."
        assert talk.box == "The school asked me to come."
    assert len(writer.prompts) == 1


async def test_what_is_found_in_speech_is_taken_piece_by_piece_and_the_words_stay(sit: Sits) -> None:
    speech = "My sister helps me with everything. I want to sleep through the night."
    async with asking(sit, Writer([{"1": "strength", "2": "goal"}]), key="intake.presenting") as talk:
        talk.desk.box.words.put("")
        await talk.put(speech)
        await talk.press("f8")
        await card(talk)
        assert "found by a model (llamacpp:small)" in talk.seen()
        assert "answers: strengths" in talk.seen()
        assert "F8 comes here" in talk.seen()
        await talk.press("f8", "enter")
        assert "My sister helps me with everything" in [s.words for s in talk.chart.snaps]
        assert talk.box == speech
        assert talk.app.focused is talk.desk.proposals, "the next one waits"
        await talk.press("enter")
        assert "I want to sleep through the night" in [g.words for g in talk.chart.plan.goals]
        assert talk.box == speech
        assert whole().plan.goals[0] in talk.chart.plan.goals

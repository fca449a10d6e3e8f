"""What becomes of a reply: nothing found is an answer, and of one that breaks off what is whole is used."""

import json
from typing import Any

import pytest

from planbot.chart import Chart
from planbot.drafting import Proposal
from planbot.drafting.base import Course
from planbot.drafting.drafted import BROKEN_OFF, ModelDrafter
from planbot.drafting.material import matter_of
from planbot.drafting.outputs import output
from planbot.errors import DraftError
from planbot.rules.pages.examples import changed, clean_chart
from planbot.session import Session
from tests.drafting.asking import Scripted, talked

SPEECH = "I can't sleep and I snap at the kids. My sister helps. I want to sing again."


def ready(patch: str = "") -> Chart:
    """Return the sample of a client who agreed that a model helps, with *patch* applied."""
    return changed(clean_chart(), f'+consents: {{kind: model, given: true, "on": 2026-11-02}}\n{patch}')


def asked(session: Session, *replies: Any, speech: str = "") -> tuple[list[Proposal], Scripted, list[tuple[str, ...]]]:
    """Return what comes of a model that says *replies*, the model, and what was sent back to it."""
    model, told = Scripted(list(replies)), list[tuple[str, ...]]()
    question = session.turn.question
    assert question is not None
    drafter = ModelDrafter(model, lambda proposal: session.caused(proposal, session.turn))
    return list(drafter.propose(question, speech=speech, sent_back=told.append)), model, told


def test_speech_with_nothing_in_it_is_read_once_and_that_is_an_answer() -> None:
    nothing = dict.fromkeys("1234", "nothing")
    proposals, model, told = asked(talked(ready(), "intake.presenting"), nothing, speech=SPEECH)
    assert (proposals, told) == ([], [])
    assert len(model.prompts) == 1


def test_a_reading_is_not_asked_again_for_what_a_person_has_to_decide() -> None:
    """No model can put a client's words better: what is doubtful about them is shown at once."""
    speech = "I'm not sad. I want to sing again."
    proposals, model, told = asked(talked(ready(), "intake.presenting"), {"1": "symptom", "2": "goal"}, speech=speech)
    assert [p.course for p in proposals] == [Course.CLEAN, Course.FINDINGS]
    assert proposals[1].doubts
    assert (len(model.prompts), told) == (1, [])


def test_a_reading_that_is_none_is_asked_for_again_and_then_could_not_be_read() -> None:
    session = talked(ready(), "intake.presenting")
    proposals, model, told = asked(session, "I am sorry", {"4": "goal"}, speech=SPEECH)
    assert [p.words for p in proposals] == ["I want to sing again"]
    assert proposals[0].course is Course.REPAIRED
    assert len(model.prompts) == 2
    assert len(told) == 1
    with pytest.raises(DraftError, match="could not be read"):
        asked(session, {"4": "a goal"}, speech=SPEECH)


def test_what_is_found_shows_while_it_is_being_read_in_the_words_that_were_said() -> None:
    session = talked(ready(), "intake.presenting")
    question = session.turn.question
    assert question is not None

    class Slow(Scripted):
        def write(self, prompt: Any, schema: dict[str, Any], **more: Any) -> Any:
            reply = super().write(prompt, schema)
            for end in range(len(reply.text) + 1):
                more["shown"](reply.text[:end])
            return reply

    seen: list[tuple[str, ...]] = []
    drafter = ModelDrafter(Slow([{"1": "symptom", "2": "nothing", "4": "goal"}]), lambda _: ())
    list(drafter.propose(question, speech=SPEECH, shown=seen.append))
    assert list(dict.fromkeys(seen)) == [
        (),
        ("symptom: I can't sleep",),
        ("symptom: I can't sleep", "goal: I want to sing again"),
    ]


WALK = {
    "behaviour": "Client will score lower on the PHQ-9 by walking with a neighbour each morning.",
    "moves": ["sy1"], "builds_on": [], "measured_by": "phq-9", "baseline": None, "target": 7, "unit": "points",
    "weeks": 8,
}  # fmt: skip
TEACH = {
    "what": "Therapist will teach relaxation to help with falling asleep.", "technique": "Relaxation training",
    "approach": "Cognitive behavioural therapy", "type": "individual", "frequency": "weekly", "minutes": 45,
    "weeks": 12, "builds_on": [],
}  # fmt: skip
SENTENCES = [
    {"text": "The client lies awake for hours.", "rests_on": ["sy3"]},
    {"text": "The children eat alone most evenings.", "rests_on": ["im1"]},
]
LISTS: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "objective.add:g1": (
        "objectives",
        [WALK, {**WALK, "behaviour": "Client will score lower on the PHQ-9 by rowing."}],
    ),
    "intervention.add:o3": (
        "interventions",
        [TEACH, {**TEACH, "what": "Therapist will teach breathing for the night."}],
    ),
    "formulation.summary": ("sentences", SENTENCES),
}


@pytest.mark.parametrize("key", LISTS)
def test_a_list_that_breaks_off_is_used_up_to_its_last_whole_item(key: str) -> None:
    name, (first, second) = LISTS[key]
    whole, text = json.dumps({name: [first]})[:-2], json.dumps({name: [first, second]})
    alone, _, _ = asked(talked(ready(), key), {name: [first]})
    for end in (len(whole), len(whole) + 2, len(whole) + 20, len(text) - 8, len(text) - 3):
        proposals, model, _ = asked(talked(ready(), key), text[:end])
        assert [p.words for p in proposals] == [p.words for p in alone]
        assert [p.follow for p in proposals] == [p.follow for p in alone], "nothing of the broken item is in it"
        assert all(p.because.endswith("the reply broke off, there may be more") for p in proposals), "and it is said"
        assert len(model.prompts) == 1 or any(p.doubts or p.findings for p in alone)


@pytest.mark.parametrize("text", ["", "[1", '{"1": ["goal', '{"9": "goal", "1": {"a": 1', "sure", '{"1": 5'])
def test_what_is_no_reading_yet_shows_nothing(text: str) -> None:
    question = talked(ready(), "intake.presenting").turn.question
    assert question is not None
    assert output("reading").shape(matter_of(question, SPEECH)).so_far(text) == ()


def test_a_reading_that_breaks_off_is_used_as_far_as_it_goes() -> None:
    text = json.dumps({"1": "symptom", "2": "nothing", "3": "strength", "4": "goal"})
    proposals, _, _ = asked(talked(ready("-sy3"), "intake.presenting"), text[: text.index("goal") + 2], speech=SPEECH)
    assert [(p.key, p.words) for p in proposals] == [
        ("symptom.add", "I can't sleep"),
        ("snap.strengths", "My sister helps"),
    ]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("formulation.summary", '{"sentences": [{"text": "The children eat alone most'),
        ("formulation.summary", '{"sentences": [{"text": "The children eat alone.", "rests_on": ["im1"'),
        ("goal.clinical:g1", '{"clinical": "Take part in family life again, at meals, and'),
        ("objective.add:g1", json.dumps({"objectives": [WALK]})[:-4]),
    ],
)
def test_half_a_sentence_is_never_taken_for_a_whole_one(key: str, text: str) -> None:
    session = talked(ready(), key)
    with pytest.raises(DraftError, match="could not be read"):
        asked(session, text)
    model, told = Scripted([text]), list[tuple[str, ...]]()
    drafter = ModelDrafter(model, lambda _: ())
    assert session.turn.question is not None
    with pytest.raises(DraftError):
        list(drafter.propose(session.turn.question, sent_back=told.append))
    assert told == [(BROKEN_OFF,)] * 2


def test_a_reading_that_breaks_off_before_it_found_anything_is_no_finding_of_nothing() -> None:
    with pytest.raises(DraftError, match="could not be read"):
        asked(talked(ready(), "intake.presenting"), '{"1": "nothing", "2": "noth', speech=SPEECH)


@pytest.mark.parametrize("text", ['{"sentences": []} more', '{"sentences": [}]', 'Sure! {"sentences": ['])
def test_what_is_no_json_for_another_reason_is_not_taken_for_a_reply_that_breaks_off(text: str) -> None:
    model, told = Scripted([text]), list[tuple[str, ...]]()
    question = talked(ready(), "formulation.summary").turn.question
    assert question is not None
    with pytest.raises(DraftError):
        list(ModelDrafter(model, lambda _: ()).propose(question, sent_back=told.append))
    assert told
    assert all(each == ("The draft does not have the shape asked for, at the whole.",) for each in told)

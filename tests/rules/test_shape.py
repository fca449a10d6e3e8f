"""Lines of the catalogue that the shape of planbot settles: the wrong state can't be built. Named by their line."""

import ast
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import planbot
from planbot.chart import Author, Chart, Objective, Origin, Skip, SkipReason, Voice
from planbot.documents import documents, render
from planbot.drafting import Proposal
from planbot.drafting.drafted import ModelDrafter
from planbot.errors import DraftError
from planbot.flows import Asking, Question, flow
from planbot.flows.base import steps_in
from planbot.flows.plan import PARTS
from planbot.knowledge import load
from planbot.rules import check
from planbot.rules.pages.examples import TODAY, changed, clean_chart
from planbot.session import Session
from tests.session.talking import key, say, talk, watched

SOURCE = Path(planbot.__file__).parent


class NeverAsked:
    """A model that nobody may reach in this test."""

    name = "never asked"

    def write(self, *_: Any, **__: Any) -> Any:
        raise AssertionError("the model was asked")


def drafter() -> ModelDrafter:
    return ModelDrafter(NeverAsked(), lambda _: ())


def question(chart: Chart, step: str, voice: Voice) -> Question:
    found = flow("plan").find(Asking(chart, load(), voice, TODAY), step)
    assert found is not None
    return found


@pytest.mark.parametrize("document", sorted(documents()))
def test_line_2_every_printed_page_names_the_client(document: str) -> None:
    page = render(clean_chart(), document, "html", knowledge=load(), today=TODAY)
    head, _, _ = page.partition("</thead>")
    assert "Sam Rivera" in head, "the head of a table is repeated on every printed page"


def test_line_39_an_objective_cannot_be_without_a_goal() -> None:
    with pytest.raises(ValidationError):
        Objective.model_validate({"id": "o1", "behaviour": "Sam will cook."})


def test_line_62_every_therapist_is_asked_what_someone_else_takes_on() -> None:
    asked = question(clean_chart(), "referral.needs", Voice.THERAPIST)
    assert not asked.on_request
    answered = say(talk(chart=clean_chart()), referral_needs="none").chart
    assert answered.answers["referral.needs"].words == "none"


def test_line_86_no_answer_changes_a_signed_plan_without_taking_its_signatures() -> None:
    session = talk(chart=clean_chart())
    assert session.chart.participation.signatures
    say(session, goal_clinical__g1="Take part in family life again.")
    assert session.chart.participation.signatures == ()


def test_line_121_a_draft_is_nowhere_until_a_person_takes_it_and_then_says_where_it_is_from() -> None:
    session = talk(chart=clean_chart())
    session.look("goal.clinical:g1")
    draft = Proposal("Take part in life again.", origin=Origin(author=Author.MODEL, source="local-model"))
    assert "goal.clinical:g1" not in session.chart.answers
    assert watched(session).charts == []

    session.accept(draft)

    taken = session.chart.answers["goal.clinical:g1"]
    assert taken.voice is Voice.THERAPIST
    assert taken.origin is not None
    assert taken.origin.author is Author.MODEL
    assert session.chart.participation.signatures == (), "what was signed before is another plan"


def drafted_steps() -> list[str]:
    return [step.id for step in steps_in(flow("plan").blocks) if step.draft]


def test_line_122_a_model_drafts_nothing_while_the_client_speaks() -> None:
    asking = Asking(clean_chart(), load(), Voice.CLIENT, TODAY)
    offered = [each for each in flow("plan").questions(asking) if each.step.draft]
    assert {each.step.id for each in offered} == set(drafted_steps())
    for each in offered:
        assert not drafter().can(each), each.key
        with pytest.raises(DraftError, match="therapist only"):
            list(drafter().propose(each))


def test_line_122_what_is_proposed_while_the_client_speaks_comes_from_the_library() -> None:
    session = Session(talk().store, clean_chart(), 1, flow("plan"), load(), voice=Voice.CLIENT, today=TODAY)
    seen = 0
    for each in list(flow("plan").questions(Asking(session.chart, load(), Voice.CLIENT, TODAY))):
        if each.step.draft and each.askable:
            session.look(each.key)
            for proposal in session.proposals():
                assert proposal.origin is not None
                assert proposal.origin.author is Author.LIBRARY
                seen += 1
    assert seen


HEARS = {
    "pyaudio", "sounddevice", "soundfile", "speech_recognition", "whisper", "faster_whisper", "vosk", "wave",
    "audioop", "pydub", "cv2", "webrtcvad",
}  # fmt: skip
"""Libraries that record or transcribe."""


def imported(source: str) -> set[str]:
    names = {
        name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([each.name for each in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    }
    return {name.partition(".")[0] for name in names}


def test_line_123_planbot_has_nothing_that_records_or_transcribes() -> None:
    everything = set().union(*(imported(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")))
    assert "pydantic" in everything, "imports are found at all"
    assert everything & HEARS == set()


def test_line_124_consent_to_a_model_is_a_question_of_its_own_and_can_be_taken_back() -> None:
    session = talk()
    say(session, consent_treatment="yes")
    assert [c.kind for c in session.chart.client.consents] == ["treatment"]
    say(session, consent_model="yes")
    given = next(c for c in session.chart.client.consents if c.kind == "model")
    assert (given.given, given.on) == (True, session.today)
    assert session.chart.answers["consent.model"].words == "yes", "as it was said, with its day and its voice"
    say(session, consent_model="no")
    assert [c.given for c in session.chart.client.consents] == [True, False]


def test_line_124_consent_to_treatment_is_no_consent_to_a_model() -> None:
    words = "{words: w, voice: therapist, at: 2026-11-16T10:00:00Z, origin: {author: model}}"
    drafted = changed(clean_chart(), f"answers: {{goal.clinical:g1: {words}}}")
    assert [c.kind for c in drafted.client.consents if c.given] == ["treatment"]
    assert "model-without-consent" in {f.rule for f in check(drafted, load(), today=TODAY)}


def test_line_s12_the_plan_is_asked_in_the_order_of_the_thread() -> None:
    order = [part.id for part in PARTS]
    thread = ["presenting", "diagnosis", "problem-list", "goals", "objectives", "interventions", "discharge"]
    assert [part for part in order if part in thread] == thread


def test_line_s12_what_is_passed_over_says_why() -> None:
    with pytest.raises(ValidationError):
        Skip.model_validate({"voice": "client", "at": datetime(2026, 11, 23, tzinfo=UTC)})
    session = talk()
    first = key(session)
    assert first is not None
    session.skip(SkipReason.DECLINED)
    assert session.chart.skips[first].reason is SkipReason.DECLINED

"""Clients of widely different kinds, from the first word to the signed plan, through the Session of the screens."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planbot.chart import Signature, Signer, Voice
from planbot.cli.sample import SAMPLES, play, read_dialogue, sample_dialogue
from planbot.documents import render
from planbot.flows import flow
from planbot.knowledge import load
from planbot.rules import Severity, blocking, check
from planbot.session import Session
from planbot.store import Kdf, Store

HERE = Path(__file__).parent
DIALOGUES = sorted([*SAMPLES, *(p.stem for p in HERE.glob("*.yaml"))])


def dialogue(name: str) -> dict[str, object]:
    return sample_dialogue(name) if name in SAMPLES else read_dialogue((HERE / f"{name}.yaml").read_text("utf-8"))


def test_there_are_at_least_six_different_clients() -> None:
    assert len(DIALOGUES) >= 6
    codes = {tuple(d.code for d in play(dialogue(name), load()).chart.diagnoses) for name in DIALOGUES}
    assert len(codes) >= 6


@pytest.mark.parametrize("name", DIALOGUES)
def test_a_conversation_leads_to_a_signed_plan(name: str, tmp_path: Path) -> None:
    said = dialogue(name)
    session = play(said, load())
    assert session.turn.done
    assert blocking(session.turn.findings) == ()
    store, _ = Store.create(tmp_path, "a long enough passphrase", kdf=Kdf(memory_kib=8192, time=1, lanes=1))
    with store:
        opened = store.add_client(session.chart)
        live = Session(store, opened.chart, opened.revision, flow("plan"), load(), today=session.today)
        for signer, who in ((Signer.CLIENT, session.chart.client.name), (Signer.CLINICIAN, "Dana Lee")):
            at = datetime.combine(session.today, datetime.min.time(), UTC) + timedelta(hours=15)
            live.signed(
                Signature(id=live.chart.next_id("signatures"), signer=signer, name=who, credentials="LCSW", at=at)
            )
        weighty = [f for f in live.turn.findings if f.severity is not Severity.ADVICE]
        assert [f.rule for f in weighty if f.area == "participation"] == []
        texts = {form: render(live.chart, "treatment-plan", form, knowledge=load()) for form in ("md", "html", "txt")}
        signed = store.sign(
            live.chart,
            based_on=live.turn.revision,
            document="treatment-plan",
            renderings=texts,
            signatures=live.chart.participation.signatures,
        )
        assert store.signed(live.chart.id)[0].sha256 == signed.sha256
        assert store.verify() == []


@pytest.mark.parametrize("name", DIALOGUES)
def test_the_finished_plan_holds_what_was_said_word_for_word(name: str) -> None:
    said = dialogue(name)
    session = play(said, load())
    plan = render(session.chart, "treatment-plan", "txt", knowledge=load(), today=session.today)
    flat = " ".join(plan.split())
    for goal in session.chart.plan.goals:
        assert goal.words in flat
        assert goal.voice is Voice.CLIENT
    for snap in session.chart.snaps:
        assert snap.words in flat


@pytest.mark.parametrize("name", DIALOGUES)
def test_a_conversation_can_be_left_anywhere_and_goes_on_there(name: str) -> None:
    said = dialogue(name)
    turns = said["turns"]
    assert isinstance(turns, list)
    whole = play(said, load())
    for cut in range(5, len(turns), max(1, len(turns) // 6)):
        left = play({**said, "turns": turns[:cut]}, load())
        resumed = Session(left.store, left.chart, left.turn.revision, flow("plan"), load(), today=left.today)
        ((following, _),) = turns[cut].items()
        who, _, key = following.partition(" ")
        resumed.speak(Voice.CLIENT if who == "C" else Voice.THERAPIST)
        assert resumed.turn.question is not None
        assert resumed.turn.question.key == key
    assert check(whole.chart, load(), today=whole.today)

"""A signature belongs to the plan as it read when it was given."""

from dataclasses import replace

from planbot.chart import Signature, Signer
from planbot.chart.signed import fingerprint
from planbot.cli.sample import play, sample_dialogue
from planbot.documents import render
from planbot.knowledge import load
from planbot.rules import check
from planbot.session import Session
from tests.charts import NOW


def signed() -> Session:
    session = play(sample_dialogue("sam"), load())
    for number, signer in enumerate((Signer.CLIENT, Signer.CLINICIAN), 1):
        session.signed(Signature(id=f"sg{number}", signer=signer, name="A person", at=NOW))
    assert len(session.chart.participation.signatures) == 2
    return session


def test_a_changed_plan_has_to_be_signed_again() -> None:
    session = signed()
    session.look("objective.target:o2")
    turn = session.answer("4 dinners a week")
    assert turn.chart.participation.signatures == ()
    assert {"client-has-not-signed", "clinician-has-not-signed"} <= {f.rule for f in turn.findings}


def test_recording_the_copy_given_leaves_the_signatures_standing() -> None:
    session = signed()
    session.look("participation.copy")
    assert len(session.answer("offered and declined").chart.participation.signatures) == 2


def test_the_same_words_again_leave_the_signatures_standing() -> None:
    session = signed()
    session.look("objective.target:o2")
    said = session.turn.question.given if session.turn.question else None
    assert said is not None
    session.turn = replace(session.turn, voice=said.voice)
    assert len(session.answer(said.words).chart.participation.signatures) == 2


def test_a_signature_says_what_it_was_given_to() -> None:
    session = signed()
    assert {each.given_to for each in session.chart.participation.signatures} == {fingerprint(session.chart)}


def test_a_chart_changed_elsewhere_is_not_signed_to_the_checks_nor_to_the_documents() -> None:
    chart = signed().chart
    other = chart.put(chart.plan.goals[0].model_copy(update={"words": "I want to dance."}))
    for each, is_signed in ((chart, True), (other, False)):
        findings = check(each, load(), today=NOW.date())
        assert ("client-has-not-signed" not in {f.rule for f in findings}) is is_signed

        text = render(each, "treatment-plan", "txt", knowledge=load(), findings=findings, today=NOW.date())
        assert ("Draft, not signed" not in text) is is_signed
        assert ("Nobody has signed this plan." not in text) is is_signed

"""Which signatures count: those given to the plan as it is, told by the chart alone."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from planbot.chart import Chart, Client, Goal, Signature, Signer, Snap, SnapKind, Waiver, read_chart
from planbot.chart.signed import UNKNOWN, fingerprint, only_standing, same_plan, standing, with_signature
from planbot.rules.pages.examples import changed, clean_chart
from tests.strategies import charts

AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
SMALL = Chart(
    id="c1",
    created=AT,
    client=Client(name="Sam R.", birth_date=date(1986, 4, 2)),
    snaps=(Snap(id="sn1", kind=SnapKind.STRENGTH, words="sings in a choir"),),
).put(Goal(id="g1", words="I want to sing again.", problems=("p1",)))


def signature(signer: Signer = Signer.CLIENT, number: int = 1) -> Signature:
    return Signature(id=f"sg{number}", signer=signer, name="A Person", at=AT)


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
@given(chart=charts())
def test_a_plan_is_known_again_after_it_was_written_and_read(chart: Chart) -> None:
    signed = with_signature(chart, signature(number=9))

    again = read_chart(signed.to_json())

    assert fingerprint(again) == fingerprint(chart)
    assert "sg9" in {each.id for each in standing(again)}


def test_the_fingerprint_of_a_plan_is_the_same_in_every_release() -> None:
    """A signature of last year must still count: what it was given to is kept as this very text."""
    assert fingerprint(SMALL) == "2a575412094e2d8ffeb6665b4d83f5fba05fcdefc8a30a9db168b60facfd9cf0"


@pytest.mark.parametrize(
    "patch",
    [
        "g1.words: I want to sing again.",
        "o2.target.value: 5",
        "client.name: Sam Riviera",
        "-i1",
        "+snaps: {kind: strength, words: Sings}",
        "plan.next_review: 2027-03-01",
        "discharge.aftercare: Nothing new",
    ],
)
def test_a_signature_lapses_with_any_change_of_the_plan(patch: str) -> None:
    signed = with_signature(changed(clean_chart(), "-sg1\n-sg2"), signature())
    assert [each.id for each in standing(signed)] == ["sg1"]

    other = changed(signed, patch)

    assert not same_plan(signed, other)
    assert standing(other) == ()
    assert only_standing(other).participation.signatures == ()


def test_what_is_noted_about_a_plan_leaves_its_signatures_standing() -> None:
    signed = with_signature(clean_chart(), signature(number=5))
    waiver = Waiver(
        id="w1", rule="no-strengths", at="snaps", reason="Said aloud", name="Alex Lee", on=date(2026, 11, 20)
    )
    noted = changed(signed, "participation.copy_offered: offered and declined").put(waiver)

    assert "sg5" in {each.id for each in standing(noted)}


def test_signing_takes_the_place_of_an_older_signature_of_the_same_role_and_of_lapsed_ones() -> None:
    both = with_signature(with_signature(SMALL, signature()), signature(Signer.CLINICIAN, 2))
    again = with_signature(both, signature(number=3))
    assert [each.id for each in again.participation.signatures] == ["sg2", "sg3"]

    later = with_signature(changed(both, "g1.words: I want to dance."), signature(Signer.SUPERVISOR, 4))
    assert [each.id for each in later.participation.signatures] == ["sg4"]


def test_a_signature_that_says_nothing_is_taken_at_its_word_and_one_known_to_be_unknown_is_not() -> None:
    assert standing(SMALL.put(signature())) == (signature(),)
    assert standing(SMALL.put(signature().model_copy(update={"given_to": UNKNOWN}))) == ()


def test_a_plan_that_is_changed_back_has_its_signatures_again() -> None:
    signed = with_signature(SMALL, signature())
    there = changed(signed, "g1.words: I want to dance.")
    back = changed(there, "g1.words: I want to sing again.")
    assert (standing(there), standing(back)) == ((), signed.participation.signatures)

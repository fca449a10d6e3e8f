"""The client's part: how they took part, understood, agreed; copies and signatures.

planbot signs for nobody; these rules say what is not recorded.
"""

from collections.abc import Iterator

from planbot.chart import Signer
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import blank


@rule(Severity.WARNING, Area.PARTICIPATION, sources=("oh1", "mn2", "cbh"), covers=("72",), asked="participation")
def participation_not_recorded(checked: Checked) -> Iterator[Found]:
    """It is recorded how the client took part in making the plan.

    Why: Few plans show it, and a plan made without the client is not theirs.

    Source: oh1, mn2, cbh

    Fails:
        participation.how: null

    Passes:
        participation.how: Sam typed the goal
    """
    if blank(checked.chart.participation.how):
        message = "It is not recorded how the client took part in making the plan."
        yield Found("participation", message, "Write down what the client did.", "participation.how")


@rule(Severity.WARNING, Area.PARTICIPATION, sources=("mag3",), covers=("76",), asked="client-understanding")
def understanding_not_recorded(checked: Checked) -> Iterator[Found]:
    """It is recorded that the client understands the plan, at best in their words.

    Why: Only some four in ten plans that one payer read showed it.

    Source: mag3

    Fails:
        participation.understood: null

    Passes:
        participation.understood: true
    """
    understood = checked.chart.participation.understood
    if not understood:
        gap = "is not recorded" if understood is None else "is recorded as missing"
        message = f"The client's understanding of the plan {gap}."
        fix = "Ask them to say the plan in their own words."
        yield Found("participation", message, fix, "participation.understood")


@rule(Severity.WARNING, Area.PARTICIPATION, sources=("mag2", "oh1"), covers=("72",), asked="agreement")
def agreement_not_recorded(checked: Checked) -> Iterator[Found]:
    """It is recorded whether the client agrees with the plan; if not, the reason stands there.

    Why: A plan can be followed only with the client's yes.

    Source: mag2, oh1

    Fails:
        participation.agreed: null

    Passes:
        participation.agreed: false
        participation.not_signed: Sam wants to talk it over with Robin first
    """
    participation = checked.chart.participation
    if participation.agreed is None:
        message = "It is not recorded whether the client agrees with the plan."
        yield Found("participation", message, "Ask, and record the answer.", "participation.agreed")
    elif not participation.agreed and blank(participation.not_signed):
        message = "The client does not agree with the plan, and the reason is not recorded."
        yield Found("participation", message, "Write down the reason in their words.", "participation.not-signed")


@rule(
    Severity.WARNING,
    Area.PARTICIPATION,
    sources=("pa1", "fl", "va", "hw1", "mn2", "oh1"),
    covers=("73", "74"),
    reads=("client-signature", "client-signature-on-change"),
)
def client_has_not_signed(checked: Checked) -> Iterator[Found]:
    """The client, or a guardian, has signed with a date, or the reason why not is recorded.

    A plan that changes loses its signatures; once there was a review it is a changed plan that is to be signed.

    Why: The signature shows that the plan was agreed; a reason keeps it honest when there is none.

    Source: pa1, fl, va, hw1, mn2, oh1

    Fails:
        -sg1

    Passes:
        -sg1
        participation.not_signed: Agreed by telephone; signs at the next visit
    """
    participation = checked.chart.participation
    decides = "client-signature-on-change" if checked.chart.reviews else "client-signature"
    signed = {s.signer for s in checked.signatures} & {Signer.CLIENT, Signer.GUARDIAN}
    if not signed and blank(participation.not_signed) and checked.value(decides) is not False:
        message = "The client has not signed, and no reason is recorded."
        fix = "Let the client sign, or write down why they did not."
        yield Found("participation", message, fix, "participation.not-signed", decides)


@rule(Severity.WARNING, Area.PARTICIPATION, sources=("carf", "tx3", "pa2"), covers=("75",), asked="copy-offered")
def copy_not_offered(checked: Checked) -> Iterator[Found]:
    """A copy of the plan was offered to the client.

    Why: A plan that stays in the office helps nobody at home.

    Source: carf, tx3, pa2

    Fails:
        participation.copy_offered: null

    Passes:
        participation.copy_offered: offered and declined
    """
    offered = (checked.chart.participation.copy_offered or "").strip().lower()
    if offered in {"", "not offered"}:
        message = "No copy of the plan was offered." if offered else "It is not recorded whether a copy was offered."
        yield Found("participation", message, "Offer a copy, and record the answer.", "participation.copy")


@rule(Severity.WARNING, Area.PARTICIPATION, sources=("ngs1", "oh1"), covers=("78",), asked="clinician-signature")
def clinician_has_not_signed(checked: Checked) -> Iterator[Found]:
    """The clinician has signed, with credentials and a date.

    Why: The plan counts from the day on which the person responsible put their name to it.

    Source: ngs1, oh1

    Fails:
        sg2.credentials: ""

    Passes:
        sg2.credentials: PsyD
    """
    signed = [s for s in checked.signatures if s.signer is Signer.CLINICIAN]
    if not signed:
        message = "The clinician has not signed yet."
        yield Found("participation", message, "Sign when the plan is ready.", None)
    elif all(blank(s.credentials) for s in signed):
        message = "The clinician's signature has no credentials with it."
        yield Found(signed[0].id, message, "Sign again with your credentials.", "client.credentials")


@rule(
    Severity.WARNING,
    Area.PARTICIPATION,
    sources=("pa1", "fl", "co1", "ny"),
    covers=("79",),
    reads=("supervisor-signature", "supervisor-signature-days"),
)
def supervisor_has_not_signed(checked: Checked) -> Iterator[Found]:
    """Where the clinician works under a supervisor, or the profile asks for a second signature, it is there in time.

    Why: Where a licence requires supervision, the supervisor answers for the plan too.

    Source: pa1, fl, co1, ny

    Fails:
        client.clinician.supervisor: Kim Ode, PsyD

    Passes:
        client.clinician.supervisor: Kim Ode, PsyD
        +signatures: {signer: supervisor, name: Kim Ode, credentials: PsyD, at: 2026-11-17T09:00:00Z}
    """
    chart, days = checked.chart, checked.number("supervisor-signature-days")
    supervised = not blank(chart.client.clinician.supervisor)
    asked = checked.value("supervisor-signature") is True
    signed = [s for s in checked.signatures if s.signer is Signer.SUPERVISOR]
    established = chart.plan.established
    if signed and established and days is not None:
        first = min(signed, key=lambda s: s.at)
        took = (first.at.date() - established).days
        if took > days:
            message = f"The supervisor signed {took} days after the plan; {checked.profile.name} allows {days:g}."
            yield Found(first.id, message, "Note the reason for the delay.", None, "supervisor-signature-days")
    elif not signed and (supervised or asked):
        who = "supervisor" if supervised else "supervisor or physician"
        until = f" {checked.profile.name} gives {days:g} days for it." if days is not None else ""
        decided = "supervisor-signature" if asked else "supervisor-signature-days"
        message = f"The {who} has not signed yet.{until}"
        yield Found("participation", message, f"Ask the {who} to read and sign.", None, decided)

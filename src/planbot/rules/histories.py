"""What a plan has to know of the client's life: other conditions, earlier efforts, supports, barriers, other care."""

from collections.abc import Iterator

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import NONE_SAID, blank


@rule(Severity.ADVICE, Area.BASIS, sources=("tx1",), covers=("19",))
def other_conditions_not_recorded(checked: Checked) -> Iterator[Found]:
    """Substance use, medical and intellectual or developmental conditions are recorded, or "none".

    Why: They can cause the same symptoms, and they change what is safe to plan.

    Source: tx1

    Fails:
        intake.substance_use: null

    Passes:
        intake.substance_use: none
    """
    intake = checked.chart.intake
    for words, step, what in (
        (intake.substance_use, "intake.substance-use", "use of alcohol and drugs"),
        (intake.medical, "intake.medical", "medical conditions"),
        (intake.developmental, "intake.developmental", "learning, developmental or intellectual conditions"),
    ):
        if blank(words) and not checked.settled(step):
            message = f"Nothing is recorded about {what}."
            yield Found("intake", message, "Ask, and write down the answer, or “none”.", step)


@rule(Severity.ADVICE, Area.BASIS, sources=("co2",), covers=("14",))
def earlier_efforts_not_recorded(checked: Checked) -> Iterator[Found]:
    """What the client has already tried is recorded.

    Why: A plan should build on what helped and not repeat what did not.

    Source: co2

    Fails:
        intake.self_help: null

    Passes:
        intake.self_help: nothing yet
    """
    if blank(checked.chart.intake.self_help) and not checked.settled("intake.self-help"):
        message = "It is not recorded what the client has already tried."
        yield Found("intake", message, "Ask what they have tried, and what it did.", "intake.self-help")


@rule(Severity.ADVICE, Area.BASIS, sources=("carf", "tjc2", "va"), covers=("27",))
def supports_not_considered(checked: Checked) -> Iterator[Found]:
    """The people and places that support the client are recorded.

    Why: They are there between the sessions and after the last one.

    Source: carf, tjc2, va

    Fails:
        intake.supports: null

    Passes:
        intake.supports: nobody just now
    """
    if blank(checked.chart.intake.supports) and not checked.settled("intake.supports"):
        message = "The people and places that support the client are not recorded."
        yield Found("intake", message, "Ask whom the client can turn to.", "intake.supports")


@rule(Severity.ADVICE, Area.BASIS, sources=("cbh",), covers=("26",))
def barriers_not_recorded(checked: Checked) -> Iterator[Found]:
    """What could get in the way of treatment is recorded.

    Why: A barrier that is known can be planned around.

    Source: cbh

    Fails:
        intake.barriers: null

    Passes:
        intake.barriers: none
    """
    if blank(checked.chart.intake.barriers) and not checked.settled("intake.barriers"):
        message = "It is not recorded what could get in the way."
        yield Found("intake", message, "Ask what could make it hard to come or to carry on.", "intake.barriers")


@rule(Severity.ADVICE, Area.INTERVENTIONS, sources=("co1", "magne"), covers=("63",))
def providers_not_recorded(checked: Checked) -> Iterator[Found]:
    """Other providers are recorded, or "none".

    Why: Treatment that does not know of other treatment can work against it.

    Source: co1, magne

    Fails:
        intake.providers: null

    Passes:
        intake.providers: none
    """
    if blank(checked.chart.intake.providers) and not checked.settled("intake.providers"):
        message = "It is not recorded who else provides care."
        yield Found("intake", message, "Ask for other providers, or write “none”.", "intake.providers")


@rule(Severity.ADVICE, Area.INTERVENTIONS, sources=("co1", "magne"), covers=("63",), heuristic=True)
def care_not_coordinated(checked: Checked) -> Iterator[Found]:
    """When other providers are named, the plan says how care is coordinated.

    Why: Two treatments that know of each other are safer than two that do not.

    Source: co1, magne

    Fails:
        intake.providers: Dr. Moss, family doctor, prescribes sertraline

    Passes:
        intake.providers: Dr. Moss, family doctor, prescribes sertraline
        +referrals: {to: Dr. Moss, need: medicine, coordination: letter every three months}
    """
    providers = checked.chart.intake.providers
    if providers is None or blank(providers) or NONE_SAID.match(providers):
        return
    if not any(r.coordination.strip() for r in checked.chart.plan.referrals):
        message = "Another provider seems to be involved, and the plan does not say how care is coordinated."
        fix = "Say with whom you will be in touch, and how; if planbot misread the answer, let it stand."
        yield Found("referrals", message, fix, "referral.needs")


@rule(Severity.WARNING, Area.INTERVENTIONS, sources=("carf", "tx2"), covers=("62",))
def referral_incomplete(checked: Checked) -> Iterator[Found]:
    """Every referral says to whom and for what.

    Why: A need that is outside of this treatment is only met when someone knows that it is theirs.

    Source: carf, tx2

    Fails:
        +referrals: {to: The sleep clinic}

    Passes:
        +referrals: {to: The sleep clinic, need: Snoring and pauses in breathing}
    """
    for referral in checked.chart.plan.referrals:
        missing = [what for words, what in ((referral.to, "to whom"), (referral.need, "for what")) if blank(words)]
        if missing:
            message = f"A referral does not say {' or '.join(missing)}."
            yield Found(referral.id, message, "Complete it, or take it out.", "referral.needs")

"""Interventions: technique, type, length, frequency, duration and who."""

from collections.abc import Iterator

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import MISREAD, blank, phrases, short

UNDER_A_YEAR = 52
"""Weeks an intervention may be planned for when the profile does not say otherwise (ngs1)."""


@rule(Severity.WARNING, Area.INTERVENTIONS, sources=("carf", "nov"), covers=("53",))
def intervention_without_technique(checked: Checked) -> Iterator[Found]:
    """Every intervention names a technique or an approach.

    Why: A skilled service is told from a kind talk by the technique that was used.

    Source: carf, nov

    Fails:
        i2.technique: null

    Passes:
        i2.technique: Socratic questioning
    """
    for i in checked.chart.plan.interventions:
        if blank(i.technique):
            message = f"{short(i.what)} names no technique yet."
            yield Found(i.id, message, "Name the technique.", f"intervention.technique:{i.id}")


NOT_A_TECHNIQUE = phrases(
    r"talk(?:ing)?", r"talk therapy", r"support", r"supportive", r"listen(?:ing)?", r"counsell?ing", r"therapy",
    r"psychotherapy", r"discussion", r"discuss", r"check(?:ing)?[ -]in", r"encouragement", r"processing", r"various",
    r"eclectic", r"as needed",
)  # fmt: skip
"""Names that say too little on their own (the list is ours)."""
_FILLER = phrases("individual", "general", "and", "with", "the", "of", "feelings?", "client", "session", "sessions")


@rule(Severity.ADVICE, Area.INTERVENTIONS, sources=("carf", "nov"), covers=("53",), heuristic=True)
def technique_too_general(checked: Checked) -> Iterator[Found]:
    """A technique is specific enough that another therapist could do the same.

    Why: "Supportive therapy" fits any session and so describes none.

    Source: carf, nov

    Fails:
        i2.technique: supportive counseling

    Passes:
        i2.technique: guided discovery
    """
    for i in checked.chart.plan.interventions:
        words = i.technique or ""
        rest = _FILLER.sub(" ", NOT_A_TECHNIQUE.sub(" ", words))
        if words.strip() and not any(map(str.isalpha, rest)):
            message = f"{short(words)} may be too general to be told from any other session. {MISREAD}"
            yield Found(i.id, message, "Name what you will do.", f"intervention.technique:{i.id}")


@rule(Severity.WARNING, Area.INTERVENTIONS, sources=("ngs2",), covers=("54",), asked="type-of-service")
def intervention_without_type(checked: Checked) -> Iterator[Found]:
    """Every intervention says whether it is individual, group, family or couple work.

    Why: Payers ask for the type of service in the plan.

    Source: ngs2

    Fails:
        i1.type: null

    Passes:
        i1.type: family
    """
    for i in checked.chart.plan.interventions:
        if blank(i.type):
            message = f"{short(i.what)} does not say who is in the room."
            fix = "Choose individual, group, family or couple."
            yield Found(i.id, message, fix, f"intervention.type:{i.id}")


@rule(Severity.WARNING, Area.INTERVENTIONS, sources=("ngs2",), covers=("55",), asked="session-length")
def intervention_without_length(checked: Checked) -> Iterator[Found]:
    """Every intervention has a planned session length.

    Why: The amount of care is part of the plan.

    Source: ngs2

    Fails:
        i1.minutes: null

    Passes:
        i1.minutes: 60
    """
    for i in checked.chart.plan.interventions:
        if not i.minutes or i.minutes <= 0:
            message = f"{short(i.what)} has no session length yet."
            yield Found(i.id, message, "Say how many minutes.", f"intervention.minutes:{i.id}")


@rule(Severity.WARNING, Area.INTERVENTIONS, sources=("ngs2", "carf", "ny", "oh1"), covers=("56",), asked="frequency")
def intervention_without_frequency(checked: Checked) -> Iterator[Found]:
    """Every intervention says how often.

    Why: The client has to know how often to come, and payers ask for it.

    Source: ngs2, carf, ny, oh1

    Fails:
        i1.frequency: ""

    Passes:
        i1.frequency: every two weeks
    """
    for i in checked.chart.plan.interventions:
        if blank(i.frequency):
            message = f"{short(i.what)} does not say how often."
            yield Found(i.id, message, "Say how often.", f"intervention.frequency:{i.id}")


@rule(
    Severity.WARNING,
    Area.INTERVENTIONS,
    sources=("ngs1", "oh1"),
    covers=("57",),
    asked="duration",
    reads=("intervention-max-weeks",),
)
def intervention_without_duration(checked: Checked) -> Iterator[Found]:
    """Every intervention has a planned duration that is no longer than it may be, a year as a rule.

    Why: A method without an end is never asked whether it works.

    Source: ngs1, oh1

    Fails:
        i1.weeks: null

    Passes:
        i1.weeks: 20
    """
    limit = checked.number_or("intervention-max-weeks", UNDER_A_YEAR)
    for i in checked.chart.plan.interventions:
        if not i.weeks or i.weeks <= 0:
            message = f"{short(i.what)} does not say for how long."
            yield Found(i.id, message, "Say for how many weeks.", f"intervention.weeks:{i.id}")
        elif limit is not None and i.weeks > limit:
            message = f"{short(i.what)} is planned for {i.weeks} weeks; a plan goes up to {limit:g}."
            fix = "Plan it up to the next yearly plan."
            yield Found(i.id, message, fix, f"intervention.weeks:{i.id}", "intervention-max-weeks")


@rule(Severity.WARNING, Area.INTERVENTIONS, sources=("cbh", "ny"), covers=("58",))
def intervention_without_person(checked: Checked) -> Iterator[Found]:
    """Every intervention names the person or discipline responsible.

    Why: What is everybody's is done by nobody.

    Source: cbh, ny

    Fails:
        i3.who: null

    Passes:
        i3.who: Jo Park, psychologist
    """
    for i in checked.chart.plan.interventions:
        if blank(i.who):
            message = f"{short(i.what)} does not say who does it."
            yield Found(i.id, message, "Name the person and the discipline.", f"intervention.who:{i.id}")


MAYBE = phrases(r"may", r"might", r"could", r"possibly", r"perhaps", r"if time allows", r"hopes? to", r"would like to")
"""Words that leave open whether it will be done (jeo, a weak source)."""


@rule(Severity.ADVICE, Area.INTERVENTIONS, sources=("jeo",), covers=("60",), heuristic=True)
def intervention_left_open(checked: Checked) -> Iterator[Found]:
    """An intervention says what will be done, not what may be.

    Why: A client can count on "will".

    Source: jeo

    Fails:
        i1.what: May help Sam plan activities

    Passes:
        i1.what: Will help Sam plan activities
    """
    for i in checked.chart.plan.interventions:
        if found := MAYBE.search(i.what):
            message = f"“{found[0]}” leaves open whether {short(i.what)} will be done. {MISREAD}"
            yield Found(i.id, message, "Say “will”, or take it out.", f"intervention.what:{i.id}")


@rule(Severity.ADVICE, Area.INTERVENTIONS, sources=("va", "fl"), covers=("61",))
def plan_without_tasks(checked: Checked) -> Iterator[Found]:
    """The plan says what the client does between sessions.

    Why: Most of the week is between the sessions.

    Source: va, fl

    Fails:
        -t1
        -t2

    Passes:
        -t2
    """
    if checked.objectives and not checked.chart.plan.tasks and not checked.settled("task.client"):
        message = "The plan does not say what the client, or someone else, does between sessions."
        yield Found("tasks", message, "Agree on one small thing.", "task.client")

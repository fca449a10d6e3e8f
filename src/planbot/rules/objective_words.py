"""Objectives read as words: whose change, which verbs, and how hard to read. These rules can be wrong."""

from collections.abc import Iterator

from planbot.knowledge.entries import ADULT
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.objectives import Actor
from planbot.rules.reading.words import MISREAD, phrases, reading_grade, short

ATTENDANCE = phrases(
    r"attend(?:s|ing)?(?: \w+){0,4} (?:therapy|treatment|sessions?|group|groups|appointments?|counsell?ing)",
    r"(?:come|comes|go|goes|show up|shows up) to (?:\w+ ){0,3}(?:therapy|treatment|sessions?|appointments?)",
    r"participat(?:e|es|ing) in (?:\w+ ){0,3}(?:therapy|treatment|sessions?|counsell?ing)",
    r"engag(?:e|es|ing) in (?:\w+ ){0,2}(?:therapy|treatment|sessions?|counsell?ing)",
    r"compl(?:y|ies) with (?:\w+ ){0,2}(?:therapy|treatment|plan|medications?)",
    r"keep (?:\w+ ){0,2}appointments?",
)  # fmt: skip
"""Attendance named as the outcome (ru4 gives the example; the list is ours)."""

STAFF = phrases(
    r"(?:the )?(?:therapist|clinician|counsell?or|staff|psychologist|social worker|provider|case manager)"
    r" (?:will|shall|to)",
    r"(?:be|is|are) (?:provided|offered|taught|given|referred|assessed|educated)",
    r"(?:will )?receive (?:\w+ ){0,3}(?:therapy|psychoeducation|training|support|counsell?ing)",
)  # fmt: skip
"""What staff do, named as the client's step (ru4)."""

VAGUE = phrases(
    r"gain(?:s|ing)? (?:\w+ ){0,2}(?:insight|awareness|understanding)",
    r"(?:develop|increase|improve|build|raise) (?:\w+ ){0,2}(?:insight|awareness|understanding)",
    r"have less (?:anxiety|depression|stress|worry)", r"isolate less", r"be less \w+", r"learn(?:s|ing)? about",
    r"understand(?:s|ing)?", r"realiz(?:e|es)", r"realis(?:e|es)", r"appreciate", r"explore(?:s)?",
    r"process(?:es)? (?:\w+ )?(?:feelings|emotions|trauma|grief|loss)",
    r"work(?:s|ing)? on", r"try(?:ing)? to", r"attempt to", r"be aware of",
    r"come to terms", r"cope (?:better|more)", r"improve (?:self-esteem|communication|coping|mood|functioning)",
    r"be more \w+", r"think (?:more )?about", r"will know",
)  # fmt: skip
"""Verbs that nobody can measure (ru4 gives the first four; the list is ours)."""

INNER = phrases(
    r"(?:will )?feel(?:s|ing)? (?:\w+ ){0,2}"
    r"(?:better|happy|happier|good|normal|calm|calmer|safe|confident|hopeful|worthy)",
    r"(?:will )?be (?:happy|happier|calm|calmer|confident|hopeful|normal|better|ok|okay|stable|well)",
)
"""States that others can't see (the list is ours)."""

GRADE = 10.0
"""Reading grade from which a step is pointed out: two above the eighth, as a single sentence is read roughly."""


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("ru4",), covers=("45",), heuristic=True)
def attendance_as_outcome(checked: Checked) -> Iterator[Found]:
    """An objective is a change in the client's life, not coming to sessions.

    Why: Coming is how change is made; it is not yet the change.

    Source: ru4

    Fails:
        o1.behaviour: Sam will attend weekly therapy sessions

    Passes:
        o1.behaviour: Sam will attend choir practice
    """
    for o in checked.objectives:
        if found := ATTENDANCE.search(o.behaviour):
            message = f"“{found[0]}” seems to make attendance the outcome. {MISREAD}"
            yield Found(
                o.id, message, "Say what will be different in the client's week.", f"objective.behaviour:{o.id}"
            )


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("ru4",), covers=("45",), heuristic=True)
def staff_activity_as_outcome(checked: Checked) -> Iterator[Found]:
    """An objective is something the client does, not something staff do.

    Why: What the therapist does belongs to the interventions.

    Source: ru4

    Fails:
        o1.behaviour: Therapist will teach Sam breathing

    Passes:
        o1.behaviour: Sam will breathe slowly for five minutes before work
    """
    for o in checked.objectives:
        if found := STAFF.search(o.behaviour):
            message = f"“{found[0]}” seems to be something staff do. {MISREAD}"
            yield Found(o.id, message, "Say what the client will do.", f"objective.behaviour:{o.id}")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("ru4",), covers=("46",), heuristic=True)
def verb_nobody_can_measure(checked: Checked) -> Iterator[Found]:
    """An objective has a verb whose result can be seen or counted.

    Why: Insight may well come, but nobody can tell when it has.

    Source: ru4

    Fails:
        o1.behaviour: Sam will gain insight into family patterns

    Passes:
        o1.behaviour: Sam will write down three family rules and show them to Robin
    """
    for o in checked.objectives:
        if found := VAGUE.search(o.behaviour):
            message = f"“{found[0]}” is hard to see or count. {MISREAD}"
            yield Found(o.id, message, "Say what others would see the client do.", f"objective.behaviour:{o.id}")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("tx2", "fl"), covers=("43",), heuristic=True)
def state_instead_of_behaviour(checked: Checked) -> Iterator[Found]:
    """An objective names a behaviour, not a state of mind.

    Why: A behaviour can be practised and noticed, and the state often follows.

    Source: tx2, fl

    Fails:
        o1.behaviour: Sam will feel happier

    Passes:
        o1.behaviour: Sam will rate mood at 6 or more on the evening card
    """
    for o in checked.objectives:
        if found := INNER.search(o.behaviour):
            message = f"“{found[0]}” names a state, not something the client does. {MISREAD}"
            yield Found(o.id, message, "Ask what they do on days when it is so.", f"objective.behaviour:{o.id}")


@rule(Severity.ADVICE, Area.OBJECTIVES, sources=("carf", "pa2", "mag2"), covers=("48", "77"), heuristic=True)
def objective_hard_to_read(checked: Checked) -> Iterator[Found]:
    """An objective, or the plain wording beside it, can be read easily: a Flesch-Kincaid grade of at most ten.

    Why: The client has to understand the step in order to take it.

    Source: carf, pa2, mag2

    Fails:
        o1.behaviour: Sam will systematically implement individualized behavioral activation methodologies

    Passes:
        o1.behaviour: Sam will do one thing a day that used to be fun
    """
    for o in checked.objectives:
        if not o.in_plain_words and (grade := reading_grade(o.behaviour)) > GRADE:
            message = f"{short(o.behaviour)} reads like grade {grade:.0f}. {MISREAD}"
            yield Found(o.id, message, "Use shorter words or two sentences.", f"objective.behaviour:{o.id}")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("ru4", "practice"), covers=("45",), heuristic=True)
def someone_else_acts(checked: Checked) -> Iterator[Found]:
    """In an objective the client acts, and nobody else by themselves.

    With a child, or where family or couple work is planned, those close to the client may act.

    Why: A step that another person has to take can't be reached by the client.

    Source: ru4, practice

    Fails:
        o1.behaviour: Sam's sister will cook dinner four evenings a week

    Passes:
        o1.behaviour: Sam and the children will cook dinner together four evenings a week
    """
    age = checked.chart.client.age_on(checked.today)
    together = any(i.type in {"family", "couple"} for i in checked.chart.plan.interventions)
    if together or (age is not None and age < ADULT):
        return
    for o in checked.objectives:
        if (told := checked.said[o.id]).actor is Actor.OTHER:
            message = f"In {short(o.behaviour)} it is {short(told.who)} who acts. {MISREAD}"
            yield Found(
                o.id, message, "Say what the client will do; the rest is a task.", f"objective.behaviour:{o.id}"
            )


@rule(Severity.ADVICE, Area.OBJECTIVES, sources=("ru4", "practice"), covers=("45",), heuristic=True)
def nobody_acts(checked: Checked) -> Iterator[Found]:
    """An objective says who acts: the client, by name or as "I".

    Why: A mood can't do anything, and a step that belongs to somebody is taken.

    Source: ru4, practice

    Fails:
        o1.behaviour: Anxiety will come down by half

    Passes:
        o1.behaviour: Sam will rate the worry of the day at 4 or less on five evenings a week
    """
    for o in checked.objectives:
        told = checked.said[o.id]
        if told.actor is Actor.THING:
            message = f"{short(told.who)} can't act, and {short(o.behaviour)} names nobody who does. {MISREAD}"
        elif told.actor is Actor.UNSAID:
            message = f"{short(o.behaviour)} does not say who. {MISREAD}"
        else:
            continue
        yield Found(o.id, message, "Begin with the client: “… will …”.", f"objective.behaviour:{o.id}")


@rule(Severity.ADVICE, Area.OBJECTIVES, sources=("practice",), covers=("40", "44"), heuristic=True)
def two_steps_in_one(checked: Checked) -> Iterator[Found]:
    """An objective has one behaviour that is counted.

    Why: When one half is reached and the other is not, nobody can say whether the step was.

    Source: practice

    Fails:
        o1.behaviour: Sam will cook dinner three evenings a week and call a friend twice a week

    Passes:
        o1.behaviour: Sam will cook dinner and eat it with the children three evenings a week
    """
    for o in checked.objectives:
        if also := checked.said[o.id].also:
            message = f"{short(o.behaviour)} also asks for {short(also)}, which is counted by itself. {MISREAD}"
            yield Found(o.id, message, "Make it two steps, or choose the one to count.", f"objective.behaviour:{o.id}")

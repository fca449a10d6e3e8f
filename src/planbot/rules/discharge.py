"""Discharge: when treatment can end, how long it may take, and what comes after."""

from collections.abc import Iterator

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import MISREAD, blank, phrases, short


@rule(
    Severity.WARNING, Area.DISCHARGE, sources=("tjc2", "co1", "tx2"), covers=("66", "S13"), asked="discharge-criteria"
)
def no_discharge_criteria(checked: Checked) -> Iterator[Found]:
    """The plan says when treatment can end.

    Why: Therapist and client should know from the start how they will notice that it is enough.

    Source: tjc2, co1, tx2

    Fails:
        -dc1

    Passes:
        dc1.words: PHQ-9 below 5 twice
    """
    if checked.goals and not checked.chart.discharge.criteria:
        message = "The plan does not say yet when treatment can end."
        yield Found("discharge", message, "Ask how both would know that it is enough.", "discharge.add")


@rule(Severity.WARNING, Area.DISCHARGE, sources=("tjc2",), covers=("68", "S13"))
def discharge_criterion_without_goal(checked: Checked) -> Iterator[Found]:
    """Every discharge criterion is tied to a goal.

    Why: Treatment ends when its goals are reached, not when something else happens.

    Source: tjc2

    Fails:
        dc1.goals: []

    Passes:
        dc1.goals: [g1]
    """
    for criterion in checked.chart.discharge.criteria:
        if not criterion.goals:
            message = f"{short(criterion.words)} is tied to no goal yet."
            ask = f"discharge.goals:{criterion.id}" if checked.chart.plan.goals else "goal.add"
            yield Found(criterion.id, message, "Say which goal it belongs to.", ask)


@rule(Severity.WARNING, Area.DISCHARGE, sources=("src", "tjc2"), covers=("S13",))
def goal_without_discharge_criterion(checked: Checked) -> Iterator[Found]:
    """Every goal being worked on has a sign by which it can be let go.

    Why: A goal without an end keeps treatment open for ever.

    Source: src, tjc2

    Fails:
        dc1.goals: []

    Passes:
        dc1.goals: [g1]
    """
    criteria = checked.chart.discharge.criteria
    covered = {goal for criterion in criteria for goal in criterion.goals}
    for goal in checked.goals if criteria else ():
        if goal.id not in covered:
            message = f"No discharge criterion says when {short(goal.words)} is reached."
            yield Found(goal.id, message, "Add one, or tie one to this goal.", "discharge.add")


CHECKABLE = phrases(
    r"\d+", r"one", r"two", r"three", r"four", r"five", r"six", r"seven", r"eight", r"nine", r"ten", r"twice", r"once",
    r"half", r"all", r"every", r"each", r"no (?:\w+ ){0,3}for", r"without", r"below", r"above", r"at least", r"at most",
    r"fewer", r"daily", r"weekly", r"monthly", r"days?", r"weeks?", r"months?", r"met", r"reached", r"returned? to",
    r"back (?:at|in|to)", r"score", r"rated?", r"rating", r"remission",
)  # fmt: skip
"""Words by which a criterion can be checked (the list is ours)."""


@rule(Severity.WARNING, Area.DISCHARGE, sources=("tjc2", "src"), covers=("68", "S13"), heuristic=True)
def discharge_criterion_cannot_be_checked(checked: Checked) -> Iterator[Found]:
    """A discharge criterion has a number, a time or an event in it that can be checked.

    Why: "Feeling better" can be argued about; two scores in a row can't.

    Source: tjc2, src

    Fails:
        dc1.words: Sam feels better

    Passes:
        dc1.words: Sam has cooked dinner four evenings a week for a month
    """
    for criterion in checked.chart.discharge.criteria:
        if not CHECKABLE.search(criterion.words):
            message = f"{short(criterion.words)} may be hard to check. {MISREAD}"
            fix = "Add a number, a time or an event that both can see."
            yield Found(criterion.id, message, fix, f"discharge.words:{criterion.id}")


@rule(Severity.WARNING, Area.DISCHARGE, sources=("tjc2",), covers=("67",), asked="discharge-discussed")
def discharge_not_discussed(checked: Checked) -> Iterator[Found]:
    """The end of treatment was talked through with the client.

    Why: An end that comes as a surprise can undo a good treatment.

    Source: tjc2

    Fails:
        discharge.discussed: null

    Passes:
        discharge.discussed: true
    """
    discharge = checked.chart.discharge
    if discharge.criteria and not discharge.discussed:
        told = "was not" if discharge.discussed is False else "is not recorded as"
        message = f"The end of treatment {told} talked through with the client."
        yield Found("discharge", message, "Talk it through, and record that you did.", "discharge.discussed")


@rule(Severity.WARNING, Area.DISCHARGE, sources=("tx2", "cbh", "pa1"), covers=("65", "69"), asked="length-of-treatment")
def treatment_without_length(checked: Checked) -> Iterator[Found]:
    """The plan says how long treatment is expected to take.

    Why: People plan their lives around it, and payers ask.

    Source: tx2, cbh, pa1

    Fails:
        discharge.weeks: null

    Passes:
        discharge.weeks: 26
    """
    if checked.goals and not checked.chart.discharge.weeks:
        message = "The expected length of treatment is not recorded."
        yield Found("discharge", message, "Say how many weeks you expect.", "discharge.weeks")


@rule(Severity.ADVICE, Area.DISCHARGE, sources=("carf",), covers=("70",), asked="aftercare")
def no_aftercare(checked: Checked) -> Iterator[Found]:
    """The plan says what comes after treatment, where something should.

    Why: The weeks after the last session are when people relapse.

    Source: carf

    Fails:
        discharge.aftercare: null

    Passes:
        discharge.aftercare: A call after a month
    """
    discharge = checked.chart.discharge
    if discharge.criteria and blank(discharge.aftercare) and not checked.settled("discharge.aftercare"):
        message = "Nothing is said about the time after treatment."
        yield Found("discharge", message, "Plan one step for afterwards, or say none is needed.", "discharge.aftercare")

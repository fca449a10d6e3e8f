"""Pace: the plan asks no more of the client than readiness and capacity allow, or says why."""

from collections.abc import Iterator
from datetime import timedelta

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.words import blank, short


@rule(Severity.ADVICE, Area.ASSESSMENT, sources=("src",), covers=("S10",))
def readiness_not_recorded(checked: Checked) -> Iterator[Found]:
    """The stage of change is recorded.

    Why: How much of the plan is written together follows from it.

    Source: src

    Fails:
        readiness.stage: null

    Passes:
        readiness.stage: contemplation
    """
    if checked.chart.readiness.stage is None and not checked.settled("readiness.stage"):
        message = "It is not recorded how ready the client is for change."
        yield Found("readiness", message, "Ask where they stand.", "readiness.stage")


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("src", "practice"), covers=("S10",))
def pace_chosen_without_reason(checked: Checked) -> Iterator[Found]:
    """A pace that differs from the one that follows from readiness and capacity has a reason.

    Why: The therapist can always choose otherwise, and the next reader should know why.

    Source: src, practice

    Fails:
        readiness.stage: precontemplation
        readiness.pace: action

    Passes:
        readiness.stage: precontemplation
        readiness.pace: action
        readiness.pace_reason: Sam asked to write it all today
    """
    readiness = checked.chart.readiness
    if readiness.pace is None or not blank(readiness.pace_reason):
        return
    follows = checked.knowledge.pace_for(readiness.model_copy(update={"pace": None}))
    if follows is not None and follows.id != readiness.pace:
        message = f"Another pace was chosen than the one that follows, “{follows.label}”."
        yield Found("readiness", message, "Write down the reason.", "readiness.pace-reason")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("src", "practice"), covers=("44", "S10"))
def plan_faster_than_the_pace(checked: Checked) -> Iterator[Found]:
    """The plan has no more objectives, and no longer ones, than the pace allows, unless a reason is given.

    Why: A plan that asks too much at once is given up.

    Source: src, practice

    Fails:
        readiness.acuity: crisis

    Passes:
        readiness.acuity: crisis
        readiness.pace_reason: The crisis is over since Friday
    """
    readiness = checked.chart.readiness
    pace = checked.knowledge.pace_for(readiness)
    if pace is None or not blank(readiness.pace_reason):
        return
    fix = "Put some off until later, or choose another pace and say why."
    if len(checked.objectives) > pace.max_objectives:
        most = "one step" if pace.max_objectives == 1 else f"{pace.max_objectives} steps"
        message = f"The plan has {len(checked.objectives)} steps at once; the pace “{pace.label}” goes up to {most}."
        yield Found("objectives", message, fix, "readiness.pace")
    start = checked.chart.plan.established or checked.today
    for o in checked.objectives if pace.max_weeks else ():
        if o.due and pace.max_weeks and o.due - start > timedelta(weeks=pace.max_weeks):
            message = (
                f"{short(o.behaviour)} reaches further than the {pace.max_weeks} weeks of the pace “{pace.label}”."
            )
            yield Found(o.id, message, "Choose an earlier date and a smaller step.", f"objective.due:{o.id}")

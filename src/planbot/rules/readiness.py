"""Pace: the plan asks no more of the client than readiness and capacity allow, or says why."""

from collections.abc import Iterator
from datetime import timedelta

from planbot.chart import RiskStatus, Stage
from planbot.knowledge.entries import Pace
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import MISREAD, blank, phrases, short

A_MONTH = timedelta(days=2)
"""What four weeks lack to a month of 30 days."""


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

    Four weeks are taken for a month of 30 days.

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
    start = checked.looked_at or checked.today
    for o in checked.objectives if pace.max_weeks else ():
        if o.due and pace.max_weeks and o.due - start > timedelta(weeks=pace.max_weeks) + A_MONTH:
            message = (
                f"{short(o.behaviour)} reaches further than the {pace.max_weeks} weeks of the pace “{pace.label}”."
            )
            yield Found(o.id, message, "Choose an earlier date and a smaller step.", f"objective.due:{o.id}")


@rule(Severity.ADVICE, Area.INTERVENTIONS, sources=("src", "practice"), covers=("61", "S10"))
def more_tasks_than_the_pace(checked: Checked) -> Iterator[Found]:
    """The client has no more to do between sessions than the pace allows, unless a reason is given.

    Why: Homework that is too much is not done, and then shames.

    Source: src, practice

    Fails:
        readiness.stage: precontemplation
        +tasks: {who: client, what: Write down what matters}

    Passes:
        readiness.stage: precontemplation
    """
    pace = _unreasoned(checked)
    if pace is None or pace.max_tasks is None:
        return
    tasks = [t for t in checked.chart.plan.tasks if t.who == "client"]
    if len(tasks) > pace.max_tasks:
        most = "one" if pace.max_tasks == 1 else str(pace.max_tasks)
        message = f"The client has {len(tasks)} tasks between sessions; the pace “{pace.label}” goes up to {most}."
        yield Found(
            "tasks", message, f"Leave what fits now: {pace.homework[0].lower()}{pace.homework[1:]}.", "task.client"
        )


@rule(Severity.ADVICE, Area.ASSESSMENT, sources=("src", "practice"), covers=("S10",))
def more_minutes_than_the_pace(checked: Checked) -> Iterator[Found]:
    """The minutes agreed for writing together are no more than the pace allows, unless a reason is given.

    Why: Writing takes from a session what somebody in trouble may need more.

    Source: src, practice

    Fails:
        readiness.minutes: 60

    Passes:
        readiness.minutes: 25
    """
    pace, minutes = _unreasoned(checked), checked.chart.readiness.minutes
    if pace is not None and minutes is not None and minutes > pace.minutes:
        message = f"{minutes} minutes of writing were agreed; the pace “{pace.label}” goes up to {pace.minutes}."
        yield Found(
            "readiness", message, "Write less at a time, or choose another pace and say why.", "readiness.minutes"
        )


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("src", "practice"), covers=("71", "S10"))
def crisis_without_safety_first(checked: Checked) -> Iterator[Found]:
    """In a crisis a safety plan comes before everything else.

    Why: What keeps the client safe until next week can't wait for a goal.

    Source: src, practice

    Fails:
        readiness.acuity: crisis

    Passes:
        readiness.acuity: crisis
        assessment.risk.safety_plan: Written together and carried in the wallet; the sister has a copy.
    """
    risk = checked.chart.assessment.risk
    if (checked.chart.readiness.acuity or "").strip().casefold() == "crisis" and blank(risk.safety_plan):
        message = "There is a crisis, and no safety plan is recorded."
        ask = "risk.safety-plan" if risk.status is RiskStatus.PRESENT else "risk.status"
        yield Found("risk", message, "Write it together first; if none is needed, say why and waive this.", ask)


@rule(Severity.ADVICE, Area.OBJECTIVES, sources=("src", "practice"), covers=("44", "49", "S10"))
def step_for_a_later_stage(checked: Checked) -> Iterator[Found]:
    """A step drafted from the library is one that suits the client's stage of change, unless a reason is given.

    Only stages before action are looked at: someone who acts already may well look back at what they noticed.

    Why: A step that asks for change before the decision is made is given up and counts as a failure.

    Source: src, practice

    Fails:
        readiness.stage: precontemplation
        o1.pattern: alcohol-set-limit

    Passes:
        readiness.stage: action
        o1.pattern: alcohol-set-limit
    """
    stage = checked.chart.readiness.stage
    if stage not in {Stage.PRECONTEMPLATION, Stage.CONTEMPLATION} or not blank(checked.chart.readiness.pace_reason):
        return
    for o in checked.objectives:
        pattern = checked.knowledge.objectives.get(o.pattern or "")
        if pattern and not {Stage.PRECONTEMPLATION, stage} & set(pattern.stages):
            message = f"{short(o.behaviour)} is a step for later than {stage}."
            fix = "Begin with noticing or weighing up, or give the reason for this pace."
            yield Found(o.id, message, fix, f"objective.behaviour:{o.id}")


ACTION = phrases(
    r"will (?:stop|quit|give up|cut (?:down|back|out)|reduce|end|abstain|avoid|eliminate|decrease|limit|change|replace|"
    r"resist|overcome|refrain|cease|break)"
)
"""What asks for change itself (the list is ours)."""


@rule(Severity.ADVICE, Area.OBJECTIVES, sources=("src", "practice"), covers=("44", "S10"), heuristic=True)
def change_asked_before_readiness(checked: Checked) -> Iterator[Found]:
    """While the client sees no need for change, steps are about noticing and engaging, unless a reason is given.

    Why: Pushing for action before it is wanted makes people defend what they do.

    Source: src, practice

    Fails:
        readiness.stage: precontemplation
        o1.behaviour: Sam will cut down on wine to two evenings a week

    Passes:
        readiness.stage: precontemplation
        o1.behaviour: Sam will note what was gained and lost on evenings with wine
    """
    pace = _unreasoned(checked)
    if pace is None or Stage.PRECONTEMPLATION not in pace.stages:
        return
    for o in checked.objectives:
        if found := ACTION.search(o.behaviour):
            message = f"“{found[0]}” in {short(o.behaviour)} asks for change; the pace is “{pace.label}”. {MISREAD}"
            fix = f"What fits: {pace.fits[0].lower()}{pace.fits[1:]}."
            yield Found(o.id, message, fix, f"objective.behaviour:{o.id}")


def _unreasoned(checked: Checked) -> Pace | None:
    """Return the pace, unless it is not known or the therapist gave a reason for another."""
    readiness = checked.chart.readiness
    return checked.knowledge.pace_for(readiness) if blank(readiness.pace_reason) else None

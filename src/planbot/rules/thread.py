"""The thread from goal to objective to intervention, with no loose end."""

from collections.abc import Iterator

from planbot.chart import Status
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import short


@rule(Severity.ERROR, Area.GOALS, sources=("ru2", "carf"), covers=("30",))
def plan_without_goal(checked: Checked) -> Iterator[Found]:
    """The plan has at least one goal that is being worked on.

    Why: Steps and methods only make sense towards something the client wants.

    Source: ru2, carf

    Fails:
        g1.status: deferred

    Passes:
        g1.status: active
    """
    if not checked.goals:
        message = "The plan has no goal that is being worked on."
        yield Found("goals", message, "Ask the client what they want to be different.", "goal.add")


@rule(Severity.ERROR, Area.GOALS, sources=("carf", "K"), covers=("39",))
def goal_without_objective(checked: Checked) -> Iterator[Found]:
    """Every goal being worked on has at least one objective.

    Why: A goal without a step that can be measured never shows whether treatment helps.

    Source: carf, K

    Fails:
        +goals: {words: I want to sing in the choir again}

    Passes:
        +goals: {words: I want to sing in the choir again, status: deferred}
    """
    for goal in checked.goals:
        if goal.id not in checked.objectives_of:
            message = f"The goal {short(goal.words)} has no objective yet."
            yield Found(goal.id, message, "Add one small step that can be measured.", f"objective.add:{goal.id}")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("carf", "K"), covers=("39",))
def objective_of_closed_goal(checked: Checked) -> Iterator[Found]:
    """An objective being worked on belongs to a goal being worked on.

    Why: Work on a step whose goal is met, stopped or put off can't be explained by the plan.

    Source: carf, K

    Fails:
        +goals: {words: I want to sing in the choir again, status: met}
        o3.goal: g2

    Passes:
        +goals: {words: I want to sing in the choir again, status: met}
        o3.goal: g1
    """
    closed = {g.id: g for g in checked.chart.plan.goals if g.status is not Status.ACTIVE}
    for objective in checked.objectives:
        if goal := closed.get(objective.goal):
            message = f"{short(objective.behaviour)} is being worked on, but its goal is {goal.status.value}."
            yield Found(objective.id, message, "Close the objective too, or take the goal up again.", None)


@rule(Severity.ERROR, Area.INTERVENTIONS, sources=("src", "K"), covers=("52",))
def objective_without_intervention(checked: Checked) -> Iterator[Found]:
    """Every objective being worked on has at least one intervention.

    Why: Without it the plan does not say how the therapist will help with this step.

    Source: src, K

    Fails:
        -i3

    Passes:
        i1.objectives: [o1, o2, o3]
    """
    for objective in checked.objectives:
        if objective.id not in checked.interventions_of:
            message = f"Nothing the therapist will do is planned for {short(objective.behaviour)}."
            yield Found(objective.id, message, "Add an intervention for it.", f"intervention.add:{objective.id}")


@rule(Severity.ERROR, Area.INTERVENTIONS, sources=("src", "K"), covers=("52",))
def intervention_without_objective(checked: Checked) -> Iterator[Found]:
    """Every intervention is for at least one objective.

    Why: An intervention that serves no step of the plan can't be shown to be needed.

    Source: src, K

    Fails:
        i2.objectives: []

    Passes:
        i2.objectives: [o1]
    """
    for intervention in checked.chart.plan.interventions:
        if not intervention.objectives:
            message = f"{short(intervention.what)} is for no objective yet."
            fix = "Say which objectives it is for, or take it out."
            yield Found(intervention.id, message, fix, None)

"""How parts of a chart are called on the screen: numbers, names, days and amounts, the same in every pane."""

from datetime import date

from planbot.chart import Chart, Goal, Intervention, Objective, Quantity, Snap, SnapKind, Status, Voice
from planbot.knowledge import Knowledge
from planbot.text import one_line

SNAP_STEPS = {
    SnapKind.STRENGTH: "snap.strengths",
    SnapKind.NEED: "snap.needs",
    SnapKind.ABILITY: "snap.abilities",
    SnapKind.PREFERENCE: "snap.preferences",
    SnapKind.VALUE: "snap.values",
}
"""The question each kind is asked by."""

SNAP_TITLES = {
    SnapKind.STRENGTH: "Strengths",
    SnapKind.NEED: "Needs",
    SnapKind.ABILITY: "Abilities",
    SnapKind.PREFERENCE: "Preferences",
    SnapKind.VALUE: "Values",
}


def day(when: date) -> str:
    """Return a day as people write it, "8 Feb 2027"."""
    return f"{when.day} {when:%b} {when.year}"


def speaker(chart: Chart, voice: Voice) -> str:
    """Return a short name for the person who speaks with *voice*; for the client the first of their names."""
    if voice is Voice.CLIENT:
        return next(iter(one_line(chart.client.name).split()), "Client")
    return one_line(chart.client.clinician.name) or "Therapist"


def numbers(chart: Chart) -> dict[str, str]:
    """Return the number a person sees for every goal ("1") and objective ("1.2"), by id."""
    numbered: dict[str, str] = {}
    for g, goal in enumerate(chart.plan.goals, 1):
        numbered[goal.id] = str(g)
        for o, objective in enumerate(objectives_of(chart, goal), 1):
            numbered[objective.id] = f"{g}.{o}"
    return numbered


def objectives_of(chart: Chart, goal: Goal) -> list[Objective]:
    """Return the objectives under a goal, in order."""
    return [o for o in chart.plan.objectives if o.goal == goal.id]


def interventions_of(chart: Chart, objective: Objective) -> list[Intervention]:
    """Return the interventions that serve an objective, in order."""
    return [i for i in chart.plan.interventions if objective.id in i.objectives]


def change(baseline: Quantity | None, target: Quantity | None) -> str:
    """Return the way from a baseline to a target in words, such as "from 1 to 4 evenings a week"."""
    if baseline and target and baseline.unit == target.unit:
        return f"from {baseline.value:g} to {target}"
    if baseline and target:
        return f"from {baseline} to {target}"
    if target:
        return f"to {target}"
    return f"from {baseline}" if baseline else ""


def dose(intervention: Intervention) -> str:
    """Return how often, how long and for how many weeks, as far as that was said."""
    said = (
        intervention.type,
        intervention.frequency,
        f"{intervention.minutes} min" if intervention.minutes else None,
        f"{intervention.weeks} weeks" if intervention.weeks else None,
    )
    return ", ".join(one_line(words) for words in said if words)


def standing(status: Status) -> str:
    """Return a few words for a goal or objective that is not being worked on, or nothing."""
    return {Status.MET: "met", Status.DEFERRED: "left for later", Status.STOPPED: "stopped"}.get(status, "")


def domain(knowledge: Knowledge, slug: str) -> str:
    """Return the name of a domain of life, or its id when the library does not know it."""
    known = knowledge.domains.get(slug)
    return known.label if known else slug


def symptom(knowledge: Knowledge, words: str, entry: str | None) -> str:
    """Return the short name of a symptom: the library's, or the client's words."""
    known = knowledge.symptoms.get(entry) if entry else None
    return known.label if known else one_line(words)


def snap_users(chart: Chart, snap: Snap) -> list[str]:
    """Return who leans on a SNAP, such as "goal 1" and "objective 1.2"."""
    numbered = numbers(chart)
    used = [f"goal {numbered[g.id]}" for g in chart.plan.goals if snap.id in g.snaps]
    used += [f"objective {numbered.get(o.id, '?')}" for o in chart.plan.objectives if snap.id in o.snaps]
    used += [one_line(i.technique or i.what) for i in chart.plan.interventions if snap.id in i.snaps]
    return used

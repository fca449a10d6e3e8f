"""Links that lead nowhere: the thread itself."""

from collections.abc import Iterator
from functools import cache

from planbot.chart import ROOMS, room_of
from planbot.errors import ChartError
from planbot.rules.base import Area, Checked, Found, Severity, rule

_ASKS = {
    ("problems", "symptoms"): "problem.symptoms",
    ("problems", "impairments"): "problem.impairments",
    ("problems", "diagnoses"): "problem.diagnoses",
    ("diagnoses", "symptoms"): "diagnosis.criteria",
    ("goals", "problems"): "goal.problems",
    ("goals", "snaps"): "goal.snaps",
    ("objectives", "symptoms"): "objective.symptoms",
    ("objectives", "impairments"): "objective.symptoms",
    ("objectives", "snaps"): "objective.snaps",
    ("interventions", "objectives"): "intervention.objectives",
    ("interventions", "diagnosis"): "intervention.diagnosis",
    ("interventions", "snaps"): "intervention.snaps",
    ("discharge", "goals"): "discharge.goals",
}


@rule(Severity.ERROR, Area.BASIS, sources=("src", "carf"), covers=("5", "S2"))
def link_leads_nowhere(checked: Checked) -> Iterator[Found]:
    """Every link of the chart leads to something that is there.

    Why: A plan item that points at nothing can't be traced back to a need, so nobody can say what it is for.

    Source: src, carf

    Fails:
        o1.goal: g9

    Passes:
        -o1
    """
    by_id = checked.chart.by_id
    for source, field, target, rooms in checked.links:
        if target not in by_id:
            message = f"The {field} of {source} name {target}, which is not in the chart."
        elif not _is_of(rooms, target):
            message = f"The {field} of {source} name {target}, which is one of the {_room(target)}."
        else:
            continue
        step = _ASKS.get((room_of(source), field))
        there = " or ".join(rooms)
        yield Found(source, message, f"Choose from the {there} that are there.", step and f"{step}:{source}")


def _is_of(rooms: tuple[str, ...], item_id: str) -> bool:
    prefix = item_id.rstrip("0123456789")
    return prefix in _prefixes(rooms) and prefix != item_id


@cache
def _prefixes(rooms: tuple[str, ...]) -> frozenset[str]:
    """Return how the ids of the rooms begin; a chart has hundreds of links, and each is looked at."""
    return frozenset(ROOMS[room][0] for room in rooms)


def _room(item_id: str) -> str:
    try:
        return room_of(item_id)
    except ChartError:
        return next(iter(ROOMS))

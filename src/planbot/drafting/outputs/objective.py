"""Objectives for a goal: behaviour, what it moves and builds on, how it is measured, from where to where, by when."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from pydantic import Field, create_model

from planbot.drafting import material
from planbot.drafting.base import Proposal
from planbot.drafting.material import Matter, by_id, score_of, weeks_at_most
from planbot.drafting.outputs import Drafted, building_on, one_of, tidied
from planbot.flows.options import chart_snaps, labels, symptoms_and_impairments

MOST = 2
_OPENING = re.compile(r"^(?:the )?client will\b", re.IGNORECASE)
"""How a model is asked to begin; the plan has the name there, as in the library's own steps."""


def shape(matter: Matter) -> type[Drafted]:
    """Return the model of the answer; it moves this chart's symptoms and is measured by what was taken."""
    moves: Any = one_of("Moves", by_id(material.symptoms(matter), material.impairments(matter)))
    measured: Any = one_of("Measured", material.ways(matter))
    fields: dict[str, Any] = {
        "behaviour": (str, Field(min_length=15, max_length=200)),
        "moves": (list[moves], Field(min_length=1, max_length=3)),
        **building_on(matter),
        "measured_by": (measured, ...),
        "baseline": (float | None, Field(ge=0, le=1000)),
        "target": (float, Field(ge=0, le=1000)),
        "unit": (str, Field(min_length=2, max_length=30)),
        "weeks": (int, Field(ge=2, le=weeks_at_most(matter, 26))),
    }
    objective = create_model("Objective", __base__=Drafted, **fields)
    return create_model(
        "Objectives", __base__=Drafted, objectives=(list[objective], Field(min_length=1, max_length=MOST))
    )


def proposals(drafted: Any, matter: Matter) -> Iterator[Proposal]:
    """Yield each objective that the plan does not have; a baseline nobody measured is left to be asked."""
    planned = {o.behaviour.casefold() for o in matter.chart.plan.objectives}
    for each in drafted.objectives:
        behaviour = _OPENING.sub(lambda _: f"{matter.chart.client.name} will", tidied(each.behaviour))
        if behaviour.casefold() not in planned:
            planned.add(behaviour.casefold())
            yield _objective(each, behaviour, matter)


def _objective(each: Any, behaviour: str, matter: Matter) -> Proposal:
    question = matter.question
    moves = list(dict.fromkeys(str(m) for m in each.moves))
    builds_on = list(dict.fromkeys(str(s) for s in getattr(each, "builds_on", ())))
    score = score_of(matter, str(each.measured_by))
    unit = _unit(each, score)
    baseline = each.baseline if score is None else score
    follow = [
        ("objective.symptoms", labels(symptoms_and_impairments(question), moves)),
        ("objective.measured", str(each.measured_by)),
    ]
    if baseline is not None:
        follow.append(("objective.baseline", f"{baseline:g} {unit}"))
    follow.append(("objective.target", f"{each.target:g} {unit}"))
    follow.append(("objective.due", (question.today + timedelta(weeks=each.weeks)).isoformat()))
    if builds_on:
        follow.append(("objective.snaps", labels(chart_snaps(question), builds_on)))
    words = {o.value: o.label for o in symptoms_and_impairments(question)}
    return Proposal(
        words=behaviour,
        follow=tuple(follow),
        links=(*moves, *builds_on),
        because="moves " + ", ".join(words[m] for m in moves),
    )


def _unit(each: Any, score: float | None) -> str:
    if score is not None or "rating" in each.measured_by:
        return "points"
    return tidied(each.unit)

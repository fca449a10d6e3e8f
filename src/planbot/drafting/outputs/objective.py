"""Objectives for a goal: behaviour, what it moves, how it is measured, from where to where, by when."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from pydantic import Field, create_model

from planbot.drafting.base import Proposal
from planbot.drafting.material import Matter
from planbot.drafting.outputs import Drafted, one_of
from planbot.flows.options import labels, symptoms_and_impairments

MOST = 2
COUNTED = ("count in a log", "0 to 10 rating", "percent of days", "minutes in a log")
"""How a step can be seen without a questionnaire."""


def shape(matter: Matter) -> type[Drafted]:
    """Return the model of the answer; it moves this chart's symptoms and is measured by what was taken."""
    moves: Any = one_of("Moves", (option.value for option in symptoms_and_impairments(matter.question)))
    measured: Any = one_of("Measured", (*_taken(matter), *COUNTED))
    objective = create_model(
        "Objective",
        __base__=Drafted,
        behaviour=(str, Field(min_length=15, max_length=200)),
        moves=(list[moves], Field(min_length=1, max_length=3)),
        measured_by=(measured, ...),
        baseline=(float | None, Field(ge=0, le=1000)),
        target=(float, Field(ge=0, le=1000)),
        unit=(str, Field(min_length=2, max_length=30)),
        weeks=(int, Field(ge=2, le=26)),
    )
    return create_model(
        "Objectives", __base__=Drafted, objectives=(list[objective], Field(min_length=1, max_length=MOST))
    )


def proposals(drafted: Any, matter: Matter) -> Iterator[Proposal]:
    """Yield each objective; a baseline nobody measured is left to be asked."""
    question = matter.question
    words = {o.value: o.label for o in symptoms_and_impairments(question)}
    for each in drafted.objectives:
        moves = list(dict.fromkeys(str(m) for m in each.moves))
        score = question.chart.assessment.latest(str(each.measured_by))
        unit = "points" if score else each.unit
        follow = [
            ("objective.symptoms", labels(symptoms_and_impairments(question), moves)),
            ("objective.measured", str(each.measured_by)),
        ]
        baseline = each.baseline if score is None else score.total
        if baseline is not None:
            follow.append(("objective.baseline", f"{baseline:g} {unit}"))
        follow.append(("objective.target", f"{each.target:g} {unit}"))
        follow.append(("objective.due", (question.today + timedelta(weeks=each.weeks)).isoformat()))
        yield Proposal(
            words=each.behaviour,
            follow=tuple(follow),
            links=tuple(moves),
            because="moves " + ", ".join(words[m] for m in moves),
        )


def _taken(matter: Matter) -> list[str]:
    """The measures that were taken, can show change and have a total."""
    measures = matter.question.knowledge.measures
    taken = {s.measure for s in matter.chart.assessment.scores if s.total is not None}
    return [m for m in sorted(taken) if m in measures and measures[m].outcome and measures[m].total != "none"]

"""Parts that are there and say nothing: a goal without words, a task for nobody."""

from collections.abc import Callable, Iterator
from typing import Any

from planbot.chart import ROOMS
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import blank

_SAYS: dict[str, tuple[tuple[Callable[[Any], str], str, str | None], ...]] = {
    # room: (what has to be said, what it is called, the question about it)
    "consents": ((lambda c: c.kind, "A consent does not say to what", None),),
    "snaps": ((lambda s: s.words, "A strength, need, ability, preference or value has no words", None),),
    "symptoms": ((lambda s: s.words, "A symptom has no words", "symptom.words"),),
    "impairments": ((lambda i: i.domain, "An affected part of life is not named", None),),
    "scores": ((lambda s: s.measure, "A score does not say of which measure", None),),
    "diagnoses": ((lambda d: d.name, "A diagnosis has no name", "diagnosis.code"),),
    "differentials": ((lambda d: d.name, "What was set aside has no name", None),),
    "problems": ((lambda p: p.words, "A problem has no words", "problem.words"),),
    "goals": ((lambda g: g.words, "A goal has no words", "goal.words"),),
    "objectives": ((lambda o: o.behaviour, "A step does not say what the client will do", "objective.behaviour"),),
    "interventions": ((lambda i: i.what, "A method does not say what will be done", "intervention.what"),),
    "tasks": (
        (lambda t: t.who, "A task does not say whose it is", None),
        (lambda t: t.what, "A task does not say what is to be done", None),
    ),
    "discharge": ((lambda c: c.words, "A discharge criterion has no words", "discharge.words"),),
}


@rule(Severity.WARNING, Area.BASIS, sources=("K",), covers=())
def part_without_words(checked: Checked) -> Iterator[Found]:
    """Every part of the chart says what it is.

    Why: An empty line in a plan looks like something that was meant and then lost.

    Source: K

    Fails:
        t1.what: " "

    Passes:
        t1.what: Fill in the dinner log
    """
    for room in ROOMS:
        for item in checked.chart.room(room) if room in _SAYS else ():
            for said, message, step in _SAYS[room]:
                if blank(said(item)):
                    yield Found(item.id, f"{message}.", "Fill it in, or take it out.", step and f"{step}:{item.id}")

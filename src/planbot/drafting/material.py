"""What is laid before a model: facts of this chart by their ids, and the library's nearest patterns.

Risk, the safety plan and private notes are never among it; ``privacy.py`` takes out what speaks of them.
To add an input, write a function under ``@material`` and name it in a prompt's front matter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from planbot.drafting.library import LibraryDrafter
from planbot.drafting.privacy import sendable
from planbot.errors import DraftError
from planbot.flows import Question
from planbot.flows.options import domain_label

NEAREST = 4
"""How many patterns of the library a prompt carries."""


class Fact(NamedTuple):
    """One thing the chart holds, by its id."""

    id: str
    text: str


@dataclass(frozen=True)
class Matter:
    """What a draft is about: a question, and the words it starts from, if any."""

    question: Question
    speech: str = ""
    """What somebody said freely, or the text to be reworded."""

    @property
    def chart(self) -> Any:
        """The chart, without what may never be sent."""
        return self.question.chart


Input = Callable[[Matter], Any]
_INPUTS: dict[str, Input] = {}


def material(gather: Input) -> Input:
    """Register a function under its name as an input of prompts."""
    _INPUTS[gather.__name__] = gather
    return gather


def matter_of(question: Question, speech: str = "") -> Matter:
    """Return what a draft for *question* may be about; the chart in it holds nothing that may never be sent."""
    chart = sendable(question.chart, question.knowledge)
    item = chart.find(question.item.id) if question.item is not None else None
    return Matter(replace(question, asking=replace(question.asking, chart=chart), item=item or question.item), speech)


def gathered(names: tuple[str, ...], matter: Matter) -> Mapping[str, Any]:
    """Return the inputs of these *names*.

    Raises DraftError for a name nothing is registered under.
    """
    unknown = [name for name in names if name not in _INPUTS]
    if unknown:
        raise DraftError(f"A prompt asks for {unknown[0]!r}, which nothing gathers; see drafting/material.py.")
    return {name: _INPUTS[name](matter) for name in names}


@material
def speech(matter: Matter) -> str:
    """What somebody said, or the text to be reworded."""
    return matter.speech


@material
def item(matter: Matter) -> Fact:
    """The goal, objective or problem the question is about."""
    found = matter.question.item
    words = getattr(found, "words", None) or getattr(found, "behaviour", "")
    return Fact(found.id, str(words))


@material
def symptoms(matter: Matter) -> list[Fact]:
    """The symptoms, with the behaviours that show them."""
    return [
        Fact(s.id, "; ".join((s.words, *s.behaviours[:2], *([s.frequency] if s.frequency else []))))
        for s in matter.chart.assessment.symptoms
        if s.severity != 0
    ]


@material
def impairments(matter: Matter) -> list[Fact]:
    """The parts of life that suffer, each with its example."""
    return [
        Fact(i.id, ": ".join(filter(None, (domain_label(matter.question, i.domain), i.example))))
        for i in matter.chart.assessment.impairments
    ]


@material
def diagnoses(matter: Matter) -> list[Fact]:
    """The diagnoses in the chart."""
    return [Fact(d.id, f"{d.name} ({d.code})") for d in matter.chart.diagnoses]


@material
def problems(matter: Matter) -> list[Fact]:
    """The problems that are being worked on."""
    return [Fact(p.id, p.statement or p.words) for p in matter.chart.problems if not p.deferred]


@material
def goals(matter: Matter) -> list[Fact]:
    """The goals, in the client's words."""
    return [Fact(g.id, g.words) for g in matter.chart.plan.goals]


@material
def snaps(matter: Matter) -> list[Fact]:
    """Strengths, needs, abilities, preferences and values."""
    return [Fact(s.id, f"{s.kind.value}: {s.words}") for s in matter.chart.snaps]


@material
def scores(matter: Matter) -> list[Fact]:
    """The latest score of each measure that was taken."""
    known = matter.question.knowledge.measures
    latest = {s.measure: s for s in sorted(matter.chart.assessment.scores, key=lambda s: s.on) if s.total is not None}
    return [Fact(s.id, f"{known[m].short} {s.total:g} on {s.on:%Y-%m-%d}") for m, s in latest.items() if m in known]


@material
def necessity(matter: Matter) -> list[Fact]:
    """What was recorded about why treatment is needed, by the field it stands in."""
    held = matter.chart.necessity
    reasons = matter.question.knowledge.reasons
    why = [Fact(f"reason-{r}", reasons[r].label) for r in held.reasons if r in reasons]
    fields = ("engagement", "follow_through", "expected_benefit", "without_care")
    return why + [Fact(name.replace("_", "-"), getattr(held, name)) for name in fields if getattr(held, name)]


@material
def patterns(matter: Matter) -> list[str]:
    """The library's nearest proposals, as guidance in tone and shape."""
    proposals = LibraryDrafter().propose(matter.question)
    return [proposal.words for proposal, _ in zip(proposals, range(NEAREST), strict=False)]


@material
def techniques(matter: Matter) -> list[str]:
    """The techniques the library would propose here, each with its evidence."""
    found = []
    for proposal, _ in zip(LibraryDrafter().propose(matter.question), range(NEAREST), strict=False):
        told = dict(proposal.follow)
        found.append(" - ".join(filter(None, (told.get("intervention.technique", ""), proposal.evidence))))
    return [each for each in found if each]


@material
def pace(matter: Matter) -> str:
    """How much fits this client now."""
    found = matter.question.knowledge.pace_for(matter.chart.readiness)
    return found.fits if found else ""

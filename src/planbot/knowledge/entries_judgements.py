"""What a question of judgement is: what it is about, what lies beside it, and who asks for it."""

from typing import Literal

from planbot.knowledge.entries import Entry, Slug

About = Literal["diagnoses", "problems", "goals", "objectives", "interventions"]
"""The rooms of a chart whose parts a judgement may except by name."""

FactName = Literal[
    "diagnoses",
    "criteria",
    "symptoms",
    "impairments",
    "histories",
    "conditions",
    "mental-status",
    "scores",
    "problems",
    "differentials",
    "necessity",
    "readiness",
    "person",
    "preferences",
    "choice",
    "goals",
    "objectives",
    "interventions",
    "length",
    "reviews",
]
"""What planbot can lay beside a question; ``facts.py`` reads each from the chart."""


class JudgementQuestion(Entry):
    """A question no check can decide; a person answers it for the whole chart."""

    id: Slug
    label: str
    """What is judged, in a few words."""
    lines: tuple[str, ...]
    """The lines of the catalogue of checks it answers for."""
    about: tuple[About, ...] = ()
    """Of which parts it is asked, so that "not all" can name some; none when it is about the plan as a whole."""
    when: Literal["always", "long"] = "always"
    """Whether it is asked of every plan, or only when treatment has gone on for long."""
    beside: tuple[FactName, ...]
    """What to look at, in this order."""
    question: str
    help: str
    """How to look."""
    sources: tuple[str, ...]
    """Who asks for it, by the short names of ``knowledge/rule-sources.yaml``."""

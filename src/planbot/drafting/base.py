"""What a drafter proposes. A proposal is a set of ordinary answers; only a person settles it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from planbot.chart import Origin, Voice
from planbot.flows import Question
from planbot.rules import Finding


class Course(StrEnum):
    """What it took until a draft of a model could be offered."""

    CLEAN = "clean at once"
    REPAIRED = "clean after the model mended it"
    MENDED = "clean with help of the library"
    FINDINGS = "shown with its findings"


@dataclass(frozen=True)
class Proposal:
    """Words for a question, and for the questions that follow from it, with what they would link to."""

    words: str
    """The answer proposed for the question at hand."""
    follow: tuple[tuple[str, str], ...] = ()
    """Further answers, as step id and words, for the item the answer makes."""
    links: tuple[str, ...] = ()
    """Ids of the chart's items it would be tied to."""
    because: str = ""
    """Why it is proposed here, in a few words."""
    evidence: str = ""
    """The level of evidence and its source, where it claims any."""
    origin: Origin | None = None
    findings: tuple[Finding, ...] = ()
    """Findings accepting it would cause."""
    key: str = ""
    """The question it answers, when that is not the one at hand; what stands there stays."""
    voice: Voice | None = None
    """Who said the words, when that is not the person who takes the proposal over."""
    mended: frozenset[str] = frozenset()
    """The steps whose answers the library put in place of a model's."""
    doubts: tuple[str, ...] = ()
    """What in it rests on nothing in the chart, each as one sentence a person can check."""
    course: Course | None = None
    """What it took to get here; None when no model took part."""


Tried = Callable[[Proposal], tuple[Finding, ...]]
"""Applies a proposal to a copy of the chart and returns the findings it would cause."""


class Drafter(Protocol):
    """Something that proposes answers and never writes."""

    def propose(self, question: Question) -> Iterator[Proposal]:
        """Yield proposals for *question*, the most fitting first."""

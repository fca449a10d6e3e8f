"""What a drafter proposes. A proposal is a set of ordinary answers; only a person settles it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from planbot.chart import Origin
from planbot.flows import Question
from planbot.rules import Finding


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


class Drafter(Protocol):
    """Something that proposes answers and never writes."""

    def propose(self, question: Question) -> Iterator[Proposal]:
        """Yield proposals for *question*, the most fitting first."""

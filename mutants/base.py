"""What a mutant is, and how ways to break a chart are found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from planbot.chart import Chart
from planbot.knowledge import Knowledge


@dataclass(frozen=True)
class Mutant:
    """A chart that was broken in one place."""

    place: str
    """What was done and where, such as "o1.goal -> g2"."""
    chart: Chart = field(repr=False)
    near: frozenset[str]
    """Where a finding about it belongs."""
    right: str | None = None
    """Why the chart is still right, when it is; no rule should have to speak."""
    reader: str | None = None
    """Why only a reader of the words could tell, when no data of the chart can."""


@dataclass(frozen=True)
class Given:
    """What is broken: a whole chart, with the library and the day on which it is checked."""

    chart: Chart
    knowledge: Knowledge
    today: date


Breaks = Callable[[Given], Iterator[Mutant]]

OPERATORS: dict[str, Breaks] = {}
"""Every way to break a chart, by its name; the first line of each says what it does."""


def operator(breaks: Breaks) -> Breaks:
    """Register a way to break a chart under the readable name made from its function's."""
    OPERATORS[breaks.__name__.replace("_", "-")] = breaks
    return breaks

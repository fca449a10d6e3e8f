"""Plan reviews: progress or lack of it on every goal, what changes, why treatment goes on."""

from datetime import date

from pydantic import Field

from planbot.chart.base import FrozenMap, Item, frozen_map


class Review(Item):
    """One review of the plan."""

    on: date
    progress: FrozenMap[str] = Field(default_factory=lambda: frozen_map({}))
    """What is said of each goal, by the goal's id."""
    changes: str | None = None
    why_continue: str | None = None


class Waiver(Item):
    """A finding a named person decided to let stand, with the reason."""

    rule: str
    at: str
    """The place the finding names: an item's id, or a room."""
    reason: str
    name: str
    on: date

"""When treatment ends: criteria tied to goals, expected length, and what comes after."""

from typing import Annotated

from planbot.chart.base import Frozen, Item, To


class DischargeCriterion(Item):
    """A sign, which can be checked, that a goal no longer needs treatment."""

    words: str
    goals: Annotated[tuple[str, ...], To("goals")] = ()


class Discharge(Frozen):
    """The end of treatment as planned with the client."""

    criteria: tuple[DischargeCriterion, ...] = ()
    weeks: int | None = None
    """Projected length of treatment."""
    aftercare: str | None = None
    discussed: bool | None = None
    """Whether the criteria were talked through with the client."""

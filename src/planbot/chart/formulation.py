"""The formulation: diagnosis and problems seen through the therapist's orientation."""

from planbot.chart.base import Frozen


class Formulation(Frozen):
    """The integrative summary, and the hypothesis treatment will test."""

    orientation: str | None = None
    summary: str | None = None
    hypothesis: str | None = None

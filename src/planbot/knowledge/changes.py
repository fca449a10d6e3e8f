"""Says how a score moved between two days, by the figures published for the measure."""

from dataclasses import dataclass

from planbot.errors import AnswerError
from planbot.knowledge.entries_measures import MeasureEntry


@dataclass(frozen=True)
class Changed:
    """How a score moved; each answer is None when no figure for it was published."""

    amount: float
    """After minus before."""
    better: float
    """How much better, in points; negative when it got worse."""
    reliable: bool | None
    """Better or worse by at least what is more than error of measurement."""
    important: bool | None
    """Better or worse by at least what matters to people."""
    response: bool | None
    """Better by at least the published share of where it began."""
    remission: bool | None
    """On the well side of the published threshold now."""
    significant: bool | None
    """Reliably better, and out of the clinical range where it began."""


def change(entry: MeasureEntry, before: float, after: float) -> Changed:
    """Say how a score moved from *before* to *after*, by the measure's published figures.

    Raises AnswerError for a measure that cannot show change, such as a screen or a history.
    """
    if not entry.outcome or entry.better is None:
        raise AnswerError(f"{entry.short} cannot show change; choose a measure made for that.")
    amount = after - before
    better = amount if entry.better == "up" else -amount
    figures = entry.change
    response = remission = None
    if figures.response_share is not None:
        # Where up is better a rise by the share counts; from zero any rise would, so nothing is said.
        response = None if before == 0 else better >= figures.response_share * abs(before)
    if figures.remission_below is not None:
        remission = after < figures.remission_below if entry.better == "down" else after > figures.remission_below
    return Changed(
        amount=amount,
        better=better,
        reliable=None if figures.reliable is None else abs(amount) >= figures.reliable,
        important=None if figures.important is None else abs(amount) >= figures.important,
        response=response,
        remission=remission,
        significant=_significant(entry, before, after, better),
    )


def _significant(entry: MeasureEntry, before: float, after: float, better: float) -> bool | None:
    reliable, clinical = entry.change.reliable, entry.change.clinical
    if reliable is None or clinical is None:
        return None
    left = before >= clinical > after if entry.better == "down" else before <= clinical < after
    return left and better >= reliable

"""Scores measures as published: totals, bands, cluster rules, answers that ask for care today, and change over time."""

from collections.abc import Sequence
from dataclasses import dataclass

from planbot.errors import AnswerError
from planbot.knowledge.entries import CutOff, MeasureEntry

SAFETY = "safety"
"""The flag of an answer that asks for a conversation today."""


@dataclass(frozen=True)
class Scored:
    """The result of a measure."""

    total: float | None
    """None while items are missing."""
    band: str | None
    """The published band, or None when the measure has none or the total is not known."""
    flags: tuple[str, ...]
    """"safety", then "cluster rule met" or "cluster rule not met", then what each cut-off that is reached suggests."""
    complete: bool


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


def score(entry: MeasureEntry, items: Sequence[int | None]) -> Scored:
    """Score the answers to the *items* of a measure, in order; None is an item not answered.

    Raises AnswerError when there are too many answers, or one is not among those the item offers.
    """
    if len(items) > entry.item_count:
        raise AnswerError(f"{entry.short} has {entry.item_count} items; {len(items)} answers were given.")
    answers = [*items, *([None] * (entry.item_count - len(items)))]
    for number, answer in enumerate(answers, 1):
        offered = _offered(entry, number)
        if answer is not None and offered and answer not in offered:
            raise AnswerError(f"Item {number} of {entry.short} takes {min(offered)} to {max(offered)}.")
    complete = None not in answers
    known = [(number, answer) for number, answer in enumerate(answers, 1) if answer is not None]
    total = float(sum(_turned(entry, number, answer) for number, answer in known)) if complete else None
    flags = [*_safety(entry, answers), *_clusters(entry, answers)]
    flags += [cut.says for cut in entry.cut_offs if total is not None and _reached(cut, total)]
    return Scored(total, band_of(entry, total), tuple(flags), complete)


def score_total(entry: MeasureEntry, total: float) -> Scored:
    """Read a total that was entered without its items; safety items and clusters stay unknown.

    Raises AnswerError when the measure cannot have such a total.
    """
    if not entry.low <= total <= entry.high:
        raise AnswerError(f"{entry.short} goes from {entry.low:g} to {entry.high:g}.")
    flags = tuple(cut.says for cut in entry.cut_offs if _reached(cut, total))
    return Scored(float(total), band_of(entry, total), flags, complete=True)


def band_of(entry: MeasureEntry, total: float | None) -> str | None:
    """Return the published band of a total, or None when there is none."""
    if total is None:
        return None
    return next((band.label for band in entry.bands if band.low <= total <= band.high), None)


def change(entry: MeasureEntry, before: float, after: float) -> Changed:
    """Say how a score moved from *before* to *after*, by the measure's published figures."""
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
    )


def _offered(entry: MeasureEntry, number: int) -> list[int]:
    own = entry.items[number - 1].options if number <= len(entry.items) else ()
    return [option.value for option in own or entry.options]


def _turned(entry: MeasureEntry, number: int, answer: int) -> int:
    if number not in entry.reverse:
        return answer
    offered = _offered(entry, number)
    return min(offered) + max(offered) - answer if offered else answer


def _safety(entry: MeasureEntry, answers: Sequence[int | None]) -> list[str]:
    for rule in entry.safety:
        answer = answers[rule.item - 1] if rule.item <= len(answers) else None
        if answer is not None and answer > rule.above:
            return [SAFETY]
    return []


def _clusters(entry: MeasureEntry, answers: Sequence[int | None]) -> list[str]:
    """Say whether every cluster has as many items rated high as it needs; nothing while that is open."""
    if not entry.clusters:
        return []
    open_ = False
    for rule in entry.clusters:
        rated = [answers[number - 1] for number in rule.items]
        high = sum(1 for answer in rated if answer is not None and answer >= rule.rated)
        if high + rated.count(None) < rule.needs:
            return ["cluster rule not met"]
        open_ = open_ or high < rule.needs
    return [] if open_ else ["cluster rule met"]


def _reached(cut: CutOff, total: float) -> bool:
    match cut.side:
        case "at least":
            return total >= cut.score
        case "at most":
            return total <= cut.score
        case "below":
            return total < cut.score
        case "above":
            return total > cut.score

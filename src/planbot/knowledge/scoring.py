"""Scores measures as published: totals, parts, bands, rules over several scores, answers that ask for care today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planbot.errors import AnswerError
from planbot.knowledge.entries_measures import Condition, CutOff, MeasureEntry, Part, Reading, Side

SAFETY = "safety"
"""The flag of an answer that asks for a conversation today."""
NOT_APPLICABLE = -1
"""The answer to an item that this person is not asked; only measures that allow for it take it."""


@dataclass(frozen=True)
class Scored:
    """The result of a measure."""

    total: float | None
    """None while items are missing, and always for a measure whose parts must not be added up."""
    band: str | None
    """The published band, or None when the measure has none or the total is not known."""
    flags: tuple[str, ...]
    """"safety", then "cluster rule met" or "cluster rule not met", what each cut-off that is reached suggests, what
    several scores mean together, and how it was scored where versions differ."""
    complete: bool
    parts: Mapping[str, float] = field(default_factory=dict)
    """The score of each part that is known, by its id."""


def score(entry: MeasureEntry, items: Sequence[int | None]) -> Scored:
    """Score the answers to the *items* of a measure, in order; None is an item not answered.

    Raises AnswerError when there are too many answers, or one is not among those the item offers.
    """
    if len(items) > entry.item_count:
        raise AnswerError(f"{entry.short} has {entry.item_count} items; {len(items)} answers were given.")
    answers = [*items, *([None] * (entry.item_count - len(items)))]
    for number, answer in enumerate(answers, 1):
        _refuse_what_is_not_offered(entry, number, answer)
    total = _total(entry, answers)
    sums = {part.id: _sum(entry, part.items, answers, part.times) for part in entry.parts if part.items}
    parts = {key: value for key, value in sums.items() if value is not None}
    left_out = [m.item for m in entry.may_not_apply if answers[m.item - 1] == NOT_APPLICABLE and not m.comparable]
    flags = [*_safety(entry, dict(enumerate(answers, 1))), *_clusters(entry, answers)]
    if left_out:
        flags.append(f"not comparable: item {left_out[0]} does not apply")
        return Scored(total, None, (*flags, *_method(entry)), None not in answers, parts)
    flags += _said(entry, total, parts)
    return Scored(total, band_of(entry, total), tuple(flags), None not in answers, parts)


def score_total(entry: MeasureEntry, total: float | None, parts: Mapping[str, float] | None = None) -> Scored:
    """Read a total and scores of *parts* that were entered without the items; clusters stay unknown.

    Raises AnswerError when the measure cannot have such scores.
    """
    parts = dict(parts or {})
    if total is not None:
        if entry.total == "none":
            raise AnswerError(f"{entry.short} has no total score; its parts are not added up.")
        _refuse_outside(entry.short, entry.low, entry.high, total)
    for key, value in parts.items():
        part = entry.part(key)
        if part is None:
            raise AnswerError(f"{entry.short} has no part called {key}.")
        _refuse_outside(f"{entry.short}, {part.label},", part.low, part.high, value)
    single = {part.items[0]: part for part in entry.parts if len(part.items) == 1}
    answers = {item: int(parts[part.id]) for item, part in single.items() if part.id in parts}
    flags = (*_safety(entry, answers), *_said(entry, total, parts))
    complete = (total is not None or entry.total == "none") and all(part.id in parts for part in entry.parts)
    return Scored(None if total is None else float(total), band_of(entry, total), flags, complete, parts)


def is_complete(
    entry: MeasureEntry, items: Sequence[int | None], total: float | None, parts: Mapping[str, float]
) -> bool:
    """Whether a score is all there: every answer, or a total, or where there is no total every part."""
    if items:
        return None not in items
    return total is not None if entry.total != "none" else all(part.id in parts for part in entry.parts)


def band_of(entry: MeasureEntry | Part, value: float | None) -> str | None:
    """Return the published band of a score, or None when there is none."""
    if value is None:
        return None
    return next((band.label for band in entry.bands if band.low <= value <= band.high), None)


def _refuse_what_is_not_offered(entry: MeasureEntry, number: int, answer: int | None) -> None:
    if answer is None or (answer == NOT_APPLICABLE and number in {m.item for m in entry.may_not_apply}):
        return
    offered = entry.offered(number)
    if not offered or answer in offered:
        return
    whole = len(offered) == max(offered) - min(offered) + 1
    takes = f"{min(offered)} to {max(offered)}" if whole else ", ".join(map(str, sorted(offered)))
    raise AnswerError(f"Item {number} of {entry.short} takes {takes}.")


def _refuse_outside(name: str, low: float, high: float, value: float) -> None:
    if not low <= value <= high:
        raise AnswerError(f"{name} goes from {low:g} to {high:g}.")


def _total(entry: MeasureEntry, answers: Sequence[int | None]) -> float | None:
    counted = entry.counted or tuple(range(1, entry.item_count + 1))
    match entry.total:
        case "none":
            return None
        case "shaded":
            found = [(answers[n - 1], group.rated) for group in entry.shaded for n in group.items]
            known = [answer >= rated for answer, rated in found if answer is not None]
            return float(sum(known)) if len(known) == len(found) else None
        case "mean":
            whole = _sum(entry, counted, answers, entry.times)
            return None if whole is None else round(whole / len(counted), 2)
        case "sum":
            return _sum(entry, counted, answers, entry.times)


def _sum(entry: MeasureEntry, numbers: Sequence[int], answers: Sequence[int | None], times: float) -> float | None:
    """Return the sum of some items, reversed where they count the other way round; None while one is missing."""
    found = [(number, answers[number - 1]) for number in numbers]
    known = [(number, answer) for number, answer in found if answer is not None]
    if len(known) < len(found):
        return None
    return float(times * sum(_turned(entry, n, answer) for n, answer in known if answer != NOT_APPLICABLE))


def _turned(entry: MeasureEntry, number: int, answer: int) -> int:
    offered = entry.offered(number)
    return min(offered) + max(offered) - answer if number in entry.reverse and offered else answer


def _safety(entry: MeasureEntry, answers: Mapping[int, int | None]) -> list[str]:
    found = ((answers.get(rule.item), rule.above) for rule in entry.safety)
    return [SAFETY] if any(answer is not None and answer > above for answer, above in found) else []


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


def _said(entry: MeasureEntry, total: float | None, parts: Mapping[str, float]) -> list[str]:
    """Return what the published rules say of a total and of parts, and how it was scored."""
    said = [cut.says for cut in entry.cut_offs if total is not None and _reached(cut, total)]
    for part in entry.parts:
        found = parts.get(part.id)
        said += [cut.says for cut in part.cut_offs if found is not None and _reached(cut, found)]
    reading = _reading(entry, total, parts)
    known = total is not None or bool(parts)
    return [*said, *([reading] if reading else []), *(_method(entry) if known else [])]


def _reading(entry: MeasureEntry, total: float | None, parts: Mapping[str, float]) -> str | None:
    """Return the first reading that holds; nothing as long as one before it is still open."""
    for reading in entry.readings:
        holds = _holds(reading, total, parts)
        if holds is None:
            return None
        if holds:
            return reading.says
    return None


def _holds(reading: Reading, total: float | None, parts: Mapping[str, float]) -> bool | None:
    def met(condition: Condition) -> bool | None:
        value = parts.get(condition.part) if condition.part else total
        return None if value is None else _reached(condition, value)

    some, every = [met(c) for c in reading.any_of], [met(c) for c in reading.all_of]
    if False in every or (some and all(one is False for one in some)):
        return False
    return True if None not in every and (not some or True in some) else None


def _method(entry: MeasureEntry) -> list[str]:
    return [f"scored as {entry.method}"] if entry.method else []


def _reached(cut: CutOff | Condition, value: float) -> bool:
    return on_side(value, cut.side, cut.score)


def on_side(value: float, side: Side, score: float) -> bool:
    """Return whether *value* lies on this side of *score*."""
    match side:
        case "at least":
            return value >= score
        case "at most":
            return value <= score
        case "below":
            return value < score
        case "above":
            return value > score

"""Checks the entry of a measure: items, ranges, bands, cut-offs, parts and readings hold together, sources exist."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from planbot.knowledge.entries_measures import MeasureEntry, Part

Fault = tuple[str, str]
"""What is wrong, and the path inside the entry."""


class Whole(Protocol):
    """The library as far as these checks ask it."""

    def unknown(self, kind: str, ids: Iterable[str], path: str) -> Iterator[Fault]:
        """Yield a fault for each id that *kind* does not have, and for each that is named twice."""


def measure_faults(entry: MeasureEntry, whole: Whole) -> Iterator[Fault]:
    """Yield everything wrong with a measure."""
    yield from whole.unknown("symptoms", entry.symptoms, "symptoms")
    for number, item in enumerate(entry.items, 1):
        yield from whole.unknown("symptoms", item.symptoms, f"items.{number}.symptoms")
    yield from _items(entry)
    for rule in entry.clusters:
        if not 1 <= rule.needs <= len(rule.items):
            yield f"{rule.needs} of {len(rule.items)} items are needed", "clusters"
    if entry.total == "none":
        yield from _no_total(entry)
    else:
        yield from _range(entry, "")
        yield from _sums(entry)
    yield from _parts(entry)
    yield from _change(entry, whole)
    yield from _sources(entry, whole)


def _items(entry: MeasureEntry) -> Iterator[Fault]:
    if entry.items and len(entry.items) != entry.item_count:
        yield f"{len(entry.items)} items, though the measure has {entry.item_count}", "items"
    if entry.items and not all(entry.offered(number) for number in range(1, len(entry.items) + 1)):
        yield "an item has no answers to choose from", "options"
    groups = (entry.clusters, entry.shaded, entry.parts, entry.values)
    numbers = [n for group in groups for each in group for n in each.items]
    numbers += [*entry.reverse, *entry.counted, *(s.item for s in entry.safety)]
    numbers += [m.item for m in entry.may_not_apply]
    yield from ((f"there is no item {n}", "item_count") for n in numbers if not 1 <= n <= entry.item_count)
    if bool(entry.shaded) != (entry.total == "shaded"):
        yield "shaded items and a total that counts them belong together", "shaded"


def _no_total(entry: MeasureEntry) -> Iterator[Fault]:
    given = [name for name in ("low", "high", "bands", "cut_offs", "counted") if getattr(entry, name)]
    yield from (("a measure without a total has this only in its parts", name) for name in given)
    if not entry.parts:
        yield "a measure without a total has parts", "parts"


def _range(scale: MeasureEntry | Part, path: str) -> Iterator[Fault]:
    if not scale.low < scale.high:
        yield "the range is empty", f"{path}high"
    bands = sorted(scale.bands, key=lambda band: band.low)
    for before, after in pairwise(bands):
        if not before.high < after.low <= before.high + 1:
            yield f"{before.label!r} and {after.label!r} overlap or leave a gap", f"{path}bands"
    if bands and (bands[0].low != scale.low or bands[-1].high != scale.high):
        yield "the bands do not cover the range", f"{path}bands"
    for number, cut in enumerate(scale.cut_offs):
        if not scale.low <= cut.score <= scale.high:
            yield f"the cut-off {cut.score:g} is outside the range", f"{path}cut_offs.{number}.score"


def _sums(entry: MeasureEntry) -> Iterator[Fault]:
    """Hold the range of the total against what the answers can add up to, where they are known."""
    if entry.total == "shaded":
        ends: tuple[float, float] | None = (0, sum(len(group.items) for group in entry.shaded))
    else:
        counted = entry.counted or range(1, entry.item_count + 1)
        ends = _ends(entry, counted, entry.times / (len(counted) if entry.total == "mean" else 1))
    if ends is not None and ends != (entry.low, entry.high):
        yield "the answers do not add up to the range", "high"


def _ends(entry: MeasureEntry, numbers: Sequence[int], times: float) -> tuple[float, float] | None:
    answers = [entry.offered(number) for number in numbers if 1 <= number <= entry.item_count]
    if not all(answers):
        return None
    return round(sum(map(min, answers)) * times, 6), round(sum(map(max, answers)) * times, 6)


def _parts(entry: MeasureEntry) -> Iterator[Fault]:
    for part in entry.parts:
        path = f"parts.{part.id}"
        yield from _range(part, f"{path}.")
        ends = _ends(entry, part.items, part.times) if part.items else None
        if ends is not None and ends != (part.low, part.high):
            yield "the answers do not add up to the range", f"{path}.high"
        if part.options and (part.options[0].value, part.options[-1].value) != (part.low, part.high):
            yield "what can be picked does not cover the range", f"{path}.options"
    ids = [part.id for part in entry.parts]
    yield from ((f"the part {key!r} stands twice", "parts") for key, count in Counter(ids).items() if count > 1)
    for number, reading in enumerate(entry.readings):
        for condition in (*reading.any_of, *reading.all_of):
            if condition.part is not None and condition.part not in ids:
                yield f"there is no part {condition.part!r}", f"readings.{number}"
            if condition.part is None and entry.total == "none":
                yield "there is no total to read", f"readings.{number}"


def _change(entry: MeasureEntry, whole: Whole) -> Iterator[Fault]:
    figures = entry.change.model_dump(exclude={"source", "verified"}, exclude_none=True)
    if entry.change.source is not None:
        yield from whole.unknown("sources", [entry.change.source], "change.source")
    elif entry.change.verified and figures:
        yield "figures for change without a source", "change.source"
    if figures and not entry.outcome:
        yield "figures for change, though it cannot show any", "change"
    ways = [entry.better, *(part.better for part in entry.parts)]
    if entry.outcome and not any(ways):
        yield "it can show change, though nothing says which way is better", "better"


def _sources(entry: MeasureEntry, whole: Whole) -> Iterator[Fault]:
    for number, cut in enumerate(entry.cut_offs):
        yield from whole.unknown("sources", [cut.source], f"cut_offs.{number}.source")
    for part in entry.parts:
        for cut in part.cut_offs:
            yield from whole.unknown("sources", [cut.source], f"parts.{part.id}.cut_offs")
    if not entry.sources:
        yield "no source", "sources"
    yield from whole.unknown("sources", entry.sources, "sources")

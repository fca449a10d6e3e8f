"""Breaks what is measured: baselines, targets, units, scores and their bands."""

from collections.abc import Iterator
from typing import Any

from mutants.base import Given, Mutant, operator
from mutants.shape import around
from planbot.chart import Chart, Item, Objective, Quantity, Score
from planbot.knowledge import MeasureEntry


def _with(given: Given, item: Item, what: str, *, right: str | None = None, **changes: Any) -> Mutant:
    after = given.chart.put(item.model_copy(update=changes))
    return Mutant(f"{item.id} {what}", after, _near(given.chart, after, item.id), right)


def _near(before: Chart, after: Chart, key: str) -> frozenset[str]:
    return around(before, (), {key}) | around(after, (), {key})


def _measure(given: Given, o: Objective) -> MeasureEntry | None:
    return given.knowledge.measures.get(o.measured.measure or "") if o.measured else None


@operator
def target_wrong(given: Given) -> Iterator[Mutant]:
    """Turns the direction of a target, puts it where the client stands, out of range, or into another unit."""
    for o in given.chart.plan.objectives:
        if o.target is None or o.baseline is None:
            continue
        yield _with(given, o, "target at the baseline", right=_kept(given, o), target=o.baseline)
        yield _with(given, o, "target in another unit", target=Quantity(value=o.target.value, unit="miles an hour"))
        measure = _measure(given, o)
        if measure is None or (o.measured and o.measured.part):
            continue
        low, high = measure.low, measure.high
        worse = high if measure.better == "down" else low
        if o.baseline.value != worse:
            yield _with(given, o, "target in the wrong direction", target=Quantity(value=worse, unit=o.target.unit))
        yield _with(given, o, "target out of range", target=Quantity(value=high + 40, unit=o.target.unit))
        scores = {s.total for s in given.chart.assessment.scores if s.measure == measure.id}
        other = next(v for v in range(int(low), int(high)) if v not in scores and v != o.target.value)
        yield _with(given, o, "baseline that was never scored", baseline=Quantity(value=other, unit=o.baseline.unit))


def _kept(given: Given, o: Objective) -> str | None:
    """Return that keeping what there is is the aim, when every reason for treatment or the step itself says so."""
    known = given.knowledge.reasons
    reasons = [known[r] for r in given.chart.necessity.reasons if r in known]
    says = {"keep", "keeps", "stay", "stays", "maintain", "hold"} & set(o.behaviour.casefold().split())
    return "keeping what there is is the aim" if says or all(r.maintenance for r in reasons) else None


@operator
def measure_wrong(given: Given) -> Iterator[Mutant]:
    """Rests an objective on a measure that was never taken, or on one that can't show change."""
    taken = {s.measure for s in given.chart.assessment.scores}
    other = next(m for m in given.knowledge.measures.values() if m.id not in taken and m.outcome and m.total == "sum")
    for o in given.chart.plan.objectives:
        if o.measured and _measure(given, o):
            never = o.measured.model_copy(update={"by": other.short, "measure": other.id, "part": None})
            yield _with(given, o, f"measured by {other.short}, never taken", measured=never)
            fixed = o.measured.model_copy(update={"by": "PHQ-2", "measure": "phq-2", "part": None})
            yield _with(given, o, "measured by the PHQ-2, a screen", measured=fixed)


@operator
def score_at_odds(given: Given) -> Iterator[Mutant]:
    """Sets a score at odds with its answers, its band, its range or its own completeness."""
    for score in given.chart.assessment.scores:
        measure = given.knowledge.measures.get(score.measure)
        if measure is None or score.total is None or measure.total == "none":
            continue
        yield _with(given, score, "out of range", total=measure.high + 15, items=())
        if score.items:
            yield _with(given, score, "total not the sum of its answers", total=_near_total(score, measure))
            yield _with(given, score, "an answer missing", items=(None, *score.items[1:]), total=None)
        else:
            yield _with(given, score, "no total", total=None)
        for band in measure.bands:
            if score.band and band.label != score.band and not band.low <= score.total <= band.high:
                yield _with(given, score, f"band “{band.label}”", band=band.label)


def _near_total(score: Score, measure: MeasureEntry) -> float:
    assert score.total is not None
    return score.total - 1 if score.total > measure.low else score.total + 1

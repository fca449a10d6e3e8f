"""Moves days two years back and ahead, and puts a signature before the plan."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from mutants.base import Given, Mutant, operator
from mutants.shape import Spot, around, is_day, spots, with_value
from planbot.chart import Score

TWO_YEARS = timedelta(days=730)

STILL_RIGHT = {
    ("Client.birth_date", "back"): "a person may be two years older",
    ("Client.birth_date", "ahead"): "a person may be two years younger",
    ("Consent.on", "back"): "a consent stands until it is withdrawn",
    ("Chart.created", "ahead"): "when the file was begun is the machine's own record",
    ("Waiver.on", "back"): "a finding that is let stand stays so",
}
"""Days that may lie so far off, and why."""


@operator
def day_moved(given: Given) -> Iterator[Mutant]:
    """Moves one day two years back, and two years ahead."""
    for spot in spots(given.chart):
        if not is_day(spot.value):
            continue
        for way, by in (("back", -TWO_YEARS), ("ahead", TWO_YEARS)):
            after = with_value(given.chart, spot, spot.value + by)
            right = STILL_RIGHT.get((spot.kind, way)) or _earlier(given, spot, way)
            yield Mutant(f"{spot.place} {way}", after, _near(given, spot), right=right)


def _earlier(given: Given, spot: Spot, way: str) -> str | None:
    """Return that a score was not the newest of its measure, so that it may be as old as it likes."""
    if isinstance(spot.holder, Score) and way == "back":
        newest = max(s.on for s in given.chart.assessment.scores if s.measure == spot.holder.measure)
        return "a newer score of the same measure is there" if spot.holder.on < newest else None
    return None


@operator
def day_out_of_order(given: Given) -> Iterator[Mutant]:
    """Puts one day on the wrong side of the plan's own, by a few days."""
    plan = given.chart.plan.established
    if plan is None:
        return
    for spot in spots(given.chart):
        moved = _wrong_side(spot, plan)
        if moved is not None and moved != spot.value:
            after = with_value(given.chart, spot, moved)
            yield Mutant(f"{spot.place} {moved:%Y-%m-%d}", after, _near(given, spot))


def _wrong_side(spot: Spot, plan: date) -> date | datetime | None:
    """Return a day that can't be: a step due or a review before the plan, a signature before there was one."""
    if spot.kind in {"Objective.due", "Plan.next_review"}:
        return plan - timedelta(days=3)
    if spot.kind == "Signature.at" and isinstance(spot.value, datetime):
        return spot.value - timedelta(days=(spot.value.date() - plan).days + 5)
    return None


def _near(given: Given, spot: Spot) -> frozenset[str]:
    return around(given.chart, spot.path, {spot.owner.id} if spot.owner else set())

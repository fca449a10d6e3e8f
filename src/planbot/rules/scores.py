"""Scores and amounts agree with themselves: answers with totals, totals with bands, figures with units and days."""

from collections.abc import Iterator
from datetime import date

from planbot.chart import Objective, Score
from planbot.errors import AnswerError
from planbot.knowledge import MeasureEntry, band_of, score
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import blank, day, days_between, short

FRESH = 183
"""Days before the plan in which a score or a baseline may have been taken: half a year, our own choice."""


def _scored(checked: Checked) -> Iterator[tuple[Score, MeasureEntry]]:
    for each in checked.chart.assessment.scores:
        if known := checked.knowledge.measures.get(each.measure):
            yield each, known


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("src", "practice"), covers=("S8",))
def answers_do_not_add_up(checked: Checked) -> Iterator[Found]:
    """The total of a measure is what its answers come to.

    Why: Whoever reads the answers and whoever reads the total must not come to two conclusions.

    Source: src, practice

    Fails:
        sc1.total: 13

    Passes:
        sc1.total: 14
    """
    for each, known in _scored(checked):
        if not each.items or None in each.items:
            continue
        try:
            right = score(known, each.items)
        except AnswerError:
            message = f"An answer of the {known.short} of {day(each.on)} is none that it offers."
        else:
            if right.total == each.total:
                continue
            told = "no total" if each.total is None else f"a total of {each.total:g}"
            message = f"The answers of the {known.short} come to {right.total or 0:g}, and {told} is recorded."
        yield Found(each.id, message, "Go through the answers again.", f"measure.item:{each.id}:1")


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("src",), covers=("S8",))
def band_of_another_score(checked: Checked) -> Iterator[Found]:
    """The word beside a score is the published one for it.

    Why: A reader who finds "mild" beside a score of 22 trusts neither.

    Source: src

    Fails:
        sc1.band: mild

    Passes:
        sc1.band: Moderate
    """
    for each, known in _scored(checked):
        right = band_of(known, each.total)
        if right and not blank(each.band) and (each.band or "").strip().casefold() != right.casefold():
            message = f"A {known.short} of {each.total:g} is “{right}”, and “{each.band}” is recorded."
            ask = f"measure.item:{each.id}:1" if each.items else f"measure.total:{each.id}"
            yield Found(each.id, message, "Check score and word.", ask)


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("practice",), covers=("41", "S8"))
def baseline_out_of_date(checked: Checked) -> Iterator[Found]:
    """A baseline, and the score it rests on, is from the half year before the plan, and not still to come.

    Why: A starting point of two years ago measures another time of the client's life.

    Source: practice

    Fails:
        o1.baseline_on: 2024-11-16

    Passes:
        o1.baseline_on: 2026-10-30
    """
    plan = checked.chart.plan.established or checked.today
    for o in checked.objectives:
        when = _taken(checked, o) or o.baseline_on
        if o.baseline is None or when is None:
            continue
        for each in {when, o.baseline_on or when}:
            if each > checked.today or days_between(each, plan) > FRESH:
                away = "still to come" if each > checked.today else "more than half a year before the plan"
                message = f"The baseline of {short(o.behaviour)} is of {day(each)}, which is {away}."
                yield Found(o.id, message, "Take it anew, or check the day.", f"objective.baseline:{o.id}")


def _taken(checked: Checked, o: Objective) -> date | None:
    """Return the day of the newest score an objective rests on, if it rests on one."""
    if o.measured is None or not o.measured.measure:
        return None
    latest = checked.chart.assessment.latest(o.measured.measure, o.measured.part)
    return latest.on if latest else None


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("practice",), covers=("S8",))
def scores_out_of_date(checked: Checked) -> Iterator[Found]:
    """The newest score of a measure is from the half year before the plan, or from after it.

    Why: What the client scored two years ago says little of how they are now.

    Source: practice

    Fails:
        sc1.on: 2024-11-09

    Passes:
        sc1.on: 2026-09-09
    """
    plan = checked.chart.plan.established or checked.today
    for measure in dict.fromkeys(s.measure for s in checked.chart.assessment.scores):
        last = max((s for s in checked.chart.assessment.scores if s.measure == measure), key=lambda s: s.on)
        if days_between(last.on, plan) > FRESH:
            name = checked.knowledge.label("measure", measure)
            message = f"The newest {name} is of {day(last.on)}, more than half a year before the plan."
            yield Found(last.id, message, "Take it again.", "measure.which")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("carf", "tx2"), covers=("40",))
def amount_without_unit(checked: Checked) -> Iterator[Found]:
    """Baseline and target say what is counted, unless a published measure does.

    Why: "From one to four" can be days, drinks or quarrels.

    Source: carf, tx2

    Fails:
        o1.target: {value: 4, unit: ""}

    Passes:
        o2.target: {value: 7, unit: ""}
    """
    for o in checked.objectives:
        if o.measured and o.measured.measure in checked.knowledge.measures:
            continue
        for amount, name in ((o.baseline, "baseline"), (o.target, "target")):
            if amount is not None and blank(amount.unit):
                message = f"The {name} of {short(o.behaviour)} is {amount.value:g}, and nothing says of what."
                fix = "Say what is counted, and in which time."
                yield Found(o.id, message, fix, f"objective.{name}:{o.id}")


@rule(Severity.ADVICE, Area.OBJECTIVES, sources=("practice",), covers=("47",))
def measure_only_named(checked: Checked) -> Iterator[Found]:
    """A step that names a published measure is tied to it.

    Why: Only then are its scores compared with the target as they come in.

    Source: practice

    Fails:
        o2.measured: {by: PHQ-9}

    Passes:
        o2.measured: {by: PHQ-9, measure: phq-9}
    """
    names = {m.short.casefold(): m for m in checked.knowledge.measures.values()}
    for o in checked.objectives:
        if o.measured and not o.measured.measure and (named := names.get(o.measured.by.strip().casefold())):
            message = f"{short(o.behaviour)} names the {named.short} and is not tied to its scores."
            yield Found(o.id, message, "Choose the measure from the list.", f"objective.measured:{o.id}")

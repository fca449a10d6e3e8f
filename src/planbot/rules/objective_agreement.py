"""Objectives whose words and fields have to agree: the measure, the figures, the date and the way it is to go.

These rules read words and can be wrong; where the words leave room, they keep still.
"""

import re
from collections.abc import Iterator

from planbot.chart import Objective, Quantity
from planbot.knowledge.words import stem
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.objectives import scale_of, wrong_way
from planbot.rules.reading.amounts import Figure, Kind, most_of, same_unit
from planbot.rules.reading.objectives import SCALE, Said, read
from planbot.rules.reading.words import MISREAD, day, listed, short


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("practice",), covers=("47", "S8"), heuristic=True)
def words_name_another_measure(checked: Checked) -> Iterator[Found]:
    """An objective is measured by the measure that its words name.

    Why: A reader who finds two measures for one step does not know which one decides.

    Source: practice

    Fails:
        o2.behaviour: Sam will score 7 or less on the GAD-7 by doing one planned activity a day.

    Passes:
        o2.behaviour: Sam will score 7 or less on the PHQ-9 by doing one planned activity a day.
    """
    for o in checked.objectives:
        named = checked.said[o.id].instruments
        measured = o.measured.measure if o.measured else None
        if o.measured and named and measured and measured not in named:
            names = listed(checked.knowledge.label("measure", m) for m in named)
            message = (
                f"The words of {short(o.behaviour)} speak of the {names}; measured by is {o.measured.by}. {MISREAD}"
            )
            yield Found(o.id, message, "Choose one of the two.", f"objective.measured:{o.id}")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("practice",), covers=("40",), heuristic=True)
def words_and_figures_disagree(checked: Checked) -> Iterator[Found]:
    """The words of an objective and its baseline and target give the same figures.

    Why: When the sentence says ten and the field five, nobody can tell when the step is reached.

    Source: practice

    Fails:
        o1.behaviour: Sam will cook dinner for the children three evenings a week.

    Passes:
        o1.behaviour: Sam will cook dinner for the children four evenings a week.
    """
    for o in checked.objectives:
        told = checked.said[o.id]
        if o.target and (other := _differs(told, o, o.target, starts=False)):
            message = f"The words of {short(o.behaviour)} say {short(other.words)}; the target is {o.target}. {MISREAD}"
            yield Found(o.id, message, "Let both say the same.", f"objective.target:{o.id}")
        elif o.baseline and (other := _differs(told, o, o.baseline, starts=True)):
            message = f"The words of {short(o.behaviour)} begin at {short(other.words)}; the baseline is {o.baseline}."
            message = f"{message} {MISREAD}"
            yield Found(o.id, message, "Let both say the same.", f"objective.baseline:{o.id}")


def _differs(told: Said, o: Objective, field: Quantity, *, starts: bool) -> Figure | None:
    """Return the figure of the words that stands in the place of a field and is another; None when one agrees."""
    if told.also:
        return None
    if starts:
        in_place = [f for f in told.figures if f.role == "from"]
    else:
        in_place = [f for f in told.figures if f.role == "to" or (f.role == "" and (f.bound or f.kind is Kind.RATE))]
        if any(f.holds(field.value) for f in told.figures if f.role != "from"):
            return None
    like = [f for f in in_place if _comparable(f, told, o, field)]
    if any(f.holds(field.value) or _as_often(f, field) or _just_beyond(f, field.value) for f in like):
        return None
    return next(iter(like), None)


def _just_beyond(figure: Figure, value: float) -> bool:
    """Whether *value* is the next one past a bound: "below 10" is 9."""
    step = {"below": figure.value - value, "above": value - figure.value}.get(figure.bound)
    return step is not None and 0 <= step <= 1


def _comparable(figure: Figure, told: Said, o: Objective, field: Quantity) -> bool:
    """Whether a figure of the words and a field count the same thing."""
    measured = o.measured.measure if o.measured else None
    unit = field.unit.strip()
    if figure.kind is Kind.COUNT and (not figure.unit or figure.unit.startswith(("point", "score"))):
        return bool(measured and measured in told.instruments)
    if figure.kind is Kind.SHARE:
        return unit.casefold().startswith(("percent", "per cent", "%"))
    if figure.kind is Kind.RATING:
        return bool(o.measured) and "rating" in (o.measured.by if o.measured else "") and measured is None
    if figure.kind is Kind.RATE and _OCCASIONS.match(figure.unit) and _OCCASIONS.fullmatch(unit):
        return True
    return bool(unit) and bool(figure.unit) and same_unit(figure.unit, unit)


_OCCASIONS = re.compile(
    r"(?:times?|days?|nights?|evenings?|mornings?) (?:a|per|each) (?:day|week|month)", re.IGNORECASE
)


def _as_often(figure: Figure, field: Quantity) -> bool:
    """Whether a rate comes to the same in a week as the field does."""
    period = re.search(r"(day|week|month)$", field.unit.strip().casefold())
    if period is None or figure.per_week is None:
        return False
    return abs(figure.per_week - field.value * {"day": 7.0, "week": 1.0, "month": 12 / 52}[period[1]]) < 0.05


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("practice",), covers=("42",), heuristic=True)
def words_and_date_disagree(checked: Checked) -> Iterator[Found]:
    """A date that the words of an objective name is the target date.

    Why: Two dates for one step make the later one the one that counts.

    Source: practice

    Fails:
        o1.behaviour: By March 1, 2027 Sam will cook dinner and eat it with the children.

    Passes:
        o1.behaviour: By February 8, 2027 Sam will cook dinner and eat it with the children.
    """
    for o in checked.objectives:
        named = checked.said[o.id].dates
        if o.due and named and o.due not in named:
            message = f"The words of {short(o.behaviour)} name {day(named[0])}; the date is {day(o.due)}. {MISREAD}"
            yield Found(o.id, message, "Let both say the same day.", f"objective.due:{o.id}")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("practice",), covers=("40", "S8"), heuristic=True)
def words_go_the_other_way(checked: Checked) -> Iterator[Found]:
    """What the words say shall rise or fall goes that way in the figures, and is better that way.

    Some scales rise when people get better, such as the WHO-5; the measure's own data say which.

    Why: A plan must not aim at getting worse by a slip of the pen.

    Source: practice

    Fails:
        o2.behaviour: Sam will score higher on the PHQ-9

    Passes:
        o2.behaviour: Sam will score lower on the PHQ-9
    """
    for o in checked.objectives:
        if message := _against(checked, o):
            fix = "Check the words, the baseline and the target."
            yield Found(o.id, f"{message} {MISREAD}", fix, f"objective.behaviour:{o.id}")


def _against(checked: Checked, o: Objective) -> str | None:
    told = checked.said[o.id]
    measure = checked.knowledge.measures.get(told.instruments[0]) if len(told.instruments) == 1 else None
    if measure and told.moved == SCALE and measure.better and told.way in {"up", "down"} and told.way != measure.better:
        goes = "falls" if measure.better == "down" else "rises"
        return f"The {measure.short} {goes} when people get better; {short(o.behaviour)} says the contrary."
    if o.baseline and o.target:
        return _opposed(told, o, o.baseline, o.target)
    meant = read(o, checked.chart, checked.knowledge)
    scale = scale_of(measure, meant.part) if measure else None
    if measure is None or scale is None or meant.target is None or told.target is None:
        return None
    if told.target.kind is not Kind.COUNT or (told.target.unit and not told.target.unit.startswith("point")):
        return None
    return wrong_way(measure, scale, meant.baseline.value if meant.baseline else None, meant.target.value)


def _opposed(told: Said, o: Objective, baseline: Quantity, target: Quantity) -> str | None:
    """Say when what is counted goes up in the figures and down in the words, or the reverse."""
    if told.way not in {"up", "down"} or not told.moved or baseline.value == target.value:
        return None
    counted = {stem(word) for word in re.findall(r"[a-z]+", target.unit.casefold().partition(" a ")[0])} - _TIMES
    if not counted & {stem(word) for word in re.findall(r"[a-z]+", told.moved)}:
        return None
    if (told.way == "up") == (target.value > baseline.value):
        return None
    way = "more" if told.way == "up" else "less"
    return f"{short(o.behaviour)} speaks of {way}, and the figures go from {baseline} to {target}."


_TIMES = {
    stem(word) for word in ("time", "day", "night", "evening", "morning", "week", "hour", "minute", "percent", "of")
}


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("practice",), covers=("40",), heuristic=True)
def amount_that_cannot_be(checked: Checked) -> Iterator[Found]:
    """A baseline and a target are amounts that there can be.

    Why: Eight evenings a week, or 120 percent, is a slip that makes the step impossible to reach.

    Source: practice

    Fails:
        o1.target: {value: 8, unit: evenings a week}

    Passes:
        o1.target: {value: 7, unit: evenings a week}
    """
    for o in checked.objectives:
        for name, amount in (("target", o.target), ("baseline", o.baseline)):
            most = most_of(amount.unit) if amount else None
            if amount and most is not None and not 0 <= amount.value <= most:
                message = (
                    f"The {name} of {short(o.behaviour)} is {amount}, and there can be from 0 to {most:g}. {MISREAD}"
                )
                yield Found(o.id, message, "Check the number and what it counts.", f"objective.{name}:{o.id}")
                break

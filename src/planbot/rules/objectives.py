"""Objectives: baseline, target, measure, due date, and what they are meant to move."""

from collections.abc import Iterator

from planbot.chart import Measured, Objective
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.words import blank, day, short


@rule(Severity.ERROR, Area.OBJECTIVES, sources=("carf", "tx2", "fl", "mag3"), covers=("40",))
def objective_without_target(checked: Checked) -> Iterator[Found]:
    """Every objective being worked on has a target: a number with its unit.

    Why: Without a number nobody can tell whether the step was reached.

    Source: carf, tx2, fl, mag3

    Fails:
        o1.target: null

    Passes:
        o1.target: {value: 3, unit: evenings a week}
    """
    for o in checked.objectives:
        if o.target is None:
            message = f"{short(o.behaviour)} has no target yet."
            yield Found(o.id, message, "Say how much or how often would be enough.", f"objective.target:{o.id}")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("mn4", "practice"), covers=("41",), asked="baseline-required")
def objective_without_baseline(checked: Checked) -> Iterator[Found]:
    """Every objective being worked on has a baseline beside its target.

    Why: Where the client stands today is what progress is measured from.

    Source: mn4, practice

    Fails:
        o1.baseline: null

    Passes:
        o1.baseline: {value: 0, unit: evenings a week}
    """
    for o in checked.objectives:
        if o.baseline is None:
            message = f"{short(o.behaviour)} has no baseline yet."
            yield Found(o.id, message, "Ask how it is now.", f"objective.baseline:{o.id}")


@rule(Severity.ERROR, Area.OBJECTIVES, sources=("carf", "va", "fl", "mag3"), covers=("42",), asked="objective-due-date")
def objective_without_due_date(checked: Checked) -> Iterator[Found]:
    """Every objective being worked on has a target date.

    Why: Half of the plans one payer read had no time frames, and a step without a date can't be late.

    Source: carf, va, fl, mag3

    Fails:
        o2.due: null

    Passes:
        o2.due: 2027-03-01
    """
    for o in checked.objectives:
        if o.due is None:
            message = f"{short(o.behaviour)} has no date by which it is to be reached."
            yield Found(o.id, message, "Agree on a date.", f"objective.due:{o.id}")


@rule(Severity.ERROR, Area.OBJECTIVES, sources=("ru4", "smart"), covers=("47",))
def objective_without_measure(checked: Checked) -> Iterator[Found]:
    """Every objective being worked on names how it is measured.

    Why: Two people have to be able to look at the same thing and agree.

    Source: ru4, smart

    Fails:
        o3.measured: null

    Passes:
        o3.measured: {by: alarm clock log}
    """
    for o in checked.objectives:
        if o.measured is None or blank(o.measured.by):
            message = f"{short(o.behaviour)} does not say how it is measured."
            fix = "Choose a measure, a count in a log, or a rating from 0 to 10."
            yield Found(o.id, message, fix, f"objective.measured:{o.id}")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("src", "me3"), covers=("50",))
def objective_moves_nothing(checked: Checked) -> Iterator[Found]:
    """Every objective being worked on is tied to a symptom or to an affected part of life.

    Why: It is the strand of the thread that says what this step is meant to change.

    Source: src, me3

    Fails:
        o3.symptoms: []

    Passes:
        o3.symptoms: []
        o3.impairments: [im2]
    """
    for o in checked.objectives:
        if not o.symptoms and not o.impairments:
            message = f"{short(o.behaviour)} is tied to no symptom and no affected part of life yet."
            assessed = checked.chart.assessment.symptoms or checked.chart.assessment.impairments
            ask = f"objective.symptoms:{o.id}" if assessed else "symptom.add"
            yield Found(o.id, message, "Say what it should change.", ask)


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("fl", "practice"), covers=("42",))
def due_date_out_of_place(checked: Checked) -> Iterator[Found]:
    """A target date is not past, and not before the plan.

    Why: A date that has gone by tells the client that nobody is looking.

    Source: fl, practice

    Fails:
        o3.due: 2026-11-20

    Passes:
        o3.due: 2026-11-30
    """
    established = checked.chart.plan.established
    for o in checked.objectives:
        if o.due and o.due < checked.today:
            message = f"The date for {short(o.behaviour)}, {day(o.due)}, has passed."
            fix = "Agree on a new date, or close the step as met or stopped."
            yield Found(o.id, message, fix, f"objective.due:{o.id}")
        elif o.due and established and o.due <= established:
            message = f"The date for {short(o.behaviour)} is not after the day of the plan."
            yield Found(o.id, message, "Check the two dates.", f"objective.due:{o.id}")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("practice",), covers=("40", "44"))
def target_reached_already(checked: Checked) -> Iterator[Found]:
    """A target differs from its baseline.

    Why: A step that is reached on the first day asks for no treatment.

    Source: practice

    Fails:
        o1.target: {value: 1, unit: evenings a week}

    Passes:
        o1.target: {value: 2, unit: evenings a week}
    """
    for o in checked.objectives:
        if o.target and o.baseline and o.target.value == o.baseline.value:
            message = f"The target of {short(o.behaviour)} is where it stands now: {o.target}."
            fix = "Set a target that is a step away, or say that keeping it is the aim and waive this."
            yield Found(o.id, message, fix, f"objective.target:{o.id}")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("practice",), covers=("40",))
def units_differ(checked: Checked) -> Iterator[Found]:
    """Baseline and target are counted in the same unit.

    Why: Days and hours can't be compared.

    Source: practice

    Fails:
        o1.baseline: {value: 1, unit: days a month}

    Passes:
        o1.baseline: {value: 1, unit: Evenings a week}
    """
    for o in checked.objectives:
        if o.target and o.baseline:
            first, second = o.baseline.unit.strip(), o.target.unit.strip()
            if first.casefold() != second.casefold() and first and second:
                message = f"{short(o.behaviour)} starts at {o.baseline} and aims at {o.target}."
                yield Found(o.id, message, "Count both in the same unit.", f"objective.target:{o.id}")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("practice",), covers=("40",))
def target_in_the_wrong_direction(checked: Checked) -> Iterator[Found]:
    """A target on a measure lies on the better side of the baseline, and within the measure's range.

    Why: Some scores fall and some rise when people get better; a plan must not aim at getting worse.

    Source: practice

    Fails:
        o2.target: {value: 20, unit: points}

    Passes:
        o2.target: {value: 5, unit: points}
    """
    for o in checked.objectives:
        if message := _wrong_way(checked, o):
            yield Found(o.id, message, "Check the baseline and the target.", f"objective.target:{o.id}")


def _wrong_way(checked: Checked, o: Objective) -> str | None:
    measure = checked.knowledge.measures.get(o.measured.measure or "") if o.measured else None
    if measure is None or o.target is None:
        return None
    part = measure.part(o.measured.part) if o.measured and o.measured.part else None
    scale, name = (part, f"{measure.short}, {part.label},") if part else (measure, measure.short)
    better = (part.better if part else None) or measure.better
    if scale is measure and measure.total == "none":
        return None
    target = o.target.value
    if not scale.low <= target <= scale.high:
        return f"{name} goes from {scale.low:g} to {scale.high:g}, and the target is {target:g}."
    start = o.baseline.value if o.baseline else target
    if (target > start and better == "down") or (target < start and better == "up"):
        way = "falls" if better == "down" else "rises"
        return f"{name} {way} when people get better, and the plan goes from {start:g} to {target:g}."
    return None


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("practice",), covers=("41",))
def baseline_is_not_the_score(checked: Checked) -> Iterator[Found]:
    """A baseline on a measure is a score that was taken.

    Why: A starting point that nobody measured makes every later score look like something it is not.

    Source: practice

    Fails:
        o2.baseline: {value: 17, unit: points}

    Passes:
        o2.baseline: {value: 14, unit: points}
    """
    for o in checked.objectives:
        scores = _scores(checked, o.measured)
        if scores and o.baseline and o.baseline.value not in scores:
            known = ", ".join(f"{value:g}" for value in sorted(scores))
            message = f"The baseline of {short(o.behaviour)} is {o.baseline.value:g}, and the scores taken are {known}."
            yield Found(o.id, message, "Use the score that was taken.", f"objective.baseline:{o.id}")


def _scores(checked: Checked, measured: Measured | None) -> set[float]:
    """Return the scores taken of what an objective rests on."""
    if measured is None or not measured.measure:
        return set()
    found = (s.value(measured.part) for s in checked.chart.assessment.scores if s.measure == measured.measure)
    return {value for value in found if value is not None}

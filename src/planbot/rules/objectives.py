"""Objectives: baseline, target, measure, due date, and what they are meant to move."""

from collections.abc import Iterator

from planbot.chart import Measured, Objective
from planbot.knowledge import MeasureEntry
from planbot.knowledge.entries_measures import Part
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.amounts import same_unit
from planbot.rules.reading.words import blank, day, days_between, listed, short


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
            told = checked.said[o.id].target if checked.english else None
            message = f"{short(o.behaviour)} has no target yet."
            fix = "Say how much or how often would be enough."
            if told is not None:
                message = f"{short(o.behaviour)} has no target yet; its words speak of {short(told.words)}."
                fix = "Write that down as the target, or say what would be enough."
            yield Found(o.id, message, fix, f"objective.target:{o.id}")


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
    """A target differs from its baseline, unless keeping what there is is the aim.

    It is the aim when the step says so ("keep", "stay", "maintain") or when every reason for treatment does.

    Why: A step that is reached on the first day asks for no treatment.

    Source: practice

    Fails:
        o1.target: {value: 1, unit: evenings a week}

    Passes:
        o1.target: {value: 1, unit: evenings a week}
        o1.behaviour: Sam will keep up one dinner a week with the children.
    """
    known = checked.knowledge.reasons
    reasons = [known[r] for r in checked.chart.necessity.reasons if r in known]
    if reasons and all(reason.maintenance for reason in reasons):
        return
    for o in checked.objectives:
        if not (o.target and o.baseline and o.target.value == o.baseline.value):
            continue
        if not checked.english or checked.said[o.id].way != "keep":
            message = f"The target of {short(o.behaviour)} is where it stands now: {o.target}."
            fix = "Set a target that is a step away, or say in the step that it is to be kept."
            yield Found(o.id, message, fix, f"objective.target:{o.id}")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("practice",), covers=("40",))
def units_differ(checked: Checked) -> Iterator[Found]:
    """Baseline and target are counted in the same unit.

    Why: Days and hours can't be compared.

    Source: practice

    Fails:
        o1.baseline: {value: 1, unit: days a month}

    Passes:
        o1.baseline: {value: 1, unit: Evening per week}
    """
    for o in checked.objectives:
        if o.target and o.baseline and not same_unit(o.baseline.unit, o.target.unit):
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
    if o.target is None:
        return None
    measure = checked.knowledge.measures.get(o.measured.measure or "") if o.measured else None
    start, target = o.baseline.value if o.baseline else None, o.target.value
    if measure is None:
        return _against_the_pattern(checked, o)
    scale = scale_of(measure, o.measured.part if o.measured else None)
    return None if scale is None else wrong_way(measure, scale, start, target)


def scale_of(measure: MeasureEntry, part: str | None) -> MeasureEntry | Part | None:
    """Return what a score is on: a part of the measure, or its total where it has one."""
    if part:
        return measure.part(part)
    return None if measure.total == "none" else measure


def wrong_way(measure: MeasureEntry, scale: MeasureEntry | Part, start: float | None, target: float) -> str | None:
    """Say what is wrong with going from *start* to *target* on a scale, or return None."""
    name = f"{measure.short}, {scale.label}," if isinstance(scale, Part) else measure.short
    for what, value in (("target", target), ("baseline", start)):
        if value is not None and not scale.low <= value <= scale.high:
            return f"{name} goes from {scale.low:g} to {scale.high:g}, and the {what} is {value:g}."
    better = scale.better or measure.better
    if start is not None and ((target > start and better == "down") or (target < start and better == "up")):
        way = "falls" if better == "down" else "rises"
        return f"{name} {way} when people get better, and the plan goes from {start:g} to {target:g}."
    return None


def _against_the_pattern(checked: Checked, o: Objective) -> str | None:
    """Say when a count goes the other way than the pattern does that the step was drafted from."""
    pattern = checked.knowledge.objectives.get(o.pattern or "")
    if pattern is None or pattern.measure or o.baseline is None or o.target is None:
        return None
    start, target = o.baseline.value, o.target.value
    turned = target < start if pattern.better == "up" else target > start
    if not turned or not o.target.unit or not same_unit(pattern.unit, o.target.unit):
        return None
    way = "go up" if pattern.better == "up" else "come down"
    return f"In {short(o.behaviour)} the {o.target.unit} are to {way}, and they go from {start:g} to {target:g}."


@rule(Severity.ADVICE, Area.OBJECTIVES, sources=("practice",), covers=("44", "S8"))
def target_met_by_the_latest_score(checked: Checked) -> Iterator[Found]:
    """The newest score on the measure of an objective has not reached its target yet.

    Why: A step that is reached can be celebrated and closed, and a new one chosen.

    Source: practice

    Fails:
        sc1.total: 6
        sc1.items: []

    Passes:
        sc1.total: 8
        sc1.items: []
    """
    for o in checked.objectives:
        measure = checked.knowledge.measures.get(o.measured.measure or "") if o.measured else None
        score = checked.chart.assessment.latest(measure.id, o.measured.part) if measure and o.measured else None
        scale = scale_of(measure, o.measured.part) if measure and o.measured else None
        if measure is None or score is None or scale is None or o.target is None:
            continue
        value, better = score.value(o.measured.part if o.measured else None), scale.better or measure.better
        started = o.baseline is None or o.baseline.value != value
        if value is not None and started and (value <= o.target.value if better == "down" else value >= o.target.value):
            message = f"The newest {measure.short}, {value:g}, has reached the target of {short(o.behaviour)}."
            yield Found(o.id, message, "Close the step as met, or set a new target.", f"objective.target:{o.id}")


@rule(Severity.ADVICE, Area.OBJECTIVES, sources=("practice",), covers=("44", "S8"))
def step_within_the_error_of_measurement(checked: Checked) -> Iterator[Found]:
    """A step on a measure is at least as large as the published reliable change, where that figure was verified.

    Why: A smaller difference between two scores may be chance.

    Source: practice

    Fails:
        o3.measured: {by: PCL-5, measure: pcl-5}
        o3.baseline: {value: 40, unit: points}
        o3.target: {value: 35, unit: points}

    Passes:
        o3.measured: {by: PCL-5, measure: pcl-5}
        o3.baseline: {value: 40, unit: points}
        o3.target: {value: 25, unit: points}
    """
    for o in checked.objectives:
        measure = checked.knowledge.measures.get(o.measured.measure or "") if o.measured else None
        if measure is None or o.baseline is None or o.target is None or (o.measured and o.measured.part):
            continue
        reliable = measure.change.reliable if measure.change.verified else None
        step = abs(o.target.value - o.baseline.value)
        if reliable is not None and 0 < step < reliable:
            message = (
                f"{short(o.behaviour)} is a step of {step:g} on the {measure.short}; from {reliable:g} it is reliable."
            )
            yield Found(o.id, message, "Aim further, or add a count of what is done.", f"objective.target:{o.id}")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("ngs1", "practice"), covers=("3", "42"), reads=("plan-valid-days",))
def due_after_the_plan_ends(checked: Checked) -> Iterator[Found]:
    """A target date lies within the time for which the plan may stand.

    Why: After that the plan has to be made anew, and the date would belong to no plan.

    Source: ngs1, practice

    Fails:
        o1.due: 2028-02-08

    Passes:
        o1.due: 2027-11-08
    """
    established = checked.chart.plan.established
    days = checked.number("plan-valid-days")
    for o in checked.objectives if established and days else ():
        if established and days and o.due and days_between(established, o.due) > days:
            message = (
                f"The date for {short(o.behaviour)}, {day(o.due)}, is later than the {days:g} days a plan may stand."
            )
            yield Found(o.id, message, "Check the year, or choose a step that fits this plan.", f"objective.due:{o.id}")


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
            known = listed(f"{value:g}" for value in sorted(scores))
            message = f"The baseline of {short(o.behaviour)} is {o.baseline.value:g}, and the scores taken are {known}."
            yield Found(o.id, message, "Use the score that was taken.", f"objective.baseline:{o.id}")


def _scores(checked: Checked, measured: Measured | None) -> set[float]:
    """Return the scores taken of what an objective rests on."""
    if measured is None or not measured.measure:
        return set()
    found = (s.value(measured.part) for s in checked.chart.assessment.scores if s.measure == measured.measure)
    return {value for value in found if value is not None}

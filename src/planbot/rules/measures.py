"""Measures: one that fits is taken, scored, within its range, and does not contradict the text."""

from collections.abc import Iterator

from planbot.chart import Diagnosis, Score
from planbot.knowledge import MeasureEntry, is_complete
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import MISREAD, day, phrases, short


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("src",), covers=("S8",))
def no_measure_for_diagnosis(checked: Checked) -> Iterator[Found]:
    """For every diagnosis that has a usual measure, one is taken.

    Why: Progress that is measured the same way each time can be seen early, and so can the lack of it.

    Source: src

    Fails:
        -sc1

    Passes:
        sc1.total: 12
    """
    taken = {s.measure for s in checked.chart.assessment.scores}
    known = checked.knowledge.measures
    for d in checked.chart.diagnoses:
        entry = checked.knowledge.diagnoses.get(d.entry or "")
        fitting = [known[m] for m in (entry.measures if entry else ()) if m in known]
        if fitting and not taken & {m.id for m in fitting}:
            names = " or ".join(m.short for m in fitting)
            message = f"No measure that fits {short(d.name)} was taken yet."
            yield Found(d.id, message, f"Ask the client to fill in the {names}.", "measure.which")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("src", "practice"), covers=("S8",))
def objective_measure_never_taken(checked: Checked) -> Iterator[Found]:
    """A measure that an objective rests on has a score.

    Why: A step on a scale nobody has filled in has no starting point.

    Source: src, practice

    Fails:
        o3.measured: {by: GAD-7, measure: gad-7}

    Passes:
        o3.measured: {by: PHQ-9, measure: phq-9}
        o3.baseline: {value: 14, unit: points}
        o3.target: {value: 7, unit: points}
    """
    latest = checked.chart.assessment.latest
    for o in checked.objectives:
        if o.measured and o.measured.measure and not latest(o.measured.measure, o.measured.part):
            message = f"{short(o.behaviour)} is measured by {o.measured.by}, which has no score yet."
            yield Found(o.id, message, "Take the measure, or choose another.", "measure.which")


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("practice",), covers=("S8",))
def objective_on_a_measure_that_cannot_change(checked: Checked) -> Iterator[Found]:
    """An objective rests on a measure that can show change, not on a screen, a history or a triage.

    Why: Asking a lifetime question again next month shows nothing of what treatment did.

    Source: practice

    Fails:
        o3.measured: {by: PHQ-2, measure: phq-2}

    Passes:
        o3.measured: {by: PHQ-9, measure: phq-9}
        o3.baseline: {value: 14, unit: points}
        o3.target: {value: 7, unit: points}
    """
    for o in checked.objectives:
        known = checked.knowledge.measures.get(o.measured.measure or "") if o.measured else None
        if known and not known.outcome:
            message = f"{short(o.behaviour)} is measured by {known.short}, which cannot show change."
            yield Found(o.id, message, "Choose a measure that can, a count or a rating.", f"objective.measured:{o.id}")


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("src",), covers=("S8",))
def measure_unfinished(checked: Checked) -> Iterator[Found]:
    """A measure that was begun has all its answers and a total.

    Why: A sum with answers missing looks better than it is.

    Source: src

    Fails:
        sc1.total: null
        sc1.items: [2, 2, null, 2, 1, 2, 2, 1, 0]

    Passes:
        sc1.total: 14
    """
    for score in checked.chart.assessment.scores:
        known = checked.knowledge.measures.get(score.measure)
        if not (_complete(known, score) if known else score.total is not None):
            name = known.short if known else score.measure
            message = f"The {name} of {day(score.on)} is not finished."
            yield Found(score.id, message, "Ask for the answers that are missing.", _asked(score, known))


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("src", "practice"), covers=("S8",))
def score_out_of_range(checked: Checked) -> Iterator[Found]:
    """A total lies within the range of its measure, and its day is not still to come.

    Why: A score that can't exist is a slip of the pen in a place where it matters.

    Source: src, practice

    Fails:
        sc1.total: 41

    Passes:
        sc1.total: 27
        assessment.risk.safety_plan: Written together
    """
    for score in checked.chart.assessment.scores:
        known = checked.knowledge.measures.get(score.measure)
        if known and score.total is not None and known.total != "none" and not known.low <= score.total <= known.high:
            message = f"The {known.short} goes from {known.low:g} to {known.high:g}, and the score is {score.total:g}."
            yield Found(score.id, message, "Check the score.", _asked(score, known))
        elif score.on > checked.today:
            message = f"A score is dated {day(score.on)}, which is still to come."
            yield Found(score.id, message, "Check the date.", _asked(score, known))


def _complete(known: MeasureEntry, score: Score) -> bool:
    return is_complete(known, score.items, score.total, score.known_parts)


def _asked(score: Score, known: MeasureEntry | None) -> str:
    """Return the question after the score: its first item without an answer, its total, or its first open part."""
    if score.items:
        return f"measure.item:{score.id}:{score.items.index(None) + 1 if None in score.items else 1}"
    if known and known.total == "none":
        open_ = [part.id for part in known.parts if score.value(part.id) is None]
        return f"measure.part:{score.id}:{(open_ or [known.parts[0].id])[0]}"
    return f"measure.total:{score.id}"


LEVELS = {"none": 0, "minimal": 0, "none to minimal": 0, "mild": 1, "moderate": 2, "moderately severe": 3, "severe": 4}
"""The usual names of bands, from least to most."""
_LEVEL = phrases("minimal", "mild", "moderately severe", "moderate", "severe")


@rule(Severity.WARNING, Area.DIAGNOSIS, sources=("src",), covers=("9", "S8"), heuristic=True)
def score_and_severity_disagree(checked: Checked) -> Iterator[Found]:
    """The severity in a diagnosis' name lies near the band of the score that fits it.

    Why: A reader who finds "mild" beside a score of 22 trusts neither.

    Source: src

    Fails:
        d1.code: F33.0
        d1.name: Major depressive disorder, recurrent, mild
        sc1.total: 20
        sc1.band: severe

    Passes:
        sc1.total: 15
        sc1.band: moderately severe
    """
    for d in checked.chart.diagnoses:
        named = _LEVEL.findall(d.name)
        for score in _scores_for(checked, d) if named else ():
            band = (score.band or "").strip().lower()
            if band in LEVELS and abs(LEVELS[band] - LEVELS[named[-1].lower()]) > 1:
                name = checked.knowledge.label("measure", score.measure)
                message = (
                    f"The diagnosis says “{named[-1]}”, and the {name} of {score.total:g} says “{band}”. {MISREAD}"
                )
                fix = "Change the severity, or say in the justification why they differ and waive this."
                yield Found(d.id, message, fix, f"diagnosis.code:{d.id}")


def _scores_for(checked: Checked, d: Diagnosis) -> Iterator[Score]:
    entry = checked.knowledge.diagnoses.get(d.entry or "")
    for measure in entry.measures if entry else ():
        if score := checked.chart.assessment.latest(measure):
            yield score

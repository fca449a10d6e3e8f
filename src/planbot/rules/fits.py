"""Links that lead to something that is there, and does not fit: another goal's problem, another step's method."""

from collections.abc import Iterator

from planbot.chart import CriterionClaim, Met, Objective, Problem, Symptom
from planbot.knowledge import Criterion
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.weighing import entry_of, taken_up
from planbot.rules.reading.words import blank, short


@rule(Severity.WARNING, Area.OBJECTIVES, sources=("src", "carf"), covers=("5", "50"))
def step_off_its_goal(checked: Checked) -> Iterator[Found]:
    """A step moves something that the problems of its goal rest on.

    Why: A step that changes what another problem is about leaves its own goal without one.

    Source: src, carf

    Fails:
        +problems: {words: We keep fighting, symptoms: [sy3, sy4], diagnoses: [d1], priority: 2}
        g1.problems: [p2]

    Passes:
        +problems: {words: We keep fighting, symptoms: [sy1, sy3], diagnoses: [d1], priority: 2}
        g1.problems: [p2]
    """
    for o in checked.objectives:
        resting = _resting_on(checked.problems_of_goal.get(o.goal, ()))
        moved = {*o.symptoms, *o.impairments}
        if resting and moved and not resting & moved:
            goal = checked.chart.find(o.goal)
            message = f"{short(o.behaviour)} changes nothing that the problems of its goal {short(goal.words)} rest on."
            fix = "Say what else it should change, or move it to the goal it belongs to."
            yield Found(o.id, message, fix, f"objective.symptoms:{o.id}")


def _resting_on(problems: tuple[Problem, ...]) -> set[str]:
    return {each for p in problems for each in (*p.symptoms, *p.impairments)}


@rule(Severity.WARNING, Area.PROBLEMS, sources=("src", "cent"), covers=("9", "S2"))
def problem_of_another_diagnosis(checked: Checked) -> Iterator[Found]:
    """A problem belongs to a diagnosis that accounts for some of what shows it, where one in the chart does.

    Why: A problem under the wrong diagnosis is treated with the wrong methods, and the right diagnosis stays untreated.

    Source: src, cent

    Fails:
        +symptoms: {words: They follow me, entry: persecutory-beliefs}
        +diagnoses: {code: F22, name: Delusional disorders, entry: delusional, rank: 2, provisional: true}
        p1.diagnoses: [d2]

    Passes:
        +symptoms: {words: They follow me, entry: persecutory-beliefs}
        +diagnoses: {code: F22, name: Delusional disorders, entry: delusional, rank: 2, provisional: true}
        p1.diagnoses: [d1]
    """
    accounts = {d.id: _accounts_for(checked, d.id) for d in checked.chart.diagnoses}
    names = {d.id: d.name for d in checked.chart.diagnoses}
    for p in checked.chart.problems if len(names) > 1 else ():
        fitting = [d for d in names if accounts[d] & set(p.symptoms)]
        linked = [d for d in p.diagnoses if d in names]
        if fitting and linked and not set(fitting) & set(linked):
            right, wrong = short(names[fitting[0]]), short(names[linked[0]])
            message = f"What shows {short(p.words)} belongs to {right}, not to {wrong}."
            fix = "Link the diagnosis that explains it, or say which symptom of the other one shows it."
            yield Found(p.id, message, fix, f"problem.diagnoses:{p.id}")


def _accounts_for(checked: Checked, diagnosis: str) -> set[str]:
    """Return the symptoms of the chart that a diagnosis accounts for, by its claims or by the library."""
    d = checked.chart.find(diagnosis)
    entry = entry_of(checked, d)
    claimed = {s for claim in d.criteria for s in claim.symptoms}
    listed = taken_up(entry) if entry else frozenset()
    return claimed | {s.id for s in checked.chart.assessment.symptoms if s.entry in listed}


@rule(Severity.WARNING, Area.DIAGNOSIS, sources=("src", "mag1"), covers=("8", "S6"))
def criterion_shown_by_another_symptom(checked: Checked) -> Iterator[Found]:
    """A criterion that is claimed points at a symptom that shows it, as far as the library knows.

    Why: Poor sleep does not show low mood; exchanged evidence makes a count look full that is not.

    Source: src, mag1

    Fails:
        d1.criteria: [{id: A1, met: "yes", symptoms: [sy3]}, {id: E, met: "yes"}, {id: course.recurrent, met: "yes"}]

    Passes:
        d1.criteria: [{id: A4, met: "yes", symptoms: [sy3]}, {id: E, met: "yes"}, {id: course.recurrent, met: "yes"}]
    """
    for d in checked.chart.diagnoses:
        entry = entry_of(checked, d)
        known = {c.id: c for group in (entry.criteria if entry else ()) for c in group.criteria if c.symptoms}
        for claim in d.criteria:
            criterion = known.get(claim.id)
            if criterion and claim.met is Met.YES and _shown_by_others(checked, claim, criterion):
                words = " and ".join(short(checked.chart.find(s).words) for s in claim.symptoms)
                what = f"{claim.id} of {short(d.name)}, “{criterion.label}”,"
                message = f"{what} points at {words}, which shows something else."
                yield Found(d.id, message, "Point at the symptom that shows it.", f"diagnosis.criteria:{d.id}")


def _shown_by_others(checked: Checked, claim: CriterionClaim, criterion: Criterion) -> bool:
    """Whether all it points at is there, known to the library, and none of it what shows the criterion."""
    found = [checked.chart.find(s) for s in claim.symptoms]
    entries = [getattr(s, "entry", None) for s in found]
    return bool(entries) and None not in entries and not set(entries) & set(criterion.symptoms)


@rule(Severity.ERROR, Area.DIAGNOSIS, sources=("src",), covers=("6", "S5"))
def code_of_another_disorder(checked: Checked) -> Iterator[Found]:
    """The code of a diagnosis belongs to the disorder whose criteria were gone through.

    Why: When code and criteria are of two disorders, one of them is diagnosed and the other is billed.

    Source: src

    Fails:
        d1.code: F41.1
        d1.name: Generalized anxiety disorder

    Passes:
        d1.code: F33.0
        d1.name: Major depressive disorder, recurrent, mild
    """
    library = checked.knowledge
    for d in checked.chart.diagnoses:
        entry = library.diagnoses.get(d.entry or "")
        if entry is None or blank(d.code) or library.codes.fault(d.code):
            continue
        others = library.diagnosis_of(d.code)
        if others and entry.id not in {other.id for other in others}:
            coded, held = short(others[0].name), short(entry.name)
            message = f"{d.code} is a code of {coded}, and the criteria recorded are those of {held}."
            fix = "Choose the disorder from the list again, so that code and criteria agree."
            yield Found(d.id, message, fix, f"diagnosis.code:{d.id}")


@rule(Severity.WARNING, Area.INTERVENTIONS, sources=("bcbs", "src"), covers=("59", "S4"))
def method_of_another_step(checked: Checked) -> Iterator[Found]:
    """A method of the library is not used away from the one step that it is meant for and that nothing else fits.

    Why: Two methods that changed places leave two steps without help.

    Source: bcbs, src

    Fails:
        i1.objectives: [o3]
        i1.entry: cognitive-restructuring-mood
        i2.objectives: [o1, o2]
        i2.entry: sleep-diary-review

    Passes:
        i3.entry: cbt-insomnia
    """
    for i in checked.chart.plan.interventions:
        entry = checked.knowledge.interventions.get(i.entry or "")
        mine = [o for o in checked.objectives if o.id in i.objectives]
        moved = [_moved(checked, o) for o in mine]
        if entry is None or not mine or not all(moved) or any(m & set(entry.symptoms) for m in moved):
            continue
        alone = (o for o in checked.objectives if _moved(checked, o) & set(entry.symptoms) and not _helped(checked, o))
        if better := next(alone, None):
            message = (
                f"{entry.technique} is meant for what {short(better.behaviour)} changes,"
                f" not for {short(mine[0].behaviour)}."
            )
            yield Found(i.id, message, "Choose the step it is for.", f"intervention.objectives:{i.id}")


def _helped(checked: Checked, o: Objective) -> bool:
    """Whether a step has a method that is meant for what it changes, or one that the library can't judge."""
    entries = [checked.knowledge.interventions.get(i.entry or "") for i in checked.interventions_of.get(o.id, ())]
    return any(entry is None or set(entry.symptoms) & _moved(checked, o) for entry in entries)


def _moved(checked: Checked, o: Objective) -> set[str]:
    """Return the library's symptoms that a step is to change; empty when one of them is not known there."""
    found = [checked.chart.find(each) for each in o.symptoms]
    entries = {s.entry for s in found if isinstance(s, Symptom)}
    return set() if None in entries else {each for each in entries if each}

"""Whether a link fits, as far as the data of the chart and the library can say: a reader may know more."""

from planbot.chart import Chart, CriterionClaim, Diagnosis, Intervention, Item, Objective
from planbot.knowledge import Knowledge
from planbot.knowledge.entries import Criterion


def fits(chart: Chart, knowledge: Knowledge, kind: str, owner: Item, targets: tuple[str, ...]) -> bool | None:
    """Return whether a field that points at *targets* fits; None when only a reader of the words could tell.

    *kind* is the class and the field, such as "Objective.symptoms"; a field fits as soon as one of its targets does.
    """
    known = [t for t in targets if t in chart.by_id]
    judged = [_ONE[kind](chart, knowledge, owner, each) for each in known] if kind in _ONE else []
    return None if not judged or None in judged else any(judged)


def criterion_of(knowledge: Knowledge, diagnosis: Diagnosis, claim: CriterionClaim) -> Criterion | None:
    """Return the library's criterion that a claim is about, or None."""
    entry = knowledge.diagnoses.get(diagnosis.entry or "")
    every = (c for group in (entry.criteria if entry else ()) for c in group.criteria)
    return next((c for c in every if c.id == claim.id), None)


def shows(chart: Chart, criterion: Criterion, symptom: str) -> bool | None:
    """Return whether a symptom of the chart is one that shows a criterion; None when the library does not know it."""
    found = chart.find(symptom)
    if found is None or found.entry is None or not criterion.symptoms:
        return None
    return found.entry in criterion.symptoms


def evidence(chart: Chart, goal: str) -> set[str]:
    """Return the symptoms and impairments on which the problems of a goal rest."""
    found = chart.find(goal)
    problems = [p for each in (found.problems if found else ()) if (p := chart.find(each))]
    return {target for p in problems for target in (*p.symptoms, *p.impairments)}


def taken_up(chart: Chart, knowledge: Knowledge, diagnosis: Diagnosis) -> set[str]:
    """Return the symptoms of the chart that a diagnosis accounts for, by its claims and by the library."""
    entry = knowledge.diagnoses.get(diagnosis.entry or "")
    listed = {s for group in (entry.criteria if entry else ()) for c in group.criteria for s in c.symptoms}
    claimed = {s for claim in diagnosis.criteria for s in claim.symptoms}
    return claimed | {s.id for s in chart.assessment.symptoms if s.entry in listed}


def served(chart: Chart, objectives: tuple[str, ...]) -> set[str]:
    """Return the diagnoses that objectives serve, through their goals' problems and through their symptoms."""
    found = [o for each in objectives if (o := chart.find(each))]
    problems = [chart.find(p) for o in found if (g := chart.find(o.goal)) for p in g.problems]
    by_goal = {d for p in problems if p for d in p.diagnoses}
    moved = {s for o in found for s in o.symptoms}
    return by_goal | {d.id for d in chart.diagnoses for claim in d.criteria if moved & set(claim.symptoms)}


def _of_the_goal(chart: Chart, _: Knowledge, owner: Item, target: str) -> bool | None:
    assert isinstance(owner, Objective)
    resting = evidence(chart, owner.goal)
    others = {*owner.symptoms, *owner.impairments} - {target}
    return (target in resting or bool(resting & others)) if resting else None


def _goal(chart: Chart, _: Knowledge, owner: Item, target: str) -> bool | None:
    assert isinstance(owner, Objective)
    moved = {*owner.symptoms, *owner.impairments}
    return bool(moved & evidence(chart, target)) if moved else None


def _problem(chart: Chart, _: Knowledge, owner: Item, target: str) -> bool | None:
    mine = [o for o in chart.plan.objectives if o.goal == owner.id]
    moved = {t for o in mine for t in (*o.symptoms, *o.impairments)}
    problem = chart.find(target)
    return bool(moved & {*problem.symptoms, *problem.impairments}) if moved else None


def _diagnosis(chart: Chart, knowledge: Knowledge, owner: Item, target: str) -> bool | None:
    symptoms = set(chart.find(owner.id).symptoms)
    accounts = {d.id: bool(symptoms & taken_up(chart, knowledge, d)) for d in chart.diagnoses}
    return accounts.get(target) if any(accounts.values()) else None


def _step(chart: Chart, knowledge: Knowledge, owner: Item, target: str) -> bool | None:
    assert isinstance(owner, Intervention)
    entry = knowledge.interventions.get(owner.entry or "")
    moved = {s.entry for each in chart.find(target).symptoms if (s := chart.find(each))}
    return bool(moved & set(entry.symptoms)) if entry and moved - {None} else None


def _purpose(chart: Chart, _: Knowledge, owner: Item, target: str) -> bool | None:
    assert isinstance(owner, Intervention)
    return target in found if (found := served(chart, owner.objectives)) else None


_ONE = {
    "Objective.symptoms": _of_the_goal,
    "Objective.impairments": _of_the_goal,
    "Objective.goal": _goal,
    "Goal.problems": _problem,
    "Problem.diagnoses": _diagnosis,
    "Intervention.objectives": _step,
    "Intervention.diagnosis": _purpose,
}

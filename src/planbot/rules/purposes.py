"""What the plan is for: every diagnosis is treated, and every intervention serves what it says it serves."""

from collections.abc import Iterator

from planbot.chart import Intervention
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import MISREAD, blank, listed, short


@rule(Severity.ERROR, Area.DIAGNOSIS, sources=("src",), covers=("S3",))
def diagnosis_untreated(checked: Checked) -> Iterator[Found]:
    """For every diagnosis there is an objective or an intervention, or its problems are put off with a reason.

    Why: A diagnosis that nothing is planned for will not get better by being written down.

    Source: src

    Fails:
        +diagnoses: {code: F41.1, name: Generalized anxiety disorder, rank: 2, provisional: true, justification: w}

    Passes:
        +diagnoses: {code: F41.1, name: Generalized anxiety disorder, rank: 2, provisional: true, justification: w}
        i1.diagnosis: d2
    """
    chart = checked.chart
    if not checked.objectives and not chart.plan.interventions:
        return
    treated = {i.diagnosis for i in chart.plan.interventions}
    for o in checked.objectives:
        treated |= checked.diagnoses_of[o.id]
    for d in chart.diagnoses:
        put_off = [not blank(p.deferred) for p in chart.problems if d.id in p.diagnoses]
        if d.id not in treated and not (put_off and all(put_off)):
            message = f"No step and no method of the plan is for {short(d.name)}."
            fix = "Link it to a problem that a goal takes up, plan something for it, or put its problem off."
            first = next((p.id for p in chart.problems), None)
            yield Found(d.id, message, fix, f"problem.diagnoses:{first}" if first else "problem.add")


@rule(Severity.WARNING, Area.INTERVENTIONS, sources=("src", "bcbs"), covers=("59", "S4"))
def intervention_for_another_diagnosis(checked: Checked) -> Iterator[Found]:
    """An intervention is for a diagnosis that its objectives serve.

    Why: Methods for one disorder that are aimed at the steps of another leave both untreated.

    Source: src, bcbs

    Fails:
        +diagnoses: {code: F41.1, name: Generalized anxiety disorder, rank: 2, provisional: true, justification: w}
        i1.diagnosis: d2

    Passes:
        i1.diagnosis: d1
    """
    names = {d.id: d.name for d in checked.chart.diagnoses}
    for i in checked.chart.plan.interventions:
        served = _served(checked, i) if i.diagnosis in names else frozenset()
        if served and i.diagnosis in names and i.diagnosis not in served:
            for_what = listed(short(names[d]) for d in sorted(served) if d in names)
            message = f"{short(i.what)} is for {short(names[i.diagnosis])}, but its steps serve {for_what}."
            fix = "Change what it is for, or the steps it belongs to."
            yield Found(i.id, message, fix, f"intervention.diagnosis:{i.id}")


def _served(checked: Checked, i: Intervention) -> frozenset[str]:
    return frozenset[str]().union(*(checked.diagnoses_of.get(o, frozenset()) for o in i.objectives))


@rule(Severity.WARNING, Area.INTERVENTIONS, sources=("bcbs", "src"), covers=("59", "S4"), heuristic=True)
def intervention_for_other_symptoms(checked: Checked) -> Iterator[Found]:
    """An intervention of the library is used for symptoms or a diagnosis that it is meant for.

    Why: What works for one kind of trouble need not work for another.

    Source: bcbs, src

    Fails:
        i1.entry: interoceptive-exposure

    Passes:
        i1.entry: behavioural-activation
    """
    symptoms = {s.id: s.entry for s in checked.chart.assessment.symptoms if s.entry}
    problems = {g.id: checked.problems_of_goal[g.id] for g in checked.chart.plan.goals}
    by_id = {o.id: o for o in checked.chart.plan.objectives}
    diagnoses = {d.id: d.entry for d in checked.chart.diagnoses}
    for i in checked.chart.plan.interventions:
        entry = checked.knowledge.interventions.get(i.entry or "")
        targets = [by_id[o] for o in i.objectives if o in by_id]
        if entry is None or not targets:
            continue
        here = {symptoms.get(s) for o in targets for s in o.symptoms}
        here |= {symptoms.get(s) for o in targets for p in problems.get(o.goal, ()) for s in p.symptoms}
        served = {diagnoses.get(d) for d in _served(checked, i)}
        if here - {None} and not here & set(entry.symptoms) and not served & set(entry.diagnoses):
            message = (
                f"{entry.technique} is meant for other trouble than what {short(i.what)} is to help with. {MISREAD}"
            )
            fix = "Choose another method, or the steps it is really for."
            yield Found(i.id, message, fix, f"intervention.objectives:{i.id}")

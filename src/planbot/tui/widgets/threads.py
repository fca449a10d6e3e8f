"""Follows the golden thread of a chart from each symptom to the measure, and says where it breaks and what mends it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from planbot.chart import Chart, Diagnosis, Goal, Intervention, Objective, Problem, Status, Symptom
from planbot.knowledge import Knowledge
from planbot.text import one_line
from planbot.tui.widgets import wording


class Stage(StrEnum):
    """The stations of the thread, in order."""

    SYMPTOM = "symptom"
    DIAGNOSIS = "diagnosis"
    PROBLEM = "problem"
    GOAL = "goal"
    OBJECTIVE = "objective"
    INTERVENTION = "intervention"
    MEASURE = "measure"


@dataclass(frozen=True)
class Bead:
    """One station of one thread: what is there, or the words for what is missing and the question that mends it."""

    stage: Stage
    names: tuple[str, ...] = ()
    broken: str = ""
    ask: str | None = None

    @property
    def whole(self) -> bool:
        """Whether the thread holds here."""
        return not self.broken


@dataclass(frozen=True)
class Thread:
    """The way of one symptom through the plan."""

    symptom: str
    name: str
    key: str
    beads: tuple[Bead, ...]
    deferred: str = ""
    """Why it is left for later, if it is; then nothing is missing."""

    @property
    def breaks(self) -> tuple[Bead, ...]:
        """The stations where the thread does not hold; those behind the first one follow from it."""
        return () if self.deferred else tuple(bead for bead in self.beads if not bead.whole)


@dataclass(frozen=True)
class LooseEnd:
    """Something that hangs on nothing: what it is, what is missing, and the question that mends it."""

    item: str
    name: str
    broken: str
    ask: str


def threads(chart: Chart, knowledge: Knowledge) -> tuple[Thread, ...]:
    """Return the thread of every symptom, in the order of the chart."""
    return tuple(_thread(chart, symptom, knowledge) for symptom in chart.assessment.symptoms)


def _thread(chart: Chart, symptom: Symptom, knowledge: Knowledge) -> Thread:
    problems = [p for p in chart.problems if symptom.id in p.symptoms]
    goals = [g for g in chart.plan.goals if {p.id for p in problems} & set(g.problems)]
    active = [o for o in chart.plan.objectives if o.status in (Status.ACTIVE, Status.MET)]
    objectives = [o for o in active if symptom.id in o.symptoms]
    name = wording.symptom(knowledge, symptom.words, symptom.entry)
    key = f"symptom.words:{symptom.id}"
    put_off = symptom.deferred or next((p.deferred for p in problems if p.deferred), None)
    return Thread(
        symptom.id,
        name,
        key,
        (
            Bead(Stage.SYMPTOM, (name,), ask=key),
            _diagnosis(chart, symptom),
            _problem(chart, problems),
            _goal(chart, goals, problems),
            _objective(chart, objectives, goals),
            _intervention(chart, objectives),
            _measure(chart, objectives),
        ),
        one_line(put_off or ""),
    )


def _diagnosis(chart: Chart, symptom: Symptom) -> Bead:
    claimed = [d for d in chart.diagnoses if any(symptom.id in claim.symptoms for claim in d.criteria)]
    if claimed:
        codes = tuple(one_line(d.code) for d in claimed)
        return Bead(Stage.DIAGNOSIS, codes, ask=f"diagnosis.criteria:{claimed[0].id}")
    if chart.diagnoses:
        primary = min(chart.diagnoses, key=lambda d: d.rank)
        return Bead(Stage.DIAGNOSIS, (), "no diagnosis rests on it", f"diagnosis.criteria:{primary.id}")
    return Bead(Stage.DIAGNOSIS, (), "no diagnosis yet", "diagnosis.add")


def _problem(chart: Chart, problems: list[Problem]) -> Bead:
    if problems:
        names = tuple(one_line(p.words) for p in problems)
        return Bead(Stage.PROBLEM, names, ask=f"problem.words:{problems[0].id}")
    if chart.problems:
        return Bead(Stage.PROBLEM, (), "in no problem yet", f"problem.symptoms:{chart.problems[0].id}")
    return Bead(Stage.PROBLEM, (), "no problem yet", "problem.add")


def _goal(chart: Chart, goals: list[Goal], problems: list[Problem]) -> Bead:
    if goals:
        numbered = wording.numbers(chart)
        return Bead(Stage.GOAL, tuple(numbered[g.id] for g in goals), ask=f"goal.words:{goals[0].id}")
    free = [g for g in chart.plan.goals if not g.problems] or (list(chart.plan.goals) if problems else [])
    return Bead(Stage.GOAL, (), "no goal yet", f"goal.problems:{free[0].id}" if free else "goal.add")


def _objective(chart: Chart, objectives: list[Objective], goals: list[Goal]) -> Bead:
    if objectives:
        numbered = wording.numbers(chart)
        names = tuple(numbered.get(o.id, "?") for o in objectives)
        return Bead(Stage.OBJECTIVE, names, ask=f"objective.behaviour:{objectives[0].id}")
    under = [o for g in goals for o in wording.objectives_of(chart, g)]
    free = [o for o in under if not o.symptoms]
    ask = f"objective.symptoms:{free[0].id}" if free else f"objective.add:{goals[0].id}" if goals else "goal.add"
    return Bead(Stage.OBJECTIVE, (), "no objective yet", ask)


def _intervention(chart: Chart, objectives: list[Objective]) -> Bead:
    if not objectives:
        return Bead(Stage.INTERVENTION, (), "no intervention yet")
    found = {i.id: i for o in objectives for i in wording.interventions_of(chart, o)}
    if not found:
        words = f"no intervention for {_numbers(chart, objectives)} yet"
        return Bead(Stage.INTERVENTION, (), words, f"intervention.add:{objectives[0].id}")
    names = tuple(one_line(i.technique or i.what) for i in found.values())
    return Bead(Stage.INTERVENTION, names, ask=f"intervention.what:{next(iter(found))}")


def _measure(chart: Chart, objectives: list[Objective]) -> Bead:
    if not objectives:
        return Bead(Stage.MEASURE, (), "no measure yet")
    measured = {o.id: one_line(o.measured.by) for o in objectives if o.measured}
    if not measured:
        words = f"no measure for {_numbers(chart, objectives)} yet"
        return Bead(Stage.MEASURE, (), words, f"objective.measured:{objectives[0].id}")
    names = tuple(dict.fromkeys(measured.values()))
    return Bead(Stage.MEASURE, names, ask=f"objective.measured:{next(iter(measured))}")


def _numbers(chart: Chart, objectives: list[Objective]) -> str:
    numbered = wording.numbers(chart)
    return ", ".join(numbered.get(o.id, "?") for o in objectives)


def loose_ends(chart: Chart, said: Collection[str] = ()) -> tuple[LooseEnd, ...]:
    """Return what hangs on nothing, apart from symptoms, whose threads say it themselves.

    *said* are the questions that breaks in the threads lead to already.
    """
    ends: list[LooseEnd | None] = [
        *(_loose_diagnosis(d) for d in chart.diagnoses),
        *(_loose_problem(chart, p) for p in chart.problems if not p.deferred),
        *(_loose_goal(chart, g) for g in chart.plan.goals if g.status is Status.ACTIVE),
        *(_loose_objective(chart, o) for o in chart.plan.objectives if o.status is Status.ACTIVE),
        *(_loose_intervention(chart, i) for i in chart.plan.interventions),
    ]
    return tuple(end for end in ends if end and end.ask not in said)


def _loose_diagnosis(diagnosis: Diagnosis) -> LooseEnd | None:
    if any(claim.symptoms for claim in diagnosis.criteria):
        return None
    return LooseEnd(diagnosis.id, one_line(diagnosis.code), "rests on no symptom", f"diagnosis.criteria:{diagnosis.id}")


def _loose_problem(chart: Chart, problem: Problem) -> LooseEnd | None:
    if not problem.symptoms and not problem.impairments:
        return LooseEnd(problem.id, one_line(problem.words), "nothing shows it yet", f"problem.symptoms:{problem.id}")
    if not any(problem.id in g.problems for g in chart.plan.goals) and not problem.symptoms:
        return LooseEnd(problem.id, one_line(problem.words), "no goal yet", "goal.add")
    return None


def _loose_goal(chart: Chart, goal: Goal) -> LooseEnd | None:
    number = f"goal {wording.numbers(chart)[goal.id]}"
    if not any(chart.find(p) for p in goal.problems):
        return LooseEnd(goal.id, number, "tied to no problem", f"goal.problems:{goal.id}")
    if not wording.objectives_of(chart, goal):
        return LooseEnd(goal.id, number, "no objective yet", f"objective.add:{goal.id}")
    return None


def _loose_objective(chart: Chart, objective: Objective) -> LooseEnd | None:
    number = f"objective {wording.numbers(chart).get(objective.id, '?')}"
    key = objective.id
    if not objective.symptoms and not objective.impairments:
        return LooseEnd(objective.id, number, "tied to no symptom", f"objective.symptoms:{key}")
    if not wording.interventions_of(chart, objective):
        return LooseEnd(objective.id, number, "no intervention yet", f"intervention.add:{key}")
    if objective.measured is None:
        return LooseEnd(objective.id, number, "no measure yet", f"objective.measured:{key}")
    return None


def _loose_intervention(chart: Chart, intervention: Intervention) -> LooseEnd | None:
    if any(chart.find(o) for o in intervention.objectives):
        return None
    name = one_line(intervention.technique or intervention.what)
    return LooseEnd(intervention.id, name, "serves no objective", f"intervention.objectives:{intervention.id}")

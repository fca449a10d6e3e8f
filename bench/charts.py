"""A large chart for the benchmarks, answered question by question through the flows as two people would."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import islice

from planbot.chart import Chart, Client, Origin, Voice
from planbot.drafting import Proposal
from planbot.drafting.library import LibraryDrafter
from planbot.errors import AnswerError
from planbot.flows import Asking, Flow, Question, apply
from planbot.flows.plan import PARTS
from planbot.knowledge import Knowledge, load

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SYMPTOMS = (
    "worry; uncontrollable-worry; low-mood; loss-of-interest; fatigue; trouble-falling-asleep; "
    "panic-attacks; muscle-tension; poor-concentration; social-withdrawal"
)
PROBLEMS = "I worry from morning to night; I can't get going; I lie awake; my heart races and I leave"
CODES = ("F41.1", "F33.1", "F41.0")
GOALS = (
    "I want to go home on time and sleep",
    "I want to cook for the children again",
    "I want to take the bus without leaving it",
    "I want to finish a day without lists",
    "I want to see my friends on Sundays",
    "I want to walk by the river every morning",
    "I want to play in the orchestra again",
    "I want to be rested when the shift begins",
)
STEPS = (
    "will walk by the river for 20 minutes after breakfast",
    "will cook dinner with the children",
    "will call a friend and talk for ten minutes",
    "will put the list away at eight in the evening",
    "will ride the bus two stops further than last week",
    "will get up at seven and leave the bed made",
    "will play the violin for a quarter of an hour",
    "will write down one worry and one fact beside it",
)
METHODS = (
    "Will plan the week's activities with the client and look at the log",
    "Will teach a way to question worries, with a worksheet",
    "Will practise slow steps towards what is avoided",
    "Will go through the sleep diary and set the hours in bed",
    "Will rehearse asking for help, in the room",
)
SAID: dict[str, str] = {
    "client.birth-date": "1990-05-17",
    "client.clinician": "Dana Lee",
    "client.credentials": "LCSW",
    "consent.treatment": "yes",
    "intake.approaches": "CBT; Mindfulness-based",
    "symptom.onset": "It crept up after the move last autumn.",
    "impact.domains": "work-school; social",
    "impact.level": "moderate",
    "readiness.stage": "action",
    "readiness.motivation": "8",
    "readiness.insight": "good",
    "readiness.capacity": "full",
    "readiness.acuity": "none",
    "measure.which": "GAD-7; PHQ-9",
    "measure.item": "2",
    "measure.total": "12",
    "risk.status": "Asked, none reported",
    "mental.status": "Mood: low; Affect: narrow; Speech: slow",
    "diagnosis.exclusions": "yes",
    "diagnosis.differentials": "none",
    "goal.agreed": "yes",
    "objective.measured": "count in a log",
    "objective.baseline": "1 times a week",
    "objective.target": "4 times a week",
    "intervention.approach": "CBT",
    "intervention.type": "individual",
    "intervention.frequency": "weekly",
    "intervention.minutes": "50",
    "intervention.weeks": "12",
    "discharge.discussed": "yes",
    "participation.agreed": "yes",
    "participation.copy": "given",
    "snap.strengths": "I never give up on people; I learn fast; my brother",
    "snap.needs": "sleep; a way to switch off",
    "snap.abilities": "music; organising; caring for others",
    "snap.preferences": "plain explanations; written reminders",
    "snap.values": "family; being good at my job",
    "task.client": "keep the worry log; leave on time one day this week",
    "task.others": "brother: comes along on Sunday walks",
    "referral.needs": "primary care: review of sleep medication, letter with consent",
}
"""What is answered to a question, by its step; the rest is suggested, picked or said in a sentence."""


@dataclass
class Size:
    """How much there shall be of each."""

    goals: int = 8
    objectives: int = 40
    interventions: int = 60
    symptoms: int = 10
    diagnoses: int = 3


@dataclass
class Scribe:
    """Answers every question of the parts of the plan, one after another."""

    knowledge: Knowledge
    size: Size
    chart: Chart
    _follow: dict[str, tuple[str, Origin | None]] = field(default_factory=dict)
    """Words that came with a proposal, for the questions that follow it, by their key."""
    _minutes: int = 0

    def through(self, flow: Flow) -> None:
        """Answer *flow* until nothing is left to ask."""
        while (question := self._next(flow)) is not None:
            self._answer(question)

    def _next(self, flow: Flow) -> Question | None:
        for voice in (Voice.CLIENT, Voice.THERAPIST):
            question = flow.next(Asking(self.chart, self.knowledge, voice, TODAY))
            if question is None or question.askable:
                return question
        return None

    def _answer(self, question: Question) -> None:
        self._minutes += 1
        at = NOW + timedelta(minutes=self._minutes)
        proposal = self._proposal(question)
        if proposal is not None:
            applied = apply(question, proposal.words, at, proposal.origin)
            for made in applied.made:
                self._follow |= {f"{step}:{made}": (words, proposal.origin) for step, words in proposal.follow}
            if applied.made:
                self.chart = applied.chart
                return
        if question.key in self._follow:
            words, origin = self._follow.pop(question.key)
            try:
                self.chart = apply(question, words, at, origin).chart
            except AnswerError:
                pass
            else:
                return
        self.chart = apply(question, self._words(question), at).chart

    def _proposal(self, question: Question) -> Proposal | None:
        """Return the library's proposal where there is room for one more objective or intervention."""
        if question.step.id not in {"objective.add", "intervention.add"} or not self._wanted(question):
            return None
        plan = self.chart.plan
        there = {o.behaviour for o in plan.objectives} | {i.what for i in plan.interventions}
        found = (p for p in LibraryDrafter().propose(question) if p.words not in there)
        return next(islice(found, 1), None)

    def _wanted(self, question: Question) -> bool:
        plan, here = self.chart.plan, len(question.items)
        if question.step.id == "goal.add":
            return here < self.size.goals
        if question.step.id == "objective.add":
            each = -(-self.size.objectives // len(plan.goals))
            return here < each and len(plan.objectives) < self.size.objectives
        if question.step.id == "intervention.add":
            # Those that are there first get one each; what is left over goes to the first ones.
            second = len(plan.interventions) < self.size.interventions - self._waiting()
            return not here or (here < 2 and second)
        return here < {"diagnosis.add": self.size.diagnoses, "discharge.add": len(plan.goals)}.get(question.step.id, 1)

    def _waiting(self) -> int:
        served = {i.objectives[0] for i in self.chart.plan.interventions}
        return sum(o.id not in served for o in self.chart.plan.objectives)

    def _words(self, question: Question) -> str:
        if question.adds:
            return self._added(question) if self._wanted(question) else "no"
        about = question.item.id[1:] if question.item else ""
        said = {
            **SAID,
            "symptom.ratings": "; ".join(
                f"{s.id}: 7, nearly every day, 8 months" for s in self.chart.assessment.symptoms
            ),
            "objective.due": f"in {6 + len(self.chart.answers) % 9} weeks",
            "problem.priority": about,
        }
        if words := said.get(question.step.id) or question.suggestion:
            return words
        if question.options:
            return question.options[len(self.chart.answers) % len(question.options)].value
        return self._otherwise(question)

    @staticmethod
    def _otherwise(question: Question) -> str:
        return f"What was said about {question.room.replace('-', ' ')}, in a sentence of the usual length."

    def _added(self, question: Question) -> str:
        plan = self.chart.plan
        step, methods = len(plan.objectives), len(plan.interventions)
        said = {
            "problem.add": PROBLEMS,
            "symptom.add": "; ".join(SYMPTOMS.split("; ")[: self.size.symptoms]),
            "diagnosis.add": CODES[len(self.chart.diagnoses) % len(CODES)],
            "goal.add": GOALS[len(plan.goals) % len(GOALS)],
            "objective.add": f"Robin {STEPS[step % len(STEPS)]}, week {step // len(STEPS) + 1}.",
            "intervention.add": f"{METHODS[methods % len(METHODS)]}, part {methods // len(METHODS) + 1}.",
            "discharge.add": f"Sign number {len(question.items) + 1}: 8 points or fewer for four weeks.",
        }
        return said[question.step.id]


@cache
def plan_of(objectives: int = 40, interventions: int = 60, goals: int = 8) -> Chart:
    """Return a whole plan with that many objectives, interventions and goals, 10 symptoms and 3 diagnoses."""
    size = Size(min(goals, objectives), objectives, interventions)
    client = Client(name="Robin")
    scribe = Scribe(load(), size, Chart(id="bench", created=NOW, client=client))
    for part in PARTS:
        scribe.through(part)
    return scribe.chart


def edits(chart: Chart) -> Iterator[tuple[str, str]]:
    """Yield without end a key and new words for it: answers changed all over the plan, so that each is saved."""
    number = 0
    while True:
        for objective in chart.plan.objectives:
            number += 1
            yield f"objective.target:{objective.id}", f"{5 + number % 7} times a week"
            yield f"objective.due:{objective.id}", f"in {16 + number % 9} weeks"
        for intervention in chart.plan.interventions:
            number += 1
            yield f"intervention.minutes:{intervention.id}", str(51 + number % 20)
        for symptom in chart.assessment.symptoms:
            number += 1
            yield f"symptom.behaviours:{symptom.id}", f"stays in bed until ten, {number % 7} days a week"

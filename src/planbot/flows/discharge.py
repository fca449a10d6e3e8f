"""Discharge: how everyone will know that treatment can end, and what comes after."""

from planbot.chart import DischargeCriterion, Item
from planbot.flows.answers import Choices, Text, Whole, YesNo
from planbot.flows.base import Add, Each, Flow, Question, Step
from planbot.flows.options import chart_goals, labels
from planbot.flows.places import By, Field, Name, Part


def _criterion(question: Question, words: str) -> Item:
    return DischargeCriterion(id=question.chart.next_id("discharge"), words=words)


def _goals(question: Question) -> str:
    taken = {g for c in question.chart.discharge.criteria for g in c.goals}
    offered = chart_goals(question)
    return labels(offered, [o.value for o in offered if o.value not in taken] or [o.value for o in offered])


def _longest(question: Question) -> str:
    weeks = [i.weeks for i in question.chart.plan.interventions if i.weeks]
    return str(max(weeks)) if weeks else ""


FLOW = Flow(
    "discharge",
    "When treatment can end",
    "Signs that a goal is reached, how long treatment may take, and what comes after.",
    (
        Each(
            over=lambda chart, _: chart.discharge.criteria,
            steps=(
                Step(
                    id="discharge.words",
                    therapist="How is that sign put?",
                    client="How would you put that sign?",
                    answer=Text(),
                    into=Name(),
                ),
                Step(
                    id="discharge.goals",
                    therapist='"{it}": for which goals is that the sign?',
                    answer=Choices(chart_goals),
                    into=Part("goals", empty=()),
                    when=lambda q: bool(q.chart.plan.goals),
                    suggest=_goals,
                ),
            ),
            add=Add(
                id="discharge.add",
                therapist="What will you both see when {client} no longer needs treatment for this?",
                client="How will you know that you no longer need to come here for this?",
                again_therapist="Another sign, or is that all?",
                again_client="Another sign, or is that all?",
                help="Something that can be checked: a score, a count, something done for some weeks.",
                answer=Text(),
                into=By(lambda q, _: q.chart, lambda q: q.chart),
                naming="discharge.words",
                make=_criterion,
                draft="discharge",
            ),
        ),
        Step(
            id="discharge.weeks",
            therapist="How long do you expect treatment to take, in weeks?",
            answer=Whole("weeks", 1, 520, (("month", 4), ("year", 52))),
            into=Field("discharge.weeks"),
            suggest=_longest,
        ),
        Step(
            id="discharge.aftercare",
            therapist="What comes after: step-down, check-ins, supports?",
            client="What will help you keep going afterwards?",
            answer=Text(long=True),
            into=Field("discharge.aftercare"),
        ),
        Step(
            id="discharge.discussed",
            therapist="Have these signs been talked through with {client}?",
            answer=YesNo(),
            into=Field("discharge.discussed"),
        ),
    ),
)

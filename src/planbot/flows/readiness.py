"""Readiness and pace: how ready the client is, and how much is written together."""

from planbot.chart import Stage
from planbot.flows.answers import Choice, Option, Scale, Text, Whole
from planbot.flows.base import Flow, Question, Step
from planbot.flows.options import paces, stages
from planbot.flows.places import Field
from planbot.knowledge.entries import Pace


def following(question: Question) -> Pace | None:
    """Return the pace that follows from the factors alone."""
    return question.knowledge.pace_for(question.chart.readiness.model_copy(update={"pace": None}))


def _suggested(question: Question) -> str:
    pace = following(question)
    return pace.label if pace else ""


def _minutes(question: Question) -> str:
    pace = question.knowledge.pace_for(question.chart.readiness)
    return str(pace.minutes) if pace else ""


def _chosen_otherwise(question: Question) -> bool:
    chosen, pace = question.chart.readiness.pace, following(question)
    return chosen is not None and pace is not None and chosen != pace.id


def _kept(values: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(Option(value, value.capitalize()) for value in values)


FLOW = Flow(
    "readiness",
    "Readiness and pace",
    "How ready the client is for change, and how much of the plan is written together.",
    (
        Step(
            id="readiness.stage",
            therapist="Where is {client} with change?",
            client="Which of these sounds most like you today?",
            answer=Choice(stages),
            into=Field("readiness.stage", make=Stage),
        ),
        Step(
            id="readiness.motivation",
            therapist="How much does {client} want to work on this, from 0 to 10?",
            client="How much do you want to work on this now, from 0 to 10?",
            answer=Scale(0, 10, "not at all", "very much"),
            into=Field("readiness.motivation"),
        ),
        Step(
            id="readiness.insight",
            therapist="Insight and openness, as you see them?",
            answer=Choice(_kept(("low", "fair", "good"))),
            into=Field("readiness.insight"),
        ),
        Step(
            id="readiness.capacity",
            therapist="Capacity for this kind of work, thinking of cognition and energy?",
            answer=Choice(_kept(("full", "limited", "severe deficit"))),
            into=Field("readiness.capacity"),
        ),
        Step(
            id="readiness.acuity",
            therapist="Is anything acute?",
            answer=Choice(_kept(("none", "crisis", "active psychosis"))),
            into=Field("readiness.acuity"),
        ),
        Step(
            id="readiness.pace",
            therapist="How shall the plan be written?",
            help="The suggestion follows from the answers before; you can always choose otherwise.",
            answer=Choice(paces),
            into=Field("readiness.pace"),
            suggest=_suggested,
        ),
        Step(
            id="readiness.pace-reason",
            therapist="You chose another pace than the answers suggest. What is the reason?",
            answer=Text(),
            into=Field("readiness.pace_reason"),
            when=_chosen_otherwise,
        ),
        Step(
            id="readiness.minutes",
            therapist="How many minutes of writing together, in one session?",
            client="How many minutes would you like to spend on this today?",
            answer=Whole("minutes", 1, 90),
            into=Field("readiness.minutes"),
            suggest=_minutes,
        ),
    ),
)

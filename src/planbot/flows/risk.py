"""Risk and mental status: recorded as the therapist assessed them; planbot assesses neither."""

from planbot.chart import Chart, RiskStatus, frozen_map
from planbot.flows.answers import Choice, Column, Grid, Option, Row, Text
from planbot.flows.base import Flow, Question, Step
from planbot.flows.places import By

ASPECTS = {
    "appearance": "Appearance and behaviour",
    "speech": "Speech",
    "mood": "Mood",
    "affect": "Affect",
    "thought": "Thought process and content",
    "perception": "Perception",
    "cognition": "Orientation, memory, attention",
    "insight": "Insight and judgement",
}


def _set(question: Question, **update: object) -> Chart:
    return question.chart.set("assessment.risk", question.chart.assessment.risk.model_copy(update=update))


def _rows(question: Question) -> list[Row]:
    known = question.chart.assessment.mental_status
    return [Row(key, label, (known.get(key, ""),)) for key, label in ASPECTS.items()]


def _status(question: Question, values: dict[str, dict[str, str]]) -> Chart:
    given = {key: cells["seen"] for key, cells in values.items() if "seen" in cells}
    known = {**question.chart.assessment.mental_status, **given}
    return question.chart.set("assessment.mental_status", frozen_map(known))


def _present(question: Question) -> bool:
    return question.chart.assessment.risk.status is RiskStatus.PRESENT


FLOW = Flow(
    "risk",
    "Risk and mental status",
    "What the therapist assessed. What is left out stays recorded as not assessed.",
    (
        Step(
            id="risk.status",
            therapist="What do you record about risk of harm to self or others?",
            help='planbot does not assess risk. What you do not record stays "not assessed".',
            answer=Choice(
                (
                    Option("not assessed", "Not assessed"),
                    Option("none reported", "Asked, none reported"),
                    Option("present", "Present"),
                )
            ),
            into=By(lambda q, v: _set(q, status=RiskStatus(v)), lambda q: _set(q, status=RiskStatus.NOT_ASSESSED)),
        ),
        Step(
            id="risk.what",
            therapist="What is present, and what did you do about it?",
            answer=Text(long=True),
            into=By(lambda q, v: _set(q, what=v), lambda q: _set(q, what=None)),
            when=_present,
        ),
        Step(
            id="risk.safety-plan",
            therapist="The safety plan, step by step, as agreed with {client}?",
            answer=Text(long=True),
            into=By(lambda q, v: _set(q, safety_plan=v), lambda q: _set(q, safety_plan=None)),
            when=_present,
        ),
        Step(
            id="mental.status",
            therapist="Mental status, as you saw it today? Leave out what you did not assess.",
            help='As words: "Mood: low; Speech: slow". What is left out stays "not assessed".',
            answer=Grid(_rows, (Column("seen", "what you saw", Text(), needed=False),)),
            into=By(_status, lambda q: q.chart.set("assessment.mental_status", frozen_map({}))),
        ),
    ),
)

"""Formulation: diagnosis and problems seen through the therapist's orientation."""

from planbot.flows.answers import Choice, Text
from planbot.flows.base import Flow, Question, Step
from planbot.flows.options import approaches
from planbot.flows.places import Field


def _orientation(question: Question) -> str:
    return ", ".join(question.chart.intake.approaches[:1])


def _summary(question: Question) -> str:
    chart = question.chart
    statements = [p.statement for p in chart.problems if p.statement]
    diagnoses = [f"{d.name} ({d.code})" for d in chart.diagnoses]
    strengths = [s.words for s in chart.snaps if s.kind == "strength"]
    parts = [" ".join(statements)]
    if diagnoses:
        parts.append(f"The picture is understood as {', '.join(diagnoses)}.")
    if strengths:
        parts.append(f"Treatment can build on {', '.join(strengths)}.")
    return " ".join(part for part in parts if part)


FLOW = Flow(
    "formulation",
    "Integrative summary",
    "How diagnosis, problems and the person hang together, and what treatment will test.",
    (
        Step(
            id="formulation.orientation",
            therapist="Through which orientation do you understand this?",
            answer=Choice(approaches, free=True),
            into=Field("formulation.orientation"),
            suggest=_orientation,
        ),
        Step(
            id="formulation.summary",
            therapist="The integrative summary: how do problems, diagnosis and person hang together?",
            help="What stands in the box is put together from the answers so far; change it as you like.",
            answer=Text(long=True),
            into=Field("formulation.summary"),
            suggest=_summary,
            draft="summary",
        ),
        Step(
            id="formulation.hypothesis",
            therapist="What do you expect will help, and why? The hypothesis that treatment tests.",
            answer=Text(long=True),
            into=Field("formulation.hypothesis"),
        ),
    ),
)

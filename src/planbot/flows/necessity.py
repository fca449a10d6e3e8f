"""Medical necessity: a coverage concern, recorded element by element."""

from planbot.flows.answers import Choices, Text
from planbot.flows.base import Flow, Question, Step
from planbot.flows.options import impaired_domains, labels, reasons
from planbot.flows.places import Field


def _statement(question: Question) -> str:
    chart, knowledge = question.chart, question.knowledge
    diagnoses = [f"{d.name} ({d.code})" for d in chart.diagnoses]
    domains = impaired_domains(question)
    why = [knowledge.reasons[r].label.lower() for r in chart.necessity.reasons if r in knowledge.reasons]
    parts = []
    if diagnoses:
        parts.append(f"Symptoms are consistent with {', '.join(diagnoses)}.")
    if domains:
        parts.append(f"Functioning is impaired in {', '.join(domains)}.")
    if why:
        parts.append(f"Outpatient treatment is needed to {', to '.join(why)}.")
    if chart.necessity.without_care:
        parts.append(f"Without it: {chart.necessity.without_care}")
    return " ".join(parts)


def _usual(question: Question) -> str:
    usual = [r.id for r in question.knowledge.reasons.values() if r.id in {"reduce-symptoms", "improve-functioning"}]
    return labels(reasons(question), usual)


_TEXT = Text(long=True)

FLOW = Flow(
    "necessity",
    "Medical necessity",
    "Why outpatient care is needed now. Keeping the present level of functioning is a reason too.",
    (
        Step(
            id="necessity.reasons",
            therapist="What is treatment needed for?",
            answer=Choices(reasons),
            into=Field("necessity.reasons", empty=()),
            suggest=_usual,
        ),
        Step(
            id="necessity.engagement",
            therapist="How does {client} show that they want this and take part?",
            answer=_TEXT,
            into=Field("necessity.engagement"),
        ),
        Step(
            id="necessity.follow-through",
            therapist="What helps {client} follow through with the plan?",
            client="What will help you stick with the plan?",
            answer=_TEXT,
            into=Field("necessity.follow_through"),
        ),
        Step(
            id="necessity.benefit",
            therapist="What is outpatient care expected to improve, or to keep?",
            answer=_TEXT,
            into=Field("necessity.expected_benefit"),
        ),
        Step(
            id="necessity.without-care",
            therapist="What would be expected without treatment?",
            answer=_TEXT,
            into=Field("necessity.without_care"),
        ),
        Step(
            id="necessity.statement",
            therapist="The medical-necessity statement?",
            help="What stands in the box is put together from the answers so far; change it as you like.",
            answer=_TEXT,
            into=Field("necessity.statement"),
            suggest=_statement,
            draft="necessity",
        ),
    ),
)

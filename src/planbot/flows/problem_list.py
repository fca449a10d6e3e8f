"""The problem list: each problem tied to symptoms, impairments and diagnoses, and put as a statement."""

from planbot.chart import Impairment
from planbot.flows.answers import Choice, Choices, Text, Whole
from planbot.flows.base import Each, Flow, Question, Step
from planbot.flows.options import (
    chart_diagnoses,
    chart_impairments,
    chart_symptoms,
    domain_label,
    is_young,
    labels,
    problems,
)
from planbot.flows.places import Part


def _entry(question: Question) -> str:
    """The presenting problem that fits best: by how it was put, and by the symptoms it shares with the chart."""
    library = question.knowledge.problems
    sounds = {match.id: match.score for match in question.knowledge.find("problem", question.item.words)}
    taken = {p.entry for p in question.chart.problems}
    here = {s.entry for s in question.chart.assessment.symptoms if s.entry}
    fits = {
        p.id: sounds.get(p.id, 0.0) + len(here & set(p.symptoms)) / max(1, len(here))
        for p in library.values()
        if p.id not in taken and (p.ages == "any" or is_young(question))
    }
    best = max(fits, key=lambda entry: fits[entry], default="")
    return library[best].label if best and fits[best] else ""


def _symptoms(question: Question) -> str:
    entry = question.knowledge.problems.get(question.item.entry or "")
    fitting = [s.id for s in question.chart.assessment.symptoms if entry is None or s.entry in entry.symptoms]
    return labels(chart_symptoms(question), fitting or [s.id for s in question.chart.assessment.symptoms])


def _impairments(question: Question) -> str:
    return labels(chart_impairments(question), [i.id for i in question.chart.assessment.impairments])


def _diagnoses(question: Question) -> str:
    entry = question.knowledge.problems.get(question.item.entry or "")
    fitting = [d.id for d in question.chart.diagnoses if entry is None or d.entry in entry.diagnoses]
    return labels(chart_diagnoses(question), fitting or [d.id for d in question.chart.diagnoses[:1]])


def _statement(question: Question) -> str:
    chart, problem = question.chart, question.item
    entry = question.knowledge.problems.get(problem.entry or "")
    shown = [chart.find(i) for i in problem.symptoms]
    seen = [words.rstrip(".") for s in shown if s for words in (s.behaviours[:2] or (s.words,))]
    seen.extend(
        f"{domain_label(question, impairment.domain).lower()}: {impairment.example.rstrip('.')}"
        for impairment in _suffering(question)
        if impairment.example
    )
    name = entry.label if entry else problem.words
    return f"{name}, as evidenced by {'; '.join(seen)}." if seen else ""


def _suffering(question: Question) -> list[Impairment]:
    return [i for i in (question.chart.find(x) for x in question.item.impairments) if i]


FLOW = Flow(
    "problem-list",
    "Problem list",
    "Each problem tied to what it rests on, and put so that another clinician sees the evidence.",
    (
        Each(
            over=lambda chart, _: chart.problems,
            steps=(
                Step(
                    id="problem.entry",
                    therapist='"{it}": which presenting problem is that nearest to?',
                    help="It lets the library propose goals and objectives that fit. Skip it if none fits.",
                    answer=Choice(problems),
                    into=Part("entry"),
                    suggest=_entry,
                ),
                Step(
                    id="problem.symptoms",
                    therapist='"{it}": which symptoms belong to it?',
                    client='"{it}": which of the things you noticed belong to it?',
                    answer=Choices(chart_symptoms),
                    into=Part("symptoms", empty=()),
                    when=lambda q: bool(q.chart.assessment.symptoms),
                    suggest=_symptoms,
                ),
                Step(
                    id="problem.impairments",
                    therapist='"{it}": which parts of life does it affect?',
                    answer=Choices(chart_impairments),
                    into=Part("impairments", empty=()),
                    when=lambda q: bool(q.chart.assessment.impairments),
                    suggest=_impairments,
                ),
                Step(
                    id="problem.diagnoses",
                    therapist='"{it}": which diagnosis does it go with?',
                    answer=Choices(chart_diagnoses),
                    into=Part("diagnoses", empty=()),
                    when=lambda q: bool(q.chart.diagnoses),
                    suggest=_diagnoses,
                ),
                Step(
                    id="problem.statement",
                    therapist='"{it}": as a statement with its evidence?',
                    help='What it is, "as evidenced by" what can be seen.',
                    answer=Text(long=True),
                    into=Part("statement"),
                    suggest=_statement,
                    draft="problem-statement",
                ),
                Step(
                    id="problem.priority",
                    therapist='"{it}": which place does it have? 1 comes first.',
                    client='"{it}": which place does it have for you? 1 comes first.',
                    answer=Whole("place", 1, 20),
                    into=Part("priority"),
                    when=lambda q: len(q.chart.problems) > 1,
                ),
                Step(
                    id="problem.deferred",
                    therapist='Why does the plan leave "{it}" for later?',
                    answer=Text(),
                    into=Part("deferred"),
                    on_request=True,
                ),
            ),
        ),
    ),
)

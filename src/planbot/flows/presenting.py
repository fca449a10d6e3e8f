"""Presenting problems with their symptoms: severity, frequency, duration, and what shows them."""

from typing import Any

from planbot.chart import Chart, Item, Problem, Symptom
from planbot.flows.answers import Choice, Choices, Column, Grid, Lasting, Lines, Option, Row, Scale, Text
from planbot.flows.base import Add, Each, Flow, Question, Step
from planbot.flows.options import frequencies, symptoms, symptoms_meant
from planbot.flows.places import By, Name, Part
from planbot.flows.searched import Searched


def _problem(question: Question, words: str) -> Item:
    return Problem(id=question.chart.next_id("problems"), words=words, voice=question.voice)


def _symptom(question: Question, value: str) -> Item:
    known = question.knowledge.symptoms.get(value)
    symptom_id = question.chart.next_id("symptoms")
    if known is None:
        return Symptom(id=symptom_id, words=value)
    label = next((o.label for o in symptoms(question) if o.value == value), known.label)
    return Symptom(id=symptom_id, words=label, entry=known.id)


def _rows(question: Question) -> list[Row]:
    return [
        Row(
            s.id,
            s.words,
            tuple(
                "" if cell is None else str(cell)
                for cell in (s.severity, s.frequency, s.duration.words if s.duration else None)
            ),
        )
        for s in question.chart.assessment.symptoms
    ]


def _rate(question: Question, values: dict[str, dict[str, Any]]) -> Chart:
    chart = question.chart
    for symptom_id, cells in values.items():
        chart = chart.put(chart.find(symptom_id).model_copy(update=cells))
    return chart


def _unrate(question: Question) -> Chart:
    chart = question.chart
    for symptom in chart.assessment.symptoms:
        chart = chart.put(symptom.model_copy(update={"severity": None, "frequency": None, "duration": None}))
    return chart


def _all_rated(question: Question) -> bool:
    rated = [s.severity is not None and s.frequency and s.duration for s in question.chart.assessment.symptoms]
    return all(rated)


def _began(question: Question, words: str) -> Chart:
    chart = question.chart
    for symptom in chart.assessment.symptoms:
        chart = chart.put(symptom.model_copy(update={"onset": words}))
    return chart


def _unbegan(question: Question) -> Chart:
    chart = question.chart
    for symptom in chart.assessment.symptoms:
        chart = chart.put(symptom.model_copy(update={"onset": None}))
    return chart


def _looks_like(question: Question) -> tuple[Option, ...]:
    entry = question.knowledge.symptoms.get(question.item.entry or "")
    return tuple(Option(words, words) for words in entry.looks_like) if entry else ()


RATINGS = Grid(
    _rows,
    (
        Column("severity", "how bad (0-10)", Scale(0, 10, "not at all", "as bad as it gets")),
        Column("frequency", "how often", Choice(frequencies, free=True)),
        Column("duration", "for how long", Lasting()),
    ),
)

FLOW = Flow(
    "presenting",
    "What is hard, and how it shows",
    "The problems the client wants help with, the symptoms behind them, and how bad, how often and how long.",
    (
        Each(
            over=lambda chart, _: chart.problems,
            steps=(
                Step(
                    id="problem.words",
                    therapist="How does {client} put this problem?",
                    client="How would you put this one?",
                    answer=Text(),
                    into=Name(),
                ),
            ),
            add=Add(
                id="problem.add",
                therapist="What does {client} most want help with? In their words.",
                client="What would you most like help with?",
                again_therapist="Another problem, or is that all?",
                again_client="Is there something else, or is that all for now?",
                help='One or several, with a semicolon between them. "no" when that is all.',
                answer=Lines(),
                into=By(lambda q, _: q.chart, lambda q: q.chart),
                naming="problem.words",
                make=_problem,
            ),
        ),
        Each(
            over=lambda chart, _: chart.assessment.symptoms,
            steps=(
                Step(
                    id="symptom.words",
                    therapist="How is this symptom best put?",
                    client="How would you put this one?",
                    answer=Text(),
                    into=Name(),
                ),
            ),
            add=Add(
                id="symptom.add",
                therapist="Which symptoms does {client} report or show?",
                client="What have you noticed in yourself lately? In your mood, body, sleep, thoughts.",
                again_therapist="Any other symptom, or is that all?",
                again_client="Anything else you have noticed, or is that all for now?",
                help="Type a few letters to search, or use your own words; several at once are fine.",
                answer=Searched(symptoms, free=True, finds=symptoms_meant),
                into=By(lambda q, _: q.chart, lambda q: q.chart),
                naming="symptom.words",
                make=_symptom,
            ),
        ),
        Step(
            id="symptom.ratings",
            therapist="For each: how bad from 0 to 10, how often, and for how long?",
            client="For each: how bad is it from 0 to 10, how often, and for how long now?",
            answer=RATINGS,
            into=By(_rate, _unrate),
            when=lambda q: bool(q.chart.assessment.symptoms),
            done=_all_rated,
        ),
        Step(
            id="symptom.onset",
            therapist="When did this begin, and what was happening then?",
            client="When did this start, and what was going on in your life then?",
            answer=Text(long=True),
            into=By(_began, _unbegan),
            when=lambda q: bool(q.chart.assessment.symptoms),
        ),
        Each(
            over=lambda chart, _: chart.assessment.symptoms,
            steps=(
                Step(
                    id="symptom.behaviours",
                    therapist='What shows "{it}"? Something another person could see.',
                    client='"{it}": what would someone else see on a day when that is strong?',
                    help="Such as: stays in bed until noon; stopped answering friends.",
                    answer=Choices(_looks_like, free=True),
                    into=Part("behaviours", empty=()),
                ),
                Step(
                    id="symptom.deferred",
                    therapist='Why does the plan leave "{it}" for later?',
                    answer=Text(),
                    into=Part("deferred"),
                    on_request=True,
                ),
            ),
        ),
    ),
)

"""Impact: which parts of daily life suffer, how much, and an example of each."""

from planbot.chart import Chart, Impairment, Level
from planbot.chart.links import without
from planbot.flows.answers import Choice, Choices, Option, Text
from planbot.flows.base import Each, Flow, Question, Step
from planbot.flows.options import domains, spoken
from planbot.flows.places import By, Part


def _write(question: Question, wanted: tuple[str, ...]) -> Chart:
    chart = question.chart
    known = {i.domain: i.id for i in chart.assessment.impairments}
    for domain, item_id in known.items():
        if domain not in wanted:
            chart = without(chart, item_id)
    for domain in wanted:
        if domain not in known:
            chart = chart.put(Impairment(id=chart.next_id("impairments"), domain=domain))
    return chart


def _clear(question: Question) -> Chart:
    return _write(question, ())


_PLAIN = {
    Level.NONE: "not really",
    Level.MILD: "a little",
    Level.MODERATE: "quite a bit",
    Level.SEVERE: "very much",
}


def _levels(question: Question) -> tuple[Option, ...]:
    return tuple(
        Option(level.value, spoken(question, level.value, plain), also=(level.value, plain))
        for level, plain in _PLAIN.items()
    )


FLOW = Flow(
    "impact",
    "What it does to daily life",
    "The parts of life that suffer, how much, and an example of each.",
    (
        Step(
            id="impact.domains",
            therapist="Which parts of {client}'s life does this affect?",
            client="Which parts of your life does this get in the way of?",
            answer=Choices(domains, allow_none=True),
            into=By(_write, _clear),
        ),
        Each(
            over=lambda chart, _: chart.assessment.impairments,
            steps=(
                Step(
                    id="impact.level",
                    therapist="{it}: how much is it affected?",
                    client="{it}: how much does it get in the way there?",
                    answer=Choice(_levels),
                    into=Part("level", make=Level),
                ),
                Step(
                    id="impact.example",
                    therapist="{it}: an example of how it shows?",
                    client="{it}: can you give an example, from the last two weeks?",
                    answer=Text(long=True),
                    into=Part("example"),
                ),
            ),
        ),
    ),
)

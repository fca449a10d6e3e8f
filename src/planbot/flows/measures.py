"""Self-report measures, asked item by item where their licence allows, scored and banded."""

from collections.abc import Sequence

from planbot.chart import Chart, Item, Quantity, Score
from planbot.chart.links import without
from planbot.errors import AnswerError
from planbot.flows.answers import Amount, Choice, Choices, Option
from planbot.flows.base import By, Each, Flow, Question, Step
from planbot.flows.options import measures
from planbot.knowledge import score, score_total
from planbot.knowledge.entries_measures import MeasureEntry


class MeasureItemAsked(Item):
    """One item of a measure as it is asked; its id is the score's id and the item's number."""

    words: str
    number: int
    score: str


def _asked(_: Chart, measured: Score) -> Sequence[MeasureItemAsked]:
    return tuple(
        MeasureItemAsked(id=f"{measured.id}:{n}", words="", number=n, score=measured.id)
        for n in range(1, len(measured.items) + 1)
    )


def _write(question: Question, wanted: tuple[str, ...]) -> Chart:
    chart = question.chart
    for old in chart.assessment.scores:
        if old.measure not in wanted and old.total is None:
            chart = without(chart, old.id)
    here = {s.measure for s in chart.assessment.scores}
    for measure in wanted:
        if measure not in here:
            count = len(question.knowledge.measures[measure].items)
            chart = chart.put(
                Score(id=chart.next_id("scores"), measure=measure, on=question.today, items=(None,) * count)
            )
    return chart


def _fitting(question: Question) -> str:
    here = {s.entry for s in question.chart.assessment.symptoms}
    return "; ".join(m.short for m in question.knowledge.measures.values() if here & set(m.symptoms))


def _options(question: Question) -> tuple[Option, ...]:
    entry = _entry(question)
    item = entry.items[question.item.number - 1]
    return tuple(Option(str(o.value), o.label, also=(str(o.value),)) for o in item.options or entry.options)


class ItemChoice(Choice):
    """The printed answers of an item; a bare number is the printed value, not a place in the list."""

    def match(self, text: str, offered: Sequence[Option]) -> str:
        """Return the value of the printed answer that *text* means."""
        if text.isdigit() and text not in {o.value for o in offered}:
            raise AnswerError(f"Please choose from {offered[0].value} to {offered[-1].value}.")
        return super().match(text, offered)


def _known(question: Question) -> bool:
    """Whether the library has the item; a chart from elsewhere may hold other measures."""
    entry = question.knowledge.measures.get(question.chart.find(question.item.score).measure)
    return entry is not None and question.item.number <= len(entry.items)


def _entry(question: Question) -> MeasureEntry:
    return question.knowledge.measures[question.chart.find(question.item.score).measure]


def _names(question: Question) -> dict[str, str]:
    if isinstance(question.item, Score):
        entry = question.knowledge.measures[question.item.measure]
        return {"measure": entry.short, "licence": entry.licence}
    entry, number = _entry(question), question.item.number
    return {
        "measure": entry.short,
        "number": f"{number} of {entry.item_count}",
        "stem": entry.stem,
        "item": entry.items[number - 1].text,
        "licence": entry.licence,
    }


def _answered(question: Question, value: int | None) -> Chart:
    measured: Score = question.chart.find(question.item.score)
    at = question.item.number - 1
    items = (*measured.items[:at], value, *measured.items[at + 1 :])
    result = score(_entry(question), items)
    return question.chart.put(
        measured.model_copy(update={"items": items, "total": result.total, "band": result.band, "flags": result.flags})
    )


def _total(question: Question, amount: Quantity | None) -> Chart:
    entry = question.knowledge.measures[question.item.measure]
    if amount is None:
        return question.chart.put(question.item.model_copy(update={"total": None, "band": None}))
    result = score_total(entry, amount.value)
    update = {"total": result.total, "band": result.band, "flags": result.flags}
    return question.chart.put(question.item.model_copy(update=update))


def _with_items(chart: Chart, _: object) -> Sequence[Score]:
    return tuple(s for s in chart.assessment.scores if s.items)


def _without_items(chart: Chart, _: object) -> Sequence[Score]:
    return tuple(s for s in chart.assessment.scores if not s.items)


FLOW = Flow(
    "measures",
    "Questionnaires",
    "Self-report measures, so that change can be seen.",
    (
        Step(
            id="measure.which",
            therapist="Which measures will show whether this gets better?",
            help="Those that ask about the symptoms recorded come first. PCL-5 needs a traumatic event.",
            answer=Choices(measures),
            into=By(_write, lambda q: _write(q, ())),
            suggest=_fitting,
        ),
        Each(
            over=_with_items,
            steps=(
                Each(
                    over=_asked,
                    steps=(
                        Step(
                            id="measure.item",
                            therapist="{measure}, {number}. {stem}\n{item}",
                            client="{number}. {stem}\n{item}",
                            help="{licence}",
                            answer=ItemChoice(_options),
                            names=_names,
                            into=By(lambda q, v: _answered(q, int(v)), lambda q: _answered(q, None)),
                            when=_known,
                        ),
                    ),
                ),
            ),
        ),
        Each(
            over=_without_items,
            steps=(
                Step(
                    id="measure.total",
                    therapist="{measure}: what was the total score?",
                    help="{licence}",
                    answer=Amount(),
                    names=_names,
                    into=By(_total, lambda q: _total(q, None)),
                    when=lambda q: q.item.measure in q.knowledge.measures,
                ),
            ),
        ),
    ),
)

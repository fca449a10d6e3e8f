"""Self-report measures, asked item by item where their licence allows, scored and banded."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planbot.chart import Chart, Item, Score, Voice, frozen_map
from planbot.chart.links import without
from planbot.errors import AnswerError
from planbot.flows.answers import AnswerKind, Choice, Choices, Option, Whole, tidy
from planbot.flows.base import Each, Flow, Question, Step
from planbot.flows.options import measures
from planbot.flows.places import By
from planbot.knowledge import NOT_APPLICABLE, MeasureEntry, Part, Scored, is_complete, score, score_total

MOST = 3
"""How many measures are suggested at most: every one costs the client minutes."""


LEFT_OUT = "9"
"""What is typed for "does not apply"; no printed answer has this number."""


class MeasureItemAsked(Item):
    """One item of a measure as it is asked; its id is the score's id and the item's number."""

    words: str
    number: int
    score: str


class MeasurePartAsked(Item):
    """One part of a measure as its score is asked; its id is the score's id and the part's."""

    words: str
    part: str
    score: str


def _asked(_: Chart, measured: Score) -> Sequence[MeasureItemAsked]:
    return tuple(
        MeasureItemAsked(id=f"{measured.id}:{n}", words="", number=n, score=measured.id)
        for n in range(1, len(measured.items) + 1)
    )


def _write(question: Question, wanted: tuple[str, ...]) -> Chart:
    chart = question.chart
    for old in chart.assessment.scores:
        if old.measure not in wanted and not _complete(question, old):
            chart = without(chart, old.id)
    here = {s.measure for s in chart.assessment.scores}
    for measure in wanted:
        if measure not in here:
            entry = question.knowledge.measures[measure]
            chart = chart.put(
                Score(
                    id=chart.next_id("scores"),
                    measure=measure,
                    on=question.today,
                    items=(None,) * len(entry.items),
                    parts=frozen_map({} if entry.items else dict.fromkeys(part.id for part in entry.parts)),
                )
            )
    return chart


def _complete(question: Question, taken: Score) -> bool:
    entry = question.knowledge.measures.get(taken.measure)
    return taken.total is not None or (
        entry is not None and is_complete(entry, taken.items, taken.total, taken.known_parts)
    )


def _fitting(question: Question) -> str:
    """Return the few measures that together ask about most of the symptoms and can show change, usual ones first."""
    usual = {measure for disorder in question.knowledge.diagnoses.values() for measure in disorder.measures}
    left = {s.entry for s in question.chart.assessment.symptoms}
    open_ = [m for m in question.knowledge.measures.values() if m.outcome and not m.only_for]
    chosen: list[str] = []
    while open_ and len(chosen) < MOST:
        best = max(open_, key=lambda m: (len(left & set(m.symptoms)), m.id in usual, bool(m.items), -len(m.symptoms)))
        if not left & set(best.symptoms):
            break
        chosen.append(best.short)
        left -= set(best.symptoms)
        open_.remove(best)
    return "; ".join(chosen)


def _options(question: Question) -> tuple[Option, ...]:
    entry, number = _entry(question), question.item.number
    printed = tuple(_option(o.value, o.label) for o in entry.items[number - 1].options or entry.options)
    return (*printed, *(Option(LEFT_OUT, m.label) for m in entry.may_not_apply if m.item == number))


def _option(value: int, label: str) -> Option:
    return Option(str(value), label, also=(str(value),))


class ItemChoice(Choice):
    """The printed answers of an item; a bare number is the printed value, not a place in the list."""

    def match(self, text: str, offered: Sequence[Option]) -> str:
        """Return the value of the printed answer that *text* means."""
        values = [o.value for o in offered]
        printed = [value for value in values if value != LEFT_OUT]
        if text.isdigit() and text not in values:
            raise AnswerError(f"Please choose from {printed[0]} to {printed[-1]}.")
        return super().match(text, offered)


@dataclass(frozen=True)
class Points(Whole):
    """A score within the range of a measure, whole or with a decimal point."""

    unit: str = "points"

    def parse(self, words: str, question: Question) -> float:  # type: ignore[override]  # noqa: ARG002
        """Return the score."""
        match = re.fullmatch(r"(-?\d{1,4}(?:[.,]\d{1,2})?)\s*(?:points?|%)?", tidy(words).casefold())
        value = float(match[1].replace(",", ".")) if match else None
        if value is None or not self.low <= value <= self.high:
            raise AnswerError(f"Please give a number from {self.low} to {self.high}.")
        return value

    def hint(self, question: Question) -> str:  # noqa: ARG002
        """Return a few words on how to answer."""
        return f"a number from {self.low} to {self.high}"


def _known(question: Question) -> bool:
    """Whether the library has what is asked about; a chart from elsewhere may hold other measures."""
    item = question.item
    taken = item if isinstance(item, Score) else question.chart.find(item.score)
    entry = question.knowledge.measures.get(taken.measure)
    if entry is None:
        return False
    if isinstance(item, MeasureItemAsked):
        return item.number <= len(entry.items)
    return entry.part(item.part) is not None if isinstance(item, MeasurePartAsked) else entry.total != "none"


def _entry(question: Question) -> MeasureEntry:
    taken = question.item if isinstance(question.item, Score) else question.chart.find(question.item.score)
    return question.knowledge.measures[taken.measure]


def _part_of(question: Question) -> Part:
    found = _entry(question).part(question.item.part)
    assert found is not None, "a part is only asked where the library has it"  # noqa: S101
    return found


def _names(question: Question) -> dict[str, str]:
    entry = _entry(question)
    about = entry.licence if question.voice is Voice.CLIENT else _about(entry)
    names = {"measure": entry.short, "about": about}
    if isinstance(question.item, MeasureItemAsked):
        number = question.item.number
        stem, item = entry.stem, entry.items[number - 1].text
        return names | {"number": f"{number} of {entry.item_count}", "stem": stem, "item": item}
    scale: MeasureEntry | Part = entry
    if isinstance(question.item, MeasurePartAsked):
        scale = _part_of(question)
        names["part"] = scale.label
    return names | {"asks": entry.asks, "low": f"{scale.low:g}", "high": f"{scale.high:g}"}


def _about(entry: MeasureEntry) -> str:
    """Return what a therapist has to know: whom it is for, what goes wrong with it, and what its owner allows."""
    whom = [f"For {entry.only_for}."] if entry.only_for else []
    return " ".join([*whom, *entry.notes, entry.licence])


def _scored(question: Question, taken: Score, result: Scored) -> Chart:
    parts = frozen_map({**dict.fromkeys(() if taken.items else taken.parts), **result.parts})
    update = {"total": result.total, "band": result.band, "parts": parts, "flags": result.flags}
    return question.chart.put(taken.model_copy(update=update))


def _answered(question: Question, value: int | None) -> Chart:
    measured: Score = question.chart.find(question.item.score)
    at = question.item.number - 1
    items = (*measured.items[:at], value, *measured.items[at + 1 :])
    return _scored(question, measured.model_copy(update={"items": items}), score(_entry(question), items))


def _total(question: Question, value: float | None) -> Chart:
    return _scored(question, question.item, score_total(_entry(question), value, question.item.known_parts))


def _part(question: Question, value: float | None) -> Chart:
    taken: Score = question.chart.find(question.item.score)
    parts = {key: each for key, each in taken.known_parts.items() if key != question.item.part}
    if value is not None:
        parts[question.item.part] = value
    return _scored(question, taken, score_total(_entry(question), taken.total, parts))


def _points(question: Question) -> AnswerKind:
    entry = _entry(question)
    return Points(low=int(entry.low), high=int(entry.high))


def _part_answer(question: Question) -> AnswerKind:
    part = _part_of(question)
    if part.options:
        return ItemChoice(tuple(_option(o.value, o.label) for o in part.options))
    return Points(low=int(part.low), high=int(part.high))


def _parts(_: Chart, taken: Score) -> Sequence[MeasurePartAsked]:
    return tuple(MeasurePartAsked(id=f"{taken.id}:{key}", words="", part=key, score=taken.id) for key in taken.parts)


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
                            help="{about}",
                            answer=ItemChoice(_options),
                            names=_names,
                            into=By(
                                lambda q, v: _answered(q, NOT_APPLICABLE if v == LEFT_OUT else int(v)),
                                lambda q: _answered(q, None),
                            ),
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
                    therapist="{measure}: what was {asks}, {low} to {high}?",
                    help="{about}",
                    answer=_points,
                    names=_names,
                    into=By(_total, lambda q: _total(q, None)),
                    when=_known,
                ),
                Each(
                    over=_parts,
                    steps=(
                        Step(
                            id="measure.part",
                            therapist="{measure}: {part}, {low} to {high}?",
                            help="{about}",
                            answer=_part_answer,
                            names=_names,
                            into=By(lambda q, v: _part(q, float(v)), lambda q: _part(q, None)),
                            when=_known,
                        ),
                    ),
                ),
            ),
        ),
    ),
)

"""What an answer makes of a chart: taken, passed over, withdrawn. Pure; nothing here saves anything."""

from dataclasses import dataclass, replace
from datetime import datetime

from planbot.chart import Answer, Chart, Origin, Skip, SkipReason, frozen_map
from planbot.errors import AnswerError
from planbot.flows.answers import NO, Choices, Lines
from planbot.flows.base import Add, Question, naming
from planbot.text import clean


@dataclass(frozen=True)
class Applied:
    """A chart after an answer, and the ids of the items the answer made."""

    chart: Chart
    made: tuple[str, ...] = ()


def apply(
    question: Question, words: str, at: datetime, origin: Origin | None = None, *, beside: bool = False
) -> Applied:
    """Return the chart with *words* taken as the answer, and who said them.

    Pure; raises AnswerError in one sentence when the words cannot be read. Saying the same words
    again changes nothing. With *beside*, what stands in an answer of several things stays, and *words* come after it.
    """
    cleaned = clean(words).strip()
    given = question.given
    held = tuple(question.step.standing(question)) if beside and question.step.standing else ()
    answer = Answer(
        words="; ".join((*held, cleaned)),
        voice=question.voice,
        at=at,
        origin=origin,
        original=ascii(words) if clean(words) != words else None,
    )
    if given and (given.words, given.voice, given.origin) == (answer.words, answer.voice, answer.origin):
        answer = given
    if isinstance(question.step, Add):
        return _add(question, question.step, cleaned, answer)
    value = question.answer.parse(cleaned, question)
    chart = question.step.into.write(question, (*held, *value) if held else value)
    return Applied(_noted(chart, question.key, answer))


def _add(question: Question, step: Add, words: str, answer: Answer) -> Applied:
    if words.casefold().rstrip(".!") in NO:
        if not question.items:
            raise AnswerError("There is none yet; write the first one, or skip this for now.")
        return Applied(_noted(question.chart, question.key, answer))
    value = question.answer.parse(words, question)
    chart, made = question.chart, []
    known = {naming(item).casefold() for item in question.items}
    many = isinstance(question.answer, Lines | Choices)
    for one in value if isinstance(value, tuple) else (value,):
        item = step.make(replace(question, asking=replace(question.asking, chart=chart)), one)
        if naming(item).casefold() in known:
            continue
        new = chart.find(item.id) is None
        chart = chart.put(item)
        if new:
            said = answer.model_copy(update={"words": naming(item)}) if many else answer
            chart = _noted(chart, f"{step.naming}:{item.id}", said)
        known.add(naming(item).casefold())
        made.append(item.id)
    return Applied(chart, tuple(made))


def _noted(chart: Chart, key: str, answer: Answer) -> Chart:
    if chart.answers.get(key) != answer:
        chart = chart.set("answers", frozen_map({**chart.answers, key: answer}))
    if key in chart.skips:
        chart = chart.set("skips", frozen_map({k: s for k, s in chart.skips.items() if k != key}))
    return chart


def skipped(question: Question, reason: SkipReason, at: datetime) -> Chart:
    """Return the chart with the question passed over, and why; an answer that stands stays."""
    before = question.skipped
    times = before.times + 1 if before and before.reason is reason is SkipReason.LATER else 1
    skip = Skip(reason=reason, voice=question.voice, at=at, times=times)
    return question.chart.set("skips", frozen_map({**question.chart.skips, question.key: skip}))


def withdrawn(question: Question) -> Chart:
    """Return the chart with the answer taken back: the question is open again."""
    chart = question.chart if question.adds else question.step.into.clear(question)
    return forgotten(chart, question.key)


def forgotten(chart: Chart, key: str) -> Chart:
    """Return the chart without the answer and the skip noted under *key*; revisions keep them."""
    return chart.set("answers", frozen_map({k: a for k, a in chart.answers.items() if k != key})).set(
        "skips", frozen_map({k: s for k, s in chart.skips.items() if k != key})
    )

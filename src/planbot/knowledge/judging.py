"""Which questions of judgement a plan raises, what lies beside each, and whether a judgement is of the plan as is."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import blake2b
from typing import Any

from planbot.chart import Chart, Judgement
from planbot.knowledge.entries_judgements import FactName, JudgementQuestion
from planbot.knowledge.facts import FACTS
from planbot.knowledge.library import Knowledge

LONG_WEEKS = 52
"""Weeks from which treatment counts as long when no length was projected; ours, as no source read names a number."""


def raised(chart: Chart, knowledge: Knowledge, today: date) -> Iterator[JudgementQuestion]:
    """Yield every question there is something to judge for, and each that was judged already."""
    known = {judgement.question for judgement in chart.judgements}
    for question in knowledge.judgements.values():
        there = all(chart.room(room) for room in question.about) and bool(chart.plan.goals or chart.diagnoses)
        if question.id in known or (there and (question.when == "always" or is_long(chart, today))):
            yield question


def is_long(chart: Chart, today: date) -> bool:
    """Whether treatment has gone on for longer than was projected, or without a projection for a year."""
    return (today - chart.created.date()).days > 7 * (chart.discharge.weeks or LONG_WEEKS)


def judgement_of(chart: Chart, question: str) -> Judgement | None:
    """Return how a question was judged, by its id, or None."""
    return next((judgement for judgement in chart.judgements if judgement.question == question), None)


def beside(question: JudgementQuestion, chart: Chart, knowledge: Knowledge, today: date) -> Iterator[str]:
    """Yield the lines to look at while judging, under the name of each fact."""
    for name in question.beside:
        lines = list(FACTS[name].told(chart, knowledge, today))
        yield f"{name.replace('-', ' ').capitalize()}:" if lines else f"{name.replace('-', ' ').capitalize()}: nothing"
        yield from (f"  {line}" for line in lines)


def digest_of(question: JudgementQuestion, chart: Chart) -> str:
    """Return what stands for all that a judgement of *question* rests on, as the chart is now."""
    return _digest(question, lambda name: _kept(name, chart))


def is_outdated(judgement: Judgement, chart: Chart, knowledge: Knowledge) -> bool:
    """Whether what was judged has changed since; never for a question the library does not have."""
    question = knowledge.judgements.get(judgement.question)
    return question is not None and digest_of(question, chart) != judgement.of


def outdated(chart: Chart, knowledge: Knowledge) -> frozenset[str]:
    """Return the ids of all judgements that are outdated; each fact, which many questions share, is looked at once."""
    kept: dict[Callable[[Chart], Any], str] = {}

    def once(name: FactName) -> str:
        rests_on = FACTS[name].kept
        if rests_on not in kept:
            kept[rests_on] = _kept(name, chart)
        return kept[rests_on]

    found = ((judgement, knowledge.judgements.get(judgement.question)) for judgement in chart.judgements)
    return frozenset(j.id for j, question in found if question and _digest(question, once) != j.of)


_IN_ORDER = json.JSONEncoder(sort_keys=True)


def _kept(name: FactName, chart: Chart) -> str:
    return _IN_ORDER.encode(FACTS[name].kept(chart))


def _digest(question: JudgementQuestion, kept: Callable[[FactName], str]) -> str:
    told = f"[{', '.join(kept(name) for name in question.beside)}]"
    return blake2b(told.encode("utf-8", "replace"), digest_size=6).hexdigest()

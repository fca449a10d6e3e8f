"""What may be sent to a model at all: risk, the safety plan and what speaks of danger stay on this computer.

This is done before anything is chosen for a prompt. Names are replaced afterwards, see ``stand_ins.py``; that makes
no text anonymous, and the screens say "names replaced".
"""

import re
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel

from planbot.chart import Chart, Contact, Item, Score
from planbot.chart.assessment import Risk
from planbot.chart.base import frozen_map
from planbot.chart.links import without
from planbot.drafting.stand_ins import StandIns, stand_ins
from planbot.knowledge import Knowledge
from planbot.knowledge.scoring import SAFETY

__all__ = ["StandIns", "harmless", "sendable", "speaks_of_danger", "stand_ins", "without_danger"]

T = TypeVar("T")

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\uff07\u00b4`", "'"))
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_OTHERS = {
    "myself": "myself|yourself|himself|herself|themselves|themself|oneself",
    "my": "my|your|his|her|their",
    "me": "me|him|her|them|you",
    "i": "i|you|he|she|they",
    "wish": "wish(?:es|ed)?",
    "want": "want(?:s|ed)?",
    "think": "thinks?|thought",
}
"""How the phrases, which are written as a client says them, read when somebody else writes of the client."""
_CLINICAL = (
    r"suicid\w*|parasuicid\w*|self[- ]?(?:harm|injur|mutilat)\w*|homicid\w*|overdos\w+|safety plan\w*|"
    r"(?-i:SI|HI|NSSI|SIB)|(?:kill|harm|hurt|injur|cut|burn)\w* (?:my|your|him|her|one|them)sel(?:f|ves)|"
    r"(?:his|her|their|my|own) own lives?|(?:end|take|took|taking|ending) (?:his|her|their|my) (?:own )?lives?|"
    r"(?:risk|danger|threat) (?:to|of harm|of violence)|death wish|wish(?:es|ed)? to die|"
    r"(?:physical|sexual|domestic) (?:abuse|violence|assault)"
)
"""What clinicians write of the same things."""
_NEVER_ASKED = ("risk.", "consent.", "measure.", "client.", "contact.", "signature.")
"""Beginnings of the keys of answers that no draft rests on; what may be sent of them stands elsewhere in the chart."""
_KEPT = frozenset(
    {"id", "version", "created", "entry", "domain", "measure", "part", "code", "profile", "question", "of"}
)
"""Fields that hold ids and numbers, not anyone's words."""


@lru_cache(maxsize=4)
def _phrases(knowledge: Knowledge) -> re.Pattern[str]:
    phrases = (" ".join(phrase.translate(_APOSTROPHES).casefold().split()) for phrase in knowledge.safety.phrases)
    said = "|".join(sorted({_as_others_write(phrase) for phrase in phrases}, key=len, reverse=True))
    return re.compile(rf"(?i)(?<!\w)(?:{said + '|' if said else ''}{_CLINICAL})(?!\w)")


def _as_others_write(phrase: str) -> str:
    words = (f"(?:{_OTHERS[word]})" if word in _OTHERS else re.escape(word) for word in phrase.split())
    return r"\s+".join(words) + r"(?:s|'s|es|ed|ing)?"


def speaks_of_danger(text: str, knowledge: Knowledge) -> bool:
    """Whether *text* holds a phrase of suicide, self-harm or danger, in whoever's words.

    A fixed list decides, as everywhere in planbot; it misses things, and takes out some that are harmless.
    """
    return _phrases(knowledge).search(" ".join(text.translate(_APOSTROPHES).split())) is not None


def harmless(text: str, knowledge: Knowledge) -> str:
    """Return *text* without the sentences that speak of danger; unchanged when there are none."""
    if not speaks_of_danger(text, knowledge):
        return text
    kept = [each for each in _SENTENCE.split(text) if each.strip() and not speaks_of_danger(each, knowledge)]
    left = " ".join(kept)
    return "" if speaks_of_danger(left, knowledge) else left


def without_danger(value: Any, knowledge: Knowledge) -> Any:
    """Return an input of a prompt without what speaks of danger: sentences of a text, items of a list."""
    if isinstance(value, str):
        return harmless(value, knowledge)
    if isinstance(value, list):
        return [each for each in value if not speaks_of_danger(_text_of(each), knowledge)]
    return value


def _text_of(item: Any) -> str:
    return item if isinstance(item, str) else str(getattr(item, "text", ""))


def sendable(chart: Chart, knowledge: Knowledge) -> Chart:
    """Return *chart* without anything that may never be sent.

    Gone are: what was recorded about risk and the safety plan; symptoms and problems of suicide, self-harm and danger,
    with the goals and steps that were only for them; the safety items of measures, and measures made of such items;
    every sentence anywhere that holds a phrase of danger; the words of consents; how contacts are reached; and answers
    that only repeat what is gone. Private notes have no place in the chart yet, so there are none to take out.
    """
    for item_id in _of_danger(chart, knowledge):
        chart = without(chart, item_id)
    chart = chart.set("assessment.risk", Risk())
    chart = chart.set("assessment.scores", tuple(_score(s, knowledge) for s in chart.assessment.scores))
    chart = chart.set("client.contacts", tuple(_unreachable(contact) for contact in chart.client.contacts))
    consents = tuple(c.model_copy(update={"words": ""}) for c in chart.client.consents)
    chart = chart.set("client.consents", consents)
    answers = {
        key: answer.model_copy(update={"original": None})
        for key, answer in chart.answers.items()
        if not key.startswith(_NEVER_ASKED)
    }
    cleansed: Chart = _cleansed(chart.set("answers", frozen_map(answers)), knowledge)
    return cleansed


def _of_danger(chart: Chart, knowledge: Knowledge) -> list[str]:
    """Return the ids of what speaks of danger as a whole, and of what was planned for that alone."""
    symptoms = {s.id for s in chart.assessment.symptoms if s.entry in knowledge.safety.symptoms}
    symptoms |= {s.id for s in chart.assessment.symptoms if speaks_of_danger(s.words, knowledge)}
    problems = {p.id for p in chart.problems if p.entry in knowledge.safety.problems or _only(p.symptoms, symptoms)}
    problems |= {p.id for p in chart.problems if speaks_of_danger(p.words, knowledge)}
    goals = {g.id for g in chart.plan.goals if _only(g.problems, problems) or speaks_of_danger(g.words, knowledge)}
    steps = {o.id for o in chart.plan.objectives if _only(o.symptoms, symptoms) and not o.impairments}
    scores = {s.id for s in chart.assessment.scores if _is_about_danger(s.measure, knowledge)}
    named = (*chart.snaps, *chart.plan.objectives, *chart.plan.interventions, *chart.plan.tasks, *chart.plan.referrals)
    told = {item.id for item in named if speaks_of_danger(_main(item), knowledge)}
    reviews = (*chart.reviews, *chart.waivers, *chart.judgements)
    return sorted({*symptoms, *problems, *goals, *steps, *scores, *told, *(item.id for item in reviews)})


def _only(links: tuple[str, ...], gone: set[str]) -> bool:
    return bool(links) and set(links) <= gone


def _main(item: Item) -> str:
    return " ".join(str(getattr(item, name, "")) for name in ("words", "behaviour", "what", "need", "technique"))


def _is_about_danger(measure: str, knowledge: Knowledge) -> bool:
    """Whether half of a measure or more asks about danger, so that its score is a rating of risk."""
    known = knowledge.measures.get(measure)
    return known is not None and bool(known.safety) and 2 * len(known.safety) >= len(known.items or known.safety)


def _score(score: Score, knowledge: Knowledge) -> Score:
    known = knowledge.measures.get(score.measure)
    asked = {each.item for each in known.safety} if known else set()
    items = tuple(None if number in asked else value for number, value in enumerate(score.items, 1))
    return score.model_copy(update={"items": items, "flags": tuple(f for f in score.flags if f != SAFETY)})


def _unreachable(contact: Contact) -> Contact:
    return contact.model_copy(update={"reach": ""})


def _cleansed(value: Any, knowledge: Knowledge) -> Any:
    """Return *value* with every sentence taken out that holds a phrase of danger, wherever in it."""
    if isinstance(value, str):
        return harmless(value, knowledge) if type(value) is str else value
    if isinstance(value, tuple):
        return tuple(_cleansed(each, knowledge) for each in value)
    if isinstance(value, dict):
        return frozen_map({key: _cleansed(each, knowledge) for key, each in value.items()})
    if not isinstance(value, BaseModel):
        return value
    inner = {name: getattr(value, name) for name in type(value).model_fields if name not in _KEPT}
    changed = {name: new for name, old in inner.items() if (new := _cleansed(old, knowledge)) != old}
    return value.model_copy(update=changed) if changed else value

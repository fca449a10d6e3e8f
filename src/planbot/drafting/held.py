"""What the material of a draft holds: its lines, words, numbers, lengths of time, and what it denies."""
# ruff: noqa: SIM905 -- word lists read best as words

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from planbot.chart import Chart, Diagnosis, Impairment, Item, Problem, Quantity, Score, Symptom
from planbot.drafting.orders import orders
from planbot.drafting.telling import ENGLISH, meanings, root
from planbot.knowledge import Knowledge
from planbot.knowledge.words import NEGATED, PLAIN, said
from planbot.rules.reading.words import day
from planbot.text import one_line

_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SMALL = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(),
        range(2, 20),
        strict=True,
    )
)
NUMBER_WORDS = {**_SMALL, **_TENS, "twice": 2, "thrice": 3, "dozen": 12, "hundred": 100, "couple": 2}
"""Numbers as words; "one" says too little to be looked at."""
UNITS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0, "decade": 3650.0}
"""How many days a unit of time has."""
_LAST = re.compile(
    r"\b(one|a|an|half a|several|few|many|[\d.]+|[a-z]+(?:-[a-z]+)?) (day|week|month|year|decade)s?\b", re.IGNORECASE
)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['\u2019][^\W\d_]+)?|[.;:!?()]")
_STOPS = frozenset([*".;:!?()", *"and but which that when who while so because every each".split()])
NEAR = 5
"""How many words around a number say what is counted."""


class Number(NamedTuple):
    """A number in a text, with what is counted."""

    value: float
    said: str
    unit: str
    """The stem of the next word that says what is counted, or nothing."""
    around: frozenset[str]
    """The stems of the words near it."""
    claim: bool = False
    """Whether the words say how it is, rather than how it shall be."""


class Lasting(NamedTuple):
    """A length of time in a text."""

    days: float
    said: str


@dataclass(frozen=True)
class Held:
    """The lines of a material, without the sentences in them that read like orders to a model."""

    every: tuple[str, ...]
    """What people said and wrote."""
    ours: tuple[str, ...] = ()
    """What the library calls it, and its patterns."""
    measures: tuple[str, ...] = ()
    """The short names of measures, whose digits are no numbers."""
    diagnoses: tuple[str, ...] = ()
    """The names of the chart's diagnoses."""
    vocabulary: frozenset[str] = frozenset()
    """Words that are no names, in lower case."""
    labels: frozenset[str] = frozenset()
    """What the library offers to choose from, in lower case."""

    @cached_property
    def _parted(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        return tuple(orders(line) for line in self.every)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines to rely on."""
        kept = (" ".join(said) for said, _ in self._parted)
        return tuple(line for line in (*kept, *self.ours) if line)

    @cached_property
    def text(self) -> str:
        """All of it to rely on, in lower case."""
        return "\n".join(one_line(line).casefold() for line in self.lines)

    @cached_property
    def whole(self) -> str:
        """All of it, what reads like an order too, in lower case."""
        return "\n".join(one_line(line).casefold() for line in (*self.every, *self.ours))

    @cached_property
    def orders(self) -> tuple[str, ...]:
        """The sentences that read like orders to a model, or stand beside one."""
        return tuple(order for _, ordered in self._parted for order in ordered)

    @cached_property
    def ordered(self) -> frozenset[str]:
        """The stems that people use only in such sentences."""
        return frozenset(root(word) for order in self.orders for word in _WORD.findall(order)) - self.told.stems

    @cached_property
    def diagnosed(self) -> tuple[frozenset[str], ...]:
        """The stems of the name of each diagnosis."""
        return tuple(frozenset(map(root, re.findall(r"[^\W\d_]+", name))) for name in self.diagnoses)

    @cached_property
    def vocabulary_stems(self) -> frozenset[str]:
        """The stems of words that are no names."""
        return frozenset(map(root, self.vocabulary))

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in lower case, without possessives."""
        return frozenset(plain(word) for line in self.lines for word in _WORD.findall(line))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words."""
        return frozenset(root(word) for word in self.words)

    @cached_property
    def groups(self) -> frozenset[int]:
        """The groups of words of the same meaning that it touches."""
        return frozenset(number for each in self.stems for number in meanings().get(each, ()))

    def has(self, stem: str) -> bool:
        """Return whether it has a word of this stem, or one that may stand for it."""
        return stem in self.stems or bool(meanings().get(stem, frozenset()) & self.groups)

    @cached_property
    def told(self) -> "Held":
        """What people said and wrote alone: "work or school" as the name of a part of life is nobody's job."""
        return replace(self, ours=())

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Its numbers, each with what is counted."""
        return tuple(n for line in self.lines for n in numbers(line, self.measures))

    def scored(self, tests: frozenset[str]) -> frozenset[float]:
        """Return every number on a line that names one of these *tests*."""
        found = (list(numbers(line, self.measures)) for line in self.lines if tests & _tests(line, self.measures))
        return frozenset(number.value for line in found for number in line)

    @cached_property
    def lengths(self) -> tuple[Lasting, ...]:
        """The lengths of time it names."""
        return tuple(length for line in self.lines for length in lengths(line))

    @cached_property
    def denied(self) -> frozenset[str]:
        """The stems of what it denies or may deny."""
        return frozenset(root(t.word) for line in self.lines for t in said(line).tokens if t.sign != PLAIN)

    @cached_property
    def denied_groups(self) -> frozenset[int]:
        """The groups of words of the same meaning that it denies or may deny."""
        return frozenset(number for each in self.denied for number in meanings().get(each, ()))

    @cached_property
    def affirmed(self) -> frozenset[str]:
        """The stems of what it says without denying it."""
        return frozenset(root(t.word) for line in self.lines for t in said(line).tokens if t.sign != NEGATED)


def plain(word: str) -> str:
    """Return a word in lower case with a plain apostrophe and no possessive."""
    return word.casefold().replace("\u2019", "'").removesuffix("'s")


def numbers(text: str, measures: Iterable[str] = ()) -> Iterator[Number]:
    """Yield the numbers of *text*, words for them too; the digits in the name of a measure or a code are none."""
    bare = re.sub(r"\b[A-Za-z]+-?\d[\w.]*\b", " ", _named(text, measures))
    words = _WORD.findall(bare.replace("-", " "))
    for place, word in enumerate(words):
        value = _value(word)
        if value is not None:
            after, before = words[place + 1 :], words[:place]
            near = frozenset(map(root, (*before[-NEAR:], *after[:NEAR])))
            yield Number(
                value, " ".join([word, *after[:1]]).rstrip(" .;:!?()"), _unit(after), near, _is_claim(before, after)
            )


_AS_LETTERS = str.maketrans("0123456789", "zabcdefghi")


def test_of(name: str) -> str:
    """Return the stem under which a measure stands among the words near a number."""
    return root(_spelt(name))


def _spelt(name: str) -> str:
    """Return the name of a measure as one word without digits: "GAD-7" and "GAD-2" stay two."""
    return re.sub(r"[^A-Za-z]", "", name.translate(_AS_LETTERS)) + "test"


def _named(text: str, measures: Iterable[str]) -> str:
    """Return *text* with the names of measures as words without digits."""
    for name in sorted(measures, key=len, reverse=True):
        if name.casefold() in text.casefold():
            text = re.sub(rf"\b{re.escape(name)}\b", _spelt(name), text, flags=re.IGNORECASE)
    return text


def _tests(text: str, measures: Iterable[str]) -> frozenset[str]:
    return frozenset(test_of(name) for name in measures if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE))


def _value(word: str) -> float | None:
    if word[0].isdigit():
        try:
            return float(word.replace(",", ""))
        except ValueError:
            return None
    return NUMBER_WORDS.get(word.casefold())


def _unit(after: list[str]) -> str:
    for word in after[:NEAR]:
        if word.casefold() in _STOPS or _value(word) is not None:
            return ""
        if word.casefold() not in ENGLISH:
            return root(word)
    return ""


def _is_claim(before: list[str], after: list[str]) -> bool:
    near = {word.casefold() for word in (*before[-4:], *after[:4])}
    told = {"currently", "current", "now", "presently", "baseline", "scored", "score", "since", "ago", "already"}
    return bool(near & told) or "from" in {word.casefold() for word in before[-2:]}


def lengths(text: str) -> Iterator[Lasting]:
    """Yield the lengths of time *text* names, such as "three months"; "several" counts as three."""
    for found in _LAST.finditer(text.replace("\u2019", "'")):
        how_many = found[1].casefold()
        vague = {"one": 1.0, "a": 0.0, "an": 0.0, "half a": 0.5, "several": 3.0, "few": 3.0, "many": 10.0}
        value = vague.get(how_many, _compound(how_many))
        if value:
            yield Lasting(value * UNITS[found[2].casefold()], found[0])


def _compound(word: str) -> float | None:
    parts = [_value(part) for part in word.split("-") if part]
    return None if not parts or None in parts else float(sum(part for part in parts if part is not None))


@lru_cache(maxsize=1)
def words_of(library: Knowledge) -> frozenset[str]:
    """Return the words of the library that stand there in lower case, and so are no names."""
    texts = (
        text
        for entries in (library.symptoms, library.problems, library.objectives, library.interventions, library.measures)
        for entry in entries.values()
        for text in _strings(entry)
    )
    return frozenset(word for text in texts for word in re.findall(r"(?<![\w'\u2019])[a-z]{2,}", text))


@lru_cache(maxsize=1)
def labels_of(library: Knowledge) -> frozenset[str]:
    """Return what the library offers to choose from: approaches, techniques and the ids of its entries."""
    techniques = (entry.technique for entry in library.interventions.values())
    ids = (*library.interventions, *library.objectives, *library.measures)
    return frozenset(label.casefold() for label in (*library.approaches.values(), *techniques, *ids))


_LEFT_OUT = frozenset(
    "id version created answers skips used judgements waivers reviews participation consents risk reach "
    "symptoms impairments scores diagnoses snaps plan entry domain measure pattern voice status profile".split()
)
"""Rooms and fields that are no material for a draft, and those told line by line below."""


def lines_of(chart: Chart, today: date) -> Iterator[str]:
    """Yield what the chart holds, line by line."""
    for room in (chart.client, chart.intake, chart.readiness, chart.formulation, chart.necessity, chart.discharge):
        yield from _strings(room)
    if (age := chart.client.age_on(today)) is not None:
        yield f"aged {age}, {age} years old"
    yield from chart.assessment.mental_status.values()
    for item in _items(chart):
        yield from lines_of_item(item)


def names_of(chart: Chart, knowledge: Knowledge) -> Iterator[str]:
    """Yield what the library calls the things a chart holds."""
    yield from (knowledge.reasons[r].label for r in chart.necessity.reasons if r in knowledge.reasons)
    for item in _items(chart):
        yield from names_of_item(item, knowledge)


def _items(chart: Chart) -> Iterator[Item]:
    assessment, plan = chart.assessment, chart.plan
    yield from (*chart.snaps, *assessment.symptoms, *assessment.impairments, *assessment.scores)
    yield from (*chart.diagnoses, *chart.differentials, *chart.problems)
    yield from (*plan.goals, *plan.objectives, *plan.interventions, *plan.tasks, *plan.referrals)


def lines_of_item(item: Item) -> Iterator[str]:
    """Yield what one item of the chart holds."""
    yield from _strings(item)
    if isinstance(item, Symptom):
        if item.severity is not None:
            yield f"severity rated {item.severity} out of 10"
        if item.duration and item.duration.days:
            yield f"{item.duration.days} days"


def names_of_item(item: Item, knowledge: Knowledge) -> Iterator[str]:
    """Yield what the library calls one item of the chart."""
    match item:
        case Symptom() if item.entry and item.entry in knowledge.symptoms:
            yield from (knowledge.symptoms[item.entry].label, knowledge.symptoms[item.entry].plain)
        case Impairment() if item.domain in knowledge.domains:
            yield f"{knowledge.domains[item.domain].label}: {item.level or ''}"
        case Score() if item.measure in knowledge.measures:
            measure = knowledge.measures[item.measure]
            total = "" if item.total is None else f"{item.total:g}"
            yield f"{measure.short} score {total} points, {item.band or ''}, on {day(item.on)}"
            yield f"{measure.name}; {measure.about}"
            yield from (f"{measure.short} {key} score {value:g} points" for key, value in item.known_parts.items())
        case Diagnosis() if item.entry and item.entry in knowledge.diagnoses:
            yield knowledge.diagnoses[item.entry].name
        case Problem() if item.entry and item.entry in knowledge.problems:
            yield from (knowledge.problems[item.entry].label, knowledge.problems[item.entry].plain)


def _strings(value: Any) -> Iterator[str]:
    match value:
        case Quantity():
            yield str(value)
        case BaseModel():
            for name in type(value).model_fields:
                if name not in _LEFT_OUT:
                    yield from _strings(getattr(value, name))
        case str():
            yield value
        case date():
            yield day(value)
        case tuple() | list():
            for each in value:
                yield from _strings(each)
        case int() | float() if not isinstance(value, bool):
            yield f"{value:g}"

"""How much of a plan's wording also stands in other plans, told from fingerprints that show nobody's words.

A sentence becomes a set of hashed pairs of word stems, with names, numbers, dates and pronouns taken out. Sentences are
like each other when most of their pairs are the same. Finding them among hundreds of thousands takes an index of which
only a sentence's few rarest pairs are looked up: a sentence like it cannot lack all of them (prefix filtering).

Ours, because what there is for this (datasketch) brings numpy along and estimates, and comparing string by string
(rapidfuzz) looks at every sentence of every plan and needs everybody's text at hand.
"""
# ruff: noqa: SIM905 -- word lists read best as words

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import NamedTuple, TypeAlias

from planbot.chart import Chart
from planbot.knowledge import Knowledge
from planbot.knowledge.entries import Slot
from planbot.knowledge.words import stem

ALIKE = 0.6
"""The share of pairs two sentences have in common when they say the same; a changed word in ten leaves 0.64."""
SHORTEST = 5
"""Stems below which a sentence is too short to be anybody's: "Weekly visits." stands in many plans."""
PATTERN_WEIGHT = 0.25
"""What a sentence from the library counts beside one of the client's own, for everybody may use a pattern."""

Numbers: TypeAlias = "array[int]"
"""Numbers of sentences, held compactly."""
Print = tuple[int, ...]
"""A fingerprint: the hashed pairs of a sentence, in order."""


class Mark(NamedTuple):
    """The fingerprint of a sentence, with where in its chart it stands."""

    at: str
    """An item's id, or the name of a room."""
    order: int
    """Which sentence of that place."""
    shingles: Print


@dataclass(frozen=True)
class Shared:
    """How much of a plan also stands in others; nothing in it says which."""

    sentences: int
    """How many sentences are long enough to be compared."""
    elsewhere: tuple[Mark, ...]
    """The plan's own sentences that also stand in another plan."""
    patterns: frozenset[Mark]
    """Its sentences that are patterns of the library, wherever they stand."""
    weight: float
    """The share of the plan that stands elsewhere, from 0 to 1, a pattern counting less."""
    plans: int
    """How many other plans it was compared with."""

    @property
    def words(self) -> str:
        """What a person reads: "4 of 11 sentences also stand in other plans of yours"."""
        if not self.plans:
            return "There is no other plan yet to compare the wording with."
        if not self.sentences:
            return "There is no sentence yet that is long enough to be compared with other plans."
        many, verb = ("sentence", "stands") if self.sentences == 1 else ("sentences", "stand")
        verb = "stands" if len(self.elsewhere) == 1 else verb
        told = f"{len(self.elsewhere) or 'None'} of {self.sentences} {many} also {verb} in other plans of yours"
        own = sum(mark in self.patterns for mark in self.elsewhere)
        return f"{told}; {own} of them from the library." if own else f"{told}."


def texts(chart: Chart) -> Iterator[tuple[str, str]]:
    """Yield every text of the plan that is written for this client, with where it stands."""
    plan, necessity = chart.plan, chart.necessity
    yield from ((problem.id, problem.statement or "") for problem in chart.problems)
    yield from ((d.id, d.justification or "") for d in chart.diagnoses)
    yield from (("formulation", words or "") for words in (chart.formulation.summary, chart.formulation.hypothesis))
    for goal in plan.goals:
        yield goal.id, goal.words
        yield goal.id, goal.clinical or ""
    yield from ((o.id, o.behaviour) for o in plan.objectives)
    yield from ((i.id, i.what) for i in plan.interventions)
    yield from ((t.id, t.what) for t in plan.tasks)
    yield from ((c.id, c.words) for c in chart.discharge.criteria)
    yield "discharge", chart.discharge.aftercare or ""
    for words in (necessity.engagement, necessity.follow_through, necessity.expected_benefit, necessity.without_care):
        yield "necessity", words or ""


def marks(chart: Chart) -> tuple[Mark, ...]:
    """Return the fingerprints of a chart's sentences: what another chart may be compared with, and no word of it."""
    names = _names(chart)
    counted: dict[str, int] = {}
    made = []
    for at, text in texts(chart):
        for shingles in _prints(text, names):
            order = counted.get(at, 0)
            counted[at] = order + 1
            made.append(Mark(at, order, shingles))
    return tuple(made)


def sentence(chart: Chart, mark: Mark) -> str:
    """Return the words of *chart* that a mark of it stands for."""
    names = _names(chart)
    found = [words for at, text in texts(chart) if at == mark.at for words in _sentences(text) if _print(words, names)]
    return found[mark.order] if mark.order < len(found) else ""


class Likeness:
    """The fingerprints of many charts, by which one is compared with all others."""

    def __init__(self, charts: Iterable[Chart] = ()) -> None:
        self._charts: dict[str, Numbers] = {}
        """The numbers of each chart's sentences."""
        self._numbers: dict[Print, int] = {}
        self._prints: list[Print] = []
        self._owners: list[int] = []
        """How many charts hold a sentence."""
        self._index: dict[int, Numbers] = {}
        """The sentences by each pair of theirs."""
        for chart in charts:
            self.add(chart)

    def __len__(self) -> int:
        return len(self._charts)

    def add(self, chart: Chart) -> None:
        """Take a chart in, in place of what was known of it before."""
        self.put(chart.id, marks(chart))

    def put(self, chart_id: str, made: Iterable[Mark]) -> None:
        """Take in the marks of a chart, in place of those known before."""
        self.forget(chart_id)
        numbers = array("L", {self._number(mark.shingles) for mark in made})
        for number in numbers:
            self._owners[number] += 1
        self._charts[chart_id] = numbers

    def forget(self, chart_id: str) -> None:
        """Leave a chart out of every comparison from now on."""
        for number in self._charts.pop(chart_id, ()):
            self._owners[number] -= 1

    def shared(self, chart: Chart, knowledge: Knowledge) -> Shared:
        """Return how much of *chart* also stands in the other charts; its own entry here does not count."""
        made = marks(chart)
        mine = frozenset(self._charts.get(chart.id, ()))
        elsewhere = tuple(mark for mark in made if self._has(mark.shingles, mine))
        patterns = frozenset(mark for mark in made if is_pattern(mark.shingles, knowledge))
        weights = {mark: PATTERN_WEIGHT if mark in patterns else 1.0 for mark in made}
        whole = sum(weights.values())
        return Shared(
            sentences=len(made),
            elsewhere=elsewhere,
            patterns=patterns,
            weight=sum(weights[mark] for mark in elsewhere) / whole if whole else 0.0,
            plans=len(self._charts) - (chart.id in self._charts),
        )

    def _number(self, shingles: Print) -> int:
        known = self._numbers.get(shingles)
        if known is None:
            known = self._numbers[shingles] = len(self._prints)
            self._prints.append(shingles)
            self._owners.append(0)
            for shingle in shingles:
                self._index.setdefault(shingle, array("L")).append(known)
        return known

    def _has(self, shingles: Print, mine: frozenset[int]) -> bool:
        """Whether a chart other than the one whose sentences are *mine* has a sentence like this one."""
        same = self._numbers.get(shingles)
        if same is not None and self._owners[same] > (same in mine):
            return True
        wanted = frozenset(shingles)
        seen: set[int] = set()
        for numbers in self._rarest(shingles):
            for number in numbers:
                if number not in seen and self._owners[number] > (number in mine):
                    seen.add(number)
                    if alike(wanted, self._prints[number]):
                        return True
        return False

    def _rarest(self, shingles: Print) -> list[Numbers]:
        """Return the sentences with the rarest pairs of one, so many that a sentence like it is among them."""
        found = sorted((self._index.get(shingle, _NONE) for shingle in shingles), key=len)
        return found[: len(shingles) - ceil(ALIKE * len(shingles)) + 1]


_NONE: Numbers = array("L")


def alike(wanted: frozenset[int], other: Sequence[int]) -> bool:
    """Return whether two sentences say the same: whether most of their hashed pairs are."""
    if not ALIKE * len(wanted) <= len(other) <= len(wanted) / ALIKE:
        return False
    common = len(wanted.intersection(other))
    return common >= ALIKE * (len(wanted) + len(other) - common)


@lru_cache(maxsize=4)
def library_prints(knowledge: Knowledge) -> Likeness:
    """Return the fingerprints of the library's own sentences, as they stand for a client of whom nothing is known."""
    library = Likeness()
    said = {p.id: (p.text, p.slots) for p in knowledge.objectives.values()}
    said |= {i.id: (i.what, i.slots) for i in knowledge.interventions.values()}
    made = [Mark(key, 0, each) for key, (text, slots) in said.items() for each in pattern_prints(text, slots)]
    for problem in knowledge.problems.values():
        whole = (*(g.client for g in problem.goals), *(g.clinical for g in problem.goals), *problem.discharge)
        made += [Mark(problem.id, 0, shingles) for text in whole for shingles in _prints(_bare(text, {}), frozenset())]
    library.put("library", made)
    return library


def is_pattern(shingles: Print, knowledge: Knowledge) -> bool:
    """Return whether a sentence with this fingerprint is one of the library's, or like one."""
    return library_prints(knowledge)._has(shingles, frozenset())  # noqa: SLF001


def pattern_prints(text: str, slots: Mapping[str, Slot]) -> frozenset[Print]:
    """Return the fingerprints of a pattern's sentences where nothing of the client's own fills its gaps."""
    return frozenset(_prints(_bare(text, {name: slot.otherwise for name, slot in slots.items()}), frozenset()))


def own_prints(chart: Chart, text: str) -> frozenset[Print]:
    """Return the fingerprints of the sentences of one text of *chart*."""
    return frozenset(_prints(text, _names(chart)))


def _bare(text: str, otherwise: dict[str, str]) -> str:
    return _SLOT.sub(lambda match: otherwise.get(match[1], " "), text)


_SLOT = re.compile(r"\{([a-z][a-z0-9_-]*)\}")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERS = frozenset(
    (
        "zero one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty "
        "sixty once twice half january february march april june july august september october november "
        "december"
    ).split()
)
_WHO = frozenset(
    (
        "i me my mine myself you your he him his himself she her hers herself they them their theirs themself "
        "themselves we us our client clients patient therapist clinician s"
    ).split()
)
"""Words that differ between two copies of one text as the names do."""


def _names(chart: Chart) -> frozenset[str]:
    client = chart.client
    people = (client.name, client.clinician.name, client.clinician.supervisor, *(c.name for c in client.contacts))
    return frozenset(word for name in people for word in _WORD.findall(name.casefold()))


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE.split(text) if part.strip()]


def _prints(text: str, names: frozenset[str]) -> Iterator[Print]:
    """Yield the fingerprints of the sentences of *text* that are long enough."""
    for words in _sentences(text):
        if made := _print(words, names):
            yield made


@lru_cache(maxsize=4096)
def _print(words: str, names: frozenset[str]) -> Print:
    """Return the fingerprint of a sentence, or nothing when it is too short to be anybody's."""
    left_out = _NUMBERS | _WHO | names
    stems = [stem(word) for word in _WORD.findall(words.casefold()) if word not in left_out]
    if len(stems) < SHORTEST:
        return ()
    pairs = pairwise(stems)
    return tuple(sorted({zlib.crc32(f"{one} {two}".encode(errors="replace")) for one, two in pairs}))

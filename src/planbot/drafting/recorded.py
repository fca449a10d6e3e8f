"""What was recorded, answer by answer: that words stand in a chart is not yet that they stand together.

A false sentence made of a chart's own words has the words of several answers, and joins them itself.
"""
# ruff: noqa: SIM905 -- word lists read best as words

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache

from planbot.chart import (
    Chart,
    Diagnosis,
    Goal,
    Impairment,
    Intervention,
    Item,
    Level,
    Objective,
    Problem,
    Referral,
    Score,
    Snap,
    SnapKind,
    Symptom,
    Task,
)
from planbot.drafting.held import NUMBER_WORDS, Lasting, Number, lengths, lines_of_item, numbers
from planbot.drafting.orders import orders
from planbot.drafting.telling import ENGLISH, GLUE, meanings, root
from planbot.knowledge import Knowledge
from planbot.rules.reading.words import day

HEAVY = 8
"""From this severity of 10 on a symptom may be called severe (practice)."""
EAGER = 7
"""From this motivation of 10 on a client may be called motivated (practice)."""


class Sort(Enum):
    """What an answer tells of."""

    SUFFERED = "suffered"
    """A symptom, or a part of life that suffers."""
    NAMED = "named"
    """A problem or a diagnosis: what a therapist calls what is suffered."""
    RESOURCE = "resource"
    """A strength, an ability or a value."""
    PREFERRED = "preferred"
    SCORED = "scored"
    HOPED = "hoped"
    """A need, a goal, a step, or what is expected: how it shall or may be, and not how it is."""
    TOLD = "told"
    """Anything else that was said."""


@dataclass(frozen=True)
class Wording:
    """The stems of some words, and what may stand for them."""

    stems: frozenset[str]

    @cached_property
    def groups(self) -> frozenset[int]:
        """The groups of words of the same meaning that they touch."""
        return frozenset(number for each in self.stems for number in meanings().get(each, ()))

    def has(self, stem: str) -> bool:
        """Return whether it has a word of this stem, or one that may stand for it."""
        return stem in self.stems or bool(meanings().get(stem, frozenset()) & self.groups)

    def shared(self, stems: Iterable[str]) -> int:
        """Return how many of *stems* it has."""
        return sum(map(self.has, stems))

    def covers_well(self, stems: frozenset[str]) -> bool:
        """Return whether it has half of *stems*, and more than half where it has none of the very words."""
        found = 2 * self.shared(stems)
        return found > len(stems) or (found == len(stems) and bool(self.stems & stems))

    def covers(self, stems: frozenset[str]) -> bool:
        """Return whether it has at least half of *stems*, and one at the least."""
        found = self.shared(stems)
        return found > 0 and 2 * found >= len(stems)


@lru_cache(maxsize=4096)
def wording(text: str) -> Wording:
    """Return the wording of *text*."""
    return Wording(frozenset(root(word) for word in words_of_text(text)))


@dataclass(frozen=True)
class Recorded:
    """One answer of the chart: what was said, what it is called, and since when and how often."""

    id: str
    sort: Sort
    lines: tuple[str, ...]
    """What it is, first in the words said."""
    shown: tuple[str, ...] = ()
    """What shows it."""
    began: tuple[str, ...] = ()
    """When it began, and after what."""
    counts: tuple[str, ...] = ()
    """How much, how often and how long."""
    days: int | None = None
    severe: bool = False
    names: tuple[str, ...] = ()
    """What a therapist calls it."""
    links: tuple[str, ...] = ()
    """The ids of what it was recorded to show itself in."""

    @cached_property
    def text(self) -> str:
        """All that was said, in lower case."""
        return "\n".join(self.every).casefold()

    @property
    def every(self) -> tuple[str, ...]:
        """All its lines."""
        return (*self.lines, *self.shown, *self.began, *self.counts)

    @cached_property
    def wording(self) -> Wording:
        """The wording of all of it."""
        return wording(self.text)

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """What has to say by itself what is claimed: what is suffered as a whole, of anything else each clause."""
        if self.sort in {Sort.SUFFERED, Sort.SCORED}:
            return (self.text,)
        return tuple(clause.casefold() for line in self.every for clause in clauses(line))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Its numbers."""
        return tuple(n for line in self.every for n in numbers(line))

    @cached_property
    def lengths(self) -> tuple[Lasting, ...]:
        """The lengths of time it names."""
        return tuple(each for line in self.every for each in lengths(line))


_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_LIGHT = frozenset(
    map(
        root,
        "begin begins began start starts started get gets got getting come comes came go goes gone going put puts like "
        "see sees seen say says said know knows thing things way bring brings brought been being does doing done "
        "first now still then just there here very much each every always never only once".split(),
    )
)
"""Words that say too little to tell one answer from another."""


def words_of_text(text: str) -> list[str]:
    """Return the words of *text*."""
    return _WORD.findall(text)


@lru_cache(maxsize=1024)
def telling(text: str) -> frozenset[str]:
    """Return the stems of the words of *text* that tell what it is about."""
    found = (word.casefold() for word in words_of_text(text))
    kept = (root(word) for word in found if word not in ENGLISH and word not in NUMBER_WORDS)
    return frozenset(stem for stem in kept if stem and stem not in GLUE and stem not in _LIGHT)


_PARTS = re.compile(r"[,;:()]|\b(?:and|but|while|whereas|which|who|although|though|as evidenced by)\b", re.IGNORECASE)


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of *text*."""
    return tuple(part for part in re.split(r"(?<=[.!?])\s+", text) if part)


@lru_cache(maxsize=2048)
def clauses(text: str) -> tuple[str, ...]:
    """Return the parts of *text* that each say something; what says too little alone stays with its neighbour."""
    found: list[str] = []
    for sentence in sentences(text):
        waiting = ""
        mine: list[str] = []
        for part in _PARTS.split(sentence):
            if telling(part):
                mine.append(f"{waiting}{part}")
                waiting = ""
            elif mine:
                mine[-1] += f" {part}"
            else:
                waiting += f"{part} "
        found += mine or [sentence]
    return tuple(part.strip() for part in found if part.strip())


_HOPED_FIELDS = frozenset({"expected-benefit", "without-care"})
_WANTS = re.compile(r"\b(?:want|wish|hope|would like|I'd like)\b")
_SORTS = {
    SnapKind.STRENGTH: Sort.RESOURCE,
    SnapKind.ABILITY: Sort.RESOURCE,
    SnapKind.VALUE: Sort.RESOURCE,
    SnapKind.PREFERENCE: Sort.PREFERRED,
    SnapKind.NEED: Sort.HOPED,
}


def recorded_as(fact: str, text: str) -> Recorded:
    """Return what stands under a fact that is no item of the chart."""
    hoped = fact in _HOPED_FIELDS or fact.startswith("reason-")
    return Recorded(fact, Sort.HOPED if hoped else Sort.TOLD, _kept(text))


def recorded_item(item: Item, knowledge: Knowledge) -> Recorded:
    """Return what one item of the chart records."""
    match item:
        case Symptom():
            return _symptom(item, knowledge)
        case Impairment():
            return _impairment(item, knowledge)
        case Score():
            return _score(item, knowledge)
        case Diagnosis() | Problem():
            return _named(item, knowledge)
        case Snap():
            sort = Sort.HOPED if _WANTS.search(item.words) else _SORTS[item.kind]
            return Recorded(item.id, sort, _kept(item.words))
        case _:
            hoped = isinstance(item, (Goal, Objective, Intervention, Task, Referral))
            return Recorded(item.id, Sort.HOPED if hoped else Sort.TOLD, _kept(*lines_of_item(item)))


def _impairment(item: Impairment, knowledge: Knowledge) -> Recorded:
    domain = knowledge.domains.get(item.domain)
    severe = item.level is Level.SEVERE
    counts = (item.level.value,) if item.level else ()
    label = (domain.label,) if domain else ()
    return Recorded(item.id, Sort.SUFFERED, label, _kept(item.example), counts=counts, severe=severe)


def _named(item: Diagnosis | Problem, knowledge: Knowledge) -> Recorded:
    if isinstance(item, Problem):
        known = knowledge.problems.get(item.entry or "")
        own = _kept(item.words, known.label if known else None, item.statement)
        links = (*item.diagnoses, *item.symptoms, *item.impairments)
        return Recorded(item.id, Sort.NAMED, own, names=(known.label,) if known else (), links=links)
    entry = knowledge.diagnoses.get(item.entry or "")
    own = _kept(item.name, entry.name if entry else None, *_rest(item, item.name))
    links = tuple(symptom for each in item.criteria for symptom in each.symptoms)
    return Recorded(item.id, Sort.NAMED, own, names=_kept(item.name, entry.name if entry else None), links=links)


def _symptom(item: Symptom, knowledge: Knowledge) -> Recorded:
    entry = knowledge.symptoms.get(item.entry or "")
    duration = item.duration
    counts = (
        item.frequency,
        duration and duration.words,
        duration and duration.days and f"{duration.days} days",
        item.severity is not None and f"severity rated {item.severity} out of 10",
    )
    return Recorded(
        item.id,
        Sort.SUFFERED,
        _kept(item.words, *((entry.label, entry.plain) if entry else ())),
        _kept(*item.behaviours),
        _kept(item.onset),
        tuple(each for each in counts if each),
        days=duration.days if duration else None,
        severe=(item.severity or 0) >= HEAVY,
    )


def _score(item: Score, knowledge: Knowledge) -> Recorded:
    measure = knowledge.measures.get(item.measure)
    lines = (
        measure and measure.short,
        measure and measure.name,
        item.band,
        day(item.on),
        item.total is not None and f"{item.total:g} points",
        *(f"{key} {value:g} points" for key, value in item.known_parts.items()),
    )
    return Recorded(item.id, Sort.SCORED, tuple(each for each in lines if each), severe="severe" in (item.band or ""))


def _rest(item: Item, *but: str) -> Iterator[str]:
    yield from (line for line in lines_of_item(item) if line not in but)


def _kept(*lines: str | None) -> tuple[str, ...]:
    """Return the lines without the sentences in them that read like orders to a model."""
    return tuple(kept for line in lines if line and (kept := " ".join(orders(line)[0])))


def recorded(chart: Chart, knowledge: Knowledge) -> Iterator[Recorded]:
    """Yield every answer of *chart*."""
    assessment, plan, intake, necessity = chart.assessment, chart.plan, chart.intake, chart.necessity
    items = (
        *(*chart.snaps, *assessment.symptoms, *assessment.impairments, *assessment.scores),
        *(*chart.diagnoses, *chart.differentials, *chart.problems),
        *(*plan.goals, *plan.objectives, *plan.interventions, *plan.tasks, *plan.referrals),
    )
    yield from (recorded_item(item, knowledge) for item in items)
    for name, told in {**dict(intake), **dict(necessity)}.items():
        if isinstance(told, str):
            kept = _kept(told)
            sort = Sort.HOPED if name.replace("_", "-") in _HOPED_FIELDS else Sort.TOLD
            if kept and name != "statement":
                yield Recorded(name, sort, (*kept, name.replace("_", " ")))
    for name, told in chart.assessment.mental_status.items():
        yield Recorded(name, Sort.TOLD, _kept(f"{name} {told}"))
    formulation = chart.formulation
    if formulation.summary:
        yield Recorded("summary", Sort.TOLD, _kept(formulation.summary))
    if formulation.hypothesis:
        yield Recorded("hypothesis", Sort.HOPED, _kept(formulation.hypothesis))
    for contact in chart.client.contacts:
        yield Recorded(contact.id, Sort.TOLD, _kept(f"{contact.relation} {contact.name}"))
    if len(couple := chart.client.name.split(" and ")) > 1:
        yield from (Recorded("client", Sort.TOLD, (f"partner {each}",)) for each in couple)
    if (chart.readiness.motivation or 0) >= EAGER:
        yield Recorded("motivation", Sort.TOLD, ("motivated, ready, engaged, committed",))
    yield from _changed(chart, knowledge)


def _changed(chart: Chart, knowledge: Knowledge) -> Iterator[Recorded]:
    """Yield which measures were taken more than once, with different results: of these a change may be told."""
    totals: dict[str, set[float]] = {}
    for score in chart.assessment.scores:
        if score.total is not None:
            totals.setdefault(score.measure, set()).add(score.total)
    for measure, found in totals.items():
        if len(found) > 1 and measure in knowledge.measures:
            entry = knowledge.measures[measure]
            told = "improved worsened increased decreased reduced fell rose less more"
            yield Recorded(measure, Sort.SCORED, (f"{entry.short} {entry.name} {entry.about} {told}",))

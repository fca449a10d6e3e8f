"""One search index for each kind of entry, opened when that kind is first searched."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from planbot.knowledge.codes import Code
from planbot.knowledge.entries import (
    DiagnosisEntry,
    Domain,
    Entry,
    InterventionEntry,
    ObjectivePattern,
    ProblemEntry,
    SymptomEntry,
)
from planbot.knowledge.entries_measures import MeasureEntry
from planbot.knowledge.phrases import Phrase
from planbot.knowledge.search import Hit, Index

KINDS = {
    "symptom": "symptoms",
    "problem": "problems",
    "diagnosis": "diagnoses",
    "objective": "objectives",
    "intervention": "interventions",
    "measure": "measures",
    "domain": "domains",
    "code": "codes",
}
"""The kinds that can be searched, each with the name of its entries in the library."""

VOICED = frozenset({"symptom", "problem"})
"""The kinds that people put in sentences of their own."""
NAME, OTHER_NAME = 1.08, 1.03


class Finder:
    """Searches every kind of entry; *prepared* gives the data of a kind's index."""

    def __init__(self, prepared: Callable[[str], dict[str, Any]]) -> None:
        self._prepared = prepared
        self._indexes: dict[str, Index] = {}

    @property
    def kinds(self) -> tuple[Any, ...]:
        """The kinds that can be searched, except codes, which are only found when asked for."""
        return tuple(kind for kind in KINDS if kind != "code")

    def warm(self) -> None:
        """Open every index and what misspelt words need, so that the first search is as quick as the others."""
        for kind in KINDS:
            self.search(kind, "zzzz zzzz")

    def search(self, kind: str, text: str, limit: int = 8) -> list[Hit]:
        """Return the entries of *kind* that fit *text*."""
        if kind not in KINDS:
            return []
        if kind not in self._indexes:
            self._indexes[kind] = Index(self._prepared(kind), voiced=kind in VOICED)
        return self._indexes[kind].search(text, limit)


def phrases_of(entries: Mapping[str, Entry]) -> Iterator[Phrase]:
    """Yield every phrase by which *entries* can be found."""
    for key, entry in entries.items():
        for text, weight in _ways(entry):
            yield Phrase(key, text, weight)


def phrases_of_codes(codes: Iterable[Code]) -> Iterator[Phrase]:
    """Yield the phrase by which each code can be found; those that can be billed come first."""
    for code in codes:
        yield Phrase(code.code, f"{code.code} {code.name}", 1.0 if code.billable else 0.8)


def _ways(entry: Entry) -> Iterator[tuple[str, float]]:
    """Yield the ways to name an entry, names first."""
    names: Sequence[str] = ()
    others: Sequence[str] = ()
    rest: Sequence[str] = ()
    match entry:
        case SymptomEntry():
            names, others, rest = (entry.label,), (entry.plain,), entry.says
        case ProblemEntry():
            names, others, rest = (entry.label,), (entry.plain,), entry.says
        case DiagnosisEntry():
            names, others = (entry.name,), entry.says
            rest = [f"{c.code} {c.name} {c.when}" for c in entry.codes]
        case InterventionEntry():
            names, others, rest = (
                (entry.technique,),
                (f"{entry.technique} {entry.approach}",),
                (entry.plain, entry.what),
            )
        case ObjectivePattern():
            others, rest = (entry.plain, entry.text), (entry.measured_by, " ".join(entry.tags))
        case MeasureEntry():
            names, others = (entry.short, entry.name), (entry.about,)
        case Domain():
            names, others, rest = (entry.label,), (entry.plain,), entry.examples
        case _:
            return
    yield from ((text, NAME) for text in names)
    yield from ((text, OTHER_NAME) for text in others)
    yield from ((re.sub(r"\{[^{}]*\}", " ", text), 1.0) for text in rest if text)

"""The phrases by which entries are found, prepared as terms, so that searching them is quick."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from planbot.knowledge.words import EITHER, person, said, stem


class Phrase(NamedTuple):
    """One way to name or voice an entry; a label weighs a little more than something said."""

    entry: str
    text: str
    weight: float = 1.0


class Turns:
    """Turns of phrase and the plainer words they are read as: "nod off" as "fall asleep"."""

    def __init__(self, plainer: Mapping[str, str]) -> None:
        self._plainer = plainer
        longest_first = sorted(plainer, key=len, reverse=True)
        self._any = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b") if plainer else None

    def __call__(self, text: str) -> str:
        """Return *text* in plainer words."""
        if not self._any:
            return text
        plain = text.lower().replace("\u2019", "'").replace("\u2018", "'")
        return self._any.sub(lambda found: self._plainer[found[0]], plain)


def build(phrases: Iterable[Phrase], synonyms: Iterable[Sequence[str]] = ()) -> dict[str, Any]:
    """Prepare *phrases* for search as plain JSON values, to be given to ``Index``; *synonyms* mean the same."""
    making = _Making([tuple(group) for group in synonyms])
    for phrase in phrases:
        making.take(phrase)
    return making.made()


class _Making:
    """An index while its phrases are taken in."""

    def __init__(self, synonyms: Sequence[Sequence[str]]) -> None:
        self._synonyms = synonyms
        self._turns = {word.lower(): group[0] for group in synonyms for word in group[1:] if " " in word + group[0]}
        self._reworded = Turns(self._turns)
        self._same = _same(synonyms)
        self._terms: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._roots: dict[str, int] = {}
        self._around: dict[str, int] = {}
        self._postings: list[list[int]] = []
        self._tallies: list[Counter[int]] = []
        self._entries: dict[str, int] = {}
        self._persons: dict[int, list[int]] = defaultdict(list)
        self._kept: list[Phrase] = []
        self._found: list[tuple[int, ...]] = []

    def take(self, phrase: Phrase) -> None:
        """Take one phrase in."""
        told = said(self._reworded(phrase.text))
        entry = self._entries.setdefault(phrase.entry, len(self._entries))
        found: dict[int, tuple[int, int]] = {}
        for token in told.tokens:
            root = stem(token.word)
            term = self._term(root)
            self._words[token.word] = term
            self._roots[token.word] = self._stems.setdefault(root, len(self._stems))
            sign, first = found.get(term, (token.sign, self._stems[root]))
            found[term] = (token.sign if sign == token.sign else EITHER, first)
        for term, (sign, first) in found.items():
            self._postings[term] += [len(self._kept), sign, first]
        light = {self._around.setdefault(word, self._term(f"~{stem(word)}")) for word in told.around}
        for term in light | found.keys():
            self._tallies[term][entry] += 1
        self._persons[entry].append(person(phrase.text))
        self._kept.append(phrase)
        self._found.append(tuple(found))

    def _term(self, root: str) -> int:
        term = self._terms.setdefault(self._same.get(root, root), len(self._terms))
        if term == len(self._postings):
            self._postings.append([])
            self._tallies.append(Counter())
        return term

    def made(self) -> dict[str, Any]:
        """Return the index of all that was taken in."""
        entries = len(self._entries)
        rarity = [round(math.log(1 + entries / len(tally)), 3) for tally in self._tallies]
        for word in (word for group in self._synonyms for word in group if " " not in word + group[0]):
            if (leader := self._same[stem(word)]) in self._terms:
                self._words.setdefault(word, self._terms[leader])
                self._terms.setdefault(stem(word), self._terms[leader])
        return {
            "phrases": [[self._entries[p.entry], p.text, p.weight] for p in self._kept],
            "lengths": [round(sum(rarity[t] for t in found), 3) for found in self._found],
            "entries": list(self._entries),
            "persons": [round(sum(each) / len(each), 2) for _, each in sorted(self._persons.items())],
            "terms": {root: term for root, term in self._terms.items() if not root.startswith("~")},
            "roots": self._roots,
            "words": dict(sorted(self._words.items())),
            "around": self._around,
            "rarity": rarity,
            "postings": self._postings,
            "tallies": [[part for pair in sorted(tally.items()) for part in pair] for tally in self._tallies],
            "turns": self._turns,
        }


def _same(synonyms: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return for each stem with synonyms the one that stands for them all."""
    same: dict[str, str] = {}
    for group in synonyms:
        if " " in group[0]:
            continue
        stems = [stem(word) for word in group if " " not in word]
        leader = next((same[s] for s in stems if s in same), stems[0])
        same.update(dict.fromkeys(stems, leader))
    return same

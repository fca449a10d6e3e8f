"""Finds entries by what people type: beginnings of words, slips of spelling, word forms, whole sentences, negation."""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from heapq import nlargest
from typing import Any, NamedTuple

from planbot.knowledge.words import EITHER, NEGATED, PLAIN, Token, stem, tokens

FUZZY_FROM = 4
"""Letters a word needs before a slip of spelling in it is considered; two slips from seven letters on."""
MOST_ENDINGS = 40
"""How many words a beginning may stand for."""
LEAST = 0.18
"""Scores below this are no match worth showing."""

SECOND = 0.2
"""What an entry's second-best phrase adds, so that two that fit tell more than one."""
WORDING = 0.3
"""What the same wording, letter by letter, adds; it tells apart phrases of the same words."""
SYNONYM = 0.85
"""What a word of the same meaning is worth beside the very word."""
COMPARED = 22
"""How many entries beyond those asked for are compared by their wording."""


class Phrase(NamedTuple):
    """One way to name or voice an entry; a label weighs a little more than something said."""

    entry: str
    text: str
    weight: float = 1.0


class Hit(NamedTuple):
    """An entry that matches, how well from 0 to about 1, and the phrase that matched best."""

    entry: str
    score: float
    phrase: str


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
        said = text.lower().replace("\u2019", "'").replace("\u2018", "'")
        return self._any.sub(lambda found: self._plainer[found[0]], said)


def build(phrases: Iterable[Phrase], synonyms: Iterable[Sequence[str]] = ()) -> dict[str, Any]:
    """Prepare *phrases* for search as plain JSON values, to be given to ``Index``."""
    synonyms = [tuple(group) for group in synonyms]
    turns = {word.lower(): group[0] for group in synonyms for word in group[1:] if " " in word or " " in group[0]}
    reworded = Turns(turns)
    same = _same(synonyms)
    terms: dict[str, int] = {}
    words: dict[str, int] = {}
    stems: dict[str, int] = {}
    roots: dict[str, int] = {}
    postings: list[list[int]] = []
    kept: list[Phrase] = []
    signed: list[dict[int, tuple[int, int]]] = []
    for phrase in phrases:
        found: dict[int, tuple[int, int]] = {}
        for token in tokens(reworded(phrase.text)):
            root = stem(token.word)
            term = terms.setdefault(same.get(root, root), len(terms))
            words[token.word] = term
            if term == len(postings):
                postings.append([])
            roots[token.word] = stems.setdefault(root, len(stems))
            sign, first = found.get(term, (token.sign, stems[root]))
            found[term] = (token.sign if sign == token.sign else EITHER, first)
        for term, (sign, first) in found.items():
            postings[term] += [len(kept), sign, first]
        kept.append(phrase)
        signed.append(found)
    entries = len({phrase.entry for phrase in kept})
    rarity = [round(math.log(1 + entries / len({kept[n].entry for n in p[::3]})), 3) for p in postings]
    for word in (word for group in synonyms for word in group if " " not in word and " " not in group[0]):
        if (leader := same[stem(word)]) in terms:
            words.setdefault(word, terms[leader])
            terms.setdefault(stem(word), terms[leader])
    return {
        "phrases": [[p.entry, p.text, p.weight] for p in kept],
        "lengths": [round(sum(rarity[t] for t in found), 3) for found in signed],
        "terms": terms,
        "roots": roots,
        "words": dict(sorted(words.items())),
        "rarity": rarity,
        "postings": postings,
        "turns": turns,
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


class Index:
    """Phrases ready to be searched; made by ``build`` and kept between runs."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._phrases: list[list[Any]] = data["phrases"]
        self._lengths: list[float] = data["lengths"]
        self._terms: dict[str, int] = data["terms"]
        self._words: dict[str, int] = data["words"]
        self._roots: dict[str, int] = data["roots"]
        self._rarity: list[float] = data["rarity"]
        self._postings: list[list[int]] = data["postings"]
        self._reworded = Turns(data.get("turns", {}))
        self._sorted = list(self._words)
        self._unknown = max(self._rarity, default=1.0) * 0.8
        self._known: dict[tuple[str, bool], tuple[tuple[int, float], ...]] = {}

    def search(self, text: str, limit: int = 8) -> list[Hit]:
        """Return the entries that fit *text* best, best first; the last word may be unfinished."""
        query = tokens(self._reworded(text[:400]), query=True)
        if not query:
            return []
        typing = not text[-1:].isspace() and text[-1:].isalnum()
        gains, weight, covered = self._gains(query, typing)
        found: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for number, gain in gains.items():
            entry, _, favour = self._phrases[number]
            dice = 2 * gain / (weight + self._lengths[number])
            score = favour * (0.4 * dice + 0.33 * gain / weight + 0.27 * gain / self._lengths[number])
            found[entry].append((score, number))
        hits = []
        for entry, scores in found.items():
            (score, number), *others = nlargest(2, scores)
            total = 0.8 * score + 0.2 * covered[entry] / weight + SECOND * sum(other for other, _ in others)
            if total >= LEAST:
                hits.append(Hit(entry, total, self._phrases[number][1]))
        best = nlargest(limit + COMPARED, hits, key=lambda h: h.score)
        return self._compared(text if len(query) > 1 else "", best)[:limit]

    def _compared(self, text: str, hits: list[Hit]) -> list[Hit]:
        """Return *hits* best first, having compared the very wording of *text*, of which a single word has none."""
        said, alike = text.lower(), _alike() if text else None
        most = 1 + SECOND + (WORDING if alike else 0)
        compared = []
        for entry, score, phrase in hits:
            total = score + (WORDING * alike(said, phrase.lower()) / 100 if alike else 0)
            compared.append(Hit(entry, round(total / most, 4), phrase))
        return sorted(compared, key=lambda h: (-h.score, h.entry))

    def _gains(self, query: list[Token], typing: bool) -> tuple[dict[int, float], float, dict[str, float]]:
        """Return what each phrase gains, what the query weighs, and what of it each entry covers somewhere."""
        gains: dict[int, float] = defaultdict(float)
        covered: dict[str, float] = defaultdict(float)
        weight = 0.0
        bare = len(query) <= 2
        for place, (word, sign) in enumerate(query):
            meant = self._meant(word, typing and place == len(query) - 1)
            # A beginning that is a word of its own gains no more by the rare words it begins.
            most = self._rarity[self._words[word]] if word in self._words else math.inf
            weight += min(most, max((self._rarity[term] for term, _ in meant), default=self._unknown))
            gained: dict[int, float] = {}
            root, own = self._roots.get(word), self._words.get(word)
            for term, likeness in meant:
                worth = min(most, self._rarity[term]) * likeness
                posting = self._postings[term]
                for number, other, other_root in zip(posting[::3], posting[1::3], posting[2::3], strict=True):
                    agreed = worth * _agreement(sign, other, bare)
                    if root is not None and other_root != root and term == own:
                        agreed *= SYNONYM
                    if agreed > gained.get(number, 0.0):
                        gained[number] = agreed
            by_entry: dict[str, float] = {}
            for number, gain in gained.items():
                gains[number] += gain
                entry = self._phrases[number][0]
                by_entry[entry] = max(by_entry.get(entry, 0.0), gain)
            for entry, gain in by_entry.items():
                covered[entry] += gain
        return gains, weight, covered

    def _meant(self, word: str, unfinished: bool) -> tuple[tuple[int, float], ...]:
        """Return the terms a typed *word* may mean, each with its likeness from 0 to 1."""
        key = (word, unfinished)
        if key not in self._known:
            if len(self._known) > 2000:
                self._known.clear()
            self._known[key] = tuple(self._look_up(word, unfinished).items())
        return self._known[key]

    def _look_up(self, word: str, unfinished: bool) -> dict[int, float]:
        found: dict[int, float] = {}
        term = self._words.get(word)
        if term is None and len(word) >= FUZZY_FROM:
            term = self._terms.get(stem(word))
        if term is not None:
            found[term] = 1.0
        if unfinished:
            first = bisect_left(self._sorted, word)
            for other in self._sorted[first : first + MOST_ENDINGS]:
                if not other.startswith(word):
                    break
                found.setdefault(self._words[other], 0.9 - 0.02 * min(10, len(other) - len(word)))
        if word not in self._words:
            for term, likeness in self._misspelt(word, unfinished).items():
                found[term] = max(likeness, found.get(term, 0.0))
        return found

    def _misspelt(self, word: str, unfinished: bool) -> dict[int, float]:
        if len(word) < FUZZY_FROM or not word.isalpha():
            return {}
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        slips = 1 if len(word) < 7 else 2
        near = extract(word, self._sorted, scorer=OSA.distance, score_cutoff=slips, limit=6)
        found = {}
        closest = min((distance for _, distance, _ in near), default=0)
        for other, distance, _ in near:
            if distance == closest:
                found[self._words[other]] = 0.9 - 0.1 * distance
        if not found and unfinished and len(word) > FUZZY_FROM:
            begun = [other[: len(word)] for other in self._sorted]
            for _, _, place in extract(word, begun, scorer=OSA.distance, score_cutoff=1, limit=6):
                found.setdefault(self._words[self._sorted[place]], 0.7)
        return found


@cache
def _alike() -> Callable[[str, str], float]:
    """Return what compares two texts letter by letter, from 0 to 100; loaded only when it is needed."""
    from rapidfuzz.fuzz import ratio

    return ratio


def _agreement(typed: int, stands: int, bare: bool) -> float:
    """Return how far a typed word agrees with one in a phrase, given which of them are negated.

    "Not sad" says nothing of sadness, but who types just "sleep" may well be looking for "can't sleep".
    """
    if typed == stands:
        return 1.0
    if EITHER in (typed, stands):
        return 0.85
    if typed == PLAIN and stands == NEGATED:
        return 0.6 if bare else 0.35
    return 0.0

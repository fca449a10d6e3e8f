"""Finds entries by what people type: beginnings of words, slips of spelling, word forms, whole sentences, negation."""

import math
from collections import defaultdict
from collections.abc import Callable
from functools import cache, cached_property
from heapq import nlargest
from typing import Any, NamedTuple

from planbot.knowledge.complaints import needed, tone
from planbot.knowledge.phrases import Turns
from planbot.knowledge.small_talk import is_small_talk
from planbot.knowledge.vocabulary import Vocabulary
from planbot.knowledge.words import EITHER, NEGATED, PLAIN, Said, person, said, stem

LEAST = 0.126
"""Scores below this are no match worth showing."""
UNKNOWN = 0.8
"""What a word that is nowhere weighs beside the rarest that is somewhere."""
SYNONYM = 0.85
"""What a word of the same meaning is worth beside the very word."""
COMPARED = 32
"""How many entries beyond those asked for are compared by their wording."""
SHORT = 2
"""So many words are looked up, not weighed as a sentence."""
PLAINLY_ALIKE = 0.75
"""How alike a phrase of small words only must be, such as "I don't know who I am", which share no telling word."""
UNLIKE = 0.25
"""How much surer a match must be for each word of what goes well, "I like my job", that its phrase does not have."""
HALF_TYPED = 0.3
"""How much less sure it may be while the last word is being typed."""
FAMILIAR = 2.0
"""A word that so many of an entry's phrases have is half of what it could be."""


class Hit(NamedTuple):
    """An entry that matches, how well from 0 to about 1, and the phrase that matched best."""

    entry: str
    score: float
    phrase: str


class Evidence(NamedTuple):
    """What speaks for an entry, each part from 0 to about 1."""

    best: float
    """How well its best phrase fits, by the words that carry meaning."""
    named: float
    """How well its label or another of its names fits."""
    familiar: float
    """How common the words typed are among its phrases, small words such as "too" and "never" included."""
    telling: float = 0.0
    """How rare the most telling word typed is elsewhere, and how common among its phrases."""
    alike: float = 0.0
    """How alike the closest of its phrases is, letter by letter."""
    person: float = 0.0
    """Whether it is told of oneself or of a child, and so is what was typed."""

    def score(self) -> float:
        """Return all of it as one number."""
        return sum(weight * part for weight, part in zip(WEIGHTS, self, strict=True))

    def sure(self) -> float:
        """Return how sure it is that the entry is meant at all."""
        return 0.375 * self.best + 0.115 * self.named + 0.475 * self.alike + 0.49 * self.telling


WEIGHTS = Evidence(0.154, 0.07, 0.651, 0.0, 0.287, 0.032)
"""Fitted to phrases left out of the library, each to be found by the others, and to half of the test phrases."""


class _Gathered:
    """What the words typed bring to light: what each phrase gains, and how familiar each entry is with them."""

    def __init__(self) -> None:
        self.gains: dict[int, float] = defaultdict(float)
        self.familiar: dict[int, float] = defaultdict(float)
        self.telling: dict[int, float] = {}
        self.weight = 0.0
        """What the words that carry meaning weigh; *whole* counts the small ones too."""
        self.whole = 0.0

    def take(self, gained: dict[int, float], known: dict[int, float], weight: float) -> None:
        """Add what one word brings."""
        for number, gain in gained.items():
            self.gains[number] += gain
        for entry, gain in known.items():
            if gain > self.telling.get(entry, 0.0):
                self.telling[entry] = gain
        self.take_around(known, weight)
        self.weight += weight

    def take_around(self, known: dict[int, float], weight: float) -> None:
        """Add what a small word brings."""
        for entry, gain in known.items():
            self.familiar[entry] += gain
        self.whole += weight


class Index:
    """Phrases ready to be searched; made by ``build`` and kept between runs."""

    def __init__(self, data: dict[str, Any], *, voiced: bool = True) -> None:
        """Open the index *data*; *voiced* says whether its phrases are what people say of themselves, not terms."""
        self._voiced = voiced
        self._phrases: list[list[Any]] = data["phrases"]
        self._lengths: list[float] = data["lengths"]
        self._entries: list[str] = data["entries"]
        self._persons: list[float] = data["persons"]
        self._around: dict[str, int] = data["around"]
        self._roots: dict[str, int] = data["roots"]
        self._rarity: list[float] = data["rarity"]
        self._postings: list[list[int]] = data["postings"]
        self._tallies: list[list[int]] = data["tallies"]
        self._reworded = Turns(data["turns"])
        self._rarest = max(self._rarity, default=1.0)
        self.vocabulary = Vocabulary(data["words"], data["terms"])

    @cached_property
    def _numbers(self) -> list[list[int]]:
        """The numbers of each entry's phrases."""
        numbers: list[list[int]] = [[] for _ in self._entries]
        for number, (entry, _, _) in enumerate(self._phrases):
            numbers[entry].append(number)
        return numbers

    @cached_property
    def _texts(self) -> list[list[str]]:
        """The phrases of each entry in small letters."""
        return [[self._phrases[number][1].lower() for number in each] for each in self._numbers]

    def search(self, text: str, limit: int = 8) -> list[Hit]:
        """Return the entries that fit *text* best, best first; the last word may be unfinished.

        Small talk fits none.
        """
        if is_small_talk(text):
            return []
        told = said(self._reworded(text[:400]), query=True)
        found = sorted(self.weigh(text, told, limit), key=lambda each: -each[1].score())
        if not found or not self._is_meant(text, told, *found[0][1:]):
            return []
        hits = [Hit(entry, round(evidence.score(), 4), phrase) for entry, evidence, phrase in found]
        return sorted((hit for hit in hits if hit.score >= LEAST), key=lambda h: (-h.score, h.entry))[:limit]

    def _is_meant(self, text: str, told: Said, evidence: Evidence, phrase: str) -> bool:
        """Whether the best match is surer than chance; one or two words are looked up whatever they are."""
        if not told.tokens:
            return evidence.alike >= PLAINLY_ALIKE
        words = sum(map(len, told.clauses))
        if words == 1:
            return True
        how = tone(told.clauses, stem)
        glad = how.glad - {stem(word) for word in phrase.lower().split()} if how.glad else how.glad
        if (words <= SHORT and not glad) or not (self._voiced or how.asks or person(text)):
            return True
        least = needed(how, words, len(told.tokens)) + UNLIKE * min(2, len(glad))
        if self.vocabulary.is_begun(told.tokens[-1].word) and text[-1:].isalnum():
            least -= HALF_TYPED
        return evidence.sure() >= least

    def weigh(self, text: str, told: Said, limit: int) -> list[tuple[str, Evidence, str]]:
        """Return the likeliest entries with what speaks for each, and the phrase that fits best."""
        if not told.tokens and not told.around:
            return []
        low, who = text.lower().strip(), person(text)
        found = self._weighed(self._gathered(told, not text[-1:].isspace() and text[-1:].isalnum()))
        return [
            (self._entries[entry], *self._compared(low, who, entry, number, evidence))
            for evidence, entry, number in nlargest(limit + COMPARED, found, key=lambda each: each[0].score())
        ]

    def _weighed(self, gathered: _Gathered) -> list[tuple[Evidence, int, int | None]]:
        """Return what speaks for each entry that gains something, with its number and that of its best phrase."""
        best: dict[int, tuple[float, int]] = {}
        named: dict[int, float] = defaultdict(float)
        weight, whole = gathered.weight, gathered.whole
        for number, gain in gathered.gains.items():
            entry, _, favour = self._phrases[number]
            length = self._lengths[number]
            score = favour * gain * (0.8 / (weight + length) + 0.33 / weight + 0.27 / length)
            if entry not in best or score > best[entry][0]:
                best[entry] = (score, number)
            if favour > 1.0 and score > named[entry]:
                named[entry] = score
        if not weight:
            return [(Evidence(0.0, 0.0, known / whole), entry, None) for entry, known in gathered.familiar.items()]
        familiar, telling = gathered.familiar, gathered.telling
        return [
            (
                Evidence(score, named.get(e, 0.0), familiar.get(e, 0.0) / whole, telling.get(e, 0.0) / self._rarest),
                e,
                number,
            )
            for e, (score, number) in best.items()
        ]

    def _compared(self, low: str, who: int, entry: int, number: int | None, evidence: Evidence) -> tuple[Evidence, str]:
        """Return *evidence* with what the very wording adds to it, and the phrase of that *number* or the closest."""
        alike, at = _closest(low, self._texts[entry])
        place = self._numbers[entry][at] if number is None else number
        return Evidence(*evidence[:4], alike, who * self._persons[entry]), self._phrases[place][1]

    def _gathered(self, told: Said, typing: bool) -> _Gathered:
        gathered = _Gathered()
        bare = len(told.tokens) <= 2
        for place, (word, sign) in enumerate(told.tokens):
            meant = self.vocabulary.meant(word, unfinished=typing and place == len(told.tokens) - 1)
            own, root = self.vocabulary.own(word), self._roots.get(word)
            # A beginning that is a word of its own gains no more by the rare words it begins.
            most = math.inf if own is None else self._rarity[own]
            weight = min(most, max((self._rarity[term] for term, _ in meant), default=UNKNOWN * self._rarest))
            gained: dict[int, float] = {}
            known: dict[int, float] = {}
            for term, likeness in meant:
                worth = min(most, self._rarity[term]) * likeness
                self._gain(gained, term, worth, (sign, bare), root if term == own else None)
                self._know(known, term, worth)
            gathered.take(gained, known, weight)
        for term in {self._around[word] for word in told.around if word in self._around}:
            known = {}
            self._know(known, term, self._rarity[term])
            gathered.take_around(known, self._rarity[term])
        return gathered

    def _gain(
        self, gained: dict[int, float], term: int, worth: float, stands: tuple[int, bool], root: int | None
    ) -> None:
        """Note in *gained* what each phrase with *term* gains, less where it has only a word of the same meaning."""
        posting = self._postings[term]
        by_sign = [worth * _agreement(stands[0], other, stands[1]) for other in (PLAIN, NEGATED, EITHER)]
        for number, other, other_root in zip(posting[::3], posting[1::3], posting[2::3], strict=True):
            agreed = by_sign[other] if root is None or root == other_root else by_sign[other] * SYNONYM
            if agreed > gained.get(number, 0.0):
                gained[number] = agreed

    def _know(self, known: dict[int, float], term: int, worth: float) -> None:
        """Note in *known* how familiar each entry is with *term*."""
        tally = self._tallies[term]
        for entry, times in zip(tally[::2], tally[1::2], strict=True):
            gain = worth * times / (times + FAMILIAR)
            if gain > known.get(entry, 0.0):
                known[entry] = gain


def _closest(text: str, others: list[str]) -> tuple[float, int]:
    """Return how alike the closest of the *others* is, from 0 to 1, and which it is.

    A single word has no wording to compare; it is only told whether it is all of the other or its beginning.
    """
    if " " in text:
        _, alike, at = _extract()(text, others)
        return alike / 100, at
    starts = [at for at, other in enumerate(others) if other.startswith(text)]
    shortest = min(starts, key=lambda at: len(others[at]), default=-1)
    if shortest < 0:
        return 0.0, 0
    return len(text) / len(others[shortest]), shortest


@cache
def _extract() -> Callable[[str, list[str]], tuple[str, float, int]]:
    """Return what finds the closest of some texts letter by letter; loaded when it is needed."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    return lambda text, others: extractOne(text, others, scorer=ratio)


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

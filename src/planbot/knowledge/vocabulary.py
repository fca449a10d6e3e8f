"""What a typed word may stand for: itself, a word of the same meaning or stem, its beginning, a slip of spelling."""

from bisect import bisect_left

from planbot.knowledge.words import stem

FUZZY_FROM = 4
"""Letters a word needs before a slip of spelling in it is considered; two slips from seven letters on."""
MOST_ENDINGS = 40
"""How many words a beginning may stand for."""


class Vocabulary:
    """The words of an index, each with the number of its term."""

    def __init__(self, words: dict[str, int], terms: dict[str, int]) -> None:
        self._words = words
        """Words in alphabetical order."""
        self._terms = terms
        self._sorted = list(words)
        self._known: dict[tuple[str, bool], tuple[tuple[int, float], ...]] = {}

    def own(self, word: str) -> int | None:
        """Return the term of exactly this word."""
        return self._words.get(word)

    def is_begun(self, word: str) -> bool:
        """Whether *word* is the beginning of one that is known, and no word itself."""
        at = bisect_left(self._sorted, word)
        return word not in self._words and at < len(self._sorted) and self._sorted[at].startswith(word)

    def meant(self, word: str, *, unfinished: bool) -> tuple[tuple[int, float], ...]:
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

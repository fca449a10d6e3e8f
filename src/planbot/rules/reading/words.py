"""How findings name things, and how the rules that read words match them."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from planbot.text import one_line

MISREAD = "planbot goes by the words here and may be misreading them."
"""The end of the message of every finding of a rule that reads words."""


def short(words: str, most: int = 44) -> str:
    """Return *words* in quotation marks, on one line and cut at a word so that they fit in a message."""
    line = one_line(words)
    if len(line) > most:
        line = line[:most].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
    return f"“{line.rstrip('.')}”" if line else "(no words yet)"


def listed(things: Iterable[str], most: int = 4) -> str:
    """Return *things* as people list them: "a, b and c", and how many more when there are many."""
    known = list(dict.fromkeys(things))
    if len(known) > most:
        known = [*known[: most - 1], f"{len(known) - most + 1} more"]
    return known[0] if len(known) == 1 else f"{', '.join(known[:-1])} and {known[-1]}" if known else ""


def day(when: date) -> str:
    """Return a date as people write it: 9 November 2026."""
    return f"{when.day} {when:%B %Y}"


def days_between(first: date, second: date) -> int:
    """Return the days from *first* to *second*, less than 0 when *second* is earlier, at either end of the calendar."""
    return second.toordinal() - first.toordinal()


def phrases(*each: str) -> re.Pattern[str]:
    """Return a pattern that finds any of the phrases as whole words, in any case; each may hold a regex."""
    joined = "|".join(each)
    first = beginnings(joined)
    # Most words begin otherwise, and are passed over at once.
    ahead = f"(?=[{''.join(sorted(first))}])" if first else ""
    return re.compile(rf"\b{ahead}(?:{joined})\b", re.IGNORECASE)


def beginnings(regex: str) -> frozenset[str]:
    """Return the letters a match of *regex* begins with; nothing when it may begin with anything else.

    It knows letters, groups and what may be left out, which is how the phrases here begin, and gives up on the rest.
    """
    found: set[str] = set()
    for phrase in _alternatives(regex):
        letters = _first_letters(phrase)
        if not letters:
            return frozenset()
        found |= letters
    return frozenset(found)


def _first_letters(phrase: str) -> frozenset[str]:
    if phrase[:1].isalpha():
        return frozenset() if phrase[1:2] in {"?", "*", "{"} else frozenset(phrase[0])
    if not phrase.startswith("(?:"):
        return frozenset()
    end = _end_of_group(phrase)
    inside, rest = beginnings(phrase[3:end]), phrase[end + 1 :]
    if rest[:1] not in {"?", "*", "{"}:
        return inside
    after = _first_letters(rest[1:]) if rest[0] == "?" else frozenset[str]()
    return inside | after if inside and after else frozenset()


def _alternatives(regex: str) -> list[str]:
    """Return the parts of *regex* between the bars that stand in no group."""
    parts, start, depth = [], 0, 0
    for at, char in _signs(regex):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "|" and not depth:
            parts.append(regex[start:at])
            start = at + 1
    return [*parts, regex[start:]]


def _end_of_group(regex: str) -> int:
    depth = 0
    for at, char in _signs(regex):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if not depth:
            return at
    return len(regex)


def _signs(regex: str) -> Iterator[tuple[int, str]]:
    """Yield every character that is neither escaped nor in a set, with its place."""
    for match in _SIGN.finditer(regex):
        if len(match[0]) == 1:
            yield match.start(), match[0]


_SIGN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
"""An escaped character, a set in brackets, or a character that stands for itself or joins others."""


def blank(words: str | None) -> bool:
    """Return whether nothing was said: no answer, or only white space."""
    return words is None or not words.strip()


NONE_SAID = re.compile(r"\s*(?:no|none|nothing|nil|n/?a|not any|no one|nobody)\b[\s.]*", re.IGNORECASE)
"""An answer that says there is nothing."""


@lru_cache(maxsize=4096)
def syllables(word: str) -> int:
    """Return how many syllables an English word has, near enough for a reading grade."""
    word = word.lower()
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee", "ie", "oe", "ye")) and count > 1:
        count -= 1
    if word.endswith(("ed", "es")) and len(word) > 3 and _SILENT_END.search(word) and count > 1:
        count -= 1
    return max(count, 1)


@lru_cache(maxsize=4096)
def reading_grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of *text* (Kincaid and others, 1975); 0.0 for a text without words.

    Syllables are counted by rule: the packages that look them up fetch a dictionary over the network.
    """
    words = _WORDS.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_SENTENCE_ENDS.findall(text)))
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / sentences + 11.8 * per_word - 15.59


_WORDS = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^aeioutd]ed|[^aeioucgsxzh]es)$")
_SENTENCE_ENDS = re.compile(r"[.!?]+(?:\s|$)")

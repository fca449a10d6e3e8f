"""What somebody said, cut into parts that say one thing each; and what in a part may not be so, not now, or not theirs.

A cut is made only where nothing is lost by it: a "not", an "if" or a "she says" stays with all that it may cover. The
word lists are ours; they read English.
"""
# ruff: noqa: SIM905 -- word lists read best as words

import re
from collections.abc import Iterable, Iterator

from planbot.knowledge.words import OTHERS, person, tokens

LETTERS = 3
"""Letters that a part has at least."""
WORDS = 3
"""Words that each side of a cut inside a sentence has at least."""

_ENDS = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"'\u201d\u2019)]))\s+|\s*[;\n\u2022]+\s*|\s+[\u2013\u2014]\s+")
_NO_END = re.compile(r"(?:\b(?:dr|mr|mrs|ms|prof|st|vs|etc|e\.g|i\.e)\.|\.\.\.|\u2026)$", re.IGNORECASE)
"""What a sentence goes on after: a title, or a pause for thought."""
_SUBJECT = r"(?:I|we|my|our|he|she|it|they|there)\b"
_JOINS = re.compile(
    r",?\s+(?:(?P<turns>but|though|although|however)|and|so),?\s+"
    rf"(?=(?:(?:then|now|today|still|also|sometimes|lately|mostly)\s+)?{_SUBJECT})",
    re.IGNORECASE,
)
"""Where a sentence goes on with a subject of its own."""
_COVERS = re.compile(
    r"^\W*(?:(?:and|but|so|well|because)\W+)*(?:if|when|whenever|while|unless|until|before|after|since|as|once|although|"
    r"though|because|even|how|what|whether|neither|either|not)\b"
    r"|\b(?:say|said|tell|told|think|thought|believe|claim|hope|wish|imagine|pretend|dream|if)(?:s|d|ed|es|ing)?\b"
    r"|(?:\b(?:never|not|cannot|dont|doesnt|didnt|isnt)|n['\u2019]t)\s+(?:\w+\s+)?(?:feel|know|care|sure|true|that)\b",
    re.IGNORECASE,
)
"""What may cover the words after an "and" too: "if I get up and I eat", "my sister says I am lazy and I lie"."""
_OPENS = re.compile(rf"^(?:(?:and|but|so|well|also|okay|ok|then|yes|no)\b(?:,\s*|\s+(?={_SUBJECT})))+", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-*\u2022\u2013]+|\d{1,2}[.)])\s+")
_EDGES = " ,.:;-\u2013\u2014"


def parts(text: str) -> tuple[str, ...]:
    """Return the parts of *text* in order, each in the words it was said in, on one line."""
    clauses = (" ".join(clause.split()) for sentence in _sentences(text) for clause in _clauses(sentence))
    bare = (_OPENS.sub("", _BULLET.sub("", clause)).strip(_EDGES) for clause in clauses)
    return tuple(part for part in bare if sum(map(str.isalpha, part)) >= LETTERS)


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in _ENDS.finditer(text):
        if "\n" in end[0] or not _NO_END.search(text[start : end.start()]):
            yield text[start : end.start()]
            start = end.end()
    yield text[start:]


def _clauses(sentence: str) -> Iterator[str]:
    """Yield the clauses of a sentence; where one may cover the next they stay together."""
    start = 0
    for join in _JOINS.finditer(sentence):
        before, after = sentence[start : join.start()], sentence[join.end() :]
        if min(len(before.split()), len(after.split())) >= WORDS and (join["turns"] or not _COVERS.search(before)):
            yield before
            start = join.end()
    yield sentence[start:]


_KIN = OTHERS | frozenset(
    "son daughter child children kid kids baby stepson stepdaughter grandson granddaughter stepfather stepmother "
    "stepdad stepmum stepmom sibling siblings twin".split()
)
_OF = re.compile(r"(?:\w+[, ]+){0,2}?(?:my|our|his|her|their|the) (?P<who>\w+(?: \w+)?)(?P<rest>.*)", re.IGNORECASE)
_MINE = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our|ours)\b", re.IGNORECASE)
_BEFALLS = re.compile(
    r"\b(?:die[sd]?|dead|dying|death|left|leaving|gone|lost|killed|passed|ill|sick|hits?|beats?|hurts?|violent|abus\w+|"
    r"cheat\w+|divorc\w+|separat\w+)\b",
    re.IGNORECASE,
)
"""What of another person, or of long ago, may well be what is hard for the one who speaks."""
_USED = re.compile(r"(?P<before>(?:[\w'\u2019]+[, ]+){1,4})used to\b", re.IGNORECASE)
_NOT_OVER = re.compile(
    r"\b(?:never|not|am|are|is|was|were|be|been|get|gets|got|getting|like|as|than|way|things?|what)\b|['\u2019](?:m|re|s)\b",
    re.IGNORECASE,
)
"""What makes another thing of "used to": "I am used to it", "I never used to", "not like I used to"."""
_LONG_AGO = re.compile(
    r"\bwhen (?:I|we|he|she|they) (?:was|were) (?:(?:a|an|in|at|very|still|just|only) )*"
    r"(?:child|kid|boy|girl|teen\w*|baby|student|little|small|young\w*|school|primary|college|university|\d+|six|seven|"
    r"eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen)\b"
    r"|\bas an? (?:(?:small|young|little) )?(?:child|kid|boy|girl|teen\w*|student)\b"
    r"|\b(?:years|decades|ages|a long time) ago\b|\bin the past\b|\bback then\b|\bin those days\b"
    r"|\bin my (?:childhood|youth|teens|twenties|thirties)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:still|since|now|today|to this day|these days|nowadays|lately|again)\b", re.IGNORECASE)


def is_denied(part: str) -> bool:
    """Whether all of *part* tells of what is not there or goes well: "I'm not sad", and not "I can't sleep"."""
    return bool(tokens(part)) and not tokens(part, query=True)


def is_earlier(part: str) -> bool:
    """Whether *part* speaks of an earlier time, and not of now as well."""
    used = _USED.match(part)
    over = used is not None and not _NOT_OVER.search(used["before"])
    return (over or _LONG_AGO.search(part) is not None) and not _NOW.search(part) and not _BEFALLS.search(part)


def is_of_another(part: str, *, in_own_words: bool) -> bool:
    """Whether *part* speaks of somebody else only; *in_own_words* "he" and "she" are somebody else too."""
    if _BEFALLS.search(part):
        return False
    of = _OF.match(part)
    named = of is not None and not _KIN.isdisjoint(of["who"].casefold().split()) and not _MINE.search(of["rest"])
    return named or (in_own_words and person(part) > 0)


def in_own_words(said: Iterable[str]) -> bool:
    """Whether the parts of what was *said* speak of the speaker more often than of a "he" or "she"."""
    return sum(map(person, said)) < 0

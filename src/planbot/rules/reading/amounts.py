"""Finds the figures in a running English sentence: counts, rates, shares, ratings, durations, dates and hours.

Ours, because what there is reads something else: packages for number words give one number for a whole text, those for
quantities know metres and volts but no "three evenings a week", and a search for dates takes "may" and "second" for some.
"""
# ruff: noqa: E501, SIM905 -- a pattern reads best on one line, and words as words

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Literal

Bound = Literal["", "below", "at most", "at least", "above"]
Role = Literal["", "from", "to", "by"]


class Kind(StrEnum):
    """What a figure is."""

    COUNT = "count"
    RATE = "rate"
    """So often in a time: "three evenings a week"."""
    EVERY = "every"
    """As a habit, with no number said: "daily", "each evening"."""
    SHARE = "share"
    """In percent."""
    PART = "part"
    """So many out of so many: "four of five nights"."""
    RATING = "rating"
    """On a scale of points: "4 of 10"."""
    DURATION = "duration"


@dataclass(frozen=True)
class Figure:
    """A number in a text, with what it counts and how it is meant."""

    kind: Kind
    value: float
    unit: str = ""
    """What is counted, in lower case, such as "evenings a week"."""
    most: float | None = None
    """The upper end, when a range was given."""
    of: float | None = None
    """Out of how many."""
    bound: Bound = ""
    role: Role = ""
    """Where it stands in a change: "from" 7 "to" 3, or less "by" 2."""
    start: int = 0
    end: int = 0
    words: str = ""

    @property
    def per_week(self) -> float | None:
        """How often a week, or None when it is no number of times."""
        if self.kind not in {Kind.RATE, Kind.EVERY} or _TIME.search(self.unit.rpartition(" a ")[0]):
            return None
        return self.value * _PER_WEEK[self.unit.rpartition(" ")[2]]

    def holds(self, value: float) -> bool:
        """Return whether *value* is the number said, or lies in the range said."""
        return self.value <= value <= self.most if self.most is not None else abs(self.value - value) < _NEAR


_NEAR = 0.01
_PER_WEEK = {"day": 7.0, "night": 7.0, "week": 1.0, "fortnight": 0.5, "month": 12 / 52, "year": 1 / 52, "session": 1.0}
_SMALL = dict(
    zip(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        ).split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(
    zip(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), range(20, 100, 10), strict=True)
)
_ONES = "|".join(word for word, number in _SMALL.items() if 0 < number < 10)
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,7}(?:\.\d{1,3})?"
    rf"|(?:{'|'.join(_TENS)})(?:[ -](?:{_ONES}))?|a hundred|hundred|a dozen|{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
)
_N = rf"(?<![\w.,/-])(?:{_NUMBER})(?![\w]|[.,]\d)"
_B = rf"(?:{_NUMBER})(?![\w]|[.,]\d)"
"""The second number of two: a dash may stand before it."""
_TIME = re.compile(r"\b(?:seconds?|minutes?|mins?|hours?|hrs?)\b")
_SPAN = r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_PERIOD = r"(?:day|night|week|fortnight|month|year|session)"
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = rf"(?:{'|'.join(f'{m[:3]}(?:{m[3:]})?' if m != 'may' else m for m in _MONTHS)}|sept)\.?"

_DATES = (
    re.compile(r"\b(?P<y>20\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b"),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<n>{_MONTH}),? (?P<y>20\d\d)\b"),
    re.compile(rf"\b(?P<n>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>20\d\d)\b"),
    re.compile(r"\b(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>20\d\d)\b"),
)
_PARTLY_DATES = re.compile(
    rf"\b(?:{_MONTH} (?:\d{{1,2}}(?:st|nd|rd|th)?|20\d\d)|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH})\b"
    r"|\b\d{1,4}/\d{1,2}/\d{1,4}\b|\b20\d\d-\d\d?(?:-\d\d?)?\b"
)
"""A day without a year or a month without a day: no date is made up for it, and its numbers count nothing."""
_HOURS = re.compile(
    rf"\b(?:half|quarter) (?:past|to) {_NUMBER}\b|\b\d{{1,2}}:\d\d(?: ?[ap]\.?m\b\.?)?|\b{_NUMBER} ?(?:[ap]\.?m\b\.?|o['’]clock)"
    rf"|\b(?:at|by|before|until|till|from) {_NUMBER}(?= (?:in the (?:morning|afternoon|evening)|at night|on (?:\w+ )?(?:{_WEEKDAY}|weekday|weekend|work ?day|school day)s?)\b)"
)
"""A time of day is when, not how much."""
_SCALES = re.compile(
    r"\b(?:on a )?(?:scale )?(?:from |of )?(?:0|1|zero|one) ?(?:-|–|to) ?(?:5|7|8|10|ten|100)(?:[ -]point)?(?: (?:scale|rating))?\b"
)
_SCALED = re.compile(r"\b(?:rat(?:e[sd]?|ing)|scale|scor(?:e[sd]?|ing))\b")

_CHANGE = re.compile(
    rf"\b(?:(?P<cue>from)(?: (?:about|around|a baseline of|currently))? )?(?P<a>{_N})(?: (?P<u>(?!to\b|of\b)[^\W\d]+(?: (?!to\b)[^\W\d]+){{0,4}}?))?"
    rf",? (?:down |up )?to (?:about |around |at least |at most |no more than )?(?P<b>{_B})"
)
_RATING = re.compile(
    rf"(?P<n>{_N}) ?(?:/|out of|of) ?(?P<of>10|ten|100|5)\b(?! (?:\w+ )?(?:times|{_SPAN}|mornings|evenings|occasions|urges))|(?<![\w.,/])(?P<m>\d{{1,2}})/(?P<o>10)\b"
)
_PART = re.compile(rf"(?P<n>{_N}) (?:out of|of)(?: the| every)? (?P<of>{_N})(?: (?P<u>[a-z]+(?: [a-z]+)?))?")
_SHARE = re.compile(rf"(?P<n>{_N}|(?<!\d)\d{{1,3}}(?:\.\d)?)(?: ?(?:-|–|to) ?(?P<b>{_B}))? ?(?:%|percent\b|per cent\b)")
_RATE = re.compile(
    rf"(?P<n>{_N}|\b(?:once|twice)\b)(?: ?(?:-|–|to|or) ?(?P<b>{_B}))?"
    rf"(?: ?(?P<x>x)\b(?! \w+ (?:minutes)))?(?:[ -](?P<u>(?!(?:a|per|each|every|in)\b)[a-z]+(?:[ -](?!(?:a|per|each|every|in|and)\b)[a-z]+){{0,3}}?))??"
    rf" ?(?:(?:\ba|\bper|\beach|\bevery|\bout of the|\bin a|/) ?(?P<p>{_PERIOD})\b|\b(?P<ly>daily|weekly|monthly|nightly)\b)"
)
_RATE_BARE = re.compile(r"\b(?P<n>\d{1,2})x(?:/| a | per )?(?P<p>day|week|month|wk)\b")
_EVERY = re.compile(
    rf"\b(?:(?:every|each)(?: single)? (?P<w>day|night|morning|afternoon|evening|noon|week|month|{_WEEKDAY}|session|(?:school|work) ?day|weekday)"
    r"|every (?P<o>other|second) (?P<ow>day|night|week|month)|(?P<ly>daily|nightly|weekly|monthly))\b"
)
_EVERY_UNIT = {"week": "week", "month": "month", "weekly": "week", "monthly": "month", "session": "session"}
_DURATION = re.compile(
    rf"(?:(?P<n>{_N})(?: ?(?:-|–|to) ?(?P<b>{_B}))?[ -](?:more )?|(?P<h>half an?|an?) )(?P<u>{_SPAN})\b(?P<row> in a row| running)?"
)
_COUNT = re.compile(
    rf"(?P<n>{_N}|\b(?:once|twice)\b)(?: ?(?:-|–|to) ?(?P<b>{_B}))?(?:[ -](?P<u>(?!(?:or|and|on|to|in|for|at|of|by|within|with|than|out|before|after|from|when|each|every|per|as)\b)[a-z]+))?"
)

_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        "at most",
        re.compile(r"(?:at (?:the )?most|(?:no|not) more than|up to|a maximum of|max\.?|no higher than|≤|<=) ?$"),
    ),
    ("at least", re.compile(r"(?:at least|a minimum of|min\.?|no (?:fewer|less|lower) than|not less than|≥|>=) ?$")),
    ("below", re.compile(r"(?:below|under|(?:less|fewer|lower) than|<) ?$")),
    ("above", re.compile(r"(?:above|over|(?:more|higher|greater|better) than|>) ?$")),
)
_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("at least", re.compile(r"^(?: (?!or\b)[a-z%]+){0,2},? or (?:more|higher|above|better|over|greater|longer)\b")),
    ("at most", re.compile(r"^(?: (?!or\b)[a-z%]+){0,2},? or (?:less|fewer|lower|below|under)\b")),
)
_NOW = re.compile(
    r"(?:currently|now|at present|baseline(?: of| is|:)?|instead of|rather than|compared (?:to|with)|(?:down|up) from|from|was)"
    r"(?: at| about| around| a| an| the| of)* ?$"
)
_NOW_AFTER = re.compile(r"^(?: [a-z]+){0,3},? (?:now|currently|at present|at baseline|at intake)\b")
_TO = re.compile(r"\b(?:to|reach(?:es|ing)?|score of|total of|average of)(?: about| around| a| an)* ?$")
_BY = re.compile(r"\bby(?: about| around| at least)? ?$")


def number(word: str) -> float:
    """Return the number a figure or a number word stands for."""
    low = word.casefold().replace(",", "")
    if low.replace(".", "", 1).isdecimal():
        return float(low)
    special = {"once": 1, "twice": 2, "hundred": 100, "a hundred": 100, "a dozen": 12}
    if low in special:
        return float(special[low])
    tens, _, ones = low.replace("-", " ").partition(" ")
    return float(_TENS[tens] + _SMALL.get(ones, 0)) if tens in _TENS else float(_SMALL[tens])


def dates(text: str) -> tuple[date, ...]:
    """Return the days that *text* names in full, with day, month and year; of 3/4/2027 the 4th of March."""
    found = (_day(match) for pattern in _DATES for match in pattern.finditer(text.casefold()))
    return tuple(dict.fromkeys(day for day in found if day))


def _day(match: re.Match[str]) -> date | None:
    named = match.groupdict()
    month = int(named["m"]) if named.get("m") else 1 + [m[:3] for m in _MONTHS].index(named["n"][:3])
    try:
        return date(int(named["y"]), month, int(named["d"]))
    except ValueError:  # a 31st of April is a slip, not a day
        return None


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of *text* in the order in which they stand; dates, hours and names of scales are none."""
    low = text.casefold()
    if len(low) != len(text):  # a few capitals of other scripts become two letters
        low = text.lower() if len(text.lower()) == len(text) else text
    rest = low
    for pattern in (*_DATES, _PARTLY_DATES, _HOURS):
        rest = pattern.sub(_blank, rest)
    rest = _SCALES.sub(lambda m: _blank(m) if _names_a_scale(m, low) else m[0], rest)
    found: list[Figure] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(rest):
            found += read(match)
        rest = pattern.sub(lambda m, read=read: _blank(m) if any(read(m)) else m[0], rest)  # type: ignore[misc]
    placed = (replace(f, words=text[f.start : f.end].strip()) for f in found)
    return tuple(sorted((_in_place(f, low) for f in placed), key=lambda f: f.start))


def _blank(match: re.Match[str]) -> str:
    return "\x00" * len(match[0])


def _names_a_scale(match: re.Match[str], text: str) -> bool:
    told = match[0]
    if "scale" in told or "rating" in told or "point" in told:
        return True
    return bool(_SCALED.search(text)) and (told[:1] in "0z" or "0" in told or "ten" in told or "from" in told)


def _change(match: re.Match[str]) -> Iterator[Figure]:
    """Yield both ends of "from 7 to 3"; without "from" it is a range, and read as one elsewhere."""
    if match["cue"]:
        after = re.match(
            r" ?(%|percent|(?:[a-z]+ ){0,3}?(?:a|per|each) (?:day|week|month)|[a-z]+)", match.string[match.end() :]
        )
        unit = _unit(after[1] if after else match["u"] or "")
        kind = Kind.SHARE if unit in {"%", "percent"} else Kind.RATE if _is_rate(unit) else Kind.COUNT
        unit = "percent" if kind is Kind.SHARE else unit
        yield Figure(kind, number(match["a"]), unit, role="from", start=match.start("a"), end=match.end("a"))
        yield Figure(kind, number(match["b"]), unit, role="to", start=match.start("b"), end=match.end("b"))


def _rating(match: re.Match[str]) -> Iterator[Figure]:
    value, of = match["n"] or match["m"], match["of"] or match["o"]
    yield Figure(Kind.RATING, number(value), "points", of=number(of), start=match.start(), end=match.end())


def _part(match: re.Match[str]) -> Iterator[Figure]:
    if number(match["of"]) >= number(match["n"]):
        yield Figure(
            Kind.PART,
            number(match["n"]),
            match["u"] or "",
            None,
            number(match["of"]),
            start=match.start(),
            end=match.end(),
        )


def _share(match: re.Match[str]) -> Iterator[Figure]:
    yield _ranged(Kind.SHARE, match, "percent")


def _rate(match: re.Match[str]) -> Iterator[Figure]:
    named = match.groupdict()
    period = named.get("p") or {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month"}[named["ly"]]
    unit = (named.get("u") or "times").replace("-", " ")
    yield _ranged(Kind.RATE, match, f"{unit} a {'week' if period == 'wk' else period}")


def _every(match: re.Match[str]) -> Iterator[Figure]:
    named = match["w"] or match["ow"] or match["ly"]
    weekly = re.fullmatch(rf"{_WEEKDAY}", named)
    unit = "week" if weekly else _EVERY_UNIT.get(named, "day")
    value = 0.5 if match["o"] else 1.0
    yield Figure(Kind.EVERY, value, f"times a {unit}", start=match.start(), end=match.end())


def _duration(match: re.Match[str]) -> Iterator[Figure]:
    unit = match["u"] + (match["row"] or "").replace("running", "in a row")
    if match["h"]:
        if match["u"].rstrip("s") in {"hour", "minute"}:  # "a day" is mostly no duration
            half = 0.5 if match["h"].startswith("half") else 1.0
            yield Figure(Kind.DURATION, half, unit, start=match.start(), end=match.end())
    else:
        yield _ranged(Kind.DURATION, match, unit)


def _count(match: re.Match[str]) -> Iterator[Figure]:
    yield _ranged(Kind.COUNT, match, match["u"] or ("times" if match["n"] in {"once", "twice"} else ""))


def _ranged(kind: Kind, match: re.Match[str], unit: str) -> Figure:
    other = match.groupdict().get("b")
    low, most = number(match["n"]), number(other) if other else None
    return Figure(kind, low, unit, most if most is None or most >= low else None, start=match.start(), end=match.end())


_READERS = (
    (_CHANGE, _change),
    (_RATE_BARE, _rate),
    (_RATING, _rating),
    (_PART, _part),
    (_SHARE, _share),
    (_RATE, _rate),
    (_EVERY, _every),
    (_DURATION, _duration),
    (_COUNT, _count),
)


def _in_place(figure: Figure, text: str) -> Figure:
    """Return *figure* with what the words around it say of it."""
    before, after = text[max(0, figure.start - 40) : figure.start], text[figure.end : figure.end + 40]
    bound = figure.bound or next((bound for bound, cue in _BEFORE if cue.search(before)), "")
    bound = bound or next((bound for bound, cue in _AFTER if cue.search(after)), "")
    if bound == "above" and figure.kind is Kind.DURATION and before.rstrip().endswith("over"):
        bound = ""  # "over three months" is a time, not a bound
    role = figure.role
    if not role:
        is_now = _NOW.search(before) or _NOW_AFTER.search(after)
        role = "from" if is_now else "by" if _BY.search(before) else "to" if _TO.search(before) else ""
    return replace(figure, bound=bound, role=role)


_IS_RATE = re.compile(rf"\b(?:a|per|each|every) {_PERIOD}$")
_PERIODS = re.compile(
    rf"\s*(?:/|\b(?:per|each|every|an?)\b) ?({_PERIOD})\b.*|\s+(daily|weekly|monthly|nightly)\b.*", re.DOTALL
)
_LY = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month"}


def _is_rate(unit: str) -> bool:
    return bool(_IS_RATE.search(unit))


def _unit(words: str) -> str:
    """Return a unit in one spelling: "evening/week" and "evenings per week" are "evening a week"."""
    low = " ".join(words.casefold().split())
    period = _PERIODS.search(low)
    if not period:
        return low
    return f"{low[: period.start()] or 'times'} a {period[1] or _LY[period[2]]}".strip()


def same_unit(first: str, second: str) -> bool:
    """Return whether two units count the same thing, whatever their number and spelling: an empty one fits any."""
    if first == second:
        return True
    one, two = _plain(first), _plain(second)
    return not one or not two or one == two


@lru_cache(maxsize=1024)
def _plain(unit: str) -> str:
    words = re.findall(r"[a-z0-9]+|%", _unit(unit))
    plain = [{"%": "percent", "min": "minute", "mins": "minute", "hrs": "hour", "x": "time"}.get(w, w) for w in words]
    return " ".join(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in plain)


def most_of(unit: str) -> float | None:
    """Return the most there can be of a unit, such as seven days a week or 100 percent, or None when any may be."""
    plain = _plain(unit)
    return next((most for pattern, most in _MOST if pattern.search(plain)), None)


_DAYS = r"(?:^|\b)(?:day|night|morning|afternoon|evening)"
_MOST = (
    (re.compile(r"^(?:percent|per cent)\b"), 100.0),
    (re.compile(r"\b0 (?:to )?10$"), 10.0),
    (re.compile(rf"{_DAYS}(?: \w+)? a week$"), 7.0),
    (re.compile(rf"{_DAYS}(?: \w+)? a month$"), 31.0),
    (re.compile(r"^hour(?: \w+){0,4} a (?:day|night)$"), 24.0),
    (re.compile(r"^minute(?: \w+){0,4} a (?:day|night)$"), 1440.0),
)

"""Reads an objective as a person would: who does what, from where, to where, how often, seen by what, by when.

A reading never guesses: what the words do not say is None, and what the fields say is kept beside it.
"""
# ruff: noqa: SIM905 -- word lists read best as words

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from planbot.chart import Chart, Objective, Quantity
from planbot.knowledge import Knowledge
from planbot.rules.reading.amounts import Figure, Kind, dates, figures
from planbot.rules.reading.words import phrases
from planbot.text import one_line

Way = Literal["up", "down", "keep"]
SCALE = "§"
"""Stands for a measure's name where its figures shall not be read, and for what moves when a score does."""


class Actor(StrEnum):
    """Who acts in a sentence."""

    CLIENT = "client"
    OTHER = "other"
    """Another person, such as a relative."""
    THING = "thing"
    """Something that can't act, such as a mood."""
    UNSAID = "unsaid"
    """The sentence begins with what is done."""


@dataclass(frozen=True)
class Said:
    """What the words of an objective say."""

    actor: Actor | None
    """None when the words do not tell."""
    who: str
    """The words for who acts."""
    verb: str | None
    """The first word of what is done."""
    rest: str
    """What is done, without the verb."""
    also: str | None
    """A second thing to be done and counted by itself."""
    figures: tuple[Figure, ...]
    instruments: tuple[str, ...]
    """The ids of the measures named."""
    dates: tuple[date, ...]
    days: float | None
    """Days until it is to be reached, as in "within eight weeks"."""
    way: Way | None
    """Which way something is to go."""
    moved: str | None
    """What is to go that way, such as "drinks"."""

    @property
    def baseline(self) -> Figure | None:
        """Where it stands now."""
        return next((f for f in self.figures if f.role == "from"), None)

    @property
    def target(self) -> Figure | None:
        """How far it is to get: the end of a change, a bound, or how often something is to be done."""
        ends = [f for f in self.figures if f.role == "to" and f.kind is not Kind.DURATION]
        bounds = [f for f in self.figures if f.bound and f.role == ""]
        open_ = [f for f in self.figures if f.role == ""]
        rates = [f for f in open_ if f.kind is Kind.RATE]
        shares = [f for f in open_ if f.kind in {Kind.SHARE, Kind.PART, Kind.RATING}]
        return next(iter((*ends, *bounds, *rates, *shares)), None)

    @property
    def per_week(self) -> float | None:
        """How often a week, when the words say so."""
        return next((f.per_week for f in self.figures if f.per_week is not None), None)


@dataclass(frozen=True)
class Reading:
    """An objective read from its words and its fields; where both say something, the fields win."""

    said: Said
    baseline: Quantity | None
    target: Quantity | None
    unit: str
    instrument: str | None
    part: str | None
    due: date | None
    way: Way | None
    """Which way the change wanted goes."""


def read(objective: Objective, chart: Chart, knowledge: Knowledge) -> Reading:
    """Read an objective of *chart*."""
    told = said_of(objective, chart, knowledge)
    measured = objective.measured
    baseline = objective.baseline or _quantity(told.baseline)
    target = objective.target or _quantity(told.target)
    instrument = (measured.measure if measured else None) or next(iter(told.instruments), None)
    return Reading(
        said=told,
        baseline=baseline,
        target=target,
        unit=(target or baseline or Quantity(value=0)).unit,
        instrument=instrument,
        part=measured.part if measured else None,
        due=objective.due or next(iter(told.dates), None),
        way=_way_of(baseline, target) or told.way,
    )


def said_of(objective: Objective, chart: Chart, knowledge: Knowledge) -> Said:
    """Return what the words of an objective of *chart* say."""
    others = tuple(one_line(c.name) for c in chart.client.contacts)
    return said(one_line(objective.behaviour), knowledge, one_line(chart.client.name), others)


@lru_cache(maxsize=2048)
def said(text: str, knowledge: Knowledge, name: str = "", others: tuple[str, ...] = ()) -> Said:
    """Return what *text* says; *name* is the client's, *others* the names of people around them."""
    named = _instruments(knowledge)
    bare = named.sub(lambda m: SCALE * len(m[0]), text) if named else text
    known = _ids(knowledge)
    found = dict.fromkeys(known[_key(m[0])] for m in named.finditer(text) if _key(m[0]) in known) if named else {}
    read_off = tuple(f for f in figures(bare) if not _is_deadline(f, bare))
    actor, who, doing = _actor(text, name, others)
    verb, _, rest = doing.partition(" ")
    way, moved = _way(bare, doing)
    return Said(
        actor=actor,
        who=who,
        verb=verb.strip(",.;:").casefold() or None if actor else None,
        rest=rest.strip(),
        also=_also(text),
        figures=read_off,
        instruments=tuple(found),
        dates=dates(text),
        days=next((_days(f) for f in figures(bare) if _is_deadline(f, bare)), None),
        way=way,
        moved=moved,
    )


def _quantity(figure: Figure | None) -> Quantity | None:
    return Quantity(value=figure.value, unit=figure.unit) if figure else None


def _way_of(baseline: Quantity | None, target: Quantity | None) -> Way | None:
    if baseline is None or target is None:
        return None
    return "keep" if baseline.value == target.value else "up" if target.value > baseline.value else "down"


# -- by when ---------------------------------------------------------------------------------------

_DEADLINE = re.compile(r"\b(?:within|in|over|after|during|by the end of)(?: the)?(?: next| coming| first| last)? ?$")
_LENGTHS = {"day": 1.0, "night": 1.0, "week": 7.0, "month": 365 / 12, "year": 365.0}


def _is_deadline(figure: Figure, text: str) -> bool:
    unit = figure.unit.rstrip("s")
    return figure.kind is Kind.DURATION and unit in _LENGTHS and bool(_DEADLINE.search(text[: figure.start].casefold()))


def _days(figure: Figure) -> float:
    return figure.value * _LENGTHS[figure.unit.rstrip("s")]


# -- instruments -----------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _ids(knowledge: Knowledge) -> dict[str, str]:
    return {_key(name): m.id for m in knowledge.measures.values() for name in (m.id, m.short, m.name)}


@lru_cache(maxsize=8)
def _instruments(knowledge: Knowledge) -> re.Pattern[str] | None:
    """Return a pattern for the names of measures; a name that is a word too, such as AUDIT, only in capitals."""
    each = {name for m in knowledge.measures.values() for name in (m.short, m.name)}
    if not each:
        return None
    ordered = sorted(each, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_spelled, ordered))})(?![\w-])")


def _spelled(name: str) -> str:
    loose = r"[- ]?".join(re.escape(part) for part in re.split(r"[- ]", name))
    return loose if name.isalpha() and name.isupper() else f"(?i:{loose})"


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


# -- who acts --------------------------------------------------------------------------------------

_WILL = re.compile(r"\b(?:will|shall|is going to|are going to|am going to|is able to|can)\b", re.IGNORECASE)
_ME = phrases(
    r"i", r"we", r"he", r"she", r"they", r"clients?", r"patients?", r"members?", r"consumer", r"individual", r"person",
    r"residents?", r"student", r"child", r"youth", r"teen", r"adolescent", r"couple", r"family members",
)  # fmt: skip
RELATIVES = (
    r"mother|father|mom|mum|dad|parents?|stepmother|stepfather|guardians?|carers?|caregivers?|grandmother|grandfather|"
    r"grandparents?|wife|husband|spouse|partner|sister|brother|siblings?|son|daughter|children|kids|aunt|uncle|cousin|"
    r"family|friends?|neighbou?rs?|foster parents?"
)
_OTHERS = phrases(
    RELATIVES, r"teachers?|school|employer|boss|manager|coach|doctor|prescriber|nurse|psychiatrist|physician|"
    r"landlord|roommates?|agency|court|team|clinic|program",
)  # fmt: skip
THINGS = phrases(
    r"symptoms?|anxiety|depression|mood|worry|worries|panic|attacks?|sleep|insomnia|anger|outbursts?|tantrums?|"
    r"behaviou?rs?|grades?|cravings?|urges?|scores?|drinking|use|relationships?|communication|self-esteem|energy|"
    r"appetite|nightmares?|flashbacks?|thoughts?|pain|functioning|stress|attendance|marriage|conflicts?|fears?|"
    r"avoidance|isolation|compulsions?|rituals?|episodes?|concentration|weight|confidence|coping|progress|goals?"
)  # fmt: skip
"""What a plan may want to change and what can't act by itself (the list is ours)."""
_BARE = frozenset(
    (
        "reduce decrease increase improve walk call go attend write practise practice use do complete keep "
        "take eat sleep get talk visit make learn identify develop stop start spend exercise cook read join "
        "meet say tell ask follow maintain lower raise cut avoid leave stay plan track log record rate note "
        "will be have wake breathe speak list name set finish report demonstrate express participate engage "
        "return apply"
    ).split()
)
"""Verbs that begin a sentence in which nobody acts (the list is ours)."""
_LEADS = re.compile(r"^(?:[^,;:]*[,;:]\s*)*", re.DOTALL)
_WHOSE = re.compile(r"['’]s?\s+(?:own\s+)?\S")


def _actor(text: str, name: str, others: Iterable[str]) -> tuple[Actor | None, str, str]:
    """Return who acts, the words for it, and what is done."""
    will = _WILL.search(text)
    names = frozenset(w.casefold() for w in re.findall(r"[^\W\d_]{2,}", name))
    if will is None:
        first, _, rest = text.partition(" ")
        low = first.strip(",.;:").casefold()
        if low in names or _ME.fullmatch(low):
            return Actor.CLIENT, first, rest
        return (Actor.UNSAID, "", text) if low in _BARE else (None, "", text)
    doing = text[will.end() :].strip()
    before = text[: will.start()].strip()
    if not before:
        return Actor.UNSAID, "", doing
    who = _LEADS.sub("", before).strip() or before
    return _told(who, names, others), who, doing


def _told(who: str, names: frozenset[str], others: Iterable[str]) -> Actor | None:
    if len(who.split()) > 8:
        return None
    owner = _WHOSE.search(who)
    head = who[owner.end() - 1 :] if owner else who
    if not owner and (_ME.search(who) or names & {w.casefold() for w in re.findall(r"[^\W\d_]+", who)}):
        return Actor.CLIENT
    if owner and re.search(r"\band\b", who) and _ME.search(who.rpartition(" and ")[2]):
        return Actor.CLIENT
    known = {w.casefold() for other in others for w in re.findall(r"[^\W\d_]{2,}", other)[:1]}
    if _OTHERS.search(head) or (known & {w.casefold() for w in re.findall(r"[^\W\d_]+", head)}):
        return Actor.OTHER
    last = head.split()[-1] if head.split() else ""
    return Actor.THING if THINGS.fullmatch(last.strip(",.;:")) or THINGS.match(head) else None


# -- what is done ----------------------------------------------------------------------------------

_NO_BOUND = r"(?<!or )(?<!no )(?<!the )(?:{})(?! than)"
"""Words that move something; in "four or more" and "no more than" they only bound a figure."""
_DOWN = phrases(
    r"reduc\w+|decreas\w+|cut(?:ting)?(?: down| back)?(?: on| to)?|drop\w*|diminish\w*|lessen\w*|limit(?:s|ing)?|"
    r"shorten\w*|halv\w+",
    _NO_BOUND.format(r"lower\w*|fewer|less"),
)
_UP = phrases(
    r"increas\w+|rais(?:e|es|ing)|improv\w+|lengthen\w*|extend\w*|double|boost\w*", _NO_BOUND.format(r"more|higher")
)
_KEEP = phrases(
    r"keep\w*|maintain\w*|stay\w*|remain\w*|hold\w*|continu\w+|go(?:es)? on|carry on|prevent\w*|sustain\w*|preserv\w+"
)
_NEAR = 16
"""Letters after a word of change in which the measure stands whose score is to change: "lower on the PHQ-9"."""
_ELSE = re.compile(r"\s+(?!(?:the|his|her|their|my|own|on|in|of|at|scores?|total|points?|rating)\b)[^\W\d_]")
_OBJECT = re.compile(
    r"\s+(?:the |his |her |their |my |own |number of |amount of |times? |days? |of )*([^\W\d_]+(?: [^\W\d_]+)?)"
)


def _way(doing: str, done: str) -> tuple[Way | None, str | None]:
    """Return which way something is to go, and what; None when the words name no way, or two."""
    ways: list[tuple[Way, re.Match[str]]] = []
    for way, pattern in (("down", _DOWN), ("up", _UP)):
        if found := pattern.search(doing):
            ways.append((way, found))  # type: ignore[arg-type]
    if len(ways) == 1:
        way, found = ways[0]
        if SCALE in doing[found.end() : found.end() + _NEAR] and not _ELSE.match(doing, found.end()):
            return way, SCALE
        thing = _OBJECT.match(doing, found.end())
        return way, thing[1].casefold() if thing else None
    if not ways and _KEEP.match(done):
        return "keep", None
    return None, None


_AND = re.compile(r"(?:[.;]\s+|,? and (?:also )?|,? as well as )(?=[^\W\d_])")


def _also(text: str) -> str | None:
    """Return the second of two things that are each counted by themselves, or None.

    "Wash, dress and eat before noon" is one step; "walk three times a week and call a friend twice a week" is two.
    """
    for joint in _AND.finditer(text):
        first, second = text[: joint.start()], text[joint.end() :]
        if _counted(first) and (_counted(second) or _WILL.search(second)) and not _goes_on(second):
            return second.strip(" .")
    return None


def _counted(text: str) -> bool:
    return any(
        f.kind in {Kind.RATE, Kind.EVERY} or (f.role == "to" and f.kind is not Kind.DURATION) for f in figures(text)
    )


_ON = re.compile(
    r"(?:keep|write|note|log|mark|record|rate|tick|bring|show|tell|report|review|do so|the |a |an |twice|once|\d|"
    r"on |at |to |by |for |in |with |then )", re.IGNORECASE,
)  # fmt: skip


def _goes_on(text: str) -> bool:
    """Return whether the second part only says how the first is noted, or goes on with its figures."""
    return bool(_ON.match(text))

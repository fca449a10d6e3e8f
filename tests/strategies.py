"""Arbitrary charts for hypothesis: every room filled at random, links right, missing, dangling, or astray."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from functools import cache, reduce
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import yaml
from hypothesis import strategies as st
from mutants.shape import Spot, spots, with_value
from pydantic import BaseModel

from planbot.chart import ROOMS, Chart, Item, Score
from planbot.chart.base import To
from planbot.knowledge import load
from planbot.rules import rules
from planbot.rules.pages import page_of
from planbot.rules.pages.examples import OTHERS
from tests.people import people

PHRASES = (
    "", " ", "none", "I want to stop feeling like this", "Sam will attend therapy sessions", "no groups",
    "Sam will cook dinner four evenings a week", "will feel happier", "Major depressive disorder",
    "group", "individual", "family", "Will perhaps talk", "Sam will gain insight", "no family", "0.5 of 3", "PHQ-9",
    "from 9 to 3 drinks a week by 31 April 2027", "Quiero dormir", "treatment", "model", "given", "keep", "not offered",
)  # fmt: skip
LONG = ("will " * 2000, "a" * 5000, "1" * 400, "from 1 to " * 500, "(" * 300, "\u202e\x00\n\t" * 50)
"""Words that a pattern could lose its way in."""
CODES = ("F33.1", "F41.1", "F32", "F43.10", "F31.81", "296.32", "Z63.0", "F11.21", "", "f331", "F3", "🙂")
FAR_DAYS = (date.min, date(1900, 2, 28), date(2024, 2, 29), date.max)
FAR_WEST = datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=-11)))
FAR_NUMBERS = (-(10**18), -1, 0, 10**6, 10**18)

words = st.sampled_from(PHRASES) | st.text(max_size=30)
numbers = st.integers(-3, 400)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


MOST = 3
"""Items that a room of a chart made up here can hold."""


@cache
def charts(*, odd: bool = False) -> st.SearchStrategy[Chart]:
    """Charts with up to three items in each room, and links to any of the three whether or not they are there.

    An *odd* one may also hold what no part of planbot writes and a file from elsewhere could: an id given twice,
    links into any room, days at the end of the calendar, numbers without measure, words without end.
    """
    making = _making(odd=odd)
    fields = [(name, kind) for name, kind in _fields(Chart) if name not in {"version", "used"}]
    return st.fixed_dictionaries({name: making.value(f"Chart.{name}", kind) for name, kind in fields}).map(
        lambda values: Chart(**values)
    )


@cache
def _making(*, odd: bool) -> "_Making":
    ids = {room: tuple(f"{prefix}{n}" for n in range(1, MOST + 1)) for room, (prefix, _) in ROOMS.items()}
    return _Making(ids, odd)


@cache
def known(field: str) -> tuple[str, ...]:
    """Return the ids of the library that a field may hold, by its class and name, and one that it does not know."""
    library = load()
    groups = [group for d in library.diagnoses.values() for group in d.criteria]
    claims = {group.id for group in groups} | {c.id for group in groups for c in group.criteria}
    ids: dict[str, Sequence[str]] = {
        "Symptom.entry": tuple(library.symptoms),
        "Diagnosis.entry": tuple(library.diagnoses),
        "Differential.entry": tuple(library.diagnoses),
        "Problem.entry": tuple(library.problems),
        "Intervention.entry": tuple(library.interventions),
        "Objective.pattern": tuple(library.objectives),
        "Impairment.domain": tuple(library.domains),
        "Score.measure": tuple(library.measures),
        "Measured.measure": tuple(library.measures),
        "Client.profile": tuple(library.profiles),
        "Client.language": ("English", "English", "en-US", "", "Spanish"),
        "Readiness.pace": tuple(library.paces),
        "Necessity.reasons": tuple(library.reasons),
        "Judgement.question": tuple(library.judgements),
        "CriterionClaim.id": tuple(sorted(claims)),
        "Diagnosis.code": (*CODES, *sorted({c.code for d in library.diagnoses.values() for c in d.codes})),
    }
    return (*ids[field], "unheard-of") if field in ids else ()


def said(field: str) -> st.SearchStrategy[str]:
    """What the rules' own failing examples put into a field of this name, so that rules that read words are reached."""
    return st.sampled_from(_examples().get(field.partition(".")[2], PHRASES))


@cache
def _examples() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for rule in rules():
        for line in filter(_is_field, map(str.strip, page_of(rule).fails.splitlines())):
            ((place, value),) = yaml.safe_load(line).items()
            if isinstance(value, str):
                found.setdefault(place.rpartition(".")[2], []).append(value)
    return {name: tuple(values) for name, values in found.items()}


def _is_field(line: str) -> bool:
    return bool(line) and line[0] not in "-+" and not line.startswith(OTHERS)


@dataclass(frozen=True, eq=False)
class _Making:
    """What the values of one chart are drawn from."""

    ids: Mapping[str, tuple[str, ...]]
    odd: bool

    def items(self, kind: type[Item]) -> st.SearchStrategy[Any]:
        """The items of a room: none, some or all; in an odd chart an id may be given twice."""
        room = next(room for room in ROOMS if _kind_of(room) is kind)
        each = [self.score(i) if kind is Score else self.model(kind, id=i) for i in self.ids[room]]
        full = [st.tuples(*each[:count]) for count in range(MOST + 1)]
        twice = [st.tuples(each[0], each[0], each[1])] if self.odd else []
        return st.sampled_from([*full, *full[1:], full[MOST], *twice]).flatmap(lambda drawn: drawn)

    def score(self, score_id: str) -> st.SearchStrategy[Score]:
        """A score whose answers and parts are near enough to its measure to be reckoned with."""
        each = {measure: self._score_of(score_id, measure) for measure in known("Score.measure")}
        return st.sampled_from(list(each)).flatmap(each.__getitem__)

    def _score_of(self, score_id: str, measure: str) -> st.SearchStrategy[Score]:
        entry = load().measures.get(measure)
        answers = st.none() | st.integers(-1, 5)
        count = entry.item_count if entry else 3
        items = st.just(()) | st.lists(answers, min_size=count, max_size=count).map(tuple)
        parts = st.dictionaries(st.sampled_from([*(p.id for p in (entry.parts if entry else ())), "none"]), amounts())
        rest = self.model(Score, id=score_id, measure=measure)
        return st.builds(
            lambda made, items, parts: Score.model_validate({**made.model_dump(), "items": items, "parts": parts}),
            rest, items, parts,
        )  # fmt: skip

    def model(self, model: type[BaseModel], **given: str) -> st.SearchStrategy[Any]:
        """A value of a class with all its fields."""
        parts = {
            name: self.value(f"{model.__name__}.{name}", kind) for name, kind in _fields(model) if name not in given
        }
        return st.fixed_dictionaries(parts).map(lambda values: model(**values, **given))

    def value(self, field: str, kind: Any) -> st.SearchStrategy[Any]:
        """A value for a field of this class, name and annotation."""
        links: tuple[str, ...] = ()
        while get_origin(kind) is Annotated:
            kind, *marks = get_args(kind)
            links = next((m.rooms for m in marks if isinstance(m, To)), links)
        if links:
            return self.link(kind, links)
        origin, inner = get_origin(kind), get_args(kind)
        if origin in (Union, UnionType):
            return st.none() | st.one_of([self.value(field, each) for each in inner if each is not type(None)])
        if origin is tuple:
            one = inner[0]
            if isinstance(one, type) and issubclass(one, Item):
                return self.items(one)
            return st.lists(self.value(field, one), max_size=3).map(tuple)
        if origin is Mapping or (isinstance(origin, type) and issubclass(origin, Mapping)):
            keys = st.sampled_from(
                ["g1", "goal.words:g1", "snap.strengths", "mood", "intake.trauma", "client.birth-date"]
            )
            return st.dictionaries(keys, self.value(field, inner[1]), max_size=2)
        return self.plain(field, kind)

    def link(self, kind: Any, rooms: tuple[str, ...]) -> st.SearchStrategy[Any]:
        """A link, or several, mostly to something that is there and fits its room."""
        there = [each for room in rooms for each in self.ids[room]]
        astray = [each for ids in self.ids.values() for each in ids] if self.odd else []
        one = st.sampled_from([*there, *there, *astray, "g9", "nowhere", *([""] if self.odd else [])])
        if kind is str:
            return one
        return st.none() | one if get_origin(kind) is not tuple else st.lists(one, max_size=3).map(tuple)

    def plain(self, field: str, kind: Any) -> st.SearchStrategy[Any]:
        """A value that holds no other."""
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.model(kind)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return st.sampled_from(list(kind))
        if kind is str:
            here = st.sampled_from(known(field)) if known(field) else words | said(field)
            return self.rarely(st.sampled_from(LONG), here) if not known(field) else here
        far: dict[type, Sequence[Any]] = {
            int: FAR_NUMBERS,
            float: (-1e300, -0.0, 0.5, 1e300),
            date: FAR_DAYS,
            datetime: (
                datetime.min.replace(tzinfo=UTC),
                datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=-11))),
                datetime.max.replace(tzinfo=UTC),
            ),
        }
        usual = {bool: st.booleans(), int: numbers, float: amounts(), date: days, datetime: moments}[kind]
        return self.rarely(st.sampled_from(far[kind]), usual) if kind in far else usual

    def rarely(self, odd: st.SearchStrategy[Any], usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        """The usual, and in an odd chart now and then something odd."""
        return st.sampled_from([*([usual] * 9), odd]).flatmap(lambda drawn: drawn) if self.odd else usual


@cache
def bent_people() -> st.SearchStrategy[Chart]:
    """Whole charts of the people of the tests, with six to thirty of their fields holding anything at all.

    They come further than charts made up from nothing: most of what a rule looks for first is there.
    """
    making = _making(odd=True)
    each = [_bent(chart.set("judgements", ()), making) for chart in people().values()]
    return st.sampled_from(each).flatmap(lambda drawn: drawn)


def _bent(chart: Chart, making: "_Making") -> st.SearchStrategy[Chart]:
    there = [_other(spot, making) for spot in spots(chart)]
    changes = st.lists(st.sampled_from(there).flatmap(lambda drawn: drawn), min_size=6, max_size=30)
    return changes.map(lambda drawn: reduce(lambda bent, change: with_value(bent, *change), drawn, chart))


@cache
def _anything(kind: type[BaseModel], field: str, making: "_Making") -> st.SearchStrategy[Any]:
    return making.value(f"{kind.__name__}.{field}", dict(_fields(kind))[field])


def _other(spot: Spot, making: "_Making") -> st.SearchStrategy[tuple[Spot, Any]]:
    return _anything(type(spot.holder), spot.field, making).map(lambda value: (spot, value))


def amounts() -> st.SearchStrategy[float]:
    """Numbers as people score."""
    return st.floats(-5, 500, allow_nan=False)


def _fields(model: type[BaseModel]) -> list[tuple[str, Any]]:
    """The fields of a model with their whole annotation, links and all."""
    return [
        (name, Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation)
        for name, field in model.model_fields.items()
    ]


def _kind_of(room: str) -> Any:
    """The class of the items of a room."""
    kind: Any = Chart
    for name in ROOMS[room][1].split("."):
        kind = kind.model_fields[name].annotation
    return get_args(kind)[0]

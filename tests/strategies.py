"""Arbitrary charts for hypothesis: every room filled at random, links right, missing, or dangling."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from planbot.chart import ROOMS, Chart, Item
from planbot.chart.base import To

ENTRIES = (
    "low-mood", "loss-of-interest", "insomnia", "fatigue", "worthlessness", "poor-concentration", "worry",
    "uncontrollable-worry", "restlessness", "muscle-tension", "suicidal-thoughts", "elevated-mood", "unheard-of",
    "major-depression-recurrent", "major-depression-single", "generalized-anxiety", "ptsd", "depression",
    "behavioural-activation", "interoceptive-exposure", "phq-9", "gad-7", "pcl-5", "family", "work-school",
    "reduce-symptoms", "maintain-gains", "baseline",
)  # fmt: skip
CODES = ("F33.1", "F41.1", "F32", "F43.10", "F31.81", "296.32", "Z63.0", "", "f331", "F3", "🙂")
PHRASES = (
    "", " ", "none", "I want to stop feeling like this", "Sam will attend therapy sessions", "no groups",
    "Sam will cook dinner four evenings a week", "will feel happier", "Major depressive disorder",
    "group", "individual",
)  # fmt: skip
CLAIMS = ("A", "A1", "A2", "A5", "B", "E", "course.recurrent", "nothing")

words = st.sampled_from(PHRASES + ENTRIES) | st.text(max_size=30)
numbers = st.integers(-3, 400)


def charts() -> st.SearchStrategy[Chart]:
    """Charts with up to three items in each room."""
    return _charts()


@st.composite
def _charts(draw: st.DrawFn) -> Chart:
    ids = {
        room: tuple(f"{prefix}{n}" for n in range(1, draw(st.integers(0, 3)) + 1))
        for room, (prefix, _) in ROOMS.items()
    }
    values = {name: draw(_value(name, field, ids)) for name, field in _fields(Chart) if name not in {"version", "used"}}
    return Chart(**values)


def _fields(model: type[BaseModel]) -> list[tuple[str, Any]]:
    """The fields of a model with their whole annotation, links and all."""
    return [
        (name, Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation)
        for name, field in model.model_fields.items()
    ]


def _model(model: type[BaseModel], ids: Mapping[str, tuple[str, ...]], **known: str) -> st.SearchStrategy[Any]:
    parts = {name: _value(name, kind, ids) for name, kind in _fields(model) if name not in known}
    return st.fixed_dictionaries(parts).map(lambda values: model(**values, **known))


def _value(name: str, kind: Any, ids: Mapping[str, tuple[str, ...]]) -> st.SearchStrategy[Any]:
    """A value for a field of this name and annotation."""
    links: tuple[str, ...] = ()
    while get_origin(kind) is Annotated:
        kind, *marks = get_args(kind)
        links = next((m.rooms for m in marks if isinstance(m, To)), links)
    if links:
        return _link(kind, [each for room in links for each in ids[room]])
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return st.none() | st.one_of([_value(name, each, ids) for each in inner if each is not type(None)])
    if origin is tuple:
        return _tuple(name, inner[0], ids)
    if origin is Mapping or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return st.dictionaries(
            st.sampled_from(["g1", "goal.words:g1", "snap.strengths", "mood"]), _value(name, inner[1], ids), max_size=2
        )
    return _plain(name, kind, ids)


def _tuple(name: str, kind: Any, ids: Mapping[str, tuple[str, ...]]) -> st.SearchStrategy[Any]:
    if isinstance(kind, type) and issubclass(kind, Item):
        room = next(room for room in ROOMS if _kind_of(room) is kind)
        return st.tuples(*(_model(kind, ids, id=each) for each in ids[room]))
    return st.lists(_value(name, kind, ids), max_size=3).map(tuple)


def _kind_of(room: str) -> Any:
    """The class of the items of a room."""
    kind: Any = Chart
    for name in ROOMS[room][1].split("."):
        kind = kind.model_fields[name].annotation
    return get_args(kind)[0]


def _link(kind: Any, there: list[str]) -> st.SearchStrategy[Any]:
    one = st.sampled_from([*there, *there, "g9", "nowhere"])
    if kind is str:
        return one
    return st.none() | one if get_origin(kind) is not tuple else st.lists(one, max_size=3).map(tuple)


def _plain(name: str, kind: Any, ids: Mapping[str, tuple[str, ...]]) -> st.SearchStrategy[Any]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _model(kind, ids)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    if kind is str:
        given = {"code": CODES, "id": CLAIMS, "entry": ENTRIES, "measure": ENTRIES, "profile": ENTRIES}
        return st.sampled_from(given[name]) if name in given else words
    return {
        bool: st.booleans(),
        int: numbers,
        float: st.floats(-5, 500, allow_nan=False),
        date: st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        datetime: st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    }[kind]

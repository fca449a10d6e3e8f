"""Walks the links between the parts of a chart: the golden thread itself."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from planbot.chart.base import Frozen, Item, To, frozen_map
from planbot.chart.chart import ROOMS, Chart


class Link(NamedTuple):
    """One item pointing at another."""

    source: str
    field: str
    target: str
    rooms: tuple[str, ...]
    """The rooms the target may be in."""


@cache
def link_fields(kind: type[Frozen]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the fields of *kind* that hold links, each with the rooms it may point into."""
    return tuple(
        (name, mark.rooms)
        for name, field in kind.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, To)
    )


def links(chart: Chart) -> Iterator[Link]:
    """Yield every link of *chart*, whether or not its target exists."""
    for room in ROOMS:
        for item in chart.room(room):
            yield from links_of(item)


def links_of(item: Item) -> Iterator[Link]:
    """Yield the links that leave *item*, those of the values inside it too."""
    yield from _leaving(item.id, item)
    for name in _fields_of_parts(type(item)):
        for part in getattr(item, name):
            yield from _leaving(item.id, part)


def _leaving(source: str, holder: Frozen) -> Iterator[Link]:
    for name, rooms in link_fields(type(holder)):
        value = getattr(holder, name)
        for target in (value,) if isinstance(value, str) else value or ():
            yield Link(source, name, target, rooms)


@cache
def _fields_of_parts(kind: type[Frozen]) -> tuple[str, ...]:
    """Return the fields of *kind* that hold values with links of their own, which are no items."""
    return tuple(
        name for name, field in kind.model_fields.items() if any(map(_is_linked_part, get_args(field.annotation)))
    )


def _is_linked_part(kind: Any) -> bool:
    is_part = isinstance(kind, type) and issubclass(kind, Frozen) and not issubclass(kind, Item)
    return is_part and bool(link_fields(kind))


OWNED_BY: dict[str, str] = {
    # An item of this room makes no sense once all it names in this field are gone.
    "objectives": "goal",
    "interventions": "objectives",
    "discharge": "goals",
    "differentials": "diagnosis",
}


def without(chart: Chart, item_id: str) -> Chart:
    """Return *chart* without the item, without what only it owned, and without links to either.

    Answers and skips given about the removed items go too; revisions keep them.
    """
    gone = {item_id} | owned(chart, item_id)
    for room, (_, path) in ROOMS.items():
        kept = tuple(_unlinked(item, gone) for item in chart.room(room) if item.id not in gone)
        if kept != chart.room(room):
            chart = chart.set(path, kept)

    def stays(key: str) -> bool:
        return not gone & set(key.split(":")[1:])

    answers = {key: answer for key, answer in chart.answers.items() if stays(key)}
    skips = {key: skip for key, skip in chart.skips.items() if stays(key)}
    return chart.set("answers", frozen_map(answers)).set("skips", frozen_map(skips))


def owned(chart: Chart, item_id: str) -> set[str]:
    """Return the ids of the items that would have no owner left without *item_id*."""
    gone = {item_id}
    while True:
        more = {
            item.id
            for room, field in OWNED_BY.items()
            for item in chart.room(room)
            if item.id not in gone and (owners := _ids(getattr(item, field))) and owners <= gone
        }
        if not more:
            return gone - {item_id}
        gone |= more


def _ids(value: Any) -> set[str]:
    return set() if value is None else {value} if isinstance(value, str) else set(value)


def _unlinked(holder: Any, gone: set[str]) -> Any:
    changed: dict[str, Any] = {}
    kind: type[Frozen] = type(holder)
    for name, _ in link_fields(kind):
        value = getattr(holder, name)
        if isinstance(value, tuple) and gone & set(value):
            changed[name] = tuple(target for target in value if target not in gone)
        elif isinstance(value, str) and value in gone:
            changed[name] = None
    for name in kind.model_fields:
        value = getattr(holder, name)
        if isinstance(value, tuple) and value and isinstance(value[0], Frozen) and not isinstance(value[0], Item):
            parts = tuple(_unlinked(part, gone) for part in value)
            if parts != value:
                changed[name] = parts
    return holder.model_copy(update=changed) if changed else holder

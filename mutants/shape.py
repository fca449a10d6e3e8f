"""The shape of a chart: every field of every value in it, found through the classes and no list of places."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import NoneType
from typing import Any, get_args

from planbot.chart import ROOMS, Chart, Consent, Item, Score, room_of
from planbot.chart.base import Frozen
from planbot.chart.links import link_fields, links

Path = tuple[str | int, ...]

NOT_THE_CHARTS_OWN = frozenset({"version", "id", "answers", "skips", "used", "waivers", "judgements"})
"""Fields of the chart that keep the record of the conversation or of decisions, and are no part of the thread."""

TOLD_AS = {"created": "plan"}
"""Where a finding about a field of the chart itself is told."""


@dataclass(frozen=True)
class Spot:
    """One field of one value in a chart."""

    path: Path
    """The way to the field from the chart: names of fields, and places in tuples."""
    holder: Frozen
    value: Any
    owner: Item | None
    """The item the field is in; None in a room that is no list."""
    rest: Path
    """The way to the field from its owner."""

    @property
    def field(self) -> str:
        """The name of the field."""
        return str(self.path[-1])

    @property
    def kind(self) -> str:
        """The class and the field, such as "Objective.due"."""
        return f"{type(self.holder).__name__}.{self.field}"

    @property
    def place(self) -> str:
        """Where it is, as findings name places: "o1.due", "d1.criteria.2.met", "assessment.risk.status"."""
        return ".".join(map(str, (self.owner.id, *self.rest) if self.owner else self.path))

    @property
    def optional(self) -> bool:
        """Whether the field may be None."""
        return NoneType in get_args(type(self.holder).model_fields[self.field].annotation)

    @property
    def is_link(self) -> bool:
        """Whether the field points at other items."""
        return any(name == self.field for name, _ in link_fields(type(self.holder)))

    @property
    def targets(self) -> tuple[str, ...]:
        """What a link points at."""
        return (self.value,) if isinstance(self.value, str) else tuple(self.value or ())

    @property
    def rooms(self) -> tuple[str, ...]:
        """The rooms a link may point into."""
        return dict(link_fields(type(self.holder))).get(self.field, ())


def spots(chart: Chart) -> Iterator[Spot]:
    """Yield every field of every value in *chart*; of a list of values the fields of each."""
    for name in Chart.model_fields:
        if name not in NOT_THE_CHARTS_OWN:
            yield from _below(chart, (name,), getattr(chart, name), None, ())


def _below(holder: Frozen, path: Path, value: Any, owner: Item | None, rest: Path) -> Iterator[Spot]:
    if isinstance(value, Frozen):
        if isinstance(value, Item):
            owner, rest = value, ()
        for name in type(value).model_fields:
            if name != "id":
                yield from _below(value, (*path, name), getattr(value, name), owner, (*rest, name))
    elif isinstance(value, tuple) and value and isinstance(value[0], Frozen):
        for number, each in enumerate(value):
            yield from _below(holder, (*path, number), each, owner, (*rest, number))
    else:
        yield Spot(path, holder, value, owner, rest)


def replaced(holder: Any, path: Path, value: Any) -> Any:
    """Return *holder* with the field at the end of *path* replaced."""
    if not path:
        return value
    head, rest = path[0], path[1:]
    if isinstance(head, int):
        return (*holder[:head], replaced(holder[head], rest, value), *holder[head + 1 :])
    return holder.model_copy(update={head: replaced(getattr(holder, head), rest, value)})


def with_value(chart: Chart, spot: Spot, value: Any) -> Chart:
    """Return *chart* with another value in *spot*; nothing else is looked after."""
    changed: Chart = replaced(chart, spot.path, value)
    return changed


def around(chart: Chart, path: Path, ids: set[str]) -> frozenset[str]:
    """Return where a finding about these items belongs: they, what they point at and what points at them, the room."""
    near = set(ids)
    for link in links(chart):
        if link.source in ids:
            near.add(link.target)
        if link.target in ids:
            near.add(link.source)
    for score in (chart.find(each) for each in ids):
        if isinstance(score, Score):  # tied by the measure's name and not by a link
            near.update(o.id for o in chart.plan.objectives if o.measured and o.measured.measure == score.measure)
            near.update(d.id for d in chart.diagnoses)
    for consent in (chart.find(each) for each in ids):
        if isinstance(consent, Consent):  # tied by what it is for
            near.update(i.id for i in chart.plan.interventions if i.type and i.type in consent.kind)
    rooms = {room_of(each) for each in ids if each in chart.by_id}
    heads = {part for room in rooms for part in ROOMS[room][1].split(".")}
    names = {TOLD_AS.get(part, part) for part in path if isinstance(part, str)}
    return frozenset({*near, *rooms, *heads, *names})


def is_day(value: object) -> bool:
    """Whether a value is a day or a moment."""
    return isinstance(value, date)

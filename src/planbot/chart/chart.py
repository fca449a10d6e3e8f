"""The chart: everything known about one client, as one immutable value."""

from functools import cache, cached_property
from typing import Any, Self

from pydantic import Field, ValidationError

from planbot.chart.assessment import Assessment
from planbot.chart.base import Answer, Frozen, FrozenMap, Item, Moment, Skip, frozen_map
from planbot.chart.client import Client
from planbot.chart.diagnosis import Diagnosis, Differential
from planbot.chart.discharge import Discharge
from planbot.chart.formulation import Formulation
from planbot.chart.intake import Intake
from planbot.chart.judgements import Judgement
from planbot.chart.necessity import Necessity
from planbot.chart.participation import Participation
from planbot.chart.plan import Plan
from planbot.chart.problems import Problem
from planbot.chart.readiness import Readiness
from planbot.chart.reviews import Review, Waiver
from planbot.chart.snaps import Snap
from planbot.errors import ChartError

CHART_VERSION = 1
"""The version of the chart's shape; ``upgrades.py`` reads older ones."""

ROOMS: dict[str, tuple[str, str]] = {
    # room: (the prefix of its ids, where it is in the chart)
    "contacts": ("c", "client.contacts"),
    "consents": ("k", "client.consents"),
    "snaps": ("sn", "snaps"),
    "symptoms": ("sy", "assessment.symptoms"),
    "impairments": ("im", "assessment.impairments"),
    "scores": ("sc", "assessment.scores"),
    "diagnoses": ("d", "diagnoses"),
    "differentials": ("df", "differentials"),
    "problems": ("p", "problems"),
    "goals": ("g", "plan.goals"),
    "objectives": ("o", "plan.objectives"),
    "interventions": ("i", "plan.interventions"),
    "tasks": ("t", "plan.tasks"),
    "referrals": ("rf", "plan.referrals"),
    "discharge": ("dc", "discharge.criteria"),
    "signatures": ("sg", "participation.signatures"),
    "judgements": ("j", "judgements"),
    "reviews": ("rv", "reviews"),
    "waivers": ("w", "waivers"),
}
_ROOM_OF_PREFIX = {prefix: room for room, (prefix, _) in ROOMS.items()}


def room_of(item_id: str) -> str:
    """Return the room an id belongs to: ``room_of("g2") == "goals"``.

    Raises ChartError for an id no room could have given.
    """
    prefix = item_id.rstrip("0123456789")
    if prefix == item_id or prefix not in _ROOM_OF_PREFIX:
        raise ChartError(f"No part of a chart has the id {item_id!r}.")
    return _ROOM_OF_PREFIX[prefix]


class Chart(Frozen):
    """Everything known about one client; its parts point at each other by id."""

    version: int = Field(default=CHART_VERSION, strict=True)
    id: str
    created: Moment
    client: Client
    intake: Intake = Intake()
    readiness: Readiness = Readiness()
    snaps: tuple[Snap, ...] = ()
    assessment: Assessment = Assessment()
    diagnoses: tuple[Diagnosis, ...] = ()
    differentials: tuple[Differential, ...] = ()
    formulation: Formulation = Formulation()
    problems: tuple[Problem, ...] = ()
    plan: Plan = Plan()
    discharge: Discharge = Discharge()
    necessity: Necessity = Necessity()
    participation: Participation = Participation()
    judgements: tuple[Judgement, ...] = ()
    reviews: tuple[Review, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    answers: FrozenMap[Answer] = Field(default_factory=lambda: frozen_map({}))
    """Every answer by its question's key, word for word."""
    skips: FrozenMap[Skip] = Field(default_factory=lambda: frozen_map({}))
    """Every question passed over, by its key."""
    used: FrozenMap[int] = Field(default_factory=lambda: frozen_map({}))
    """The highest number given out in each room: ids are never reused."""

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """Every item of the chart by its id."""
        return {item.id: item for room in ROOMS for item in self.room(room)}

    def room(self, room: str) -> tuple[Any, ...]:
        """Return the items of *room*, in order."""
        value: Any = self
        for name in ROOMS[room][1].split("."):
            value = getattr(value, name)
        return tuple(value)

    def find(self, item_id: str) -> Any:
        """Return the item with this id, or None."""
        return self.by_id.get(item_id)

    def next_id(self, room: str) -> str:
        """Return the id the next item of *room* will get."""
        prefix = ROOMS[room][0]
        taken = [int(i.id.removeprefix(prefix)) for i in self.room(room) if i.id.removeprefix(prefix).isdecimal()]
        return f"{prefix}{max(self.used.get(room, 0), *taken, 0) + 1}"

    def put(self, item: Item) -> Self:
        """Return the chart with *item* added to its room, or in the place of the one with its id."""
        room = room_of(item.id)
        old = self.room(room)
        known = any(i.id == item.id for i in old)
        new = tuple(item if i.id == item.id else i for i in old) if known else (*old, item)
        number = int(item.id.removeprefix(ROOMS[room][0]))
        chart = self.set(ROOMS[room][1], new)
        if number > self.used.get(room, 0):
            chart = chart.set("used", frozen_map({**self.used, room: number}))
        return chart

    def set(self, path: str, value: Any) -> Self:
        """Return the chart with the field at a dotted *path* replaced: ``set("plan.established", day)``."""
        first, _, rest = path.partition(".")
        if rest:
            inner = getattr(self, first)
            names = rest.split(".")
            if len(names) > 1:
                raise ChartError(f"The path {path!r} is deeper than a chart.")
            value = inner.model_copy(update={names[0]: value})
        return self.model_copy(update={first: value})

    def model_copy(self, *, update: Any = None, deep: bool = False) -> Self:
        """Copy without the index of items, which belongs to one value only."""
        copy = super().model_copy(update=update, deep=deep)
        copy.__dict__.pop("by_id", None)
        return copy

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the whole chart as JSON, lossless."""
        return self.model_dump_json(indent=indent)


def read_chart(text: str | bytes) -> Chart:
    """Read a chart from JSON, upgrading one written by an older planbot.

    Raises ChartError in one sentence that names the first wrong place, never the words found there.
    """
    from planbot.chart.upgrades import upgraded

    try:
        chart = Chart.model_validate_json(text)
        # A chart of this version is read in one pass; what else it could be is looked at only when it is not.
        if chart.version == CHART_VERSION:
            return chart
    except ValidationError:
        pass
    try:
        return Chart.model_validate_json(text) if not (older := upgraded(text)) else Chart.model_validate(older)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(_place(part) for part in first["loc"]) or "the whole file"
        raise ChartError(f"This is not a chart planbot can read: {first['type']} at {place}.") from None


def _place(part: int | str) -> str:
    """Return a part of a place, unless the file itself made it up: such a name could hold anyone's words."""
    return str(part) if isinstance(part, int) or part in _field_names(Frozen) else "…"


@cache
def _field_names(kind: type[Frozen]) -> frozenset[str]:
    inner = (_field_names(each) for each in kind.__subclasses__())
    return frozenset(kind.model_fields).union(*inner)

"""Says in words what changed between two states of one chart, such as the plan that was signed and the plan now."""

import difflib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from planbot.chart import ROOMS, Chart, Clinician, CriterionClaim, Frozen, Item, room_of
from planbot.documents.escape import escape
from planbot.documents.render import laid_out, require
from planbot.documents.wording import Wording, worded
from planbot.errors import ChartError, DocumentError
from planbot.knowledge import Knowledge

LONG = 120
"""Characters from which a text is compared sentence by sentence."""

_SINGLE = (
    ("Client", "client"),
    ("Clinician", "client.clinician"),
    ("Intake", "intake"),
    ("Readiness", "readiness"),
    ("Risk", "assessment.risk"),
    ("Formulation", "formulation"),
    ("Plan", "plan"),
    ("Discharge", "discharge"),
    ("Medical necessity", "necessity"),
    ("Participation", "participation"),
)
_NAMES = {
    "birth_date": "date of birth",
    "words": "wording",
    "clinical": "clinical wording",
    "baseline_on": "day of the baseline",
    "due": "due date",
    "measured": "way of measuring",
    "scale": "goal-attainment scale",
    "minutes": "length in minutes",
    "weeks": "length in weeks",
    "who": "person responsible",
    "entry": "library entry",
    "next_review": "next review",
    "established": "day established",
    "copy_offered": "copy",
    "understood_words": "plan in the client's words",
    "not_signed": "reason for no signature",
    "without_care": "what is expected without care",
    "orientation": "orientation",
    "what": "text",
    "to": "receiver",
    "on": "date",
    "at": "time",
}
_SHELVES = {
    "reasons": "reasons",
    "domain": "domains",
    "measure": "measures",
    "approach": "approaches",
    "approaches": "approaches",
}
_UNTOLD = {"id", "of", "given_to"}
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


class Change(NamedTuple):
    """One thing that changed: where, and what in words."""

    place: str
    what: str


def difference(
    before: Chart,
    now: Chart,
    format: str = "md",  # noqa: A002 - the field's word, and what people type after --format
    *,
    knowledge: Knowledge | None = None,
) -> str:
    """Return a page that says what changed from *before* to *now*, in one of the formats of documents.

    Raises DocumentError for charts of two clients, or a format that does not exist.
    """
    require(format)
    found = changes(before, now, knowledge=knowledge)
    lines = [f"- **{escape(place)}:** {escape(what)}" for place, what in found] or ["Nothing has changed."]
    return laid_out("\n".join(["# What has changed", "", *lines]), format, now, title="What has changed")


def changes(before: Chart, now: Chart, *, knowledge: Knowledge | None = None) -> tuple[Change, ...]:
    """Return every change of the chart's content from *before* to *now*, in the order a chart is read.

    Answers and skips are not compared: they are how the content came to be, and revisions keep them.
    """
    if before.id != now.id:
        raise DocumentError("These are two different charts; choose two versions of one.")
    day = date.min
    return tuple(_Comparison(Wording(before, knowledge, (), day), Wording(now, knowledge, (), day)).all())


class _Comparison:
    """Two states of a chart, each with its own numbers and labels."""

    def __init__(self, before: Wording, now: Wording) -> None:
        self.before = before
        self.now = now

    def all(self) -> Iterator[Change]:
        for place, path in _SINGLE:
            yield from self._fields(place, _at(self.before.chart, path), _at(self.now.chart, path))
        yield from self._mental_status()
        for room in ROOMS:
            yield from self._room(room)

    def _mental_status(self) -> Iterator[Change]:
        old, new = self.before.chart.assessment.mental_status, self.now.chart.assessment.mental_status
        for name in dict.fromkeys([*old, *new]):
            was, now = (side.get(name) or "not assessed" for side in (old, new))
            if was != now:
                yield Change("Mental status", _turned(name, was, now))

    def _room(self, room: str) -> Iterator[Change]:
        old = {item.id: item for item in self.before.chart.room(room)}
        new = {item.id: item for item in self.now.chart.room(room)}
        for item_id, item in old.items():
            if item_id not in new:
                yield Change(self.before.place(item_id), f"taken out. It was: {self._known(self.before, item)}")
        for item_id, item in new.items():
            if item_id not in old:
                yield Change(self.now.place(item_id), f"new: {self._known(self.now, item)}")
            elif item != old[item_id]:
                yield from self._fields(self.now.place(item_id), old[item_id], item)
        kept_before, kept_now = [i for i in old if i in new], [i for i in new if i in old]
        if kept_before != kept_now:
            yield Change(self.now.place(kept_now[0]).rpartition(" ")[0], "the order changed")

    def _known(self, wording: Wording, item: Item) -> str:
        for name in ("behaviour", "words", "what", "name", "to", "reason", "domain", "measure", "on"):
            value = getattr(item, name, None)
            if value:
                return f"“{_value(wording, name, value)}”"
        return item.id

    def _fields(self, place: str, old: Frozen, new: Frozen) -> Iterator[Change]:
        for name in type(new).model_fields:
            was, now = getattr(old, name), getattr(new, name)
            if was == now or name in _UNTOLD or _is_items(was) or _is_items(now) or isinstance(now, Clinician):
                continue
            label = _NAMES.get(name, name.replace("_", " "))
            if isinstance(now, tuple):
                told = self._several(name, label, was, now)
            else:
                told = _told(label, _value(self.before, name, was), _value(self.now, name, now))
            yield from (Change(place, what) for what in told)

    def _several(self, name: str, label: str, was: Sequence[Any], now: Sequence[Any]) -> Iterator[str]:
        gone = [_one(self.before, name, part) for part in was if part not in now]
        come = [_one(self.now, name, part) for part in now if part not in was]
        for verb, parts in (("taken out", gone), ("added", come)):
            if parts:
                yield f"{label}, {verb}: {'; '.join(parts)}"
        if not gone and not come:
            yield f"{label}: the order changed"


def _at(chart: Chart, path: str) -> Frozen:
    value: Any = chart
    for name in path.split("."):
        value = getattr(value, name)
    found: Frozen = value
    return found


def _is_items(value: object) -> bool:
    return isinstance(value, tuple) and any(isinstance(part, Item) for part in value)


def _value(wording: Wording, name: str, value: Any) -> str:
    if isinstance(value, str) and (shelf := _SHELVES.get(name)):
        return wording.label(shelf, value)
    if isinstance(value, str) and name in {"goal", "diagnosis"}:
        return _one(wording, name, value)
    return worded(value) or "not recorded"


def _one(wording: Wording, name: str, part: Any) -> str:
    """Return one part of a list: an item by its place, a reason by its label, a criterion with what is claimed."""
    if isinstance(part, CriterionClaim):
        shown = wording.symptoms(part.symptoms)
        return f"{part.id} {part.met.value}" + (f" ({shown})" if shown else "")
    if not isinstance(part, str):
        return worded(part)
    if shelf := _SHELVES.get(name):
        return wording.label(shelf, part)
    try:
        room = room_of(part)
    except ChartError:
        return f"“{part}”"
    return wording.symptom(part) if room == "symptoms" and wording.chart.find(part) else wording.place(part)


def _told(label: str, was: str, now: str) -> Iterator[str]:
    """Yield what became of a text: short ones whole, long ones by the sentences that went and came."""
    if max(len(was), len(now)) <= LONG or "not recorded" in {was, now}:
        yield _turned(label, was, now)
        return
    old, new = (_SENTENCE.split(text) for text in (was, now))
    for kind, left, right, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (f"{label}, taken out: “{sentence}”" for sentence in old[left:right])
            yield from (f"{label}, added: “{sentence}”" for sentence in new[first:last])


def _turned(label: str, was: str, now: str) -> str:
    return f"{label} was {was}, is {now}"

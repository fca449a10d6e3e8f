"""The whole chart as JSON: lossless, and read back with the care any file from elsewhere needs."""

import json
import re
from typing import Any, NoReturn

from pydantic_core import PydanticSerializationError

from planbot.chart import ROOMS, Chart, read_chart
from planbot.errors import ChartError
from planbot.text import clean

SUFFIX = "json"
LARGEST = 16 * 1024 * 1024
"""Bytes a file may have; a plan of 40 objectives has about 100 KB."""
DEEPEST = 32
"""How deep lists and objects may be nested; a chart needs 7."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_RARE = re.compile(r"[^\n\x20-\x7e]")


def export(chart: Chart) -> bytes:
    """Return *chart* as JSON with nothing left out; what could act on a terminal is written as an escape.

    Raises ChartError when the chart holds what JSON cannot, such as a number that is not finite.
    """
    try:
        text = chart.to_json(indent=2)
    except PydanticSerializationError:
        raise ChartError("This chart holds text that cannot be written as JSON; correct it and export again.") from None
    written = _RARE.sub(lambda found: _inert(found[0]), text) + "\n"
    try:
        whole = read_chart(written) == chart
    except ChartError:
        whole = False
    if not whole:
        raise ChartError("This chart holds a value that JSON cannot carry; correct it and export again.")
    return written.encode()


def read(data: bytes) -> Chart:
    """Return the chart in *data*, its text cleaned like any other on its way in.

    Raises ChartError in one sentence that says what is wrong, and never quotes the file.
    """
    if len(data) > LARGEST:
        raise ChartError(f"This file is larger than {LARGEST // 1024**2} MB; choose a file that planbot exported.")
    chart = read_chart(json.dumps(_cleaned(_parsed(data))))
    if not _ID.fullmatch(chart.id):
        raise ChartError(
            "This chart's id has other signs than letters, digits, - and _; choose a file that planbot exported."
        )
    _unique(chart)
    return chart


def _parsed(data: bytes) -> Any:
    try:
        raw = json.loads(data.decode("utf-8-sig"), parse_constant=_not_finite)
    except RecursionError:
        raise ChartError("This file is nested too deeply to be a chart; choose a file that planbot exported.") from None
    except ValueError:
        raise ChartError("This file is not JSON; choose a file that planbot exported.") from None
    level, depth = [raw], 0
    while level := [inner for part in level for inner in _inside(part)]:
        depth += 1
        if depth > DEEPEST:
            raise ChartError("This file is nested too deeply to be a chart; choose a file that planbot exported.")
    return raw


def _inside(part: Any) -> list[Any]:
    found = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [inner for inner in found if isinstance(inner, dict | list)]


def _not_finite(_: str) -> NoReturn:
    raise ValueError


def _cleaned(part: Any) -> Any:
    if isinstance(part, str):
        return clean(part)
    if isinstance(part, dict):
        return {clean(name): _cleaned(inner) for name, inner in part.items()}
    return [_cleaned(inner) for inner in part] if isinstance(part, list) else part


def _unique(chart: Chart) -> None:
    """Refuse ids that are given twice or belong to another room: a link would lead astray."""
    for room, (prefix, _) in ROOMS.items():
        ids = [item.id for item in chart.room(room)]
        if len(ids) != len(set(ids)):
            raise ChartError(f"Two parts under {room} have the same id; choose a file that planbot exported.")
        if not all(re.fullmatch(rf"{prefix}[1-9]\d{{0,8}}", one) for one in ids):
            raise ChartError(f"A part under {room} has an id of another kind; choose a file that planbot exported.")


def _inert(letter: str) -> str:
    """Return *letter*, or its JSON escape when ``clean`` would not let it pass."""
    return letter if clean(letter) == letter else f"\\u{ord(letter):04x}"

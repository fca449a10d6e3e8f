"""Reads a chart from a file or a text that came from elsewhere, with the care any such text needs."""

import json
import re
from pathlib import Path
from typing import Any, NoReturn

from planbot.chart.chart import ROOMS, Chart, read_chart
from planbot.errors import ChartError
from planbot.text import clean

LARGEST = 16 * 1024 * 1024
"""Bytes a file may have; a plan of 40 objectives has about 350 KB."""
DEEPEST = 32
"""How deep lists and objects may be nested; a chart needs 7."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_PLAIN = bytes([0x09, 0x0A, *range(0x20, 0x7F)])
"""The bytes of JSON that neither cleaning nor a parser could take for something else."""
_TELLING = (b"\\u", b"\\r", b"\\b", b"\\f", b"NaN", b"Infinity")
"""What may stand for a sign that is not plain, or for a number that is not finite."""


def read(source: Path | bytes | str) -> Chart:
    """Return the chart in *source*: a file by its path or its name, or JSON as bytes or as text beginning with "{".

    Its text is cleaned like any other on its way in.
    Raises ChartError in one sentence that says what is wrong, and never quotes the file.
    """
    data = _data(source)
    if len(data) > LARGEST:
        raise ChartError(f"This file is larger than {LARGEST // 1024**2} MB; choose a file that planbot exported.")
    chart = _read_plain(data) or read_chart(json.dumps(_cleaned(_parsed(data))))
    if not _ID.fullmatch(chart.id):
        raise ChartError(
            "This chart's id has other signs than letters, digits, - and _; choose a file that planbot exported."
        )
    _unique(chart)
    return chart


def _data(source: Path | bytes | str) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith("{"):
        return source.encode("utf-8", "replace")
    path = Path(source)
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError):
        raise ChartError("This file cannot be read; check its name and rights.") from None


def _read_plain(data: bytes) -> Chart | None:
    """Read *data* when nothing in it needs cleaning, as planbot writes it: in a fifth of the time.

    None when it may need cleaning or is no chart; the careful way then says what is wrong.
    """
    if any(sign in data for sign in _TELLING):
        return None
    rare = data.translate(None, _PLAIN)
    if rare:
        try:
            letters = rare.decode()
        except UnicodeDecodeError:
            return None
        if clean(letters) != letters:
            return None
    try:
        return read_chart(data)
    except ChartError:
        return None


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

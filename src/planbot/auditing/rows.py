"""The audit as CSV: a row for each chart and finding, which a spreadsheet shows as text and never runs."""

import csv
import io
from collections.abc import Sequence
from dataclasses import fields
from enum import Enum

from planbot.rules import Finding
from planbot.text import one_line

_OWN = ("file", "chart", "profile")
_FINDING = tuple(field.name for field in fields(Finding) if field.name not in {"why", "profile"})
_ACTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


def columns(*, names: bool) -> tuple[str, ...]:
    """Return the heads of the columns; with *names* the client's name is one."""
    return (*_OWN, *(("name",) if names else ()), *_FINDING)


def head(*, names: bool) -> str:
    """Return the first line."""
    return _line(columns(names=names))


def rows_of(place: str, chart: str, name: str | None, profile: str, findings: Sequence[Finding]) -> str:
    """Return a line for each finding of a chart; *name* is None when clients are not named."""
    own = [place, chart, profile, *([] if name is None else [name])]
    return "".join(_line([*own, *(_cell(getattr(finding, column)) for column in _FINDING)]) for finding in findings)


def unread_row(place: str, reason: str, *, names: bool) -> str:
    """Return the line of a file that could not be read."""
    told = {"file": place, "rule": "could-not-be-read", "message": reason}
    return _line([told.get(column, "") for column in columns(names=names)])


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([inert(cell) for cell in cells])
    return line.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return "" if value is None else str(value.value if isinstance(value, Enum) else value)


def inert(cell: str) -> str:
    """Return *cell* on one line, with an apostrophe before what a spreadsheet would run."""
    text = one_line(cell)
    return f"'{text}" if text.startswith(_ACTS) else text

"""Writes exports to files: named by ids and dates only, readable by their owner only, whole or not at all."""

import re
from datetime import date
from pathlib import Path

from planbot.errors import DocumentError
from planbot.files import put

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,199}(?:\.[A-Za-z0-9]{1,10}){1,2}")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


def export_name(chart_id: str, what: str, on: date, suffix: str) -> str:
    """Return a file's name from ids and the date: ``planbot-c7-treatment-plan-2026-11-23.html``.

    Never from a client's name. Raises DocumentError for an id that could not be part of a file's name.
    """
    for part in (chart_id, what, suffix):
        if not _ID.fullmatch(part):
            raise DocumentError(
                "This chart's id cannot be part of a file's name; ids have letters, digits, - and _ only."
            )
    return f"planbot-{chart_id}-{what}-{on.isoformat()}.{suffix}"


def write_export(folder: Path, name: str, data: bytes) -> Path:
    """Write *data* to a file called *name* in *folder* and return its path.

    Only the owner can read it; a file of that name is replaced in one step, or left as it was when writing fails.
    Raises DocumentError when the name would leave the folder, or the folder cannot be written.
    """
    if not _NAME.fullmatch(name) or name.partition(".")[0].lower() in _RESERVED:
        raise DocumentError("This cannot be a file's name; use letters, digits, - and _, and an ending such as .json.")
    try:
        inside = folder.resolve(strict=True)
        path = inside / name
        if path.is_dir():
            raise DocumentError(f"There is a folder called {name} already; choose another folder to export to.")
        put(path, data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError(f"The file {name} could not be written ({reason}); choose another folder.") from None
    return path

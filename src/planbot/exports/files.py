"""Writes exports to files: named by ids and dates only, readable by their owner only, whole or not at all."""

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from planbot.errors import DocumentError

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
        with replacing(path) as file:
            file.write(data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError(f"The file {name} could not be written ({reason}); choose another folder.") from None
    return path


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Yield a file to write, readable by its owner only, that becomes *path* when all is written, or leaves no trace.

    Raises OSError when the folder cannot be written.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        with os.fdopen(opened, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Make the new name last a power cut, where the system can do that for folders."""
    with contextlib.suppress(OSError, AttributeError):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)

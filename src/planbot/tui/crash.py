"""What is left of a crash: its type, its place in planbot, and a random id. Never what anyone wrote.

A usual traceback shows source lines, local variables and the exception's message; each can hold a
client's words or a key. None of them is written here, to the terminal or to disk.
"""

import os
import secrets
import sys
import threading
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType


@dataclass(frozen=True)
class Crash:
    """A crash as it may be told to anyone."""

    id: str
    kind: str
    places: tuple[str, ...]
    """``file:line`` from the outermost call to the innermost, files by name only."""

    @property
    def says(self) -> str:
        """What a person reads on the terminal."""
        where = self.places[-1] if self.places else "an unknown place"
        return (
            f"planbot had to stop: {self.kind} at {where} (report {self.id}).\n"
            "Every answer marked as saved is safe. Start planbot again to go on where you were.\n"
        )


def crash_of(error: BaseException) -> Crash:
    """Return what may be told of *error*."""
    frames = traceback.extract_tb(error.__traceback__, limit=-20)
    places = tuple(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return Crash(secrets.token_hex(4), type(error).__name__, places)


def keep(crash: Crash, folder: Path) -> Path | None:
    """Write *crash* into *folder*, readable by its owner only; return the file, or None when it could not be."""
    path = folder / f"crash-{crash.id}.txt"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        return None
    lines = [f"planbot crash {crash.id}", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", crash.kind, *crash.places]
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


def catch_the_rest(folder: Path) -> None:
    """See to it that a crash outside the screens, in a thread or in a destructor, prints no more than the rest."""

    def said(error: BaseException | None) -> None:
        if error is not None:
            crash = crash_of(error)
            keep(crash, folder)
            sys.stderr.write(crash.says)

    def last(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            said(error)

    sys.excepthook = last
    threading.excepthook = lambda args: said(args.exc_value)
    sys.unraisablehook = lambda args: said(args.exc_value)

"""Where the parts of a store lie in its folder, and how a file is written so that only its owner reads it."""

import os
from contextlib import suppress
from pathlib import Path

DATABASE = "planbot.db"
HEAD = "audit.head"
KEYS = "keys"
BACKUPS = "backups"
REPLACED = "replaced"
CREATING = "creating"
"""Present only while ``Store.create`` is at work: what lies beside it was never acknowledged to anyone."""

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite may put beside a database, added to its name."""

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def make_folder(folder: Path) -> None:
    """Make *folder* and what is above it, open to nobody but its owner when it is new."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def make_empty(path: Path) -> None:
    """Create *path* empty and private; SQLite gives the files beside a database the mode of the database.

    Raises FileExistsError when something is there already.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def write_private(path: Path, content: bytes) -> None:
    """Put *content* at *path* whole or not at all, durably, and readable by its owner only."""
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make sure the bytes of *path* are on the disk and not only on their way there."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make a rename or a new name in *folder* durable; Windows does it by itself and refuses to be asked."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_database(path: Path) -> None:
    """Remove a database that was never acknowledged, and what SQLite put beside it."""
    for name in ("", *SIDE_FILES):
        path.with_name(path.name + name).unlink(missing_ok=True)


def free_name(path: Path) -> Path:
    """Return *path*, or the first of "path-2", "path-3" and so on that is not taken."""
    number, free = 2, path
    while free.exists():
        free, number = path.with_name(f"{path.stem}-{number}{path.suffix}"), number + 1
    return free

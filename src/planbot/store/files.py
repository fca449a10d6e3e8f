"""Where the parts of a store lie in its folder, and how they come to be open to their owner only."""

import os
from pathlib import Path

from planbot.files import PRIVATE

DATABASE = "planbot.db"
HEAD = "audit.head"
KEYS = "keys"
BACKUPS = "backups"
REPLACED = "replaced"
CREATING = "creating"
"""Present only while ``Store.create`` is at work: what lies beside it was never acknowledged to anyone."""

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite may put beside a database, added to its name."""

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
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))


def sync_file(path: Path) -> None:
    """Make sure the bytes of *path* are on the disk and not only on their way there."""
    handle = os.open(path, os.O_RDWR)
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

"""What is audited: the JSON files of a folder, or charts handed over one by one."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planbot.errors import PlanbotError


@dataclass(frozen=True)
class Paper:
    """One chart before it is read: a file by its path, a text, or the reason why there is none."""

    place: str
    """The file's path inside its folder, or the client's id."""
    path: Path | None = None
    text: str | None = None
    fault: str = ""


def in_folder(folder: Path) -> list[Paper]:
    """Return every ``*.json`` file in *folder* and the folders inside it, by name; links to folders are not followed.

    Raises PlanbotError when there is no such folder, or no such file in it.
    """
    if not folder.is_dir():
        raise PlanbotError(f"There is no folder {folder}; check its name, or audit the store with --all.")
    found = [Paper(os.fspath(path.relative_to(folder)), path) for path in _files(folder)]
    if not found:
        raise PlanbotError(f"No file in {folder} ends in .json; export charts into it first.")
    return found


def _files(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(here, name) for name in sorted(names) if name.lower().endswith(".json"))

"""The prepared index of a library: everything in it as JSON in one file, so that nothing is parsed twice.

The file is one line that says what it was made from and how to know it is whole, one line with the place of
every entry, and then the entries. It is used only while the library's files are the very same ones.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from planbot.errors import KnowledgeError
from planbot.files import put
from planbot.knowledge.entries import Entry
from planbot.knowledge.reading import library_files

VERSION = "planbot-knowledge-1"
T = TypeVar("T", bound=Entry)
Places = Mapping[str, Sequence[int]]


class Entries(Mapping[str, T], Generic[T]):
    """A read-only mapping from id to entry, each entry read from the index when it is first wanted."""

    def __init__(self, kind: type[T], text: bytes, places: Places) -> None:
        self._kind = kind
        self._text = text
        self._places = places
        self._read: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        if (entry := self._read.get(key)) is None:
            start, length = self._places[key]
            try:
                entry = self._kind.model_validate_json(self._text[start : start + length])
            except ValidationError:
                raise KnowledgeError(f"the prepared index is damaged; delete the cache folder @ {key}: entry") from None
            self._read[key] = entry
        return entry

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __repr__(self) -> str:
        return f"<{len(self)} of {self._kind.__name__}>"


class Prepared:
    """A library in its prepared form: parts by name, each a run of JSON."""

    def __init__(self, text: bytes, places: dict[str, Any]) -> None:
        self._text = text
        self._places = places

    def entries(self, name: str, kind: type[T]) -> Mapping[str, T]:
        """Return the entries of a kind."""
        return Entries(kind, self._text, self._places["entries"].get(name, {}))

    def part(self, name: str) -> Any:
        """Return the part of this name, or None when there is none."""
        if name not in self._places["parts"]:
            return None
        start, length = self._places["parts"][name]
        return json.loads(self._text[start : start + length])

    def to_bytes(self, stamp: str) -> bytes:
        """Return the file to be kept, which says that it was made from what *stamp* stands for."""
        rest = json.dumps(self._places, separators=(",", ":")).encode() + b"\n" + self._text
        return f"{VERSION} {stamp} {_digest(rest)}\n".encode() + rest


def prepare(entries: Mapping[str, Mapping[str, Entry]], parts: Mapping[str, Any]) -> Prepared:
    """Return *entries* by kind and id, and other *parts*, in prepared form."""
    text = bytearray()

    def place(raw: bytes) -> list[int]:
        text.extend(raw)
        return [len(text) - len(raw), len(raw)]

    places = {
        "entries": {
            kind: {key: place(entry.model_dump_json(exclude_defaults=True).encode()) for key, entry in each.items()}
            for kind, each in entries.items()
        },
        "parts": {name: place(json.dumps(part, separators=(",", ":")).encode()) for name, part in parts.items()},
    }
    return Prepared(bytes(text), places)


def stamp_of(folders: Sequence[Path]) -> str:
    """Return what stands for the files in *folders*, and for the code that reads them, as they are now."""
    state: list[Any] = [VERSION]
    for folder in folders:
        state.append(str(folder))
        for entry in library_files(folder):
            about = entry.stat()
            state.append((entry.path[len(str(folder)) :], about.st_size, about.st_mtime_ns, about.st_ctime_ns))
    with os.scandir(Path(__file__).parent) as own:
        sources = sorted((e.name, e.stat().st_size, e.stat().st_mtime_ns) for e in own if e.name.endswith(".py"))
    return _digest(json.dumps([state, sources]).encode())


def open_prepared(file: Path, stamp: str) -> Prepared | None:
    """Return the index kept in *file*, or None when it is missing, stale or damaged."""
    try:
        whole = file.read_bytes()
        first, _, rest = whole.partition(b"\n")
        if first != f"{VERSION} {stamp} {_digest(rest)}".encode():
            return None
        head, _, text = rest.partition(b"\n")
        return Prepared(text, json.loads(head))
    except (OSError, ValueError):
        return None


def keep(file: Path, content: bytes) -> None:
    """Write *content* to *file* in one step; a folder that cannot be written is no harm, only slower next time."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        put(file, content, lasting=False)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()

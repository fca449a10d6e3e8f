"""The audit log: who looked at what and who changed what, as an append-only chain of sealed rows.

Each row is sealed over its own words and the seal of the row before it, with a key derived from the data
key, so a row that was edited, moved, added or removed shows. The newest seal is also kept outside the
database, so a tail that was cut off, or an older file put in place, shows too. Someone who holds the
data key and both files can forge them; someone who only holds the files cannot.
"""

import hmac
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from planbot.files import put
from planbot.store import files
from planbot.store.vault import Database, Keys

LOOK, REVISION, SIGNED, STORE, SENT, SWITCHED = "look", "revision", "signed", "store", "sent", "switched"
"""The kinds of row: something seen, a revision saved, a document signed, something done to the store, text sent,
a kind of draft switched on or off."""
ARCHIVED, UNARCHIVED = "archived", "taken out of the archive"
CLOCK_WENT_BACK = "the clock went back"
_ORIGIN = "0" * 64
_HEAD = re.compile(r"planbot audit head 1 (\d{20}) ([0-9a-f]{64}) ([0-9a-f]{64})\n")


@dataclass(frozen=True)
class AuditRow:
    """One look or change; ids and keys only, never anyone's words."""

    number: int
    at: datetime
    by: str
    """Who: "therapist", "client", or "" for planbot itself."""
    kind: str
    did: str
    client: str | None
    revision: int | None


class Look(NamedTuple):
    """Something that was seen or taken out, and by whom."""

    did: str
    by: str
    client: str | None
    revision: int | None


@dataclass(frozen=True)
class Head:
    """The newest row of the chain: its number and its seal."""

    number: int = 0
    mac: str = _ORIGIN


class AuditLog:
    """Writes rows inside the writer's transactions, and moves the head outside once they are committed."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        """Write the log of the store in *folder*, sealed with *keys*."""
        self._path, self._keys = folder / files.HEAD, keys
        self._unsettled: Head | None = None
        self.trusted = True
        """False while the head and the log disagree: the head then stays as it is, as evidence."""

    def write(  # noqa: PLR0913 - a row has that many parts
        self,
        db: Database,
        kind: str,
        did: str,
        *,
        by: str = "",
        client: str | None = None,
        revision: int | None = None,
        seal: str | None = None,
        at: str | None = None,
    ) -> None:
        """Add a row; it is durable when the transaction around it is. *at* is now unless given, in UTC."""
        row = db.execute("SELECT seq, mac, at FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        newest, before = (Head(row[0], row[1]), row[2]) if row else (Head(), "")
        at = at or now()
        if at < before and did != CLOCK_WENT_BACK:
            newest = self._insert(db, newest, [at, "", STORE, CLOCK_WENT_BACK, None, None, None])
        self._unsettled = self._insert(db, newest, [at, by, kind, did, client, revision, seal])

    def write_looks(self, db: Database, looks: Iterable[Look]) -> None:
        """Add a row for each of *looks*."""
        for did, by, client, revision in looks:
            self.write(db, LOOK, did, by=by, client=client, revision=revision)

    def _insert(self, db: Database, newest: Head, said: list[Any]) -> Head:
        head = Head(newest.number + 1, _seal(self._keys.chain, newest.mac, [newest.number + 1, *said]))
        db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [head.number, *said, head.mac])
        return head

    def settled(self) -> None:
        """Move the head on after a commit; it may lag behind the log after a crash, never run ahead of it."""
        head, self._unsettled = self._unsettled, None
        if head is not None and self.trusted:
            with suppress(OSError):
                self._overwrite(head)

    def dropped(self) -> None:
        """Forget the rows of a transaction that was rolled back."""
        self._unsettled = None

    def catch_up(self, db: Database) -> list[str]:
        """On opening, compare head and log: move a head that lags on, and return what is wrong otherwise."""
        problems = check_head(db, self._path, self._keys)
        self.trusted = not problems
        if self.trusted:
            self._unsettled = newest_row(db)
            self.settled()
        return problems

    def start(self, db: Database) -> None:
        """Write the head anew for *db*, whatever was there: for a new or a restored store."""
        head = newest_row(db)
        put(self._path, _head_line(head, self._keys))
        self.trusted = True

    def _overwrite(self, head: Head) -> None:
        # In place and shorter than a disk sector, so that it is never seen half written; not
        # synced, because losing it in a power cut only lets it lag.
        handle = os.open(self._path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
        try:
            os.write(handle, _head_line(head, self._keys))
        finally:
            os.close(handle)


def now() -> str:
    """Return the present moment in UTC as the store writes it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def newest_row(db: Database) -> Head:
    """Return the head of the chain as the database has it."""
    row = db.execute("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(*row) if row else Head()


def rows(db: Database, limit: int, kind: str | None = None) -> list[AuditRow]:
    """Return the newest *limit* rows, newest first, in the order they were written; with *kind*, those of that kind."""
    asked = "SELECT seq, at, by, kind, did, client, revision FROM audit WHERE ? IS NULL OR kind = ? ORDER BY seq DESC"
    found = db.execute(f"{asked} LIMIT ?", [kind, kind, limit])
    return [AuditRow(row[0], datetime.fromisoformat(row[1]), *row[2:]) for row in found]


def check_chain(db: Database, keys: Keys) -> list[str]:
    """Walk the whole chain; return what is wrong with it, the first break only, or nothing."""
    key, newest = keys.chain, Head()
    for row in db.execute("SELECT * FROM audit ORDER BY seq"):
        number, mac = row[0], row[-1]
        if number != newest.number + 1:
            return [f"The audit log goes from row {newest.number} to row {number}: rows were removed or moved."]
        if mac != _seal(key, newest.mac, list(row[:-1])):
            return [f"Row {number} of the audit log does not verify: it was changed, or put in from elsewhere."]
        newest = Head(number, mac)
    return []


def check_head(db: Database, path: Path, keys: Keys) -> list[str]:
    """Compare the head outside the database with the log; return what is wrong, or nothing."""
    try:
        head = _read_head(path.read_bytes(), keys)
    except FileNotFoundError:
        return [f"The file {path.name} is missing: without it nobody can tell whether the end of the log was cut off."]
    if head is None:
        return [f"The file {path.name} does not verify: it was changed, or belongs to another store."]
    row = db.execute("SELECT mac FROM audit WHERE seq = ?", [head.number]).fetchone()
    if head.number and row is None:
        last = newest_row(db).number
        end = "the end was cut off, or an older file was put in place"
        return [f"The audit log ends at row {last} and once went on to row {head.number}: {end}."]
    if row is not None and row[0] != head.mac:
        return [f"Row {head.number} of the audit log is not the one that was written: an older file was put in place."]
    return []


def sealed_revisions(db: Database) -> Iterator[tuple[str, int, str]]:
    """Yield client, number and seal of every revision the log knows, in the order they were saved."""
    yield from db.execute("SELECT client, revision, seal FROM audit WHERE kind = ? ORDER BY seq", [REVISION])


def _read_head(content: bytes, keys: Keys) -> Head | None:
    found = _HEAD.fullmatch(content.decode("ascii", "replace"))
    if found is None:
        return None
    head = Head(int(found[1]), found[2])
    return head if _head_line(head, keys) == content else None


def _head_line(head: Head, keys: Keys) -> bytes:
    said = f"planbot audit head 1 {head.number:020d} {head.mac}"
    return f"{said} {hmac.digest(keys.chain, said.encode(), 'sha256').hex()}\n".encode()


def _seal(key: bytes, before: str, said: list[Any]) -> str:
    return hmac.digest(key, f"audit {before}{json.dumps(said)}".encode(), "sha256").hex()

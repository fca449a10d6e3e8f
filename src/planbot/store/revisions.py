"""Revisions: whole charts, appended and never changed, each sealed to the one before it.

Undo and redo append too. Each revision of its own making knows the one it was *based* on; an undo is a
revision that *restores* an earlier one. So undo walks from the present state to the state it was based
on, again and again, and an answer given after an undo starts a new branch from there.
"""

import hmac
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from planbot.chart import Chart, Signature, read_chart
from planbot.errors import ConflictError, DamagedError, PlanbotError, StoreError
from planbot.store import audit
from planbot.store.audit import AuditLog
from planbot.store.older_signatures import any_older, holds, with_fingerprints
from planbot.store.vault import Database, Keys

UNDONE, REDONE = "undone", "redone"
_CLIENT_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}")
_PACKING = 1
"""How hard charts are packed: quickly, since a person waits; a chart becomes about a fifth of its size."""
_ORIGIN = "0" * 64


@dataclass(frozen=True)
class ClientRow:
    """What the caseload shows of one client."""

    id: str
    name: str
    created: datetime
    updated: datetime
    revision: int
    signed: datetime | None
    next_review: date | None
    archived: bool


@dataclass(frozen=True)
class Opened:
    """A chart, and the number of the revision it is."""

    chart: Chart
    revision: int


@dataclass(frozen=True)
class Revision:
    """What is known about one revision without its chart."""

    number: int
    at: datetime
    did: str
    key: str | None
    """The key of the question answered, when it was one."""
    voice: str | None
    restores: int | None
    """The revision whose chart an undo or redo brought back."""


@dataclass(frozen=True)
class _Newest:
    """The newest revision of a client."""

    number: int
    mac: str
    restores: int | None

    @property
    def state(self) -> int:
        """The revision of its own making whose chart is the present one."""
        return self.restores or self.number


class Revisions:
    """Reads and appends the revisions of all clients."""

    def __init__(self, keys: Keys, log: AuditLog) -> None:
        self._keys, self._log = keys, log

    def add_client(self, db: Database, chart: Chart, did: str) -> int:
        """Append the first revision of a new client; raises StoreError when the id is taken or is none."""
        if not _CLIENT_ID.fullmatch(chart.id):
            raise StoreError("The id of this chart is not one planbot could have given; nothing was saved.")
        if db.execute("SELECT 1 FROM clients WHERE id = ?", [chart.id]).fetchone():
            raise StoreError(f"A client with the id {chart.id} is already here; nothing was changed.")
        at = audit.now()
        db.execute(
            "INSERT INTO clients(id, name, created, updated, revision, archived) VALUES (?, ?, ?, ?, 0, 0)",
            [chart.id, chart.client.name, at, at],
        )
        return self._insert(db, chart, chart.to_json(), _Newest(0, _ORIGIN, None), did=did, at=at)

    def append(  # noqa: PLR0913 - a revision has that many parts
        self,
        db: Database,
        chart: Chart,
        text: str,
        *,
        based_on: int,
        did: str,
        key: str | None = None,
        voice: str | None = None,
        final: bool = False,
    ) -> int:
        """Append *chart* (and the same as JSON, *text*); return its number. A *final* one cannot be undone.

        Raises ConflictError when another window saved first, StoreError for an unknown client.
        """
        newest = self._newest(db, chart.id, based_on)
        base = None if final else newest.state
        return self._insert(db, chart, text, newest, did=did, key=key, voice=voice, base=base)

    def undo(self, db: Database, client: str, *, based_on: int) -> Opened | None:
        """Append the chart the present one was made from; None when there is none."""
        newest = self._newest(db, client, based_on)
        base = self._base(db, client, newest.state)
        return None if base is None else self._restore(db, client, base, newest, UNDONE)

    def redo(self, db: Database, client: str, *, based_on: int) -> Opened | None:
        """Append the chart that was last undone; None when nothing was, or an answer came since."""
        newest = self._newest(db, client, based_on)
        # The newest revision of its own making is the tip of the present branch.
        row = db.execute(
            "SELECT number FROM revisions WHERE client = ? AND restores IS NULL ORDER BY number DESC LIMIT 1", [client]
        ).fetchone()
        ahead, tip = None, row[0]
        while tip is not None and tip != newest.state:
            ahead, tip = tip, self._base(db, client, tip)
        return None if ahead is None or tip is None else self._restore(db, client, ahead, newest, REDONE)

    def open(self, db: Database, client: str) -> Opened:
        """Return the newest chart; raises DamagedError when it is not the one the audit log knows."""
        text, number = self.newest_text(db, client)
        return Opened(read_chart(text), number)

    def newest_text(self, db: Database, client: str) -> tuple[str, int]:
        """Return the newest chart as JSON and its number; raises DamagedError like ``open``."""
        newest = self._newest(db, client)
        known = db.execute(
            "SELECT revision, seal FROM audit WHERE client = ? AND kind = ? ORDER BY revision DESC LIMIT 1",
            [client, audit.REVISION],
        ).fetchone()
        if known is None or tuple(known) != (newest.number, newest.mac):
            raise _does_not_verify(client, newest.number)
        text = self._text_at(db, client, newest.number)
        return (self._said(db, read_chart(text)).to_json() if any_older(text) else text), newest.number

    def chart_at(self, db: Database, client: str, number: int) -> Chart:
        """Return the chart of one revision, once its seal is checked."""
        return read_chart(self._text_at(db, client, number))

    def history(self, db: Database, client: str) -> list[Revision]:
        """Return all revisions of *client* without their charts, oldest first."""
        self._newest(db, client)
        found = db.execute(
            "SELECT number, at, did, key, voice, restores FROM revisions WHERE client = ? ORDER BY number", [client]
        )
        return [Revision(row[0], datetime.fromisoformat(row[1]), *row[2:]) for row in found]

    def clients(self, db: Database, *, archived: bool) -> list[ClientRow]:
        """Return the caseload by name, without reading a chart; with *archived*, the archived ones as well."""
        found = db.execute(
            "SELECT id, name, created, updated, revision, signed, next_review, archived FROM clients "
            "WHERE revision > 0 AND archived <= ? ORDER BY name COLLATE NOCASE, rowid",
            [int(archived)],
        )
        return [_client_row(row) for row in found]

    def check(self, db: Database) -> list[str]:
        """Verify every revision against its seal, its predecessor, the audit log and the caseload."""
        seals: dict[str, list[tuple[int, str]]] = {}
        for client, number, seal in audit.sealed_revisions(db):
            seals.setdefault(client, []).append((number, seal))
        listed = [row[0] for row in db.execute("SELECT id FROM clients ORDER BY rowid").fetchall()]
        problems = [self._problem(db, client, seals.get(client, [])) for client in dict.fromkeys([*listed, *seals])]
        return [problem for problem in problems if problem]

    def _problem(self, db: Database, client: str, seals: list[tuple[int, str]]) -> str | None:
        count, before = 0, _ORIGIN
        for row in self._sealed(db, client):
            count += 1
            seal = self._seal(before, client, row)
            if row[0] != count or row[-2] != seal or seals[count - 1 : count] != [(count, seal)]:
                return f"Revision {count} of client {client} does not verify."
            before = seal
        if count < len(seals):
            return f"Revision {count + 1} of client {client} is missing."
        return (
            None
            if self._agrees(db, client, count)
            else f"The caseload does not agree with the chart of client {client}."
        )

    def _sealed(self, db: Database, client: str) -> Iterator[tuple[Any, ...]]:
        # A cursor of its own for each client: charts are large, and only one is held at a time.
        yield from db.execute(
            "SELECT number, at, did, key, voice, restores, base, mac, chart FROM revisions "
            "WHERE client = ? ORDER BY number",
            [client],
        )

    def _agrees(self, db: Database, client: str, count: int) -> bool:
        row = db.execute("SELECT name, revision, next_review, archived FROM clients WHERE id = ?", [client]).fetchone()
        last = db.execute(
            "SELECT did FROM audit WHERE client = ? AND kind = ? ORDER BY seq DESC LIMIT 1", [client, audit.STORE]
        ).fetchone()
        try:
            chart = self.chart_at(db, client, count)
        except PlanbotError:
            return False
        archived = int(last is not None and last[0] == audit.ARCHIVED)
        return row is not None and tuple(row) == (chart.client.name, count, _day(chart), archived)

    def _newest(self, db: Database, client: str, based_on: int | None = None) -> _Newest:
        row = db.execute(
            "SELECT number, mac, restores FROM revisions WHERE client = ? ORDER BY number DESC LIMIT 1", [client]
        ).fetchone()
        if row is None:
            raise StoreError(f"There is no client with the id {client}; look in the caseload for the right one.")
        newest = _Newest(*row)
        if based_on is not None and based_on != newest.number:
            raise ConflictError(
                f"Another window saved this chart as revision {newest.number} after revision {based_on}; "
                "nothing was overwritten, open the chart again to see both."
            )
        return newest

    def _base(self, db: Database, client: str, number: int) -> int | None:
        row = db.execute("SELECT base FROM revisions WHERE client = ? AND number = ?", [client, number]).fetchone()
        return None if row is None else row[0]

    def _restore(self, db: Database, client: str, number: int, newest: _Newest, did: str) -> Opened:
        text = self._text_at(db, client, number)
        chart = read_chart(text)
        made = self._insert(db, chart, text, newest, did=did, restores=number)
        return Opened(self._said(db, chart) if any_older(text) else chart, made)

    def _said(self, db: Database, chart: Chart) -> Chart:
        """Return *chart* with what its older signatures were given to, as far as this store has seen it."""

        def first_with(signature: Signature) -> tuple[str, Chart] | None:
            for revision in self.history(db, chart.id):
                text = self._text_at(db, chart.id, revision.number)
                if f'"{signature.id}"' in text and holds(then := read_chart(text), signature):
                    return revision.did, then
            return None

        return with_fingerprints(chart, first_with)

    def _insert(  # noqa: PLR0913 - a revision has that many parts
        self,
        db: Database,
        chart: Chart,
        text: str,
        newest: _Newest,
        *,
        did: str,
        key: str | None = None,
        voice: str | None = None,
        restores: int | None = None,
        base: int | None = None,
        at: str | None = None,
    ) -> int:
        client, number, at = chart.id, newest.number + 1, at or audit.now()
        said = (number, at, did, key, voice, restores, base)
        packed = zlib.compress(text.encode(), _PACKING)
        mac = self._seal(newest.mac, client, (*said, "", packed))
        db.execute(
            "INSERT INTO revisions(client, number, at, did, key, voice, restores, base, mac, chart) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [client, *said, mac, packed],
        )
        db.execute(
            "UPDATE clients SET name = ?, updated = ?, revision = ?, next_review = ? WHERE id = ?",
            [chart.client.name, at, number, _day(chart), client],
        )
        self._log.write(db, audit.REVISION, did, by=voice or "", client=client, revision=number, seal=mac, at=at)
        return number

    def _text_at(self, db: Database, client: str, number: int) -> str:
        found = db.execute(
            "SELECT number, at, did, key, voice, restores, base, mac, chart FROM revisions "
            "WHERE client = ? AND number IN (?, ?) ORDER BY number DESC",
            [client, number, number - 1],
        ).fetchall()
        if not found or found[0][0] != number:
            raise StoreError(f"Client {client} has no revision {number}; choose one that is listed.")
        before = found[1][-2] if len(found) > 1 else _ORIGIN
        if self._seal(before, client, found[0]) != found[0][-2]:
            raise _does_not_verify(client, number)
        return zlib.decompress(found[0][-1]).decode()

    def _seal(self, before: object, client: str, row: tuple[Any, ...]) -> str:
        """Return the seal of a row whose last two parts are its seal and the packed chart."""
        said = json.dumps([before, client, *row[:-2]])
        packed = row[-1] if isinstance(row[-1], bytes) else repr(row[-1]).encode()
        return hmac.digest(self._keys.chain, f"revision {said}\0".encode() + packed, "sha256").hex()


def _does_not_verify(client: str, number: int) -> DamagedError:
    return DamagedError(
        f"Revision {number} of client {client} does not verify and is not shown; run planbot doctor, "
        "then planbot restore with a backup."
    )


def _day(chart: Chart) -> str | None:
    return chart.plan.next_review.isoformat() if chart.plan.next_review else None


def _client_row(row: tuple[str, str, str, str, int, str | None, str | None, int]) -> ClientRow:
    return ClientRow(
        id=row[0],
        name=row[1],
        created=datetime.fromisoformat(row[2]),
        updated=datetime.fromisoformat(row[3]),
        revision=row[4],
        signed=datetime.fromisoformat(row[5]) if row[5] else None,
        next_review=date.fromisoformat(row[6]) if row[6] else None,
        archived=bool(row[7]),
    )

"""What the store tells of itself: the caseload for an audit, the reports of audits, and what was sent to a model."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from planbot.errors import DamagedError
from planbot.store import audit
from planbot.store.audit import AuditLog, AuditRow, Look
from planbot.store.revisions import Revisions
from planbot.store.vault import Database
from planbot.text import one_line

T = TypeVar("T")
OFF = "drafting with a model is off"
"""How drafting stands on install."""
TOGETHER = 50
"""How many charts are read before they are handed on; that they were seen is recorded in one save."""


@dataclass(frozen=True)
class Held:
    """A client's newest chart as JSON, or why it is not shown."""

    client: str
    text: str = ""
    fault: str = ""


class Sent(Protocol):
    """What is recorded of a text that goes to a model: never the text."""

    @property
    def task(self) -> str:
        """What was asked for."""

    @property
    def model(self) -> str:
        """Which model was asked."""

    @property
    def letters(self) -> int:
        """How long the text was, in characters."""

    @property
    def digest(self) -> str:
        """The SHA-256 of the text, in hexadecimal."""


class Reports(ABC):
    """What a store tells of itself; the store brings the reading and the writing."""

    _revisions: Revisions
    _log: AuditLog

    @abstractmethod
    def _read(self, look: Callable[[Database], T]) -> T: ...

    @abstractmethod
    def _write(self, job: Callable[[Database], T]) -> T: ...

    @abstractmethod
    def _looks(self, looks: Sequence[Look]) -> None: ...

    def count(self, *, archived: bool = False) -> int:
        """Return how many clients there are; with *archived*, the archived ones too."""
        return len(self._read(lambda db: self._revisions.clients(db, archived=archived)))

    def charts(self, *, did: str, archived: bool = False) -> Iterator[Held]:
        """Yield the newest chart of every client as JSON, a few held at a time; *did* is recorded for each.

        A chart that does not verify is yielded with its fault in place of its text.
        """
        clients = [row.id for row in self._read(lambda db: self._revisions.clients(db, archived=archived))]
        for first in range(0, len(clients), TOGETHER):
            found = [self._held(client) for client in clients[first : first + TOGETHER]]
            self._looks([Look(did, "therapist", held.client, revision) for held, revision in found if revision])
            yield from (held for held, _ in found)

    def keep_report(self, report: str, *, charts: int) -> None:
        """Keep the *report* of an audit of that many charts, for the next one to compare with."""

        def job(db: Database) -> None:
            db.execute("INSERT INTO reports(at, charts, report) VALUES (?, ?, ?)", [audit.now(), charts, report])
            self._log.write(db, audit.STORE, f"audited {charts} charts")

        self._write(job)

    def kept_reports(self, limit: int = 20) -> list[str]:
        """Return the newest *limit* reports, newest first."""
        found = self._read(
            lambda db: db.execute("SELECT report FROM reports ORDER BY seq DESC LIMIT ?", [limit]).fetchall()
        )
        return [row[0] for row in found]

    def note_sending(self, sent: Sent, client: str | None) -> None:
        """Record that a text is about to go to a model; when it returns, the disk has the record.

        Raises FullError or another StoreError when it cannot be recorded: then it may not be sent.
        """
        did = f"sent {sent.task} to {one_line(sent.model)}: {sent.letters} letters, SHA-256 {sent.digest}"
        self._write(lambda db: self._log.write(db, audit.SENT, did, by="therapist", client=client))

    def note_drafting(self, says: str) -> None:
        """Record which kinds of draft are switched on, as *says*, when it is not what was recorded last."""
        did = f"drafting is on {one_line(says)}" if says else OFF
        last = next((row.did for row in self._read(lambda db: audit.rows(db, 1, audit.SWITCHED))), OFF)
        if did != last:
            self._write(lambda db: self._log.write(db, audit.SWITCHED, did, by="therapist"))

    def sendings(self, limit: int = 200) -> list[AuditRow]:
        """Return the newest *limit* records of what was sent to a model, newest first."""
        return self._read(lambda db: audit.rows(db, limit, audit.SENT))

    def _held(self, client: str) -> tuple[Held, int | None]:
        try:
            text, revision = self._read(lambda db: self._revisions.newest_text(db, client))
        except DamagedError as error:
            return Held(client, fault=str(error)), None
        return Held(client, text), revision

"""The tables, and the named steps that make them; a step once released is never changed.

``PRAGMA user_version`` counts the steps done. A file with more steps than this planbot knows is
refused before anything is read or written, so that an older planbot never writes into newer tables.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from planbot.errors import DamagedError, NewerError
from planbot.store.vault import Database, driver_errors, meaning


@dataclass(frozen=True)
class Step:
    """One change of the tables, made in one transaction with foreign keys off."""

    name: str
    make: Callable[[Database], object]


def _first_tables(db: Database) -> None:
    db.table("clients").create(
        {
            "id": str,
            "name": str,
            "created": str,
            "updated": str,
            "revision": int,
            "signed": str,
            "next_review": str,
            "archived": int,
        },
        pk="id",
        not_null={"name", "created", "updated", "revision", "archived"},
        strict=True,
    )
    # The chart comes last, so that listing revisions never reads the pages that hold it.
    db.table("revisions").create(
        {
            "seq": int,
            "client": str,
            "number": int,
            "at": str,
            "did": str,
            "key": str,
            "voice": str,
            "restores": int,
            "base": int,
            "mac": str,
            "chart": bytes,
        },
        pk="seq",
        not_null={"client", "number", "at", "did", "mac", "chart"},
        foreign_keys=[("client", "clients", "id")],
        strict=True,
    )
    db.table("revisions").create_index(["client", "number"], unique=True)
    db.table("signed").create(
        {
            "seq": int,
            "id": str,
            "client": str,
            "revision": int,
            "version": int,
            "at": str,
            "document": str,
            "renderings": str,
            "chart": str,
            "signatures": str,
            "sha256": str,
        },
        pk="seq",
        not_null={
            "id",
            "client",
            "revision",
            "version",
            "at",
            "document",
            "renderings",
            "chart",
            "signatures",
            "sha256",
        },
        foreign_keys=[("client", "clients", "id")],
        strict=True,
    )
    db.table("signed").create_index(["client", "document", "version"], unique=True)
    db.table("audit").create(
        {
            "seq": int,
            "at": str,
            "by": str,
            "kind": str,
            "did": str,
            "client": str,
            "revision": int,
            "seal": str,
            "mac": str,
        },
        pk="seq",
        not_null={"at", "by", "kind", "did", "mac"},
        strict=True,
    )
    db.table("audit").create_index(["client", "kind", "revision"])
    for table in ("revisions", "signed", "audit"):
        for change in ("UPDATE", "DELETE"):
            db.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _reports(db: Database) -> None:
    db.table("reports").create(
        {"seq": int, "at": str, "charts": int, "report": str},
        pk="seq",
        not_null={"at", "charts", "report"},
        strict=True,
    )
    for change in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER reports_no_{change.lower()} BEFORE {change} ON reports "
            "BEGIN SELECT RAISE(ABORT, 'reports is append-only'); END"
        )


STEPS: tuple[Step, ...] = (Step("first tables", _first_tables), Step("reports of audits", _reports))
"""Every step since the first release, in order."""


def version_of(db: Database) -> int:
    """Return how many steps a database has had."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(db: Database, known: int = len(STEPS)) -> None:
    """Raise NewerError when the tables come from a newer planbot than one that knows *known* steps."""
    if (version := version_of(db)) > known:
        raise NewerError(
            f"This store was written by a newer planbot (tables {version}, this one knows {known}); "
            "open it with that planbot, it was left untouched."
        )


def pending(db: Database, steps: Sequence[Step] = STEPS) -> Sequence[Step]:
    """Return the steps *db* still needs; raises NewerError when it had more than there are."""
    refuse_newer(db, len(steps))
    return steps[version_of(db) :]


def migrate(
    db: Database, path: Path, steps: Sequence[Step] = STEPS, before: Callable[[], object] = lambda: None
) -> int:
    """Bring *db*, a connection with foreign keys off, to the last of *steps*; return how many were made.

    *before* runs ahead of each step and makes the backup. A step that fails leaves the database as it was.
    """
    made = 0
    while pending(db, steps):
        before()
        made += _one_step(db, path, steps)
    return made


def _one_step(db: Database, path: Path, steps: Sequence[Step]) -> bool:
    connection = db.conn
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have made the step while this one waited for the lock.
            todo = pending(db, steps)
            if todo:
                _make(db, todo[0])
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    except driver_errors as error:
        raise meaning(error, path) from None
    return bool(todo)


def _make(db: Database, step: Step) -> None:
    number = version_of(db) + 1
    step.make(db)
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise DamagedError(f"The step {step.name!r} would have cut a link; the store is as it was, report this.")
    db.execute("CREATE TABLE IF NOT EXISTS migrations(number INTEGER PRIMARY KEY, name TEXT, at TEXT) STRICT")
    db.execute("INSERT INTO migrations VALUES (?, ?, ?)", [number, step.name, datetime.now(UTC).isoformat()])
    db.execute(f"PRAGMA user_version={number}")

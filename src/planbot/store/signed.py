"""Signed documents: the chart and the words as they were on the day, frozen; corrections are new versions."""

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planbot.chart import Chart, Signature, frozen_map, read_chart
from planbot.errors import DamagedError, StoreError
from planbot.store import audit
from planbot.store.audit import AuditLog
from planbot.store.vault import Database

# Only these names are ever put into SQL (hence the noqa marks below); values are always bound.
_COLUMNS = "id, client, revision, version, at, document, renderings, chart, signatures, sha256"


@dataclass(frozen=True)
class SignedDocument:
    """One document as it was signed."""

    id: str
    client: str
    revision: int
    """The revision of the chart it was made from."""
    version: int
    """1 for the first of its kind for this client, then 2, 3 and so on."""
    at: datetime
    document: str
    """Which document it is, such as "treatment plan"."""
    renderings: Mapping[str, str]
    """The text as it was shown, by format."""
    chart: Chart
    signatures: tuple[Signature, ...]
    sha256: str
    """Over all the above, as stored."""


def add(  # noqa: PLR0913 - a document has that many parts
    db: Database,
    log: AuditLog,
    chart: Chart,
    *,
    revision: int,
    document: str,
    renderings: Mapping[str, str],
    signatures: Sequence[Signature],
) -> SignedDocument:
    """Freeze a document inside the writer's transaction; raises StoreError when nobody signed or nothing was shown."""
    if not signatures:
        raise StoreError("Nobody has signed yet; ask for at least one signature, nothing was saved.")
    if not renderings:
        raise StoreError("There is no text to sign; make the document first, nothing was saved.")
    count = db.execute(
        "SELECT count(*) FROM signed WHERE client = ? AND document = ?", [chart.id, document]
    ).fetchone()[0]
    row = (
        uuid.uuid4().hex,
        chart.id,
        revision,
        count + 1,
        audit.now(),
        document,
        json.dumps(dict(sorted(renderings.items()))),
        chart.to_json(),
        json.dumps([signature.model_dump(mode="json") for signature in signatures]),
    )
    sha256 = _digest(row)
    db.execute(f"INSERT INTO signed({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [*row, sha256])  # noqa: S608
    db.execute("UPDATE clients SET signed = ? WHERE id = ?", [row[4], chart.id])
    log.write(db, audit.SIGNED, f"signed {row[0]}", client=chart.id, revision=revision, seal=sha256, at=row[4])
    return _document((*row, sha256))


def list_of(db: Database, client: str) -> list[SignedDocument]:
    """Return the signed documents of *client*, oldest first.

    Raises DamagedError when one was altered or one is missing.
    """
    rows = db.execute(f"SELECT {_COLUMNS} FROM signed WHERE client = ? ORDER BY seq", [client]).fetchall()  # noqa: S608
    if problems := _problems(rows, _known(db, client)):
        raise DamagedError(f"{problems[0]} It is not shown; run planbot doctor, then planbot restore with a backup.")
    return [_document(row) for row in rows]


def check(db: Database) -> list[str]:
    """Return every signed document that was altered, put in or removed."""
    problems = _problems(db.execute(f"SELECT {_COLUMNS} FROM signed ORDER BY seq").fetchall(), _known(db))  # noqa: S608
    newest = dict(db.execute("SELECT client, max(at) FROM signed GROUP BY client").fetchall())
    dates = db.execute("SELECT id, signed FROM clients ORDER BY rowid").fetchall()
    wrong = [client for client, at in dates if at != newest.get(client)]
    return problems + [f"The caseload does not agree with the signed documents of client {client}." for client in wrong]


def _known(db: Database, client: str | None = None) -> dict[str, str]:
    where, values = ("AND client = ?", [client]) if client else ("", [])
    rows = db.execute(f"SELECT did, seal FROM audit WHERE kind = ? {where} ORDER BY seq", [audit.SIGNED, *values])  # noqa: S608
    return {did.removeprefix("signed "): seal for did, seal in rows}


def _problems(rows: Sequence[tuple[object, ...]], known: dict[str, str]) -> list[str]:
    problems = []
    for row in rows:
        if _digest(row[:-1]) != row[-1] or known.pop(str(row[0]), None) != row[-1]:
            problems.append(f"The signed document {row[0]} does not verify.")
            known.pop(str(row[0]), None)
    return problems + [f"The signed document {lost} is missing." for lost in known]


def _digest(row: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(list(row)).encode()).hexdigest()


def _document(row: tuple[str, str, int, int, str, str, str, str, str, str]) -> SignedDocument:
    return SignedDocument(
        id=row[0],
        client=row[1],
        revision=row[2],
        version=row[3],
        at=datetime.fromisoformat(row[4]),
        document=row[5],
        renderings=frozen_map(json.loads(row[6])),
        chart=read_chart(row[7]),
        signatures=tuple(Signature.model_validate(raw) for raw in json.loads(row[8])),
        sha256=row[9],
    )

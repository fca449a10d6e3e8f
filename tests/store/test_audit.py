"""Every look and change is in the log, and no change to the log goes unseen."""

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from planbot.errors import DamagedError
from planbot.store import Store
from planbot.store.audit import check_chain
from planbot.store.vault import Database
from tests.store.making import (
    OTHER_PASSPHRASE,
    PASSPHRASE,
    a_chart,
    a_store,
    fill,
    inside,
    with_words,
    without_triggers,
)


def test_every_look_and_change_has_a_row_and_no_row_has_anyones_words(store: Store) -> None:
    last = fill(store, answers=2)
    store.open_chart("c1", by="client")
    store.note_look("showed treatment plan", "c1")
    store.archive("c1")
    store.change_passphrase(PASSPHRASE, OTHER_PASSPHRASE)
    store.backup()
    rows = list(reversed(store.audit()))
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert [(row.kind, row.by) for row in rows] == [
        ("store", ""),  # created
        ("revision", ""),
        ("revision", "client"),
        ("revision", "client"),
        ("revision", ""),  # undone
        ("revision", ""),
        ("signed", ""),
        ("look", "client"),
        ("look", "therapist"),
        ("store", ""),  # archived
        ("store", ""),  # passphrase changed
        ("store", ""),  # backed up
    ]
    assert rows[7].revision == last.revision
    assert "answer" not in "".join(row.did.replace("answered", "") for row in rows)
    assert "Sam" not in repr(rows)
    assert [row.number for row in store.audit(3)] == [12, 11, 10]


def test_a_refused_save_leaves_no_row(store: Store) -> None:
    store.add_client(a_chart())
    with pytest.raises(Exception, match="after revision 9"):
        store.append(a_chart(), based_on=9, did="answered")
    assert len(store.audit()) == 2


@pytest.fixture(scope="module")
def long_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a closed store with sixty rows and more, and beside it an earlier copy of its database."""
    folder = tmp_path_factory.mktemp("audited") / "practice"
    with a_store(folder)[0] as store:
        fill(store, answers=20)
    shutil.copy(folder / "planbot.db", folder.with_name("earlier.db"))
    with Store.open(folder, PASSPHRASE) as store:
        fill(store, "c2", answers=30)
    return folder


COLUMNS = {
    "at": "'2020-01-01T00:00:00.000000+00:00'",
    "by": "'someone'",
    "kind": "'look'",
    "did": "'x'",
    "client": "'c9'",
}


def _edit(column: str) -> Callable[[Database, int], object]:
    value = COLUMNS[column]
    return lambda db, n: db.execute(f"UPDATE audit SET {column} = {value} WHERE seq = ?", [n])  # noqa: S608


def _swap(db: Database, n: int) -> None:
    for old, new in ((n, -1), (n + 1, n), (-1, n + 1)):
        db.execute("UPDATE audit SET seq = ? WHERE seq = ?", [new, old])


def _forge(db: Database, n: int) -> None:
    db.execute("UPDATE audit SET seq = -seq WHERE seq > ?", [n])
    db.execute("UPDATE audit SET seq = 1 - seq WHERE seq < 0")
    db.execute(
        "INSERT INTO audit SELECT ?, at, by, kind, did, client, revision, seal, mac FROM audit WHERE seq = ?",
        [n + 1, n],
    )


TAMPERINGS: dict[str, Callable[[Database, int], object]] = {
    **{f"{column} edited": _edit(column) for column in COLUMNS},
    "revision edited": lambda db, n: db.execute("UPDATE audit SET revision = 77 WHERE seq = ?", [n]),
    "seal edited": lambda db, n: db.execute("UPDATE audit SET seal = 'x' WHERE seq = ?", [n]),
    "row removed": lambda db, n: db.execute("DELETE FROM audit WHERE seq = ?", [n]),
    "end cut off": lambda db, n: db.execute("DELETE FROM audit WHERE seq > ?", [n]),
    "rows swapped": _swap,
    "row put in": _forge,
    "row renumbered": lambda db, n: db.execute("UPDATE audit SET seq = 1000 + seq WHERE seq = ?", [n]),
}


@pytest.mark.parametrize("row", [1, 9, 26, 40, 58])
@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_every_tampering_with_the_log_is_found(long_log: Path, tmp_path: Path, tampering: str, row: int) -> None:
    folder = tmp_path / "practice"
    shutil.copytree(long_log, folder)
    with inside(folder) as db:
        TAMPERINGS[tampering](without_triggers(db), row)
    with Store.open(folder, PASSPHRASE) as store:
        assert store.verify() != []
    assert [check for check in Store.doctor(folder, PASSPHRASE) if check.name == "record" and not check.ok]


def test_there_are_sixty_tamperings_and_none_is_found_where_there_is_none(long_log: Path) -> None:
    assert len(TAMPERINGS) * 5 == 60
    with Store.open(long_log, PASSPHRASE) as store:
        assert (store.verify(), store.problems) == ([], ())


def test_an_earlier_database_put_in_place_of_the_present_one_is_found(long_log: Path, tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    shutil.copytree(long_log, folder)
    shutil.copy(long_log.with_name("earlier.db"), folder / "planbot.db")
    with Store.open(folder, PASSPHRASE) as store:
        assert "older file" in store.problems[0]
        store.add_client(a_chart("c7"))
        fill(store, "c8", answers=60)
        assert store.verify() != [], "what is saved afterwards does not cover the traces"
    with Store.open(folder, PASSPHRASE) as store:
        assert store.problems
        assert store.verify() != []


@pytest.mark.parametrize("content", [b"", b"x" * 172, None])
def test_a_head_that_is_gone_or_changed_is_found(long_log: Path, tmp_path: Path, content: bytes | None) -> None:
    folder = tmp_path / "practice"
    shutil.copytree(long_log, folder)
    if content is None:
        (folder / "audit.head").unlink()
    else:
        (folder / "audit.head").write_bytes(content)
    with Store.open(folder, PASSPHRASE) as store:
        assert "audit.head" in store.verify()[0]


ONE_BYTE_EDITED = "CAST(substr(chart, 1, 40) || char(7) || substr(chart, 42) AS BLOB)"
"""A chart, which is stored packed, with its 41st byte changed."""

RECORD = {
    "a chart edited": f"UPDATE revisions SET chart = {ONE_BYTE_EDITED} WHERE number = 5",  # noqa: S608
    "a revision removed": "DELETE FROM revisions WHERE number = 3",
    "the newest revision removed": "DELETE FROM revisions WHERE number = (SELECT max(number) FROM revisions)",
    "an earlier chart put in": "UPDATE revisions SET chart = (SELECT chart FROM revisions WHERE number = 2) "
    "WHERE number = 4",
    "who spoke edited": "UPDATE revisions SET voice = 'therapist' WHERE number = 3",
    "what an undo restored edited": "UPDATE revisions SET restores = 2 WHERE restores IS NOT NULL",
    "what undo goes back to edited": "UPDATE revisions SET base = 1 WHERE number = 5",
    "all of a client removed": "DELETE FROM revisions",
    "the client removed": "DELETE FROM clients",
    "the name edited": "UPDATE clients SET name = 'Someone'",
    "the review date edited": "UPDATE clients SET next_review = '2030-01-01'",
    "archived in silence": "UPDATE clients SET archived = 1",
    "the caseload pointing back": "UPDATE clients SET revision = 2",
    "the date of signing edited": "UPDATE clients SET signed = '2020-01-01T00:00:00+00:00'",
    "a signed text edited": "UPDATE signed SET renderings = replace(renderings, 'plan', 'plot')",
    "a signed chart edited": "UPDATE signed SET chart = replace(chart, 'answer', 'danger')",
    "a signature edited": "UPDATE signed SET signatures = replace(signatures, 'Sam', 'Tom')",
    "a signed version edited": "UPDATE signed SET version = 4",
    "a signed document removed": "DELETE FROM signed",
    "a signed document put in": "INSERT INTO signed SELECT 99, 'forged', client, revision, 2, at, document, "
    "renderings, chart, signatures, sha256 FROM signed",
}


@pytest.mark.parametrize("tampering", RECORD)
def test_every_tampering_with_the_record_is_found(folder: Path, tampering: str) -> None:
    with a_store(folder)[0] as store:
        fill(store)
        before = store._read(lambda db: db.execute("SELECT * FROM revisions, clients").fetchall())
        signed = store._read(lambda db: db.execute("SELECT * FROM signed").fetchall())
    with inside(folder) as db:
        without_triggers(db).execute(RECORD[tampering])
        after = db.execute("SELECT * FROM revisions, clients").fetchall()
        assert (before, signed) != (after, db.execute("SELECT * FROM signed").fetchall()), "nothing was tampered with"
    with Store.open(folder, PASSPHRASE) as store:
        assert store.verify() != []


def test_an_altered_chart_or_document_is_not_shown(folder: Path) -> None:
    with a_store(folder)[0] as store:
        fill(store)
    with inside(folder) as db:
        without_triggers(db)
        db.execute(f"UPDATE revisions SET chart = {ONE_BYTE_EDITED}")  # noqa: S608
        db.execute("UPDATE signed SET renderings = replace(renderings, 'plan', 'plot')")
    with Store.open(folder, PASSPHRASE) as store:
        for look in (lambda: store.open_chart("c1"), lambda: store.chart_at("c1", 3), lambda: store.signed("c1")):
            with pytest.raises(DamagedError, match="does not verify") as error:
                look()
            assert "danger" not in str(error.value)


def test_a_chart_whose_newest_revision_is_gone_is_not_shown_as_the_newest(folder: Path) -> None:
    with a_store(folder)[0] as store:
        chart = store.add_client(a_chart()).chart
        store.append(with_words(chart, "risk: high"), based_on=1, did="answered")
    with inside(folder) as db:
        without_triggers(db).execute("DELETE FROM revisions WHERE number = 2")
        db.execute("UPDATE clients SET revision = 1")
    with Store.open(folder, PASSPHRASE) as store, pytest.raises(DamagedError):
        store.open_chart("c1")


def test_a_hundred_thousand_rows_are_verified(store: Store, record_property: Callable[[str, object], None]) -> None:
    def write(db: Database) -> None:
        for number in range(100_000):
            store._log.write(db, "look", f"opened {number}", by="therapist", client="c1", revision=number)

    store._write(write)
    began = time.perf_counter()
    assert store._read(lambda db: check_chain(db, store._keys)) == []
    seconds = time.perf_counter() - began
    record_property("seconds to verify 100,000 audit rows", round(seconds, 2))
    sys.stdout.write(f"100,000 audit rows verified in {seconds:.2f} s\n")
    assert store.audit(1)[0].number == 100_001

"""Tables change in named steps: each whole or not at all, each after a verified backup."""

from pathlib import Path

import pytest

from planbot.errors import DamagedError, NewerError
from planbot.store import Store, backups, migrations
from planbot.store.migrations import STEPS, Step, migrate, refuse_newer, version_of
from planbot.store.vault import Database, connect
from tests.store.killing import LATER
from tests.store.making import PASSPHRASE, a_store, fill, inside, tree


@pytest.fixture
def filled(folder: Path) -> Path:
    """Make a closed store with something in it."""
    with a_store(folder)[0] as store:
        fill(store)
    return folder


def test_a_table_that_others_point_at_is_changed_and_no_row_is_lost(filled: Path) -> None:
    with inside(filled) as db:
        count = db.execute("SELECT count(*) FROM revisions").fetchone()
        assert migrate(db, filled / "planbot.db", LATER) == 2
        assert version_of(db) == len(LATER)
        assert db.execute("SELECT full_name FROM clients").fetchall() == [("Sam R.",)]
        assert db.execute("SELECT count(*) FROM revisions").fetchone() == count
        assert [row[0] for row in db.execute("SELECT name FROM migrations ORDER BY number")] == [s.name for s in LATER]
        assert migrate(db, filled / "planbot.db", LATER) == 0
        with pytest.raises(NewerError):
            refuse_newer(db, len(STEPS))


def test_a_step_that_fails_leaves_the_database_as_it_was(filled: Path) -> None:
    def fail(db: Database) -> None:
        db.table("clients").transform(rename={"name": "full_name"})
        raise RuntimeError("half-way")

    with inside(filled) as db:
        before = db.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        with pytest.raises(RuntimeError, match="half-way"):
            migrate(db, filled / "planbot.db", (*STEPS, Step("fails", fail)))
        assert db.execute("SELECT type, name, sql FROM sqlite_master").fetchall() == before
        assert version_of(db) == len(STEPS)
    with Store.open(filled, PASSPHRASE) as store:
        assert store.verify() == []


def test_a_step_that_would_cut_a_link_is_refused(filled: Path) -> None:
    step = Step("cuts", lambda db: db.execute("DELETE FROM clients"))
    with inside(filled) as db:
        with pytest.raises(DamagedError, match="'cuts' would have cut a link"):
            migrate(db, filled / "planbot.db", (*STEPS, step))
        assert db.execute("SELECT count(*) FROM clients").fetchone() == (1,)


def test_opening_an_older_store_backs_it_up_before_each_step(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (
        *STEPS,
        Step("colours", lambda db: db.table("clients").add_column("colour", str)),
        Step("notes", lambda db: db.table("notes").create({"id": int}, pk="id")),
    )
    with_steps(monkeypatch, steps)
    with Store.open(filled, PASSPHRASE) as store:
        assert store._read(version_of) == len(steps)
        assert store.verify() == []
        kept = backups.listed(filled)
        versions = []
        for backup in kept:
            copy = connect(backup, store._keys, untouched=True)
            versions.append(version_of(copy))
            copy.close()
    assert versions[:2] == [len(STEPS), len(STEPS) + 1]


def test_without_a_verified_backup_nothing_is_migrated(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_steps(monkeypatch, (*STEPS, Step("colours", lambda db: db.table("clients").add_column("colour", str))))
    monkeypatch.setattr(backups, "check_pages", lambda _: ["A page of the database does not verify."])
    before = tree(filled)["planbot.db"]
    with pytest.raises(DamagedError, match="backup was not kept"):
        Store.open(filled, PASSPHRASE)
    assert tree(filled)["planbot.db"] == before
    assert backups.listed(filled) == []


def with_steps(monkeypatch: pytest.MonkeyPatch, steps: tuple[Step, ...]) -> None:
    """Let the program know *steps*, as a later planbot would."""
    monkeypatch.setattr(migrations, "STEPS", steps)
    for function in (migrations.pending, migrations.migrate, migrations.refuse_newer):
        defaults = tuple(
            steps if value is STEPS else len(steps) if value == len(STEPS) else value
            for value in function.__defaults__ or ()
        )
        monkeypatch.setattr(function, "__defaults__", defaults)

"""Backups are whole, encrypted, verified, and come back."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planbot.errors import DamagedError, FullError, LockedError, NewerError, StoreError
from planbot.store import Store, backups
from tests.store.making import OTHER_PASSPHRASE, PASSPHRASE, QUICK, a_chart, a_store, fill, inside, tree, with_words


def test_a_backup_comes_back_and_the_replaced_file_is_kept(folder: Path) -> None:
    store, _ = a_store(folder)
    with store:
        last = fill(store)
        made = store.backup()
        store.append(with_words(last.chart, "after the backup"), based_on=last.revision, did="answered")
    Store.restore(folder, made, PASSPHRASE)
    with Store.open(folder, PASSPHRASE) as store:
        assert store.open_chart("c1") == last
        assert (store.verify(), store.problems) == ([], ())
        assert "restored from a backup" in [row.did for row in store.audit()]
    (kept,) = (folder / "replaced").iterdir()
    (folder / "planbot.db").unlink()
    for name in ("planbot.db", "audit.head"):
        shutil.copy(kept / name, folder / name)
    with Store.open(folder, PASSPHRASE) as store:
        assert store.open_chart("c1").revision == last.revision + 1
        assert store.verify() == []


def test_a_backup_taken_while_others_save_is_whole(store: Store, folder: Path) -> None:
    last = fill(store)
    with Store.open(folder, PASSPHRASE) as other:
        made = other.backup()
        store.append(last.chart, based_on=last.revision, did="answered")
    assert backups.check_file(made, store._keys) == []
    assert not list(made.parent.glob("*-wal"))


def test_a_backup_on_another_disk_opens_on_another_computer(folder: Path, tmp_path: Path) -> None:
    store, code = a_store(folder)
    stick = tmp_path / "stick"
    stick.mkdir()
    with store:
        last = fill(store)
        made = store.backup(stick)
        assert made.parent == stick
    shutil.rmtree(folder)
    for secret, place in ((PASSPHRASE, "new laptop"), (code, "another")):
        Store.restore(tmp_path / place, made, secret)
        with Store.open(tmp_path / place, secret) as store:
            assert store.open_chart("c1") == last
            assert (store.verify(), store.problems) == ([], ())


def test_restoring_the_backup_of_another_practice_keeps_the_keys_that_were_here(folder: Path, tmp_path: Path) -> None:
    with a_store(folder)[0] as store:
        fill(store)
    other, _ = Store.create(tmp_path / "other", OTHER_PASSPHRASE, kdf=QUICK)
    with other:
        last = fill(other, "c2")
        made = other.backup(tmp_path)
    Store.restore(folder, made, OTHER_PASSPHRASE)
    with Store.open(folder, OTHER_PASSPHRASE) as store:
        assert store.open_chart("c2") == last
    (kept,) = (folder / "replaced").iterdir()
    assert {"keys/passphrase.json", "keys/recovery.json", "planbot.db", "audit.head"} <= set(tree(kept))


def test_a_wrong_secret_a_damaged_backup_or_none_at_all_changes_nothing(folder: Path) -> None:
    with a_store(folder)[0] as store:
        fill(store)
        made = store.backup()
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 1
    damaged = made.with_name("damaged.db")
    damaged.write_bytes(content)
    before = tree(folder)
    with pytest.raises(LockedError):
        Store.restore(folder, made, "not the passphrase at all")
    with pytest.raises(DamagedError, match="does not verify"):
        Store.restore(folder, damaged, PASSPHRASE)
    with pytest.raises(StoreError, match="no backup at"):
        Store.restore(folder, folder / "nothing.db", PASSPHRASE)
    assert tree(folder) == before


def test_a_backup_of_a_newer_planbot_is_refused(folder: Path, tmp_path: Path) -> None:
    with a_store(folder)[0] as store:
        fill(store)
    with inside(folder) as db:
        db.execute("PRAGMA user_version=99")
    copied = tmp_path / "copied"
    shutil.copytree(folder, copied)
    with pytest.raises((NewerError, DamagedError), match="newer planbot"):
        Store.restore(folder, copied / "planbot.db", PASSPHRASE)


def test_restoring_works_when_the_present_file_is_damaged_or_gone(folder: Path) -> None:
    with a_store(folder)[0] as store:
        last = fill(store)
        made = store.backup()
    for damage in (b"", b"noise" * 5000, None):
        if damage is None:
            (folder / "planbot.db").unlink()
        else:
            (folder / "planbot.db").write_bytes(damage)
        Store.restore(folder, made, PASSPHRASE)
        with Store.open(folder, PASSPHRASE) as store:
            assert store.open_chart("c1") == last
            assert store.verify() == []


def test_a_window_left_open_over_a_restore_saves_nothing_into_the_old_file(folder: Path) -> None:
    store, _ = a_store(folder)
    with store:
        last = fill(store)
        made = store.backup()
        Store.restore(folder, made, PASSPHRASE)
        with pytest.raises(StoreError, match="moved or replaced"):
            store.append(last.chart, based_on=last.revision, did="answered")
    with Store.open(folder, PASSPHRASE) as again:
        assert again.open_chart("c1") == last
        assert again.verify() == []


def test_a_lost_head_is_mended_by_a_backup_and_a_restore_and_leaves_a_trace(folder: Path) -> None:
    with a_store(folder)[0] as store:
        fill(store)
    (folder / "audit.head").unlink()
    with Store.open(folder, PASSPHRASE) as store:
        assert store.problems
        made = store.backup()
    Store.restore(folder, made, PASSPHRASE)
    with Store.open(folder, PASSPHRASE) as store:
        assert (store.verify(), store.problems) == ([], ())
        assert "restored from a backup" in [row.did for row in store.audit()]


def test_no_file_is_overwritten_by_a_backup(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(StoreError, match="already"):
        store.backup(tmp_path / "mine.txt")
    assert (tmp_path / "mine.txt").read_text() == "mine"
    with pytest.raises(FullError):
        store.backup(tmp_path / "mine.txt" / "below")
    assert store.backup(tmp_path / "named.db").name == "named.db"


def test_opening_makes_a_backup_once_a_day(folder: Path) -> None:
    with a_store(folder)[0] as store:
        store.add_client(a_chart())
    assert backups.listed(folder) == []
    for _ in range(2):
        with Store.open(folder, PASSPHRASE) as store:
            assert store.backup_problem is None
        assert len(backups.listed(folder)) == 1
    old = backups.listed(folder)[0]
    named = f"{datetime.now(UTC) - timedelta(days=1, minutes=1):%Y%m%dT%H%M%S}"
    old.rename(old.with_name(f"planbot-0000000001-{named}Z.db"))
    Store.open(folder, PASSPHRASE).close()
    assert len(backups.listed(folder)) == 2


def test_a_backup_that_cannot_be_made_does_not_keep_anyone_from_the_chart(folder: Path) -> None:
    with a_store(folder)[0] as store:
        store.add_client(a_chart())
    (folder / "backups").write_text("in the way")
    with Store.open(folder, PASSPHRASE) as store:
        assert "free some space" in (store.backup_problem or "")
        assert store.open_chart("c1").revision == 1


def test_backups_rotate_and_keep_the_newest_and_one_of_each_month(store: Store, folder: Path) -> None:
    store.add_client(a_chart())
    made = store.backup()
    for number in range(40):
        day = datetime(2024, 1, 15, tzinfo=UTC) + timedelta(days=15 * number)
        shutil.copy(made, made.with_name(f"planbot-{number:010d}-{day:%Y%m%dT%H%M%S}Z.db"))
    made.unlink()
    newest = store.backup()
    kept = backups.listed(folder)
    months = {(backups.made_at(path) or datetime.now(UTC)).strftime("%Y%m") for path in kept}
    assert kept[-1].name.split("-")[1] == "0000000039"
    assert len(kept) <= 10 + 12
    assert len(months) == 12
    assert newest in backups.listed(folder) or backups.made_at(newest) is not None

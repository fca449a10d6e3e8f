"""Damaged, missing, newer and foreign files: one sentence each, nothing shown as truth, nothing lost."""

import os
import random
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from planbot.errors import DamagedError, FullError, NewerError, PlanbotError, StoreError
from planbot.store import Opened, Store
from planbot.store.vault import connect
from tests.store.making import PASSPHRASE, a_chart, a_store, fill, inside, tree

FLIPS = int(os.environ.get("PLANBOT_FLIPS", "300"))
SEED = int(os.environ.get("PLANBOT_SEED", "20261123"))


@pytest.fixture
def filled(folder: Path) -> tuple[Path, str, Opened]:
    """Make a closed store with something in it, its recovery code, and its newest chart."""
    store, code = a_store(folder)
    with store:
        last = fill(store)
        store.backup()
    return folder, code, last


def is_one_sentence(error: BaseException) -> bool:
    """Whether a message could stand on a screen: short, one line, without anyone's words."""
    text = str(error)
    return (
        text.endswith(".") and "\n" not in text and len(text) < 400 and "Traceback" not in text and "answer" not in text
    )


def test_every_flipped_bit_is_found_before_anything_is_shown(filled: tuple[Path, str, Opened], tmp_path: Path) -> None:
    folder, _, last = filled
    rnd = random.Random(SEED)
    whole = tree(folder)
    small = [name for name in whole if not name.endswith(".db")]
    missed, shown_wrong = [], []
    unclear: list[str] = []
    for number in range(FLIPS):
        name = rnd.choice(small) if number % 5 == 0 else "planbot.db"
        where, bit = rnd.randrange(len(whole[name])), rnd.randrange(8)
        here = tmp_path / "flipped"
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(folder, here)
        changed = bytearray(whole[name])
        changed[where] ^= 1 << bit
        (here / name).write_bytes(changed)
        if all(check.ok for check in Store.doctor(here, PASSPHRASE)):
            missed.append((name, where, bit))
        try:
            with Store.open(here, PASSPHRASE) as store:
                if store.open_chart("c1") != last:
                    shown_wrong.append((name, where, bit))
        except PlanbotError as error:
            unclear += [] if is_one_sentence(error) else [str(error)]
    sys.stdout.write(f"{FLIPS} flipped bits, {FLIPS - len(missed)} found, {len(shown_wrong)} shown as truth\n")
    assert (missed, shown_wrong, unclear) == ([], [], [])


def test_the_doctor_finds_nothing_in_a_whole_store_and_changes_nothing(filled: tuple[Path, str, Opened]) -> None:
    folder, code, _ = filled
    before = tree(folder)
    for secret in (PASSPHRASE, code, None):
        assert [check for check in Store.doctor(folder, secret) if not check.ok] == []
    assert tree(folder) == before


@pytest.mark.parametrize("left", [0, 1, 15, 4096, 5000, 20_000])
def test_a_file_cut_short_is_damaged_in_one_sentence(filled: tuple[Path, str, Opened], left: int) -> None:
    folder, _, _ = filled
    path = folder / "planbot.db"
    path.write_bytes(path.read_bytes()[:left])
    before = tree(folder)
    with pytest.raises(DamagedError) as error:
        Store.open(folder, PASSPHRASE).open_chart("c1")
    assert is_one_sentence(error.value)
    assert tree(folder)["planbot.db"] == before["planbot.db"]
    assert not all(check.ok for check in Store.doctor(folder, PASSPHRASE))


def test_a_missing_database_is_said_to_be_missing_and_no_empty_one_is_made(filled: tuple[Path, str, Opened]) -> None:
    folder, _, _ = filled
    (folder / "planbot.db").unlink()
    assert Store.exists(folder)
    with pytest.raises(StoreError, match=r"planbot\.db is missing") as error:
        Store.open(folder, PASSPHRASE)
    assert is_one_sentence(error.value)
    assert not (folder / "planbot.db").exists()
    with pytest.raises(StoreError, match="already"):
        Store.create(folder, PASSPHRASE)


def test_missing_key_files_are_said_to_be_missing(filled: tuple[Path, str, Opened]) -> None:
    folder, code, last = filled
    (folder / "keys/passphrase.json").unlink()
    assert [check.name for check in Store.doctor(folder, code) if not check.ok] == ["passphrase slot"]
    with Store.open(folder, code) as store:
        assert store.open_chart("c1") == last
    (folder / "keys/recovery.json").unlink()
    with pytest.raises(DamagedError, match=r"keys/passphrase\.json is missing"):
        Store.open(folder, PASSPHRASE)


def test_a_newer_store_is_refused_and_left_byte_for_byte_as_it_was(filled: tuple[Path, str, Opened]) -> None:
    folder, _, _ = filled
    with inside(folder) as db:
        db.execute("PRAGMA user_version=99")
    before = tree(folder)
    with pytest.raises(NewerError, match="tables 99, this one knows 2") as error:
        Store.open(folder, PASSPHRASE)
    assert is_one_sentence(error.value)
    assert tree(folder) == before


def test_a_window_left_open_does_not_write_into_tables_a_newer_planbot_made(filled: tuple[Path, str, Opened]) -> None:
    folder, _, last = filled
    with Store.open(folder, PASSPHRASE) as store:
        with inside(folder) as newer:
            newer.execute("PRAGMA user_version=99")
        with pytest.raises(NewerError):
            store.append(last.chart, based_on=last.revision, did="answered")
        with pytest.raises(NewerError):
            store.clients()
        with inside(folder) as newer:
            newer.execute("PRAGMA user_version=1")
        assert store.append(last.chart, based_on=last.revision, did="answered") == last.revision + 1


def test_a_plain_database_in_the_place_of_the_encrypted_one_is_not_read(filled: tuple[Path, str, Opened]) -> None:
    folder, _, _ = filled
    path = folder / "planbot.db"
    path.unlink()
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE clients(id TEXT)")
    plain.commit()
    plain.close()
    with pytest.raises(DamagedError):
        Store.open(folder, PASSPHRASE)
    assert "encryption" in [check.name for check in Store.doctor(folder, None) if not check.ok]


def test_the_database_of_another_practice_is_not_read(filled: tuple[Path, str, Opened], tmp_path: Path) -> None:
    folder, _, _ = filled
    with a_store(tmp_path / "other")[0] as other:
        fill(other)
    shutil.copy(tmp_path / "other/planbot.db", folder / "planbot.db")
    with pytest.raises(DamagedError):
        Store.open(folder, PASSPHRASE)


def test_an_encrypted_database_without_tables_is_damaged(filled: tuple[Path, str, Opened]) -> None:
    folder, _, _ = filled
    with inside(folder) as db:
        db.execute("PRAGMA user_version=0")
    with pytest.raises(DamagedError):
        Store.open(folder, PASSPHRASE)


def test_errors_of_the_driver_never_reach_the_terminal(
    filled: tuple[Path, str, Opened], capfd: pytest.CaptureFixture[str]
) -> None:
    folder, _, _ = filled
    content = bytearray((folder / "planbot.db").read_bytes())
    content[100] ^= 1
    (folder / "planbot.db").write_bytes(content)
    with pytest.raises(DamagedError):
        Store.open(folder, PASSPHRASE)
    Store.doctor(folder, PASSPHRASE)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let an open file be moved")
def test_a_save_into_a_file_that_was_moved_away_is_refused_aloud(filled: tuple[Path, str, Opened]) -> None:
    folder, _, last = filled
    for name in ("planbot.db", "planbot.db-wal"):
        with Store.open(folder, PASSPHRASE) as store:
            number = store.append(last.chart, based_on=store.open_chart("c1").revision, did="answered")
            (folder / name).rename(folder / "elsewhere")
            with pytest.raises(StoreError, match="was moved or replaced"):
                store.append(last.chart, based_on=number, did="answered")
            (folder / "elsewhere").rename(folder / name)
            assert store.append(last.chart, based_on=number, did="answered") == number + 1


def test_a_lost_end_of_the_log_is_found_on_opening(folder: Path) -> None:
    store, _ = a_store(folder)
    opened = store.add_client(a_chart())
    store.append(opened.chart, based_on=1, did="answered")
    for name in ("planbot.db", "planbot.db-wal", "audit.head"):
        shutil.copy(folder / name, folder / (name + ".copy"))
    store.lock()
    # As after a flipped bit in the write-ahead log: SQLite takes the rest for never written.
    log = bytearray((folder / "planbot.db-wal.copy").read_bytes())
    log[len(log) - 3000] ^= 1
    (folder / "planbot.db-wal").write_bytes(log)
    (folder / "planbot.db.copy").replace(folder / "planbot.db")
    with Store.open(folder, PASSPHRASE) as again:
        assert again.problems
        assert "the end was cut off" in again.verify()[0]
    assert not all(check.ok for check in Store.doctor(folder, PASSPHRASE))


def test_a_mistyped_path_makes_no_file(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="missing"):
        connect(tmp_path / "nowhere.db", store._keys)
    assert not (tmp_path / "nowhere.db").exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FullError) as error:
        Store.create(tmp_path / "file" / "practice", PASSPHRASE)
    assert is_one_sentence(error.value)

"""The doctor says what is wrong and how to mend it."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planbot.store import Store, backups, doctor
from tests.store.making import PASSPHRASE, a_store, fill, tree


@pytest.fixture
def filled(folder: Path) -> Path:
    """Make a closed store with a backup."""
    with a_store(folder)[0] as store:
        fill(store)
        store.backup()
    return folder


def ill(folder: Path, secret: str | None = PASSPHRASE) -> list[str]:
    """Return the names of the checks that found something, each of which says how to mend it."""
    checks = Store.doctor(folder, secret)
    assert all(check.says.endswith(".") for check in checks)
    assert all(check.mend for check in checks if not check.ok)
    return [check.name for check in checks if not check.ok]


def test_a_healthy_store_passes_every_check(filled: Path) -> None:
    assert ill(filled) == []
    assert {check.name for check in Store.doctor(filled, PASSPHRASE)} == {
        "passphrase slot", "recovery slot", "database", "encryption", "permissions", "disk space", "backup", "secret",
        "pages", "record", "backup content",
    }  # fmt: skip


def test_a_store_in_use_is_examined_without_disturbing_it(filled: Path) -> None:
    with Store.open(filled, PASSPHRASE) as store:
        fill(store, "c2")
        before = tree(filled)
        assert ill(filled) == []
        after = tree(filled)
        assert {name: c for name, c in after.items() if not name.endswith("-shm")} == {
            name: c for name, c in before.items() if not name.endswith("-shm")
        }
        assert store.verify() == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_loose_permissions_are_found(filled: Path) -> None:
    (filled / "planbot.db").chmod(0o644)
    assert ill(filled) == ["permissions"]


def test_a_missing_or_old_backup_is_found(filled: Path) -> None:
    (made,) = backups.listed(filled)
    named = f"{datetime.now(UTC) - timedelta(days=8):%Y%m%dT%H%M%S}"
    for path in (made, backups.beside(made)):
        path.rename(path.with_name(path.name.replace(path.name.split("-")[2][:15], named)))
    assert ill(filled) == ["backup"]
    shutil.rmtree(filled / "backups")
    assert ill(filled) == ["backup"]


def test_a_damaged_backup_is_found_before_it_is_needed(filled: Path) -> None:
    (made,) = backups.listed(filled)
    content = bytearray(made.read_bytes())
    content[9000] ^= 1
    made.write_bytes(content)
    assert ill(filled) == ["backup content"]


def test_a_backup_without_its_keys_is_found(filled: Path) -> None:
    (made,) = backups.listed(filled)
    backups.beside(made).unlink()
    assert ill(filled) == ["backup content"]


def test_little_space_is_found(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LITTLE_SPACE", 2**80)
    assert ill(filled) == ["disk space"]


def test_a_wrong_secret_or_none_still_examines_what_lies_outside(filled: Path) -> None:
    assert ill(filled, None) == []
    assert ill(filled, "not the passphrase at all") == ["secret"]


def test_a_folder_that_is_not_there_is_ill_and_not_made(tmp_path: Path) -> None:
    assert "database" in ill(tmp_path / "nowhere", PASSPHRASE)
    assert not (tmp_path / "nowhere").exists()

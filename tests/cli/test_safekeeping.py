"""Keeping the store safe from the command line: backups, the way back from one, the doctor."""

import os
import re
from pathlib import Path

import pytest

from planbot.store import Store
from tests.charts import new_chart
from tests.running import PASSPHRASE, Home


def _names(home: Home) -> list[str]:
    return [line[10:40].strip() for line in home.opened("clients").out.splitlines()]


def test_a_backup_is_named_and_a_restore_brings_back_what_was_there(practice: Home) -> None:
    made = practice.opened("backup")
    backup = made.out.strip().removeprefix("Backed up and verified: ")
    assert made.code == 0, made.err
    assert Path(backup).is_file()
    with Store.open(practice.folder, PASSPHRASE) as store:
        store.add_client(new_chart("Later"))
    assert "Later" in _names(practice)

    ran = practice.opened("restore", backup)

    assert ran.code == 0, ran.err
    assert "kept" in ran.out
    assert _names(practice) == ["Maria", "Sam R.", "Samira"]
    assert list((practice.folder / "replaced").rglob("planbot.db")), "what stood there is kept aside"


def test_a_backup_goes_where_it_is_told(practice: Home) -> None:
    elsewhere = practice.root / "stick"
    elsewhere.mkdir()

    ran = practice.opened("backup", "--to", str(elsewhere))

    assert ran.code == 0, ran.err
    assert [path.suffix for path in sorted(elsewhere.iterdir())] == [".db", ".json"]


def test_a_backup_from_elsewhere_restores_into_an_empty_home(practice: Home, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backup = practice.opened("backup", "--to", str(stick)).out.strip().removeprefix("Backed up and verified: ")
    new = Home(tmp_path / "new").made()

    ran = new.opened("restore", backup)

    assert ran.code == 0, ran.err
    assert _names(new) == ["Maria", "Sam R.", "Samira"]


@pytest.mark.parametrize("what", ["missing", "not a backup"])
def test_what_is_no_backup_is_refused_and_changes_nothing(practice: Home, what: str) -> None:
    file = practice.root / "some.db"
    if what == "not a backup":
        file.write_bytes(os.urandom(8192))

    ran = practice.opened("restore", str(file))

    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran.said
    assert _names(practice) == ["Maria", "Sam R.", "Samira"]


def test_a_backup_does_not_open_with_a_wrong_passphrase(practice: Home) -> None:
    backup = practice.opened("backup").out.strip().removeprefix("Backed up and verified: ")
    practice.secret.write_text("something else entirely", encoding="utf-8")

    ran = practice.opened("restore", backup)

    assert (ran.code, ran.err.count("\n")) == (2, 1), ran.said
    assert "does not open" in ran.err


def test_a_healthy_store_with_a_backup_makes_the_doctor_content(practice: Home) -> None:
    practice.opened("backup")
    for path in [practice.folder, *practice.folder.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)

    ran = practice.opened("doctor")

    assert ran.code == 0, ran.said
    assert all(line.startswith("ok    ") for line in ran.out.splitlines())
    assert "Every page verifies." in ran.out


def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(practice: Home) -> None:
    practice.opened("backup")
    database = practice.folder / "planbot.db"
    content = bytearray(database.read_bytes())
    content[9000] ^= 1
    database.write_bytes(content)

    ran = practice.opened("doctor")

    assert ran.code == 2
    assert re.search(r"^MEND  pages: .+\n      Restore a backup", ran.out, re.MULTILINE)
    assert "Traceback" not in ran.said


def test_the_doctor_looks_from_outside_without_a_passphrase(practice: Home) -> None:
    ran = practice.run("doctor", "--locked")

    assert "encryption: The file planbot.db is not readable without the key." in ran.out
    assert "pages" not in ran.out


def test_the_doctor_changes_nothing(practice: Home) -> None:
    practice.opened("backup")
    before = {path: path.read_bytes() for path in practice.folder.rglob("*") if path.is_file()}

    practice.opened("doctor")

    assert {path: path.read_bytes() for path in practice.folder.rglob("*") if path.is_file()} == before


def test_a_new_passphrase_is_only_taken_from_a_person_at_a_terminal(practice: Home) -> None:
    ran = practice.opened("passphrase", typed="amber trombone quietly nine\n" * 2)

    assert (ran.code, ran.err.count("\n")) == (2, 1), ran.said
    assert "no terminal" in ran.err
    assert practice.opened("clients").code == 0, "the old one still opens the store"


def test_a_damaged_page_is_never_shown_as_truth(practice: Home) -> None:
    database = practice.folder / "planbot.db"
    content = bytearray(database.read_bytes())
    for at in range(4096 + 100, len(content), 4096):
        content[at] ^= 1
    database.write_bytes(content)

    ran = practice.opened("show", "Maria", "treatment-plan")

    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran.said

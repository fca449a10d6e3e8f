"""The doctor: looks at every part of a store, says what is wrong and how to mend it, and changes nothing."""

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from planbot.errors import PlanbotError
from planbot.store import audit, backups, files, slots
from planbot.store.vault import Keys, connect, driver_errors, meaning

LITTLE_SPACE = 100 * 1024 * 1024
"""Bytes free below which saving may soon fail."""
OLD_BACKUP = timedelta(days=7)
_PLAIN = b"SQLite format 3\0"
_RESTORE = "Restore a backup with planbot restore; the present file is kept aside."


@dataclass(frozen=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    says: str
    """What was found, in one sentence."""
    mend: str = ""
    """What to do about it, when something is wrong."""


def examine(folder: Path, secret: str | None) -> list[Check]:
    """Look at the store in *folder*; what lies inside the encryption only when *secret* is given."""
    checks = [*_slots(folder), *_database(folder), *_permissions(folder), _space(folder), _backup(folder)]
    if secret is None:
        return checks
    try:
        keys = Keys(slots.open_slots(slots.read_slots(folder)[0], secret)[0])
    except PlanbotError as error:
        return [*checks, Check("secret", False, str(error), "Give the passphrase or the printed recovery code.")]
    return [*checks, Check("secret", True, "The secret opens the store."), *_inside(folder, keys)]


def _slots(folder: Path) -> Iterator[Check]:
    whole, problems = slots.read_slots(folder)
    for name in whole:
        yield Check(f"{name} slot", True, f"The key file of the {name} can be read.")
    for name, problem in zip((name for name in slots.SLOTS if name not in whole), problems, strict=True):
        mend = "Open the store with the other secret and set this one anew, or restore a backup."
        yield Check(f"{name} slot", False, str(problem), mend)


def _database(folder: Path) -> Iterator[Check]:
    path = folder / files.DATABASE
    try:
        with path.open("rb") as file:
            header = file.read(len(_PLAIN))
    except OSError as error:
        says = f"The file {path.name} cannot be read ({type(error).__name__})."
        yield Check("database", False, says, f"Put it back if it was moved. {_RESTORE}")
        return
    yield Check("database", len(header) == len(_PLAIN), f"The file {path.name} is there.", "" if header else _RESTORE)
    if header == _PLAIN:
        yield Check(
            "encryption", False, f"The file {path.name} is NOT encrypted.", f"Move it to a safe place. {_RESTORE}"
        )
    else:
        yield Check("encryption", True, f"The file {path.name} is not readable without the key.")


def _permissions(folder: Path) -> Iterator[Check]:
    if os.name == "nt":
        return
    paths = [folder, *folder.rglob("*")] if folder.is_dir() else []
    loose = []
    for path in paths:
        try:
            loose += [path.name] if stat.S_IMODE(path.lstat().st_mode) & 0o077 else []
        except FileNotFoundError:
            continue
    says = (
        f"Other people on this computer may reach: {', '.join(sorted(loose)[:5])}."
        if loose
        else "Only you can reach the files."
    )
    yield Check("permissions", not loose, says, f"Run: chmod -R go= '{folder}'" if loose else "")
    if folder.is_dir() and not os.access(folder, os.W_OK):
        yield Check("writable", False, "The folder cannot be written.", "Make it writable, or move the store.")


def _space(folder: Path) -> Check:
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return Check("disk space", False, f"The folder {folder} is not there.", "Give the folder of the store.")
    says = f"{free // (1024 * 1024)} MB are free."
    return Check(
        "disk space", free >= LITTLE_SPACE, says, "" if free >= LITTLE_SPACE else "Free some space on this disk."
    )


def _backup(folder: Path) -> Check:
    kept = backups.listed(folder)
    made = backups.made_at(kept[-1]) if kept else None
    if made is None:
        return Check("backup", False, "There is no backup.", "Make one with planbot backup, best onto another disk.")
    age = datetime.now(UTC) - made
    fresh = age <= OLD_BACKUP
    return Check(
        "backup",
        fresh,
        f"The newest backup is {max(age.days, 0)} days old.",
        "" if fresh else "Make one with planbot backup.",
    )


def _inside(folder: Path, keys: Keys) -> Iterator[Check]:
    path = folder / files.DATABASE
    try:
        db = connect(path, keys, untouched=True)
    except PlanbotError as error:
        yield Check("pages", False, str(error), _RESTORE)
        return
    try:
        if problems := backups.check_pages(db):
            yield Check("pages", False, problems[0], _RESTORE)
            return
        yield Check("pages", True, "Every page verifies.")
        found = backups.check_content(db, keys)
        found += audit.check_head(db, folder / files.HEAD, keys)
    except driver_errors as error:
        yield Check("pages", False, str(meaning(error, path)), _RESTORE)
        return
    except PlanbotError as error:
        yield Check("record", False, str(error), "")
        return
    finally:
        db.close()
    for problem in found:
        yield Check("record", False, problem, _RESTORE)
    if not found:
        yield Check("record", True, "Every revision, signed document and row of the audit log verifies.")
    yield from _newest_backup(folder, keys)


def _newest_backup(folder: Path, keys: Keys) -> Iterator[Check]:
    for backup in backups.listed(folder)[-1:]:
        problems = backups.check_file(backup, keys)
        beside = backups.beside(backup)
        if not beside.is_file() or len(slots.read_sidecar(beside.read_bytes())) < len(slots.SLOTS):
            problems.append(f"The key slots beside the newest backup, {beside.name}, are missing or damaged.")
        says = problems[0] if problems else "The newest backup verifies and could be restored."
        yield Check("backup content", not problems, says, "Make a new one with planbot backup." if problems else "")

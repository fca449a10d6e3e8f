"""Backups: whole, encrypted, verified copies that rotate, and the way back from one.

A backup is one database file, encrypted with the same data key, and beside it the key slots: on another
computer the passphrase or recovery code of that day opens it.
"""

import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from planbot.errors import DamagedError, FullError, LockedError, PlanbotError, StoreError
from planbot.files import put, sync_folder
from planbot.store import audit, files, signed, slots
from planbot.store.audit import AuditLog
from planbot.store.migrations import refuse_newer
from planbot.store.revisions import Revisions
from planbot.store.vault import Database, Keys, connect, driver_errors, meaning, snapshot

NEWEST_KEPT = 10
MONTHS_KEPT = 12
EVERY = timedelta(days=1)
"""How old the newest backup may be before opening the store makes another."""
_NAME = re.compile(r"planbot-(\d{10})-(\d{8}T\d{6})Z(?:-(\d+))?\.db")
KEYS_BESIDE = ".keys.json"
_Check = Callable[[Database, Keys], list[str]]


def listed(folder: Path) -> list[Path]:
    """Return the backups planbot keeps in a store's folder, oldest first, in the order of the log."""
    named = [(_NAME.fullmatch(path.name), path) for path in (folder / files.BACKUPS).glob("planbot-*.db")]
    found = sorted((name[1], name[2], int(name[3] or 1), path) for name, path in named if name)
    return [path for *_, path in found]


def made_at(backup: Path) -> datetime | None:
    """Return when a backup that still has its name was made."""
    named = _NAME.fullmatch(backup.name)
    return datetime.strptime(named[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if named else None


def is_due(folder: Path) -> bool:
    """Return whether the newest backup is missing, older than a day, or dated in the future."""
    kept = listed(folder)
    made = made_at(kept[-1]) if kept else None
    return made is None or not timedelta(0) <= datetime.now(UTC) - made < EVERY


def make(source: Database, folder: Path, keys: Keys, to: Path | None = None) -> Path:
    """Copy the store to *to* (a folder, or a file that is not there yet), verify the copy, return its path.

    Without *to* it joins the rotating ones. Raises StoreError, and leaves nothing behind, when it fails.
    """
    target = _target(source, folder, to)
    partial = target.with_name(target.name + ".partial")
    try:
        files.make_folder(target.parent)
        files.remove_database(partial)
        snapshot(source, partial, keys)
        if problems := check_file(partial, keys):
            raise DamagedError(f"The backup was not kept because it does not verify: {problems[0]}")
        whole, _ = slots.read_slots(folder)
        put(beside(target), slots.to_sidecar(whole))
        partial.replace(target)
        sync_folder(target.parent)
    except OSError:
        raise FullError(
            f"The backup could not be written to {target.parent}; free some space or choose another folder."
        ) from None
    except driver_errors as error:
        raise meaning(error, target) from None
    finally:
        with suppress(OSError):
            files.remove_database(partial)
    if to is None:
        _rotate(folder)
    return target


def check_file(path: Path, keys: Keys, *, untouched: bool = True) -> list[str]:
    """Verify every page of a database, then its audit log and its revisions; return what is wrong."""
    try:
        db = connect(path, keys, untouched=untouched)
    except PlanbotError as error:
        return [str(error)]
    try:
        return check_pages(db) or check_content(db, keys)
    except driver_errors as error:
        return [str(meaning(error, path))]
    except PlanbotError as error:
        return [str(error)]
    finally:
        db.close()


def check_pages(db: Database) -> list[str]:
    """Verify the seal of every page and the structure they form."""
    if db.execute("PRAGMA cipher_integrity_check").fetchall():
        return ["A page of the database does not verify."]
    found = db.execute("PRAGMA quick_check(1)").fetchall()
    return [] if [row[0] for row in found] == ["ok"] else ["The structure of the database is damaged."]


def check_content(db: Database, keys: Keys) -> list[str]:
    """Verify the audit chain, every revision and every signed document."""
    refuse_newer(db)
    revisions = Revisions(keys, AuditLog(Path(), keys))
    return [*audit.check_chain(db, keys), *revisions.check(db), *signed.check(db)]


def restore(folder: Path, backup: Path, secret: str) -> None:
    """Put *backup* in the place of the present database, which is kept in ``replaced``.

    Nothing is changed unless the secret opens the backup and every page and row of it verifies.
    """
    if not backup.is_file():
        raise StoreError(f"There is no backup at {backup}; choose one of those in {folder / files.BACKUPS}.")
    keys, opened = _keys_for(folder, backup, secret)
    fresh = folder / (files.DATABASE + ".restored")
    try:
        files.make_folder(folder)
        files.remove_database(fresh)
        if problems := check_file(backup, keys):
            raise DamagedError(f"This backup does not verify, choose another; nothing was changed. {problems[0]}")
        _copy(backup, fresh, keys, folder)
        _put_in_place(folder, fresh, keys, opened)
    except OSError:
        raise FullError(
            f"The folder {folder} cannot be written; free some space or make it writable, then try again."
        ) from None
    finally:
        with suppress(OSError):
            files.remove_database(fresh)


def beside(backup: Path) -> Path:
    """Return where the key slots of a backup lie."""
    return backup.with_name(backup.name + KEYS_BESIDE)


def rewrite_keys(folder: Path) -> None:
    """Give the backups in the store's folder its present slots, so that an old passphrase opens none of them.

    Raises FullError when one cannot be written: it keeps the slots of before.
    """
    whole, _ = slots.read_slots(folder)
    try:
        for backup in listed(folder):
            put(beside(backup), slots.to_sidecar(whole))
    except OSError:
        raise FullError(
            f"The backups in {folder / files.BACKUPS} still open as before; free some space or make that folder "
            "writable, then change it once more."
        ) from None


def _target(source: Database, folder: Path, to: Path | None) -> Path:
    name = f"planbot-{audit.newest_row(source).number:010d}-{datetime.now(UTC):%Y%m%dT%H%M%S}Z.db"
    if to is None:
        return files.free_name(folder / files.BACKUPS / name)
    if to.is_dir():
        return files.free_name(to / name)
    if to.exists():
        raise StoreError(f"There is a file at {to} already; choose another name, nothing was overwritten.")
    return to


def _rotate(folder: Path) -> None:
    kept = listed(folder)
    monthly = {(made_at(path) or datetime.now(UTC)).strftime("%Y%m"): path for path in kept}
    keep = {*kept[-NEWEST_KEPT:], *[monthly[month] for month in sorted(monthly)[-MONTHS_KEPT:]]}
    for path in kept:
        if path not in keep:
            with suppress(OSError):
                path.unlink()
                beside(path).unlink(missing_ok=True)


def _keys_for(folder: Path, backup: Path, secret: str) -> tuple[Keys, dict[str, slots.Slot] | None]:
    """Return the keys that open *backup*, and its own slots when those of the folder do not."""
    here, _ = slots.read_slots(folder)
    there = slots.read_sidecar(beside(backup).read_bytes()) if beside(backup).is_file() else {}
    unlocked = False
    for found, own in ((here, None), (there, there)):
        try:
            keys = Keys(slots.open_slots(found, secret)[0]) if found else None
        except LockedError:
            continue
        if keys is not None:
            unlocked = True
            with suppress(PlanbotError):
                connect(backup, keys, untouched=True).close()
                return keys, own
    if unlocked:
        raise DamagedError("This backup is damaged or belongs to another store; choose another, nothing was changed.")
    raise LockedError("This passphrase or recovery code does not open the backup; try the one in use when it was made.")


def _copy(backup: Path, fresh: Path, keys: Keys, folder: Path) -> None:
    source = connect(backup, keys, untouched=True)
    try:
        snapshot(source, fresh, keys)
    finally:
        source.close()
    db = connect(fresh, keys)
    try:
        db.execute("BEGIN IMMEDIATE")
        AuditLog(folder, keys).write(db, audit.STORE, "restored from a backup")
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode=DELETE")
    finally:
        db.close()
    files.sync_file(fresh)


def _put_in_place(folder: Path, fresh: Path, keys: Keys, own_slots: dict[str, slots.Slot] | None) -> None:
    live = folder / files.DATABASE
    aside = files.free_name(folder / files.REPLACED / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    files.make_folder(aside)
    _fold_in_log(live, keys)
    for name in (files.DATABASE + "-wal", files.DATABASE + "-shm", files.HEAD):
        if (folder / name).exists():
            (folder / name).replace(aside / name)
    if live.exists():
        live.replace(aside / live.name)
    if own_slots is not None:
        if (folder / files.KEYS).exists():
            shutil.copytree(folder / files.KEYS, aside / files.KEYS)
        for slot in own_slots.values():
            slots.write_slot(folder, slot)
    db = connect(fresh, keys, untouched=True)
    try:
        AuditLog(folder, keys).start(db)
    finally:
        db.close()
    fresh.replace(live)
    sync_folder(folder)
    sync_folder(aside)


def _fold_in_log(live: Path, keys: Keys) -> None:
    """Bring what the write-ahead log holds into the file that is put aside, when both can be read."""
    with suppress(PlanbotError, *(driver_errors,)):
        db = connect(live, keys)
        try:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            db.close()

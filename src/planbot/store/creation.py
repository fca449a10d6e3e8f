"""Making a new store, and bringing an older one up to date."""

from pathlib import Path

from planbot.files import put, sync_folder
from planbot.store import audit, backups, files, migrations, slots
from planbot.store.audit import AuditLog
from planbot.store.passphrase import read_recovery_code, secret_bytes
from planbot.store.slots import Kdf
from planbot.store.vault import Keys, connect, driver_errors, make_database, meaning


def recovery_slot(code: str, key: bytes, kdf: Kdf) -> slots.Slot:
    """Wrap the data key with a recovery code."""
    return slots.seal(slots.RECOVERY, key, (read_recovery_code(code) or "").encode(), kdf)


def make_store(folder: Path, passphrase: str, code: str, kdf: Kdf) -> None:
    """Make the files of a new store; killed half-way, it leaves a mark that nothing here was ever in use.

    Raises OSError when the folder cannot be written.
    """
    files.make_folder(folder)
    left_over = (folder / files.CREATING).exists()
    if left_over:
        # An earlier try was interrupted before anyone was told of a store: nothing was ever in it.
        files.remove_database(folder / files.DATABASE)
    else:
        put(folder / files.CREATING, b"planbot is making a store here.\n")
    keys = Keys(slots.new_data_key())
    try:
        slots.write_slot(folder, slots.seal(slots.PASSPHRASE, keys.data, secret_bytes(passphrase), kdf))
        slots.write_slot(folder, recovery_slot(code, keys.data, kdf))
        make_database(folder / files.DATABASE, keys).close()
        db = connect(folder / files.DATABASE, keys, foreign_keys=False)
        try:
            migrations.migrate(db, folder / files.DATABASE)
            log = AuditLog(folder, keys)
            db.execute("BEGIN IMMEDIATE")
            log.write(db, audit.STORE, "created")
            db.execute("COMMIT")
            log.start(db)
        finally:
            db.close()
    finally:
        keys.forget()
    (folder / files.CREATING).unlink()
    sync_folder(folder)


def bring_up_to_date(folder: Path, keys: Keys) -> None:
    """Migrate an older database, with a verified backup before each step.

    Raises NewerError for a newer one, DamagedError for one without tables.
    """
    path = folder / files.DATABASE
    db = connect(path, keys, foreign_keys=False)
    try:
        if migrations.version_of(db) == 0:
            raise meaning(driver_errors(), path)
        if migrations.pending(db):
            migrations.migrate(db, path, before=lambda: backups.make(db, folder, keys))
    except driver_errors as error:
        raise meaning(error, path) from None
    finally:
        db.close()

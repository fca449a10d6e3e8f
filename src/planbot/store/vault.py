"""The encrypted database file: how it is opened, and what its errors mean.

This is the only module that imports the SQLCipher driver. sqlite-utils looks for a module named
``pysqlite3`` before the standard library's, and catches that module's exceptions, so the driver is
registered under that name before sqlite-utils is first imported.
"""

import hmac
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]

from planbot.errors import DamagedError, FullError, LockedError, StoreError
from planbot.store import files
from planbot.store.slots import KEY_BYTES

for _name in ("pysqlite3", "pysqlite3.dbapi2"):
    sys.modules[_name] = driver

from sqlite_utils import Database  # noqa: E402

__all__ = ["BUSY_SECONDS", "Database", "Keys", "connect", "driver_errors", "make_database", "meaning", "snapshot"]

BUSY_SECONDS = 20.0
"""How long a window waits while another one saves."""
_PAGE = 4096
"""The size of SQLCipher's pages in bytes."""
_RAW_KEY = re.compile(r"[0-9a-f]{96}")
_PRAGMAS: tuple[str, ...] = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
    "cell_size_check=ON",
)
driver_errors: type[Exception] = driver.Error
"""The base of every error the driver raises."""


class Keys:
    """The data key, and the keys derived from it; ``forget`` drops them."""

    def __init__(self, data_key: bytes) -> None:
        """Hold the data key of 48 bytes; any other length is refused."""
        if len(data_key) != KEY_BYTES:
            raise StoreError("The data key has the wrong length; restore a backup.")
        self._data_key: bytes | None = data_key
        self._chain: bytes | None = hmac.digest(data_key, b"planbot audit chain 1", "sha256")

    @property
    def data(self) -> bytes:
        """The data key itself, to be wrapped by a slot; raises LockedError once it is forgotten."""
        if self._data_key is None:
            raise LockedError("The store is locked; unlock it with the passphrase.")
        return self._data_key

    @property
    def chain(self) -> bytes:
        """The key of the audit and revision chains; raises LockedError once it is forgotten."""
        if self._chain is None:
            raise LockedError("The store is locked; unlock it with the passphrase.")
        return self._chain

    @property
    def raw(self) -> str:
        """The data key as SQLCipher's raw key; a malformed one would silently be taken as a passphrase."""
        digits = self.data.hex()
        if not _RAW_KEY.fullmatch(digits):
            raise StoreError("The data key is malformed; restore a backup.")
        return digits

    def forget(self) -> None:
        """Drop the keys, as far as Python allows: copies may stay in memory until it is reused."""
        self._data_key = self._chain = None


def connect(  # noqa: PLR0913 - each is one way of opening
    path: Path,
    keys: Keys,
    *,
    reads_only: bool = False,
    foreign_keys: bool = True,
    untouched: bool = False,
    empty: bool = False,
) -> Database:
    """Open an encrypted database that exists; a mistyped path never makes an empty one.

    ``untouched`` opens it as it lies, without a lock and without writing beside it; *empty* allows a
    file of no bytes, which SQLite would otherwise take for a new database and fill.
    Raises StoreError when it is missing, DamagedError when it does not verify, FullError when the
    folder cannot be written.
    """
    if not path.is_file():
        raise StoreError(f"The file {path.name} is missing from {path.parent}; put it back, or restore a backup.")
    if not empty and path.stat().st_size < _PAGE:
        raise meaning(driver.DatabaseError(), path)
    mode = "ro" if untouched else "rw"
    connection: Any = None
    try:
        connection = driver.connect(
            f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if untouched and not _has_log(path) else ""),
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        _unlock(connection, keys)
        for pragma in () if untouched else _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        if reads_only or untouched:
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("PRAGMA cache_size=-65536")
        return Database(connection, execute_plugins=False)
    except driver.Error as error:
        if connection is not None:
            with suppress(driver.Error):
                connection.close()
        raise meaning(error, path) from None


def make_database(path: Path, keys: Keys) -> Database:
    """Create an empty encrypted database, private to its owner; raises FileExistsError when one is there."""
    files.make_empty(path)
    return connect(path, keys, empty=True)


def snapshot(source: Database, path: Path, keys: Keys) -> None:
    """Copy a database, while others use it, into one encrypted file that needs nothing beside it."""
    copy = make_database(path, keys)
    try:
        source.conn.backup(copy.conn)
        copy.conn.execute("PRAGMA journal_mode=DELETE")
    except driver.Error as error:
        raise meaning(error, path) from None
    finally:
        copy.close()
    files.sync_file(path)


_NAMES = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database is locked": "SQLITE_BUSY",
}
"""What SQLite says, for errors to which the driver gives no name: those of a backup."""


def meaning(error: Exception, path: Path) -> StoreError:
    """Return what an error of the driver means to a person, as one sentence without any content."""
    name = getattr(error, "sqlite_errorname", None) or _NAMES.get(str(error), "")
    if name == "SQLITE_FULL":
        return FullError(
            f"There is no room to save in {path.parent}; free some space and try again, what was saved before is there."
        )
    # A quota shows as an error of the disk; damage never does, it fails its page's seal.
    if name.startswith("SQLITE_IOERR"):
        return FullError(
            f"There is no room to save in {path.parent}, or the disk fails; free some space, or copy the folder to "
            "another disk, what was saved before is there."
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return FullError(
            f"The folder {path.parent} cannot be written; make it writable or choose another, nothing was changed."
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreError(
            f"Another planbot is using {path.name}; close it or wait a moment, then try again, nothing was changed."
        )
    return DamagedError(
        f"The file {path.name} does not verify and is not shown; "
        "run planbot doctor, then planbot restore with a backup."
    )


def _unlock(connection: Any, keys: Keys) -> None:
    # The driver prints to stderr when a page does not verify, which would tear the screen.
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key = \"x'{keys.raw}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0

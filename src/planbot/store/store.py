"""The store: one folder, one encrypted database, one writer; a save returns once the disk has it."""

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self, TypeVar

from planbot.chart import Chart, Signature
from planbot.errors import FullError, LockedError, StoreError
from planbot.store import audit, backups, doctor, files, migrations, signed, slots
from planbot.store.audit import AuditLog, AuditRow, Look
from planbot.store.creation import bring_up_to_date, make_store, recovery_slot
from planbot.store.doctor import Check
from planbot.store.older_signatures import IMPORTED
from planbot.store.passphrase import new_recovery_code, refuse_weak, secret_bytes
from planbot.store.reports import Reports
from planbot.store.revisions import ClientRow, Opened, Revision, Revisions
from planbot.store.signed import SignedDocument
from planbot.store.slots import Kdf
from planbot.store.vault import Database, Keys, connect, driver_errors, meaning
from planbot.store.writer import Writer

T = TypeVar("T")
_READERS_KEPT = 4
_LOOKS_OWED = 10_000


class Store(Reports):
    """An unlocked store; ``lock`` closes every connection and drops the key.

    Methods may be called from any thread, and from several processes on one folder.
    """

    def __init__(self, folder: Path, keys: Keys) -> None:
        """Use ``Store.create`` or ``Store.open``."""
        self._folder, self._keys = folder, keys
        self._path = folder / files.DATABASE
        self._log = AuditLog(folder, keys)
        self._revisions = Revisions(keys, self._log)
        self._readers: queue.LifoQueue[Database] = queue.LifoQueue()
        self._locked = threading.Event()
        self._owed: deque[Look] = deque(maxlen=_LOOKS_OWED)
        self._owing: list[Look] = []
        self._identity: dict[str, tuple[int, int]] = {}
        self.problems: tuple[str, ...] = ()
        """What opening found wrong with the end of the audit log, to be shown to the person."""
        self.backup_problem: str | None = None
        """Why the daily backup could not be made on opening, if it could not."""
        self._writer = Writer(
            self._path, self._open_writer, before=self._before, after=self._after, failed=self._log.dropped
        )

    @property
    def folder(self) -> Path:
        """The folder the store lies in."""
        return self._folder

    # -- opening and locking ---------------------------------------------------------------------

    @staticmethod
    def exists(folder: Path) -> bool:
        """Return whether there is a store in *folder*, or what is left of one."""
        if (folder / files.CREATING).exists():
            return False
        return (folder / files.DATABASE).exists() or any(slots.slot_path(folder, name).exists() for name in slots.SLOTS)

    @classmethod
    def create(cls, folder: Path, passphrase: str, *, kdf: Kdf = Kdf()) -> tuple[Self, str]:  # noqa: B008 - frozen
        """Make a store in *folder*; return it, and the recovery code to print, which is kept nowhere.

        Raises StoreError for a weak passphrase or when a store is there already.
        """
        refuse_weak(passphrase)
        if cls.exists(folder):
            raise StoreError(f"There is a store in {folder} already; open it, or choose another folder.")
        code = new_recovery_code()
        try:
            make_store(folder, passphrase, code, kdf)
        except OSError:
            raise FullError(
                f"The folder {folder} cannot be written; free some space, make it writable or choose another."
            ) from None
        return cls.open(folder, passphrase), code

    @classmethod
    def open(cls, folder: Path, secret: str) -> Self:
        """Unlock the store in *folder* with its passphrase or recovery code.

        Raises LockedError for a wrong secret, before the database is touched; NewerError, DamagedError,
        FullError or StoreError when the database cannot be used, and leaves it as it was.
        """
        if not cls.exists(folder):
            raise StoreError(f"There is no store in {folder}; give the right folder, or make a new store there.")
        found, problems = slots.read_slots(folder)
        if not found:
            raise problems[0]
        keys = Keys(slots.open_slots(found, secret)[0])
        bring_up_to_date(folder, keys)
        store = cls(folder, keys)
        try:
            store.problems = tuple(store._write(store._log.catch_up))
            store._back_up_daily()
        except BaseException:
            store.lock()
            raise
        return store

    def lock(self) -> None:
        """Close every connection and drop the key; locking twice is harmless."""
        self._locked.set()
        self._writer.close()
        with suppress(queue.Empty):
            while True:
                _close(self._readers.get_nowait())
        self._keys.forget()

    close = lock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.lock()

    # -- charts ----------------------------------------------------------------------------------

    def add_client(self, chart: Chart) -> Opened:
        """Save the first revision of a new client; raises StoreError when the id is taken."""
        return self._add(chart, "created")

    def import_chart(self, chart: Chart) -> Opened:
        """Save a chart that came from a file as a new client; raises StoreError when its id is here already."""
        return self._add(chart, IMPORTED)

    def clients(self, *, archived: bool = False) -> list[ClientRow]:
        """Return the caseload by name; with *archived*, the archived clients too."""
        return self._read(lambda db: self._revisions.clients(db, archived=archived))

    def open_chart(self, client: str, *, by: str = "therapist") -> Opened:
        """Return the newest chart of *client*; that *by* looked is recorded.

        With a full disk the chart is still shown, and the look recorded with the next save.
        Raises DamagedError rather than show a chart that does not verify.
        """
        opened = self._read(lambda db: self._revisions.open(db, client))
        self._look("opened", by, client, opened.revision)
        return opened

    def append(self, chart: Chart, *, based_on: int, did: str, key: str | None = None, voice: str | None = None) -> int:
        """Save *chart* as the next revision and return its number; when it returns, nothing can lose it.

        *based_on* is the revision it was made from. Raises ConflictError, which names the newer
        revision, when another window saved first.
        """
        text = _text(chart)
        return self._write(
            lambda db: self._revisions.append(db, chart, text, based_on=based_on, did=did, key=key, voice=voice)
        )

    def undo(self, client: str, *, based_on: int) -> Opened | None:
        """Bring back, as a new revision, the chart the present one was made from.

        Undoing again walks further back. None when nothing is left: at the first revision, and at a
        signed one, because a signature is not taken back by a key.
        """
        return self._write(lambda db: self._revisions.undo(db, client, based_on=based_on))

    def redo(self, client: str, *, based_on: int) -> Opened | None:
        """Bring back, as a new revision, what was last undone; None when nothing was, or an answer came since."""
        return self._write(lambda db: self._revisions.redo(db, client, based_on=based_on))

    def revisions(self, client: str) -> list[Revision]:
        """Return every revision of *client*, oldest first, without their charts."""
        return self._read(lambda db: self._revisions.history(db, client))

    def chart_at(self, client: str, revision: int) -> Chart:
        """Return the chart as it was at *revision*; raises DamagedError when it does not verify."""
        return self._read(lambda db: self._revisions.chart_at(db, client, revision))

    def archive(self, client: str) -> None:
        """Hide *client* from the caseload; nothing is deleted."""
        self._write(lambda db: self._set_archived(db, client, archived=True))

    def unarchive(self, client: str) -> None:
        """Show an archived client in the caseload again."""
        self._write(lambda db: self._set_archived(db, client, archived=False))

    # -- signed documents ------------------------------------------------------------------------

    def sign(
        self,
        chart: Chart,
        *,
        based_on: int,
        document: str,
        renderings: Mapping[str, str],
        signatures: Sequence[Signature],
    ) -> SignedDocument:
        """Freeze *document* as it is now, and save *chart* as the next revision, both or neither.

        The next save is based on the ``revision`` of what is returned.
        """
        text = _text(chart)

        def job(db: Database) -> SignedDocument:
            number = self._revisions.append(db, chart, text, based_on=based_on, did=f"signed {document}", final=True)
            return signed.add(
                db, self._log, chart, revision=number, document=document, renderings=renderings, signatures=signatures
            )

        return self._write(job)

    def signed(self, client: str) -> list[SignedDocument]:
        """Return the signed documents of *client*, oldest first; raises DamagedError when one was altered."""
        return self._read(lambda db: signed.list_of(db, client))

    # -- the audit log ---------------------------------------------------------------------------

    def note_look(self, did: str, client: str | None = None) -> None:
        """Record that something was seen or taken out, such as "showed treatment plan"; no one's words."""
        self._look(did, "therapist", client, None)

    def audit(self, limit: int = 200) -> list[AuditRow]:
        """Return the newest *limit* looks and changes, newest first."""
        return self._read(lambda db: audit.rows(db, limit))

    def verify(self) -> list[str]:
        """Verify every page, revision, signed document and audit row; return what is wrong, or nothing."""

        def look(db: Database) -> list[str]:
            head = audit.check_head(db, self._folder / files.HEAD, self._keys)
            return [*head, *(backups.check_pages(db) or backups.check_content(db, self._keys))]

        return list(dict.fromkeys([*self._read(look), *self.problems]))

    # -- secrets ---------------------------------------------------------------------------------

    def change_passphrase(self, old: str, new: str) -> None:
        """Let *new* open the store instead of the present passphrase; *old* may be the recovery code.

        Backups copied elsewhere still open with the passphrase of their day.
        """
        refuse_weak(new)
        key, kdf = self._unlocked(old)
        slots.write_slot(self._folder, slots.seal(slots.PASSPHRASE, key, secret_bytes(new), kdf))
        self._secret_changed("passphrase changed")

    def new_recovery_code(self, passphrase: str) -> str:
        """Return a new recovery code to print; the one before opens the store no longer."""
        key, kdf = self._unlocked(passphrase)
        code = new_recovery_code()
        slots.write_slot(self._folder, recovery_slot(code, key, kdf))
        self._secret_changed("recovery code changed")
        return code

    # -- backups ---------------------------------------------------------------------------------

    def backup(self, to: Path | None = None) -> Path:
        """Make a verified, encrypted backup and return its path; without *to* among the rotating ones."""
        made = self._read(lambda db: backups.make(db, self._folder, self._keys, to))
        self._write(lambda db: self._log.write(db, audit.STORE, "backed up"))
        return made

    @staticmethod
    def restore(folder: Path, backup: Path, secret: str) -> None:
        """Put a backup in the place of the present database, which is kept aside; lock the store first.

        Raises and changes nothing when the secret is wrong or the backup does not verify.
        """
        backups.restore(folder, backup, secret)

    @staticmethod
    def doctor(folder: Path, secret: str | None) -> list[Check]:
        """Look at every part of the store and change nothing; see ``planbot.store.doctor``."""
        return doctor.examine(folder, secret)

    def _open_writer(self) -> Database:
        return connect(self._path, self._keys)

    def _before(self, db: Database) -> None:
        self._refuse_replaced()
        migrations.refuse_newer(db)
        self._owing = list(self._owed)
        self._log.write_looks(db, self._owing)

    def _after(self) -> None:
        self._log.settled()
        for _ in self._owing:
            self._owed.popleft()
        self._owing = []

    def _refuse_replaced(self) -> None:
        # A file that was removed or exchanged while open would take saves with it into nothing.
        for path in (self._path, self._path.with_name(self._path.name + "-wal")):
            try:
                found = path.stat()
            except FileNotFoundError:
                found = None
            identity = (found.st_dev, found.st_ino) if found else None
            if identity is None or self._identity.setdefault(path.name, identity) != identity:
                raise StoreError(
                    f"The file {path.name} was moved or replaced while it was open; "
                    "lock planbot and open it again, nothing was saved."
                )

    def _write(self, job: Callable[[Database], T]) -> T:
        return self._writer.run(job)

    @contextmanager
    def _reader(self) -> Iterator[Database]:
        if self._locked.is_set():
            raise LockedError("The store is locked; unlock it with the passphrase.")
        try:
            db = self._readers.get_nowait()
        except queue.Empty:
            db = connect(self._path, self._keys, reads_only=True)
        try:
            yield db
        except BaseException:
            _close(db)
            raise
        if self._locked.is_set() or self._readers.qsize() >= _READERS_KEPT:
            _close(db)
        else:
            self._readers.put(db)

    def _read(self, look: Callable[[Database], T]) -> T:
        try:
            with self._reader() as db:
                migrations.refuse_newer(db)
                # One snapshot for all a look reads, so that a save in the meantime cannot look like damage.
                db.conn.execute("BEGIN")
                try:
                    return look(db)
                finally:
                    db.conn.execute("ROLLBACK")
        except driver_errors as error:
            raise meaning(error, self._path) from None

    def _add(self, chart: Chart, did: str) -> Opened:
        _text(chart)
        return Opened(chart, self._write(lambda db: self._revisions.add_client(db, chart, did)))

    def _look(self, did: str, by: str, client: str | None, revision: int | None) -> None:
        self._looks([Look(did, by, client, revision)])

    def _looks(self, looks: Sequence[Look]) -> None:
        try:
            self._write(lambda db: self._log.write_looks(db, looks))
        except FullError:
            self._owed.extend(looks)

    def _set_archived(self, db: Database, client: str, *, archived: bool) -> None:
        row = db.execute("SELECT archived FROM clients WHERE id = ?", [client]).fetchone()
        if row is None:
            raise StoreError(f"There is no client with the id {client}; look in the caseload for the right one.")
        if bool(row[0]) != archived:
            db.execute("UPDATE clients SET archived = ? WHERE id = ?", [int(archived), client])
            self._log.write(db, audit.STORE, audit.ARCHIVED if archived else audit.UNARCHIVED, client=client)

    def _unlocked(self, secret: str) -> tuple[bytes, Kdf]:
        found, _ = slots.read_slots(self._folder)
        key, name = slots.open_slots(found, secret)
        if key != self._keys.data:
            raise StoreError("The key files belong to another store; restore a backup.")
        return key, found[name].kdf

    def _secret_changed(self, did: str) -> None:
        backups.rewrite_keys(self._folder)
        self._write(lambda db: self._log.write(db, audit.STORE, did))

    def _back_up_daily(self) -> None:
        if self.problems or not backups.is_due(self._folder) or not self.clients(archived=True):
            return
        try:
            self.backup()
        except StoreError as error:
            # A backup that fails must not keep a therapist from the chart; the doctor repeats it.
            self.backup_problem = str(error)


def _text(chart: Chart) -> str:
    try:
        text = chart.to_json()
        text.encode()
    except ValueError:
        raise StoreError(
            "This chart holds characters that cannot be stored; clean the text first, nothing was saved."
        ) from None
    return text


def _close(db: Database) -> None:
    with suppress(*(driver_errors,)):
        db.close()

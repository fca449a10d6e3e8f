"""The one thread that writes: a save is acknowledged only after it is committed to the disk."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from planbot.errors import LockedError, StoreError
from planbot.store.vault import Database, driver_errors, meaning

T = TypeVar("T")
Job = Callable[[Database], T]


class Writer:
    """Runs jobs one after the other, each in its own transaction, on the only connection that writes.

    Threads that share a connection lose writes when one of them rolls back; here nothing is shared.
    """

    def __init__(
        self,
        path: Path,
        open_database: Callable[[], Database],
        *,
        before: Callable[[Database], None],
        after: Callable[[], None],
        failed: Callable[[], None],
    ) -> None:
        """Start the thread; *before* runs in every transaction, *after* once it is committed.

        Raises what *open_database* raises.
        """
        self._path, self._open = path, open_database
        self._before, self._after, self._failed = before, after, failed
        self._jobs: queue.SimpleQueue[tuple[Job[Any], Future[Any]] | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        ready: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="planbot-writer", daemon=True)
        self._thread.start()
        ready.result()

    def do(self, job: Job[T]) -> Future[T]:
        """Queue *job*; its future resolves after COMMIT, or holds the error, and then nothing was changed."""
        future: Future[T] = Future()
        with self._closing:
            if self._closed:
                raise LockedError("The store is locked; unlock it with the passphrase.")
            self._jobs.put((job, future))
        return future

    def run(self, job: Job[T]) -> T:
        """Run *job* and wait until it is committed."""
        return self.do(job).result()

    def close(self) -> None:
        """Finish what is queued and close the connection; closing twice is harmless."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self, ready: Future[None]) -> None:
        try:
            db = self._open()
        except BaseException as error:  # noqa: BLE001 - it is raised again in the thread that asked
            ready.set_exception(error)
            return
        ready.set_result(None)
        while (next_job := self._jobs.get()) is not None:
            job, future = next_job
            try:
                result = self._transact(db, job)
            except BaseException as error:  # noqa: BLE001 - it is raised again in the thread that asked
                future.set_exception(error)
            else:
                future.set_result(result)
            # Nothing of a chart stays alive in this frame while the thread waits for the next job.
            del job, future, next_job
            result = None
        with suppress(driver_errors):
            db.close()

    def _transact(self, db: Database, job: Job[T]) -> T:
        connection = db.conn
        try:
            # A deferred transaction would find out too late that another window came first.
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._before(db)
                result = job(db)
                connection.execute("COMMIT")
            except BaseException:
                self._failed()
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except driver_errors as error:
            raise meaning(error, self._path) from None
        except OSError as error:
            raise StoreError(
                f"{self._path.name} could not be saved ({type(error).__name__}); nothing was changed."
            ) from None
        self._after()
        return result

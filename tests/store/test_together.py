"""Two windows, two processes, many threads: every save is kept or refused aloud."""

import json
import subprocess
import sys
import threading
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest

from planbot.errors import LockedError, StoreError
from planbot.store import Store
from planbot.store.vault import Database
from planbot.store.writer import Writer
from tests.store.making import PASSPHRASE, a_chart, a_store, with_words

ROOT = Path(__file__).parents[2]
SAVES = 500


def test_two_processes_saving_into_one_chart_lose_nothing(folder: Path) -> None:
    with a_store(folder)[0] as store:
        store.add_client(a_chart())
    command = [sys.executable, "-m", "tests.store.saving_beside", str(folder), str(SAVES)]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]  # noqa: S603
    found = [json.loads(process.communicate(timeout=120)[0]) for process in running]
    saved = [number for one in found for number in one["saved"]]
    refused = sum(one["refused"] for one in found)
    sys.stdout.write(f"{len(saved)} saved, {refused} refused aloud\n")
    assert [process.returncode for process in running] == [0, 0]
    assert len(saved) + refused == 2 * SAVES
    assert all(one["saved"] for one in found), "one process did all the saving: nothing was tested"
    assert sorted(saved) == list(range(2, len(saved) + 2))
    with Store.open(folder, PASSPHRASE) as store:
        assert store.clients()[0].revision == len(saved) + 1
        assert store.verify() == []


def test_two_windows_in_one_process_see_each_others_saves(folder: Path) -> None:
    first, _ = a_store(folder)
    with first, Store.open(folder, PASSPHRASE) as second:
        chart = first.add_client(a_chart()).chart
        number = second.append(with_words(chart, "second"), based_on=1, did="answered")
        assert first.open_chart("c1").revision == number == 2


def test_acknowledged_saves_stay_when_others_are_rolled_back(store: Store) -> None:
    acknowledged: list[int] = []

    def fails() -> None:
        for number in range(200):

            def job(db: Database, number: int = number) -> None:
                store._log.write(db, "look", f"rolled back {number}")
                raise ValueError(number)

            with pytest.raises(ValueError, match=str(number)):
                store._write(job)

    def saves() -> None:
        chart = store.add_client(a_chart()).chart
        revision = 1
        for _ in range(200):
            revision = store.append(chart, based_on=revision, did="answered")
            acknowledged.append(revision)

    threads = [threading.Thread(target=fails), threading.Thread(target=saves)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [revision.number for revision in store.revisions("c1")] == [1, *acknowledged]
    assert len(acknowledged) == 200
    assert [row for row in store.audit(1000) if row.did.startswith("rolled back")] == []
    assert store.verify() == []


def test_many_threads_add_read_and_verify_at_once(store: Store) -> None:
    problems: list[object] = []

    def work(thread: int) -> None:
        try:
            for number in range(25):
                client = f"c{thread}-{number}"
                store.add_client(a_chart(client))
                assert store.open_chart(client).chart.id == client
                if number % 10 == 0:
                    problems.extend(store.verify())
        except BaseException as error:  # noqa: BLE001 - shown by the test
            problems.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(store.clients()) == 150


def test_a_future_resolves_only_after_the_commit(store: Store) -> None:
    gate = threading.Event()

    def job(db: Database) -> str:
        store._log.write(db, "look", "waited")
        gate.wait(5)
        return "done"

    future: Future[str] = store._writer.do(job)
    assert not future.done()
    assert store.audit(1)[0].did == "created"
    gate.set()
    assert future.result(5) == "done"
    assert store.audit(1)[0].did == "waited"


def test_what_is_queued_is_saved_before_the_store_locks(store: Store, folder: Path) -> None:
    store.add_client(a_chart())
    jobs = [store._writer.do(partial(store._log.write, kind="look", did=f"look {n}")) for n in range(50)]
    store.lock()
    for job in jobs:
        job.result(5)
    with pytest.raises(LockedError):
        store.note_look("too late")
    with Store.open(folder, PASSPHRASE) as again:
        assert len([row for row in again.audit() if row.did.startswith("look ")]) == 50


def test_a_writer_that_cannot_open_its_database_says_so_at_once(tmp_path: Path) -> None:
    def refuse() -> Database:
        raise StoreError("There is nothing here.")

    with pytest.raises(StoreError, match="nothing here"):
        Writer(tmp_path / "x.db", refuse, before=lambda _: None, after=lambda: None, failed=lambda: None)

"""Kills a saving process at random moments, again and again; prints what was lost as JSON.

Usage: killing.py saving|making|migrating|restoring FOLDER KILLS SEED [early]

Runs as a process of its own so that a fork copies no threads. "early" acknowledges before the save, to
show that this would be noticed.
"""

import json
import os
import random
import signal
import struct
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from planbot.errors import PlanbotError
from planbot.store import Store, slots
from planbot.store.migrations import STEPS, Step, migrate, version_of
from planbot.store.vault import Database, Keys, connect
from tests.store.making import PASSPHRASE, QUICK, a_chart, fill, with_words


def save_for_ever(folder: Path, acknowledge: int, *, early: bool) -> None:
    """Save answer after answer, acknowledging each when the store says it is saved."""
    store = Store.open(folder, PASSPHRASE)
    opened = store.open_chart("c1", by="client")
    chart, revision = opened.chart, opened.revision
    rnd = random.Random()
    while True:
        chart = with_words(chart, f"answer {revision + 1} " + "x" * rnd.randrange(10, 6000))
        if early:
            os.write(acknowledge, struct.pack("<q", revision + 1))
        revision = store.append(chart, based_on=revision, did="answered", key="snaps:sn1", voice="client")
        if not early:
            os.write(acknowledge, struct.pack("<q", revision))


def killed(work: Callable[[int], None], after: float) -> list[int]:
    """Run *work* in a child, kill it after some seconds, return what it acknowledged."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            work(writing)
        finally:
            os._exit(0)
    os.close(writing)
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    data = b""
    while chunk := os.read(reading, 65536):
        data += chunk
    os.close(reading)
    return [number for (number,) in struct.iter_unpack("<q", data[: len(data) // 8 * 8])]


def saving(folder: Path, kills: int, rnd: random.Random, *, early: bool) -> dict[str, Any]:
    """Kill while answers are saved; count acknowledged answers that are gone and stores that do not verify."""
    with Store.create(folder, PASSPHRASE, kdf=QUICK)[0] as store:
        store.add_client(a_chart())
    Store.open(folder, PASSPHRASE).close()
    acknowledged = lost = damaged = 0
    for number in range(kills):
        done = killed(lambda pipe: save_for_ever(folder, pipe, early=early), rnd.uniform(0.015, 0.06))
        acknowledged += len(done)
        with Store.open(folder, PASSPHRASE) as store:
            opened = store.open_chart("c1")
            there = opened.revision if opened.chart.snaps[0].words.startswith(f"answer {opened.revision} ") else 1
            lost += sum(1 for revision in done if revision > there)
            damaged += bool(store.problems)
            if number % 20 == 0 or number == kills - 1:
                damaged += bool(store.verify())
    return {"kills": kills, "acknowledged": acknowledged, "lost": lost, "damaged": damaged}


def make_one(folder: Path, _: int) -> None:
    """Make a store and close it."""
    Store.create(folder, PASSPHRASE, kdf=QUICK)[0].close()


def making(folder: Path, kills: int, rnd: random.Random) -> dict[str, Any]:
    """Kill while a store is made; count folders in which none can be opened or made afterwards."""
    stuck = made = 0
    for number in range(kills):
        here = folder / str(number)
        killed(partial(make_one, here), rnd.uniform(0, 0.03))
        try:
            if Store.exists(here):
                made += 1
                store = Store.open(here, PASSPHRASE)
            else:
                store, _ = Store.create(here, PASSPHRASE, kdf=QUICK)
            stuck += bool(store.verify())
            store.close()
        except PlanbotError:
            stuck += 1
    return {"kills": kills, "made": made, "stuck": stuck}


def _rename(db: Database) -> None:
    db.table("clients").transform(rename={"name": "full_name"})


def _copy(db: Database) -> None:
    db["clients_again"].insert_all(db.query("SELECT id, full_name FROM clients"), pk="id")  # type: ignore[union-attr, unused-ignore]
    db.table("revisions").add_column("minutes", int)
    db.table("revisions").transform()


LATER = (*STEPS, Step("full names", _rename), Step("copied", _copy))


def migrating(folder: Path, kills: int, rnd: random.Random) -> dict[str, Any]:
    """Kill while tables are changed; count databases that are neither before nor after a step, or lost a row."""
    with Store.create(folder, PASSPHRASE, kdf=QUICK)[0] as store:
        for number in range(40):
            store.add_client(a_chart(f"c{number}", size=3000))
        fill(store, "c99", 60)
    keys = Keys(slots.open_slots(slots.read_slots(folder)[0], PASSPHRASE)[0])
    whole = (folder / "planbot.db").read_bytes()
    path = folder / "moving.db"

    def work(_: int) -> None:
        db = connect(path, keys, foreign_keys=False)
        migrate(db, path, LATER)
        db.close()
        time.sleep(5)

    versions, inconsistent = dict.fromkeys(range(len(STEPS), len(LATER) + 1), 0), 0
    for _ in range(kills):
        for name in ("", "-wal", "-shm"):
            path.with_name(path.name + name).unlink(missing_ok=True)
        path.write_bytes(whole)
        killed(work, rnd.uniform(0.001, 0.05))
        db = connect(path, keys, foreign_keys=False)
        version = version_of(db)
        versions[version] += 1
        column = "name" if version == len(STEPS) else "full_name"
        right = [row[1] for row in db.execute("PRAGMA table_info(clients)")].count(column) == 1
        right &= db["clients_again"].exists() == (version == len(LATER))
        right &= db.execute("SELECT count(*) FROM clients").fetchone()[0] == 41
        right &= db.execute("SELECT count(*) FROM revisions").fetchone()[0] == 40 + 63
        right &= db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        right &= migrate(db, path, LATER) == len(LATER) - version
        inconsistent += not right
        db.close()
    return {"kills": kills, "versions": versions, "inconsistent": inconsistent}


def restoring(folder: Path, kills: int, rnd: random.Random) -> dict[str, Any]:
    """Kill while a backup is put back; count folders from which the record cannot be had afterwards."""
    with Store.create(folder, PASSPHRASE, kdf=QUICK)[0] as store:
        last = fill(store, answers=40)
        made = store.backup(folder.parent)
    stuck = again = 0
    for _ in range(kills):
        killed(lambda _: Store.restore(folder, made, PASSPHRASE), rnd.uniform(0.001, 0.04))
        try:
            try:
                store = Store.open(folder, PASSPHRASE)
            except PlanbotError:
                again += 1
                Store.restore(folder, made, PASSPHRASE)
                store = Store.open(folder, PASSPHRASE)
            with store:
                whole = (store.open_chart("c1"), store.problems, store.verify()) == (last, (), [])
            stuck += not whole
        except PlanbotError:
            stuck += 1
    return {"kills": kills, "restored again": again, "stuck": stuck}


def main() -> None:
    """Run one of the four, and print what was found."""
    what, folder, kills, seed, *early = sys.argv[1:]
    rnd = random.Random(int(seed))
    if what == "saving":
        found = saving(Path(folder), int(kills), rnd, early=bool(early))
    elif what == "making":
        found = making(Path(folder), int(kills), rnd)
    elif what == "restoring":
        found = restoring(Path(folder), int(kills), rnd)
    else:
        found = migrating(Path(folder), int(kills), rnd)
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()

"""When the power goes, nothing is lost that was acknowledged.

A recorder preloaded into a saving process notes every write and every sync. A power cut is then played at
any point between two of them: what was synced is there; of what was not, each write is there, or missing,
or torn at a 512-byte sector, in any combination. The store must open from what is left.
"""

import os
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from planbot.errors import PlanbotError
from planbot.store import Store
from tests.store.making import PASSPHRASE, a_chart, a_store

ROOT = Path(__file__).parents[2]
CUTS = int(os.environ.get("PLANBOT_POWER_CUTS", "100"))
SEED = int(os.environ.get("PLANBOT_SEED", "20261123"))
ANSWERS = 90
SECTOR = 512

Operation = tuple[str, str, int, bytes]


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the recorder; that needs Linux and a C compiler."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the recorder of writes is for Linux only: power cuts were NOT tested on this system")
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        pytest.skip("there is no C compiler here: power cuts were NOT tested")
    built = tmp_path_factory.mktemp("recorder") / "recorder.so"
    source = Path(__file__).with_name("recorder.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", built, source, "-ldl", "-lpthread"], check=True)  # noqa: S603
    return built


@dataclass
class Recording:
    """A folder as it was before, and everything done to it since."""

    before: dict[str, bytes]
    operations: list[Operation] = field(default_factory=list)


def record(recorder: Path, folder: Path, synchronous: str) -> Recording:
    a_store(folder)[0].close()
    with Store.open(folder, PASSPHRASE) as store:
        store.add_client(a_chart())
    Store.open(folder, PASSPHRASE).close()
    before = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    journal = folder.with_suffix(".journal")
    command = [sys.executable, "-m", "tests.store.recorded", str(folder), str(ANSWERS), synchronous]
    preload = {"LD_PRELOAD": str(recorder), "RECORD_FOLDER": str(folder), "RECORD_TO": str(journal)}
    subprocess.run(command, cwd=ROOT, env={**os.environ, **preload}, check=True, timeout=60)  # noqa: S603
    return Recording(before, list(read(journal.read_bytes())))


def read(raw: bytes) -> Iterator[Operation]:
    at = 0
    while at < len(raw):
        kind, path_length, offset, length = struct.unpack_from("<cIqI", raw, at)
        at += 17
        path, data = raw[at : at + path_length].decode(), raw[at + path_length : at + path_length + length]
        at += path_length + length
        yield kind.decode(), path, offset, data


def apply(files: dict[str, bytearray], operation: Operation) -> None:
    kind, path, offset, data = operation
    if kind == "U":
        files.pop(path, None)
        return
    content = files.setdefault(path, bytearray())
    content.extend(bytes(max(0, offset - len(content))))
    if kind == "W":
        content[offset : offset + len(data)] = data
    else:
        del content[offset:]


def torn(operation: Operation, rnd: random.Random) -> Operation:
    kind, path, offset, data = operation
    if kind != "W" or len(data) <= SECTOR:
        return operation
    return kind, path, offset, data[: SECTOR * rnd.randrange(1, len(data) // SECTOR + 1)]


def power_cut(recording: Recording, rnd: random.Random) -> tuple[dict[str, bytearray], int]:
    """Return the files left after a cut at a random moment, and the last revision acknowledged before it."""
    first = next(number for number, operation in enumerate(recording.operations) if operation[0] == "A")
    cut = rnd.randrange(first, len(recording.operations)) + 1
    files = {path: bytearray(content) for path, content in recording.before.items()}
    unsynced: dict[str, list[Operation]] = {}
    acknowledged = 1
    for operation in recording.operations[:cut]:
        kind, path, _, data = operation
        if kind == "A":
            (acknowledged,) = struct.unpack("<q", data)
        elif kind == "S":
            for done in unsynced.pop(path, []):
                apply(files, done)
        elif kind == "U":
            unsynced.pop(path, None)
            apply(files, operation)
        else:
            unsynced.setdefault(path, []).append(operation)
    fate = rnd.choice(["all lost", "some lost", "some torn"])
    for operations in unsynced.values():
        for operation in operations:
            if fate != "all lost" and rnd.random() < 0.5:
                apply(files, torn(operation, rnd) if fate == "some torn" else operation)
    return files, acknowledged


def lost_or_damaged(files: dict[str, bytearray], folder: Path, after: Path, acknowledged: int) -> str | None:
    """Open what the cut left; return what is wrong, or None."""
    shutil.rmtree(after, ignore_errors=True)
    for name, content in files.items():
        path = after / Path(name).relative_to(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    try:
        with Store.open(after, PASSPHRASE) as store:
            opened = store.open_chart("c1")
            if opened.revision < acknowledged:
                return f"lost: {opened.revision} < {acknowledged}"
            if opened.revision > 1 and not opened.chart.snaps[0].words.startswith(f"answer {opened.revision} "):
                return "another chart"
            return "; ".join(store.verify()) or None
    except PlanbotError as error:
        return str(error)


def test_no_acknowledged_answer_is_lost_when_the_power_goes(recorder: Path, tmp_path: Path) -> None:
    recording = record(recorder, tmp_path / "practice", "FULL")
    kinds = {kind: sum(1 for o in recording.operations if o[0] == kind) for kind in "WSTUA"}
    assert kinds["A"] == ANSWERS
    assert kinds["S"] >= ANSWERS, "a save that is not synced is not durable"
    folded = [o for o in recording.operations if o[0] == "S" and o[1].endswith("planbot.db")]
    assert folded, "the log was never folded into the database: that moment was not tested"
    rnd = random.Random(SEED)
    problems = []
    for _ in range(CUTS):
        files, acknowledged = power_cut(recording, rnd)
        if problem := lost_or_damaged(files, tmp_path / "practice", tmp_path / "after", acknowledged):
            problems.append(problem)
    sys.stdout.write(f"{CUTS} power cuts among {kinds}: {len(problems)} problems\n")
    assert problems == []


def test_a_save_that_does_not_wait_for_the_disk_would_be_noticed(recorder: Path, tmp_path: Path) -> None:
    recording = record(recorder, tmp_path / "practice", "NORMAL")
    rnd = random.Random(SEED)
    for _ in range(60):
        files, acknowledged = power_cut(recording, rnd)
        if lost_or_damaged(files, tmp_path / "practice", tmp_path / "after", acknowledged):
            return
    pytest.fail("with synchronous=NORMAL some acknowledged answers are lost, and none was found missing")

"""A full disk or a folder that cannot be written: one sentence, nothing lost, and on again when there is room."""

import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planbot.errors import FullError, PlanbotError
from planbot.store import Store
from tests.store.making import PASSPHRASE, a_store, fill, tree

ROOT = Path(__file__).parents[2]
NOBODY = 65534


def run_out(folder: Path, how: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.store.running_out", str(folder), how]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def assert_nothing_lost(found: dict[str, Any]) -> None:
    assert found["acknowledged"] > 10, found
    assert "no room" in found["says"]
    assert found["says"].endswith(".")
    assert found["reads"] == found["acknowledged"], "reading goes on"
    assert "free some space" in found["backup"]
    assert found["left over"] == []
    assert found["then"] == found["after"] == found["acknowledged"] + 1, "saving goes on"
    assert found["looks"] == ["showed the plan", "opened"], "looks made meanwhile are recorded afterwards"
    assert found["problems"] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file")
def test_nothing_is_lost_when_a_quota_is_reached(tmp_path: Path) -> None:
    assert_nothing_lost(run_out(tmp_path / "practice", "limit"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of two megabytes; only where this user may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603
        pytest.skip("this user may not mount a small disk: a really full disk was NOT tested, a quota was")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607


def test_nothing_is_lost_when_the_disk_is_full(small_disk: Path) -> None:
    assert_nothing_lost(run_out(small_disk / "practice", "tmpfs"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_folder_that_cannot_be_written_is_one_sentence_and_stays_as_it_is() -> None:
    # Root may write anywhere, so the child becomes another user before it tries.
    for name in ("argon2.low_level", "cryptography.hazmat.primitives.ciphers.aead"):
        importlib.import_module(name)
    base = Path(tempfile.mkdtemp(prefix="planbot-"))
    try:
        folder = base / "practice"
        with a_store(folder)[0] as store:
            fill(store)
        root = os.geteuid() == 0
        for path in [base, folder, *folder.rglob("*")]:
            if root:
                os.chown(path, NOBODY, NOBODY)
            path.chmod(0o500 if path.is_dir() else 0o400)
        before = tree(folder)
        says = in_a_child(folder, NOBODY if root else None)
        assert says.startswith("FullError"), says
        assert "cannot be written" in says
        assert tree(folder) == before
    finally:
        for path in [base, *base.rglob("*")]:
            path.chmod(0o700)
        shutil.rmtree(base)


def in_a_child(folder: Path, user: int | None) -> str:
    """Open the store as *user* in a child process; return what was said."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            if user is not None:
                os.setuid(user)
            Store.open(folder, PASSPHRASE)
            said = "it opened"
        except PlanbotError as error:
            said = f"{type(error).__name__}: {error}"
        except BaseException as error:  # noqa: BLE001 - told to the parent
            said = repr(error)
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(pid, 0)
    with os.fdopen(reading) as pipe:
        return pipe.read()


def test_making_a_store_where_nothing_can_be_written_is_one_sentence(tmp_path: Path) -> None:
    target = Path("/proc/planbot") if Path("/proc").is_dir() else tmp_path / "file" / "x"
    (tmp_path / "file").touch()
    with pytest.raises(FullError, match="cannot be written"):
        Store.create(target, PASSPHRASE)

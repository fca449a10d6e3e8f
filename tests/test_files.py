"""A file is written whole or not at all, whatever goes wrong in the middle, and by whichever part of planbot."""

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbot.files import ABANDONED_AFTER, put, replacing, sync_folder

ROOT = Path(__file__).parents[1]
ON_WINDOWS = sys.platform == "win32"
FULL = OSError(errno.ENOSPC, "No space left on device")
WRITERS = {
    "an export": ("planbot.exports", "write_export(folder, 'planbot-c7.json', b'x' * 5000)", "planbot-c7.json"),
    "the settings": ("planbot.settings", "write_settings(folder, Settings(clinician='x' * 5000))", "settings.json"),
    "a key slot": (
        "planbot.store.slots",
        "write_slot(folder, seal('passphrase', b'k' * 32, b'words', Kdf(8, 1, 1)))",
        "keys",
    ),
    "the codes": ("tests.test_files", "codes_into(folder)", "codes.csv"),
}


def codes_into(folder: Path) -> None:
    """Take over an order file of one code."""
    from planbot.knowledge.codes import Codes
    from planbot.knowledge.order_file import take_over

    order = folder.parent / "icd10cm-order-2027.txt"
    take_over(order, Codes(None), folder)


def held(folder: Path) -> dict[str, bytes]:
    """Return every file in *folder* with what is in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Fails:
    """Stands where a call to the system stands, and fails as a full disk would."""

    def __call__(self, *_: Any, **__: Any) -> Any:
        raise FULL


def test_a_file_is_put_whole_and_its_owner_alone_reads_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        put(tmp_path / "kept", b"words")
    finally:
        os.umask(before)
    assert held(tmp_path) == {"kept": b"words"}
    if not ON_WINDOWS:
        assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o600


@given(turns=st.lists(st.tuples(st.binary(max_size=200), st.none() | st.integers(0, 200)), max_size=8))
def test_what_is_read_is_always_the_last_that_was_written_whole(
    tmp_path_factory: pytest.TempPathFactory, turns: list[tuple[bytes, int | None]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    whole: dict[str, bytes] = {}
    for content, breaks_at in turns:
        try:
            with replacing(folder / "kept", lasting=False) as file:
                file.write(content[:breaks_at])
                if breaks_at is not None:
                    raise FULL
            whole = {"kept": content}
        except OSError:
            pass
        assert held(folder) == whole


@pytest.mark.parametrize("before", [None, b"before"])
@pytest.mark.parametrize("breaks", ["os.fsync", "os.open", "os.fdopen", "pathlib.Path.replace"])
def test_whichever_step_fails_the_file_is_as_it_was_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, breaks: str, before: bytes | None
) -> None:
    if before is not None:
        put(tmp_path / "kept", before)

    with monkeypatch.context() as broken:
        broken.setattr(breaks, Fails())
        with pytest.raises(OSError, match="No space left"):
            put(tmp_path / "kept", b"after" * 100_000)

    assert held(tmp_path) == ({} if before is None else {"kept": before})


def test_what_interrupts_the_writer_leaves_nothing_either(tmp_path: Path) -> None:
    put(tmp_path / "kept", b"before")

    def interrupted() -> None:
        with replacing(tmp_path / "kept") as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert held(tmp_path) == {"kept": b"before"}


@pytest.mark.skipif(ON_WINDOWS, reason="symbolic links need rights there")
def test_a_symbolic_link_is_replaced_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"keep")
    folder = tmp_path / "inside"
    folder.mkdir()
    (folder / "kept").symlink_to(tmp_path / "outside")
    put(folder / "kept", b"words")
    assert held(folder) == {"kept": b"words"}
    assert (tmp_path / "outside").read_bytes() == b"keep"
    assert not (folder / "kept").is_symlink()


def test_two_that_write_one_file_at_once_leave_one_of_the_two_whole(tmp_path: Path) -> None:
    with replacing(tmp_path / "kept") as first:
        first.write(b"first, ")
        with replacing(tmp_path / "kept") as second:
            second.write(b"second, ")
            first.write(b"whole")
            first.flush()
            second.write(b"whole")
        assert (tmp_path / "kept").read_bytes() == b"second, whole"
    assert held(tmp_path) == {"kept": b"first, whole"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_writer_killed_half_way_leaves_the_file_whole_and_its_part_is_swept_a_day_later(tmp_path: Path) -> None:
    put(tmp_path / "kept", b"before")
    pid = os.fork()
    if pid == 0:
        with replacing(tmp_path / "kept") as file:
            file.write(b"half")
            file.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)

    assert (tmp_path / "kept").read_bytes() == b"before"
    (part,) = [path for path in tmp_path.iterdir() if path.name != "kept"]

    put(tmp_path / "kept", b"soon after")
    assert part.exists(), "somebody may be writing it still"

    (tmp_path / f"{part.name}.txt").write_bytes(b"somebody's own")
    (tmp_path / part.name.replace("kept", "other")).write_bytes(b"half of another")
    long_ago = time.time() - ABANDONED_AFTER - 60
    for path in tmp_path.iterdir():
        os.utime(path, (long_ago, long_ago))
    put(tmp_path / "kept", b"the next day")
    assert not part.exists()
    assert sorted(held(tmp_path).values()) == [b"half of another", b"somebody's own", b"the next day"]


@pytest.mark.skipif(ON_WINDOWS, reason="Windows makes names last by itself")
@pytest.mark.parametrize(("says", "is_told"), [(errno.EINVAL, False), (errno.ENOTSUP, False), (errno.EIO, True)])
def test_a_folder_that_cannot_be_synced_is_no_failure_and_a_failing_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: int, is_told: bool
) -> None:
    def fails(_: int) -> None:
        raise OSError(says, os.strerror(says))

    monkeypatch.setattr(os, "fsync", fails)
    told = False
    try:
        sync_folder(tmp_path)
    except OSError:
        told = True
    assert told is is_told


LIMITED = """
import pathlib, resource, signal, sys
from planbot.errors import PlanbotError
from {module} import {names}

folder = pathlib.Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))
try:
    {call}
except PlanbotError as error:
    print(error)
"""


@pytest.mark.skipif(ON_WINDOWS, reason="needs limits on the size of files")
@pytest.mark.parametrize("what", WRITERS)
def test_when_the_disk_is_full_each_says_so_in_a_sentence_and_what_was_there_is_whole(
    tmp_path: Path, what: str
) -> None:
    module, call, name = WRITERS[what]
    order = f"00001 F331    1 {'Major depressive disorder':60} Major depressive disorder, recurrent, moderate\n"
    (tmp_path / "icd10cm-order-2027.txt").write_text(order, encoding="latin-1")
    folder = tmp_path / "practice"
    kept = folder / name / "passphrase.json" if what == "a key slot" else folder / name
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"before")
    every = ("Kdf", "seal", "write_slot", "write_export", "write_settings", "Settings", "codes_into")
    names = ", ".join(word for word in every if f"{word}(" in call)
    program = LIMITED.format(module=module, names=names, call=call)

    command = [sys.executable, "-B", "-c", program, str(folder)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 - our own words

    assert len(said.stdout.splitlines()) == 1, said
    assert "written" in said.stdout
    assert said.stdout.endswith(".\n")
    assert held(folder) == {kept.relative_to(folder).as_posix(): b"before"}

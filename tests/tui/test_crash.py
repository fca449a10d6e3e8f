"""A crash anywhere tells its type and place, and nothing that anyone wrote: not on the terminal, not on the disk."""

import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from planbot.tui.crash import crash_of, keep

NEEDLE = "needle-7f3a-in-the-haystack"

PROGRAM = """
import sys
from pathlib import Path
from textual import events, work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static
from planbot.knowledge import load
from planbot.tui.app import PlanbotApp, catch_the_rest
from planbot.tui.text import T

where, folder = sys.argv[1], Path(sys.argv[2])
PARTS = ["needle", "7f3a", "in", "the", "haystack"]

def fall():
    secret = "-".join(PARTS)
    raise ValueError(f"could not read {secret}")

class Rich(Exception):
    def __rich__(self):
        return "-".join(PARTS)

class Broken(Static):
    def render(self):
        if where == "render":
            fall()
        return T("")

class Falls(Screen[None]):
    def compose(self) -> ComposeResult:
        if where == "compose":
            fall()
        yield Broken()
    def on_mount(self) -> None:
        note = "-".join(PARTS)
        if where == "mount":
            fall()
        if where == "timer":
            self.set_timer(0.1, fall)
        if where == "thread":
            self.run_worker(fall, thread=True)
        if where == "rich":
            raise Rich(note)
        if where == "outside":
            import threading
            threading.Thread(target=fall).start()
            self.set_timer(0.5, self.app.exit)
    def on_key(self, event: events.Key) -> None:
        draft = "-".join(PARTS)
        fall()

class Falling(PlanbotApp):
    def open_caseload(self) -> None:
        self.push_screen(Falls())

class Store:
    folder = folder
    def close(self) -> None: ...

catch_the_rest(folder)
app = Falling(folder, knowledge=load(), store=Store())
app.run()
sys.exit(app.return_code or 0)
"""


def _run(where: str, folder: Path) -> str:
    """Run the program on a terminal of its own, press a key, and return everything it wrote there."""
    controller, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
    process = subprocess.Popen(  # noqa: S603  (our own program)
        [sys.executable, "-c", PROGRAM, where, str(folder)],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=environment,
        close_fds=True,
    )
    os.close(terminal)
    written = bytearray()
    pressed = False
    while True:
        try:
            read = os.read(controller, 65536)
        except OSError:
            break
        if not read:
            break
        written += read
        if where == "key" and not pressed and b"\x1b[?1049h" in written:
            os.write(controller, b"x")
            pressed = True
    process.wait(timeout=30)
    os.close(controller)
    return written.decode("utf-8", "replace")


@pytest.mark.parametrize("where", ["compose", "mount", "render", "key", "timer", "thread", "rich", "outside"])
def test_a_crash_shows_its_type_and_place_and_nothing_anyone_wrote(where: str, tmp_path: Path) -> None:
    written = _run(where, tmp_path)
    # In a thread of its own it does not end planbot, and must not tear the screen: only the report is kept.
    assert ("planbot had to stop: " in written) is (where != "outside")
    assert NEEDLE not in written
    assert "could not read" not in written
    reports = list(tmp_path.iterdir())
    assert len(reports) == 1
    assert NEEDLE not in reports[0].read_text("utf-8")
    assert stat.S_IMODE(reports[0].stat().st_mode) == 0o600
    kind = {"rich": "Rich", "thread": "WorkerFailed"}.get(where, "ValueError")
    assert kind in reports[0].read_text("utf-8")


def _crash() -> BaseException:
    try:
        secret = NEEDLE
        raise RuntimeError(secret)  # noqa: TRY301  (the place of the crash is what is looked at)
    except RuntimeError as error:
        return error


def test_the_report_names_the_place_by_file_and_line_only(tmp_path: Path) -> None:
    crash = crash_of(_crash())
    assert crash.kind == "RuntimeError"
    assert crash.places[-1].startswith("test_crash.py:")
    path = keep(crash, tmp_path)
    assert path is not None
    assert NEEDLE not in path.read_text("utf-8")
    assert str(Path.home()) not in path.read_text("utf-8")


def test_a_folder_that_cannot_be_written_costs_the_report_but_not_the_message(tmp_path: Path) -> None:
    crash = crash_of(_crash())
    assert keep(crash, tmp_path / "missing") is None
    assert crash.id in crash.says

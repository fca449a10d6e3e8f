"""A person at a real terminal: planbot in a pseudo-terminal, and the screen as a terminal would draw it."""

import re
import signal
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import pexpect
import pyte

from tests.running import Home

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "down": "\x1b[B",
    "up": "\x1b[A",
    "tab": "\t",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f8": "\x1b[19~",
} | {f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "bfnopqrt"}
PATIENCE = 40.0
"""Seconds to wait for something to appear on a slow computer."""
_UNKNOWN = re.compile(rb"\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b_[^\x1b]*\x1b\\|\x1b\[[0-9;]* q")
"""Sequences that the drawing of the screen does not know and that draw nothing."""


class Terminal:
    """A program in a pseudo-terminal of 100 by 30."""

    def __init__(self, home: Home, *args: str, columns: int = 100, lines: int = 30) -> None:
        program, *words = home.command(*args)
        self.raw = b""
        """Every byte the program has written."""
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._child: Any = pexpect.spawn(
            program,
            words,
            env=home.environment(TERM="xterm-256color", COLORTERM="truecolor"),
            cwd=str(home.elsewhere[2]),
            dimensions=(lines, columns),
            timeout=PATIENCE,
        )
        self._child.delaybeforesend = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._child.close(force=True)

    @property
    def rows(self) -> list[str]:
        """The screen as it stands now, row by row."""
        return [row.rstrip() for row in self._screen.display]

    @property
    def text(self) -> str:
        """The screen as it stands now."""
        return "\n".join(self.rows)

    @property
    def words(self) -> str:
        """The screen as it stands now, on one line, so that a wrapped sentence is found."""
        return " ".join(self.text.split())

    def type(self, text: str) -> None:
        """Type words."""
        self._child.send(text)

    def press(self, *keys: str) -> None:
        """Press keys by their names."""
        for key in keys:
            assert key in KEYS or len(key) == 1, f"there is no key {key}"
            self._child.send(KEYS.get(key, key))

    def paste(self, text: str) -> None:
        """Paste text as a terminal does that marks what is pasted."""
        self._child.send(f"\x1b[200~{text}\x1b[201~")

    def see(self, words: str) -> str:
        """Wait until *words* are on the screen, and return all that is."""
        return self.wait(lambda screen: words in screen, f"{words!r} never appeared")

    def wait(self, there: Callable[[str], bool], otherwise: str) -> str:
        """Wait until the words of the screen are as wanted, and return them."""
        end = time.monotonic() + PATIENCE
        while not there(self.words):
            if time.monotonic() > end or not self._read(0.2):
                raise AssertionError(f"{otherwise}; the screen shows:\n{self.text}")
        return self.words

    def settle(self, seconds: float = 0.4) -> str:
        """Wait until the words on the screen stay the same for a while, and return them."""
        end = time.monotonic() + PATIENCE
        before, since = self.words, time.monotonic()
        while time.monotonic() - since < seconds and time.monotonic() < end:
            self._read(0.05)
            if self.words != before:
                before, since = self.words, time.monotonic()
        return before

    def kill(self) -> None:
        """End the program at once, as a power cut would."""
        self._child.kill(signal.SIGKILL)
        self._child.wait()

    def end(self) -> int | None:
        """Wait until the program has ended by itself, and return its exit code."""
        end = time.monotonic() + PATIENCE
        while self._read(0.2):
            if time.monotonic() > end:
                raise AssertionError(f"the program did not end; the screen shows:\n{self.text}")
        self._child.close()
        code: int | None = self._child.exitstatus
        return code

    def _read(self, seconds: float) -> bool:
        try:
            new: bytes = self._child.read_nonblocking(65536, seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += new
        self._stream.feed(_UNKNOWN.sub(b"", new))
        return True

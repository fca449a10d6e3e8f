"""Runs planbot as people and scripts run it: in a process of its own, on a home of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from planbot.store import Kdf
from tests.forking import CAN_FORK, forking

PASSPHRASE = "violet ladder sixty comet"
QUICK = Kdf(memory_kib=8192, time=1, lanes=1)
"""A cheap lock, so that a test opens a store in milliseconds."""
PATIENCE = 60
"""Seconds a command may take before the test gives up on it."""


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything it wrote."""
        return self.out + self.err


@dataclass(frozen=True)
class Home:
    """A person's computer: where planbot keeps its data, and every other place it could write to."""

    root: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The data folder, as ``PLANBOT_HOME`` names it."""
        return self.root / "planbot"

    @property
    def secret(self) -> Path:
        """The file that holds the passphrase."""
        return self.root / "passphrase.txt"

    @property
    def elsewhere(self) -> tuple[Path, ...]:
        """Where planbot has no business: the home, the temporary folder and the folder it is started in."""
        return tuple(self.root / name for name in ("home", "tmp", "here"))

    def made(self) -> "Home":
        """Make the folders and the passphrase file."""
        for folder in (self.folder, *self.elsewhere):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
        return self

    def environment(self, **more: str) -> dict[str, str]:
        """Return the variables a program of this person sees; nothing of the computer the tests run on."""
        home, tmp, _ = map(os.fspath, self.elsewhere)
        mine = {"PATH": os.environ["PATH"], "HOME": home, "USERPROFILE": home, "TMPDIR": tmp, "TEMP": tmp, "TMP": tmp}
        mine |= {"PLANBOT_HOME": os.fspath(self.folder), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        mine |= {name: os.environ[name] for name in ("SYSTEMROOT", "COMSPEC") if name in os.environ}
        return {**mine, **self.variables, **more}

    def command(self, *args: str) -> list[str]:
        """Return the words of a command, through the real entry point."""
        return [sys.executable, "-m", "planbot", *args]

    def run(self, *args: str, typed: str | bytes = "", **more: str) -> Ran:
        """Run a command with *typed* on its input and return what it left; it must end by itself.

        With variables of its own it starts from nothing, because libraries read some when imported.
        """
        given = typed if isinstance(typed, bytes) else typed.encode()
        if more or not CAN_FORK:
            return self.start(*args, typed=given, **more)
        files = [self.root / name for name in (".typed", ".out", ".err")]
        for file in files:
            file.write_bytes(given if file.name == ".typed" else b"")
        code = forking().run(
            args, files=files, cwd=self.elsewhere[2], environment=self.environment(), patience=PATIENCE
        )
        out, err = (file.read_bytes().decode() for file in files[1:])
        for file in files:
            file.unlink()
        return Ran(code, out, err)

    def start(self, *args: str, typed: bytes = b"", **more: str) -> Ran:
        """Run a command in a process that starts from nothing, as a shell does."""
        done = subprocess.run(  # noqa: S603 - our own program
            self.command(*args),
            input=typed,
            capture_output=True,
            check=False,
            cwd=self.elsewhere[2],
            env=self.environment(**more),
            timeout=PATIENCE,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def opened(self, *args: str, typed: str | bytes = "", **more: str) -> Ran:
        """Run a command that opens the store, with the right passphrase."""
        return self.run(*args, "--passphrase-file", os.fspath(self.secret), typed=typed, **more)

    def ask(self, flow: str, client: str, lines: Sequence[str] = (), *more: str) -> Ran:
        """Hold a conversation on plain lines."""
        return self.opened("ask", flow, "--client", client, *more, typed="".join(f"{line}\n" for line in lines))

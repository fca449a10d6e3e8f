"""Runs many commands quickly: a process that has imported planbot forks once for each of them.

Each command still has a process, streams, variables and an exit code of its own, and begins at the real
entry point, ``planbot.cli.main``; only the half second of importing libraries is saved.
"""

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any

CAN_FORK = hasattr(os, "fork")
ROOT = Path(__file__).parent.parent


class Forking:
    """The process that forks, started when first needed and ended with the tests."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.forking"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(
        self, args: Sequence[str], *, files: Sequence[Path], cwd: Path, environment: Mapping[str, str], patience: int
    ) -> int:
        """Run ``planbot`` with *args*; *files* are its input, output and errors. Return its exit code."""
        asked = {"args": list(args), "files": [os.fspath(f) for f in files], "cwd": os.fspath(cwd)}
        line = json.dumps({**asked, "environment": dict(environment), "patience": patience})
        to, back = _pipes(self._server)
        to.write(line + "\n")
        to.flush()
        return int(back.readline())

    def end(self) -> None:
        """End the process that forks."""
        to, back = _pipes(self._server)
        to.close()
        back.close()
        self._server.wait(10)


@cache
def forking() -> Forking:
    """Return the one process that forks for this run of the tests."""
    made = Forking()
    atexit.register(made.end)
    return made


def _pipes(server: "subprocess.Popen[str]") -> tuple[IO[str], IO[str]]:
    assert server.stdin is not None
    assert server.stdout is not None
    return server.stdin, server.stdout


def serve() -> None:
    """Fork for every line on standard input, and answer with the exit code."""
    import importlib
    import pkgutil

    import planbot.cli

    for module in pkgutil.iter_modules(planbot.cli.__path__):
        importlib.import_module(f"planbot.cli.{module.name}")
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _command(asked)
        sys.stdout.write(f"{_code_of(child, asked['patience'])}\n")
        sys.stdout.flush()


def _code_of(child: int, patience: int) -> int:
    def too_long(*_: object) -> None:
        os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(patience)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.alarm(0)
    return code


def _command(asked: dict[str, Any]) -> None:
    code = 70
    try:
        os.environ.clear()
        os.environ.update(asked["environment"])
        os.chdir(asked["cwd"])
        for number, (name, flags) in enumerate(
            zip(asked["files"], (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)
        ):
            handle = os.open(name, flags)
            os.dup2(handle, number)
            os.close(handle)
        sys.stdin, sys.stdout, sys.stderr = (open(n, mode, closefd=False) for n, mode in ((0, "r"), (1, "w"), (2, "w")))  # noqa: SIM115
        sys.argv = ["planbot", *asked["args"]]
        from planbot.cli import main

        main()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError):
                stream.flush()
        os._exit(code)


if __name__ == "__main__":
    serve()

"""Where the benchmarks keep their stores: throwaway folders, with the library's index prepared beside them."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planbot.chart import Chart
from planbot.store import Kdf, Store

PASSPHRASE = "violet ladder sixty comet"  # noqa: S105 - of stores that live for seconds
QUICK = Kdf(memory_kib=64, time=1, lanes=1)
"""A derivation of keys that takes next to no time, because that of a real store takes a second on purpose."""


@contextmanager
def throwaway() -> Iterator[Path]:
    """Give a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="planbot-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def made(folder: Path, *charts: Chart) -> Store:
    """Return an unlocked store in *folder* that holds *charts*."""
    store, _ = Store.create(folder, PASSPHRASE, kdf=QUICK)
    for chart in charts:
        store.add_client(chart)
    return store


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a process whose data, prepared library and compiled modules lie in *home*.

    An installed program is compiled once; where the environment forbids that, every start would be a first one.
    """
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "PLANBOT_HOME": str(home),
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def printed(script: str, env: dict[str, str]) -> tuple[float, ...]:
    """Return the numbers *script* prints in a process that has just begun."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script],
        env=env,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    return tuple(map(float, done.stdout.split()))

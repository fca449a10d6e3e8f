"""Loading the library in a process that has just begun, its index prepared by the one before."""

import subprocess
import sys
from pathlib import Path

from bench.measuring import Row, alone
from bench.places import environment, throwaway

AIM = 60.0
SCRIPT = """
import time
began = time.perf_counter()
import pydantic
there = time.perf_counter()
from planbot.knowledge import load
imported = time.perf_counter()
load()
done = time.perf_counter()
print((done - imported) * 1000, (done - there) * 1000, (done - began) * 1000)
"""


def run(times: int = 15) -> list[Row]:
    """Load it in one process after another."""
    with throwaway() as home:
        env = environment(home)
        runs = [_loaded(env) for _ in range(times + 2)][2:]
    load, planbot, everything = zip(*runs, strict=True)
    return [
        alone("knowledge load from a fresh index", load, aim=AIM),
        alone("knowledge load, planbot's own imports included", planbot, aim=AIM),
        alone("knowledge load, pydantic's import included too", everything),
    ]


def _loaded(env: dict[str, str]) -> tuple[float, ...]:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", SCRIPT],
        env=env,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    return tuple(map(float, done.stdout.split()))

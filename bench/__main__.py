"""Runs all benchmarks, or those named, and prints one table: ``python -m bench [NAME ...]``."""

import os
import sys
from collections.abc import Callable
from importlib import import_module

from bench.measuring import Row, table

NAMES = ("start", "keys", "answer", "saving", "check", "likeness", "audit", "library", "search", "drafting")
"""A module for each, with a function ``run`` that takes how often."""


def benchmark(name: str) -> Callable[..., list[Row]]:
    """Return the function that runs the benchmark of this name."""
    found: Callable[..., list[Row]] = import_module(f"bench.{name}").run
    return found


def main(names: list[str]) -> int:
    """Run the benchmarks named, or all; 2 when there is none of a name, else 0 whether or not the aims are met."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"There is no benchmark {unknown[0]}; choose from {', '.join(NAMES)}.")
        return 2
    rows = []
    for name in names or NAMES:
        print(f"{name} ...", end=" ", flush=True, file=sys.stderr)
        rows += benchmark(name)()
    print(file=sys.stderr)
    print(table(rows))
    if hasattr(os, "getloadavg"):
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end; above 1 others were at work too.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

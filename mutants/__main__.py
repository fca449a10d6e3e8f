"""Breaks whole charts and prints what the rules notice: ``python -m mutants [--person NAME] [--operator NAME]``."""

import argparse
import sys
from collections.abc import Collection

from rich.console import Console
from rich.progress import track

from mutants.base import OPERATORS
from mutants.everybody import all_tried, everybody
from mutants.telling import reasons, survivors, table
from mutants.trial import Tried, share

LEAST = 0.95
"""The share of what is broken that the rules have to notice."""


def main(arguments: list[str]) -> int:
    """Try what was asked for; 0 when enough was noticed, else 1; 2 when there is nobody or nothing of a name."""
    parser = argparse.ArgumentParser(prog="python -m mutants", description=__doc__)
    parser.add_argument("--person", action="append", default=[], metavar="NAME", help="break this person's chart only")
    parser.add_argument("--operator", action="append", default=[], metavar="NAME", help="break charts in this way only")
    chosen = parser.parse_args(arguments)
    for asked, known, what in ((chosen.person, everybody(), "person"), (chosen.operator, OPERATORS, "operator")):
        if unknown := [name for name in asked if name not in known]:
            print(f"There is no {what} {unknown[0]}; choose from {', '.join(sorted(known))}.")
            return 2
    results = _tried(chosen.person or tuple(everybody()), chosen.operator)
    print(table(results), survivors(results), reasons(results), sep="\n\n")
    return 0 if share(results) >= LEAST else 1


def _tried(names: Collection[str], operators: Collection[str]) -> list[Tried]:
    """Try the people named, with a progress bar where somebody watches."""
    console = Console(stderr=True)
    done = all_tried(names, operators)
    shown = track(done, "People", total=len(names), console=console, transient=True, disable=not console.is_terminal)
    return [result for person in shown for result in person]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

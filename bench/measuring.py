"""Times, and the table they are told in: medians, 99th percentiles, and ratios of runs made one after the other."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

MS = 1000.0
"""Milliseconds in a second."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    ours: float
    """Milliseconds: the median of the runs, or their 99th percentile when *of* says so."""
    spread: tuple[float, float]
    """The quartiles of what is held against the aim: of the ratios where there is a yardstick, else of the times."""
    yardstick: float | None = None
    """Milliseconds of the bare thing beside it: the median of the runs."""
    ratio: float | None = None
    """The median of the ratios of neighbouring runs."""
    aim: float | None = None
    """The most that the ratio, or without a yardstick the milliseconds, may be."""
    of: Literal["median", "p99"] = "median"
    unit: str = "ms"
    """What *ours* and *yardstick* are counted in."""

    @property
    def figure(self) -> float:
        """What is held against the aim."""
        return self.ours if self.ratio is None else self.ratio

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None when there is none."""
        return None if self.aim is None else self.figure <= self.aim


def timed(work: Callable[[], object]) -> float:
    """Return how long *work* took, in milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * MS


def worked(work: Callable[[], object]) -> float:
    """Return how long this process computed at *work*, in milliseconds; other processes' work does not count."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * MS


def percentile(times: Sequence[float], share: float) -> float:
    """Return the time that *share* of the runs did not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def quartiles(figures: Sequence[float]) -> tuple[float, float]:
    """Return the figures between which the middle half of the runs lies."""
    return percentile(figures, 0.25), percentile(figures, 0.75)


def alone(
    what: str,
    figures: Sequence[float],
    *,
    aim: float | None = None,
    of: Literal["median", "p99"] = "median",
    unit: str = "ms",
) -> Row:
    """Return the row of something that has no yardstick."""
    figure = median(figures) if of == "median" else percentile(figures, 0.99)
    return Row(what, figure, quartiles(figures), aim=aim, of=of, unit=unit)


def beside(
    what: str, ours: Sequence[float], bare: Sequence[float], *, aim: float | None = None, unit: str = "ms"
) -> Row:
    """Return the row of runs made in turn with those of a yardstick.

    Neighbouring runs share the machine's moods, so their ratio moves less than either time.
    """
    ratios = [one / other for one, other in zip(ours, bare, strict=True)]
    return Row(what, median(ours), quartiles(ratios), median(bare), median(ratios), aim, unit=unit)


def in_turn(
    ours: Callable[[], float], bare: Callable[[], float], runs: int, *, warm: int = 1
) -> tuple[list[float], list[float]]:
    """Return the times of *runs* pairs, each measured by the two functions, the first of a pair changing."""
    mine: list[float] = []
    theirs: list[float] = []
    for number in range(warm + runs):
        if number % 2:
            there = bare()
            here = ours()
        else:
            here = ours()
            there = bare()
        if number >= warm:
            mine.append(here)
            theirs.append(there)
    return mine, theirs


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table that fits a terminal."""
    heads = ("what", "ours", "yardstick", "figure", "middle half", "aim", "")
    lines = [heads, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]

    def told(line: tuple[str, ...]) -> str:
        padded = (f"{cell:>{width}}" for cell, width in zip(line[1:-1], widths[1:-1], strict=True))
        return "  ".join([f"{line[0]:<{widths[0]}}", *padded, line[-1]]).rstrip()

    return "\n".join([told(heads), "-" * max(len(told(line)) for line in lines), *map(told, lines[1:])])


def _cells(row: Row) -> tuple[str, ...]:
    unit = f" {row.unit}" if row.ratio is None else " x"
    low, high = row.spread
    ours = f"{row.ours:.2f} {row.unit}" + (" p99" if row.of == "p99" else "")
    return (
        row.what,
        ours,
        "" if row.yardstick is None else f"{row.yardstick:.2f} {row.unit}",
        f"{row.figure:.2f}{unit}",
        f"{low:.2f}-{high:.2f}",
        "" if row.aim is None else f"{row.aim:g}{unit}",
        {None: "", True: "met", False: "NOT MET"}[row.met],
    )

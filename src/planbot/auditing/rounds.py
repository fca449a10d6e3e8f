"""Checks many charts, a few at a time: on one core here, or on several in processes of their own.

Of no chart more is kept than its numbers, so that memory stays the same however many there are.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from planbot.auditing.counting import Tally
from planbot.auditing.papers import Paper
from planbot.auditing.rows import rows_of, unread_row
from planbot.auditing.wording import Wording, wording_of
from planbot.chart import Chart
from planbot.chart.reading import read
from planbot.environment import shut_doors
from planbot.errors import ChartError, PlanbotError
from planbot.knowledge import Knowledge, load, profile_of
from planbot.rules import check

TOGETHER = 25
"""How many charts are handed to a core at once."""
AHEAD = 3
"""How many such parts wait for each core, so that none idles and few charts are held."""
WORTH_CORES = 200
"""From how many charts starting further processes takes less time than it saves."""

_OF_OURS = (b'"urn:planbot:audit:', b'"urn:planbot:findings:')


@dataclass(frozen=True)
class Checking:
    """How charts are checked: with which profile, for which day, and whether each finding becomes a row."""

    today: date
    profile: str | None = None
    """The id of the profile for all; None for each chart's own."""
    rows: bool = False
    names: bool = False
    """Whether clients may be named."""


@dataclass
class Part:
    """What came of some charts."""

    done: int = 0
    passed_over: int = 0
    """Reports of planbot's own, which are no charts."""
    tally: Tally = field(default_factory=Tally)
    ids: list[str] = field(default_factory=list)
    wordings: list[Wording] = field(default_factory=list)
    """What comparing the plans with each other needs of each."""
    rows: str = ""
    """A line of CSV for each finding, when rows were asked for."""


def cores() -> int:
    """Return how many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def audited(papers: Iterable[Paper], checking: Checking, jobs: int = 1) -> Generator[Part, None, None]:
    """Yield what was found, part by part and in order, while *jobs* processes work ahead.

    Closing it early, as Ctrl-C does, waits for no more than the part each process has in hand.
    Raises PlanbotError when a process was ended from outside.
    """
    parts = _parts(papers)
    if jobs <= 1:
        yield from (examine(part, checking) for part in parts)
        return
    # Spawned, never forked: the store's threads and connections stay in the one process that opened them.
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_start)
    try:
        yield from _in_order(pool, parts, checking, jobs * AHEAD)
    except BrokenProcessPool:
        raise PlanbotError("A part of the audit was ended from outside; try again with --jobs 1.") from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _parts(papers: Iterable[Paper]) -> Iterator[list[Paper]]:
    rest = iter(papers)
    while part := list(islice(rest, TOGETHER)):
        yield part


def _in_order(
    pool: ProcessPoolExecutor, parts: Iterator[list[Paper]], checking: Checking, ahead: int
) -> Iterator[Part]:
    waiting: deque[Future[Part]] = deque()
    for part in parts:
        waiting.append(pool.submit(examine, part, checking))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _start() -> None:
    # Ctrl-C reaches every process of the terminal; the one that was started by a person decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    shut_doors()


def examine(papers: list[Paper], checking: Checking) -> Part:
    """Read and check some charts; one that cannot be read is counted with its reason."""
    part, knowledge = Part(done=len(papers)), load()
    for paper in papers:
        try:
            chart = _read(paper)
        except ChartError as error:
            part.tally.not_read(paper.place, str(error))
            part.rows += unread_row(paper.place, str(error), names=checking.names) if checking.rows else ""
            continue
        if chart is None:
            part.passed_over += 1
        else:
            _count(part, paper, chart, knowledge, checking)
    return part


def _read(paper: Paper) -> Chart | None:
    """Return the chart; None for a report of planbot's own, which is passed over."""
    if paper.fault:
        raise ChartError(paper.fault)
    if paper.path is None:
        return read((paper.text or "").encode())
    try:
        return read(paper.path)
    except ChartError:
        if _is_ours(paper):
            return None
        raise


def _is_ours(paper: Paper) -> bool:
    try:
        with open(paper.path or "", "rb") as file:  # noqa: PTH123 - a path too long for Path is no reason to stop
            return any(mark in file.read(200) for mark in _OF_OURS)
    except OSError:
        return False


def _count(part: Part, paper: Paper, chart: Chart, knowledge: Knowledge, checking: Checking) -> None:
    profile = profile_of(knowledge, checking.profile or chart.client.profile)
    findings = check(chart, knowledge, profile, checking.today)
    name = chart.client.name if checking.names else ""
    part.ids.append(chart.id)
    part.tally.count(chart.id, name, profile.id, findings)
    part.wordings.append(wording_of(paper.place, chart, name, profile=profile, knowledge=knowledge, checked=findings))
    if checking.rows:
        part.rows += rows_of(paper.place, chart.id, name if checking.names else None, profile.id, findings)

"""The figures of a measurement: per task, what became of the drafts, what they took, and what was offered."""

import platform
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from statistics import median
from typing import NamedTuple

from pydantic import Field

from planbot import __version__
from planbot.chart.base import Frozen
from planbot.drafting.base import Course
from planbot.drafting.evaluation.outcome import NOTHING, UNASKED, UNREADABLE, Beside, Outcome, Shown
from planbot.errors import PlanbotError


class Report(Frozen):
    """A measurement, whole or stopped, with every draft in it."""

    model: str
    where: str
    """Where what was sent went."""
    set: str
    """The digest of the fixed set."""
    version: str = __version__
    began: datetime = Field(default_factory=lambda: datetime.now(UTC))
    machine: str = Field(default_factory=lambda: f"{platform.system()} {platform.machine()}")
    of: int = 0
    """How many drafts were to be asked for."""
    complete: bool = False
    outcomes: tuple[Outcome, ...] = ()
    beside: tuple[Beside, ...] = ()

    def to_json(self) -> str:
        """Return the measurement with its figures, as JSON that can be gone on with."""
        figures = {task: figures_of(self, task)._asdict() for task in self.tasks}
        return _with_figures(self, figures)

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks measured, in the order they came."""
        return tuple(dict.fromkeys(outcome.task for outcome in self.outcomes))


def _with_figures(report: Report, figures: object) -> str:
    import json

    return json.dumps({**report.model_dump(mode="json"), "figures": figures}, indent=1, ensure_ascii=False) + "\n"


def read_report(data: bytes) -> Report:
    """Return the measurement that was written as JSON; its figures are counted anew.

    Raises PlanbotError when it is not one.
    """
    import json

    try:
        raw = json.loads(data)
        raw.pop("figures", None)
        return Report.model_validate(raw)
    except (ValueError, AttributeError, TypeError):
        raise PlanbotError("That file holds no measurement of drafts; choose another one.") from None


class Figures(NamedTuple):
    """What is told of one task. Shares are from 0 to 1, times in seconds; None where there is nothing to tell."""

    drafts: int
    clean: float
    repaired: float
    mended: float
    findings: float
    unreadable: float
    nothing: float
    unsupported: float | None
    """Doubtful sentences, names and numbers per draft."""
    drafts_clean: float | None
    """The share of the model's proposals, as shown, in which nothing is found."""
    offered_clean: float | None
    """The same of all that stands before a person: the model's and the library's proposals."""
    with_a_clean_one: float | None
    """The share of questions at which at least one proposal without a finding is offered."""
    requests: float | None
    """Requests per draft."""
    tokens_in: float | None
    cached: float | None
    """The share of the tokens sent that the server still had."""
    tokens_out: float | None
    first: float | None
    """Seconds to the first words of a draft, the median."""
    seconds: float | None
    p90: float | None
    own: float | None
    """Planbot's own seconds per draft, the median."""
    ratio: float | None
    """Seconds against the bare server for the same tokens, the median of pairs."""
    pairs: int
    recall: float | None = None
    precision: float | None = None
    recall_of_words: float | None = None


def figures_of(report: Report, task: str = "") -> Figures:
    """Return the figures of *task*, or of all tasks together."""
    mine = [o for o in report.outcomes if task in ("", o.task) and o.course != UNASKED]
    pairs = [each.ratio for each in report.beside if task in ("", each.task)]
    shown = [each for outcome in mine for each in outcome.shown]
    beside = [each for outcome in mine for each in outcome.library]

    def share(course: str) -> float:
        return sum(outcome.course == course for outcome in mine) / max(1, len(mine))

    asked = [each for outcome in mine for each in outcome.asked]
    sent = sum(each.tokens_in for each in asked)
    reading = [outcome.reading for outcome in mine if outcome.reading is not None]
    expected = sum(each.expected for each in reading)
    found = sum(each.found for each in reading)
    return Figures(
        drafts=len(mine),
        clean=share(Course.CLEAN),
        repaired=share(Course.REPAIRED),
        mended=share(Course.MENDED),
        findings=share(Course.FINDINGS),
        unreadable=share(UNREADABLE),
        nothing=share(NOTHING),
        unsupported=_mean(mine, lambda o: sum(len(each.doubts) for each in o.shown)),
        drafts_clean=_clean(shown),
        offered_clean=_clean([*shown, *beside]),
        with_a_clean_one=_mean(mine, lambda o: any(each.clean for each in (*o.shown, *o.library))),
        requests=_mean(mine, lambda o: len(o.asked)),
        tokens_in=_mean(mine, lambda o: o.tokens_in),
        cached=sum(each.cached for each in asked) / sent if sent else None,
        tokens_out=_mean(mine, lambda o: o.tokens_out),
        first=median([o.asked[0].first for o in mine if o.asked]) if asked else None,
        seconds=median([o.seconds for o in mine]) if mine else None,
        p90=_ninth([o.seconds for o in mine]),
        own=median([o.own for o in mine]) if mine else None,
        ratio=median(pairs) if pairs else None,
        pairs=len(pairs),
        recall=sum(each.met for each in reading) / expected if expected else None,
        precision=sum(each.right for each in reading) / found if found else None,
        recall_of_words=sum(each.words_met for each in reading) / expected if expected else None,
    )


def _clean(shown: Sequence[Shown]) -> float | None:
    return sum(each.clean for each in shown) / len(shown) if shown else None


def _mean(outcomes: Sequence[Outcome], of: Callable[[Outcome], float]) -> float | None:
    return sum(map(of, outcomes)) / len(outcomes) if outcomes else None


def _ninth(times: Sequence[float]) -> float | None:
    """The time that nine in ten did not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.9))] if times else None

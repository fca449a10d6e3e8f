"""A measurement as plain text: what became of the drafts, what they took, and what was found in speech."""

from collections.abc import Sequence

from planbot.drafting.evaluation.outcome import UNASKED
from planbot.drafting.evaluation.report import Figures, Report, figures_of

ALL = "all tasks"


def told(report: Report) -> str:
    """Return the figures as three tables that fit a terminal."""
    figures = [(task, figures_of(report, task)) for task in report.tasks]
    if len(figures) > 1:
        figures.append((ALL, figures_of(report)))
    unasked = sum(outcome.course == UNASKED for outcome in report.outcomes)
    lines = [
        f"{report.model}, {report.began:%Y-%m-%d}, set {report.set}, planbot {report.version}",
        f"{len(report.outcomes)} of {report.of} drafts asked for"
        + (f", {unasked} of them not sent because planbot had nothing to send" if unasked else "")
        + ("." if report.complete else "; the measurement was stopped."),
        "",
        *_courses(figures),
        "",
        *_costs(figures),
        *_reading(figures),
    ]
    return "\n".join(lines) + "\n"


Rows = Sequence[tuple[str, Figures]]


def _courses(rows: Rows) -> list[str]:
    heads = ("what became of a draft", "drafts", "clean", "repaired", "mended", "findings", "unreadable", "nothing")
    more = ("doubts", "clean drafts", "clean offers", "a clean one")
    cells = [
        (
            task,
            str(f.drafts),
            *map(_percent, (f.clean, f.repaired, f.mended, f.findings, f.unreadable, f.nothing)),
            _number(f.unsupported),
            *map(_percent, (f.drafts_clean, f.offered_clean, f.with_a_clean_one)),
        )
        for task, f in rows
    ]
    return _table((*heads, *more), cells)


def _costs(rows: Rows) -> list[str]:
    heads = (
        "what a draft took",
        "requests",
        "tokens in",
        "cached",
        "out",
        "first word",
        "median",
        "p90",
        "own",
        "ratio",
    )
    cells = [
        (
            task,
            _number(f.requests),
            _number(f.tokens_in, 0),
            _percent(f.cached),
            _number(f.tokens_out, 0),
            *(_number(each, 1, " s") for each in (f.first, f.seconds, f.p90)),
            _number(f.own, 2, " s"),
            f"{_number(f.ratio, 2)} ({f.pairs})" if f.pairs else "-",
        )
        for task, f in rows
    ]
    return _table(heads, cells)


def _reading(rows: Rows) -> list[str]:
    cells = [
        (task, _percent(f.recall), _percent(f.precision), _percent(f.recall_of_words))
        for task, f in rows
        if f.recall is not None and task != ALL
    ]
    return ["", *_table(("found in speech", "recall", "precision", "words alone"), cells)] if cells else []


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f} %"


def _number(figure: float | None, digits: int = 1, unit: str = "") -> str:
    return "-" if figure is None else f"{figure:.{digits}f}{unit}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(line[column]) for line in (heads, *rows)) for column in range(len(heads))]

    def line(cells: Sequence[str]) -> str:
        first, *others = (
            f"{cell:<{w}}" if not n else f"{cell:>{w}}" for n, (cell, w) in enumerate(zip(cells, widths, strict=True))
        )
        return "  ".join((first, *others)).rstrip()

    return [line(heads), "-" * len(line(heads)), *map(line, rows)]

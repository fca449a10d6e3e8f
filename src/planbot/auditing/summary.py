"""The report in words: plain text of at most 80 columns, quiet enough to paste into a mail."""

import textwrap
from collections.abc import Iterator

from planbot.auditing.report import Report, RuleShare
from planbot.rules import Severity
from planbot.text import one_line

WIDTH = 80
HEADS = {
    Severity.ERROR: "Errors, which block signing",
    Severity.WARNING: "Warnings",
    Severity.ADVICE: "Advice",
}
ARROWS = {"more": "↑", "fewer": "↓", "same": "=", "new": "new"}
_NAME = 42
_FILES = 20


def percent(share: float) -> str:
    """Return a share in percent that never says all or none when it is not so."""
    if 0 < share < 0.005:
        return "<1 %"
    if 0.995 <= share < 1:
        return ">99 %"
    return f"{share * 100:.0f} %"


def plural(number: int, word: str) -> str:
    """Return a number with its word: 1 chart, 1,200 charts."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def opening(report: Report) -> Iterator[str]:
    """Yield the sentences a report begins with."""
    if not report.complete:
        yield f"Stopped early: {report.charts + report.unread:,} of {plural(report.of, 'chart')} were looked at."
    yield (
        f"{plural(report.charts, 'chart')} checked on {report.audited_on.isoformat()} by planbot {report.planbot}, "
        + ("each with its own profile:" if report.profile is None else "all with one profile:")
    )
    for used in report.profiles:
        yield f"- {used.name} ({used.id}, of {used.dated.isoformat()}): {plural(used.charts, 'chart')}"
    if report.charts and not report.compared:
        why = "there are too many" if report.complete else "that takes all of them"
        yield f"How much of the wording stands in several plans was not looked at: {why}."
    if report.twice:
        yield f"{plural(report.twice, 'chart')} came more than once, such as an older export; each was counted."


def headline(report: Report) -> str:
    """Return the one figure people ask for first."""
    ready = f"Ready to sign: {report.ready:,} of {plural(report.charts, 'chart')}, {percent(report.ready_share)}."
    if report.since is None:
        return ready
    return f"{ready} On {report.since.audited_on.isoformat()}: {percent(report.since.ready_share)}."


def compared(report: Report) -> str:
    """Return what the trend is held against, or nothing."""
    if report.since is None:
        return ""
    told = f"Shares after the arrow are of the audit of {report.since.audited_on.isoformat()}"
    told += f" ({plural(report.since.charts, 'chart')})."
    if not report.since.alike:
        told += " It used another profile or another planbot, so a share can differ although no chart does."
    return told


def summary(report: Report) -> str:
    """Return the whole report as plain text."""
    blocks = [
        [*_wrapped(opening(report)), *_wrapped([headline(report)])],
        *_findings(report),
        _areas(report),
        _most_to_mend(report),
        _not_read(report),
        _wrapped([compared(report)]) if report.since else [],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _wrapped(sentences: Iterator[str] | list[str]) -> list[str]:
    return [
        line
        for sentence in sentences
        for line in textwrap.wrap(sentence, WIDTH, subsequent_indent="  " if sentence.startswith("- ") else "")
    ]


def _findings(report: Report) -> Iterator[list[str]]:
    for severity, title in HEADS.items():
        found = [f for f in report.findings if f.severity is severity]
        if found:
            yield [f"{title} (share of charts)", *(line for each in found for line in _finding(each))]
    if report.mended:
        lines = [f"  {'none':>5} ↓ {percent(f.before or 0.0):<6} {f.rule}" for f in report.mended]
        yield ["Not found any more", *lines]


def _finding(found: RuleShare) -> list[str]:
    trend = ""
    if found.change == "new":
        trend = "new"
    elif found.change is not None:
        trend = f"{ARROWS[found.change]} {percent(found.before or 0.0)}"
    maybe = ", by its words" if found.heuristic else ""
    line = f"  {percent(found.share):>5} {trend:<8} {found.rule:<{_NAME}} {plural(found.charts, 'chart')}{maybe}"
    if len(line) <= WIDTH:
        return [line]
    return [f"  {percent(found.share):>5} {trend:<8} {found.rule}", f"{'':17}{plural(found.charts, 'chart')}{maybe}"]


def _areas(report: Report) -> list[str]:
    if not report.areas:
        return []
    lines = [
        f"  {percent(area.share):>5} {area.area:<15} {plural(area.charts, 'chart')}, "
        f"{area.charts_with_error:,} of them with an error"
        for area in report.areas
    ]
    return ["By part (share of charts with something to mend)", *lines]


def _most_to_mend(report: Report) -> list[str]:
    lines = []
    for chart in report.most_to_mend:
        counts = f"{chart.error:>3} errors {chart.warning:>3} warnings {chart.advice:>3} advice"
        lines.append(f"  {counts}  {one_line(' '.join(filter(None, [chart.chart, chart.name])))}"[:WIDTH])
    return ["Most to mend", *lines] if lines else []


def _not_read(report: Report) -> list[str]:
    if not report.unread:
        return []
    told = [f"- {one_line(each.place)}: {each.reason}" for each in report.not_read[:_FILES]]
    more = report.unread - len(told)
    told += [f"- and {more:,} more"] if more else []
    return [f"Not read: {plural(report.unread, 'chart')}", *_wrapped(told)]

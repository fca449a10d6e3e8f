"""Counts what the checks found, chart by chart; counts of parts add up to the count of the whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planbot.rules import Area, Finding, Severity

MOST_TO_MEND = 10
"""How many charts are named as those with most to mend."""
TOLD = 200
"""How many files that could not be read are named; the others are counted."""

_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


class ToMend(NamedTuple):
    """A chart and how many findings of each weight it has."""

    error: int
    warning: int
    advice: int
    chart: str
    name: str

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The most to mend first."""
        return (-self.error, -self.warning, -self.advice, self.chart)


class Unread(NamedTuple):
    """A file or a client's chart that could not be read, and why; nothing of what is in it."""

    place: str
    reason: str


@dataclass
class RuleCount:
    """How often one check found something."""

    severity: Severity
    area: Area
    heuristic: bool
    sources: tuple[str, ...]
    charts: int = 0
    findings: int = 0


@dataclass
class AreaCount:
    """How many charts have something to mend in one part."""

    charts: int = 0
    charts_with_error: int = 0
    findings: int = 0


@dataclass
class Tally:
    """What was found in some charts; of no chart more is kept than its id and its numbers."""

    charts: int = 0
    ready: int = 0
    """Charts in which nothing blocks signing."""
    clean: int = 0
    """Charts without any finding."""
    unread: int = 0
    weights: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))
    """How many charts have at least one finding of each weight."""
    rules: dict[str, RuleCount] = field(default_factory=dict)
    areas: dict[Area, AreaCount] = field(default_factory=dict)
    profiles: dict[str, int] = field(default_factory=dict)
    """How many charts were checked with each profile, by its id."""
    worst: list[ToMend] = field(default_factory=list)
    unread_places: list[Unread] = field(default_factory=list)

    def count(self, chart: str, name: str, profile: str, findings: Sequence[Finding]) -> None:
        """Add one chart."""
        by_weight = dict.fromkeys(Severity, 0)
        seen: set[str] = set()
        with_error: dict[Area, bool] = {}
        for f in findings:
            by_weight[f.severity] += 1
            self._count_rule(f, first=f.rule not in seen)
            seen.add(f.rule)
            with_error[f.area] = with_error.get(f.area, False) or f.severity is Severity.ERROR
            self.areas.setdefault(f.area, AreaCount()).findings += 1
        for area, has_error in with_error.items():
            self.areas[area].charts += 1
            self.areas[area].charts_with_error += has_error
        for severity, number in by_weight.items():
            self.weights[severity] += number > 0
        self.charts += 1
        self.ready += not by_weight[Severity.ERROR]
        self.clean += not findings
        self.profiles[profile] = self.profiles.get(profile, 0) + 1
        if findings:
            error, warning, advice = (by_weight[severity] for severity in Severity)
            self._keep([ToMend(error, warning, advice, chart, name)])

    def count_also(self, before: ToMend, finding: Finding, *, first_there: bool) -> None:
        """Add one more finding to a chart that was counted, which had as much to mend as *before* says.

        *first_there* says that it is the chart's only one in its part. The finding must not be an error.
        """
        self._count_rule(finding, first=True)
        area = self.areas.setdefault(finding.area, AreaCount())
        area.findings += 1
        area.charts += first_there
        counts = dict(zip(Severity, (before.error, before.warning, before.advice), strict=True))
        self.weights[finding.severity] += not counts[finding.severity]
        self.clean -= not any(counts.values())
        counts[finding.severity] += 1
        self.worst = [each for each in self.worst if each != before]
        error, warning, advice = counts.values()
        self._keep([ToMend(error, warning, advice, before.chart, before.name)])

    def not_read(self, place: str, reason: str) -> None:
        """Add a chart that could not be read."""
        self.unread += 1
        self.unread_places = [*self.unread_places, Unread(place, reason)][:TOLD]

    def add(self, other: "Tally") -> None:
        """Add what was found in other charts."""
        self.charts += other.charts
        self.ready += other.ready
        self.clean += other.clean
        self.unread += other.unread
        for severity, number in other.weights.items():
            self.weights[severity] += number
        for rule, more in other.rules.items():
            self._add_rule(rule, more)
        for area, parts in other.areas.items():
            here = self.areas.setdefault(area, AreaCount())
            here.charts += parts.charts
            here.charts_with_error += parts.charts_with_error
            here.findings += parts.findings
        for profile, number in other.profiles.items():
            self.profiles[profile] = self.profiles.get(profile, 0) + number
        self._keep(other.worst)
        self.unread_places = [*self.unread_places, *other.unread_places][:TOLD]

    def _count_rule(self, finding: Finding, *, first: bool) -> None:
        count = RuleCount(finding.severity, finding.area, finding.heuristic, finding.sources, int(first), 1)
        self._add_rule(finding.rule, count)

    def _add_rule(self, rule: str, more: RuleCount) -> None:
        here = self.rules.get(rule)
        if here is None:
            self.rules[rule] = RuleCount(
                more.severity, more.area, more.heuristic, more.sources, more.charts, more.findings
            )
            return
        here.charts += more.charts
        here.findings += more.findings
        # A check that broke on one chart counts as the error it was told as.
        here.severity = min(here.severity, more.severity, key=lambda severity: _WEIGHT[severity])

    def _keep(self, more: Sequence[ToMend]) -> None:
        self.worst = sorted([*self.worst, *more], key=lambda chart: chart.order)[:MOST_TO_MEND]

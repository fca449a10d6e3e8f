"""The report of an audit: what a quality manager takes to a meeting, and what the next audit is held against."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planbot import __version__
from planbot.auditing.counting import RuleCount, Tally
from planbot.errors import PlanbotError
from planbot.knowledge import Knowledge, profile_of
from planbot.rules import Area, Severity, rules
from planbot.rules.pages import page_of

REPORT_VERSION = 1
SCHEMA = f"urn:planbot:audit:{REPORT_VERSION}"
UNCHANGED = 0.0005
"""Shares nearer than this are told as the same: half of a tenth of a percent."""

Change = Literal["more", "fewer", "same", "new"]
_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


class Told(BaseModel):
    """A part of the report; what a later version adds is passed over."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True, serialize_by_alias=True)


class UsedProfile(Told):
    """A payer's or accreditor's profile and how many charts were checked with it."""

    id: str
    name: str
    dated: date
    charts: int


class RuleShare(Told):
    """How many charts one check found something in."""

    rule: str
    severity: Severity
    area: Area
    asks: str
    """What the check asks for."""
    charts: int
    share: float = Field(ge=0, le=1)
    """Of all charts read."""
    findings: int
    sources: tuple[str, ...]
    heuristic: bool
    """True when the check reads words and can be wrong."""
    before: float | None = None
    """The share at the audit before; None when there was none to compare with."""
    change: Change | None = None


class AreaShare(Told):
    """How many charts have something to mend in one part."""

    area: Area
    charts: int
    share: float = Field(ge=0, le=1)
    charts_with_error: int
    findings: int


class ChartToMend(Told):
    """A chart with many findings."""

    chart: str
    name: str | None = None
    """Only when names were asked for."""
    error: int
    warning: int
    advice: int


class NotRead(Told):
    """A file or chart that could not be read, and why."""

    place: str
    reason: str


class Before(Told):
    """The audit this one is compared with."""

    audited_on: date
    planbot: str
    charts: int
    ready_share: float
    profile: str | None
    alike: bool
    """False when another profile or version of planbot was used: then shares may differ without any chart differing."""


class Report(Told):
    """An audit of many charts."""

    schema_: Literal["urn:planbot:audit:1"] = Field(alias="schema")
    planbot: str
    """The version of planbot that checked."""
    audited_on: date
    complete: bool
    """False when the audit was stopped early: the figures are those of the charts it came to."""
    of: int
    """How many charts there were."""
    charts: int
    """How many were read and checked."""
    twice: int
    """How many of them have the id of another one, such as an older export of the same chart."""
    profile: str | None
    """The profile asked for; None when each chart was checked with its own."""
    profiles: tuple[UsedProfile, ...]
    ready: int
    """Charts in which nothing blocks signing."""
    ready_share: float = Field(ge=0, le=1)
    clean: int
    """Charts without any finding."""
    with_error: int
    with_warning: int
    with_advice: int
    findings: tuple[RuleShare, ...]
    """Errors first, and of each weight the most frequent first."""
    mended: tuple[RuleShare, ...] = ()
    """What the audit before found and this one does not; charts, share and findings are 0."""
    areas: tuple[AreaShare, ...]
    most_to_mend: tuple[ChartToMend, ...]
    unread: int
    """How many could not be read."""
    not_read: tuple[NotRead, ...]
    """The first of them."""
    since: Before | None = None
    compared: bool = False
    """Whether the plans' wording was held against each other, which takes all of them and no more than memory holds."""

    @classmethod
    def of_tally(  # noqa: PLR0913 - an audit is made of that much
        cls,
        tally: Tally,
        knowledge: Knowledge,
        *,
        today: date,
        of: int,
        twice: int = 0,
        profile: str | None = None,
        complete: bool = True,
        compared: bool = False,
        since: "Report | None" = None,
    ) -> Self:
        """Return the report of what was counted, compared with the report *since* when there is one."""
        return cls(
            schema="urn:planbot:audit:1",
            planbot=__version__,
            audited_on=today,
            complete=complete,
            of=of,
            charts=tally.charts,
            twice=twice,
            profile=profile,
            profiles=_profiles(tally, knowledge),
            ready=tally.ready,
            ready_share=_share(tally.ready, tally.charts),
            clean=tally.clean,
            with_error=tally.weights[Severity.ERROR],
            with_warning=tally.weights[Severity.WARNING],
            with_advice=tally.weights[Severity.ADVICE],
            findings=_shares(tally, since),
            mended=_mended(tally, since),
            areas=_areas(tally),
            most_to_mend=tuple(
                ChartToMend(chart=w.chart, name=w.name or None, error=w.error, warning=w.warning, advice=w.advice)
                for w in tally.worst
            ),
            unread=tally.unread,
            not_read=tuple(NotRead(place=u.place, reason=u.reason) for u in tally.unread_places),
            since=_before(since, profile),
            compared=compared,
        )

    def to_json(self) -> str:
        """Return the report as JSON that fits ``report_schema``."""
        return self.model_dump_json(indent=2)

    def to_keep(self) -> str:
        """Return what the next audit needs of it, as JSON: no chart and no file is named."""
        kept = self.model_copy(update={"most_to_mend": (), "not_read": (), "mended": (), "since": None})
        return kept.model_dump_json()


def read_report(data: bytes | str) -> Report:
    """Return a report that planbot wrote; raises PlanbotError when *data* is none."""
    try:
        return Report.model_validate_json(data)
    except ValidationError:
        raise PlanbotError("This is no report of an audit; give one that planbot audit --format json wrote.") from None


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a report as JSON."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        **Report.model_json_schema(mode="serialization"),
        "title": f"planbot audit, version {REPORT_VERSION}",
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _areas(tally: Tally) -> tuple[AreaShare, ...]:
    found = ((area, tally.areas[area]) for area in Area if area in tally.areas)
    return tuple(
        AreaShare(
            area=area,
            charts=count.charts,
            share=_share(count.charts, tally.charts),
            charts_with_error=count.charts_with_error,
            findings=count.findings,
        )
        for area, count in found
    )


def _profiles(tally: Tally, knowledge: Knowledge) -> tuple[UsedProfile, ...]:
    used = sorted(tally.profiles.items(), key=lambda pair: (-pair[1], pair[0]))
    known = [(profile_of(knowledge, name), charts) for name, charts in used]
    return tuple(UsedProfile(id=p.id, name=p.name, dated=p.dated, charts=charts) for p, charts in known)


def _shares(tally: Tally, since: Report | None) -> tuple[RuleShare, ...]:
    asks = {rule.id: page_of(rule).what for rule in rules()}
    earlier = {found.rule: found.share for found in since.findings} if since and since.charts else None
    found = [_told(rule, count, tally.charts, asks.get(rule, ""), earlier) for rule, count in tally.rules.items()]
    return tuple(sorted(found, key=lambda f: (_WEIGHT[f.severity], -f.share, -f.findings, f.rule)))


def _told(rule: str, count: RuleCount, charts: int, asks: str, earlier: dict[str, float] | None) -> RuleShare:
    share = _share(count.charts, charts)
    before = None if earlier is None else earlier.get(rule, 0.0)
    change: Change | None = None
    if earlier is not None and before is not None:
        if rule not in earlier:
            change = "new"
        else:
            change = "same" if abs(share - before) < UNCHANGED else "more" if share > before else "fewer"
    return RuleShare(
        rule=rule,
        severity=count.severity,
        area=count.area,
        asks=asks,
        charts=count.charts,
        share=share,
        findings=count.findings,
        sources=count.sources,
        heuristic=count.heuristic,
        before=before,
        change=change,
    )


def _mended(tally: Tally, since: Report | None) -> tuple[RuleShare, ...]:
    gone: Sequence[RuleShare] = [f for f in since.findings if f.rule not in tally.rules] if since else ()
    nothing = {"charts": 0, "share": 0.0, "findings": 0, "change": "fewer"}
    return tuple(found.model_copy(update={**nothing, "before": found.share}) for found in gone)


def _before(since: Report | None, profile: str | None) -> Before | None:
    if since is None:
        return None
    return Before(
        audited_on=since.audited_on,
        planbot=since.planbot,
        charts=since.charts,
        ready_share=since.ready_share,
        profile=since.profile,
        alike=(since.profile, since.planbot) == (profile, __version__),
    )

"""The findings of one chart as JSON that programs can rely on, and the JSON Schema that describes it.

Within version 1 no field leaves or changes its meaning; new ones may come, so readers pass over what they do not know.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from planbot import __version__
from planbot.chart import Chart
from planbot.knowledge import Profile, load
from planbot.rules import Finding, Severity

FINDINGS_VERSION = 1
SCHEMA = f"urn:planbot:findings:{FINDINGS_VERSION}"
MEANINGS: dict[str, str] = {
    "rule": "The name of the check; planbot rules NAME tells what it asks for.",
    "severity": "How much it weighs; an error blocks signing.",
    "area": "The part of the chart it is about.",
    "at": "The place: the id of an item of the chart, or the name of a room when nothing is there to point at.",
    "message": "What was found, in one sentence; it may quote the chart.",
    "why": "Why it matters.",
    "fix": "How to mend it.",
    "ask": "The key of the question that settles it.",
    "sources": "Who asks for it: tags, which sources_named explains.",
    "heuristic": "True when the check reads words and can be wrong.",
    "profile": "The id of the profile that decided; null when it is asked for whoever pays.",
    "value": "The name of the profile's value that decided.",
}
"""What each field of a finding means."""


class NamedProfile(BaseModel):
    """The payer or accreditor whose values were used, and the day they are of."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    id: str
    name: str
    dated: date


class Summary(BaseModel):
    """How many findings there are of each weight."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    error: int = Field(ge=0)
    warning: int = Field(ge=0)
    advice: int = Field(ge=0)
    ready_to_sign: bool
    """True when nothing blocks signing."""


class ChartFindings(BaseModel):
    """What the checks found in one chart."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True, serialize_by_alias=True)

    schema_: Literal["urn:planbot:findings:1"] = Field(alias="schema")
    """Which shape this is."""
    planbot: str
    """The version of planbot that checked."""
    chart: str
    """The id of the chart."""
    checked_on: date
    """The day the dates in the chart were held against."""
    profile: NamedProfile
    summary: Summary
    findings: tuple[Finding, ...]
    """Everything found that no waiver covers, the weightiest first."""
    sources_named: dict[str, str] = Field(default_factory=dict)
    """Who each tag among the sources stands for."""


def findings_json(chart: Chart, findings: Sequence[Finding], profile: Profile, today: date) -> str:
    """Return what was found in *chart* with *profile*, as JSON that fits ``findings_schema``."""
    named = load().rule_sources
    counts = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    told = ChartFindings(
        schema="urn:planbot:findings:1",
        planbot=__version__,
        chart=chart.id,
        checked_on=today,
        profile=NamedProfile(id=profile.id, name=profile.name, dated=profile.dated),
        summary=Summary(
            error=counts[Severity.ERROR],
            warning=counts[Severity.WARNING],
            advice=counts[Severity.ADVICE],
            ready_to_sign=not counts[Severity.ERROR],
        ),
        findings=tuple(findings),
        sources_named={tag: named[tag].short for f in findings for tag in f.sources if tag in named},
    )
    return told.model_dump_json(indent=2)


def findings_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what ``findings_json`` writes."""
    schema = TypeAdapter(ChartFindings).json_schema(mode="serialization")
    fields = schema["$defs"]["Finding"]["properties"]
    for name, field in fields.items():
        field["description"] = MEANINGS[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        **schema,
        "title": f"planbot findings, version {FINDINGS_VERSION}",
    }

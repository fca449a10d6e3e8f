"""Findings as JSON: the shape is published, held by a golden file, and every real output fits it."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date

import jsonschema
import pytest

from planbot.chart import Chart
from planbot.exports.findings import MEANINGS, findings_json, findings_schema
from planbot.knowledge import load
from planbot.rules import Finding, check
from planbot.rules.pages.examples import TODAY, clean_chart
from tests.golden_files import Golden
from tests.sample_charts import draft_chart, empty_chart, large_chart

CHARTS: dict[str, Callable[[], Chart]] = {
    "empty": empty_chart,
    "sample": clean_chart,
    "draft": draft_chart,
    "large": large_chart,
}


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return the golden files, written anew with ``--update-golden``."""
    return Golden(update=bool(request.config.getoption("--update-golden", default=False)))


def told(chart: Chart, profile: str = "baseline", today: date = TODAY) -> str:
    used = load().profiles[profile]
    return findings_json(chart, check(chart, profile=used, today=today), used, today)


@pytest.mark.parametrize("profile", sorted(load().profiles))
@pytest.mark.parametrize("name", CHARTS)
def test_what_is_written_fits_the_published_schema(name: str, profile: str) -> None:
    written = json.loads(told(CHARTS[name](), profile))

    jsonschema.validate(written, findings_schema(), format_checker=jsonschema.FormatChecker())
    assert written["profile"]["id"] == profile
    assert sum(written["summary"][weight] for weight in ("error", "warning", "advice")) == len(written["findings"])


def test_the_schema_is_itself_a_schema_and_refuses_what_is_none() -> None:
    jsonschema.Draft202012Validator.check_schema(findings_schema())
    written = json.loads(told(empty_chart()))
    for wrong in (
        written | {"schema": "urn:planbot:findings:2"},
        written | {"findings": [written["findings"][0] | {"severity": "terrible"}]},
        {name: value for name, value in written.items() if name != "profile"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, findings_schema())


def test_a_field_that_comes_later_does_not_break_a_reader() -> None:
    written = json.loads(told(empty_chart())) | {"later": 1}
    written["findings"][0]["later"] = True

    jsonschema.validate(written, findings_schema())


def test_the_schema_of_findings_changes_on_purpose_only(golden: Golden) -> None:
    golden.check("findings-schema.json", json.dumps(findings_schema(), indent=2) + "\n")


def test_every_field_of_a_finding_is_explained() -> None:
    assert set(MEANINGS) == {field.name for field in fields(Finding)}


def test_the_findings_are_those_of_the_check() -> None:
    found = check(draft_chart(), today=TODAY)
    written = json.loads(told(draft_chart()))["findings"]

    assert [(f["rule"], f["at"], f["message"]) for f in written] == [(f.rule, f.at, f.message) for f in found]
    assert found

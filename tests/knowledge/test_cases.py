"""Worked cases of every diagnosis: what meets the criteria, what just misses, what is still open."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from planbot.chart import (
    Assessment,
    Chart,
    Client,
    CriterionClaim,
    Diagnosis,
    Duration,
    Impairment,
    Level,
    Met,
    Symptom,
)
from planbot.knowledge import Support, load, support

FOLDER = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = [
    case for file in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def _met(claim: Any) -> Met:
    """YAML reads a bare yes and no as true and false."""
    return {True: Met.YES, False: Met.NO}.get(claim) or Met(claim)


def chart_of(case: dict[str, Any]) -> Chart:
    entry = load().diagnoses[case["diagnosis"]]
    symptoms = tuple(
        Symptom(
            id=f"sy{number}",
            words=each["symptom"],
            entry=each["symptom"],
            severity=each.get("severity"),
            duration=Duration(words=f"{each['days']} days", days=each["days"]) if "days" in each else None,
        )
        for number, each in enumerate(case["symptoms"], 1)
    )
    suffers = case.get("impairment")
    impairments = (Impairment(id="im1", domain="work-school", level=Level(suffers)),) if suffers else ()
    claims = tuple(CriterionClaim(id=key, met=_met(claim)) for key, claim in (case.get("claims") or {}).items())
    code = entry.codes[0]
    return Chart(
        id="case",
        created=datetime(2026, 1, 1, tzinfo=UTC),
        client=Client(name="A"),
        assessment=Assessment(symptoms=symptoms, impairments=impairments),
        diagnoses=(Diagnosis(id="d1", code=code.code, name=code.name, entry=entry.id, criteria=claims),),
    )


def weighed(case: dict[str, Any]) -> Support:
    return support(chart_of(case), load().diagnoses[case["diagnosis"]], load())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['diagnosis']}: {case['case']}")
def test_a_worked_case_comes_out_as_a_clinician_says_it_should(case: dict[str, Any]) -> None:
    found = weighed(case)

    assert str(found.verdict) == case["expect"], found.missing
    assert sorted(line.split(":")[0] for line in found.missing) == sorted(case["missing"]), found.missing


@pytest.mark.parametrize("diagnosis", sorted(load().diagnoses))
def test_every_diagnosis_has_cases_that_meet_it_and_that_miss_it(diagnosis: str) -> None:
    expected = [case["expect"] for case in CASES if case["diagnosis"] == diagnosis]

    assert len(expected) >= 3
    assert {"met", "not met"} <= set(expected)

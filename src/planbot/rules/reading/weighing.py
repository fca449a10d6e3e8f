"""Weighs the recorded symptoms against the disorders of the library, once for the same symptoms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from planbot.chart import Chart, Diagnosis, Symptom
from planbot.knowledge import DiagnosisEntry, Knowledge, Support, support
from planbot.rules.base import Checked, once


@once
def supports(checked: Checked) -> Mapping[str, Support]:
    """Return how far the record supports each disorder that takes up a symptom or is in the chart."""
    chart = checked.chart
    age = chart.client.age_on(checked.today)
    basis = (chart.assessment.symptoms, chart.assessment.impairments, chart.diagnoses, age)
    return _supports(_Basis(basis, chart, age), checked.knowledge)


def entry_of(checked: Checked, diagnosis: Diagnosis) -> DiagnosisEntry | None:
    """Return the library's entry for a diagnosis in the chart, by its id or else by its code."""
    if diagnosis.entry is not None:
        return checked.knowledge.diagnoses.get(diagnosis.entry)
    age = checked.chart.client.age_on(checked.today)
    fitting = _by_code(diagnosis.code, checked.knowledge, age) if diagnosis.code.strip() else ()
    return fitting[0] if fitting else None


def taken_up(entry: DiagnosisEntry) -> frozenset[str]:
    """Return the library's symptoms that the criteria of a disorder take up."""
    return _taken_up(entry.id, entry.criteria)


def recorded(checked: Checked) -> tuple[Symptom, ...]:
    """Return the symptoms that are there and that the library knows."""
    return tuple(s for s in checked.chart.assessment.symptoms if s.entry and s.severity != 0)


@dataclass(frozen=True)
class _Basis:
    """What the weighing depends on, and the chart to weigh: two charts with one basis weigh the same."""

    parts: tuple[Any, ...]
    chart: Chart = field(compare=False)
    age: int | None


@lru_cache(maxsize=64)
def _supports(basis: _Basis, knowledge: Knowledge) -> Mapping[str, Support]:
    here = {s.entry for s in basis.chart.assessment.symptoms}
    named = {d.entry for d in basis.chart.diagnoses}
    named |= {
        e.id
        for d in basis.chart.diagnoses
        if not d.entry and d.code.strip()
        for e in _by_code(d.code, knowledge, basis.age)
    }
    return {
        entry.id: support(basis.chart, entry, knowledge)
        for entry in knowledge.diagnoses.values()
        if entry.id in named or (entry.suits(basis.age) and here & taken_up(entry))
    }


@lru_cache(maxsize=256)
def _by_code(code: str, knowledge: Knowledge, age: int | None) -> tuple[DiagnosisEntry, ...]:
    return tuple(knowledge.diagnosis_of(code, age))


@lru_cache(maxsize=512)
def _taken_up(_: str, groups: tuple[Any, ...]) -> frozenset[str]:
    return frozenset(s for group in groups for criterion in group.criteria for s in criterion.symptoms)

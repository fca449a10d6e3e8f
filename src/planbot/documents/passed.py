"""Finds which fields of a chart stay empty because their question was passed over, and why."""

from collections.abc import Mapping

from planbot.chart import Chart, Skip
from planbot.flows import flows
from planbot.flows.base import steps_in
from planbot.flows.places import Field, Name, Part


def passed_over(chart: Chart) -> Mapping[tuple[str, str], Skip]:
    """Return every skip by what it left empty: an item's id and field, or "" and the field's path in the chart."""
    if not chart.skips:
        return {}
    filled = _filled()
    found: dict[tuple[str, str], Skip] = {}
    for key, skip in chart.skips.items():
        step, _, item = key.partition(":")
        name = step.replace("-", "_")
        field = filled.get(step) or (name.rpartition(".")[2] if item else name)
        found[item, field] = skip
    return found


def _filled() -> dict[str, str]:
    """Return the field each step of the interviews fills, by the step's id."""
    fields: dict[str, str] = {}
    for flow in flows().values():
        for step in steps_in(flow.blocks):
            match step.into:
                case Field(path=path):
                    fields[step.id] = path
                case Part(name=name) | Name(name=name):
                    fields[step.id] = name
    return fields

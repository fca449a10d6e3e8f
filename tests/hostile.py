"""The hostile texts of ``tests/data/hostile.yaml``, and a chart that holds one of them everywhere."""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from planbot.chart import Chart, Frozen, frozen_map
from planbot.chart.base import To

FrozenT = TypeVar("FrozenT", bound=Frozen)


@cache
def hostile() -> Mapping[str, str]:
    """Return the hostile texts by their names."""
    found = yaml.safe_load((Path(__file__).parent / "data" / "hostile.yaml").read_text("utf-8"))
    return {entry["name"]: entry["text"] * entry.get("times", 1) for entry in found}


def filled_with(chart: Chart, text: str) -> Chart:
    """Return *chart* with *text* in every place that holds text, save ids and links."""
    return _filled(chart, text).model_copy(update={"id": chart.id})


def _filled(holder: FrozenT, text: str) -> FrozenT:
    changed: dict[str, Any] = {}
    for name, field in type(holder).model_fields.items():
        linked = any(isinstance(mark, To) for mark in field.metadata)
        if name != "id" and not linked:
            changed[name] = _value(getattr(holder, name), text)
    return holder.model_copy(update=changed)


def _value(value: Any, text: str) -> Any:
    if isinstance(value, Frozen):
        return _filled(value, text)
    if isinstance(value, str) and not isinstance(value, Enum):
        return text
    if isinstance(value, tuple):
        return tuple(_value(part, text) for part in value)
    if isinstance(value, Mapping):
        return frozen_map({key: _value(part, text) for key, part in value.items()})
    return value

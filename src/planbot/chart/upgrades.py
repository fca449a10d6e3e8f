"""Reads charts of older versions: one function for each version that came before."""

import json
from collections.abc import Callable
from typing import Any

from planbot.chart.chart import CHART_VERSION
from planbot.errors import ChartError

UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From a version to the function that makes the next one of it."""


def upgraded(text: str | bytes) -> dict[str, Any] | None:
    """Return the chart in *text* raised to the present version, or None when it already is.

    Raises ChartError when the text is no JSON object, or comes from a newer planbot.
    """
    try:
        raw: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise ChartError("This file is not JSON; choose a file that planbot exported.") from None
    if not isinstance(raw, dict):
        raise ChartError("This file holds no chart; choose a file that planbot exported.")
    version = raw.get("version", CHART_VERSION)
    if not isinstance(version, int) or version < 1:
        raise ChartError("This file does not say which version of a chart it is.")
    if version > CHART_VERSION:
        raise ChartError(f"A newer planbot wrote this chart (chart version {version}); use that one to open it.")
    if version == CHART_VERSION:
        return None
    while version < CHART_VERSION:
        raw = UPGRADES[version](raw)
        version += 1
    older: dict[str, Any] = raw
    return older

"""The whole chart as JSON: lossless, and read back with ``planbot.chart.reading``."""

import re

from pydantic_core import PydanticSerializationError

from planbot.chart import Chart, read_chart
from planbot.chart.reading import DEEPEST, LARGEST, read
from planbot.errors import ChartError
from planbot.text import clean

__all__ = ["DEEPEST", "LARGEST", "SUFFIX", "export", "read"]

SUFFIX = "json"

_RARE = re.compile(r"[^\n\x20-\x7e]")


def export(chart: Chart) -> bytes:
    """Return *chart* as JSON with nothing left out; what could act on a terminal is written as an escape.

    Raises ChartError when the chart holds what JSON cannot, such as a number that is not finite.
    """
    try:
        text = chart.to_json(indent=2)
    except PydanticSerializationError:
        raise ChartError("This chart holds text that cannot be written as JSON; correct it and export again.") from None
    written = _RARE.sub(lambda found: _inert(found[0]), text) + "\n"
    try:
        whole = read_chart(written) == chart
    except ChartError:
        whole = False
    if not whole:
        raise ChartError("This chart holds a value that JSON cannot carry; correct it and export again.")
    return written.encode()


def _inert(letter: str) -> str:
    """Return *letter*, or its JSON escape when ``clean`` would not let it pass."""
    return letter if clean(letter) == letter else f"\\u{ord(letter):04x}"

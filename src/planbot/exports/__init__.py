"""Exports for machines: one module for each format, found by folder.

A module of a format has ``SUFFIX``, the ending of its files, and ``export(chart) -> bytes``.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Protocol, cast

from planbot.chart import Chart
from planbot.errors import DocumentError
from planbot.exports.files import export_name, write_export
from planbot.exports.schema import chart_schema

__all__ = ["Format", "chart_schema", "export", "export_name", "formats", "write_export"]


class Format(Protocol):
    """A module that writes a chart in one format."""

    @property
    def SUFFIX(self) -> str:  # noqa: N802 - a constant of the module
        """The ending of its files."""

    def export(self, chart: Chart) -> bytes:
        """Return the chart in this format."""


@cache
def formats() -> Mapping[str, Format]:
    """Return every format by its name, such as "chart-json"."""
    package = importlib.import_module("planbot.exports")
    found: dict[str, Format] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        module = importlib.import_module(f"planbot.exports.{name}")
        if hasattr(module, "SUFFIX") and hasattr(module, "export"):
            found[name.replace("_", "-")] = cast(Format, module)
    return MappingProxyType(found)


def export(chart: Chart, format: str = "chart-json") -> bytes:  # noqa: A002 - the field's word
    """Return *chart* in *format*; raises DocumentError when there is no such format."""
    if format not in formats():
        raise DocumentError(f"There is no export called {format!r}; choose one of {', '.join(formats())}.")
    return formats()[format].export(chart)

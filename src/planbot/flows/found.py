"""Finds the flows by folder: every module here that holds a ``FLOW``."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from planbot.errors import PlanbotError
from planbot.flows.base import Flow


@cache
def flows() -> Mapping[str, Flow]:
    """Return every flow by its id."""
    package = importlib.import_module("planbot.flows")
    found: dict[str, Flow] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        if module not in {"base", "answers", "found", "options", "page"}:
            each = getattr(importlib.import_module(f"planbot.flows.{module}"), "FLOW", None)
            if isinstance(each, Flow):
                found[each.id] = each
    return MappingProxyType(found)


def flow(name: str) -> Flow:
    """Return the flow with this id; raises PlanbotError naming the ones there are."""
    try:
        return flows()[name]
    except KeyError:
        raise PlanbotError(f"There is no flow called {name!r}; choose one of {', '.join(flows())}.") from None

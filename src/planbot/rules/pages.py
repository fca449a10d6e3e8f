"""A rule's page, read from its docstring, and the page of the whole catalogue."""

import re
from dataclasses import dataclass
from inspect import cleandoc

from planbot.rules.base import Rule

_PART = re.compile(r"^(Why|Source|Fails|Passes):", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """What a rule's docstring says."""

    what: str
    why: str
    source: tuple[str, ...]
    fails: str
    """A patch of the sample chart that the rule finds something in."""
    passes: str
    """A patch of the sample chart that the rule finds nothing in."""


def page_of(rule: Rule) -> Page:
    """Return the page of *rule*; a part that is missing is empty."""
    what, *rest = _PART.split(cleandoc(rule.doc))
    parts = dict(zip(rest[::2], (cleandoc("\n" + part) for part in rest[1::2]), strict=True))
    return Page(
        what=" ".join(what.split()),
        why=" ".join(parts.get("Why", "").split()),
        source=tuple(tag.strip() for tag in parts.get("Source", "").split(",")),
        fails=parts.get("Fails", "").strip(),
        passes=parts.get("Passes", "").strip(),
    )

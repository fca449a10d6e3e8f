"""A rule's page, read from its docstring, and the catalogue of what plans are asked for, with what covers each line."""

import re
from dataclasses import dataclass
from inspect import cleandoc
from pathlib import Path
from typing import Any, Literal

from planbot.knowledge import JudgementQuestion, load
from planbot.rules.base import Rule, rules

_SOURCE = re.compile(r"^Source:.*\n+", re.MULTILINE)
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


def without_source(rule: Rule) -> str:
    """Return the page of *rule* as it is written, without the tags of who asks for it."""
    return _SOURCE.sub("", cleandoc(rule.doc))


@dataclass(frozen=True)
class Line:
    """One thing that payers, auditors or accreditors look for."""

    line: str
    """Its number, or S and a number for what any profile holds."""
    kind: Literal["D", "H", "J"]
    """Decided from the data, read from words, or a matter of judgement."""
    says: str
    sources: tuple[str, ...]
    partly: str = ""
    """How far it is covered, when that is not all of it."""
    waits: str = ""
    """What has to be there before it can be covered."""
    shape: tuple[str, ...] = ()
    """The tests which show that the wrong state cannot be built, in ``tests/rules/test_shape.py``."""

    @property
    def covered_by(self) -> tuple[Rule, ...]:
        """The rules that cover it."""
        return tuple(rule for rule in rules() if self.line in rule.covers)

    @property
    def judged_by(self) -> tuple[JudgementQuestion, ...]:
        """The questions by which a person judges it."""
        return tuple(question for question in load().judgements.values() if self.line in question.lines)

    @property
    def profile(self) -> tuple[str, ...]:
        """The values of the profile that decide what is asked for."""
        return tuple(dict.fromkeys(name for rule in self.covered_by for name in rule.reads))

    @property
    def is_open(self) -> bool:
        """Whether nothing covers it."""
        return not (self.covered_by or self.judged_by or self.shape)


def catalogue() -> tuple[Line, ...]:
    """Return every line of the catalogue, in order."""
    import yaml

    raw: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("catalogue.yaml").read_text(encoding="utf-8"))
    lists = ("sources", "shape")
    return tuple(Line(**{**each, **{name: tuple(each.get(name, ())) for name in lists}}) for each in raw)

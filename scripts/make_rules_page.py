"""Writes the page of all checks: what each looks at, why, who asks for it, what fails and what passes."""

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from planbot.rules import Rule, Severity, rules
from planbot.rules.pages import page_of

SOURCES = Path(__file__).resolve().parents[1] / "docs" / "rule-sources.yaml"
MEANING = {
    Severity.ERROR: "An **error** blocks signing until it is mended, or let stand with a name and a reason.",
    Severity.WARNING: "A **warning** should be looked at, and does not block.",
    Severity.ADVICE: "**Advice** may help, and may be left.",
}


def page() -> str:
    """Return the page as Markdown."""
    found = rules()
    lines = [
        "# The checks",
        "",
        "<!-- Written by scripts/pages.py; do not edit. -->",
        "",
        f"The {len(found)} checks that planbot runs on a plan with every answer, in the order a chart is read.",
        *MEANING.values(),
        "A check that reads words says that it may be misreading; it never blocks, and is silent in other languages",
        "than English. Sources are [listed below](#the-sources) under their short names.",
        "",
        "An example is a complete sample chart with a few changes: `o1.baseline: null` empties a field, `-i2` takes a",
        "part away, `+objectives: {...}` adds one.",
        "",
    ]
    for area, group in groupby(found, lambda rule: rule.area):
        lines += [f"## {area.capitalize()}", ""]
        for rule in group:
            lines += _told(rule)
    return "\n".join([*lines, *_sources(found)]) + "\n"


def sources() -> Mapping[str, Mapping[str, Any]]:
    """Return what each short name of a source stands for."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))
    return found


def _told(rule: Rule) -> list[str]:
    told = page_of(rule)
    maybe = ", reads words" if rule.heuristic else ""
    lines = [f"### {rule.id}", "", f"{rule.severity.capitalize()}{maybe}. Source: {', '.join(rule.sources)}.", ""]
    lines += [told.what, "", told.why, ""]
    for name, example in (("Fails", told.fails), ("Passes", told.passes)):
        lines += [f"{name}:", "", "```yaml", *example.splitlines(), "```", ""]
    return lines


def _sources(found: tuple[Rule, ...]) -> list[str]:
    known = sources()
    lines = [
        "## The sources",
        "",
        "Most were read in part, in November 2026, and some as copies on other sites. They are pointers to follow, not",
        "quotations; the wording of every check is ours. What differs between payers is data in `knowledge/profiles/`.",
        "",
        "| name | what it is | where it was read |",
        "|---|---|---|",
    ]
    for name in sorted({source for rule in found for source in rule.sources}, key=str.casefold):
        entry = known[name]
        lines.append(f"| {name} | {entry['what']} | {entry['where']} |")
    return lines

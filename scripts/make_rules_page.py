"""Writes the page of all checks: what each looks at, why, who asks for it, what fails and what passes."""

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from planbot.knowledge import BASELINE, VALUES, load, unknown_in
from planbot.rules import Rule, Severity, rules
from planbot.rules.pages import Line, catalogue, page_of

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
    return "\n".join([*lines, *_profiles(found), *_catalogue(), *_sources(found)]) + "\n"


def sources() -> Mapping[str, Mapping[str, Any]]:
    """Return what each short name of a source stands for."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))
    return found


def _told(rule: Rule) -> list[str]:
    told = page_of(rule)
    maybe = ", reads words" if rule.heuristic else ""
    lines = [f"### {rule.id}", "", f"{rule.severity.capitalize()}{maybe}. Source: {', '.join(rule.sources)}.", ""]
    lines += [told.what, "", told.why, ""]
    if rule.reads:
        lines += [f"The profile decides: {', '.join(f'`{name}`' for name in rule.reads)}.", ""]
    for name, example in (("Fails", told.fails), ("Passes", told.passes)):
        lines += [f"{name}:", "", "```yaml", *example.splitlines(), "```", ""]
    return lines


def _profiles(found: tuple[Rule, ...]) -> list[str]:
    library = load()
    lines = [
        "## The profiles",
        "",
        "What payers and accreditors differ in is data, one file a profile in `knowledge/profiles/`. Where a profile",
        "says that something is not asked for, a warning is silent and an error is a warning; where it does not know,",
        "the check holds as it does for most payers, and planbot says what the profile does not say. A finding that a",
        "profile decided names it.",
        "",
        "| profile | of | what it holds for | known | asked for by nobody | not known |",
        "|---|---|---|---|---|---|",
    ]
    for p in sorted(library.profiles.values(), key=lambda p: (p.id != BASELINE, p.name)):
        not_known, not_asked = len(unknown_in(p)), sum(v.value is False or not v.asked for v in p.values.values())
        known = len(VALUES) - not_known - not_asked
        lines.append(f"| {p.name} (`{p.id}`) | {p.dated} | {p.about} | {known} | {not_asked} | {not_known} |")
    lines += ["", "| value | what it tells | read by |", "|---|---|---|"]
    for value in VALUES.values():
        by = ", ".join(f"[{rule.id}](#{rule.id})" for rule in found if value.name in rule.reads)
        lines.append(f"| `{value.name}` | {value.means}{f' ({value.unit})' if value.unit else ''} | {by} |")
    return [*lines, ""]


def _catalogue() -> list[str]:
    known = catalogue()
    covered = sum(1 for line in known if line.covered_by)
    lines = [
        "## The catalogue",
        "",
        "What payers, auditors and accreditors look for, line by line, and which check covers it. D is decided from",
        "the data, H is read from words, J takes a person's judgement: there a check only points at what to look at.",
        f"{covered} of {len(known)} lines are covered at least in part; the others are open.",
        "",
        "| line | kind | what is looked for | source | covered by |",
        "|---|---|---|---|---|",
    ]
    rows = [f"| {e.line} | {e.kind} | {e.says} | {', '.join(e.sources)} | {_covered(e)} |" for e in known]
    return [*lines, *rows, ""]


def _covered(line: Line) -> str:
    by = ", ".join(f"[{rule.id}](#{rule.id})" for rule in line.covered_by)
    if not by:
        return f"**open**, waits for {line.waits}" if line.waits else "**open**"
    partly = line.partly or ("what the data shows" if line.kind == "J" else "")
    return f"{by} (in part: {partly})" if partly else by


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
    named = {source for rule in found for source in rule.sources}
    named |= {source for line in catalogue() for source in line.sources}
    named |= {tag for profile in load().profiles.values() for value in profile.values.values() for tag in value.tags}
    for name in sorted(named, key=str.casefold):
        entry = known[name]
        lines.append(f"| {name} | {entry['what']} | {entry['where']} |")
    return lines

"""Writes the page of all checks: what each looks at, why, who asks for it, what fails and what passes."""

from itertools import groupby

from planbot.knowledge import BASELINE, VALUES, load, unknown_in
from planbot.rules import Rule, Severity, rules
from planbot.rules.pages import Line, catalogue, page_of

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
        "than English. Sources are [listed below](#the-sources).",
        "",
        "An example is a complete sample chart with a few changes: `o1.baseline: null` empties a field, `-i2` takes a",
        "part away, `+objectives: {...}` adds one.",
        "",
    ]
    for area, group in groupby(found, lambda rule: rule.area):
        lines += [f"## {area.capitalize()}", ""]
        for rule in group:
            lines += _told(rule)
    return "\n".join([*lines, *_judgements(), *_profiles(found), *_catalogue(), *_sources(found)]) + "\n"


def _named(tags: tuple[str, ...]) -> str:
    return ", ".join(load().asked_by(tags))


def _told(rule: Rule) -> list[str]:
    told = page_of(rule)
    maybe = ", reads words" if rule.heuristic else ""
    lines = [
        f"### {rule.id}",
        "",
        f"{rule.severity.capitalize()}{maybe}. Asked by: {', '.join(load().asked_by(rule.sources))}.",
        "",
    ]
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


def _judgements() -> list[str]:
    lines = [
        "## The judgements",
        "",
        "What no check can decide, planbot asks a person: once for the whole chart, with what the chart says laid",
        "beside the question. The answer is kept with the day and a digest of what was judged, so that planbot notices",
        "when the plan has changed since. A model never answers one.",
        "",
    ]
    for question in load().judgements.values():
        rooms = " and ".join(question.about)
        parts = f" Where it does not hold for all, the answer names the {rooms} in question." if rooms else ""
        long = " It is asked only when treatment has gone on for long." if question.when == "long" else ""
        lines += [
            f"### {question.id}",
            "",
            question.question,
            "",
            f"{question.help}{parts}{long}",
            "",
            f"Beside it: {', '.join(question.beside)}. Source: {_named(question.sources)}.",
            "",
        ]
    return lines


def _catalogue() -> list[str]:
    known = catalogue()
    still_open = [line for line in known if line.is_open]
    judged = sum(1 for line in known if line.judged_by)
    shaped = sum(1 for line in known if line.shape and not line.covered_by)
    lines = [
        "## The catalogue",
        "",
        "What payers, auditors and accreditors look for, line by line, and what covers it. D is decided from the data,",
        "H is read from words, J takes a person's judgement. A line is covered by a check, by a question that a person",
        "answers, or by the shape of planbot, where a test shows that the wrong state can't be built. What a profile",
        "decides about it stands behind.",
        "",
        f"{len(known) - len(still_open)} of {len(known)} lines are covered: {judged} by a judgement, {shaped} by shape",
        f"alone, the others by checks. {len(still_open)} are open, all about progress notes, which planbot does not",
        "keep yet.",
        "",
        "| line | kind | what is looked for | source | covered by |",
        "|---|---|---|---|---|",
    ]
    rows = [f"| {e.line} | {e.kind} | {e.says} | {_named(e.sources)} | {_covered(e)} |" for e in known]
    return [*lines, *rows, ""]


def _covered(line: Line) -> str:
    if line.is_open:
        return f"**open**, waits for {line.waits}" if line.waits else "**open**"
    by = [f"[{rule.id}](#{rule.id})" for rule in line.covered_by]
    by += [f"judged: [{question.id}](#{question.id})" for question in line.judged_by]
    by += [f"by shape: {_sentence(test)}" for test in line.shape]
    by += [f"profile: {', '.join(f'`{name}`' for name in line.profile)}"] if line.profile else []
    return "; ".join(by) + (f" (in part: {line.partly})" if line.partly else "")


def _sentence(test: str) -> str:
    """Return what the name of a test says: ``test_line_2_every_page_has_a_name`` as "every page has a name"."""
    return test.removeprefix("test_line_").partition("_")[2].replace("_", " ")


def _sources(found: tuple[Rule, ...]) -> list[str]:
    known = load().rule_sources
    lines = [
        "## The sources",
        "",
        "Most were read in part, in November 2026, and some as copies on other sites. They are pointers to follow, not",
        "quotations; the wording of every check is ours. What differs between payers is data in `knowledge/profiles/`.",
        "",
        "| tag | name | what it is | where it was read |",
        "|---|---|---|---|",
    ]
    named = {source for rule in found for source in rule.sources}
    named |= {source for line in catalogue() for source in line.sources}
    named |= {tag for profile in load().profiles.values() for value in profile.values.values() for tag in value.tags}
    for name in sorted(named, key=str.casefold):
        entry = known[name]
        lines.append(f"| {name} | {entry.short} | {entry.what} | {entry.where} |")
    return lines

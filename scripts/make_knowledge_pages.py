"""Tells what the library holds, a page for each disorder and each presenting problem, for a clinician to review.

Run through ``scripts/pages.py``.
"""

from collections import Counter
from collections.abc import Iterable

from planbot.knowledge import (
    Checked,
    DiagnosisEntry,
    EvidenceLevel,
    InterventionEntry,
    Knowledge,
    MeasureEntry,
    ObjectivePattern,
    ProblemEntry,
    Source,
    load,
)

WRITTEN_BY = "<!-- Written by scripts/pages.py; do not edit. -->"
HOW = {
    Checked.WHOLE: "read as a whole",
    Checked.PASSAGE: "the passage used was read",
    Checked.QUOTED: "the passage used was read where others quote it",
    Checked.ABSTRACT: "the abstract was read",
    Checked.TITLE: "title and headings were seen, the passage used was not",
    Checked.EARLIER: "looked up when the entry was written, not found again since",
}
"""How a source was checked, as the pages tell it."""

CORRECT = "Something wrong here? The entry is `knowledge/{file}`; an issue that names it and a source is enough."


def knowledge_pages() -> dict[str, str]:
    """Return every page by its path below ``docs/``."""
    knowledge = load()
    found = {"knowledge/index.md": _index(knowledge)}
    for disorder in knowledge.diagnoses.values():
        found[f"knowledge/diagnoses/{disorder.id}.md"] = _disorder(disorder, knowledge)
    for problem in knowledge.problems.values():
        found[f"knowledge/problems/{problem.id}.md"] = _problem(problem, knowledge)
    return found


def _index(knowledge: Knowledge) -> str:
    levels = Counter(i.evidence.level for i in knowledge.interventions.values())
    codes = {code.code for d in knowledge.diagnoses.values() for code in d.codes}
    total = max(1, len(knowledge.interventions))
    lines = [
        "# What the library holds",
        "",
        WRITTEN_BY,
        "",
        f"{len(knowledge.diagnoses)} disorders with {len(codes)} ICD-10-CM codes, {len(knowledge.symptoms)} symptoms,",
        f"{len(knowledge.problems)} presenting problems, {len(knowledge.objectives)} objective patterns,",
        f"{len(knowledge.interventions)} interventions, {len(knowledge.measures)} measures,",
        f"{len(knowledge.sources)} sources.",
        "",
        "What stands behind the interventions:",
        "",
        *(f"- {level.value}: {levels[level]} ({levels[level] / total:.0%})" for level in EvidenceLevel),
        "",
        "How the sources were checked (each page says it source by source, with the address where it was seen):",
        "",
        *_how_checked(knowledge),
        "",
        *_unconfirmed(knowledge),
        "planbot proposes from this and never decides. Labels of criteria are our own short words; the full text is in",
        "DSM-5-TR. A correction needs no Python: every page names its file.",
        "",
    ]
    families: dict[str, list[DiagnosisEntry]] = {}
    for disorder in knowledge.diagnoses.values():
        families.setdefault(disorder.family, []).append(disorder)
    lines += ["## Disorders", ""]
    for family in sorted(families):
        lines += [f"### {family}", ""]
        lines += [f"- [{d.name}](diagnoses/{d.id}.md)" for d in sorted(families[family], key=lambda d: d.name)]
        lines.append("")
    lines += ["## Presenting problems", ""]
    lines += [f"- [{p.label}](problems/{p.id}.md)" for p in sorted(knowledge.problems.values(), key=lambda p: p.label)]
    lines += [
        "",
        "## Measures",
        "",
        "| measure | about | items | range | shipped | licence |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_measure(m) for m in sorted(knowledge.measures.values(), key=lambda m: m.short)]
    return _tidy(lines)


def _how_checked(knowledge: Knowledge) -> list[str]:
    counts = Counter(source.checked for source in knowledge.sources.values())
    return [f"- {words}: {counts[how]}" for how, words in HOW.items() if counts[how]]


def _unconfirmed(knowledge: Knowledge) -> list[str]:
    found = [d for d in sorted(knowledge.diagnoses.values(), key=lambda d: d.name) if d.unsourced]
    if not found:
        return []
    told = [f"- [{d.name}](diagnoses/{d.id}.md): {', '.join(d.unsourced)}" for d in found]
    return ["Criteria whose number no source we could open confirms, to be checked against the manual:", "", *told, ""]


def _measure(measure: MeasureEntry) -> str:
    shipped = "with items" if measure.items else "score entry"
    cells = (
        measure.short,
        measure.about,
        measure.item_count,
        "no total" if measure.total == "none" else f"{measure.low:g} to {measure.high:g}",
        shipped,
        measure.licence,
    )
    return f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"


def _disorder(disorder: DiagnosisEntry, knowledge: Knowledge) -> str:
    lines = [f"# {disorder.name}", "", WRITTEN_BY, "", f"Family: {disorder.family}.", "", "## Codes", ""]
    lines += [f"- {code.code} {code.name}" + (f" ({code.when})" if code.when else "") for code in disorder.codes]
    lines += ["", "## What has to be shown", ""]
    for group in disorder.criteria:
        needed = f"{group.needs} of {len(group.criteria)}"
        among = f", one of them {' or '.join(group.one_of)}" if group.one_of else ""
        days = f", for {group.minimum_days} days" if group.minimum_days else ""
        check = " (**no source we could open confirms this number: check it against your manual**)"
        doubt = check if group.id in disorder.unsourced else ""
        lines.append(f"- **{group.id}** {group.label}: {needed}{among}{days}{doubt}")
        for criterion in group.criteria:
            labels = ", ".join(knowledge.symptoms[s].label for s in criterion.symptoms if s in knowledge.symptoms)
            lines.append(
                f"  - {criterion.id} {criterion.label} ({'shown by ' + labels if labels else 'the therapist is asked'})"
            )
    if disorder.minimum_days:
        lines.append(f"- At least {disorder.minimum_days} days")
    if disorder.impairment:
        lines.append("- Distress or impairment")
    lines += [f"- Not better explained by: {words}" for words in disorder.exclusions]
    if disorder.differentials:
        lines += ["", "## What else it could be", ""]
        lines += [f"- {other.name}: {other.question}" for other in disorder.differentials]
    if disorder.problems:
        lines += ["", "## Presenting problems it goes with", ""]
        known = [knowledge.problems[p] for p in disorder.problems if p in knowledge.problems]
        lines += [f"- [{problem.label}](../problems/{problem.id}.md)" for problem in known]
    lines += _sources(disorder.sources, knowledge)
    return _tidy([*lines, "", CORRECT.format(file=f"diagnoses/{disorder.id}.yaml")])


def _problem(problem: ProblemEntry, knowledge: Knowledge) -> str:
    lines = [f"# {problem.label}", "", WRITTEN_BY, "", problem.definition, "", "## How people put it", ""]
    lines += [f"- “{words}”" for words in problem.says]
    lines += ["", "## Goals", ""]
    for goal in problem.goals:
        lines += [f"- “{goal.client}”", f"  - {goal.clinical}"]
    objectives = [knowledge.objectives[o] for o in problem.objectives if o in knowledge.objectives]
    lines += ["", "## Objectives", "", *(_objective(each) for each in objectives)]
    interventions = [knowledge.interventions[i] for i in problem.interventions if i in knowledge.interventions]
    lines += ["", "## Interventions", ""]
    for each in interventions:
        lines += _intervention(each, knowledge)
    lines += ["", "## Signs that treatment can end", "", *(f"- {words}" for words in problem.discharge)]
    if problem.homework:
        lines += ["", "## Between sessions", "", *(f"- {words}" for words in problem.homework)]
    cited = [*problem.sources, *(s for i in interventions for s in i.evidence.sources)]
    lines += _sources(dict.fromkeys(cited), knowledge)
    return _tidy([*lines, "", CORRECT.format(file=f"problems/{problem.id}.yaml")])


def _objective(pattern: ObjectivePattern) -> str:
    stages = ", ".join(pattern.stages)
    return f"- {pattern.text} ({pattern.measured_by}; {pattern.unit}, better {pattern.better}; {stages})"


def _intervention(entry: InterventionEntry, knowledge: Knowledge) -> list[str]:
    approach = knowledge.approaches.get(entry.approach, entry.approach)
    lines = [
        f"- **{entry.technique}** ({approach}): {entry.what}",
        f"  - {entry.type}, {entry.frequency}, {entry.minutes} minutes, {entry.weeks} weeks; {_evidence(entry)}",
    ]
    return lines + [f"  - not when: {words}" for words in entry.not_when]


def _evidence(entry: InterventionEntry) -> str:
    cited = f" ({', '.join(entry.evidence.sources)})" if entry.evidence.sources else ""
    return f"evidence: {entry.evidence.level.value}{cited}"


def _sources(ids: Iterable[str], knowledge: Knowledge) -> list[str]:
    known = [knowledge.sources[each] for each in ids if each in knowledge.sources]
    told = [f"- `{s.id}`: {s.by} ({s.year}). {s.title}. {s.where}".rstrip() + _checked(s) for s in known]
    return ["", "## Sources", "", *told] if told else []


def _checked(source: Source) -> str:
    if source.checked is None:
        return ""
    return f" — {HOW[source.checked]}" + (f" at <{source.seen}>" if source.seen else "")


def _tidy(lines: list[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"

"""Loads the library: from the prepared index when that is fresh, from the YAML otherwise."""

import hashlib
import re
from functools import cache, partial
from pathlib import Path
from typing import Any

from planbot.errors import KnowledgeError
from planbot.knowledge.codes import Codes
from planbot.knowledge.entries import (
    DiagnosisEntry,
    Domain,
    Frequency,
    InterventionEntry,
    Involves,
    ObjectivePattern,
    Pace,
    ProblemEntry,
    Profile,
    Reason,
    Safety,
    Source,
    SymptomEntry,
)
from planbot.knowledge.entries_judgements import JudgementQuestion
from planbot.knowledge.entries_laws import Law
from planbot.knowledge.entries_measures import MeasureEntry
from planbot.knowledge.entries_rules import RuleSource
from planbot.knowledge.finder import KINDS, Finder, phrases_of, phrases_of_codes
from planbot.knowledge.library import Knowledge
from planbot.knowledge.phrases import build
from planbot.knowledge.prepared import Prepared, keep, open_prepared, prepare, stamp_of
from planbot.knowledge.reading import Contents, read_library
from planbot.paths import cache_folder, knowledge_folder, overlay_folder


def load(folder: Path | None = None, *, overlay: Path | None = None) -> Knowledge:
    """Return the library in *folder*, by default the one that ships with planbot, read once in a process.

    The entries of *overlay*, a practice's own folder of the same layout, win over those with the same id; without
    one, and with the library that ships, the folder beside the user's data is taken where there is one.
    Raises KnowledgeError naming the first fault and its file.
    """
    main = (folder or knowledge_folder()).resolve()
    if folder is None and overlay is None and overlay_folder().is_dir():
        overlay = overlay_folder()
    return _load(main, overlay.resolve() if overlay else None, cache_folder())


@cache
def _load(folder: Path, overlay: Path | None, cached: Path) -> Knowledge:
    folders = [folder, overlay] if overlay else [folder]
    for each in folders:
        if not each.is_dir():
            raise KnowledgeError(f"there is no library in this folder @ {each.name}: the whole folder")
    name = hashlib.blake2b("\n".join(map(str, folders)).encode(), digest_size=8).hexdigest()
    file = cached / f"knowledge-{name}.json"
    stamp = stamp_of(folders)
    prepared = open_prepared(file, stamp)
    if prepared is None:
        prepared = _from_yaml(folders)
        # Files that changed while they were read would make an index of a library that never was.
        if stamp_of(folders) == stamp:
            keep(file, prepared.to_bytes(stamp))
    return _knowledge(prepared, folders)


def _from_yaml(folders: list[Path]) -> Prepared:
    contents = read_library(folders[0])
    for overlay in folders[1:]:
        contents = contents.overlaid(read_library(overlay))
    if contents.faults:
        more = f" (and {len(contents.faults) - 1} more)" if len(contents.faults) > 1 else ""
        raise KnowledgeError(f"{contents.faults[0]}{more}")
    parts: dict[str, Any] = {f"search {kind}": index for kind, index in _indexes(contents, _codes(folders)).items()}
    parts["approaches"] = _approaches(contents)
    parts["safety"] = contents.safety.model_dump(mode="json") if contents.safety else None
    return prepare(contents.entries, parts)


def _indexes(contents: Contents, codes: Codes) -> dict[str, Any]:
    synonyms = [entry.words for entry in contents.entries["synonyms"].values()]
    indexes = {
        kind: build(phrases_of(contents.entries[name]), synonyms) for kind, name in KINDS.items() if kind != "code"
    }
    indexes["code"] = build(phrases_of_codes(codes))
    return indexes


def _approaches(contents: Contents) -> dict[str, str]:
    """Return the approaches that are declared, and those that interventions name without declaring them."""
    known = {entry.id: entry.label for entry in contents.entries["approaches"].values()}
    for intervention in contents.entries["interventions"].values():
        if intervention.approach not in known and intervention.approach not in known.values():
            known[re.sub(r"[^a-z0-9]+", "-", intervention.approach.lower()).strip("-")] = intervention.approach
    return dict(sorted(known.items()))


def _codes(folders: list[Path], finder: Finder | None = None) -> Codes:
    """Return the table of codes; that of an overlay is the newer one."""
    files = [folder / "icd10cm" / "codes.csv" for folder in folders]
    tables = [file for file in files if file.is_file()]
    former = Codes(tables[-2]) if len(tables) > 1 else None
    search = partial(finder.search, "code") if finder else None
    return Codes(tables[-1] if tables else None, search, former=former)


def _knowledge(prepared: Prepared, folders: list[Path]) -> Knowledge:
    safety = prepared.part("safety")
    finder = Finder(lambda kind: prepared.part(f"search {kind}") or build([]))
    return Knowledge(
        symptoms=prepared.entries("symptoms", SymptomEntry),
        diagnoses=prepared.entries("diagnoses", DiagnosisEntry),
        problems=prepared.entries("problems", ProblemEntry),
        objectives=prepared.entries("objectives", ObjectivePattern),
        interventions=prepared.entries("interventions", InterventionEntry),
        measures=prepared.entries("measures", MeasureEntry),
        domains=prepared.entries("domains", Domain),
        paces=prepared.entries("paces", Pace),
        reasons=prepared.entries("reasons", Reason),
        frequencies=prepared.entries("frequencies", Frequency),
        involves=prepared.entries("involves", Involves),
        approaches=prepared.part("approaches") or {},
        profiles=prepared.entries("profiles", Profile),
        judgements=prepared.entries("judgements", JudgementQuestion),
        laws=prepared.entries("laws", Law),
        sources=prepared.entries("sources", Source),
        rule_sources=prepared.entries("rule-sources", RuleSource),
        safety=Safety.model_validate(safety) if safety else Safety(says="", help=(), phrases=()),
        codes=_codes(folders, finder),
        finder=finder,
    )

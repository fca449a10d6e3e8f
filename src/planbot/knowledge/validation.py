"""Checks a whole library: every fault as "problem @ file: path"."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from planbot.knowledge.codes import Codes
from planbot.knowledge.entries import (
    Checked,
    CriteriaGroup,
    DiagnosisEntry,
    EvidenceLevel,
    InterventionEntry,
    ObjectivePattern,
    ProblemEntry,
    Slot,
    Source,
    SymptomEntry,
)
from planbot.knowledge.entries_judgements import JudgementQuestion
from planbot.knowledge.entries_laws import Law
from planbot.knowledge.filling import CLIENT, slot_names
from planbot.knowledge.profiles import profile_faults
from planbot.knowledge.reading import OPTIONAL, SHAPES, Contents, read_library
from planbot.knowledge.validation_measures import Fault, measure_faults

FEWEST_PHRASES = 5
"""Everyday phrases a symptom or problem needs to be recognised in free text."""

SCALE_SLOTS = ("baseline", "target", "unit")
"""What a goal-attainment scale may name beside an objective's own slots: its numbers."""


def problems_in(folder: Path, *, base: Path | None = None) -> list[str]:
    """Return everything wrong with the library in *folder*, or nothing.

    With *base*, the folder is an overlay: it may name entries of the base, and need not be complete.
    """
    own = read_library(folder)
    under = read_library(base) if base else Contents()
    whole = Contents(under.entries, under.safety).overlaid(own) if base else own
    faults = list(whole.faults)
    if base is None:
        faults += [
            f"no entries of this kind @ {kind}: -" for kind in SHAPES if kind not in OPTIONAL and not own.entries[kind]
        ]
        faults += [] if own.safety else ["the words for a person in danger are missing @ safety.yaml: -"]
    codes = _codes(folder, base)
    for kind, entries in own.entries.items():
        check = _CHECKS.get(kind)
        if check is None:
            continue
        for key, entry in entries.items():
            place = own.places[kind, key]
            start = "" if SHAPES[kind].layout == "file" else key
            faults += [
                f"{problem} @ {place}: {'.'.join(part for part in (start, path) if part) or 'id'}"
                for problem, path in check(entry, _Whole(whole, codes))
            ]
    return faults


class _Whole:
    """The library and the codes, as the checks ask them."""

    def __init__(self, contents: Contents, codes: Codes) -> None:
        self.codes = codes
        self._entries = contents.entries

    def unknown(self, kind: str, ids: Iterable[str], path: str) -> Iterator[Fault]:
        """Yield a fault for each id that *kind* does not have, and for each that is named twice."""
        ids = list(ids)
        for key in ids:
            if key not in self._entries[kind]:
                yield f"{key!r} is not among the {kind}", path
        yield from ((f"{key!r} is named twice", path) for key, count in Counter(ids).items() if count > 1)

    def has(self, kind: str, key: str) -> bool:
        """Whether *kind* has an entry with this id."""
        return key in self._entries[kind]

    def all(self, kind: str) -> Mapping[str, Any]:
        """Return the entries of *kind*."""
        return self._entries[kind]


class _Check(Protocol):
    def __call__(self, entry: Any, whole: _Whole, /) -> Iterator[Fault]: ...


def _symptom(entry: SymptomEntry, _: _Whole) -> Iterator[Fault]:
    yield from _phrases(entry.says)
    if not entry.looks_like:
        yield "no observable behaviour", "looks_like"


def _phrases(says: tuple[str, ...]) -> Iterator[Fault]:
    different = {phrase.casefold().strip() for phrase in says}
    if len(different) < FEWEST_PHRASES:
        yield f"{len(different)} everyday phrases, at least {FEWEST_PHRASES} are needed", "says"
    if len(different) < len(says):
        yield "the same phrase stands twice", "says"


def _diagnosis(entry: DiagnosisEntry, whole: _Whole) -> Iterator[Fault]:
    if not entry.codes:
        yield "no code", "codes"
    for code in entry.codes:
        if fault := whole.codes.fault(code.code, code.name):
            yield fault.rstrip("."), f"codes.{code.code}"
    yield from _twice((code.code for code in entry.codes), "codes")
    if not entry.criteria:
        yield "no criteria", "criteria"
    yield from _twice((c.id for group in entry.criteria for c in group.criteria), "criteria")
    yield from _twice((group.id for group in entry.criteria), "criteria")
    everywhere = {criterion.id for group in entry.criteria for criterion in group.criteria}
    for group in entry.criteria:
        yield from _group(group, everywhere, whole)
    yield from whole.unknown("problems", entry.problems, "problems")
    yield from whole.unknown("measures", entry.measures, "measures")
    for number, other in enumerate(entry.differentials):
        if other.diagnosis is not None:
            yield from whole.unknown("diagnoses", [other.diagnosis], f"differentials.{number}")
        if other.diagnosis == entry.id:
            yield "it is told apart from itself", f"differentials.{number}"
    yield from _sources(entry.sources, whole, "sources", needed=True)
    groups = {group.id for group in entry.criteria}
    yield from ((f"{key!r} is no group of criteria", "unsourced") for key in entry.unsourced if key not in groups)


def _source(entry: Source, _: _Whole) -> Iterator[Fault]:
    if entry.checked not in (None, Checked.WHOLE, Checked.EARLIER) and not entry.seen:
        yield "it does not say where it was seen", "seen"
    if entry.checked in (None, Checked.EARLIER) and entry.seen:
        yield "it was seen somewhere; say how much of it", "checked"


def _group(group: CriteriaGroup, everywhere: set[str], whole: _Whole) -> Iterator[Fault]:
    ids = {criterion.id for criterion in group.criteria}
    path = f"criteria.{group.id}"
    for needs in (group.needs, group.needs_otherwise):
        if needs is not None and not 1 <= needs <= len(ids):
            yield f"{needs} of {len(ids)} criteria are needed", f"{path}.needs"
    yield from (
        (f"{key!r} is not a criterion of the group", f"{path}.one_of") for key in group.one_of if key not in ids
    )
    yield from ((f"{key!r} is no criterion", f"{path}.given") for key in group.given if key not in everywhere)
    if bool(group.given) != (group.needs_otherwise is not None):
        yield "given and needs_otherwise belong together", f"{path}.given"
    for criterion in group.criteria:
        yield from whole.unknown("symptoms", criterion.symptoms, f"criteria.{criterion.id}.symptoms")


def _problem(entry: ProblemEntry, whole: _Whole) -> Iterator[Fault]:
    yield from _phrases(entry.says)
    for kind in ("symptoms", "domains", "diagnoses", "objectives", "interventions"):
        yield from whole.unknown(kind, getattr(entry, kind), kind)
    for name in ("symptoms", "goals", "objectives", "interventions", "discharge"):
        if not getattr(entry, name):
            yield "nothing stands here", name
    yield from _twice((goal.id for goal in entry.goals), "goals")
    for goal in entry.goals:
        yield from _slots(f"{goal.client} {goal.clinical}", {}, f"goals.{goal.id}")
    for name in ("discharge", "homework"):
        yield from _slots(" ".join(getattr(entry, name)), {}, name)
    yield from _sources(entry.sources, whole, "sources", needed=False)


def _objective(entry: ObjectivePattern, whole: _Whole) -> Iterator[Fault]:
    yield from whole.unknown("symptoms", entry.symptoms, "symptoms")
    yield from whole.unknown("domains", entry.domains, "domains")
    yield from _stages(entry)
    scale = _without(" ".join(entry.scale), SCALE_SLOTS)
    yield from _slots(f"{entry.text} {entry.plain} {scale}", entry.slots, "slots")
    if not entry.symptoms and not entry.domains:
        yield "it moves no symptom and no domain", "symptoms"
    if entry.measure is not None:
        yield from whole.unknown("measures", [entry.measure], "measure")
        if whole.has("measures", entry.measure) and not whole.all("measures")[entry.measure].outcome:
            yield f"{entry.measure!r} cannot show change", "measure"
    yield from _target(entry)
    if entry.weeks < 1:
        yield "due before it begins", "weeks"


def _target(entry: ObjectivePattern) -> Iterator[Fault]:
    target, up = entry.target, entry.better == "up"
    ways = [value for value in (target.to, target.by, target.share) if value is not None]
    if len(ways) != 1:
        yield "a target is set by exactly one of to, by and share", "target"
    signed = target.by if target.by is not None else target.share
    if signed is not None and (signed > 0) != up:
        yield f"the target moves away from better: {entry.better}", "target"
    if target.to is not None and entry.baseline is not None:
        worse = target.to < entry.baseline if up else target.to > entry.baseline
        if worse:
            yield f"the target is worse than the usual baseline, though better is {entry.better}", "target"


def _intervention(entry: InterventionEntry, whole: _Whole) -> Iterator[Fault]:
    for kind in ("symptoms", "diagnoses", "domains", "involves"):
        yield from whole.unknown(kind, getattr(entry, kind), kind)
    if not whole.has("frequencies", entry.frequency):
        labels = {each.label for each in whole.all("frequencies").values()}
        if entry.frequency not in labels:
            yield f"{entry.frequency!r} is not among the frequencies", "frequency"
    if whole.all("approaches"):
        labels = {each.label for each in whole.all("approaches").values()}
        if not whole.has("approaches", entry.approach) and entry.approach not in labels:
            yield f"{entry.approach!r} is not among the approaches", "approach"
    yield from _stages(entry)
    yield from _slots(f"{entry.what} {entry.plain}", entry.slots, "slots")
    needed = entry.evidence.level is not EvidenceLevel.PRACTICE
    yield from _sources(entry.evidence.sources, whole, "evidence.sources", needed=needed)
    if not needed and entry.evidence.sources:
        yield "evidence from practice names sources; give the level they stand for", "evidence.level"


def _judgement(entry: JudgementQuestion, _: _Whole) -> Iterator[Fault]:
    if not entry.question.endswith("?"):
        yield "it is no question", "question"
    for name in ("lines", "beside", "sources"):
        if not getattr(entry, name):
            yield "nothing stands here", name
        yield from _twice(getattr(entry, name), name)
    if missing := [room for room in entry.about if room not in entry.beside and not _shown(room, entry)]:
        yield f"{missing[0]} are judged and not laid beside it", "beside"


def _law(entry: Law, _: _Whole) -> Iterator[Fault]:
    tags = {source.tag for source in entry.sources}
    for gate in entry.gates:
        if not gate.sources:
            yield "no source", f"gates.{gate.id}"
        yield from (
            (f"{tag!r} is not among its sources", f"gates.{gate.id}") for tag in gate.sources if tag not in tags
        )
    yield from _twice([gate.id for gate in entry.gates], "gates")


def _shown(room: str, entry: JudgementQuestion) -> bool:
    return room == "diagnoses" and "criteria" in entry.beside


def _twice(ids: Iterable[str], path: str) -> Iterator[Fault]:
    yield from ((f"{key!r} stands twice", path) for key, count in Counter(ids).items() if count > 1)


def _stages(entry: ObjectivePattern | InterventionEntry) -> Iterator[Fault]:
    if not entry.stages:
        yield "no stage of change", "stages"


def _sources(ids: Iterable[str], whole: _Whole, path: str, *, needed: bool) -> Iterator[Fault]:
    ids = list(ids)
    if needed and not ids:
        yield "no source", path
    yield from whole.unknown("sources", ids, path)


def _slots(text: str, slots: Mapping[str, Slot], path: str) -> Iterator[Fault]:
    named = set(slot_names(text))
    yield from ((f"the slot {name!r} is not declared", path) for name in sorted(named - {CLIENT, *slots}))
    yield from ((f"the slot {name!r} is declared and not used", path) for name in sorted(set(slots) - named))
    if text.count("{") != text.count("}") or "{" in _without(text, named):
        yield "a brace that is no slot", path


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace("{" + name + "}", "")
    return text


def _codes(folder: Path, base: Path | None) -> Codes:
    files = [each / "icd10cm" / "codes.csv" for each in (folder, base) if each is not None]
    return Codes(next((file for file in files if file.is_file()), None))


_CHECKS: dict[str, _Check] = {
    "symptoms": _symptom,
    "diagnoses": _diagnosis,
    "problems": _problem,
    "sources": _source,
    "objectives": _objective,
    "interventions": _intervention,
    "measures": measure_faults,
    "judgements": _judgement,
    "laws": _law,
    "profiles": lambda entry, _: profile_faults(entry),
}

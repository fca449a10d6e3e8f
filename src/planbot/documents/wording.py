"""Puts the parts of a chart into words for a document: numbers, dates, labels, and what is not there.

Nothing is filled in: what was not asked reads "not recorded", what was declined says so.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import NamedTuple, Protocol

from planbot.chart import (
    ROOMS,
    Author,
    Chart,
    Diagnosis,
    Duration,
    Intervention,
    Item,
    Measured,
    Met,
    Objective,
    Origin,
    Quantity,
    Score,
    Signature,
    Signer,
    Skip,
    SkipReason,
    SnapKind,
    room_of,
)
from planbot.chart.signed import standing
from planbot.documents.passed import passed_over
from planbot.errors import ChartError
from planbot.knowledge import Knowledge, band_of
from planbot.rules.reading.together import Open, Told, told
from planbot.text import clean

_PUBLISHED = re.compile(r"[A-Z]\d*")
"""The letters and numbers under which criteria are published; other ids are the library's own."""

NOT_RECORDED = "not recorded"

_SKIPPED = {
    SkipReason.DECLINED: "declined to answer",
    SkipReason.NOT_APPLICABLE: "not applicable",
    SkipReason.LATER: "put off for later",
}

_ROOM_NAMES = {
    "contacts": "Contact",
    "consents": "Consent",
    "snaps": "Strength, need, ability, preference or value",
    "symptoms": "Symptom",
    "impairments": "Area of life",
    "scores": "Score",
    "diagnoses": "Diagnosis",
    "differentials": "Differential diagnosis",
    "problems": "Problem",
    "goals": "Goal",
    "objectives": "Objective",
    "interventions": "Intervention",
    "tasks": "Task",
    "referrals": "Referral",
    "discharge": "Discharge criterion",
    "signatures": "Signature",
    "judgements": "Judgement",
    "reviews": "Review",
    "waivers": "Waiver",
}

_KINDS = {
    SnapKind.STRENGTH: "strengths",
    SnapKind.NEED: "needs",
    SnapKind.ABILITY: "abilities",
    SnapKind.PREFERENCE: "preferences",
    SnapKind.VALUE: "values",
}

_AUTHORS = {
    Author.LIBRARY: "drafted from the library",
    Author.MODEL: "drafted by a language model",
    Author.CLIENT: "written by the client",
    Author.THERAPIST: "written by the therapist",
}


class OpenFinding(Open, Protocol):
    """What a document says of a finding that is still open."""

    @property
    def severity(self) -> str:
        """How much it weighs."""

    @property
    def at(self) -> str:
        """The item's id, or the name of a room."""


_BOOKKEEPING = frozenset({"pattern", "entry"})
"""Answers that only say which entry of the library something came from."""


class Drafted(NamedTuple):
    """What was drafted for a person: where it stands, and how it came to be."""

    place: str
    how: str


def day(when: date) -> str:
    """Return *when* as "16 November 2026", with the time and its zone when it has one."""
    text = f"{when.day} {when:%B} {when.year}"
    return f"{text}, {when:%H:%M %Z}".rstrip() if isinstance(when, datetime) else text


def worded(value: object) -> str:  # noqa: C901, PLR0911 - one line for each kind of value
    """Return one value of a chart in words; nothing at all for what is absent or blank."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case date():
            return day(value)
        case Duration():
            return value.words
        case Measured():
            return value.by
        case int() | float():
            return f"{value:g}"
        case str() | Quantity():
            return clean(str(value)).strip()
        case Mapping():
            return "; ".join(f"{name}: {worded(part)}" for name, part in value.items())
        case Iterable():
            return "; ".join(filter(None, map(worded, value)))
        case _:
            return str(value)


@dataclass(frozen=True)
class Wording:
    """A chart, the library and the open findings, as a template reads them."""

    chart: Chart
    knowledge: Knowledge | None
    findings: Sequence[OpenFinding]
    today: date

    def said(self, value: object, field: str = "", item: Item | None = None, asked: str = "") -> str:
        """Return *value* in words; when there is none, whether its question was declined or never asked.

        *field* is the field's name in *item*, or its dotted path in the chart, or the id of a question that
        fills a whole list; *asked* is the id of a question that fills the field for all items at once.
        """
        if words := worded(value):
            return words
        skip = self._passed.get((item.id if item else "", field)) or self._passed.get(("", asked))
        return _SKIPPED[skip.reason] if skip else NOT_RECORDED

    @cached_property
    def _passed(self) -> Mapping[tuple[str, str], Skip]:
        return passed_over(self.chart)

    def day(self, when: date | None) -> str:
        """Return a date in words, or that none was recorded."""
        return day(when) if when else NOT_RECORDED

    def label(self, shelf: str, entry: str | None, own: str = "", *, name: str = "label") -> str:
        """Return the library's word for *entry*, or the chart's *own* words when the library has none."""
        found = getattr(self.knowledge, shelf, {}).get(entry) if entry else None
        label = found if isinstance(found, str) else getattr(found, name, None)
        return label or own or entry or ""

    # Numbers and places

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        numbers: dict[str, str] = {}
        for room in ROOMS:
            for at, item in enumerate(self.chart.room(room), start=1):
                numbers[item.id] = str(at)
        counted: dict[str, int] = {}
        for objective in self.chart.plan.objectives:
            counted[objective.goal] = counted.get(objective.goal, 0) + 1
            numbers[objective.id] = f"{numbers.get(objective.goal, '?')}.{counted[objective.goal]}"
        return numbers

    def number(self, item: Item | str) -> str:
        """Return the number an item goes by: goals 1, 2; their objectives 1.1, 1.2."""
        return self._numbers.get(item if isinstance(item, str) else item.id, "?")

    def place(self, where: str) -> str:
        """Return "Objective 1.2" for an item's id, and a room's name for a room."""
        try:
            room = room_of(where)
        except ChartError:
            return where.replace("_", " ").replace(".", ", ").capitalize()
        if where not in self._numbers:
            return f"{_ROOM_NAMES[room]} that is no longer there"
        return f"{_ROOM_NAMES[room]} {self.number(where)}"

    def places(self, ids: Sequence[str]) -> str:
        """Return the places of several items of one room: "Objective 1.1, 1.2"."""
        known = [one for one in ids if one in self._numbers]
        if not known:
            return ""
        return ", ".join([self.place(known[0]), *(self.number(one) for one in known[1:])])

    # Assessment and diagnosis

    def symptom(self, item_id: str) -> str:
        """Return a symptom's name: the library's label, or the words it was told in."""
        found = self.chart.find(item_id)
        return self.label("symptoms", found.entry, found.words) if found else ""

    def symptoms(self, ids: Sequence[str]) -> str:
        """Return the names of symptoms."""
        return ", ".join(filter(None, map(self.symptom, ids)))

    def domains(self, ids: Sequence[str]) -> str:
        """Return the areas of life that impairments are about."""
        found = [self.chart.find(one) for one in ids]
        return ", ".join(self.label("domains", one.domain) for one in found if one)

    kinds = tuple((kind.value, many) for kind, many in _KINDS.items())
    """The five kinds of SNAP, each with its plural."""

    def snaps(self, ids: Sequence[str]) -> str:
        """Return the words of strengths, needs, abilities, preferences and values."""
        return "; ".join(f"{one.words} ({one.kind})" for one in map(self.chart.find, ids) if one)

    def diagnoses(self) -> list[Diagnosis]:
        """Return the diagnoses, the primary one first."""
        return sorted(self.chart.diagnoses, key=lambda d: d.rank)

    def diagnosis(self, item_id: str | None) -> str:
        """Return a diagnosis as its code and name."""
        found = self.chart.find(item_id) if item_id else None
        return f"{found.code} {found.name}" if found else ""

    def criterion(self, diagnosis: Diagnosis, claim: str) -> str:
        """Return the label of a criterion under its published letter, such as "A1 low mood"."""
        entry = self.knowledge.diagnoses.get(diagnosis.entry or "") if self.knowledge else None
        groups = entry.criteria if entry else ()
        labels = {one.id: one.label for group in groups for one in group.criteria}
        labels |= {group.id: group.label for group in groups}
        if claim not in labels:
            return claim
        return f"{claim} {labels[claim]}" if _PUBLISHED.fullmatch(claim) else labels[claim]

    def score(self, score: Score) -> str:
        """Return a score with its band, the day, and what the measure's own rules found."""
        flags = f"; noted: {', '.join(score.flags)}" if score.flags else ""
        return f"{self.label('measures', score.measure, name='short')}: {self._scored(score)}{flags}"

    def _scored(self, score: Score) -> str:
        known = self.knowledge.measures.get(score.measure) if self.knowledge else None
        shown = [] if score.total is None else [f"{score.total:g}{f' ({score.band})' if score.band else ''}"]
        for key, value in score.known_parts.items():
            part = known.part(key) if known else None
            band = band_of(part, value) if part else None
            shown.append(f"{part.label if part else key} {value:g}{f' ({band})' if band else ''}")
        return f"{', '.join(shown) or 'not complete'}, {day(score.on)}"

    def supports(self, symptom: str) -> str:
        """Return the diagnoses whose criteria a symptom is claimed to show."""
        found = [
            f"{d.code} {d.name}"
            for d in self.diagnoses()
            if any(symptom in c.symptoms and c.met is Met.YES for c in d.criteria)
        ]
        return ", ".join(found) or "no diagnosis in this chart"

    def trends(self) -> list[str]:
        """Return for each measure its scores in order, the first one first."""
        taken: dict[str, list[Score]] = {}
        for score in sorted(self.chart.assessment.scores, key=lambda s: s.on):
            taken.setdefault(score.measure, []).append(score)
        return [
            f"{self.label('measures', measure, name='short')}: {', then '.join(map(self._scored, scores))}"
            for measure, scores in taken.items()
        ]

    # The plan

    def objectives(self, goal: str) -> list[Objective]:
        """Return the objectives of a goal."""
        return [o for o in self.chart.plan.objectives if o.goal == goal]

    def homeless(self) -> list[Objective]:
        """Return the objectives whose goal is no longer there."""
        goals = {g.id for g in self.chart.plan.goals}
        return [o for o in self.chart.plan.objectives if o.goal not in goals]

    def interventions(self, objective: str) -> list[Intervention]:
        """Return the interventions for an objective."""
        return [i for i in self.chart.plan.interventions if objective in i.objectives]

    def approaches(self, ids: Sequence[str | None]) -> str:
        """Return therapeutic approaches by the library's names."""
        return ", ".join(self.label("approaches", one) for one in ids if one)

    def reasons(self) -> str:
        """Return the reasons for treatment."""
        return ", ".join(self.label("reasons", one) for one in self.chart.necessity.reasons)

    def count(self, number: int | None, unit: str) -> str:
        """Return "45 minutes" or "1 week"; nothing without a number."""
        return "" if number is None else f"{number} {unit}{'' if number == 1 else 's'}"

    def level(self, at: int) -> str:
        """Return the level of a goal-attainment scale at a place in it: -2 to +2."""
        return f"{at - 2:+d}" if at != 2 else "0"

    # Findings and signatures

    @property
    def told(self) -> list[Told[OpenFinding]]:
        """The open findings as a person is told them."""
        return told(self.findings)

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """Who signed the plan as it is."""
        return standing(self.chart)

    @property
    def watermark(self) -> str:
        """What keeps the document a draft, or nothing once everyone has signed or it is said why not."""
        taken = self.chart.participation
        signers = {s.signer for s in self.signatures}
        clinician = bool(signers & {Signer.CLINICIAN, Signer.SUPERVISOR})
        client = bool(signers & {Signer.CLIENT, Signer.GUARDIAN}) or bool((taken.not_signed or "").strip())
        if clinician and client:
            return ""
        if clinician:
            return "Draft, not signed by the client"
        if signers:
            return "Draft, not signed by the clinician"
        return "Draft, not signed"

    @property
    def code_table(self) -> str:
        """The release of the table of codes and how long it was in force, so that an older one shows."""
        return self.knowledge.codes.told if self.knowledge and len(self.knowledge.codes) else ""

    # Provenance

    def drafted(self) -> list[Drafted]:
        """Return what was drafted, or found by a model, for whoever accepted it: each item's parts, and from where."""
        parts: dict[tuple[str, str], list[str]] = {}
        for key, answer in self.chart.answers.items():
            origin = answer.origin
            step, _, item = key.partition(":")
            room, _, field = step.partition(".")
            drafted = origin and (origin.by_model or origin.author is Author.LIBRARY)
            if origin and drafted and field not in _BOOKKEEPING:
                parts.setdefault((self.place(item or room), _how(origin)), []).append(field.replace("-", " "))
        return [Drafted(f"{place} ({', '.join(fields)})", how) for (place, how), fields in parts.items()]


def _how(origin: Origin) -> str:
    source = f" ({origin.source})" if origin.source else ""
    whose = f"the {origin.author}'s words, found by a language model" if origin.found else _AUTHORS[origin.author]
    return f"{whose}{source}, {'edited and accepted' if origin.edited else 'accepted as it was'}"

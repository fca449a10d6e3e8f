"""The library as the rest of planbot sees it: entries by id, search, and the pace that fits a client."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from planbot.chart import Readiness, Stage
from planbot.knowledge.codes import Codes
from planbot.knowledge.entries import (
    ADULT,
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
from planbot.knowledge.finder import Finder

Kind = Literal["symptom", "problem", "diagnosis", "objective", "intervention", "measure", "domain", "code"]
"""What can be searched for."""

LOW_MOTIVATION = 3
"""Motivation of 0 to 3 in 10 is low; a convention of ours, not a published cut-off."""
OUT_OF_AGE = 0.25
"""What a symptom of the other age loses in a search: a child's for an adult, and the reverse."""
ACUTE = frozenset({"crisis", "active psychosis"})
DEFICIT = "severe deficit"


class Match(NamedTuple):
    """An entry found by search."""

    kind: Kind
    id: str
    label: str
    score: float
    """0 to about 1; only good for ranking."""
    phrase: str
    """The phrase that matched best."""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What clinicians know, ready to use; nothing in it can be changed."""

    symptoms: Mapping[str, SymptomEntry]
    diagnoses: Mapping[str, DiagnosisEntry]
    problems: Mapping[str, ProblemEntry]
    objectives: Mapping[str, ObjectivePattern]
    interventions: Mapping[str, InterventionEntry]
    measures: Mapping[str, MeasureEntry]
    domains: Mapping[str, Domain]
    paces: Mapping[str, Pace]
    reasons: Mapping[str, Reason]
    frequencies: Mapping[str, Frequency]
    involves: Mapping[str, Involves]
    approaches: Mapping[str, str]
    """The name of each therapeutic approach, by its id."""
    profiles: Mapping[str, Profile]
    judgements: Mapping[str, JudgementQuestion]
    """The questions that a person answers, as no check can."""
    laws: Mapping[str, Law]
    """What the law of each state takes away from drafting with a model."""
    sources: Mapping[str, Source]
    rule_sources: Mapping[str, RuleSource]
    """Who asks for what the checks look for, by the tag that rules and profiles give."""
    safety: Safety
    codes: Codes
    finder: Finder = field(repr=False)

    @cached_property
    def only_for_the_young(self) -> frozenset[str]:
        """The objective patterns and interventions that only problems of children and adolescents list."""
        young, others = (
            {each for p in self.problems.values() if p.ages == ages for each in (*p.objectives, *p.interventions)}
            for ages in ("young", "any")
        )
        return frozenset(young - others)

    def suits(self, entry: str, age: int | None) -> bool:
        """Whether a pattern or intervention may be proposed to a client of this age; an unknown age is an adult's."""
        return entry not in self.only_for_the_young or (age is not None and age < ADULT)

    @cached_property
    def childhood(self) -> Mapping[str, float]:
        """Of the problems and disorders that list a symptom, the part from 0 to 1 that only the young have."""
        young: Counter[str] = Counter()
        every: Counter[str] = Counter()
        for problem in self.problems.values():
            every.update(problem.symptoms)
            young.update(problem.symptoms if problem.ages == "young" else ())
        for entry in self.diagnoses.values():
            shown = {symptom for group in entry.criteria for c in group.criteria for symptom in c.symptoms}
            every.update(shown)
            young.update(shown if entry.oldest is not None and entry.oldest < ADULT else ())
        return {symptom: young[symptom] / times for symptom, times in every.items()}

    def find(self, kind: Kind | None, text: str, limit: int = 8, *, age: int | None = None) -> list[Match]:
        """Return the entries of *kind* (or of every kind) that fit what is typed, best first.

        The last word may be unfinished; slips of spelling, word forms and negation are taken into account. With
        the *age* of the client in years, symptoms of that age come before those of the other that fit as well.
        What goes well, what is only asked and what is nothing to do with a complaint finds nothing.
        """
        if age is not None and kind in (None, "symptom"):
            found = [self._at_age(match, age) for match in self.find(kind, text, limit + 8)]
            return sorted(found, key=lambda m: -m.score)[:limit]
        kinds: tuple[Kind, ...] = (kind,) if kind else tuple(self.finder.kinds)
        found = [
            Match(each, hit.entry, self.label(each, hit.entry), hit.score, hit.phrase)
            for each in kinds
            for hit in self.finder.search(each, text, limit)
        ]
        return found if kind else sorted(found, key=lambda m: -m.score)[:limit]

    def _at_age(self, match: Match, age: int) -> Match:
        if match.kind != "symptom":
            return match
        young = self.childhood.get(match.id, 0.0)
        return match._replace(score=match.score * (1 - OUT_OF_AGE * (young if age >= ADULT else 1 - young)))

    def warm(self) -> None:
        """Make the first search as quick as the others; meant for a worker thread while the first screen is shown."""
        self.finder.warm()

    def label(self, kind: Kind, entry: str) -> str:  # noqa: PLR0911 -- one line for each kind
        """Return what people call an entry, or its id when the library does not have it."""
        match kind:
            case "symptom":
                return self.symptom_label(entry)
            case "code":
                return code.name if (code := self.codes.lookup(entry)) else entry
            case "problem" | "domain":
                place: Mapping[str, ProblemEntry | Domain] = self.problems if kind == "problem" else self.domains
                return place[entry].label if entry in place else entry
            case "diagnosis":
                return self.diagnoses[entry].name if entry in self.diagnoses else entry
            case "objective":
                return self.objectives[entry].text if entry in self.objectives else entry
            case "intervention":
                return self.interventions[entry].technique if entry in self.interventions else entry
            case "measure":
                return self.measures[entry].short if entry in self.measures else entry

    def symptom_label(self, symptom: str) -> str:
        """Return the label of a symptom of the library, or its id in plain words."""
        return self.symptoms[symptom].label if symptom in self.symptoms else symptom.replace("-", " ")

    def asked_by(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Return who asks for something, in words, each once; a tag that is not explained stands for itself."""
        known = self.rule_sources
        return tuple(dict.fromkeys(known[tag].short if tag in known else tag for tag in tags))

    def symptom_plain(self, symptom: str) -> str:
        """Return a symptom in a client's words."""
        return self.symptoms[symptom].plain if symptom in self.symptoms else symptom.replace("-", " ")

    def pace_for(self, readiness: Readiness) -> Pace | None:
        """Return the pace that fits, or None while nothing is known that would decide it.

        The therapist's own choice comes first, then crisis, psychosis or a severe deficit, then low motivation,
        then the stage of change.
        """
        if readiness.pace is not None and readiness.pace in self.paces:
            return self.paces[readiness.pace]
        if _said(readiness.acuity) in ACUTE or _said(readiness.capacity) == DEFICIT:
            return next((pace for pace in self.paces.values() if not pace.stages), None)
        if readiness.motivation is not None and readiness.motivation <= LOW_MOTIVATION:
            return self._pace_of(Stage.PRECONTEMPLATION)
        return self._pace_of(readiness.stage) if readiness.stage else None

    def _pace_of(self, stage: Stage) -> Pace | None:
        return next((pace for pace in self.paces.values() if stage in pace.stages), None)

    def diagnosis_of(self, code: str, age: int | None = None) -> list[DiagnosisEntry]:
        """Return the disorders a code stands for, those meant for the client's age first."""
        known = self.codes.lookup(code)
        asked = known.code if known else code.strip().upper()
        return sorted(self._coded.get(asked, ()), key=lambda entry: not entry.suits(age))

    @cached_property
    def _coded(self) -> dict[str, list[DiagnosisEntry]]:
        """The disorders by each of their codes."""
        coded: dict[str, list[DiagnosisEntry]] = {}
        for entry in self.diagnoses.values():
            for code in dict.fromkeys(c.code for c in entry.codes):
                coded.setdefault(code, []).append(entry)
        return coded

    def measures_of(self, symptom: str) -> list[MeasureEntry]:
        """Return the measures that ask about a symptom."""
        return [
            m
            for m in self.measures.values()
            if symptom in m.symptoms or any(symptom in item.symptoms for item in m.items)
        ]

    def objectives_for(self, symptom: str, stage: Stage | None = None) -> list[ObjectivePattern]:
        """Return the objective patterns that move a symptom, those that suit *stage* only when one is given."""
        return [o for o in self.objectives.values() if symptom in o.symptoms and (stage is None or stage in o.stages)]

    def interventions_for(self, symptom: str, stage: Stage | None = None) -> list[InterventionEntry]:
        """Return the interventions for a symptom, those that suit *stage* only when one is given."""
        return [
            i for i in self.interventions.values() if symptom in i.symptoms and (stage is None or stage in i.stages)
        ]


def _said(words: str | None) -> str:
    return (words or "").strip().casefold()

"""The kinds of entry in ``knowledge/``, and what each must carry."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from planbot.chart import Stage

ADULT = 18
"""The age from which a client is an adult."""

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]


class Entry(BaseModel):
    """An entry of the library: frozen, and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Checked(StrEnum):
    """How much of a source was seen when it was checked."""

    WHOLE = "whole"
    PASSAGE = "passage"
    """What an entry takes from it was read in the source itself."""
    QUOTED = "quoted"
    """What an entry takes from it was read where others quote it."""
    ABSTRACT = "abstract"
    TITLE = "title"
    """Its title, authors, year and headings; not the words an entry rests on."""
    EARLIER = "earlier"
    """Looked up when the entry was written, without noting where; not found again since."""


class Source(Entry):
    """A publication that exists and can be looked up."""

    id: Slug
    kind: Literal["guideline", "agency", "trial", "review", "primary", "licence"]
    title: str
    by: str
    year: int
    where: str = ""
    """Journal and pages, document number, DOI or address."""
    checked: Checked | None = None
    """How it was checked; None when a practice's own library does not say."""
    seen: str = ""
    """The address at which it was seen, which may be another than the publisher's."""


class EvidenceLevel(StrEnum):
    """What stands behind a claim; "practice" claims nothing more than use in practice."""

    GUIDELINE = "guideline"
    TRIAL = "trial"
    REVIEW = "review"
    PRACTICE = "practice"


class Evidence(Entry):
    """The level of evidence and the ids of its sources; only practice may have none."""

    level: EvidenceLevel
    sources: tuple[Slug, ...] = ()


class SymptomEntry(Entry):
    """A symptom, what it looks like, and what clients say when they have it."""

    id: Slug
    label: str
    plain: str
    """The label in a client's words."""
    looks_like: tuple[str, ...]
    """Observable behaviours."""
    says: tuple[str, ...]
    """At least five everyday phrases."""


class Criterion(Entry):
    """One criterion, as a short neutral label of our own under its published letter and number.

    A word after a dot marks what we split ourselves: ``B.time`` is a part of B.
    """

    id: str
    label: str
    symptoms: tuple[Slug, ...] = ()
    """Symptoms that show it; none means that the therapist has to be asked."""


class CriteriaGroup(Entry):
    """Criteria of which a number must be met, some perhaps required."""

    id: str
    label: str
    needs: int
    criteria: tuple[Criterion, ...]
    one_of: tuple[str, ...] = ()
    """Ids of criteria of which at least one must be among those met."""
    given: tuple[str, ...] = ()
    """Ids of criteria of other groups: when none of them is met, ``needs_otherwise`` are needed, not ``needs``."""
    needs_otherwise: int | None = None
    minimum_days: int | None = None
    """Days its symptoms must have lasted, when that differs from the disorder's; 0 asks for none."""


class DiagnosisCode(Entry):
    """A billable ICD-10-CM code of the disorder, and when it is the one to use."""

    code: str
    name: str
    """The official ICD-10-CM name."""
    when: str = ""
    """The specifier or severity it stands for, in a few words."""


class DifferentialEntry(Entry):
    """Another diagnosis with shared symptoms, and the question that separates the two."""

    diagnosis: Slug | None = None
    name: str
    question: str


class DiagnosisEntry(Entry):
    """A disorder: codes, criteria, duration, exclusions, differentials."""

    id: Slug
    name: str
    family: str
    says: tuple[str, ...] = ()
    """Other names people look for it by."""
    codes: tuple[DiagnosisCode, ...]
    criteria: tuple[CriteriaGroup, ...]
    minimum_days: int | None = None
    maximum_days: int | None = None
    impairment: bool = True
    """Whether distress or impairment is needed."""
    exclusions: tuple[str, ...] = ()
    """What must not explain the picture better."""
    differentials: tuple[DifferentialEntry, ...] = ()
    problems: tuple[Slug, ...] = ()
    measures: tuple[Slug, ...] = ()
    youngest: int = 0
    oldest: int | None = None
    """The age in years from and up to which these criteria are meant; other ages may have an entry of their own."""
    sources: tuple[Slug, ...]
    unsourced: tuple[str, ...] = ()
    """Ids of groups of criteria whose number no source we could open confirms; to be checked against the manual."""

    def suits(self, age: int | None) -> bool:
        """Whether the criteria are meant for a client of this age; an unknown age is taken for an adult's."""
        years = ADULT if age is None else age
        return self.youngest <= years and (self.oldest is None or years <= self.oldest)


class GoalPattern(Entry):
    """A goal in a client's words and in clinical words."""

    id: Slug
    client: str
    clinical: str


class ProblemEntry(Entry):
    """A presenting problem, behaviourally defined."""

    id: Slug
    label: str
    ages: Literal["any", "young"] = "any"
    """Whether it is a problem of children and adolescents only."""
    plain: str
    says: tuple[str, ...]
    """Everyday phrases."""
    definition: str
    symptoms: tuple[Slug, ...]
    domains: tuple[Slug, ...] = ()
    diagnoses: tuple[Slug, ...] = ()
    goals: tuple[GoalPattern, ...]
    objectives: tuple[Slug, ...]
    interventions: tuple[Slug, ...]
    discharge: tuple[str, ...]
    homework: tuple[str, ...] = ()
    sources: tuple[Slug, ...] = ()


class Slot(Entry):
    """A gap in a pattern: where this chart fills it from, and what stands there otherwise."""

    fills_from: tuple[Literal["strength", "need", "ability", "preference", "value", "behaviour", "symptom"], ...] = ()
    otherwise: str


class TargetRule(Entry):
    """How a target follows from a baseline: set, changed by an amount, or by a share."""

    to: float | None = None
    by: float | None = None
    """Signed amount."""
    share: float | None = None
    """Signed share of the baseline: -0.5 halves it."""
    at_least: float | None = None
    at_most: float | None = None


class ObjectivePattern(Entry):
    """A measurable step with slots, filled differently for every client."""

    id: Slug
    text: str
    """What the client will do, as "{client} will ...", slots in braces; no baseline, target or date in it."""
    plain: str
    """The same in words a client would use, starting with "I will"."""
    slots: dict[str, Slot] = {}
    unit: str
    """The unit of baseline and target, such as "evenings a week" or "points"."""
    better: Literal["up", "down"]
    measure: Slug | None = None
    """A measure of the library whose score is baseline and target, or None when it is counted or rated."""
    measured_by: str
    """The label: "PHQ-9", "weekly count in a log", "0 to 10 rating"."""
    baseline: float | None = None
    """A typical starting point, shown only as a suggestion; None asks the person."""
    target: TargetRule
    weeks: int
    """Weeks until it is due."""
    symptoms: tuple[Slug, ...] = ()
    domains: tuple[Slug, ...] = ()
    stages: tuple[Stage, ...]
    scale: tuple[str, str, str, str, str]
    """Goal attainment, from -2 (much less than expected) to +2 (much more)."""
    tags: tuple[Slug, ...] = ()


class InterventionEntry(Entry):
    """What a therapist does, for which symptoms, when not, and on what evidence."""

    id: Slug
    technique: str
    approach: str
    what: str
    """What the therapist will do, starting with "will"; slots in braces."""
    plain: str
    """The same in a client's words, starting with "We will"."""
    slots: dict[str, Slot] = {}
    type: Literal["individual", "group", "family", "couple"] = "individual"
    frequency: str = "weekly"
    minutes: int = 45
    weeks: int = 12
    symptoms: tuple[Slug, ...]
    diagnoses: tuple[Slug, ...] = ()
    domains: tuple[Slug, ...] = ()
    stages: tuple[Stage, ...]
    involves: tuple[Slug, ...] = ()
    """What it asks of a person, such as "group" or "writing"; held against stated preferences."""
    not_when: tuple[str, ...] = ()
    evidence: Evidence


class Domain(Entry):
    """A domain of daily life."""

    id: Slug
    label: str
    plain: str
    examples: tuple[str, ...]


class Pace(Entry):
    """How much of the plan is written together, given readiness and capacity."""

    id: Slug
    label: str
    stages: tuple[Stage, ...] = ()
    minutes: int
    """At most so many minutes of writing in a session."""
    max_objectives: int
    max_weeks: int | None = None
    """Objectives are due within so many weeks."""
    max_tasks: int | None = None
    """At most so many things for the client to do between sessions."""
    in_session: str
    fits: str
    homework: str


class Reason(Entry):
    """A reason for treatment from the closed list."""

    id: Slug
    label: str
    maintenance: bool = False
    """Whether it means keeping what there is, rather than improving it."""


class Frequency(Entry):
    """How often something happens, in words people use."""

    id: Slug
    label: str
    per_week: float


class Involves(Entry):
    """Something interventions ask of people, and how people say that they would rather not."""

    id: Slug
    label: str
    refused_by: tuple[str, ...]
    """Phrases in a preference that refuse it, such as "no groups"."""


class ProfileValue(Entry):
    """One value in which payers differ, and who says so."""

    value: int | float | bool | str | None = None
    """None when it is unknown, or when nobody asks for it."""
    source: str = ""
    """The short names of who says so, separated by commas; knowledge/rule-sources.yaml tells what they stand for."""
    note: str = ""
    asked: bool = True
    """False when it is known that nobody asks for this number; None means unknown otherwise."""

    @property
    def tags(self) -> tuple[str, ...]:
        """The short names of who says so."""
        return tuple(tag for part in self.source.split(",") if (tag := part.strip()))

    @property
    def is_unknown(self) -> bool:
        """Whether the sources read do not say."""
        return self.value is None and self.asked


class Profile(Entry):
    """What one payer or accreditor asks for, dated."""

    id: Slug
    name: str
    dated: date
    """The day on which its sources were read."""
    about: str = ""
    """What it holds for, and what it does not."""
    values: dict[str, ProfileValue]


class HelpLine(Entry):
    """Where a person in danger finds help, by country."""

    country: str
    call: str
    text: str = ""
    emergency: str


class Wording(Entry):
    """Words about suicide that blame, wound or praise, and what to say in their place."""

    avoid: tuple[str, ...]
    say: str


class Safety(Entry):
    """Fixed, reviewed words for a person in danger, and the phrases that bring them forward."""

    says: str
    help: tuple[HelpLine, ...]
    phrases: tuple[str, ...]
    symptoms: tuple[Slug, ...] = ()
    """The symptoms that speak of suicide, self-harm or danger: they are never laid before a model."""
    problems: tuple[Slug, ...] = ()
    """The problems that do."""
    wording: tuple[Wording, ...] = ()


class Approach(Entry):
    """A therapeutic approach, by the name a therapist would choose it by."""

    id: Slug
    label: str


class Synonyms(Entry):
    """Everyday words that people use for the same thing, so that search finds one by the other."""

    id: Slug
    words: tuple[str, ...]

"""Shows which criteria the record supports, which are open, and which disorders the same symptoms would support.

It proposes and never decides: the therapist diagnoses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from planbot.chart import Chart, CriterionClaim, Diagnosis, Level, Met, Symptom
from planbot.knowledge.entries import CriteriaGroup, Criterion, DiagnosisEntry
from planbot.knowledge.library import Knowledge


class Verdict(StrEnum):
    """Whether the record supports something."""

    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "unknown"


class Lasted(StrEnum):
    """How the recorded duration compares with what the disorder needs."""

    ENOUGH = "enough"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    UNKNOWN = "unknown"


class Impaired(StrEnum):
    """Whether distress or impairment is recorded; NOT_NEEDED when the disorder asks for none."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True)
class GroupSupport:
    """What the record says of one group of criteria."""

    id: str
    label: str
    needs: int
    met: tuple[str, ...]
    not_met: tuple[str, ...]
    unknown: tuple[str, ...]
    required: tuple[str, ...]
    """Criteria of which one must be among those met; none when any will do."""
    claimed: Met | None
    """What the therapist said of the group as a whole, if anything."""

    @property
    def verdict(self) -> Verdict:
        """Met, or out of reach even if everything open were met, or open."""
        if self.claimed in (Met.YES, Met.NO):
            return Verdict.MET if self.claimed is Met.YES else Verdict.NOT_MET
        possible = {*self.met, *self.unknown}
        if len(possible) < self.needs or (self.required and not possible & set(self.required)):
            return Verdict.NOT_MET
        return Verdict.MET if len(self.met) >= self.needs and self.has_required else Verdict.UNKNOWN

    @property
    def has_required(self) -> bool:
        """Whether a required criterion is met, or none is required."""
        return not self.required or bool(set(self.met) & set(self.required))

    @property
    def lacks(self) -> int:
        """How many more criteria are needed."""
        return 0 if self.claimed is Met.YES else max(0, self.needs - len(self.met))


@dataclass(frozen=True)
class Support:
    """How far the record supports one disorder."""

    diagnosis: str
    """The disorder's id in the library."""
    groups: tuple[GroupSupport, ...]
    lasted: Lasted
    impaired: Impaired
    verdict: Verdict
    missing: tuple[str, ...]
    """What is not there or not known, in words; empty when the verdict is met."""
    shown: tuple[tuple[str, tuple[str, ...]], ...]
    """For each criterion met, the ids of the chart's symptoms that show it."""

    @property
    def symptoms(self) -> frozenset[str]:
        """The ids of the chart's symptoms the disorder takes up."""
        return frozenset(symptom for _, ids in self.shown for symptom in ids)


def support(chart: Chart, entry: DiagnosisEntry, knowledge: Knowledge) -> Support:
    """Weigh what *chart* records against the criteria of *entry*.

    A symptom not recorded leaves its criterion unknown: not asked is not the same as absent. A severity of 0 says
    that it is absent. What the therapist claimed of a criterion wins over what the symptoms show.
    """
    claims = {c.id: c for d in chart.diagnoses if is_for(d, entry) for c in d.criteria if c.met is not Met.UNKNOWN}
    evidence = _Evidence(chart, claims)
    groups = tuple(_group(group, evidence) for group in entry.criteria)
    shown = tuple(
        (criterion.id, evidence.symptoms(criterion))
        for group, found in zip(entry.criteria, groups, strict=True)
        for criterion in group.criteria
        if criterion.id in found.met
    )
    lasted = _lasted(chart, entry, groups, dict(shown))
    impaired = _impaired(chart, entry)
    return Support(
        diagnosis=entry.id,
        groups=groups,
        lasted=lasted,
        impaired=impaired,
        verdict=_verdict(groups, lasted, impaired),
        missing=tuple(_missing(entry, groups, lasted, impaired)),
        shown=shown,
    )


def is_for(diagnosis: Diagnosis, entry: DiagnosisEntry) -> bool:
    """Whether a diagnosis in a chart is this disorder, by its entry or else by its code."""
    if diagnosis.entry is not None:
        return diagnosis.entry == entry.id
    return any(code.code == diagnosis.code.strip().upper() for code in entry.codes)


class _Evidence:
    """The symptoms of a chart by their entry, beside what the therapist claimed."""

    def __init__(self, chart: Chart, claims: dict[str, CriterionClaim]) -> None:
        self.claims = claims
        self._present: dict[str, list[str]] = {}
        self._absent: set[str] = set()
        for symptom in chart.assessment.symptoms:
            if symptom.entry is None:
                continue
            if symptom.severity == 0:
                self._absent.add(symptom.entry)
            else:
                self._present.setdefault(symptom.entry, []).append(symptom.id)

    def of(self, criterion: Criterion) -> Met:
        if claim := self.claims.get(criterion.id):
            return claim.met
        if any(symptom in self._present for symptom in criterion.symptoms):
            return Met.YES
        return Met.NO if criterion.symptoms and self._absent.issuperset(criterion.symptoms) else Met.UNKNOWN

    def symptoms(self, criterion: Criterion) -> tuple[str, ...]:
        claim = self.claims.get(criterion.id)
        if claim and claim.symptoms:
            return claim.symptoms
        return tuple(key for symptom in criterion.symptoms for key in self._present.get(symptom, ()))


def _group(group: CriteriaGroup, evidence: _Evidence) -> GroupSupport:
    by: dict[Met, list[str]] = {Met.YES: [], Met.NO: [], Met.UNKNOWN: []}
    for criterion in group.criteria:
        by[evidence.of(criterion)].append(criterion.id)
    ids = {criterion.id for criterion in group.criteria}
    claim = None if group.id in ids else evidence.claims.get(group.id)
    return GroupSupport(
        id=group.id,
        label=group.label,
        needs=group.needs,
        met=tuple(by[Met.YES]),
        not_met=tuple(by[Met.NO]),
        unknown=tuple(by[Met.UNKNOWN]),
        required=group.one_of,
        claimed=claim.met if claim else None,
    )


def _lasted(
    chart: Chart, entry: DiagnosisEntry, groups: Iterable[GroupSupport], shown: dict[str, tuple[str, ...]]
) -> Lasted:
    """Compare durations group by group, since a group is only as old as the criteria it needs."""
    if entry.minimum_days is None and entry.maximum_days is None:
        return Lasted.ENOUGH
    days = {symptom.id: _days(symptom) for symptom in chart.assessment.symptoms}
    least = entry.minimum_days or 0
    answers = set()
    longest = 0
    for group in groups:
        each = [[days.get(key) for key in shown[criterion]] for criterion in group.met if shown.get(criterion)]
        if not each:
            continue
        ages = [max((d for d in known if d is not None), default=None) for known in each]
        longest = max([longest, *(age for age in ages if age is not None)])
        answers.add(_group_lasted(group, ages, least))
    if Lasted.TOO_SHORT in answers:
        return Lasted.TOO_SHORT
    if Lasted.ENOUGH not in answers:
        return Lasted.UNKNOWN
    return Lasted.TOO_LONG if entry.maximum_days is not None and longest > entry.maximum_days else Lasted.ENOUGH


def _days(symptom: Symptom) -> int | None:
    return symptom.duration.days if symptom.duration else None


def _group_lasted(group: GroupSupport, ages: list[int | None], least: int) -> Lasted:
    """Enough when some are long enough and too few are known to be short; unknown while nobody said."""
    long_enough = sum(1 for age in ages if age is not None and age >= least)
    silent = ages.count(None)
    needed = min(max(1, group.needs), len(ages))
    if long_enough + silent < needed:
        return Lasted.TOO_SHORT
    return Lasted.ENOUGH if long_enough else Lasted.UNKNOWN


def _impaired(chart: Chart, entry: DiagnosisEntry) -> Impaired:
    if not entry.impairment:
        return Impaired.NOT_NEEDED
    levels = [i.level for i in chart.assessment.impairments if i.level is not None]
    if not levels:
        return Impaired.UNKNOWN
    return Impaired.PRESENT if any(level is not Level.NONE for level in levels) else Impaired.ABSENT


def _verdict(groups: tuple[GroupSupport, ...], lasted: Lasted, impaired: Impaired) -> Verdict:
    verdicts = {group.verdict for group in groups}
    if Verdict.NOT_MET in verdicts or lasted in (Lasted.TOO_SHORT, Lasted.TOO_LONG) or impaired is Impaired.ABSENT:
        return Verdict.NOT_MET
    if verdicts == {Verdict.MET} and lasted is Lasted.ENOUGH and impaired is not Impaired.UNKNOWN:
        return Verdict.MET
    return Verdict.UNKNOWN


def _missing(
    entry: DiagnosisEntry, groups: tuple[GroupSupport, ...], lasted: Lasted, impaired: Impaired
) -> Iterable[str]:
    """Say in words what stands between the record and the criteria."""
    for group, found in zip(entry.criteria, groups, strict=True):
        if found.verdict is Verdict.MET:
            continue
        labels = {criterion.id: criterion.label for criterion in group.criteria}
        if len(group.criteria) == 1:
            yield f"{group.criteria[0].id}: {group.criteria[0].label}"
            continue
        if found.lacks:
            of = f"{group.id}: {group.label}"
            yield f"{of}: {found.lacks} more of {found.needs} needed ({len(found.met)} recorded)"
        if not found.has_required:
            wanted = " or ".join(labels[key] for key in found.required if key in labels)
            yield f"{group.id}: one of these has to be there: {wanted}"
        if found.claimed is Met.NO and not found.lacks:
            yield f"{group.id}: {group.label}"
    if lasted is Lasted.UNKNOWN:
        yield f"duration: how long it has lasted (at least {_span(entry.minimum_days or 1)})"
    elif lasted is Lasted.TOO_SHORT:
        yield f"duration: at least {_span(entry.minimum_days or 1)}"
    elif lasted is Lasted.TOO_LONG:
        yield f"duration: at most {_span(entry.maximum_days or 0)}"
    if impaired in (Impaired.UNKNOWN, Impaired.ABSENT):
        yield "impairment: distress, or a domain of life that suffers"


def _span(days: int) -> str:
    for unit, name in ((365, "year"), (30, "month"), (7, "week")):
        if days >= unit and days % unit == 0 and not (unit == 7 and days > 28):
            count = days // unit
            return f"{count} {name}{'s' if count > 1 else ''}"
    return f"{days} day{'s' if days != 1 else ''}"

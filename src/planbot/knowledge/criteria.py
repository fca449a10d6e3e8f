"""Shows which criteria the record supports, which are open, and which disorders the same symptoms would support.

It proposes and never decides: the therapist diagnoses.
"""

from collections.abc import Iterable, Iterator, Mapping
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
    """How many have to be met, as far as is known; a group may need more when a criterion elsewhere is not met."""
    fewest: int
    """How many would do if everything open elsewhere turned out well."""
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
        if len(possible) < self.fewest or (self.required and not possible & set(self.required)):
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


def support(chart: Chart, entry: DiagnosisEntry, knowledge: Knowledge) -> Support:  # noqa: ARG001
    """Weigh what *chart* records against the criteria of *entry*.

    A symptom not recorded leaves its criterion unknown: not asked is not the same as absent. A severity of 0 says
    that it is absent. What the therapist claimed of a criterion wins over what the symptoms show.
    """
    claims = {c.id: c for d in chart.diagnoses if is_for(d, entry) for c in d.criteria if c.met is not Met.UNKNOWN}
    evidence = _Evidence(chart, claims)
    criteria = {criterion.id: criterion for group in entry.criteria for criterion in group.criteria}
    groups = tuple(_group(group, evidence, criteria) for group in entry.criteria)
    shown = tuple(
        (criterion.id, evidence.symptoms(criterion))
        for group, found in zip(entry.criteria, groups, strict=True)
        for criterion in group.criteria
        if criterion.id in found.met
    )
    lasted, days = _lasted(chart, entry, groups, dict(shown))
    impaired = _impaired(chart, entry)
    return Support(
        diagnosis=entry.id,
        groups=groups,
        lasted=lasted,
        impaired=impaired,
        verdict=_verdict(groups, lasted, impaired),
        missing=tuple(_missing(entry, groups, (lasted, days), impaired)),
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


def _group(group: CriteriaGroup, evidence: _Evidence, criteria: Mapping[str, Criterion]) -> GroupSupport:
    by: dict[Met, list[str]] = {Met.YES: [], Met.NO: [], Met.UNKNOWN: []}
    for criterion in group.criteria:
        by[evidence.of(criterion)].append(criterion.id)
    ids = {criterion.id for criterion in group.criteria}
    claim = None if group.id in ids else evidence.claims.get(group.id)
    given = {evidence.of(criteria[key]) for key in group.given if key in criteria}
    otherwise = group.needs if group.needs_otherwise is None or not group.given else group.needs_otherwise
    return GroupSupport(
        id=group.id,
        label=group.label,
        needs=group.needs if Met.YES in given else otherwise,
        fewest=group.needs if Met.YES in given or Met.UNKNOWN in given else otherwise,
        met=tuple(by[Met.YES]),
        not_met=tuple(by[Met.NO]),
        unknown=tuple(by[Met.UNKNOWN]),
        required=group.one_of,
        claimed=claim.met if claim else None,
    )


def _lasted(
    chart: Chart, entry: DiagnosisEntry, groups: Iterable[GroupSupport], shown: dict[str, tuple[str, ...]]
) -> tuple[Lasted, int]:
    """Compare recorded durations with the days needed, and return those days too.

    Groups that need the same number of days speak for one another: when low mood has lasted long enough, nobody
    has to be asked how long each of the other symptoms has.
    """
    days = {symptom.id: _days(symptom) for symptom in chart.assessment.symptoms}
    asked: dict[int, set[Lasted]] = {}
    longest = 0
    for group, found in zip(entry.criteria, groups, strict=True):
        least = entry.minimum_days if group.minimum_days is None else group.minimum_days
        lasting = [c.id for c in group.criteria if c.symptoms and c.id in found.met]
        ages = [max((d for key in shown[c] if (d := days.get(key)) is not None), default=None) for c in lasting]
        longest = max([longest, *(age for age in ages if age is not None)])
        if least and lasting:
            asked.setdefault(least, set()).add(_group_lasted(found, ages, least))
    for least, answers in asked.items():
        if Lasted.TOO_SHORT in answers:
            return Lasted.TOO_SHORT, least
    for least, answers in asked.items():
        if Lasted.ENOUGH not in answers:
            return Lasted.UNKNOWN, least
    if entry.maximum_days is not None and longest > entry.maximum_days:
        return Lasted.TOO_LONG, entry.maximum_days
    return Lasted.ENOUGH, 0


def _days(symptom: Symptom) -> int | None:
    return symptom.duration.days if symptom.duration else None


def _group_lasted(group: GroupSupport, ages: list[int | None], least: int) -> Lasted:
    """Enough when some are long enough and too few are known to be short; unknown while nobody said."""
    long_enough = sum(1 for age in ages if age is not None and age >= least)
    silent = ages.count(None)
    if long_enough + silent < min(group.needs, len(ages)):
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
    entry: DiagnosisEntry, groups: tuple[GroupSupport, ...], duration: tuple[Lasted, int], impaired: Impaired
) -> Iterator[str]:
    """Say in words what stands between the record and the criteria."""
    for group, found in zip(entry.criteria, groups, strict=True):
        if found.verdict is not Verdict.MET:
            yield from _missing_in(group, found)
    lasted, days = duration
    if lasted is Lasted.UNKNOWN:
        yield f"duration: how long it has lasted (at least {_span(days)})"
    elif lasted is not Lasted.ENOUGH:
        yield f"duration: {'at least' if lasted is Lasted.TOO_SHORT else 'at most'} {_span(days)}"
    if impaired in (Impaired.UNKNOWN, Impaired.ABSENT):
        yield "impairment: distress, or a domain of life that suffers"


def _missing_in(group: CriteriaGroup, found: GroupSupport) -> Iterator[str]:
    if len(group.criteria) == 1:
        yield f"{group.criteria[0].id}: {group.criteria[0].label}"
        return
    if found.lacks:
        yield f"{group.id}: {group.label}: {found.lacks} more of {found.needs} needed ({len(found.met)} recorded)"
    if not found.has_required:
        wanted = " or ".join(c.label for c in group.criteria if c.id in found.required)
        yield f"{group.id}: one of these has to be there: {wanted}"
    if found.claimed is Met.NO and not found.lacks:
        yield f"{group.id}: {group.label}"


def _span(days: int) -> str:
    for unit, name in ((365, "year"), (30, "month"), (7, "week")):
        if days >= unit and days % unit == 0 and not (unit == 7 and days > 28):
            count = days // unit
            return f"{count} {name}{'s' if count > 1 else ''}"
    return f"{days} day{'s' if days != 1 else ''}"

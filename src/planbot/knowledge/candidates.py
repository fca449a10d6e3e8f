"""Ranks the disorders the recorded symptoms would support, with reasons, and what to ask to tell them apart."""

from dataclasses import dataclass
from datetime import date

from planbot.chart import Chart, Met
from planbot.knowledge.criteria import GroupSupport, Support, Verdict, is_for, support
from planbot.knowledge.entries import DiagnosisEntry
from planbot.knowledge.library import Knowledge

MOST_QUESTIONS = 5
"""Questions offered for one candidate."""

NOTHING_OF_THE_FIRST = 0.6
"""What is left of a score when nothing is recorded of the first group, which says what the disorder is about."""
OUT_OF_REACH = 0.3
"""What is left of a score when a group of criteria is known not to be met."""


@dataclass(frozen=True)
class Candidate:
    """A disorder worth considering; a proposal, for the therapist to decide on."""

    entry: DiagnosisEntry
    score: float
    """0 to 1, only good for ranking: it is no probability."""
    support: Support
    reasons: tuple[str, ...]
    """Why it is proposed, in words."""
    ask_next: tuple[str, ...]
    """What to ask next: what is still open, and what tells it apart from the others."""
    in_chart: bool
    """Whether the chart already has it as a diagnosis."""


def candidates(chart: Chart, knowledge: Knowledge, limit: int = 6, *, today: date | None = None) -> list[Candidate]:
    """Return the disorders that take up recorded symptoms and suit the client's age, the best supported first."""
    age = chart.client.age_on(today or date.today())
    recorded = {s.id for s in chart.assessment.symptoms if s.entry and s.severity != 0}
    found: list[tuple[float, DiagnosisEntry, Support]] = []
    for entry in knowledge.diagnoses.values():
        if not entry.suits(age):
            continue
        weighed = support(chart, entry, knowledge)
        if explained := weighed.symptoms & recorded:
            found.append((_score(entry, weighed, len(explained), len(recorded)), entry, weighed))
    found.sort(key=lambda each: (-each[0], each[1].id))
    chosen = found[:limit]
    rivals = {entry.id for _, entry, _ in chosen}
    return [
        Candidate(
            entry=entry,
            score=round(score, 3),
            support=weighed,
            reasons=tuple(_reasons(weighed, len(recorded))),
            ask_next=tuple(_ask_next(entry, weighed, rivals)),
            in_chart=any(is_for(diagnosis, entry) for diagnosis in chart.diagnoses),
        )
        for score, entry, weighed in chosen
    ]


def _shares(entry: DiagnosisEntry, weighed: Support) -> list[float]:
    """Return for each group that symptoms can show the share of its needs that is met."""
    return [
        min(1.0, len(found.met) / max(1, group.needs))
        for group, found in zip(entry.criteria, weighed.groups, strict=True)
        if any(criterion.symptoms for criterion in group.criteria)
    ]


def _score(entry: DiagnosisEntry, weighed: Support, explained: int, recorded: int) -> float:
    shares = _shares(entry, weighed)
    needs = sum(shares) / len(shares) if shares else 0.0
    required = 1.0 if all(group.has_required for group in weighed.groups) else 0.0
    score = 0.5 * needs + 0.15 * required + 0.35 * explained / max(1, recorded)
    return score * _left(entry, weighed)


def _left(entry: DiagnosisEntry, weighed: Support) -> float:
    """Return the share of a score that what is missing leaves.

    Symptoms that go with many disorders would otherwise bring forward one whose own mark nobody has seen: every low
    mood a premenstrual one, every bad month a cyclothymia.
    """
    if any(group.verdict is Verdict.NOT_MET for group in weighed.groups):
        return OUT_OF_REACH
    left = {Verdict.MET: 1.0, Verdict.UNKNOWN: 0.9, Verdict.NOT_MET: 0.5}[weighed.verdict]
    first, found = entry.criteria[0], weighed.groups[0]
    can_show = any(criterion.symptoms for criterion in first.criteria)
    unseen = can_show and not found.met and found.claimed is not Met.YES
    return left * (NOTHING_OF_THE_FIRST if unseen else 1.0)


def _reasons(weighed: Support, recorded: int) -> list[str]:
    reasons = [_group_reason(group) for group in weighed.groups if group.met]
    reasons.append(f"takes up {len(weighed.symptoms)} of {recorded} recorded symptoms")
    if any(group.required and group.has_required for group in weighed.groups):
        reasons.append("a required criterion is there")
    return reasons


def _group_reason(group: GroupSupport) -> str:
    return f"{group.id}: {len(group.met)} recorded, {group.needs} needed ({group.label})"


def _ask_next(entry: DiagnosisEntry, weighed: Support, rivals: set[str]) -> list[str]:
    """Return what is open in the groups that are not met, then the questions that separate it from its rivals."""
    labels = {criterion.id: criterion.label for group in entry.criteria for criterion in group.criteria}
    open_groups = [group for group in weighed.groups if group.verdict is Verdict.UNKNOWN]
    first = [key for group in open_groups if not group.has_required for key in group.required if key in group.unknown]
    rest = [key for group in open_groups for key in group.unknown]
    asked = [f"{key}: {labels[key]}" for key in dict.fromkeys([*first, *rest])]
    near = [d.question for d in entry.differentials if d.diagnosis in rivals]
    return [*asked[: MOST_QUESTIONS - min(2, len(near))], *near][:MOST_QUESTIONS]

"""Empties fields, one at a time, and turns a recorded yes into no."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from mutants.base import Given, Mutant, operator
from mutants.shape import Spot, around, spots, with_value
from planbot.chart import (
    Chart,
    Consent,
    CriterionClaim,
    Diagnosis,
    Item,
    Level,
    Met,
    Objective,
    RiskStatus,
    Status,
    Voice,
)
from planbot.chart.base import Frozen
from planbot.knowledge import Verdict, support
from planbot.rules.criteria import IN_REMISSION

NOT_ASKED_FOR = {
    "Client.pronouns": "a person may leave them unsaid",
    "Client.profile": "without a payer the values for any payer are used",
    "Contact.name": "a contact is the client's own choice and may be known by relation alone",
    "Contact.relation": "a contact is the client's own choice",
    "Contact.reach": "a contact is the client's own choice",
    "Consent.words": "that it was given, and when, is what is asked for",
    "Clinician.discipline": "the credentials tell it",
    "Clinician.supervisor": "whoever has no supervisor names none",
    "Readiness.motivation": "one factor of the pace; the stage of change decides",
    "Readiness.insight": "one factor of the pace; the stage of change decides",
    "Readiness.capacity": "one factor of the pace; the stage of change decides",
    "Readiness.acuity": "one factor of the pace; the stage of change decides",
    "Readiness.minutes": "follows from the pace",
    "Symptom.deferred": "a symptom that is taken up needs no reason to wait",
    "Symptom.entry": "the words stand without the library's name for them",
    "Duration.days": "the words of a duration need not be readable as days",
    "Score.items": "a total may be entered alone",
    "Score.parts": "a measure may be scored without its parts",
    "Score.flags": "found again from the answers whenever they are there",
    "Score.band": "follows from the total",
    "Assessment.mental_status": "what was not looked at stays blank",
    "Diagnosis.entry": "the code leads to the library's entry as well",
    "Differential.entry": "the name says what was set aside",
    "Problem.entry": "the words stand without the library's name for them",
    "Problem.deferred": "a problem that is taken up needs no reason to wait",
    "Objective.baseline_on": "the plan's own day stands for it",
    "Objective.scale": "a goal-attainment scale is a choice",
    "Objective.pattern": "the words stand without the pattern they came from",
    "Intervention.approach": "the technique tells what is done",
    "Intervention.evidence": "what an intervention rests on is in the library",
    "Intervention.entry": "the words stand without the library's name for them",
    "Referral.coordination": "asked for once, where another provider is named",
    "Signature.how": "typed unless something else is said",
    "Participation.not_signed": "needed only where a signature is missing",
    "Participation.understood_words": "the words are the best record of understanding; that it was asked is enough",
    "Review.changes": "a review may leave the plan as it is",
    "Goal.disagreement": "needed only where the client does not agree",
    "Readiness.pace": "without a choice the pace follows from the factors",
    "Readiness.pace_reason": "needed only where another pace was chosen",
}
"""Fields that may be left empty in a whole chart, and why; whatever is not here is asked for by somebody."""


def _not_asked_here(given: Given, spot: Spot) -> str | None:
    """Return why this field may be empty in this chart, if it may."""
    owner = spot.owner
    if spot.kind == "Risk.what" and given.chart.assessment.risk.status is RiskStatus.NONE_REPORTED:
        return "needed only where there is risk, or a sign of it"
    if spot.kind == "Problem.priority" and len(given.chart.problems) == 1:
        return "a single problem needs no order"
    if spot.kind == "Quantity.unit" and isinstance(owner, Objective) and owner.measured and owner.measured.measure:
        return "the measure says what its points are"
    if spot.kind == "Diagnosis.exclusions_considered" and isinstance(owner, Diagnosis):
        entry = given.knowledge.diagnoses.get(owner.entry or "")
        if IN_REMISSION.search(owner.name) or owner.provisional:
            return "a diagnosis in remission, or a provisional one, need not meet its criteria today"
        return None if entry and entry.exclusions else "the library knows of nothing to be excluded"
    return None


def _empty(spot: Spot) -> tuple[Any, ...]:
    """Return the empty values a field can take, none when it can't be empty."""
    if spot.optional:
        return (None,)
    if isinstance(spot.value, tuple):
        return ((),)
    return ("",) if isinstance(spot.value, str) and not isinstance(spot.value, StrEnum) else ()


def _near(given: Given, spot: Spot) -> frozenset[str]:
    return around(given.chart, spot.path, {spot.owner.id} if spot.owner else set())


def _filled(given: Given) -> Iterator[Spot]:
    """The fields that hold something and do not link; a list of items is emptied item by item elsewhere."""
    for spot in spots(given.chart):
        items = isinstance(spot.value, tuple) and spot.value and isinstance(spot.value[0], Item)
        if spot.value not in (None, "", ()) and not spot.is_link and not items:
            yield spot


@operator
def field_emptied(given: Given) -> Iterator[Mutant]:
    """Empties one field that holds something."""
    for spot in _filled(given):
        for empty in _empty(spot):
            after = with_value(given.chart, spot, empty)
            right = NOT_ASKED_FOR.get(spot.kind) or _not_asked_here(given, spot)
            yield Mutant(f"{spot.place} emptied", after, _near(given, spot), right=right)
    for whole, path, owner in _values(given):
        after = with_value(given.chart, whole, None)
        yield Mutant(f"{path} emptied", after, around(given.chart, whole.path, {owner} if owner else set()))


def _values(given: Given) -> Iterator[tuple[Spot, str, str | None]]:
    """The optional values that are themselves made of fields, such as a baseline."""
    seen = set()
    for spot in spots(given.chart):
        if spot.owner is None or len(spot.rest) != 2 or not isinstance(spot.rest[0], str):
            continue
        whole = Spot(spot.path[:-1], spot.owner, getattr(spot.owner, spot.rest[0]), spot.owner, spot.rest[:-1])
        if isinstance(whole.value, Frozen) and whole.optional and whole.path not in seen:
            seen.add(whole.path)
            yield whole, whole.place, spot.owner.id


@operator
def yes_turned_no(given: Given) -> Iterator[Mutant]:
    """Turns a recorded yes into no."""
    for spot in spots(given.chart):
        if spot.value is True:
            after = with_value(given.chart, spot, False)
            firm = (
                "a diagnosis that meets its criteria need not be provisional" if spot.field == "provisional" else None
            )
            right = firm or _not_asked_here(given, spot)
            yield Mutant(f"{spot.place} no", after, _near(given, spot), right, _refusal(spot))


def uncounted(given: Given, spot: Spot) -> str | None:
    """Return why only a reader can count the criteria of a diagnosis, when the library does not know the disorder."""
    if isinstance(spot.holder, CriterionClaim) and isinstance(spot.owner, Diagnosis):
        known = spot.owner.entry or given.knowledge.diagnosis_of(spot.owner.code)
        return None if known else "the library does not know the disorder, so that only a reader can count its criteria"
    return None


def _refusal(spot: Spot) -> str | None:
    """Return why only a reader can tell what follows from a refusal, when it is of no kind that a plan shows."""
    shown = ("treatment", "model", "family", "couple", "group")
    if isinstance(spot.holder, Consent) and not any(kind in spot.holder.kind.lower() for kind in shown):
        return "only its words say what a refusal rules out"
    return None


WORSE: dict[type[StrEnum], tuple[StrEnum, ...]] = {
    RiskStatus: (RiskStatus.NOT_ASSESSED,),
    Level: (Level.NONE,),
    Met: (Met.NO, Met.UNKNOWN),
    Status: (Status.MET, Status.DEFERRED),
    Voice: (Voice.THERAPIST,),
}
"""What a choice from a list is turned into."""


@operator
def choice_changed(given: Given) -> Iterator[Mutant]:
    """Turns one choice from a list into another that says less."""
    for spot in spots(given.chart):
        for kind, others in WORSE.items():
            if isinstance(spot.value, kind):
                for other in others:
                    if other is not spot.value:
                        after = with_value(given.chart, spot, other)
                        right = _still_right(given, spot) or _still_met(given, after, spot)
                        yield Mutant(
                            f"{spot.place} {other.value}", after, _near(given, spot), right, uncounted(given, spot)
                        )


def _still_met(given: Given, after: Chart, spot: Spot) -> str | None:
    """Return that the library still weighs the criteria of a diagnosis as met without one claim, if it does."""
    if not isinstance(spot.holder, CriterionClaim) or not isinstance(spot.owner, Diagnosis):
        return None
    entry = given.knowledge.diagnoses.get(spot.owner.entry or "")
    if IN_REMISSION.search(spot.owner.name) or spot.owner.provisional:
        return "a diagnosis in remission, or a provisional one, need not meet its criteria today"
    weighed = support(after, entry, given.knowledge) if entry else None
    group = (
        next((g for g in weighed.groups if spot.holder.id in {*g.met, *g.not_met, *g.unknown}), None)
        if weighed
        else None
    )
    return "enough criteria are met without it" if group and group.verdict is Verdict.MET else None


def _still_right(given: Given, spot: Spot) -> str | None:
    """Return why another choice leaves the chart right, if it does."""
    owner = spot.owner.id if spot.owner else ""
    if spot.kind == "Impairment.level":
        others = [i for i in given.chart.assessment.impairments if i.id != owner and i.level is not Level.NONE]
        return f"{others[0].id} is still an affected part of life" if others else None
    if spot.kind in {"Problem.voice", "Snap.voice"}:
        return "a need may be voiced by either"
    if spot.kind == "Objective.status":
        goal = given.chart.find(owner).goal
        rest = [
            o.id for o in given.chart.plan.objectives if o.goal == goal and o.id != owner and o.status is Status.ACTIVE
        ]
        return f"{rest[0]} is still being worked on for the goal" if rest else None
    return None

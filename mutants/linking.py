"""Breaks the links: taken away, exchanged, led to something that does not fit, led nowhere, led into another room."""

from collections.abc import Iterator
from itertools import combinations

from mutants.base import Given, Mutant, operator
from mutants.fields import uncounted
from mutants.fitting import criterion_of, fits, shows
from mutants.shape import Spot, around, spots, with_value
from planbot.chart import ROOMS, Chart, CriterionClaim, Diagnosis, Objective, Problem

ANYWHERE = {
    "Goal.snaps": "a strength, need, ability, preference or value may speak to any goal",
    "Objective.snaps": "a strength, need, ability, preference or value may speak to any step",
    "Intervention.snaps": "a strength, need, ability, preference or value may speak to any method",
}
"""Links that fit wherever they lead."""

MAY_BE_EMPTY = {
    **dict.fromkeys(ANYWHERE, "not every part of a plan has to name one, as long as each is used somewhere"),
    "Intervention.diagnosis": "which diagnosis a method is for follows from its steps",
    "Differential.diagnosis": "a diagnosis may be set aside against all that is in the chart",
    "Task.objectives": "a task may be for the plan as a whole",
}
"""Links that may be left out, with the reason; a goal must name one thing about the person (advice)."""

BY_WORDS = "only its words say where it belongs"


def _links(given: Given) -> Iterator[Spot]:
    yield from (spot for spot in spots(given.chart) if spot.is_link and spot.targets and spot.owner)


def _near(before: Chart, after: Chart, spot: Spot, *others: str) -> frozenset[str]:
    assert spot.owner
    ids = {spot.owner.id, *spot.targets, *others}
    return around(before, spot.path, ids) | around(after, spot.path, ids)


@operator
def link_removed(given: Given) -> Iterator[Mutant]:
    """Takes one link away."""
    for spot in _links(given):
        for target in spot.targets:
            rest = tuple(t for t in spot.targets if t != target)
            value = rest if isinstance(spot.value, tuple) else None if spot.optional else ""
            after = with_value(given.chart, spot, value)
            near = _near(given.chart, after, spot)
            right = _spare(given, after, spot, target)
            yield Mutant(f"{spot.place} without {target}", after, near, right, uncounted(given, spot))


def _spare(given: Given, after: Chart, spot: Spot, target: str) -> str | None:
    """Return why a link can go, if it can.

    It can when the field may be empty or keeps another link, and what it led to is still taken up: by a link of
    the same kind, or a symptom and an impaired part of life by any problem or objective (S2).
    """
    rest = [t for t in spot.targets if t != target]
    if isinstance(spot.holder, CriterionClaim):
        assert isinstance(spot.owner, Diagnosis)
        return still_shown(given, after, spot.owner, spot.holder, rest)
    if not rest and spot.kind not in MAY_BE_EMPTY and not _other_evidence(spot):
        return None
    if not rest and spot.kind == "Goal.snaps":
        return None
    kinds = {"Goal", "Objective", "Intervention"} if spot.field == "snaps" else {"Problem", "Objective"}
    for other in spots(after):
        same = other.kind == spot.kind or (
            other.field == spot.field
            and spot.field in {"snaps", "symptoms", "impairments"}
            and other.kind.split(".")[0] in kinds
        )
        if other.is_link and same and target in other.targets:
            return f"{target} is still taken up, by {other.place}"
    if spot.kind in {"Intervention.diagnosis", "Differential.diagnosis", "Task.objectives"}:
        return MAY_BE_EMPTY[spot.kind]
    return None


def _other_evidence(spot: Spot) -> bool:
    """Whether the holder rests on an impaired part of life as well as on symptoms, or the other way round."""
    if isinstance(spot.holder, Problem | Objective) and spot.field in {"symptoms", "impairments"}:
        other = spot.holder.impairments if spot.field == "symptoms" else spot.holder.symptoms
        return bool(other)
    return False


def still_shown(given: Given, after: Chart, d: Diagnosis, claim: CriterionClaim, rest: list[str]) -> str | None:
    """Return what shows a criterion when its claim points at the *rest* only, if something does."""
    criterion = criterion_of(given.knowledge, d, claim)
    here = {s.entry: s.id for s in after.assessment.symptoms if s.entry}
    if rest:
        return f"{rest[0]} still shows the criterion"
    if criterion and (found := next((here[s] for s in criterion.symptoms if s in here), None)):
        return f"{found} is recorded and shows the criterion"
    if criterion and not criterion.symptoms:
        return "no symptom has to show this criterion"
    return None


@operator
def links_exchanged(given: Given) -> Iterator[Mutant]:
    """Exchanges what two items of one kind point at."""
    for one, other in combinations(_links(given), 2):
        if one.kind != other.kind or set(one.targets) == set(other.targets):
            continue
        after = with_value(with_value(given.chart, one, other.value), other, one.value)
        near = _near(given.chart, after, one, *other.targets) | _near(given.chart, after, other, *one.targets)
        right = ANYWHERE.get(one.kind)
        told = [_judged(given, after, spot) for spot in (one, other)]
        if not right and all(told):
            right = "each fits where it leads now"
        reader = None if right or False in told else BY_WORDS
        yield Mutant(f"{one.place} <-> {other.place}", after, near, right, reader)


def _judged(given: Given, after: Chart, spot: Spot) -> bool | None:
    """Return whether the changed link of *spot* fits in the chart *after*; None when only its words could say."""
    assert spot.owner
    owner = after.find(spot.owner.id)
    changed = next(s for s in spots(after) if s.path == spot.path)
    if isinstance(owner, Diagnosis) and isinstance(changed.holder, CriterionClaim):
        criterion = criterion_of(given.knowledge, owner, changed.holder)
        shown = [shows(after, criterion, t) for t in changed.targets] if criterion else []
        return None if not shown or None in shown else any(shown)
    return fits(after, given.knowledge, changed.kind, owner, changed.targets)


@operator
def link_to_another_thread(given: Given) -> Iterator[Mutant]:
    """Leads a link to something of the right kind that belongs to another strand of the thread."""
    for spot in _links(given):
        if _judged(given, given.chart, spot) is not True:
            continue
        for target in (
            item.id for room in spot.rooms for item in given.chart.room(room) if item.id not in spot.targets
        ):
            after = with_value(given.chart, spot, (target,) if isinstance(spot.value, tuple) else target)
            if _judged(given, after, spot) is False:
                yield Mutant(f"{spot.place} -> {target}", after, _near(given.chart, after, spot, target))
                break


@operator
def link_to_nowhere(given: Given) -> Iterator[Mutant]:
    """Leads a link to an id that is not in the chart."""
    for spot in _links(given):
        nowhere = f"{ROOMS[spot.rooms[0]][0]}99"
        after = with_value(given.chart, spot, (*spot.targets, nowhere) if isinstance(spot.value, tuple) else nowhere)
        yield Mutant(f"{spot.place} -> {nowhere}", after, _near(given.chart, after, spot))


@operator
def link_to_another_room(given: Given) -> Iterator[Mutant]:
    """Leads a link to something of another kind."""
    for spot in _links(given):
        room = "snaps" if "snaps" not in spot.rooms else "symptoms"
        target = given.chart.room(room)[0].id
        after = with_value(given.chart, spot, (*spot.targets, target) if isinstance(spot.value, tuple) else target)
        yield Mutant(f"{spot.place} -> {target}", after, _near(given.chart, after, spot))

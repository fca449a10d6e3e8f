"""Takes whole items out of a chart, with every link to them, as the program itself would."""

from collections.abc import Iterator

from mutants.base import Given, Mutant, operator
from mutants.linking import MAY_BE_EMPTY, still_shown
from mutants.shape import Spot, around, spots
from planbot.chart import ROOMS, Chart, Consent, Item, Problem, Referral, Score, Signature, Signer, Snap
from planbot.chart.diagnosis import CriterionClaim, Diagnosis, Differential
from planbot.chart.links import owned, without
from planbot.chart.plan import Objective
from planbot.rules.reading.words import NONE_SAID

WITHOUT_ANY = {
    "contacts": "a contact is the client's own choice",
    "waivers": "a waiver is a decision and no part of the thread",
}
"""Rooms whose items may go one by one, and why."""

EITHER = {Signer.CLIENT, Signer.GUARDIAN}
"""Signers of whom one is enough: which of them has to sign for a young person differs from place to place."""


@operator
def item_removed(given: Given) -> Iterator[Mutant]:
    """Takes out one item, with what only it owned and every link to it."""
    for room in ROOMS:
        for item in given.chart.room(room):
            after = without(given.chart, item.id)
            gone = {item.id} | owned(given.chart, item.id)
            near = around(given.chart, (), gone) | around(after, (), set(_neighbours(given, gone)))
            yield Mutant(
                f"{item.id} taken out", after, near, right=WITHOUT_ANY.get(room) or _spare(given, after, item, room)
            )


def _neighbours(given: Given, gone: set[str]) -> frozenset[str]:
    return frozenset(n for n in around(given.chart, (), gone) if n in given.chart.by_id)


def _spare(given: Given, after: Chart, item: Item, room: str) -> str | None:
    """Return why nothing is missing without an item, if nothing is.

    Its room has another of its kind; whatever pointed at it may be empty there, or points at another one; and
    whatever it pointed at is still pointed at in the same way. Each criterion claimed must still be shown, unless
    the library does not know the disorder. A Z code tells of circumstances and may go where a disorder remains.
    """
    if not _another_of_its_kind(given, after, item, room):
        return None
    if any(_missed(given, after, spot, item.id) for spot in spots(given.chart)):
        return None
    before = {
        target
        for spot in spots(given.chart)
        if spot.owner is item and spot.is_link and (spot.field == "snaps" or spot.kind not in MAY_BE_EMPTY)
        for target in spot.targets
    }
    still = {t for spot in spots(after) if spot.is_link and _same_room(after, spot, room) for t in spot.targets}
    if room == "problems":
        still |= {
            t for spot in spots(after) if spot.is_link and _same_room(after, spot, "objectives") for t in spot.targets
        }
    if room == "objectives":
        still |= {
            t for spot in spots(after) if spot.is_link and _same_room(after, spot, "problems") for t in spot.targets
        }
    if "snaps" not in room:
        before -= {
            t for t in before if t.startswith("sn") and any(t in s.targets for s in spots(after) if s.field == "snaps")
        }
    return "another does the same" if before <= still else None


def _same_room(chart: Chart, spot: Spot, room: str) -> bool:
    return spot.owner is not None and spot.owner.id in {i.id for i in chart.room(room)}


def _another_of_its_kind(given: Given, after: Chart, item: Item, room: str) -> bool:
    """Whether the room still has one that does the same, or needs none."""
    rest = after.room(room)
    if isinstance(item, Snap):
        return any(s.kind is item.kind for s in rest)
    if isinstance(item, Signature):
        return any(s.signer is item.signer or {s.signer, item.signer} == EITHER for s in rest)
    if isinstance(item, Score):
        return any(s.measure == item.measure for s in rest) or not _relied_on(given, after, item.measure)
    if isinstance(item, Diagnosis):
        return item.rank > 1 and item.code.startswith("Z")
    return _needless(after, item) or any(not isinstance(each, Consent) or _to_treatment(each) for each in rest)


def _needless(after: Chart, item: Item) -> bool:
    """Whether a room needs no item of this kind: nothing was set aside, nobody else gives care."""
    no_provider = bool(NONE_SAID.match(after.intake.providers or "none"))
    return isinstance(item, Differential) or (isinstance(item, Referral) and no_provider)


def _to_treatment(consent: Consent) -> bool:
    return "treatment" in consent.kind.lower()


def _relied_on(given: Given, after: Chart, measure: str) -> bool:
    """Whether an objective rests on a measure, or a diagnosis is followed with no other."""
    return measure in {o.measured.measure for o in after.plan.objectives if o.measured} or _usual(given, measure)


def _usual(given: Given, measure: str) -> bool:
    """Whether it is the only one taken of the measures that a diagnosis is usually followed with."""
    taken = {s.measure for s in given.chart.assessment.scores} - {measure}
    for d in given.chart.diagnoses:
        entry = given.knowledge.diagnoses.get(d.entry or "")
        if entry and measure in entry.measures and not taken & set(entry.measures):
            return True
    return False


def _missed(given: Given, after: Chart, spot: Spot, target: str) -> bool:
    """Whether a field that pointed at the item points at nothing now, and may not."""
    if not spot.is_link or target not in spot.targets or spot.targets != (target,):
        return False
    if spot.owner is None or after.find(spot.owner.id) is None:
        return False
    if isinstance(spot.holder, CriterionClaim) and isinstance(spot.owner, Diagnosis):
        known = given.knowledge.diagnoses.get(spot.owner.entry or "")
        return known is not None and still_shown(given, after, spot.owner, spot.holder, []) is None
    if isinstance(spot.holder, Problem | Objective) and spot.field in {"symptoms", "impairments"}:
        other = spot.holder.impairments if spot.field == "symptoms" else spot.holder.symptoms
        return not other
    if spot.kind == "Goal.snaps":
        return True
    return spot.kind not in MAY_BE_EMPTY

"""The assessment: symptoms and the behaviours that show them, impairments, scores, mental status, risk."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from planbot.chart.base import Frozen, FrozenMap, Item, To, frozen_map


class Duration(Frozen):
    """How long something has lasted: the words, and the days they stand for when they can be read."""

    words: str
    days: int | None = None


class Symptom(Item):
    """A symptom the client reports or shows."""

    words: str
    """What was said, or the library's label when it was picked."""
    entry: str | None = None
    """The symptom's id in the library, when it was recognised."""
    behaviours: tuple[str, ...] = ()
    """What others could see that shows the symptom."""
    severity: int | None = None
    """0 (not at all) to 10 (as bad as it gets), as the client puts it."""
    frequency: str | None = None
    duration: Duration | None = None
    onset: str | None = None
    deferred: str | None = None
    """Why the plan leaves this symptom for later, if it does."""


class Level(StrEnum):
    """How much a life domain is affected."""

    NONE = "none"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class Impairment(Item):
    """A domain of life that suffers, how much, and an example of it."""

    domain: str
    """The id of a life domain in the library."""
    level: Level | None = None
    example: str | None = None


class Score(Item):
    """The result of a measure on a day."""

    measure: str
    """The id of a measure in the library."""
    on: date
    items: tuple[int | None, ...] = ()
    """The answer to each item, or empty when only the total was entered."""
    total: float | None = None
    """None while items are missing, and for a measure whose parts are not added up."""
    band: str | None = None
    parts: FrozenMap[float | None] = Field(default_factory=lambda: frozen_map({}))
    """The score of each part of the measure by the part's id, None while it is not known."""
    flags: tuple[str, ...] = ()
    """What the measure's own rules found, such as "safety" or "cluster rule met"."""

    def value(self, part: str | None = None) -> float | None:
        """Return the score of a part, or without one the total; None while it is not known."""
        return self.parts.get(part) if part else self.total

    @property
    def known_parts(self) -> dict[str, float]:
        """The scores of the parts that are known."""
        return {key: value for key, value in self.parts.items() if value is not None}


class RiskStatus(StrEnum):
    """What is known about risk; planbot records it and never assesses it."""

    NOT_ASSESSED = "not assessed"
    NONE_REPORTED = "none reported"
    PRESENT = "present"


class Risk(Frozen):
    """What the therapist recorded about risk, and the safety plan."""

    status: RiskStatus = RiskStatus.NOT_ASSESSED
    what: str | None = None
    safety_plan: str | None = None


class Assessment(Frozen):
    """Everything assessed; a field of the mental status that is absent was not assessed."""

    symptoms: tuple[Symptom, ...] = ()
    impairments: tuple[Impairment, ...] = ()
    scores: tuple[Score, ...] = ()
    mental_status: FrozenMap[str] = Field(default_factory=lambda: frozen_map({}))
    risk: Risk = Risk()

    def latest(self, measure: str, part: str | None = None) -> Score | None:
        """Return the newest score of *measure* that has a total, or that part; of one day the last; or None."""
        done = [s for s in self.scores if s.measure == measure and s.value(part) is not None]
        return max(reversed(done), key=lambda s: s.on, default=None)


SymptomIds = Annotated[tuple[str, ...], To("symptoms")]
ImpairmentIds = Annotated[tuple[str, ...], To("impairments")]

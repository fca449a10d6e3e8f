"""Diagnoses by ICD-10-CM code and name, the criteria they rest on, and the differentials set aside."""

from enum import StrEnum
from typing import Annotated

from planbot.chart.assessment import SymptomIds
from planbot.chart.base import Frozen, Item, To


class Met(StrEnum):
    """Whether a criterion is met; unknown until someone says."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class CriterionClaim(Frozen):
    """What the therapist claims about one criterion, and the symptoms that show it."""

    id: str
    """The published letter and number, such as ``A1``."""
    met: Met = Met.UNKNOWN
    symptoms: SymptomIds = ()


class Diagnosis(Item):
    """A diagnosis the therapist made; planbot never makes one."""

    code: str
    name: str
    entry: str | None = None
    """The disorder's id in the library."""
    rank: int = 1
    """1 is the primary diagnosis."""
    provisional: bool = False
    criteria: tuple[CriterionClaim, ...] = ()
    exclusions_considered: bool | None = None
    justification: str | None = None


class Differential(Item):
    """A diagnosis that was considered and set aside, with the reason."""

    diagnosis: Annotated[str | None, To("diagnoses")] = None
    """The diagnosis it was weighed against."""
    name: str
    entry: str | None = None
    reason: str | None = None

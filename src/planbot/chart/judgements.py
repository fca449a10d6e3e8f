"""Judgements: what no check can decide, answered by a person who looked."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from planbot.chart.base import Item, To


class Judged(StrEnum):
    """What a person may say when asked to judge; "cannot say" is an answer too, and claims nothing."""

    YES = "yes"
    NOT_ALL = "not all"
    NO = "no"
    CANNOT_SAY = "cannot say"


class Judgement(Item):
    """One question of judgement, answered by a person for the whole chart."""

    question: str
    """The id of the question in the library."""
    answer: Judged
    but: Annotated[tuple[str, ...], To("diagnoses", "problems", "goals", "objectives", "interventions")] = ()
    """Where the answer is "not all": the parts it does not hold for."""
    words: str | None = None
    """Why, in the words of the person who judged."""
    by: str = ""
    on: date | None = None
    of: str
    """A short digest of what was judged, by which a judgement of an earlier text is known."""

"""The presenting problems, in the client's words and as statements that show their evidence."""

from typing import Annotated

from planbot.chart.assessment import ImpairmentIds, SymptomIds
from planbot.chart.base import Item, To, Voice


class Problem(Item):
    """Something the client wants help with, or that was assessed as a need."""

    words: str
    """As the client puts it."""
    voice: Voice = Voice.CLIENT
    entry: str | None = None
    """The presenting problem's id in the library."""
    statement: str | None = None
    """The clinical statement, "... as evidenced by ..."."""
    symptoms: SymptomIds = ()
    impairments: ImpairmentIds = ()
    diagnoses: Annotated[tuple[str, ...], To("diagnoses")] = ()
    priority: int | None = None
    """1 comes first."""
    deferred: str | None = None
    """Why the plan leaves this problem for later, if it does."""

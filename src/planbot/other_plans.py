"""The other plans of a caseload, for holding one plan's wording against them."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from planbot.chart import Chart
from planbot.errors import DamagedError
from planbot.rules.reading.likeness import Likeness


class Known(Protocol):
    """What is known of a client without the chart."""

    @property
    def id(self) -> str:
        """The client's id."""

    @property
    def revision(self) -> int:
        """The number of the newest revision."""


class Keeps(Protocol):
    """What comparing plans needs of the store."""

    def clients(self, *, archived: bool = False) -> Sequence[Known]:
        """Return the caseload; with *archived*, the archived clients too."""

    def chart_at(self, client: str, revision: int) -> Chart:
        """Return the chart as it was at *revision*."""


def other_plans(store: Keeps, client: str) -> Likeness:
    """Return the wording of every plan in *store* but that of *client*, as fingerprints that nobody can read.

    No person looks at the other charts, so no look is recorded. One that does not verify is left out: this
    is not the place to say so.
    """
    others = Likeness()
    for row in store.clients(archived=True):
        if row.id != client:
            with suppress(DamagedError):
                others.add(store.chart_at(row.id, row.revision))
    return others

"""One line that says how much of a plan's wording also stands in the practice's other plans, and never in whose."""

from collections.abc import Callable

from textual.widgets import Static

from planbot.errors import PlanbotError
from planbot.other_plans import other_plans
from planbot.rules.reading.likeness import Likeness
from planbot.session import Session
from planbot.store import Store
from planbot.tui.text import T

AT_ONCE = 25
"""So many plans are read while the screen opens; more are read in the background."""


class LikenessLine(Static):
    """Reads the other plans when it is shown, tells the session of them and says what came of it.

    It stays out of sight while there is nothing to say: no other plan yet, or the store was locked meanwhile.
    """

    def __init__(self, session: Session, store: Store, then: Callable[[], None]) -> None:
        super().__init__(id="review-likeness", classes="page-says")
        self.session, self.store, self._then = session, store, then
        self.display = False

    def on_mount(self) -> None:
        """Read the other plans, in the background where there are many."""
        try:
            many = len(self.store.clients(archived=True)) > AT_ONCE
        except PlanbotError:
            return
        if many:
            self.run_worker(self._read_behind, thread=True, group="likeness", exclusive=True)
        elif (others := self._others()) is not None:
            self._tell(others)

    def _read_behind(self) -> None:
        others = self._others()
        if others is not None and self.is_attached:
            self.app.call_from_thread(self._tell, others)

    def _others(self) -> Likeness | None:
        try:
            return other_plans(self.store, self.session.chart.id)
        except PlanbotError:
            return None

    def _tell(self, others: Likeness) -> None:
        if not len(others) or not self.is_attached:
            return
        shared = self.session.compare(others)
        self.update(T(shared.words))
        self.display = True
        self._then()

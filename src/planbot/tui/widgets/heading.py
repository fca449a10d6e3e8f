"""The line at the top: whose plan, where in it, how far, how long, and when it was last saved."""

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from planbot.session import Session, Turn
from planbot.tui.text import TT, T, short
from planbot.tui.widgets.pace_clock import PaceClock

BAR = 8
"""The width of the progress bar, in cells."""


def now() -> datetime:
    """Return the time of the wall clock here."""
    return datetime.now().astimezone()


class Heading(Horizontal):
    """planbot, the client, the flow and its room to the left; progress, clock and saving to the right."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._where = Static(id="where")
        self._far = Static(id="far")
        self._saved = Static(id="saved")
        self._revision = session.turn.revision

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield self._where
        yield self._far
        yield PaceClock(self._session.chart.readiness.minutes)
        yield self._saved

    def show(self, turn: Turn) -> None:
        """Draw what changed with the turn; a new revision is a durable save."""
        client = short(turn.chart.client.name, 24)
        room = turn.question.room.replace("-", " ") if turn.question else ""
        parts = [client, self._session.flow.title, *([room] if room else [])]
        self._where.update(TT(("planbot", "bold $primary"), ("   " + " · ".join(parts), "")))
        done, total = turn.progress.settled, turn.progress.total
        filled = round(BAR * done / total) if total else 0
        bar = ("━" * filled, "$primary"), ("━" * (BAR - filled), "$line")
        self._far.update(TT(*bar, (f" {done} of {total}", "$quiet")))
        self.query_one(PaceClock).agreed = turn.chart.readiness.minutes
        if turn.revision != self._revision:
            self._revision = turn.revision
            self._saved.update(T(f"saved {now():%H:%M}", "$quiet"))

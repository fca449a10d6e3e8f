"""The quiet clock: minutes spent on the plan against the minutes agreed."""

from collections.abc import Callable
from time import monotonic

from textual.reactive import reactive
from textual.widgets import Static

from planbot.tui.text import T

TICK = 10.0
"""Seconds between two looks at the clock."""


def pace_words(minutes: int, agreed: int | None) -> str:
    """Return the time spent in words: "11 of 15 min", and once the time is up, that it is."""
    if agreed is None:
        return f"{minutes} min"
    if minutes >= agreed:
        return f"{minutes} of {agreed} min, time to wind down"
    return f"{minutes} of {agreed} min"


class PaceClock(Static):
    """Shows the minutes since it appeared; it never blinks and never stops anyone."""

    agreed: reactive[int | None] = reactive(None)
    """The minutes agreed for writing together; None while nobody said."""

    def __init__(
        self,
        minutes_agreed: int | None = None,
        *,
        now: Callable[[], float] = monotonic,
        id: str | None = None,  # noqa: A002  (Textual's name)
    ) -> None:
        super().__init__(id=id)
        self._now = now
        self._since = now()
        self.set_reactive(PaceClock.agreed, minutes_agreed)

    @property
    def minutes(self) -> int:
        """Whole minutes since the clock appeared."""
        return int((self._now() - self._since) // 60)

    def on_mount(self) -> None:
        """Start looking at the clock."""
        self._show()
        self.set_interval(TICK, self._show)

    def watch_agreed(self) -> None:
        """Show the pace agreed anew."""
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        self.set_class(self.agreed is not None and self.minutes >= self.agreed, "over")
        self.update(T(pace_words(self.minutes, self.agreed)))

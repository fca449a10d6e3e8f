"""The numbers of a scale in a row, to be picked with the arrows, by typing, or with the mouse."""

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from planbot.tui.messages import Picked
from planbot.tui.text import TT, T, short

CELL = 4
"""The width of one number, in cells of the screen."""


class ScaleRow(Widget):
    """A row of whole numbers, with a name for either end."""

    def __init__(self) -> None:
        super().__init__()
        self.low, self.high = 0, 10
        self.value: int | None = None
        self._ends = ("", "")

    def offer(self, low: int, high: int, low_label: str, high_label: str) -> None:
        """Show the numbers from *low* to *high*."""
        self.low, self.high, self._ends = low, high, (low_label, high_label)
        self.value = None
        self.refresh(layout=True)

    def mark(self, typed: str) -> None:
        """Mark the number *typed*, if it is one of them."""
        value = int(typed) if typed.strip().isdecimal() and len(typed.strip()) < 5 else None
        self.value = value if value is not None and self.low <= value <= self.high else None
        self.refresh()

    def step(self, by: int) -> int:
        """Return the number *by* further on, staying on the row."""
        if self.value is None:
            return self.low if by > 0 else self.high
        return max(self.low, min(self.high, self.value + by))

    def render(self) -> RenderResult:
        """Draw the numbers, and what the ends mean."""
        numbers = [self._number(n) for n in range(self.low, self.high + 1)]
        width = len(numbers) * CELL
        left, right = (short(end, width // 2 - 1) for end in self._ends)
        ends = left + " " * max(width - len(left) - len(right), 1) + right
        return TT(Content("").join(numbers), "\n", (ends, "$quiet"))

    def _number(self, number: int) -> Content:
        marked = number == self.value
        text = f"[{number}]" if marked else f" {number} "
        return T(text.center(CELL), "bold $primary" if marked else "")

    def on_click(self, event: events.Click) -> None:
        """Pick the number clicked."""
        at = event.get_content_offset_capture(self)
        number = self.low + at.x // CELL
        if at.y == 0 and number <= self.high:
            self.post_message(Picked(str(number)))

"""Fixed words of help, shown when an answer asks for them. planbot judges no risk and tells nobody."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from planbot.knowledge.entries import HelpLine, Safety
from planbot.tui.text import TT, T


class Care(ModalScreen[None]):
    """The words and phone numbers of the library's safety page, until a person goes on."""

    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012  (declared so by Screen)

    def __init__(self, safety: Safety) -> None:
        super().__init__()
        self._safety = safety

    def compose(self) -> ComposeResult:
        """Lay out the words, where to find help, and what planbot does not do."""
        says = "\n\n".join(self._safety.says.split("\n"))
        with Vertical(classes="card care"):
            with VerticalScroll(can_focus=False):
                yield Static(T(says))
                yield Static(T("\nplanbot does not judge risk, and alerts nobody.", "$quiet"))
            # Outside of what scrolls: the numbers are in view on the lowest screen.
            yield Static(Content("\n").join(_line(line) for line in self._safety.help), classes="help-lines")
            yield Static(TT((" Enter ", "bold $primary"), " go on when you are ready"))

    def on_key(self, event: events.Key) -> None:
        """Go on with Enter or Esc; other keys, still on their way from typing, do nothing."""
        event.stop()
        if event.key in {"enter", "escape"}:
            self.dismiss(None)
        elif event.key in {"up", "down"}:
            self.query_one(VerticalScroll).scroll_relative(y=-1 if event.key == "up" else 1, animate=False)


def _line(line: HelpLine) -> Content:
    text = f", text {line.text}" if line.text else ""
    return TT((line.country, "bold"), f"   call {line.call}{text}   ", (f"emergency {line.emergency}", "$quiet"))

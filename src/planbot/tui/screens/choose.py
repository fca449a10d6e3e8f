"""A short question to a person about what planbot should do, answered with one key."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from planbot.tui.text import TT, T


class Key(Static):
    """One of the keys, to be clicked as well."""

    def __init__(self, key: str, label: str) -> None:
        super().__init__(TT((f" {key} ", "bold $primary"), f" {label}"))
        self.key = key


class Choose(ModalScreen[str | None]):
    """Shows *says* and the keys; gives back the key pressed, or None for Esc."""

    AUTO_FOCUS = ""

    def __init__(
        self, says: str, keys: Sequence[tuple[str, str]], *, more: Content | None = None, stay: str = "leave it"
    ) -> None:
        super().__init__()
        self._says, self._more = says, more
        self._keys = [*keys, ("esc", stay)]

    def compose(self) -> ComposeResult:
        """Lay out the words and the keys."""
        with Vertical(classes="card"):
            yield Static(T(self._says, "bold"), classes="says")
            if self._more:
                with VerticalScroll(can_focus=False):
                    yield Static(self._more)
            for key, label in self._keys:
                yield Key(key, label)

    def on_key(self, event: events.Key) -> None:
        """Take one of the keys; no other key does anything."""
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif any(key in {event.character, event.key} for key, _ in self._keys):
            self.dismiss(event.key)

    def on_click(self, event: events.Click) -> None:
        """Take the key clicked."""
        if isinstance(event.widget, Key):
            self.dismiss(None if event.widget.key == "esc" else event.widget.key)

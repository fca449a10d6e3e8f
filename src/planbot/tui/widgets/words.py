"""The place where people type: Enter sends, Ctrl+J makes a new line."""

from collections.abc import Callable

from textual import events
from textual.widgets import TextArea

from planbot.tui.text import T


class Words(TextArea):
    """A box for words that asks its owner first what a key means."""

    def __init__(self, press: Callable[[events.Key], bool]) -> None:
        super().__init__(compact=True, highlight_cursor_line=False, tab_behavior="focus")
        self.cursor_blink = False
        self._press = press

    async def _on_key(self, event: events.Key) -> None:
        if self._press(event):
            event.stop()
            event.prevent_default()
        # The base class is called by the framework for whatever was not taken here.

    def put(self, text: str) -> None:
        """Hold *text*, the cursor after it; what was typed before can be had back with Ctrl+Z."""
        if text != self.text:
            self.text = text
        self.move_cursor(self.document.end)

    def prompt(self, text: str) -> None:
        """Show *text* while the box is empty."""
        self.placeholder = T(text)

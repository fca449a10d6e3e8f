"""A terminal that is not there: it takes what an application paints, and knows when something is painted."""

import os
from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver

SIZE = (100, 30)
"""Columns and lines."""


class Paper(HeadlessDriver):
    """Is painted on in full, as a terminal is, because an application paints nothing on a headless driver."""

    heard: Callable[[str], None] | None = None
    """Called with everything painted."""

    @property
    def is_headless(self) -> bool:
        """Whether the application may leave out the painting: it may not."""
        return False

    def write(self, data: str) -> None:
        """Take what is painted."""
        if self.heard is not None:
            self.heard(data)

    def type(self, key: str) -> None:
        """Press a key."""
        self.process_message(events.Key(key, key if len(key) == 1 else None))


def on_paper(app: App[Any]) -> App[Any]:
    """Have *app* paint on paper."""
    app.driver_class = Paper
    return app


def until_painted(app: App[Any], words: str, then: Callable[[], None]) -> None:
    """Run *app* until it has painted *words*; then call *then* and leave."""

    class Waiting(Paper):
        def write(self, data: str) -> None:
            if words in data:
                then()
                app.exit()

    app.driver_class = Waiting
    app.run(size=SIZE)


def say_painted() -> None:
    """Tell whoever started this process; the application has taken ``print`` for itself."""
    os.write(1, b"painted\n")

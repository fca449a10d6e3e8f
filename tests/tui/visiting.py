"""A person going through planbot's screens, from the caseload on."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from planbot.chart import Chart, Voice
from planbot.flows import Progress
from planbot.knowledge import Knowledge
from planbot.rules import check
from planbot.session import Turn
from planbot.store import Store
from planbot.tui.app import PlanbotApp
from planbot.tui.widgets.lines import LinePane
from tests.tui.talking import TODAY, a_store


def turn_of(chart: Chart, knowledge: Knowledge, *, revision: int = 1, today: date = TODAY) -> Turn:
    """Return a turn about *chart* with what the checks find in it."""
    findings = check(chart, knowledge, today=today)
    return Turn(chart, revision, Voice.THERAPIST, None, None, findings, Progress(0, 0))


@dataclass
class Visit:
    """planbot running, and a person at the keyboard."""

    app: PlanbotApp
    pilot: Pilot[None]

    @property
    def store(self) -> Store:
        """The open store."""
        assert self.app.store is not None
        return self.app.store

    @property
    def at(self) -> str:
        """The name of the screen in view."""
        return type(self.app.screen).__name__

    @property
    def pane(self) -> LinePane:
        """The list in view."""
        return self.app.screen.query_one(LinePane)

    async def press(self, *keys: str) -> None:
        """Press keys and wait for what they do."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type *text* key by key."""
        await self.press(*({" ": "space", "-": "minus"}.get(character, character) for character in text))

    async def settle(self) -> None:
        """Wait until no message is on its way any more."""
        for _ in range(100):
            await self.pilot.pause()
            nodes = [self.app, *self.app.screen_stack, *(w for s in self.app.screen_stack for w in s.query("*"))]
            if all(node._message_queue.empty() for node in nodes):
                return
        raise AssertionError("Messages go round without end.")

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait for what a thread brings; fail when it does not come."""
        for _ in range(3000):
            if reached():
                await self.settle()
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"It never came; the screen says:\n{self.seen()}")

    async def choose(self, words: str) -> None:
        """Go to the line with these words and press Enter."""
        pane = self.pane
        at = next((n for n, line in enumerate(pane.lines) if words in line.lead + line.text and line.key), None)
        assert at is not None, f"No line can be opened that says {words!r}:\n{self.seen()}"
        pane.focus()
        pane.highlighted = at
        await self.press("enter")

    async def fill(self, *values: str) -> None:
        """Paste into the fields of the form in view, one after the other, with Enter after each."""
        for value in values:
            await self.paste(value)
            await self.press("enter")

    async def paste(self, text: str) -> None:
        """Paste *text* into the field in focus."""
        assert self.app.focused is not None
        if text:
            self.app.focused.post_message(events.Paste(text))
            await self.settle()

    def seen(self) -> str:
        """The text of the screen as it is painted."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    def told(self) -> str:
        """The notifications in view."""
        return "\n".join(note.message for note in self.app._notifications)


@asynccontextmanager
async def visiting(
    folder: Path, knowledge: Knowledge, *charts: Chart, size: tuple[int, int] = (100, 30), store: bool = True
) -> AsyncIterator[Visit]:
    """Run planbot on *folder* with *charts* in the caseload; without *store* it starts locked or on its first run."""
    opened = a_store(folder, *charts) if store else None
    app = PlanbotApp(folder, knowledge=knowledge, store=opened, today=TODAY)
    try:
        async with app.run_test(size=size) as pilot:
            visit = Visit(app, pilot)
            await visit.settle()
            yield visit
    finally:
        if app.store is not None:
            app.store.close()

"""The application: which screen comes when, the looks, the lock, and what happens when something breaks."""

import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from planbot.drafting.drafted import Writes
from planbot.drafting.provider import Provider
from planbot.environment import shut_doors
from planbot.errors import LockedError, PlanbotError
from planbot.flows import flow
from planbot.knowledge import Knowledge
from planbot.model_drafts import open_model
from planbot.session import Session
from planbot.settings import read_settings
from planbot.store import Store
from planbot.tui.crash import catch_the_rest, crash_of, keep
from planbot.tui.idle import Idle
from planbot.tui.text import T
from planbot.tui.themes import THEMES, VARIABLES

IDLE_MINUTES = 10.0
"""Minutes without a key or the mouse until planbot locks, unless the settings say otherwise."""
LOOK_AGAIN = 5.0
"""Seconds between two looks at whether anybody is there."""


class PlanbotApp(App[None]):
    """Opens on the first run, the lock or the caseload, as the data folder asks for."""

    TITLE = "planbot"
    CSS_PATH = Path(__file__).with_name("planbot.tcss")
    AUTO_FOCUS = "*"
    BINDINGS: ClassVar = [
        Binding("ctrl+q", "leave", "leave", show=False, priority=True),
        Binding("f1", "help", "help", priority=True),
        Binding("ctrl+p", "command_palette", "everything", show=False, priority=True),
    ]

    def __init__(  # noqa: PLR0913  (what a data folder is opened with)
        self,
        folder: Path,
        *,
        knowledge: Knowledge,
        store: Store | None = None,
        today: date | None = None,
        demo: bool = False,
        theme: str = THEMES[0].name,
        idle_minutes: float = IDLE_MINUTES,
    ) -> None:
        super().__init__()
        self.animation_level = "none"
        self.folder = folder
        self.knowledge = knowledge
        self.store = store
        self.today = today
        self.demo = demo
        self.settings = read_settings(folder)
        self.opens_model: Callable[[Provider], Writes] = open_model
        self.idle = Idle(idle_minutes)
        self.unsent: dict[tuple[str, str], str] = {}
        """Words typed but not sent when planbot locked, by client and question; in memory only."""
        self._broke: BaseException | None = None
        for each in self.available_themes:
            self.unregister_theme(each)
        for look in THEMES:
            self.register_theme(look)
        self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colours, so that the style sheet reads whatever the theme."""
        return VARIABLES

    def on_mount(self) -> None:
        """Open the screen the folder asks for, and begin to watch whether anybody is there."""
        self.set_interval(LOOK_AGAIN, self._watch_idle)
        if self.store is not None:
            self.open_caseload()
        elif Store.exists(self.folder):
            self._unlock()
        else:
            from planbot.tui.screens.first_run import FirstRun

            self.push_screen(FirstRun(self.folder), self._opened)

    # where to go

    def open_caseload(self) -> None:
        """Show the clients."""
        from planbot.tui.screens.caseload import CaseloadScreen

        self.push_screen(CaseloadScreen())

    def open_session(self, client_id: str, flow_id: str = "plan") -> None:
        """Open a client's conversation where it was left."""
        from planbot.tui.screens.session import SessionScreen

        store = self._unlocked
        opened = store.open_chart(client_id)
        session = Session(store, opened.chart, opened.revision, flow(flow_id), self.knowledge, today=self.today)
        self.push_screen(SessionScreen(session, store, client_id))

    def open_review(self, session: Session) -> None:
        """Show the plan with its findings, to be signed."""
        from planbot.tui.screens.review import ReviewScreen

        self.push_screen(ReviewScreen(session, self._unlocked))

    def open_model_setup(self) -> None:
        """Choose which model may draft, test it, or use none."""
        from planbot.tui.screens.model_setup import ModelSetup

        self.push_screen(ModelSetup(self.knowledge))

    @property
    def _unlocked(self) -> Store:
        if self.store is None:
            raise LockedError("planbot is locked; give the passphrase first.")
        return self.store

    def _unlock(self) -> None:
        from planbot.tui.screens.unlock import Unlock

        self.push_screen(Unlock(self.folder), self._opened)

    def _opened(self, store: Store | None) -> None:
        if store is None:
            self.exit()
            return
        self.store = store
        self.idle.touch()
        self.note_drafting()
        self.open_caseload()

    def note_drafting(self) -> None:
        """Have the log say which kinds of draft are switched on, when that has changed since it was last open."""
        try:
            self._unlocked.note_drafting(self.settings.drafting)
        except PlanbotError as refused:
            self.notify(str(refused), severity="error", markup=False)

    # leaving and locking

    def action_help(self) -> None:
        """Show the help for the screen in view."""
        from planbot.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_leave(self) -> None:
        """Leave the screen in view; from the caseload, leave planbot. Everything sent is saved already."""
        from planbot.tui.screens.leaving import leave

        leave(self)

    def lock(self) -> None:
        """Close the store and every screen, so that nothing of a chart is left in view, and ask for the passphrase."""
        from planbot.tui.screens.leaving import note_unsent

        if self.store is None or self.demo:
            return
        note_unsent(self)
        self.store.lock()
        self.store = None
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.clear_notifications()
        self._unlock()

    def _watch_idle(self) -> None:
        if self.store is None:
            return
        if self.idle.over:
            self.lock()
        elif self.idle.to_warn():
            self.notify("planbot locks in a minute. Any key keeps it open.", timeout=20, markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there."""
        if isinstance(event, (events.Key, events.MouseEvent, events.Paste)):
            self.idle.touch()
        await super().on_event(event)

    # the palette, and what happens when something breaks

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return the commands of the palette; a picture of the screen is not among them."""
        from planbot.tui.commands import commands

        yield from commands(self, screen)

    def _handle_exception(self, error: Exception) -> None:
        # Replaces the framework's, which lets an exception draw itself and prints local variables.
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._broke = error
        self._fatal_error()

    def _fatal_error(self) -> None:
        error = self._broke or sys.exc_info()[1]
        if error is not None and not self._exit_renderables:  # what falls after it tells nothing new
            crash = crash_of(error)
            keep(crash, self.folder)
            self._exit_renderables.append(T(crash.says).plain)
        self._close_messages_no_wait()


def run_app(  # noqa: PLR0913  (the same as the application's)
    folder: Path,
    *,
    knowledge: Knowledge,
    store: Store | None = None,
    today: date | None = None,
    demo: bool = False,
    theme: str = THEMES[0].name,
    idle_minutes: float = IDLE_MINUTES,
) -> int:
    """Run planbot in this terminal until the person leaves, and return the exit code.

    Raises PlanbotError when a debug variable is set that would write the screen to a file or a socket.
    """
    shut_doors()
    catch_the_rest(folder)
    app = PlanbotApp(
        folder, knowledge=knowledge, store=store, today=today, demo=demo, theme=theme, idle_minutes=idle_minutes
    )
    try:
        app.run()
    finally:
        if app.store is not None:
            app.store.close()
    return app.return_code or 0

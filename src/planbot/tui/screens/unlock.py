"""Unlocking: the passphrase or the recovery code, and one sentence when neither fits."""

from functools import partial
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Footer, Input, Static
from textual.worker import Worker, WorkerState

from planbot.errors import PlanbotError
from planbot.store import Store
from planbot.tui.text import T

OPENING = "Opening. This takes about a second, so that guessing takes forever."


class Unlock(Screen[Store]):
    """Asks for the passphrase and hands back the open store."""

    AUTO_FOCUS = "#secret"

    def __init__(self, folder: Path, *, again: bool = False) -> None:
        super().__init__()
        self._folder = folder
        self._again = again

    def compose(self) -> ComposeResult:
        """Lay out one field in the middle of a quiet screen."""
        with Vertical(classes="calm"):
            yield Static(T("planbot"), classes="calm-name")
            says = "Locked while you were away. Everything up to the last answer is saved." if self._again else ""
            yield Static(T(says or "Your plans are locked."), classes="calm-says")
            yield Static(T("Passphrase, or recovery code"), classes="form-label")
            yield Input(password=True, id="secret")
            yield Static(T(), id="unlock-words", classes="form-problem")
        yield Footer(compact=True, show_command_palette=False)

    @on(Input.Submitted, "#secret")
    def unlock(self, event: Input.Submitted) -> None:
        """Try what was typed, without holding up the screen."""
        if not event.value:
            self._say("Type the passphrase, or the recovery code you printed.")
            return
        event.input.disabled = True
        self._say(OPENING)
        self.run_worker(partial(Store.open, self._folder, event.value), name="unlock", thread=True, exit_on_error=False)
        event.input.value = ""

    @on(Worker.StateChanged)
    def tried(self, event: Worker.StateChanged) -> None:
        """Hand the store back, or say why it stays closed."""
        if event.worker.name != "unlock":
            return
        if event.state is WorkerState.SUCCESS:
            self.dismiss(event.worker.result)
        elif event.state is WorkerState.ERROR:
            self._refused(event.worker.error)

    def _refused(self, error: BaseException | None) -> None:
        if not isinstance(error, PlanbotError):
            raise error or RuntimeError("The store could not be opened.")
        self._say(str(error))
        secret = self.query_one("#secret", Input)
        secret.disabled = False
        secret.focus()

    def _say(self, words: str) -> None:
        self.query_one("#unlock-words", Static).update(T(words))

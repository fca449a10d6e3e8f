"""The line that tells whether a model answers, and how quick it is."""

from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from planbot.drafting.provider import Provider
from planbot.drafting.trial import Answered, trial
from planbot.errors import PlanbotError
from planbot.tui.text import T

if TYPE_CHECKING:
    from planbot.tui.app import PlanbotApp

TESTING = "Asking it for one sentence. No client's words are sent. Esc stops it."
GO_ON = "Enter goes on."


class TrialLine(Static):
    """Asks a model for one sentence about nothing, in a thread, and says how it went."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - as the framework calls it
        super().__init__(id=id, classes="calm-says")
        self.tried: Provider | None = None
        """The model that was tried last, whether it answered or not."""
        self._worker: Worker[Answered] | None = None

    def begin(self, where: Provider) -> None:
        """Try the model at *where*."""
        self.stop()
        self.say(f"{where.where.capitalize()}. {TESTING}", tone="")
        ask = partial(self._try, where)
        self._worker = self.run_worker(ask, name=where.name, thread=True, exclusive=True, exit_on_error=False)
        self.tried = where

    def stop(self) -> bool:
        """End a trial under way; return whether there was one."""
        if self._worker is None or not self._worker.is_running:
            return False
        self._worker.cancel()
        self.tried = None
        self.say("Stopped.")
        return True

    def say(self, words: str, *, tone: str = "$warning") -> None:
        """Say something in place of what was said before."""
        self.update(T(words, tone))

    def _try(self, where: Provider) -> Answered:
        """Ask the model; runs in a thread. The sending is recorded first, as any other."""
        worker, planbot = get_current_worker(), cast("PlanbotApp", self.app)
        store, model = planbot.store, planbot.opens_model(where)
        if store is None:
            raise PlanbotError("planbot is locked; give the passphrase first.")
        return trial(
            model,
            about_to_send=lambda sent: store.note_sending(sent, None),
            cancelled=lambda: worker.is_cancelled,
        )

    @on(Worker.StateChanged)
    def ended(self, event: Worker.StateChanged) -> None:
        """Say how it went."""
        event.stop()
        error = event.worker.error
        if event.worker is not self._worker:
            return
        if event.state is WorkerState.SUCCESS and event.worker.result is not None:
            self.say(f"✓ {event.worker.result.says} {GO_ON}", tone="$success")
        elif event.state is WorkerState.ERROR:
            if not isinstance(error, PlanbotError):
                raise error or RuntimeError("The trial ended without a word.")
            self.say(f"{error} {GO_ON} Esc goes back.")

"""A model at work: its words as they come, how long it has taken, and what the checks sent back."""

from functools import partial
from time import monotonic

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker, get_current_worker
from typing_extensions import override

from planbot.errors import PlanbotError, StoppedError
from planbot.model_drafts import ModelDrafts
from planbot.tui.messages import Drafted, Grew, NotDrafted, SentBack
from planbot.tui.text import T, short

HIGHEST, HIGHEST_LOW = 12, 7
"""The lines it may take, on a high and on a low screen."""
OFTEN = 0.05
"""Seconds between two showings of the words at least; a quick model would draw the screen too often."""
WAITING = "Waiting for its first words."
ESC = "Esc stops it."
AGAIN = "Asking again."


def now() -> float:
    """Return the seconds of a clock that only goes forward."""
    return monotonic()


class Writing(Widget):
    """Asks a model in a thread, and shows what it writes until the draft is ready, stopped or refused."""

    def __init__(self) -> None:
        super().__init__()
        self.display = False
        self._who, self._where = "", ""
        self.written: tuple[str, ...] = ()
        """The sentences there are by now."""
        self._found: tuple[str, ...] = ()
        self._began = 0.0
        self._worker: Worker[None] | None = None
        self._ticking: Timer | None = None

    def begin(self, drafts: ModelDrafts, key: str, speech: str = "") -> None:
        """Have a draft made for the question *key*, which is the one shown; *speech* is what was said freely."""
        self.stop()
        where = drafts.provider
        self._who, self._where = (where.name, where.where) if where else ("a model", "")
        self.written, self._found, self._began = (), (), now()
        self.display = True
        self._worker = self.run_worker(partial(self._draft, drafts, key, speech), thread=True, group="draft")
        self._ticking = self.set_interval(1.0, self.refresh)
        self.refresh(layout=True)

    def stop(self) -> bool:
        """End the draft that is being made; return whether there was one."""
        at_work, self._worker = self._worker, None
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None
        self.display = False
        if at_work is None:
            return False
        at_work.cancel()
        return True

    def _draft(self, drafts: ModelDrafts, key: str, speech: str) -> None:
        """Ask the model; runs in a thread and tells what comes by messages only."""
        worker = get_current_worker()
        last = [0.0]

        def grown(words: tuple[str, ...]) -> None:
            if monotonic() - last[0] >= OFTEN:
                last[0] = monotonic()
                self._tell(worker, Grew(words))

        try:
            made = tuple(
                drafts.drafts(
                    speech=speech,
                    shown=grown,
                    sent_back=lambda found: self._tell(worker, SentBack(found)),
                    cancelled=lambda: worker.is_cancelled,
                )
            )
        except StoppedError:
            return
        except PlanbotError as error:
            self._tell(worker, NotDrafted(key, str(error)))
        else:
            self._tell(worker, Drafted(key, made))

    def _tell(self, worker: "Worker[None]", message: Grew | SentBack | Drafted | NotDrafted) -> None:
        if not worker.is_cancelled:
            self.post_message(message)

    def on_grew(self, event: Grew) -> None:
        """Show the words there are by now."""
        event.stop()
        self.written = event.words
        self.refresh(layout=True)

    def on_sent_back(self, event: SentBack) -> None:
        """Say what the checks found, and that the model is asked again."""
        event.stop()
        self.written, self._found = (), event.found
        self.refresh(layout=True)

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines it takes at *width*."""
        return len(self._lines(width))

    def render(self) -> RenderResult:
        """Draw what there is by now."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        seconds = f"{max(now() - self._began, 0):.0f} s"
        who = T(short(f"{self._who} is writing", width - len(seconds) - 2), "$primary")
        title = who + T(seconds, "$quiet").pad_left(max(width - who.cell_length - len(seconds), 1))
        room = HIGHEST if self.app.size.height >= 30 else HIGHEST_LOW
        found = [short(each, 2 * width - len(AGAIN) - width // 4) for each in self._found[:1]]
        back = [T(f"{each} {AGAIN}", "$quiet").wrap(width) for each in found]
        told = [line for lines in back for line in lines]
        words = [line for each in self.written for line in T(each).wrap(width)] or [T(WAITING, "$quiet")]
        kept = words[-max(room - 2 - len(told), 1) :]
        return [title, *told, *kept, T(short(f"{self._where.capitalize()}. {ESC}", width), "$quiet")]

"""Before a model drafts: where the words go, what has to be open for it, and the exact text that would be sent."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from planbot.chart import Chart
from planbot.drafting.gates import Gate, closed
from planbot.drafting.prompts import Prompt
from planbot.drafting.provider import Provider
from planbot.errors import PlanbotError
from planbot.model_drafts import ModelDrafts
from planbot.text import one_line
from planbot.tui.screens.choose import Key
from planbot.tui.text import TT, T

SEND, SET_UP = "send", "set up"
"""What a person may want: to have it sent now, or to change which model is asked."""
REPLACED = "Names the chart knows are replaced, and put back in the draft. That does not make it anonymous."
AGREES = {"consent.model": "to a model's help", "consent.model-elsewhere": "that it goes elsewhere"}
"""What the client agrees to, in a few words, by the question that asks for it."""
IN_SETTINGS = frozenset({"model", "switch", "state", "law-approval"})
"""The gates that the practice's settings open."""


class SendingScreen(ModalScreen[str | None]):
    """Shows the gates and the text; sends nothing itself, and records a consent when the client gives it."""

    AUTO_FOCUS = "#sending-all"
    BINDINGS: ClassVar = [
        Binding("escape", "leave", "leave it"),
        Binding("enter", "send", "send", priority=True),
        Binding("y", "agree", "the client agrees"),
        Binding("m", "set_up", "set up"),
    ]

    def __init__(self, drafts: ModelDrafts, prompt: Prompt, saved: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self._drafts = drafts
        self._prompt = prompt
        self._saved = saved
        self._problem = ""

    def compose(self) -> ComposeResult:
        """Lay out what scrolls, and the keys under it."""
        with Vertical(classes="sending"):
            title = (f"A model drafts: {self._prompt.task.title}", "bold")
            yield Static(TT(title, ("   ↓ the exact text", "$quiet")), classes="says")
            with VerticalScroll(id="sending-all"):
                yield Static(id="sending-gates")
                yield Static(self._text(), id="sending-text")
            yield Vertical(id="sending-keys")

    def on_mount(self) -> None:
        """Show where things stand."""
        self.draw()

    def draw(self) -> None:
        """Show which gates are open and which keys there are for the others."""
        found = self._drafts.gates
        lines = [where_words(self._drafts.provider), T(REPLACED, "$quiet"), T()]
        self.query_one("#sending-gates", Static).update(Content("\n").join([*lines, *gate_lines(found), T()]))
        keys = self.query_one("#sending-keys", Vertical)
        keys.remove_children()
        if self._problem:
            keys.mount(Static(T(self._problem, "$error")))
        keys.mount(*(Key(key, label) for key, label in self._keys(found)))

    def _keys(self, found: tuple[Gate, ...]) -> Iterable[tuple[str, str]]:
        shut = closed(found)
        name = one_line(self._drafts.session.chart.client.name) or "The client"
        if asked := to_agree(shut, self._drafts.session.chart):
            yield "y", f"{name} was asked, and agrees {AGREES.get(asked.ask, 'to it')}: record it for today"
        elif not shut:
            yield "enter", "let the model draft"
        if any(gate.id in IN_SETTINGS for gate in shut):
            yield "m", "set the model up"
        yield "esc", "leave it; nothing is sent"

    def _text(self) -> Content:
        prompt = self._prompt
        title = f"The exact text, {len(prompt.text)} letters. A second one, with what was found, may follow twice."
        return TT((title, "bold"), "\n\n", prompt.instructions, "\n\n", prompt.material)

    def on_click(self, event: events.Click) -> None:
        """Take the key clicked."""
        if isinstance(event.widget, Key):
            doing = {"y": self.action_agree, "enter": self.action_send, "m": self.action_set_up}
            doing.get(event.widget.key, self.action_leave)()

    def action_agree(self) -> None:
        """Record the client's yes to what is asked first."""
        gate = to_agree(closed(self._drafts.gates), self._drafts.session.chart)
        if gate is None:
            return
        try:
            self._drafts.consent(gate)
        except PlanbotError as error:
            self._problem = str(error)
        else:
            self._problem = ""
            self._saved()
        self.draw()

    def action_send(self) -> None:
        """Let it go, when nothing is closed any more."""
        if not closed(self._drafts.gates):
            self.dismiss(SEND)

    def action_set_up(self) -> None:
        """Go and change which model is asked."""
        self.dismiss(SET_UP)

    def action_leave(self) -> None:
        """Send nothing."""
        self.dismiss(None)


def to_agree(shut: tuple[Gate, ...], chart: Chart) -> Gate | None:
    """Return the first consent that nobody has asked the client for yet; a no is asked again only at its question."""
    known = {consent.kind for consent in chart.client.consents}
    return next((gate for gate in shut if gate.ask and gate.ask.removeprefix("consent.") not in known), None)


def where_words(where: Provider | None) -> Content:
    """Return in one line which model it is and where the words go."""
    if where is None:
        return T("No model is set.")
    tone = "bold $success" if where.stays_here else "bold $warning"
    return TT((where.name, "bold"), "   ", (where.where, tone), (f"   {where.address}", "$quiet"))


def gate_lines(found: Iterable[Gate]) -> list[Content]:
    """Return what has to be open, the closed ones first, each with its source and how it is opened."""
    lines = []
    for gate in sorted(found, key=lambda gate: gate.open):
        sign = ("✓ ", "$success") if gate.open else ("✗ ", "bold $warning")
        mend = f"  {gate.mend}" if gate.mend else ""
        lines.append(TT(sign, gate.says, (mend, "bold"), (f"  [{gate.source}]", "$quiet")))
    return lines

"""Setting up a model, page by page: where it is, whether it answers, whose law is kept, and what it may draft."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Footer, Input, OptionList, SelectionList, Static
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from planbot.drafting.prompts import tasks
from planbot.drafting.provider import KINDS, provider
from planbot.errors import PlanbotError
from planbot.knowledge import Knowledge
from planbot.settings import Approval, Settings, write_settings
from planbot.text import one_line
from planbot.tui.text import TT, T
from planbot.tui.widgets.trial_line import TrialLine

if TYPE_CHECKING:
    from planbot.tui.app import PlanbotApp

SAYS = (
    "A language model can help with wording. It decides nothing: every draft is checked, and a person takes it over "
    "or leaves it. planbot works without one."
)
WHERE = {
    "llamacpp": "a server on this computer, such as llama.cpp's; any that speaks OpenAI's language",
    "ollama": "Ollama on this computer",
    "openai": "OpenAI, over the network; needs a key in OPENAI_API_KEY",
    "anthropic": "Anthropic, over the network; needs a key in ANTHROPIC_API_KEY",
}
"""The providers in words."""
NONE = "none"
WHICH = "The address says where the words go. Enter in the last field asks the model for one sentence about nothing."
LAW = "Laws on models in therapy differ, and planbot keeps the one you name. It only ever takes away."
APPROVED = "Who, being licensed, reads and approves every draft? Name and licence."
DRAFTS = "What may it draft? Space marks a line, Enter saves. Each client is still asked for consent first."
OFF = "No model is used now. What was taken over stays, with where it came from."
SAVED = "Saved. F8 asks the model wherever it has something to draft."


class Drafts(SelectionList[str]):
    """The kinds of draft; the space bar marks one, Enter saves them all."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.save", "save")]


class ModelSetup(Screen[None]):
    """Leads through four pages and writes the settings at the end; nothing is changed before."""

    AUTO_FOCUS = "#setup-kinds"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back a page")]

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__()
        self._knowledge = knowledge
        self._kind = ""

    def compose(self) -> ComposeResult:
        """Lay out the pages, the first one in view."""
        with ContentSwitcher(initial="setup-where"):
            with VerticalScroll(id="setup-where", classes="calm", can_focus=False):
                yield Static(T("A model for drafts"), classes="calm-name")
                yield Static(T(SAYS), classes="calm-says")
                yield OptionList(*_kinds(), id="setup-kinds", compact=True)
            with VerticalScroll(id="setup-which", classes="calm", can_focus=False):
                yield Static(T("Where it is"), classes="calm-name")
                yield Static(T(WHICH), classes="calm-says")
                yield from _field("Address", "setup-address")
                yield from _field("Name of the model", "setup-model")
                yield TrialLine(id="setup-test")
            with VerticalScroll(id="setup-law", classes="calm", can_focus=False):
                yield Static(T("The law, and who answers for it"), classes="calm-name")
                yield Static(T(LAW), classes="calm-says")
                yield from _field(f"One of: {', '.join(sorted(self._knowledge.laws))}", "setup-state")
                yield from _field(APPROVED, "setup-approved")
                yield Static(T(), id="setup-law-words", classes="form-problem")
            with VerticalScroll(id="setup-drafts", classes="calm", can_focus=False):
                yield Static(T("What it may draft"), classes="calm-name")
                yield Static(T(DRAFTS), classes="calm-says")
                yield Drafts(id="setup-tasks", compact=True)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Put what is set already into the fields."""
        held = self.planbot.settings
        self._kind = held.model.partition(":")[0]
        names = [*KINDS, NONE]
        self.query_one("#setup-kinds", OptionList).highlighted = names.index(self._kind) if self._kind in names else 0
        state = "Enter keeps it" if held.state else ""
        self._put("setup-state", held.state, state)
        self._put("setup-approved", held.approved.by if held.approved else "", "such as Dana Lee, LCSW")
        chosen = set(held.drafts) if held.model else set(tasks())
        drafts = self.query_one(Drafts)
        drafts.add_options(
            Selection(T(task.title), task.id, initial_state=task.id in chosen) for task in tasks().values()
        )
        drafts.highlighted = 0

    @property
    def planbot(self) -> "PlanbotApp":
        """The application."""
        return cast("PlanbotApp", self.app)

    @on(OptionList.OptionSelected, "#setup-kinds")
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Go on to the address, or use no model."""
        held = self.planbot.settings
        kind = event.option.id or NONE
        if kind == NONE:
            self._write(held.model_copy(update={"model": "", "model_address": "", "drafts": ()}), OFF)
            return
        same = kind == held.model.partition(":")[0]
        self._kind = kind
        self._put("setup-address", (held.model_address if same else "") or KINDS[kind].address)
        self._put("setup-model", held.model.partition(":")[2] if same else "", "as its provider calls it")
        self.query_one(TrialLine).say("")
        self._turn_to("setup-which", "#setup-model")

    @on(Input.Submitted, "#setup-address, #setup-model")
    def asked(self, event: Input.Submitted) -> None:
        """Try the model once; a second Enter on what was tried goes on."""
        line = self.query_one(TrialLine)
        if event.input.id == "setup-address":
            self.query_one("#setup-model").focus()
            return
        try:
            where = provider(*self._given)
        except PlanbotError as error:
            line.say(str(error))
            return
        if where is not None and where == line.tried:
            line.stop()
            self._turn_to("setup-law", "#setup-state")
        elif where is not None:
            line.begin(where)

    @property
    def _given(self) -> tuple[str, str]:
        return f"{self._kind}:{self._value('setup-model')}", self._value("setup-address")

    @on(Input.Submitted, "#setup-state, #setup-approved")
    def law_named(self, event: Input.Submitted) -> None:
        """Go from the state to the name, and on to what may be drafted."""
        if self._value("setup-state") not in self._knowledge.laws:
            self._say("#setup-law-words", f"Please choose one of {', '.join(sorted(self._knowledge.laws))}.")
            self.query_one("#setup-state").focus()
        elif event.input.id == "setup-state":
            self._say("#setup-law-words", "")
            self.query_one("#setup-approved").focus()
        elif needs_approval(self._knowledge, self._value("setup-state")) and not self._value("setup-approved"):
            self._say("#setup-law-words", "Please name the person; this law asks for one before any draft is used.")
        else:
            self._turn_to("setup-drafts", "#setup-tasks")

    def action_save(self) -> None:
        """Write what was chosen on all pages."""
        held, by = self.planbot.settings, self._value("setup-approved")
        today = self.planbot.today or date.today()
        approved = Approval(by=by, on=today) if by else None
        if held.approved is not None and held.approved.by == by:
            approved = held.approved
        model, address = self._given
        usual = address == KINDS[self._kind].address
        update = {
            "model": model,
            "model_address": "" if usual else address,
            "state": self._value("setup-state"),
            "approved": approved,
            "drafts": tuple(self.query_one(Drafts).selected),
        }
        self._write(held.model_copy(update=update), SAVED)

    def action_back(self) -> None:
        """Stop a trial that is under way, go back a page, or leave from the first one."""
        pages = ("setup-where", "setup-which", "setup-law", "setup-drafts")
        focus = ("#setup-kinds", "#setup-model", "#setup-state")
        at = pages.index(self.query_one(ContentSwitcher).current or pages[0])
        if self.query_one(TrialLine).stop():
            return
        if at == 0:
            self.dismiss(None)
        else:
            self._turn_to(pages[at - 1], focus[at - 1])

    def _write(self, settings: Settings, says: str) -> None:
        try:
            write_settings(self.planbot.folder, settings)
        except PlanbotError as refused:
            self.notify(str(refused), severity="error", markup=False)
            return
        self.planbot.settings = settings
        self.planbot.note_drafting()
        self.app.notify(says, markup=False, timeout=6)
        self.dismiss(None)

    def _put(self, field: str, value: str, hint: str = "") -> None:
        found = self.query_one(f"#{field}", Input)
        found.value, found.placeholder = one_line(value), one_line(hint)

    def _value(self, field: str) -> str:
        return one_line(self.query_one(f"#{field}", Input).value)

    def _turn_to(self, page: str, focus: str) -> None:
        self.query_one(ContentSwitcher).current = page
        self.query_one(focus).focus()

    def _say(self, where: str, words: str, *, tone: str = "$warning") -> None:
        self.query_one(where, Static).update(T(words, tone))


def needs_approval(knowledge: Knowledge, state: str) -> bool:
    """Whether the law of *state* asks for a licensed person's approval before a draft is used."""
    return any(gate.opened_by == "approval" for gate in knowledge.laws[state].gates)


def _kinds() -> Iterator[Option]:
    for kind, words in WHERE.items():
        yield Option(TT((f"{kind:<10} ", "bold"), (words, "$quiet")), id=kind)
    yield Option(TT((f"{'no model':<10} ", "bold"), ("drafts come from the library", "$quiet")), id=NONE)


def _field(label: str, name: str) -> Iterator[Static | Input]:
    yield Static(T(label), classes="form-label")
    yield Input(id=name)

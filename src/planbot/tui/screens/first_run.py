"""The first run: what planbot is and is not, a passphrase, and the recovery code, shown once."""

from functools import partial
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, ContentSwitcher, Footer, Input, Static
from textual.worker import Worker, WorkerState

from planbot.errors import PlanbotError
from planbot.store import Store, weakness
from planbot.tui.text import TT, T

IS = (
    "planbot writes a treatment plan together with the client, one question at a time, and checks that it holds "
    "together: from what hurts, to what will be done about it, to how you will both know that it helps."
)
IS_NOT = (
    "It never diagnoses, and it decides nothing: people answer, people sign. It works without a network.",
    (
        "Everything is kept in one encrypted file on this computer. planbot is built to help you meet HIPAA. It is not "
        "certified, and it can't keep a computer safe that others use or that is left open."
    ),
    "A lost passphrase can't be recovered by anyone. You get one recovery code; keep it somewhere else.",
)
ADVICE = "Four or five unrelated words make a good passphrase, such as you would use nowhere else."
STRONG = "This one would take far too long to guess."
MAKING = "Making your encrypted file. This takes a few seconds."
KEEP = (
    "This is your recovery code. It opens your plans if the passphrase is lost. It is shown once, now. Print it or "
    "write it down, and keep it away from this computer, where you keep other papers that matter."
)
CONFIRM = "To be sure it reached the paper, type the last four characters."


def last_group(code: str) -> str:
    """Return the characters after the last hyphen of a recovery code."""
    return code.rpartition("-")[2]


def strength(passphrase: str, again: str) -> tuple[str, bool]:
    """Return a sentence about the two fields, and whether they can be taken."""
    if not passphrase:
        return ADVICE, False
    if weak := weakness(passphrase):
        return weak, False
    if not again:
        return f"{STRONG} Type it once more.", False
    if passphrase != again:
        return "The two are not the same yet.", False
    return f"{STRONG} Both are the same.", True


class FirstRun(Screen[Store]):
    """Leads through three pages and hands back the new store."""

    BINDINGS = [Binding("escape", "back", "back a page")]  # noqa: RUF012  (Textual's way)
    AUTO_FOCUS = "#begin"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._made: tuple[Store, str] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the three pages, the first one in view."""
        with ContentSwitcher(initial="page-about"):
            with VerticalScroll(id="page-about", classes="calm", can_focus=False):
                yield Static(T("planbot"), classes="calm-name")
                yield Static(T(IS), classes="calm-says")
                for words in IS_NOT:
                    yield Static(T(words), classes="calm-says")
                yield Button(T("Go on"), id="begin", variant="primary", compact=True)
            with VerticalScroll(id="page-passphrase", classes="calm", can_focus=False):
                yield Static(T("A passphrase"), classes="calm-name")
                says = f"It locks everything, and nobody but you knows it.\nThe file goes to {self._folder}"
                yield Static(T(says), classes="calm-says")
                yield Static(T("Passphrase"), classes="form-label")
                yield Input(password=True, id="first")
                yield Static(T("Once more"), classes="form-label")
                yield Input(password=True, id="second")
                yield Static(T(ADVICE), id="strength")
            with Vertical(id="page-code", classes="calm"):
                yield Static(T("Your recovery code"), classes="calm-name")
                yield Static(T(KEEP), classes="calm-says")
                yield Static(T(), id="code")
                yield Static(T(CONFIRM), classes="form-label")
                yield Input(id="last-group", max_length=8)
                yield Static(T(), id="code-words", classes="form-problem")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Load the word lists that judge a passphrase, so that the first key does not wait for them."""
        self.run_worker(partial(weakness, "correct horse battery"), name="warm", thread=True, exit_on_error=False)

    @on(Button.Pressed, "#begin")
    def begin(self) -> None:
        """Go from the words about planbot to the passphrase."""
        self._turn_to("page-passphrase", "#first")

    def action_back(self) -> None:
        """Go back to the words about planbot, as long as nothing was made."""
        if self._made is None and not self.query_one("#first", Input).disabled:
            self._turn_to("page-about", "#begin")

    @on(Input.Changed, "#first, #second")
    def judged(self) -> None:
        """Say, as one types, how strong the passphrase is."""
        words, good = strength(*self._typed)
        self._say("#strength", words, good=good)

    @on(Input.Submitted, "#first")
    def once_more(self) -> None:
        """Go on to typing it again."""
        self.query_one("#second", Input).focus()

    @on(Input.Submitted, "#second")
    def make(self) -> None:
        """Make the store in a thread, so that the screen stays awake."""
        words, good = strength(*self._typed)
        self._say("#strength", MAKING if good else words, good=good)
        if not good:
            return
        passphrase = self._typed[0]
        for name in ("#first", "#second"):
            self.query_one(name, Input).disabled = True
        self.run_worker(partial(Store.create, self._folder, passphrase), name="make", thread=True, exit_on_error=False)

    @on(Worker.StateChanged)
    def made(self, event: Worker.StateChanged) -> None:
        """Show the code, or say why there is no store."""
        if event.worker.name != "make" or event.state not in (WorkerState.SUCCESS, WorkerState.ERROR):
            return
        fields = [self.query_one(name, Input) for name in ("#first", "#second")]
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            if not isinstance(error, PlanbotError):
                raise error or RuntimeError("The store could not be made.")
            for field in fields:
                field.disabled = False
            fields[0].focus()
            self._say("#strength", str(error), good=False)
            return
        self._made = event.worker.result
        for field in fields:
            with field.prevent(Input.Changed):
                field.value = ""
        self.query_one("#code", Static).update(spelled(self._made[1]) if self._made else T())
        self._turn_to("page-code", "#last-group")

    @on(Input.Submitted, "#last-group")
    def confirm(self, event: Input.Submitted) -> None:
        """Go on once the last group was typed back."""
        if self._made is None:
            return
        store, code = self._made
        if event.value.strip().strip("-").upper() == last_group(code):
            self.dismiss(store)
        else:
            self._say("#code-words", "That is not the last group. Look at the paper, not at the screen.", good=False)

    @property
    def has_code(self) -> bool:
        """Whether the store is made and its code in view."""
        return self._made is not None

    @property
    def _typed(self) -> tuple[str, str]:
        return self.query_one("#first", Input).value, self.query_one("#second", Input).value

    def _turn_to(self, page: str, focus: str) -> None:
        self.query_one(ContentSwitcher).current = page
        self.query_one(focus).focus()

    def _say(self, where: str, words: str, *, good: bool) -> None:
        sign = ("✓ ", "bold $text-success") if good else ("", "")
        self.query_one(where, Static).update(TT(sign, words))


def spelled(code: str) -> Content:
    """Return the code large: its groups apart, each character with room around it."""
    groups = ["  ".join(group) for group in code.split("-")]
    half = (len(groups) + 1) // 2
    rows = ["     ".join(groups[:half]), "     ".join(groups[half:])]
    return T("\n\n".join(rows), "bold $text-primary")

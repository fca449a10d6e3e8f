"""Help: three sentences on the screen one came from, and every key that works there."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from planbot.tui.text import TT, T


@dataclass(frozen=True)
class Help:
    """What a screen is for, in three sentences, and keys that its bindings do not show."""

    title: str
    says: tuple[str, str, str]
    keys: tuple[tuple[str, str], ...] = ()


HELP = {
    "CaseloadScreen": Help(
        "Your caseload",
        (
            "Every client has one line, with when you last worked on the plan and what is due.",
            "Press / and type part of a name to find someone; Enter opens their plan.",
            "Archiving hides a client and deletes nothing.",
        ),
    ),
    "FirstRun": Help(
        "The first run",
        (
            "planbot keeps everything in one encrypted file, and this is where you choose what locks it.",
            "The passphrase is needed every time; the recovery code only if the passphrase is lost.",
            "Nobody can open the file without one of the two.",
        ),
        (("Enter", "go on"), ("Escape", "back a page")),
    ),
    "Unlock": Help(
        "Unlocking",
        (
            "Type the passphrase, or the recovery code you printed.",
            "planbot locks itself when nobody has pressed a key for a while; what was answered is saved.",
            "Without either of the two the file can't be opened by anyone.",
        ),
        (("Enter", "open"),),
    ),
    "SessionScreen": Help(
        "The session",
        (
            "Left is the conversation, right the plan it becomes; each answer is saved before the next question.",
            "Enter on any line of the plan, the thread or the findings opens the question behind it.",
            "A question can wait: pass it over, and it comes back at the end.",
        ),
    ),
    "ModelSetup": Help(
        "Setting up a model",
        (
            "A model helps with wording and decides nothing; planbot works without one.",
            "The address says where the words go; on this computer they stay here.",
            "Nothing is changed until the last page; “no model” on the first one switches it off.",
        ),
        (("Enter", "go on"), ("Space", "mark a kind of draft"), ("Escape", "back a page")),
    ),
    "SendingScreen": Help(
        "Before a model drafts",
        (
            "At the top is where the words go, and everything that has to be open for it, with its source.",
            "Below is the exact text; names the chart knows are replaced and put back.",
            "Nothing is sent from here until Enter is pressed with everything open.",
        ),
        (("Enter", "let the model draft"), ("y", "record the client's yes"), ("↓ ↑", "read on")),
    ),
    "ReviewScreen": Help(
        "Review and sign",
        (
            "At the top is what still blocks signing; Enter opens the question that settles it.",
            "People sign by typing their own name; planbot signs for nobody.",
            "Signing freezes the text; a later change makes a new version and leaves the signed one as it is.",
        ),
    ),
    "DocumentsScreen": Help(
        "Documents",
        (
            "Drafts are written from the plan as it is now; signed versions stay as they were signed.",
            "Enter opens one to read; between two signed versions you can read what changed.",
            "Taken out of planbot, a document is no longer encrypted.",
        ),
    ),
    "DocumentScreen": Help(
        "Reading a document",
        (
            "This is the text as it will be printed.",
            "x writes it to a folder you name, for printing or for another system.",
            "Files get names made of ids and dates, never of people.",
        ),
    ),
}
GENERAL = Help(
    "planbot",
    (
        "Everything can be done with the keyboard, and most of it with the mouse.",
        "Escape goes back and changes nothing; what was answered is saved.",
        "Ctrl+P finds any command by its name.",
    ),
)


def help_for(screen: Screen[object]) -> Help:
    """Return the help of a screen: its own, the one here, or the general words."""
    own = getattr(screen, "HELP_TEXT", None)
    return own if isinstance(own, Help) else HELP.get(type(screen).__name__, GENERAL)


def keys_of(screen: Screen[object]) -> list[tuple[str, str]]:
    """Return the keys that work on a screen now, with what they do, each once."""
    shown: dict[str, str] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.show and binding.description:
            shown.setdefault(binding.description, screen.app.get_key_display(binding))
    return [(key, does) for does, key in shown.items()]


class HelpScreen(ModalScreen[None]):
    """Shows the help of the screen beneath it."""

    BINDINGS = [  # noqa: RUF012  (Textual's way)
        Binding("escape,f1,q,enter", "leave", "back"),
    ]
    AUTO_FOCUS = "#help"

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__()
        self._help = help_for(screen)
        self._keys = [*self._help.keys, *keys_of(screen)]

    def compose(self) -> ComposeResult:
        """Lay out the sentences, then the keys."""
        with VerticalScroll(id="help"):
            yield Static(T(self._help.title), classes="form-title")
            for sentence in self._help.says:
                yield Static(T(sentence), classes="form-says")
            yield Static(self._table(), id="help-keys")
            yield Static(T("Escape goes back."), classes="help-end")

    def _table(self) -> Content:
        width = max((len(key) for key, _ in self._keys), default=0)
        rows = [TT((f"{key:<{width}}", "bold $text-primary"), ("   ", ""), (does, "")) for key, does in self._keys]
        return Content("\n").join(rows)

    def action_leave(self) -> None:
        """Go back to the screen beneath."""
        self.dismiss(None)

"""The caseload: whose plans there are, when each was last worked on, and what is due."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from planbot.errors import LockedError, PlanbotError
from planbot.flows import flow
from planbot.session import Session
from planbot.settings import read_settings
from planbot.store import ClientRow, Store
from planbot.text import one_line
from planbot.tui.screens.choose import Choose
from planbot.tui.screens.document import DocumentsScreen
from planbot.tui.screens.new_client import NewClientScreen, new_chart
from planbot.tui.text import TT, T
from planbot.tui.widgets import wording
from planbot.tui.widgets.lines import Line, LineList, Part, line

if TYPE_CHECKING:
    from planbot.tui.app import PlanbotApp

SOON = timedelta(days=14)
"""How long before a plan review it is shown as due."""
WELCOME = (
    "Nobody is here yet.",
    "Press n to begin a plan with someone; a name or an alias is enough.",
    "You can stop at any time. What was said is kept, and the next time goes on from there.",
    "A language model can help with wording. It is off; Ctrl+P and “Set up a model” switch one on.",
)
NOBODY = "Nobody of that name. Escape shows everyone."


def due(row: ClientRow, today: date) -> str:
    """Return in words what a client's plan waits for, or nothing."""
    waits = []
    if row.next_review and row.next_review < today:
        waits.append(f"review was due {wording.day(row.next_review)}")
    elif row.next_review and row.next_review - today <= SOON:
        days = (row.next_review - today).days
        when = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
        waits.append(f"review due {when}")
    if row.signed is None:
        waits.append("not yet signed")
    return ", ".join(waits)


def worked_on(row: ClientRow, today: date) -> str:
    """Return when a client's plan was last worked on, in words."""
    on_day = row.updated.astimezone().date()
    days = (today - on_day).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago" if days < 7 else wording.day(on_day)


def matching(rows: list[ClientRow], typed: str) -> list[ClientRow]:
    """Return the clients whose name holds every word typed."""
    words = one_line(typed).casefold().split()
    return [row for row in rows if all(word in one_line(row.name).casefold() for word in words)]


def caseload_lines(rows: list[ClientRow], today: date) -> list[Line]:
    """Return two lines for each client: the name with the day, and what is due."""
    lines = []
    for row in rows:
        name = one_line(row.name) or "(no name)"
        kept = "archived" if row.archived else worked_on(row, today)
        waits = due(row, today)
        urgent = bool(row.next_review and row.next_review <= today + SOON)
        tone = "notice" if urgent else "quiet"
        parts = (Part(name, "strong"), *((Part(f"   {waits}", tone),) if waits else ()))
        lines.append(line(*parts, key=row.id, item=row.id, aside=kept, sign="!" if urgent else ""))
    return lines


def _unlocked(planbot: "PlanbotApp") -> Store:
    if planbot.store is None:
        raise LockedError("planbot is locked; give the passphrase first.")
    return planbot.store


def _form(planbot: "PlanbotApp") -> NewClientScreen:
    return NewClientScreen(planbot.knowledge, read_settings(planbot.folder).profile)


def _begin(planbot: "PlanbotApp", given: Mapping[str, str]) -> None:
    """Save the chart a form was filled in for, and open its conversation."""
    opened = _unlocked(planbot).add_client(new_chart(given, read_settings(planbot.folder), planbot.knowledge))
    planbot.open_session(opened.chart.id)


def _session(planbot: "PlanbotApp", client: str) -> Session:
    store = _unlocked(planbot)
    opened = store.open_chart(client)
    return Session(store, opened.chart, opened.revision, flow("plan"), planbot.knowledge, today=planbot.today)


def _review(planbot: "PlanbotApp", client: str) -> None:
    planbot.open_review(_session(planbot, client))


def _documents(planbot: "PlanbotApp", client: str) -> None:
    planbot.push_screen(DocumentsScreen(_session(planbot, client), _unlocked(planbot)))


def _talk(planbot: "PlanbotApp", client: str) -> None:
    planbot.open_session(client)


WAYS = {"session": _talk, "review": _review, "documents": _documents}
"""Where one can go with a client, by the name in the key's action."""


class Caseload(LineList):
    """The list of clients; a line's key is the client's id."""


class CaseloadScreen(Screen[None]):
    """Chooses a client, begins a plan, or puts one away."""

    AUTO_FOCUS = "Caseload"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "begin", "new", tooltip="Begin a plan with someone"),
        Binding("r", "go('review')", "review and sign", tooltip="Look a client's plan over and sign it"),
        Binding("d", "go('documents')", "documents", tooltip="Read or take out a client's documents"),
        Binding("slash", "show('search')", "search", key_display="/", tooltip="Type part of a name"),
        Binding("a", "archive", "archive", tooltip="Put a client away; nothing is deleted"),
        Binding("h", "show('archived')", "archived ones", show=False, tooltip="Show archived clients, or hide them"),
        Binding("escape", "show('everyone')", "everyone", show=False, tooltip="Show every client again"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ClientRow] = []
        self._archived = False

    def compose(self) -> ComposeResult:
        """Lay out the name, the search field and the list."""
        with Vertical(classes="page"):
            yield Static(id="caseload-title")
            yield Input(placeholder="type part of a name", id="search", compact=True)
            yield Caseload(id="caseload")
            yield Static(id="caseload-empty")
        yield Footer(compact=True, show_command_palette=False)

    def on_screen_resume(self) -> None:
        """Read the clients anew; another screen or window may have changed them."""
        if self.planbot.store is not None:

            def read() -> None:
                self._rows = self.unlocked.clients(archived=self._archived)

            self._try(read)
            self.draw()

    @property
    def planbot(self) -> "PlanbotApp":
        """The application."""
        return cast("PlanbotApp", self.app)

    @property
    def unlocked(self) -> Store:
        """The open store; raises LockedError once planbot is locked."""
        return _unlocked(self.planbot)

    @property
    def chosen(self) -> ClientRow | None:
        """The client under the cursor."""
        pane = self.query_one(Caseload)
        if pane.highlighted is None:
            return None
        key = pane.line_of(pane.highlighted).key
        return next((row for row in self._rows if row.id == key), None)

    def draw(self) -> None:
        """Show the clients that fit what is typed, or words of welcome."""
        today = self.planbot.today or datetime.now().astimezone().date()
        typed = self.query_one("#search", Input).value
        rows = matching(self._rows, typed)
        pane = self.query_one(Caseload)
        pane.draw(caseload_lines(rows, today))
        if rows and pane.highlighted is None:
            pane.highlighted = 0
        pane.display = bool(rows)
        many = f"{len(self._rows)} client{'' if len(self._rows) == 1 else 's'}" if self._rows else ""
        self.query_one("#caseload-title", Static).update(TT(("planbot", "bold $primary"), f"   {many}"))
        self.query_one("#search").display = bool(self._rows)
        words = "" if rows else NOBODY if self._rows else "\n\n".join(WELCOME)
        self.query_one("#caseload-empty", Static).update(T(words))

    @on(Input.Changed, "#search")
    def narrow(self) -> None:
        """Show fewer clients with every letter typed."""
        self.draw()

    @on(Input.Submitted, "#search")
    @on(LineList.Chosen)
    def opened(self) -> None:
        """Open the plan of the client chosen."""
        self.action_go("session")

    def action_go(self, where: str) -> None:
        """Go to the conversation, the review or the documents of the client chosen."""
        if row := self.chosen:
            self._try(lambda: WAYS[where](self.planbot, row.id))

    def action_begin(self) -> None:
        """Ask for a name and a payer, and begin the first question."""

        def named(given: dict[str, str] | None) -> None:
            if given:
                self._try(lambda: _begin(self.planbot, given))

        self._try(lambda: self.app.push_screen(_form(self.planbot), named))

    def action_show(self, what: str) -> None:
        """Narrow the list by typing, show everyone again, or show the archived clients too."""
        search = self.query_one("#search", Input)
        if what == "search" and self._rows:
            search.focus()
        elif what == "everyone":
            search.value = ""
            self.query_one(Caseload).focus()
        elif what == "archived":
            self._archived = not self._archived
            self.on_screen_resume()

    def action_archive(self) -> None:
        """Ask whether to put a client away, or bring an archived one back."""
        row = self.chosen
        if row is None:
            return
        name = one_line(row.name)
        says = f"Put {name} away? Nothing is deleted; h shows archived clients."
        if row.archived:
            says = f"Bring {name} back into the caseload?"

        def answered(key: str | None) -> None:
            if key == "y":
                store = self.unlocked
                self._try(lambda: (store.unarchive if row.archived else store.archive)(row.id))
                self.on_screen_resume()

        keys = [("y", "bring back" if row.archived else "put away")]
        self.app.push_screen(Choose(says, keys, stay="leave it"), answered)

    def _try(self, do: Callable[[], object]) -> None:
        """Do something with the store; say in one sentence when it can't be done."""
        try:
            do()
        except PlanbotError as error:
            self.notify(T(error).plain, severity="error", markup=False)

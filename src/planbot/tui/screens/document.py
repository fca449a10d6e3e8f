"""The documents of a client: drafts of the plan as it is now, versions as signed, and what changed between."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from planbot.chart import Chart, Signature
from planbot.documents import FORMATS, documents, render
from planbot.documents.difference import changes as what_changed
from planbot.documents.difference import difference
from planbot.errors import PlanbotError
from planbot.exports import export, export_name, write_export
from planbot.session import Session
from planbot.store import SignedDocument, Store
from planbot.text import one_line
from planbot.tui.screens.form import Field, FormScreen, needed
from planbot.tui.text import TT, T
from planbot.tui.widgets import wording
from planbot.tui.widgets.lines import Line, LineList, Part, heading, line, spaced


@dataclass(frozen=True)
class Paper:
    """A document ready to be read: its texts by format, and the chart they were made from."""

    title: str
    name: str
    """The part of a file's name that says what it is."""
    texts: Mapping[str, str]
    chart: Chart
    note: str = ""
    """What one should know before reading, such as that it is a draft."""


def draft(session: Session, document: str) -> Paper:
    """Return a document of the plan as it is now."""
    chart = session.chart
    texts = {
        each: render(
            chart, document, each, knowledge=session.knowledge, findings=session.turn.findings, today=session.today
        )
        for each in FORMATS
    }
    return Paper(documents()[document], document, texts, chart, "as the plan is now")


def frozen(signed: SignedDocument) -> Paper:
    """Return a document as it was signed."""
    title = documents().get(signed.document, signed.document)
    name = f"{signed.document}-v{signed.version}"
    return Paper(f"{title}, version {signed.version}", name, signed.renderings, signed.chart, signed_by(signed))


def changes(before: Chart, now: Chart, session: Session, *, title: str, name: str) -> Paper:
    """Return what changed between two states of the chart, to be read."""
    texts = {each: difference(before, now, each, knowledge=session.knowledge) for each in FORMATS}
    return Paper(title, name, texts, now)


def signed_by(signed: SignedDocument) -> str:
    """Return who signed a version and when, in words."""
    who = ", ".join(signature_words(each) for each in signed.signatures)
    return f"signed {moment(signed.at)} by {who}"


def signature_words(signature: Signature) -> str:
    """Return a name with credentials and the role in which it was given."""
    name = ", ".join(filter(None, (one_line(signature.name), one_line(signature.credentials))))
    how = "" if signature.how == "typed" else f", {signature.how}"
    return f"{name} ({signature.signer}{how})"


def moment(at: datetime) -> str:
    """Return a day and time as people write them, in local time."""
    here = at.astimezone()
    return f"{wording.day(here.date())}, {here:%H:%M}"


def first_folder() -> Path:
    """Return the folder proposed for documents taken out: Documents, or home where there is none."""
    from platformdirs import user_documents_path

    folder = user_documents_path()
    return folder if folder.is_dir() else Path.home()


def take_out(paper: Paper, folder: Path, on: date) -> list[Path]:
    """Write every format of a document, and the chart as JSON, to *folder*; return the files.

    Names are made of ids and the date. Raises DocumentError when the folder can't be written.
    """
    chart = paper.chart
    written = [
        write_export(folder, export_name(chart.id, paper.name, on, suffix), text.encode())
        for suffix, text in paper.texts.items()
    ]
    return [*written, write_export(folder, export_name(chart.id, paper.name, on, "json"), export(chart))]


class TakeOutScreen(FormScreen):
    """Asks which folder a document goes to."""

    def __init__(self) -> None:
        super().__init__(
            "Take it out of planbot",
            "Writes Markdown, a page to print, plain text, and the chart as JSON. Outside planbot these files are not "
            "encrypted: anyone who can open the folder can read them.",
            (Field("folder", "To which folder?", str(first_folder())),),
            check=_folder,
            do="Write the files",
        )


def _folder(given: Mapping[str, str]) -> str | None:
    if problem := needed(("folder", "Please name a folder."))(given):
        return problem
    if not Path(given["folder"]).expanduser().is_dir():
        return "There is no such folder; make it first, or name another."
    return None


class DocumentScreen(Screen[None]):
    """A document to read, as plain text."""

    AUTO_FOCUS = "#paper"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]  # noqa: RUF012  (declared so by Screen)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back"),
        Binding("x", "take_out", "take it out"),
    ]

    def __init__(self, paper: Paper, store: Store, today: date) -> None:
        super().__init__()
        self._paper = paper
        self._store = store
        self._today = today

    def compose(self) -> ComposeResult:
        """Lay out the title and the text."""
        paper = self._paper
        yield Static(TT((paper.title, "bold"), (f"   {paper.note}", "$quiet")), classes="page-title")
        with VerticalScroll(id="paper"):
            text = paper.texts.get("txt") or paper.texts.get("md") or next(iter(paper.texts.values()), "")
            yield Static(T(text), id="paper-text")
        yield Footer(compact=True, show_command_palette=False)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_take_out(self) -> None:
        """Ask for a folder and write the files there."""

        def named(given: dict[str, str] | None) -> None:
            if given:
                self._write(Path(given["folder"]).expanduser())

        self.app.push_screen(TakeOutScreen(), named)

    def _write(self, folder: Path) -> None:
        try:
            written = take_out(self._paper, folder, self._today)
            self._store.note_look(f"took out {self._paper.name}", self._paper.chart.id)
        except PlanbotError as error:
            self.notify(T(error).plain, severity="error", markup=False)
            return
        names = ", ".join(path.suffix for path in written)
        self.notify(T(f"Written to {folder}: {names}").plain, markup=False, timeout=10)


class DocumentsScreen(Screen[None]):
    """Everything there is to read about one client."""

    AUTO_FOCUS = "LineList"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back")]

    def __init__(self, session: Session, store: Store) -> None:
        super().__init__()
        self._session = session
        self._store = store
        self._papers: dict[str, Callable[[], Paper]] = {}

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        name = one_line(self._session.chart.client.name)
        yield Static(TT(("Documents", "bold"), (f"   {name}", "$quiet")), classes="page-title")
        yield LineList(id="documents", classes="page")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """List the drafts and the signed versions."""
        try:
            signed = self._store.signed(self._session.chart.id)
        except PlanbotError as error:
            self.notify(T(error).plain, severity="error", markup=False, timeout=20)
            signed = []
        self.query_one(LineList).draw(spaced(self._drafts(), self._versions(signed)))

    def _drafts(self) -> list[Line]:
        lines = [heading("As the plan is now")]
        for name, title in documents().items():
            lines.append(self._line(title, f"draft:{name}", partial(draft, self._session, name)))
        return lines

    def _versions(self, signed: list[SignedDocument]) -> list[Line]:
        session = self._session
        lines = [heading("As signed")] if signed else []
        for number, each in enumerate(signed):
            later = signed[number + 1].chart if number + 1 < len(signed) else session.chart
            until = f"version {signed[number + 1].version}" if number + 1 < len(signed) else "now"
            lines.append(self._line(frozen(each).title, f"signed:{each.id}", partial(frozen, each), signed_by(each)))
            if what_changed(each.chart, later):
                title = f"What changed from version {each.version} to {until}"
                between = self._changes(each.chart, later, title, each.version)
                lines.append(self._line(title, f"changes:{each.id}", between))
        return lines

    def _changes(self, before: Chart, now: Chart, title: str, version: int) -> Callable[[], Paper]:
        return partial(changes, before, now, self._session, title=title, name=f"changes-since-v{version}")

    def _line(self, words: str, key: str, make: Callable[[], Paper], aside: str = "") -> Line:
        self._papers[key] = make
        note = f"   {aside}" if aside else ""
        return line(words, Part(note, "quiet"), key=key)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Open the document chosen."""
        self._store.note_look(f"showed {event.key.partition(':')[0]}", self._session.chart.id)
        try:
            paper = self._papers[event.key]()
        except PlanbotError as error:
            self.notify(T(error).plain, severity="error", markup=False)
            return
        self.app.push_screen(DocumentScreen(paper, self._store, self._session.today))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)

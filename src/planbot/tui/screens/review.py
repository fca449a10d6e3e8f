"""Review and sign: what is open, how the client took part, who signs, and the text that is frozen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Footer, Static

from planbot.chart import Chart, Signature, Signer
from planbot.chart.signed import UNKNOWN, standing
from planbot.errors import LockedError, PlanbotError
from planbot.rules import blocking
from planbot.session import Session
from planbot.store import SignedDocument, Store
from planbot.text import one_line
from planbot.tui.messages import Ask
from planbot.tui.screens.document import DocumentScreen, DocumentsScreen, frozen, moment, signature_words
from planbot.tui.screens.form import FormScreen
from planbot.tui.screens.signing import (
    VERBAL,
    NotSignedScreen,
    SignScreen,
    freeze,
    missing,
    not_signed,
    sign,
    still_signed,
)
from planbot.tui.screens.waive import waive
from planbot.tui.text import TT, T
from planbot.tui.widgets.drafted_lines import drafted_lines
from planbot.tui.widgets.findings_pane import FindingsPane, finding_lines
from planbot.tui.widgets.likeness_line import LikenessLine
from planbot.tui.widgets.lines import Line, Part, heading, line, spaced

if TYPE_CHECKING:
    from planbot.tui.app import PlanbotApp

DO = "do:"
"""Begins the key of a line that does something here, rather than opening a question."""


def participation_lines(chart: Chart) -> list[Line]:
    """Return how the client took part, understood and agreed, each with the question behind it."""
    said = chart.participation
    agreed = None if said.agreed is None else "yes" if said.agreed else "no"
    rows = (
        ("took part by", said.how, "participation.how"),
        ("puts the plan as", said.understood_words, "participation.understood"),
        ("agrees", agreed, "participation.agreed"),
        ("copy", said.copy_offered, "participation.copy"),
    )
    lines = [heading("Taking part")]
    for label, words, key in rows:
        shown = Part(one_line(words), "") if words else Part("not recorded yet", "missing")
        lines.append(line(shown, key=key, lead=f"{label:<18}"))
    return lines


def signature_lines(chart: Chart) -> list[Line]:
    """Return who signed the plan as it is now, and what can still be done about signing."""
    lines, counting = [heading("Signatures")], standing(chart)
    for signature in chart.participation.signatures:
        if signature in counting:
            lines.append(line(signature_words(signature), sign="✓", aside=moment(signature.at)))
        else:
            words = f"{signature_words(signature)}, {_why_not(signature)}"
            lines.append(line(words, tone="quiet", aside=moment(signature.at)))
    roles = {s.signer for s in counting}
    if not roles & {Signer.CLIENT, Signer.GUARDIAN}:
        lines += _client_choices(chart)
    if Signer.CLINICIAN not in roles:
        lines.append(_do(f"{one_line(chart.client.clinician.name) or 'The clinician'} signs", "sign:clinician"))
    if chart.client.clinician.supervisor and Signer.SUPERVISOR not in roles:
        lines.append(_do(f"{one_line(chart.client.clinician.supervisor)} signs as supervisor", "sign:supervisor"))
    return lines


def _why_not(signature: Signature) -> str:
    return "to a plan this store has not seen" if signature.given_to == UNKNOWN else "before the last change"


def _client_choices(chart: Chart) -> list[Line]:
    name = one_line(chart.client.name)
    reason = one_line(chart.participation.not_signed or "")
    lines = [line(f"{name} does not sign: {reason}", sign="✓")] if reason else []
    return [
        *lines,
        _do(f"{name} signs", "sign:client"),
        _do("A guardian signs", "sign:guardian"),
        _do(f"{name} agreed out loud, by telehealth", "sign:verbal"),
        _do(f"{name} does not sign, and why" if not reason else "Change the reason", "not-signed"),
    ]


def _do(words: str, what: str) -> Line:
    return line(words, key=f"{DO}{what}", lead="→ ")


def state_words(session: Session, signed: list[SignedDocument]) -> str:
    """Return where signing stands, in one sentence."""
    errors = len(blocking(session.turn.findings))
    if newest := still_signed(session.chart, signed):
        return f"Version {newest.version} was signed on {moment(newest.at)}. Nothing has changed since."
    if errors:
        many = "One thing blocks" if errors == 1 else f"{errors} things block"
        return f"{many} signing. Enter opens the question that settles it."
    if signed:
        number = signed[-1].version
        return f"The plan has changed since version {number}. Signing again makes version {number + 1}."
    return "Nothing blocks signing."


class ReviewPane(FindingsPane):
    """The findings, taking part and signing, one under the other."""

    def choose(self, key: str) -> None:
        """Open a question, or do what the line says."""
        if key.startswith(DO):
            self.post_message(Ask(key))
        else:
            super().choose(key)


class ReviewScreen(Screen[None]):
    """Looks the plan over with both people, and has it signed."""

    AUTO_FOCUS = "ReviewPane"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back"),
        Binding("d", "documents", "documents", tooltip="Read or take out the documents"),
        Binding("s", "freeze", "sign and freeze", tooltip="Freeze the plan once everyone has signed"),
    ]

    def __init__(self, session: Session, store: Store) -> None:
        super().__init__()
        self.session = session
        self.store = store

    def compose(self) -> ComposeResult:
        """Lay out the name, where signing stands, and the list."""
        name = one_line(self.session.chart.client.name)
        yield Static(TT(("Review and sign", "bold"), (f"   {name}", "$quiet")), classes="page-title")
        yield Static(id="review-state", classes="page-says")
        yield LikenessLine(self.session, self.store, then=self.on_screen_resume)
        yield ReviewPane(id="review", classes="page")
        yield Footer(compact=True, show_command_palette=False)

    def on_screen_resume(self) -> None:
        """Show where things stand, on opening and on coming back."""
        self._try(self.draw)

    def draw(self) -> None:
        """Show the plan's state anew."""
        session, chart = self.session, self.session.chart
        signed = self.store.signed(chart.id)
        self.query_one("#review-state", Static).update(T(state_words(session, signed)))
        pane = self.query_one(ReviewPane)
        pane.show(session.turn, session.knowledge)
        pane.draw(
            spaced(
                finding_lines(session.turn.findings, session.knowledge),
                drafted_lines(chart),
                participation_lines(chart),
                signature_lines(chart),
                self._ending(signed),
            )
        )

    def _ending(self, signed: list[SignedDocument]) -> list[Line]:
        if newest := still_signed(self.session.chart, signed):
            return [_do(f"Read version {newest.version} as it was signed", "read")]
        problem = missing(self.session.turn)
        if problem is None:
            return [_do("Sign and freeze the plan", "freeze")]
        return [line(f"Not ready to be frozen. {problem}", tone="quiet")]

    @on(Ask)
    def chosen(self, event: Ask) -> None:
        """Do what the line says, or go to the question behind it."""
        event.stop()
        what = event.key.removeprefix(DO)
        if what == event.key:
            self._try(lambda: self._open(event.key))
        elif what == "freeze":
            self.action_freeze()
        elif what == "read":
            self._try(lambda: self._read(self.store.signed(self.session.chart.id)[-1]))
        elif what == "not-signed":
            reason = self.session.chart.participation.not_signed or ""
            self._fill(NotSignedScreen(reason), lambda given: not_signed(self.session, given["reason"]))
        else:
            self._sign(what.partition(":")[2])

    @on(FindingsPane.Waived)
    def waived(self, event: FindingsPane.Waived) -> None:
        """Save a waiver."""
        session = self.session
        self._try(lambda: waive(session, event.finding, event.reason, event.name, session.today))
        self._try(self.draw)

    def action_leave(self) -> None:
        """Go back to the conversation."""
        self.dismiss(None)

    def action_documents(self) -> None:
        """Show everything there is to read."""
        self.app.push_screen(DocumentsScreen(self.session, self.store))

    def action_freeze(self) -> None:
        """Freeze the plan and show what was signed, or say what is missing."""
        if problem := missing(self.session.turn):
            self.notify(T(problem).plain, severity="warning", markup=False, timeout=10)
            return
        self._try(lambda: self._read(freeze(self.session, self.store)))

    def _read(self, signed: SignedDocument) -> None:
        self.app.push_screen(DocumentScreen(frozen(signed), self.store, self.session.today))

    def _sign(self, who: str) -> None:
        if errors := blocking(self.session.turn.findings):
            named = " ".join(f.message for f in errors[:3])
            self.notify(T(f"Signing waits for this: {named}").plain, severity="warning", markup=False, timeout=10)
            return
        how = VERBAL if who == "verbal" else "typed"
        signer = Signer.CLIENT if who == "verbal" else Signer(who)
        form = SignScreen(signer, self.session.chart, how=how)
        self._fill(form, lambda given: sign(self.session, signer, given, how=how))

    def _fill(self, form: FormScreen, then: Callable[[dict[str, str]], object]) -> None:
        def filled(given: dict[str, str] | None) -> None:
            if given:
                self._try(lambda: then(given))
                self._try(self.draw)

        self.app.push_screen(form, filled)

    def _open(self, key: str) -> None:
        from planbot.tui.screens.session import SessionScreen

        self.session.look(key)
        beneath = [s for s in self.app.screen_stack if isinstance(s, SessionScreen) and s.session is self.session]
        if beneath:
            self.dismiss(None)
        else:
            self.app.switch_screen(SessionScreen(self.session, self.store, self.session.chart.id))

    def _try(self, do: Callable[[], object]) -> None:
        """Do something; say in one sentence when it can't be done."""
        try:
            do()
        except LockedError:
            cast("PlanbotApp", self.app).lock()
        except PlanbotError as error:
            self.notify(T(error).plain, severity="error", markup=False, timeout=10)

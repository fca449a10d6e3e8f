"""The session: two people, one question at a time, and the plan that grows beside the talk."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer

from planbot.chart import SkipReason, Voice
from planbot.drafting.drafted import Writes
from planbot.drafting.provider import Provider
from planbot.errors import AnswerError, ConflictError, LockedError, StoreError
from planbot.model_drafts import ModelDrafts
from planbot.session import Session, Turn
from planbot.store import Store
from planbot.tui.messages import Accept, Answered, Ask, PassTurn, Review, SkipAsked, TurnChanged
from planbot.tui.screens.asides import ASIDES, ask_reason, show_both
from planbot.tui.screens.asking import take_proposal
from planbot.tui.screens.care import Care
from planbot.tui.screens.help import HELP, Help
from planbot.tui.screens.waive import waive
from planbot.tui.widgets.desk import Desk
from planbot.tui.widgets.findings_pane import FindingsPane
from planbot.tui.widgets.heading import Heading

if TYPE_CHECKING:
    from planbot.tui.app import PlanbotApp


class SessionScreen(Screen[None]):
    """Takes what people do to the session, and has the turn that comes of it drawn."""

    AUTO_FOCUS = "Words"
    HELP_TEXT = Help(
        HELP["SessionScreen"].title,
        HELP["SessionScreen"].says,
        (
            ("Ctrl+J", "a new line"),
            ("Tab", "complete from the list, or go on to the next part of the screen"),
            ("↓ ↑", "pick from the list, or another proposal"),
            ("Ctrl+E", "change a proposal before it is used"),
            ("Ctrl+O", "take back the answer in view"),
            ("F2 F3 F4 F5", "the plan, the thread, the findings, the SNAPs"),
            ("F6", "look the plan over and sign it"),
            ("Esc", "back to the question that waits; stops a model that drafts"),
        ),
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  (declared so by Screen)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar = [
        Binding("ctrl+b", "turn('back')", "back"),
        Binding("ctrl+r", "aside('undo')", "undo"),
        Binding("ctrl+n", "aside('skip')", "skip"),
        Binding("ctrl+t", "turn('pass')", "who speaks"),
        Binding("ctrl+f,f4", "pane('findings')", "findings"),
        Binding("ctrl+g", "aside('why')", "why"),
        Binding("f8", "aside('draft')", "draft", tooltip="Have a model draft an answer", priority=True),
        Binding("f9", "aside('sending')", "what is sent", show=False, priority=True),
        Binding("ctrl+o", "aside('take_back')", "take back", show=False),
        Binding("f2", "pane('plan')", "plan", show=False),
        Binding("f3", "pane('thread')", "thread", show=False),
        Binding("f5", "pane('snaps')", "SNAPs", show=False),
        Binding("f6", "review", "review", show=False, priority=True),  # the answer box has its own f6 and f7
        Binding("f7", "aside('profile')", "payer", show=False, priority=True),
        Binding("escape", "turn('resume')", "go on", show=False),
    ]

    def __init__(self, session: Session, store: Store, client_id: str) -> None:
        super().__init__()
        self.session = session
        self.store = store
        self.client_id = client_id

        def opens(where: Provider) -> Writes:
            return self.planbot.opens_model(where)  # as it is when a draft is asked for

        self.drafts = ModelDrafts(session, store, lambda: self.planbot.settings, opens)
        self.heading = Heading(session)
        self.desk = Desk(session)
        self._drawn: Turn | None = None

    def compose(self) -> ComposeResult:
        """Lay out the heading, the desk and the keys."""
        # Known before anything is styled, so that the first resize does not style everything a second time.
        width, height = self.app.size
        self.set_class(width >= 100, "-wide", update=False)
        self.set_class(height >= 30, "-high", update=False)
        self.set_class(width < 100, "-narrow", update=False)
        self.set_class(height < 30, "-low", update=False)
        yield self.heading
        yield self.desk
        yield Footer(compact=True, show_command_palette=False)

    def on_screen_resume(self) -> None:
        """Draw where things stand, on opening and on coming back from another screen."""
        if self._drawn is not self.session.turn:
            question = self.session.turn.question
            unsent = self.planbot.unsent
            self.draw(self.session.turn, words=unsent.pop((self.client_id, question.key), None) if question else None)
        self.refresh_bindings()

    def draw(self, turn: Turn, *, words: str | None = None) -> None:
        """Draw *turn* everywhere, and tell whoever else listens."""
        self._drawn = turn
        with self.app.batch_update():
            self.heading.show(turn)
            self.desk.show(turn, words=words)
        self.refresh_bindings()
        self.post_message(TurnChanged(turn))
        if turn.care is not None:
            self.app.push_screen(Care(turn.care))

    def take(self, step: Callable[[], Turn], *, words: str = "", anew: bool = False) -> Turn | None:
        """Take a step of the session and draw it; say what is wrong when it cannot be taken.

        Whatever happens, what was typed stays on the screen until it is saved. With *anew* the talk is
        told again from the chart.
        """
        question = self.session.turn.question
        try:
            turn = step()
        except AnswerError as error:
            self.desk.box.say(str(error))
            self._help(words)
        except ConflictError as error:
            show_both(self, error, words)
        except LockedError:
            self.planbot.lock()
        except StoreError as error:
            self.desk.box.say(str(error))
            self._help(words)
        else:
            if anew:
                self.desk.rebuild()
            elif words and question is not None:
                self.desk.answered(question, turn)
            self.draw(turn)
            return turn
        return None

    def _help(self, words: str) -> None:
        """Show the words of help that an answer asks for although it could not be taken."""
        if care := self.session.heard(words):
            self.app.push_screen(Care(care))

    def on_answered(self, event: Answered) -> None:
        """Save an answer; one that began as a proposal keeps where it came from."""
        if proposal := self.desk.box.editing:
            self.take(lambda: self.session.accept(proposal, words=event.words), words=event.words)
        else:
            self.take(lambda: self.session.answer(event.words), words=event.words)
        self.desk.box.listen()

    def on_accept(self, event: Accept) -> None:
        """Take a proposal as an ordinary answer."""
        take_proposal(self, event)

    def on_ask(self, event: Ask) -> None:
        """Open the question a pane points at."""
        self.remove_class("-reading")
        self.take(lambda: self.session.look(event.key))

    def on_pass_turn(self, _: PassTurn) -> None:
        """Let the other person go on."""
        self.action_turn("pass")

    def on_skip_asked(self, event: SkipAsked) -> None:
        """Pass the question over, for the reason given or asked for."""
        if self.session.turn.question is None:
            return
        if event.reason is None:
            ask_reason(self)
        else:
            self.take(lambda: self.session.skip(cast(SkipReason, event.reason)))

    def on_findings_pane_waived(self, event: FindingsPane.Waived) -> None:
        """Let a finding stand, with the reason and the name given."""
        self.take(lambda: waive(self.session, event.finding, event.reason, event.name, self.session.today))

    def action_turn(self, how: str) -> None:
        """Look back, return from looking, or change who speaks; words not sent yet stay with their question."""
        if how == "resume" and self.desk.stop_draft():
            return
        if how == "resume" and self.has_class("-reading"):
            self.remove_class("-reading")
            self.desk.box.take_focus()
            return
        before, typed = self.session.turn, self.desk.box.words.text
        other = Voice.CLIENT if before.voice is Voice.THERAPIST else Voice.THERAPIST
        steps: dict[str, Callable[[], Turn]] = {
            "back": self.session.back,
            "resume": self.session.resume,
            "pass": lambda: self.session.speak(other),
        }
        turn = steps[how]()
        if turn is before:
            if how == "back":
                self.desk.box.say("There is nothing before this.")
            return
        same = turn.question and before.question and turn.question.key == before.question.key
        self.draw(turn, words=typed if same and typed else None)

    @property
    def planbot(self) -> "PlanbotApp":
        """The application."""
        return cast("PlanbotApp", self.app)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a model's drafts only where one is set and has a task."""
        return action != "aside" or parameters[0] not in {"draft", "sending"} or self.drafts.can_ask

    def action_aside(self, name: str) -> None:
        """Do what stands beside the flow: undo, skip, take back, or say why something is asked."""
        ASIDES[name](self)

    def action_pane(self, name: str) -> None:
        """Bring a pane into view; on a narrow screen it takes the place of the talk."""
        self.add_class("-reading")
        self.desk.side.go_to(name)

    @on(Review)
    def action_review(self) -> None:
        """Go and look the plan over, and sign it."""
        self.planbot.open_review(self.session)

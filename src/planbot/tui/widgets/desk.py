"""What lies before the two people: the talk, the proposals, the panes beside them, and the answer box below."""

from dataclasses import replace
from functools import partial
from time import monotonic

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.worker import get_current_worker

from planbot.chart import Voice
from planbot.drafting import Proposal
from planbot.flows import Question
from planbot.flows.base import Add
from planbot.model_drafts import ModelDrafts
from planbot.session import Session, Turn
from planbot.tui.messages import Accept, Drafted, Edit, Idled, NotDrafted, Offered, PassTurn, Review
from planbot.tui.talk import closing, echoes, exchange, name_of, talk_so_far
from planbot.tui.widgets.answer_box import AnswerBox
from planbot.tui.widgets.conversation import Conversation
from planbot.tui.widgets.proposals import Proposals
from planbot.tui.widgets.side import Side
from planbot.tui.widgets.writing import Writing

SETTLE = 0.4
"""Seconds a proposal must have been seen before Enter takes it, so that a key pressed twice never does."""

NOTHING_FOUND = "The model found nothing here that is not in the plan already."
STOPPED = "Stopped; nothing was taken over."
LOOKING = "Looking again. Esc goes back to where you were."


class Desk(Vertical):
    """Draws a turn everywhere at once, and brings what the library and a model propose."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.talk = Conversation(talk_so_far(session), self._names())
        self.proposals = Proposals()
        self.writing = Writing()
        self.side = Side(session.knowledge)
        self.box = AnswerBox()
        self._offered_at = 0.0
        self._of_model: tuple[Proposal, ...] = ()
        self._of_library: tuple[Proposal, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the talk and the panes side by side, the answer box under both."""
        with Horizontal(id="middle"):
            with Vertical(id="talk"):
                yield self.talk
                yield self.proposals
                yield self.writing
            yield self.side
        yield self.box

    def _names(self) -> dict[Voice, str]:
        return {voice: name_of(voice, self.session.chart) for voice in Voice}

    def show(self, turn: Turn, *, words: str | None = None) -> None:
        """Draw what waits now; *words* stand in the box instead of what the question would put there."""
        self.writing.stop()
        self._of_model = self._of_library = ()
        self.proposals.offer(())
        who = self._names()[turn.voice]
        if turn.question is not None:
            self.talk.show(turn.question.text, note=LOOKING if turn.looking else "")
            self.box.show(turn.question, who, words=words)
            self._propose(turn.question)
        elif turn.hand_over is not None:
            other = self._names()[turn.hand_over]
            self.talk.show(f"The next question is for {other}.", kind="hand-over")
            self.box.rest(turn.voice, who, f"Press Enter to pass the turn to {other}", PassTurn)
        else:
            self.talk.show(closing(turn), kind="closing")
            self.box.rest(turn.voice, who, "Press Enter to look over the plan", Review)
        self.side.show(turn)

    def explain(self, question: Question) -> None:
        """Say under the question why it is asked."""
        note = LOOKING if self.session.turn.looking else ""
        self.talk.show(question.text, note=note, help_words=question.help)

    def answered(self, question: Question, turn: Turn) -> None:
        """Move the question into the past with the answer it got."""
        answers = turn.chart.answers
        keys = [question.key]
        if isinstance(question.step, Add) and turn.made:
            keys = [f"{question.step.naming}:{item}" for item in turn.made]
        given = [exchange(question, answers[key]) for key in keys if key in answers]
        if given:
            words = "\n".join(dict.fromkeys(each.answered for each in given))
            self.talk.said(replace(given[0], answered=words), echoes(question, turn))

    def rebuild(self) -> None:
        """Tell the talk anew from the chart, after undo or when another window saved."""
        self.talk.rebuild(talk_so_far(self.session), self._names())

    # proposals

    def _propose(self, question: Question) -> None:
        if question.step.draft:
            self.run_worker(partial(self._find_proposals, question.key), thread=True, exclusive=True, group="proposals")

    def _find_proposals(self, key: str) -> None:
        found = []
        worker = get_current_worker()
        for proposal in self.session.proposals():
            if worker.is_cancelled:
                return
            found.append(proposal)
        self.post_message(Offered(key, tuple(found)))

    @on(Offered)
    def _offer(self, event: Offered) -> None:
        event.stop()
        question = self.box.question
        if question is not None and question.key == event.key:
            self._of_library = event.proposals
            self._lay_out(question)

    def _lay_out(self, question: Question) -> None:
        """Show the model's proposals and the library's beside them, unless a model is still writing."""
        if not self.writing.display:
            typed = bool(self._of_model) and bool(self.box.words.text)
            self.proposals.offer((*self._of_model, *self._of_library), question, typed=typed)
            self._offered_at = monotonic()

    def offer(self, proposals: tuple[Proposal, ...], turn: Turn) -> None:
        """Go on offering the rest of a model's *proposals*, at the question they were made for."""
        self._of_model, self._of_library = proposals, ()
        if turn.question is not None:
            self._lay_out(turn.question)

    # a model's drafts

    @property
    def speech(self) -> str:
        """What a person typed that is neither the answer that stands nor what planbot put there."""
        question, text = self.box.question, self.box.words.text.strip()
        if question is None:
            return ""
        standing = question.given.words.strip() if question.given else ""
        return "" if text in {standing, question.suggestion.strip()} else text

    def draft(self, drafts: ModelDrafts) -> None:
        """Have a model draft for the question shown; the library's proposals come back beside it."""
        if self.box.question is not None:
            self._of_model = ()
            self.proposals.offer(())
            self.writing.begin(drafts, self.box.question.key, self.speech)

    def to_draft(self) -> bool:
        """Go to a model's draft that waits while words stand in the box; return whether there is one."""
        card = self.proposals
        if card.current not in self._of_model or self.screen.focused is card or not self.box.words.text:
            return False
        # At once: a key pressed right after it must reach the card, and not send the words in the box.
        self.screen.set_focus(card)
        return True

    def stop_draft(self) -> bool:
        """Stop a model that is writing; return whether one was."""
        stopped = self.writing.stop()
        if stopped and self.box.question is not None:
            self._lay_out(self.box.question)
            self.box.say(STOPPED)
        return stopped

    @on(Drafted)
    @on(NotDrafted)
    def _drafted(self, event: Drafted | NotDrafted) -> None:
        event.stop()
        question = self.box.question
        if question is None or question.key != event.key:
            return
        self.writing.stop()
        if isinstance(event, Drafted):
            self._of_model = event.proposals
        self._lay_out(question)
        if isinstance(event, NotDrafted):
            self.box.say(event.says)
        elif not event.proposals:
            self.box.say(NOTHING_FOUND)

    @on(Idled)
    def _use_key(self, event: Idled) -> None:
        event.stop()
        proposal = self.proposals.current
        if proposal is None:
            if event.key == "enter":
                self.box.say("There is nothing to save yet; write a few words, or skip this one with Ctrl+N.")
        elif event.key == "enter" and monotonic() - self._offered_at >= SETTLE:
            # Posted from here: what a widget posts for another stops at the one that asked for it.
            self.post_message(Accept(proposal))
        elif event.key == "ctrl+e":
            self.proposals.action_edit()
        elif event.key in {"up", "down"}:
            self.proposals.action_another(1 if event.key == "down" else -1)

    @on(Edit)
    def _edit(self, event: Edit) -> None:
        event.stop()
        self.box.edit(event.proposal)

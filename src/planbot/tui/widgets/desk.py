"""What lies before the two people: the talk, the proposals, the panes beside them, and the answer box below."""

from dataclasses import replace
from functools import partial
from time import monotonic

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.worker import get_current_worker

from planbot.chart import Voice
from planbot.flows import Question
from planbot.flows.base import Add
from planbot.session import Session, Turn
from planbot.tui.messages import Accept, Edit, Idled, Offered, PassTurn, Review
from planbot.tui.talk import closing, echoes, exchange, name_of, talk_so_far
from planbot.tui.widgets.answer_box import AnswerBox
from planbot.tui.widgets.conversation import Conversation
from planbot.tui.widgets.proposals import Proposals
from planbot.tui.widgets.side import Side

SETTLE = 0.4
"""Seconds a proposal must have been seen before Enter takes it, so that a key pressed twice never does."""

LOOKING = "Looking again. Esc goes back to where you were."


class Desk(Vertical):
    """Draws a turn everywhere at once, and brings the library's proposals."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.talk = Conversation(talk_so_far(session), self._names())
        self.proposals = Proposals()
        self.side = Side(session.knowledge)
        self.box = AnswerBox()
        self._offered_at = 0.0

    def compose(self) -> ComposeResult:
        """Lay out the talk and the panes side by side, the answer box under both."""
        with Horizontal(id="middle"):
            with Vertical(id="talk"):
                yield self.talk
                yield self.proposals
            yield self.side
        yield self.box

    def _names(self) -> dict[Voice, str]:
        return {voice: name_of(voice, self.session.chart) for voice in Voice}

    def show(self, turn: Turn, *, words: str | None = None) -> None:
        """Draw what waits now; *words* stand in the box instead of what the question would put there."""
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
            self.proposals.offer(event.proposals, question)
            self._offered_at = monotonic()

    @on(Idled)
    def _use_key(self, event: Idled) -> None:
        event.stop()
        if self.proposals.current is None:
            if event.key == "enter":
                self.box.say("There is nothing to save yet; write a few words, or skip this one with Ctrl+N.")
        elif event.key == "enter" and monotonic() - self._offered_at >= SETTLE:
            # Posted from here: what a widget posts for another stops at the one that asked for it.
            self.post_message(Accept(self.proposals.at))
        elif event.key == "ctrl+e":
            self.proposals.action_edit()
        elif event.key in {"up", "down"}:
            self.proposals.action_another(1 if event.key == "down" else -1)

    @on(Edit)
    def _edit(self, event: Edit) -> None:
        event.stop()
        self.box.edit(self.proposals.proposals[event.index])

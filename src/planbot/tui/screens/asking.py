"""Asking a model from the session screen: the gates and the text first, then the draft; and taking one over."""

from typing import TYPE_CHECKING, cast

from planbot.drafting.gates import closed
from planbot.errors import PlanbotError
from planbot.session import Turn
from planbot.tui.messages import Accept
from planbot.tui.screens.sending import SEND, SET_UP, SendingScreen

if TYPE_CHECKING:
    from planbot.tui.app import PlanbotApp
    from planbot.tui.screens.session import SessionScreen


def ask_model(screen: "SessionScreen") -> None:
    """Have a model draft for the question shown; first show what is closed, or what leaves this computer.

    A draft that waits already while other words stand in the box is gone to instead.
    """
    if screen.desk.to_draft():
        return
    try:
        if closed(screen.drafts.gates) or not screen.drafts.seen:
            show_sending(screen)
        else:
            screen.desk.draft(screen.drafts)
    except PlanbotError as error:
        screen.desk.box.say(str(error))


def show_sending(screen: "SessionScreen") -> None:
    """Show the exact text that would be sent, where it goes, and what has to be open for it."""

    def decided(what: str | None) -> None:
        if what == SEND:
            screen.drafts.was_seen()
            screen.desk.draft(screen.drafts)
        elif what == SET_UP:
            cast("PlanbotApp", screen.app).open_model_setup()

    def saved() -> None:
        screen.draw(screen.session.turn, words=screen.desk.box.words.text or None)

    try:
        prompt = screen.drafts.preview(screen.desk.speech)
    except PlanbotError as error:
        screen.desk.box.say(str(error))
    else:
        screen.app.push_screen(SendingScreen(screen.drafts, prompt, saved), decided)


def take_proposal(screen: "SessionScreen", event: Accept) -> None:
    """Take a proposal as an ordinary answer; where it answers another question, this one and its words stay.

    One that left the card between the key press and now is not taken: the person looks at another by then.
    """
    card, session = screen.desk.proposals, screen.session
    proposal, before = event.proposal, session.turn
    if proposal not in card.proposals:
        return
    words = event.words or proposal.words
    if not proposal.key or before.question is None:
        screen.take(lambda: session.accept(proposal, words=event.words), words=words)
        return
    key, typed = before.question.key, screen.desk.box.words.text
    others = tuple(p for p in card.proposals if p != proposal)

    def taken() -> Turn:
        turn = session.accept(proposal, words=event.words)
        return turn if turn.question is not None and turn.question.key == key else session.look(key)

    if turn := screen.take(taken, anew=True):
        if typed:
            screen.desk.box.words.put(typed)
        screen.desk.offer(others, turn)
        if others:
            card.focus()

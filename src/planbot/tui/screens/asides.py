"""The short questions the session screen asks beside the flow: why skip, whether to take back, what of a conflict."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content

from planbot.chart import SkipReason
from planbot.chart.links import owned
from planbot.errors import AnswerError, ConflictError, PlanbotError
from planbot.flows import Question
from planbot.flows.base import naming
from planbot.flows.places import Name
from planbot.session import Turn
from planbot.tui.messages import Ask, SkipAsked
from planbot.tui.screens.asking import ask_model, show_sending
from planbot.tui.screens.choose import Choose
from planbot.tui.talk import name_of
from planbot.tui.text import TT, short

if TYPE_CHECKING:
    from planbot.tui.screens.session import SessionScreen

REASONS = {"l": SkipReason.LATER, "d": SkipReason.DECLINED, "n": SkipReason.NOT_APPLICABLE}


def ask_reason(screen: "SessionScreen") -> None:
    """Ask, with one key, why the question is passed over."""
    if screen.session.turn.question is None:
        return

    def chosen(key: str | None) -> None:
        if key is not None:
            screen.post_message(SkipAsked(REASONS[key]))

    keys = [("l", "leave it for later"), ("d", "rather not answer"), ("n", "does not apply here")]
    screen.app.push_screen(Choose("Skip this question?", keys, stay="keep the question"), chosen)


def ask_take_back(screen: "SessionScreen") -> None:
    """Ask whether the answer in view shall be taken back, and say what goes with it."""
    question = screen.session.turn.question
    if question is None or (question.given is None and question.skipped is None):
        screen.desk.box.say("There is no answer to take back here; Ctrl+B shows the one before.")
        return

    def chosen(key: str | None) -> None:
        if key == "y":
            screen.take(lambda: screen.session.withdraw(question.key), anew=True)

    words = f"Take this answer back? {_goes_along(question)}Ctrl+R brings it back."
    screen.app.push_screen(Choose(words, [("y", "take it back")], stay="leave it"), chosen)


def undo(screen: "SessionScreen") -> None:
    """Restore the plan as it was one save before."""

    def undone() -> Turn:
        opened = screen.store.undo(screen.client_id, based_on=screen.session.turn.revision)
        if opened is None:
            raise AnswerError("There is nothing to undo.")
        return screen.session.replaced(opened.chart, opened.revision)

    if screen.take(undone, anew=True):
        screen.notify("Undone; what was saved before is back.", markup=False, timeout=3)


def say_why(screen: "SessionScreen") -> None:
    """Tell why the question is asked, or give an example, under the question."""
    question = screen.session.turn.question
    if question is not None and question.help:
        screen.desk.explain(question)
    else:
        screen.desk.box.say("There is nothing more to say about this one.")


def _goes_along(question: Question) -> str:
    """Return a sentence on the parts of the plan that go with the answer, if any do."""
    if question.item is None or not isinstance(question.step.into, Name):
        return ""
    more = len(owned(question.chart, question.item.id))
    name = short(naming(question.item), 50)
    if not more:
        return f"“{name}” goes with it. "
    return f"“{name}” goes with it, and {more} {'part' if more == 1 else 'parts'} of the plan that rest on it alone. "


ASIDES: dict[str, Callable[["SessionScreen"], None]] = {
    "undo": undo,
    "skip": ask_reason,
    "take_back": ask_take_back,
    "why": say_why,
    "draft": ask_model,
    "sending": show_sending,
    "profile": lambda screen: screen.on_ask(Ask("client.profile")),
}
"""What keys do beside the flow, by the name in their action."""


def show_both(screen: "SessionScreen", error: ConflictError, words: str) -> None:
    """Show what another window saved beside what was typed here, and offer to go on from theirs."""
    try:
        opened = screen.store.open_chart(screen.client_id)
    except PlanbotError as problem:
        screen.desk.box.say(str(problem))
        return
    question = screen.session.turn.question
    theirs = opened.chart.answers.get(question.key) if question else None

    def chosen(key: str | None) -> None:
        screen.desk.box.say(str(error))
        if key == "r":
            _go_on_from(screen, opened.chart, opened.revision, question, words)

    both = Content("\n").join(_both(screen, words, theirs.words if theirs else None))
    keys = [("r", "reload what was saved there; your words stay in the box")]
    screen.app.push_screen(Choose(str(error), keys, more=both, stay="leave everything as it is"), chosen)


def _both(screen: "SessionScreen", words: str, theirs: str | None) -> list[Content]:
    who = name_of(screen.session.turn.voice, screen.session.chart)
    return [
        TT((f"{who}, here   ", "$quiet"), words or "nothing typed"),
        TT(("saved there   ", "$quiet"), "no answer to this question yet" if theirs is None else theirs),
    ]


def _go_on_from(screen: "SessionScreen", chart: object, revision: int, question: Question | None, words: str) -> None:
    turn = screen.session.replaced(chart, revision)  # type: ignore[arg-type]
    if question is not None and (turn.question is None or turn.question.key != question.key):
        try:
            turn = screen.session.look(question.key)
        except PlanbotError:
            words = ""
    screen.desk.rebuild()
    screen.draw(turn, words=words or None)

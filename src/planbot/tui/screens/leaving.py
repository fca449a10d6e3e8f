"""Leaving a screen or locking planbot without losing words that were typed and not yet sent."""

from typing import TYPE_CHECKING

from planbot.tui.screens.choose import Choose
from planbot.tui.screens.session import SessionScreen

if TYPE_CHECKING:
    from planbot.tui.app import PlanbotApp


def leave(app: "PlanbotApp") -> None:
    """Leave the screen in view; the last one closes planbot. Words not sent yet are asked about first."""
    screen = app.screen
    if not isinstance(screen, SessionScreen):
        if len(app.screen_stack) > 2:
            screen.dismiss(None)
        else:
            app.exit()
        return
    if unsent(screen):
        ask = Choose(
            "The words in the box are not sent yet. Leave without them?",
            [("y", "leave without them")],
            stay="stay here",
        )
        app.push_screen(ask, lambda key: _gone(app, screen, key))
    else:
        _gone(app, screen, "y")


def _gone(app: "PlanbotApp", screen: SessionScreen, key: str | None) -> None:
    if key == "y":
        screen.dismiss(None)
        app.notify("Everything sent is saved. You can go on from here at any time.", timeout=4, markup=False)


def unsent(screen: SessionScreen) -> str:
    """Return the words in the box that are neither saved nor put there by planbot."""
    return screen.desk.speech


def note_unsent(app: "PlanbotApp") -> None:
    """Keep the words in the box, in memory only, for when the session is opened again."""
    for screen in app.screen_stack:
        if isinstance(screen, SessionScreen) and screen.desk.box.question and (words := unsent(screen)):
            app.unsent[screen.client_id, screen.desk.box.question.key] = words

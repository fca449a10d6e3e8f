"""What the command palette offers: everything the keys do, in words."""

from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from planbot.tui.themes import THEMES

if TYPE_CHECKING:
    from planbot.tui.app import PlanbotApp

HELP = {
    "turn('back')": "Look at the answer before",
    "aside('undo')": "Restore the plan as it was one save before",
    "aside('skip')": "Pass this question over, with a reason",
    "turn('pass')": "Change who is speaking",
    "turn('resume')": "Return to the question that waits",
    "aside('why')": "Tell why this is asked, or give an example",
    "aside('take_back')": "Take back the answer in view",
    "aside('profile')": "Choose the payer or accreditor whose requirements are checked",
    "aside('draft')": "Have a model draft an answer; you decide about it",
    "aside('sending')": "Show the exact text a model would be sent, and where it goes",
    "pane('plan')": "Show the plan as it grows",
    "pane('thread')": "Show how the parts of the plan hold together",
    "pane('findings')": "Show what should be looked at",
    "pane('snaps')": "Show strengths, needs, abilities, preferences and values",
    "review": "Look the plan over and sign it",
}
"""What an action does, where its name in the footer says too little."""


def commands(app: "PlanbotApp", screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield the commands for *screen*: its keys, the looks, help, locking and leaving."""
    for binding in _bindings(screen):
        title = binding.description[:1].upper() + binding.description[1:]
        yield SystemCommand(
            title,
            f"{HELP.get(binding.action, binding.tooltip or 'On this screen')}   {app.get_key_display(binding)}",
            _run(app, screen, binding.action),
        )
    for theme in THEMES:
        name = theme.name.removeprefix("planbot-")
        yield SystemCommand(f"Look: {name}", f"Use the {name} colours", _look(app, theme.name))
    if app.store is not None:
        title = "Change the model" if app.settings.model else "Set up a model"
        yield SystemCommand(
            title, "A language model may help with wording; it is off until set up", app.open_model_setup
        )
    yield SystemCommand("Help", "What the keys on this screen do", app.action_help)
    if app.store is not None and not app.demo:
        yield SystemCommand("Lock", "Close the records and ask for the passphrase again", app.lock)
    yield SystemCommand("Leave", "Leave this screen; everything sent is saved", app.action_leave)


def _bindings(screen: Screen[Any]) -> Iterator[Binding]:
    seen = set()
    for _, binding, _, _ in screen.active_bindings.values():
        if binding.action in HELP and binding.action not in seen:
            seen.add(binding.action)
            yield binding


def _run(app: "PlanbotApp", screen: Screen[Any], action: str) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        await app.run_action(action, default_namespace=screen)

    return run


def _look(app: "PlanbotApp", name: str) -> Callable[[], None]:
    def change() -> None:
        app.theme = name

    return change

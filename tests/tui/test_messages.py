"""Every message the screen's parts send is sent by a key or a click a person can press."""

import inspect
from collections.abc import Awaitable, Callable

import pytest
from textual.message import Message

from planbot.chart import Voice
from planbot.flows import Flow, flow
from planbot.flows.answers import Choice, Day, Option
from planbot.tui import messages
from planbot.tui.widgets import desk
from tests.session.modelling import LOCAL, Writer
from tests.tui.conftest import Sits
from tests.tui.talking import GOALS, Talk, one, words_step
from tests.tui.test_proposals import FLOW as DRAFTED
from tests.tui.test_proposals import MADE

SHORT = Flow("short", "Short", "", (words_step("talk.only", "What?", "intake.legal"),))


async def _answered(talk: Talk) -> None:
    await talk.answer("low")


async def _at_the_end(talk: Talk) -> None:
    await talk.answer("low")
    await talk.press("enter")


async def _handed_over(talk: Talk) -> None:
    await talk.press("ctrl+n", "d", "ctrl+n", "d", "enter")


async def _picked(talk: Talk) -> None:
    await talk.pilot.click("Suggestions", offset=(6, 0))


async def _read(talk: Talk) -> None:
    await talk.put("in 3 weeks")
    await talk.until(lambda: any(isinstance(message, messages.Read) for message in talk.messages))


async def _offered(talk: Talk) -> None:
    await talk.until(lambda: talk.desk.proposals.current is not None)


async def _accepted(talk: Talk) -> None:
    await _offered(talk)
    await talk.press("enter")


async def _edited(talk: Talk) -> None:
    await _offered(talk)
    await talk.press("ctrl+e")


async def _asked(talk: Talk) -> None:
    await talk.answer("low")
    await talk.answer("cook again")
    await talk.press("f2", "home")
    for _ in range(12):
        await talk.press("enter")
        if any(isinstance(message, messages.Ask) for message in talk.messages):
            return
        await talk.press("down")


async def _skipped(talk: Talk) -> None:
    await talk.press("ctrl+n", "l")


def _drafting(kind: type[Message], writer: Writer) -> Callable[[Talk], Awaitable[None]]:
    async def ask(talk: Talk) -> None:
        talk.app.settings, talk.app.opens_model = LOCAL, lambda _: writer
        await talk.put("My sister helps me with everything.")
        await talk.press("f8", "y", "enter")
        await talk.until(lambda: any(isinstance(message, kind) for message in talk.messages))

    return ask


FOUND = {"1": "strength"}
WAYS: dict[type[Message], tuple[Flow, Callable[[Talk], Awaitable[None]]]] = {
    messages.Answered: (GOALS, _answered),
    messages.TurnChanged: (GOALS, _answered),
    messages.Idled: (SHORT, _at_the_end),
    messages.Review: (SHORT, _at_the_end),
    messages.PassTurn: (GOALS, _handed_over),
    messages.Picked: (one(Choice((Option("a", "first"), Option("b", "second")))), _picked),
    messages.Read: (one(Day()), _read),
    messages.Offered: (DRAFTED, _offered),
    messages.Accept: (DRAFTED, _accepted),
    messages.Edit: (DRAFTED, _edited),
    messages.Ask: (GOALS, _asked),
    messages.SkipAsked: (GOALS, _skipped),
    messages.Grew: (flow("plan"), _drafting(messages.Grew, Writer([FOUND]))),
    messages.SentBack: (flow("plan"), _drafting(messages.SentBack, Writer(["no JSON", FOUND]))),
    messages.Drafted: (flow("plan"), _drafting(messages.Drafted, Writer([FOUND]))),
    messages.NotDrafted: (flow("plan"), _drafting(messages.NotDrafted, Writer(["no JSON"]))),
}


def _all() -> list[type[Message]]:
    found = [each for _, each in inspect.getmembers(messages, inspect.isclass) if issubclass(each, Message)]
    return [each for each in found if each.__module__ == messages.__name__]


@pytest.mark.parametrize("kind", _all(), ids=lambda kind: kind.__name__)
async def test_every_message_is_sent_by_something_a_person_does(
    sit: Sits, kind: type[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "SETTLE", 0.0)
    monkeypatch.setattr("planbot.drafting.library.LibraryDrafter.propose", lambda *_: iter(MADE))
    walked, does = WAYS[kind]
    async with sit(walked, voice=Voice.THERAPIST) as talk:
        if kind is not messages.Offered:  # brought by a thread, perhaps already
            talk.messages.clear()
        if kind is messages.Idled:
            await talk.press("enter")
        await does(talk)
        await talk.settle()
        assert any(isinstance(message, kind) for message in talk.messages)

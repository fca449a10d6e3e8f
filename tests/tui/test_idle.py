"""When nobody is there planbot locks: the store closed, and nothing of the chart left in any widget."""

import pytest
from textual.widget import Widget
from textual.widgets import Input

from planbot.errors import LockedError
from planbot.tui.idle import Idle
from planbot.tui.screens.session import SessionScreen
from planbot.tui.screens.unlock import Unlock
from tests.tui.conftest import Sits
from tests.tui.talking import GOALS, PASSPHRASE, Talk


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_it_is_over_after_the_minutes_and_not_before() -> None:
    clock = Clock()
    idle = Idle(10, clock)
    clock.now = 599.0
    assert not idle.over
    clock.now = 600.0
    assert idle.over


def test_whoever_does_something_starts_the_count_again() -> None:
    clock = Clock()
    idle = Idle(10, clock)
    clock.now = 599.0
    idle.touch()
    clock.now = 1100.0
    assert not idle.over


def test_it_warns_once_a_minute_before() -> None:
    clock = Clock()
    idle = Idle(10, clock)
    clock.now = 539.0
    assert not idle.to_warn()
    clock.now = 541.0
    assert idle.to_warn()
    assert not idle.to_warn()
    idle.touch()
    clock.now = 541.0 + 541.0
    assert idle.to_warn()


def test_no_minutes_never_locks() -> None:
    clock = Clock()
    idle = Idle(0, clock)
    clock.now = 1e9
    assert not idle.over
    assert not idle.to_warn()


def _everything(talk: Talk) -> str:
    """Return the text of everything any widget on any screen could show."""
    found = []
    for screen in talk.app.screen_stack:
        for widget in screen.query(Widget):
            found.append(str(getattr(widget, "text", "")))
            found.append(str(getattr(widget, "value", "")))
            found.append(str(widget.render()) if widget.is_mounted else "")
    return "\n".join(found)


async def _locked(talk: Talk) -> None:
    talk.app.idle = Idle(10, clock := Clock())
    clock.now = 601.0
    talk.app._watch_idle()
    await talk.until(lambda: isinstance(talk.app.screen, Unlock))
    await talk.settle()


async def test_locking_closes_the_store_and_leaves_nothing_of_the_chart_in_view(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.answer("a secret sorrow")
        assert "a secret sorrow" in "\n".join(talk.said)
        await _locked(talk)
        assert "a secret sorrow" not in _everything(talk)
        assert "Sam" not in talk.seen()
        with pytest.raises(LockedError):
            talk.store.open_chart("c1")


async def test_a_key_pressed_keeps_it_open(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        clock = Clock()
        talk.app.idle = Idle(10, clock)
        clock.now = 599.0
        await talk.press("x")
        clock.now = 700.0
        talk.app._watch_idle()
        await talk.settle()
        assert talk.app.screen is talk.screen


async def test_words_not_sent_when_it_locked_are_back_in_the_box_after_unlocking(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.put("half a thought")
        await _locked(talk)
        assert "half a thought" not in _everything(talk)
        talk.app.screen.query_one(Input).value = PASSPHRASE
        await talk.press("enter")
        await talk.until(lambda: isinstance(talk.app.screen, SessionScreen))
        await talk.settle()
        assert talk.box == "half a thought"
        assert not talk.app.unsent

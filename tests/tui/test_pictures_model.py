"""The screens of drafting with a model as people see them: a change in a picture must be looked at and meant.

``pytest --snapshot-update tests/tui/test_pictures_model.py`` takes them anew.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot

from planbot.chart import Goal
from planbot.drafting import library
from planbot.flows import flow
from planbot.knowledge import Knowledge
from planbot.rules import base
from planbot.session import Session
from planbot.settings import Settings
from planbot.store import Store
from planbot.tui.screens.model_setup import ModelSetup
from planbot.tui.screens.sending import SendingScreen
from planbot.tui.screens.session import SessionScreen
from planbot.tui.widgets import writing
from tests.session.modelling import ELSEWHERE, LOCAL, Writer, agreed
from tests.tui.talking import TODAY, Practice, a_chart, a_store

Compare = Callable[..., bool]
SIZES = [(100, 30), (80, 24)]
DRAFT = {"clinical": "Cook dinner for the children again on 97 evenings"}
GOAL = "I want to feel like myself again and cook for my kids"


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold still what would change from day to day: the clocks, the rules, the laws and the library."""
    monkeypatch.setattr(
        "planbot.tui.widgets.heading.now", lambda: datetime(2026, 11, 23, 10, 42, tzinfo=ZoneInfo("Europe/London"))
    )
    monkeypatch.setattr(writing, "now", lambda: 12.0)
    monkeypatch.setattr(base, "rules", tuple)
    monkeypatch.setattr(library.LibraryDrafter, "propose", lambda *_: iter(()))


@pytest.fixture
def app(folder: Path, knowledge: Knowledge) -> Iterator[Callable[..., Practice]]:
    """Make an app opened at a goal that a model may word, and close its store afterwards."""
    stores: list[Store] = []

    def made(writer: Writer, settings: Settings = LOCAL) -> Practice:
        chart = agreed(a_chart().put(Goal(id="g1", words=GOAL)))
        store = a_store(folder, chart)
        stores.append(store)
        opened = store.open_chart("c1")
        session = Session(store, opened.chart, opened.revision, flow("plan"), knowledge, today=TODAY)
        session.look("goal.clinical:g1")
        app = Practice(session, store)
        app.settings, app.opens_model = settings, lambda _: writer
        return app

    yield made
    for store in stores:
        store.close()


async def _until(pilot: Pilot[None], reached: Callable[[], bool]) -> None:
    for _ in range(1000):
        if reached():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError("It never came.")


def _session(pilot: Pilot[None]) -> SessionScreen:
    return next(s for s in pilot.app.screen_stack if isinstance(s, SessionScreen))


@pytest.mark.parametrize("size", SIZES)
def test_a_models_draft_with_a_doubt(
    app: Callable[..., Practice], snap_compare: Compare, size: tuple[int, int]
) -> None:
    async def ask(pilot: Pilot[None]) -> None:
        await pilot.press("f8")
        await _until(pilot, lambda: _session(pilot).desk.proposals.current is not None)

    assert snap_compare(app(Writer([DRAFT])), terminal_size=size, run_before=ask)


@pytest.mark.parametrize("size", SIZES)
def test_a_model_that_is_writing(app: Callable[..., Practice], snap_compare: Compare, size: tuple[int, int]) -> None:
    writer = Writer([DRAFT], pause=0.06, hangs_after=7, hangs_at=2)

    async def ask(pilot: Pilot[None]) -> None:
        await pilot.press("f8")
        await _until(pilot, lambda: "again" in "".join(_session(pilot).desk.writing.written))

    assert snap_compare(app(writer), terminal_size=size, run_before=ask)


@pytest.mark.parametrize("size", SIZES)
def test_what_would_be_sent_elsewhere(
    app: Callable[..., Practice], snap_compare: Compare, size: tuple[int, int]
) -> None:
    async def ask(pilot: Pilot[None]) -> None:
        await pilot.press("f8")
        await _until(pilot, lambda: isinstance(pilot.app.screen, SendingScreen))

    assert snap_compare(app(Writer([DRAFT]), ELSEWHERE), terminal_size=size, run_before=ask)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", [1, 2, 3, 4])
def test_setting_a_model_up(
    app: Callable[..., Practice], snap_compare: Compare, size: tuple[int, int], page: int
) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        practice = cast(Practice, pilot.app)
        practice.open_model_setup()
        await _until(pilot, lambda: isinstance(pilot.app.screen, ModelSetup) and pilot.app.focused is not None)
        keys = {2: ["enter"], 3: ["enter", "enter", "enter"], 4: ["enter"] * 5}.get(page, [])
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.1)

    writer = Writer([{"sentence": "It is raining."}])
    assert snap_compare(app(writer, LOCAL), terminal_size=size, run_before=walk)

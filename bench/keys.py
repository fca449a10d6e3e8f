"""From a key press to its letter on the screen, on the session screen of a large plan, beside a bare box."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path
from typing import Any, cast

from textual.app import App

from bench.bare import BareBox
from bench.charts import TODAY, plan_of
from bench.measuring import MS, Row, alone, beside
from bench.painting import SIZE, Paper, on_paper
from bench.places import made, throwaway
from planbot.chart import Chart
from planbot.flows import flow
from planbot.knowledge import load
from planbot.session import Session
from planbot.store import Store
from planbot.tui.app import PlanbotApp
from planbot.tui.screens.session import SessionScreen

AIM = 1.5
LOOKED = "intake.social"
LETTERS = "wvzyx"
"""Letters that end no escape sequence, so that finding one painted means that the key was."""
PATIENCE = 10.0
"""Seconds until something that should be painted counts as lost."""


class Desk(PlanbotApp):
    """planbot with a session open on a question to be answered in words."""

    def __init__(self, store: Store, chart: Chart, *, left: str, looked: str) -> None:
        super().__init__(store.folder, knowledge=load(), store=store, today=TODAY)
        self.talk = Session(store, chart, 1, flow("plan"), self.knowledge, today=TODAY)
        self.talk.withdraw(left)
        self.talk.look(looked)

    def open_caseload(self) -> None:
        store = self.store
        assert store is not None
        self.push_screen(SessionScreen(self.talk, store, self.talk.chart.id))


@asynccontextmanager
async def running(app: App[Any]) -> AsyncIterator[Paper]:
    """Run *app* beside whatever else runs, and give the driver it paints on."""
    ready = asyncio.Event()

    async def begun() -> None:
        ready.set()

    on_paper(app)
    task = asyncio.create_task(app.run_async(size=SIZE, auto_pilot=lambda _: begun()))
    try:
        await asyncio.wait_for(ready.wait(), PATIENCE)
        await asyncio.sleep(0.5)
        yield cast("Paper", app._driver)  # noqa: SLF001 - the application keeps it to itself
    finally:
        app.exit()
        await task


async def painted(paper: Paper, key: str, words: str) -> float:
    """Press *key* and return the milliseconds until *words* are painted."""
    seen = asyncio.Event()

    def heard(data: str) -> None:
        if words in data:
            seen.set()

    paper.heard = heard
    began = time.perf_counter()
    paper.type(key)
    await asyncio.wait_for(seen.wait(), PATIENCE)
    took = (time.perf_counter() - began) * MS
    paper.heard = None
    return took


def run(times: int = 150, objectives: int = 40, interventions: int = 60) -> list[Row]:
    """Type the same letters into both, one here, one there."""
    chart = plan_of(objectives, interventions)
    with throwaway() as folder:
        return asyncio.run(_run(folder, chart, times))


async def _run(folder: Path, chart: Chart, times: int) -> list[Row]:
    with made(folder / "practice", chart) as store:
        desk = Desk(store, chart, left="intake.culture", looked=LOOKED)
        ours: list[float] = []
        bare: list[float] = []
        async with running(desk) as here, running(BareBox()) as there:
            letters = cycle(LETTERS)
            for _ in range(times):
                letter = next(letters)
                for paper, kept in ((here, ours), (there, bare)):
                    kept.append(await painted(paper, letter, letter))
                    # The screen rests between two keys, as it does under fingers.
                    await asyncio.sleep(0.03)
                if len(ours) % 40 == 0:
                    await _emptied(here, there)
            entered = await _entered(desk, here, max(times // 10, 2))
    return [
        beside("key press to paint / bare Input", ours, bare, aim=AIM),
        alone("key press to paint, the slowest in 100", ours, of="p99"),
        alone("Enter to next question painted, 40 objectives", entered),
    ]


async def _emptied(*papers: Paper) -> None:
    for paper in papers:
        for _ in range(40):
            paper.type("backspace")
        await asyncio.sleep(0.3)


async def _entered(desk: Desk, paper: Paper, times: int) -> list[float]:
    """Answer the question looked at, and look at it again."""
    took = []
    screen = cast("SessionScreen", desk.screen)
    following = desk.talk.resume().question
    assert following is not None
    marker = " ".join(following.text.split()[:2])
    for number in range(times):
        with desk._context():  # noqa: SLF001 - as if a key had been pressed
            screen.take(lambda: desk.talk.look(LOOKED))
            await asyncio.sleep(0.3)
            screen.desk.box.words.put(f"Two sisters and a cat, number {number}.")
        await asyncio.sleep(0.5)
        took.append(await painted(paper, "enter", marker))
    return took

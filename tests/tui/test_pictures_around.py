"""The screens around the session, and its panes, as people see them: a change in a picture must be looked at and meant.

``pytest --snapshot-update tests/tui/test_pictures_around.py`` takes them anew.
"""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from planbot.chart import Chart
from planbot.drafting import library
from planbot.knowledge import Knowledge
from planbot.rules import Area, Severity, base
from planbot.rules.base import Checked, Found, Rule
from planbot.rules.pages.examples import changed, clean_chart
from planbot.store import Store
from planbot.tui.app import PlanbotApp
from tests.tui.talking import TODAY, a_chart, a_store

Compare = Callable[..., bool]
Opened = Callable[..., PlanbotApp]


def _rule(name: str, severity: Severity, found: Found) -> Rule:
    def check(_: Checked) -> Iterator[Found]:
        """Always find the same."""
        yield found

    return Rule(name, severity, Area.OBJECTIVES, ("practice",), (), severity is Severity.ADVICE, check)


RULES = (
    _rule(
        "a",
        Severity.ERROR,
        Found("o3", "Nothing is planned for “get up at half past six”.", "Add an intervention.", "intervention.add:o3"),
    ),
    _rule("b", Severity.WARNING, Found("o1", "It has no date.", "Say by when.", "objective.due:o1")),
    _rule("c", Severity.ADVICE, Found("g1", "The goal is long.", "Say it shorter.", "goal.words:g1")),
)


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold still what would change from day to day: the time zone, the rules and the library's proposals."""
    monkeypatch.setattr(base, "rules", lambda: RULES)
    monkeypatch.setattr(library.LibraryDrafter, "propose", lambda *_: iter(()))
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def opened(folder: Path, knowledge: Knowledge) -> Iterator[Opened]:
    """Make an app with charts in its caseload, and close its store afterwards."""
    stores: list[Store] = []

    def made(*charts: Chart, theme: str = "dark") -> PlanbotApp:
        stores.append(a_store(folder, *charts))
        return PlanbotApp(folder, knowledge=knowledge, store=stores[-1], today=TODAY, theme=f"planbot-{theme}")

    yield made
    for store in stores:
        store.close()


def _broken() -> Chart:
    return changed(clean_chart(), "-i3\no1.due: null\no2.measured: null\nsy6.deferred: After the sleep is better")


def _press(*keys: str) -> Callable[[Pilot[None]], object]:
    async def before(pilot: Pilot[None]) -> None:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()

    return before


def test_the_caseload_with_what_is_due(opened: Opened, snap_compare: Compare) -> None:
    people = (("a1", "Ana", 3), ("b2", "Ben [bold]O.[/bold]", -8), ("c3", "Céline", 60))
    charts = [
        a_chart()
        .model_copy(update={"id": chart_id})
        .set("client.name", name)
        .set("plan.next_review", TODAY + timedelta(days=days))
        for chart_id, name, days in people
    ]
    assert snap_compare(opened(*charts), terminal_size=(80, 24), run_before=_press("down"))


def test_the_first_words_on_a_small_screen(tmp_path: Path, knowledge: Knowledge, snap_compare: Compare) -> None:
    app = PlanbotApp(tmp_path / "new", knowledge=knowledge, today=TODAY)
    assert snap_compare(app, terminal_size=(80, 24), run_before=_press())


def test_the_thread_with_breaks_on_a_small_screen(opened: Opened, snap_compare: Compare) -> None:
    app = opened(_broken())
    assert snap_compare(app, terminal_size=(80, 24), run_before=_press("enter", "f3", "down", "down", "down", "down"))


def test_the_plan_with_gaps_in_high_contrast(opened: Opened, snap_compare: Compare) -> None:
    app = opened(_broken(), theme="contrast")
    assert snap_compare(app, terminal_size=(100, 30), run_before=_press("enter", "f2", "pagedown", "pagedown"))


def test_review_and_sign_in_the_light(opened: Opened, snap_compare: Compare) -> None:
    app = opened(_broken(), theme="light")
    assert snap_compare(app, terminal_size=(100, 30), run_before=_press("r", "down"))

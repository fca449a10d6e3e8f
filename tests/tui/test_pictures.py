"""The session screen as people see it: a change in a picture must be looked at and meant.

``pytest --snapshot-update tests/tui/test_pictures.py`` takes them anew.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot

from planbot.chart import Answer, Chart, Goal, Voice, frozen_map
from planbot.drafting import library
from planbot.flows import Each, Flow, Step
from planbot.flows.answers import AnswerKind, Choice, Choices, Column, Grid, Lasting, Option, Row, Scale
from planbot.flows.base import Add
from planbot.flows.places import Field
from planbot.knowledge import HelpLine, Knowledge, Safety
from planbot.rules import base
from planbot.session import Session
from planbot.store import Store
from planbot.tui.screens.care import Care
from planbot.tui.screens.session import SessionScreen
from tests.tui.talking import GOALS, TODAY, Practice, a_chart, a_store
from tests.tui.test_proposals import MADE

Compare = Callable[..., bool]
OFTEN = tuple(Option(word, word) for word in ("every day", "most days", "some days", "now and then"))
SYMPTOMS = ("low mood", "too little sleep", "no interest in anything", "tearfulness")


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold still what would change from day to day: the clock, the rules and the library's proposals."""
    monkeypatch.setattr(
        "planbot.tui.widgets.heading.now", lambda: datetime(2026, 11, 23, 10, 42, tzinfo=ZoneInfo("Europe/London"))
    )
    monkeypatch.setattr(base, "rules", tuple)
    monkeypatch.setattr(library.LibraryDrafter, "propose", lambda _, question: iter(MADE if question.adds else ()))


@pytest.fixture
def app(folder: Path, knowledge: Knowledge) -> Iterator[Callable[..., Practice]]:
    """Make an app opened on a flow, and close its store afterwards."""
    stores: list[Store] = []

    def made(
        flow: Flow, chart: Chart | None = None, *, voice: Voice = Voice.THERAPIST, theme: str = "dark"
    ) -> Practice:
        store = a_store(folder, chart or a_chart())
        stores.append(store)
        opened = store.open_chart("c1")
        session = Session(store, opened.chart, opened.revision, flow, knowledge, voice=voice, today=TODAY)
        return Practice(session, store, theme=f"planbot-{theme}")

    yield made
    for store in stores:
        store.close()


def _asked(title: str, text: str, answer: AnswerKind) -> Flow:
    step = Step("talk.first", answer, Field("intake.social", make=str), therapist=text, client=text)
    return Flow("one", title, "", (step,))


def _talked() -> Chart:
    said = {
        "intake.presenting": ("I can't get out of bed, and I [snap] at the children.", Voice.CLIENT),
        "goal.words:g1": ("I want to feel like myself again and cook for my kids", Voice.CLIENT),
    }
    answers = {key: Answer(words=words, voice=voice, at=a_chart().created) for key, (words, voice) in said.items()}
    chart = a_chart(answers=frozen_map(answers)).set("intake.presenting", said["intake.presenting"][0])
    return chart.put(Goal(id="g1", words=said["goal.words:g1"][0]))


def test_a_talk_with_a_proposal_beside_the_plan(app: Callable[..., Practice], snap_compare: Compare) -> None:
    async def wait(pilot: Pilot[None]) -> None:
        screen = pilot.app.screen
        assert isinstance(screen, SessionScreen)
        for _ in range(500):
            if screen.desk.proposals.display:
                break
            await pilot.pause(0.01)
        await pilot.pause()

    goals = cast(Each, GOALS.blocks[1])
    drafted = replace(goals, add=replace(cast(Add, goals.add), draft="goal"))
    assert snap_compare(
        app(replace(GOALS, blocks=(GOALS.blocks[0], drafted)), _talked()), terminal_size=(100, 30), run_before=wait
    )


def test_symptoms_picked_from_a_list_on_a_low_screen(app: Callable[..., Practice], snap_compare: Compare) -> None:
    options = [Option(label, label) for label in SYMPTOMS]
    flow = _asked("What is hard", "Which symptoms does {client} report or show?", Choices(options))
    assert snap_compare(app(flow), terminal_size=(80, 24), press=["down", "space", "down"])


def test_many_symptoms_rated_in_the_light(app: Callable[..., Practice], snap_compare: Compare) -> None:
    rows = [Row(f"sy{n}", label) for n, label in enumerate(SYMPTOMS)]
    columns = (
        Column("a", "how bad (0-10)", Scale()),
        Column("b", "how often", Choice(OFTEN)),
        Column("c", "for how long", Lasting()),
    )
    flow = _asked("What is hard", "For each: how bad, how often, and for how long?", Grid(lambda _: rows, columns))
    press = ["7", "enter", "e", "enter", *"2", "space", *"weeks", "enter", "4"]
    assert snap_compare(app(flow, theme="light"), terminal_size=(100, 30), press=press)


def test_a_scale_asked_of_the_client_in_high_contrast(app: Callable[..., Practice], snap_compare: Compare) -> None:
    scale = Scale(0, 10, "not at all", "as much as can be")
    flow = _asked("Where things stand", "How much do you want things to change?", scale)
    assert snap_compare(app(flow, voice=Voice.CLIENT, theme="contrast"), terminal_size=(80, 24), press=["7"])


def test_words_of_care_with_their_numbers_in_view(app: Callable[..., Practice], snap_compare: Compare) -> None:
    safety = Safety(
        says="First words.\n" + "More words to read. " * 30 + "\nLast words.",
        help=(
            HelpLine(country="One country", call="100", text="101", emergency="102"),
            HelpLine(country="Another", call="200", emergency="201"),
        ),
        phrases=(),
    )

    async def show(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(Care(safety))
        await pilot.pause()

    assert snap_compare(app(GOALS), terminal_size=(80, 24), run_before=show)

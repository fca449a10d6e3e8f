"""Rating many symptoms at once: what each key puts into a cell, and the words that come of it."""

import pytest

from planbot.chart import Duration, Symptom
from planbot.flows import Flow, Step
from planbot.flows import flow as named
from planbot.flows.answers import Choice, Column, Grid, Lasting, Option, Row, Scale
from planbot.flows.places import Field
from planbot.tui.widgets.rating_grid import RatingGrid
from tests.tui.conftest import Sits
from tests.tui.talking import Talk, a_chart

OFTEN = (Option("d", "daily"), Option("w", "weekly"), Option("s", "sometimes"), Option("se", "seldom"))
COLUMNS = (
    Column("bad", "how bad", Scale(0, 10)),
    Column("often", "how often", Choice(OFTEN, free=True)),
    Column("long", "how long", Lasting(), needed=False),
)


def _grid(*labels: str, current: tuple[str, ...] = ()) -> Flow:
    rows = [Row(f"sy{n}", label, current) for n, label in enumerate(labels, 1)]
    step = Step(
        "talk.grid",
        Grid(lambda _: rows, COLUMNS),
        Field("intake.social", make=str),
        therapist="Rate them.",
        client="Rate.",
    )
    return Flow("grid", "A grid", "", (step,))


def _cells(talk: Talk) -> list[list[str]]:
    return talk.app.screen.query_one(RatingGrid).cells


@pytest.mark.parametrize(
    ("keys", "cells"),
    [
        ("7", ["7", "", ""]),
        ("1 0", ["10", "", ""]),
        ("7 5", ["5", "", ""]),
        ("7 backspace", ["", "", ""]),
        ("x", ["", "", ""]),
        ("right w", ["", "weekly", ""]),
        ("right s", ["", "sometimes", ""]),
        ("right s s", ["", "seldom", ""]),
        ("right s e", ["", "seldom", ""]),
        ("right 1", ["", "daily", ""]),
        ("right o f t", ["", "oft", ""]),
        ("right right 3 space w e e k s", ["", "", "3 weeks"]),
        ("right right a b backspace", ["", "", "a"]),
        ("7 enter d", ["7", "daily", ""]),
    ],
)
async def test_each_key_fills_the_cell_as_its_column_asks(sit: Sits, keys: str, cells: list[str]) -> None:
    async with sit(_grid("low mood", "worry")) as talk:
        await talk.press(*keys.split())
        assert _cells(talk)[0] == cells


async def test_enter_goes_from_gap_to_gap_and_sends_when_none_is_left(sit: Sits) -> None:
    async with sit(_grid("low mood", "worry")) as talk:
        await talk.press("7", "enter", "d", "enter", "4", "enter", "w", "enter")
        assert talk.chart.answers["talk.grid"].words == "low mood: 7, daily, ; worry: 4, weekly,"
        assert talk.chart.intake.social is not None


async def test_what_stands_already_is_in_its_cell(sit: Sits) -> None:
    async with sit(_grid("low mood", current=("3", "daily", "2 weeks"))) as talk:
        assert _cells(talk) == [["3", "daily", "2 weeks"]]
        await talk.press("enter")
        assert talk.chart.answers["talk.grid"].words == "low mood: 3, daily, 2 weeks"


async def test_labels_that_would_part_the_answer_go_by_their_ids(sit: Sits) -> None:
    async with sit(_grid("no; way", "same: x", "same: x", current=("3", "daily", "a; b: c, d"))) as talk:
        await talk.press("enter")
        words = talk.chart.answers["talk.grid"].words
        assert words == "sy1: 3, daily, a, b c, d; sy2: 3, daily, a, b c, d; sy3: 3, daily, a, b c, d"


async def test_a_cell_is_reached_with_the_mouse(sit: Sits) -> None:
    async with sit(_grid("low mood", "worry")) as talk:
        grid = talk.app.screen.query_one(RatingGrid)
        label_width, widths = grid._widths()
        await talk.pilot.click(RatingGrid, offset=(label_width + 3 + widths[0], 2))
        assert grid.at == (1, 1)


async def test_more_symptoms_than_lines_are_rated_on_a_low_screen(sit: Sits) -> None:
    async with sit(_grid(*(f"symptom {n}" for n in range(12))), size=(80, 24)) as talk:
        for _ in range(12):
            await talk.pilot.press("5", "enter", "d", "enter")
        assert len(talk.chart.answers["talk.grid"].words.split(";")) == 12


async def test_the_symptoms_of_a_chart_are_rated_and_their_days_counted(sit: Sits) -> None:
    chart = a_chart().put(Symptom(id="sy1", words="low mood"))
    async with sit(named("presenting"), chart=chart) as talk:
        talk.session.look("symptom.ratings")
        talk.screen.draw(talk.session.turn)
        await talk.settle()
        await talk.press("8", "enter", "1", "enter", *"3", "space", *"weeks", "enter")
        symptom = talk.chart.assessment.symptoms[0]
        assert symptom.severity == 8
        assert symptom.frequency
        assert symptom.duration == Duration(words="3 weeks", days=21)

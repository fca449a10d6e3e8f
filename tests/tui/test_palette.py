"""The command palette says in words what the keys do, and takes no pictures."""

import pytest

from planbot.tui.themes import THEMES
from tests.tui.conftest import Sits
from tests.tui.talking import GOALS


async def test_the_palette_offers_no_picture_of_the_screen(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        titles = [command.title for command in talk.app.get_system_commands(talk.screen)]
        assert not [title for title in titles if "screenshot" in title.casefold()]
        await talk.press("ctrl+p")
        await talk.type("screensh")
        await talk.settle()
        assert "Screenshot" not in talk.seen()


@pytest.mark.parametrize(
    "title", ["Back", "Undo", "Skip", "Who speaks", "Findings", "Take back", "Why", "Plan", "Help", "Leave"]
)
async def test_everything_a_key_does_can_be_found_in_words(sit: Sits, title: str) -> None:
    async with sit(GOALS) as talk:
        assert title in [command.title for command in talk.app.get_system_commands(talk.screen)]


async def test_a_command_chosen_in_the_palette_does_what_its_key_does(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.press("ctrl+p")
        await talk.type("who sp")
        await talk.until(lambda: "Who speaks" in talk.seen())
        await talk.press("enter")
        await talk.until(lambda: talk.session.turn.voice == "client")


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_every_look_draws_the_session(sit: Sits, theme: str) -> None:
    async with sit(GOALS) as talk:
        talk.app.theme = theme
        await talk.settle()
        assert "What brings Sam here?" in talk.seen()


async def test_only_our_own_looks_can_be_chosen(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        assert set(talk.app.available_themes) == {theme.name for theme in THEMES}

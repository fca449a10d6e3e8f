"""Setting up a model is a walk over four pages; nothing changes before the last, and everything can be taken back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.widgets import ContentSwitcher, Input, SelectionList

from planbot.drafting.prompts import tasks
from planbot.drafting.trial import PROMPT
from planbot.errors import DraftError
from planbot.flows import flow
from planbot.settings import FILE, Settings, read_settings, write_settings
from planbot.tui.screens.model_setup import ModelSetup
from tests.session.modelling import LOCAL, Writer
from tests.tui.conftest import Sits
from tests.tui.talking import TODAY, Talk

ANSWERS = {"sentence": "It is raining."}


@asynccontextmanager
async def setting_up(sit: Sits, writer: Writer, settings: Settings = Settings()) -> AsyncIterator[Talk]:  # noqa: B008
    """Sit down at the first page."""
    async with sit(flow("plan")) as talk:
        write_settings(talk.app.folder, settings)
        talk.app.settings = settings
        talk.app.opens_model = lambda _: writer
        talk.app.open_model_setup()
        await talk.until(lambda: isinstance(talk.app.screen, ModelSetup) and talk.app.focused is not None)
        yield talk


def page(talk: Talk) -> str | None:
    """The page in view."""
    return talk.app.screen.query_one(ContentSwitcher).current


async def give(talk: Talk, field: str, words: str) -> None:
    """Fill a field and press Enter in it."""
    found = talk.app.screen.query_one(f"#{field}", Input)
    found.value = words
    found.focus()
    await talk.press("enter")


async def try_it(talk: Talk) -> None:
    """Go to the second page, name a model, and wait until it was tried."""
    await talk.press("enter")
    await give(talk, "setup-model", "small")
    await talk.until(lambda: "Enter goes on." in talk.asked)


async def test_four_pages_lead_to_a_model_that_may_draft(sit: Sits) -> None:
    writer = Writer([ANSWERS])
    async with setting_up(sit, writer) as talk:
        assert "decides nothing" in talk.asked
        await try_it(talk)
        assert "✓ It answers." in talk.asked
        assert read_settings(talk.app.folder) == Settings(), "nothing is changed yet"
        await talk.press("enter")
        assert page(talk) == "setup-law"
        await give(talk, "setup-state", "illinois")
        await give(talk, "setup-approved", "Dana Lee, LCSW")
        assert page(talk) == "setup-drafts"
        await talk.press("space", "enter")
        assert not isinstance(talk.app.screen, ModelSetup)
        kept = read_settings(talk.app.folder)
        assert (kept.model, kept.model_address, kept.state) == ("llamacpp:small", "", "illinois")
        assert kept.approved is not None
        assert (kept.approved.by, kept.approved.on) == ("Dana Lee, LCSW", TODAY)
        assert len(kept.drafts) == len(tasks()) - 1, "the space bar switched one kind off"
        assert talk.app.settings == kept
        (sent,) = talk.store.sendings()
        assert "trial" in sent.did
        assert sent.client is None
        (switched,) = [row for row in talk.store.audit() if row.kind == "switched"]
        assert switched.did.startswith("drafting is on with llamacpp:small: ")
        assert switched.did.endswith(f"; law: illinois; approved by Dana Lee, LCSW on {TODAY}")


async def test_a_trial_holds_nothing_of_any_client(sit: Sits) -> None:
    writer = Writer([ANSWERS])
    async with setting_up(sit, writer) as talk:
        await try_it(talk)
    assert writer.prompts == [PROMPT]
    assert "calendar" in PROMPT.material
    assert "Sam" not in writer.prompts[0].text


async def test_a_model_that_does_not_answer_is_said_and_one_can_go_on_or_back(sit: Sits) -> None:
    writer = Writer([ANSWERS], fails=DraftError("No model answers at that address; start it."))
    async with setting_up(sit, writer) as talk:
        await try_it(talk)
        assert "No model answers" in talk.asked
        await talk.press("escape")
        assert page(talk) == "setup-where"
        await talk.press("escape")
        assert not isinstance(talk.app.screen, ModelSetup)
        assert read_settings(talk.app.folder) == Settings()


async def test_esc_stops_a_trial_that_hangs(sit: Sits) -> None:
    writer = Writer([ANSWERS], hangs_after=0)
    async with setting_up(sit, writer) as talk:
        await talk.press("enter")
        await give(talk, "setup-model", "small")
        await talk.until(lambda: bool(writer.prompts))
        await talk.press("escape")
        await talk.until(writer.ended.is_set)
        assert page(talk) == "setup-which"
        assert "Stopped." in talk.asked


@pytest.mark.parametrize("address", ["127.0.0.1:8080", "http://models.example.org/v1", "https://a:b@example.org"])
async def test_an_address_that_cannot_be_is_said_and_nobody_is_asked(sit: Sits, address: str) -> None:
    writer = Writer([ANSWERS])
    async with setting_up(sit, writer) as talk:
        await talk.press("enter")
        talk.app.screen.query_one("#setup-address", Input).value = address
        await give(talk, "setup-model", "small")
        assert "address" in talk.asked
    assert writer.prompts == []


async def test_a_state_nobody_looked_up_is_refused_and_a_law_that_asks_for_approval_gets_a_name(sit: Sits) -> None:
    async with setting_up(sit, Writer([ANSWERS])) as talk:
        await try_it(talk)
        await talk.press("enter")
        await give(talk, "setup-state", "atlantis")
        assert "Please choose one of" in talk.asked
        await give(talk, "setup-state", "illinois")
        await give(talk, "setup-approved", "")
        assert "Please name the person" in talk.asked
        assert page(talk) == "setup-law"


async def test_no_model_switches_it_off_and_keeps_the_rest(sit: Sits) -> None:
    async with setting_up(sit, Writer([ANSWERS]), LOCAL) as talk:
        await talk.press("end", "enter")
        kept = read_settings(talk.app.folder)
        assert (kept.model, kept.drafts) == ("", ())
        assert (kept.state, kept.approved) == (LOCAL.state, LOCAL.approved)


async def test_what_is_set_stands_in_the_fields_already(sit: Sits) -> None:
    held = LOCAL.model_copy(update={"model_address": "http://127.0.0.1:9/v1", "drafts": ("summary",)})
    async with setting_up(sit, Writer([ANSWERS]), held) as talk:
        await talk.press("enter")
        screen = talk.app.screen
        assert screen.query_one("#setup-address", Input).value == "http://127.0.0.1:9/v1"
        assert screen.query_one("#setup-model", Input).value == "small"
        assert screen.query_one("#setup-tasks", SelectionList).selected == ["summary"]


async def test_settings_that_cannot_be_written_are_said_and_the_page_stays(sit: Sits) -> None:
    async with setting_up(sit, Writer([ANSWERS]), LOCAL) as talk:
        file = talk.app.folder / FILE
        file.unlink()
        file.mkdir()
        await talk.press("end", "enter")
        assert isinstance(talk.app.screen, ModelSetup)
        assert talk.app.settings == LOCAL


async def test_the_palette_offers_it(sit: Sits) -> None:
    async with sit(flow("plan")) as talk:
        titles = {command.title for command in talk.app.get_system_commands(talk.screen)}
        assert "Set up a model" in titles
        talk.app.settings = LOCAL
        titles = {command.title for command in talk.app.get_system_commands(talk.screen)}
        assert "Change the model" in titles


def test_every_provider_is_described() -> None:
    from planbot.drafting.provider import KINDS
    from planbot.tui.screens.model_setup import WHERE

    assert set(WHERE) == set(KINDS)

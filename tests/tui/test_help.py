"""Help is one key away on every screen, in three sentences and the keys that work there."""

from pathlib import Path

import pytest
from textual.widgets import Static

from planbot.knowledge import Knowledge
from planbot.tui.screens.help import GENERAL, HELP
from tests.tui.talking import a_chart, a_store
from tests.tui.visiting import Visit, visiting


async def _helped(visit: Visit, name: str) -> str:
    assert visit.at == name
    await visit.press("f1")
    assert visit.at == "HelpScreen"
    seen = "\n".join(str(part.render()) for part in visit.app.screen.query(Static))
    await visit.press("escape")
    assert visit.at == name
    return seen


@pytest.mark.parametrize(
    ("keys", "screen", "key"),
    [
        ((), "CaseloadScreen", "review and sign"),
        (("enter",), "SessionScreen", "undo"),
        (("r",), "ReviewScreen", "documents"),
        (("d",), "DocumentsScreen", "back"),
        (("d", "enter"), "DocumentScreen", "take it out"),
    ],
)
async def test_each_screen_has_its_own_words_and_keys(
    keys: tuple[str, ...], screen: str, key: str, folder: Path, knowledge: Knowledge
) -> None:
    async with visiting(folder, knowledge, a_chart(), size=(120, 50)) as visit:
        await visit.press(*keys)
        seen = await _helped(visit, screen)
        for sentence in HELP[screen].says:
            assert sentence in seen
        assert key in seen


async def test_the_first_run_and_the_lock_have_help(tmp_path: Path, knowledge: Knowledge) -> None:
    async with visiting(tmp_path / "new", knowledge, store=False, size=(120, 50)) as visit:
        assert HELP["FirstRun"].says[2] in await _helped(visit, "FirstRun")
    a_store(tmp_path / "old").close()
    async with visiting(tmp_path / "old", knowledge, store=False, size=(120, 50)) as visit:
        assert HELP["Unlock"].says[0] in await _helped(visit, "Unlock")


async def test_a_form_has_general_help_and_keeps_what_was_typed(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, size=(120, 50)) as visit:
        await visit.press("n")
        await visit.type("Sam")
        assert GENERAL.says[0] in await _helped(visit, "NewClientScreen")
        await visit.press("enter")
        assert [row.name for row in visit.store.clients()] == ["Sam"]

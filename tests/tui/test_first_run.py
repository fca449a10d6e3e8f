"""The first run and unlocking: strong passphrases, a code shown once, one sentence for a wrong secret."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from planbot.knowledge import Knowledge
from planbot.settings import Settings, write_settings
from planbot.store import Store
from planbot.tui.screens.first_run import ADVICE, IS, IS_NOT, KEEP, FirstRun, last_group, spelled, strength
from tests.tui.talking import PASSPHRASE, QUICK, a_chart, a_store
from tests.tui.visiting import Visit, visiting

CODE = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Store.create.__func__.__kwdefaults__, "kdf", QUICK)  # type: ignore[attr-defined]


def _field(visit: Visit, name: str) -> Input:
    return visit.app.screen.query_one(name, Input)


def _words(visit: Visit, name: str) -> str:
    return str(visit.app.screen.query_one(name, Static).render())


@pytest.mark.parametrize(
    ("first", "second", "begins", "good"),
    [
        ("", "", ADVICE, False),
        ("short", "", "A passphrase has at least", False),
        ("passwordpassword", "", "This passphrase could be guessed", False),
        (PASSPHRASE, "", "This one would take far too long to guess.", False),
        (PASSPHRASE, "violet ladder", "The two are not the same yet.", False),
        (PASSPHRASE, PASSPHRASE, "This one would take far too long to guess.", True),
    ],
)
def test_the_words_about_strength_tell_what_is_still_wrong(first: str, second: str, begins: str, good: bool) -> None:
    words, taken = strength(first, second)
    assert words.startswith(begins)
    assert taken is good


def test_the_code_is_spelled_with_every_character_in_order() -> None:
    assert "".join(spelled(CODE).plain.split()) == CODE.replace("-", "")
    assert last_group(CODE) == "2345"


def test_the_first_words_say_what_planbot_is_and_what_it_is_not() -> None:
    words = " ".join((IS, *IS_NOT))
    for promise in ("never diagnoses", "not certified", "help you meet HIPAA", "can't be recovered", "recovery code"):
        assert promise in words
    assert "once" in KEEP


async def _to_the_code(visit: Visit) -> str:
    await visit.press("enter")
    await visit.fill(PASSPHRASE)
    await visit.fill(PASSPHRASE)
    screen = visit.app.screen
    assert isinstance(screen, FirstRun)
    await visit.until(lambda: screen.has_code)
    shown = "".join(_words(visit, "#code").split())
    return "-".join(shown[at : at + 4] for at in range(0, len(shown), 4))


async def test_from_the_first_words_to_the_caseload_with_a_code_that_opens_the_store(
    folder: Path, knowledge: Knowledge
) -> None:
    async with visiting(folder, knowledge, store=False) as visit:
        assert visit.at == "FirstRun"
        code = await _to_the_code(visit)
        await visit.fill(last_group(code).lower())
        assert visit.at == "CaseloadScreen"
        visit.store.close()
        Store.open(folder, code).close()
        Store.open(folder, PASSPHRASE).close()


async def test_a_weak_passphrase_is_judged_while_typing_and_makes_nothing(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, store=False) as visit:
        await visit.press("enter")
        await visit.type("abc")
        assert "at least" in _words(visit, "#strength")
        await visit.press("enter")
        await visit.fill("abc")
        assert not Store.exists(folder)
        assert visit.at == "FirstRun"


async def test_two_that_differ_make_nothing(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, store=False) as visit:
        await visit.press("enter")
        await visit.fill(PASSPHRASE)
        await visit.fill(f"{PASSPHRASE}s")
        assert "not the same" in _words(visit, "#strength")
        assert not Store.exists(folder)


async def test_a_wrong_last_group_does_not_go_on(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, store=False) as visit:
        code = await _to_the_code(visit)
        await visit.fill("zzzz" if last_group(code) != "ZZZZ" else "yyyy")
        assert visit.at == "FirstRun"
        assert "not the last group" in _words(visit, "#code-words")


async def test_the_passphrase_is_never_on_the_screen_and_not_kept_in_the_fields(
    folder: Path, knowledge: Knowledge
) -> None:
    async with visiting(folder, knowledge, store=False) as visit:
        await visit.press("enter")
        await visit.paste(PASSPHRASE)
        assert PASSPHRASE not in visit.seen()
        await visit.press("enter")
        await visit.fill(PASSPHRASE)
        screen = visit.app.screen
        assert isinstance(screen, FirstRun)
        await visit.until(lambda: screen.has_code)
        assert (_field(visit, "#first").value, _field(visit, "#second").value) == ("", "")


async def test_a_folder_that_cannot_be_written_is_said_and_can_be_tried_again(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    async with visiting(blocked / "practice", knowledge, store=False) as visit:
        await visit.press("enter")
        await visit.fill(PASSPHRASE)
        await visit.fill(PASSPHRASE)
        await visit.until(lambda: "cannot be written" in _words(visit, "#strength"))
        assert not _field(visit, "#first").disabled


async def test_escape_goes_back_a_page_until_something_was_made(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, store=False) as visit:
        await visit.press("enter", "escape")
        assert "never diagnoses" in visit.seen()
        code = await _to_the_code(visit)
        await visit.press("escape")
        assert "Your recovery code" in visit.seen()
        assert code


async def test_the_whole_first_run_fits_a_small_screen(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, store=False, size=(80, 24)) as visit:
        assert "Go on" in visit.seen()
        await _to_the_code(visit)
        assert "type the last four characters" in visit.seen()


async def test_the_passphrase_unlocks(folder: Path, knowledge: Knowledge) -> None:
    a_store(folder, a_chart()).close()
    async with visiting(folder, knowledge, store=False) as visit:
        assert visit.at == "Unlock"
        await visit.fill(PASSPHRASE)
        await visit.until(lambda: visit.at == "CaseloadScreen")
        assert "Sam" in visit.seen()


async def test_a_kind_of_draft_switched_on_elsewhere_is_in_the_log_once_planbot_was_unlocked(
    folder: Path, knowledge: Knowledge
) -> None:
    a_store(folder, a_chart()).close()
    write_settings(folder, Settings(model="llamacpp:small", drafts=("summary",), state="none"))
    for _ in range(2):
        async with visiting(folder, knowledge, store=False) as visit:
            await visit.fill(PASSPHRASE)
            await visit.until(lambda: visit.at == "CaseloadScreen")

    with Store.open(folder, PASSPHRASE) as store:
        (row,) = [row for row in store.audit() if row.kind == "switched"]
    assert row.did == "drafting is on with llamacpp:small: summary; law: none; nobody approved"


async def test_the_recovery_code_unlocks_too(folder: Path, knowledge: Knowledge) -> None:
    store, code = Store.create(folder, PASSPHRASE, kdf=QUICK)
    store.close()
    async with visiting(folder, knowledge, store=False) as visit:
        await visit.fill(code)
        await visit.until(lambda: visit.at == "CaseloadScreen")


async def test_a_wrong_passphrase_is_one_sentence_and_another_try(folder: Path, knowledge: Knowledge) -> None:
    a_store(folder).close()
    async with visiting(folder, knowledge, store=False) as visit:
        await visit.fill("wrong")
        await visit.until(lambda: not _field(visit, "#secret").disabled)
        words = _words(visit, "#unlock-words")
        assert words
        assert words.count(".") == 1
        assert "Traceback" not in visit.seen()
        assert _field(visit, "#secret").value == ""
        await visit.fill(PASSPHRASE)
        await visit.until(lambda: visit.at == "CaseloadScreen")


async def test_an_empty_passphrase_asks_for_one_without_trying(folder: Path, knowledge: Knowledge) -> None:
    a_store(folder).close()
    async with visiting(folder, knowledge, store=False) as visit:
        await visit.press("enter")
        assert "Type the passphrase" in _words(visit, "#unlock-words")
        assert not _field(visit, "#secret").disabled

"""The caseload: finding someone quickly, seeing what is due, beginning a plan, putting one away."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from planbot.chart import Chart
from planbot.knowledge import Knowledge
from planbot.settings import Settings, write_settings
from planbot.store import ClientRow
from planbot.tui.screens.caseload import caseload_lines, due, matching, worked_on
from planbot.tui.widgets.lines import plain
from tests.tui.talking import TODAY, a_chart
from tests.tui.visiting import Visit, visiting

SIGNED = datetime(2026, 10, 1, 12, tzinfo=UTC)


def _row(name: str = "Sam", **more: object) -> ClientRow:
    known = {
        "id": name.lower(),
        "created": SIGNED,
        "updated": datetime(2026, 11, 23, 12, tzinfo=UTC),
        "revision": 3,
        "signed": SIGNED,
        "next_review": None,
        "archived": False,
    }
    return ClientRow(name=name, **{**known, **more})  # type: ignore[arg-type]


def _chart(name: str, chart_id: str, review: date | None = None) -> Chart:
    chart = a_chart().model_copy(update={"id": chart_id})
    return chart.set("client.name", name).set("plan.next_review", review)


@pytest.mark.parametrize(
    ("review", "signed", "words"),
    [
        (None, SIGNED, ""),
        (None, None, "not yet signed"),
        (TODAY - timedelta(days=1), SIGNED, "review was due 22 Nov 2026"),
        (TODAY, SIGNED, "review due today"),
        (TODAY + timedelta(days=1), SIGNED, "review due tomorrow"),
        (TODAY + timedelta(days=14), SIGNED, "review due in 14 days"),
        (TODAY + timedelta(days=15), SIGNED, ""),
        (TODAY, None, "review due today, not yet signed"),
    ],
)
def test_what_is_due_is_said_in_words(review: date | None, signed: datetime | None, words: str) -> None:
    assert due(_row(next_review=review, signed=signed), TODAY) == words


def test_a_review_that_is_due_carries_a_sign_as_well() -> None:
    lines = caseload_lines([_row(next_review=TODAY), _row("Jo")], TODAY)
    assert [line.sign for line in lines] == ["!", ""]


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "yesterday"), (3, "3 days ago"), (8, "15 Nov 2026")])
def test_the_last_day_worked_on_is_said_as_people_say_it(days: int, words: str) -> None:
    at = datetime(2026, 11, 23, 12).astimezone() - timedelta(days=days)
    assert worked_on(_row(updated=at), TODAY) == words


def test_every_word_typed_has_to_be_in_the_name() -> None:
    rows = [_row("Sam Rivera"), _row("Samira Lund"), _row("Jo Park")]
    assert [r.name for r in matching(rows, "sam")] == ["Sam Rivera", "Samira Lund"]
    assert [r.name for r in matching(rows, "RIV sam")] == ["Sam Rivera"]
    assert matching(rows, "zz") == []


async def test_an_empty_caseload_says_how_to_begin(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge) as visit:
        assert "Nobody is here yet." in visit.seen()
        assert "Press n to begin" in visit.seen()
        await visit.press("enter", "r", "d", "a", "slash")
        assert visit.at == "CaseloadScreen"


async def test_a_new_client_needs_only_a_name_and_starts_the_first_question(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge) as visit:
        write_settings(folder, Settings(clinician="Alex Lee", credentials="LCSW"))
        await visit.press("n")
        await visit.press("enter")
        assert "Please give a name or an alias." in visit.seen()
        await visit.fill("Sam R.")
        assert visit.at == "SessionScreen"
        (row,) = visit.store.clients()
        chart = visit.store.open_chart(row.id).chart
        assert (chart.client.name, chart.client.clinician.name, chart.client.clinician.credentials) == (
            "Sam R.",
            "Alex Lee",
            "LCSW",
        )
        assert len(row.id) == 32
        assert row.name not in row.id


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_the_payer_is_chosen_with_the_name_by_keys_alone(
    folder: Path, knowledge: Knowledge, size: tuple[int, int]
) -> None:
    names = [profile.name for profile in knowledge.profiles.values()]
    async with visiting(folder, knowledge, size=size) as visit:
        await visit.press("n")
        for words in ("Who is it for?", "Whose requirements", "Any payer", "Begin", "Leave it"):
            assert words in visit.seen(), visit.seen()
        await visit.paste("Sam R.")
        await visit.press("down", "end")
        assert names[-1] in visit.seen()
        await visit.press("up", "enter")
        assert visit.at == "SessionScreen"
        (row,) = visit.store.clients()
        opened = visit.store.open_chart(row.id)
        assert opened.revision == 1
        assert knowledge.profiles[opened.chart.client.profile].name == names[-2]
        await visit.press("f7")
        question = visit.app.screen.session.turn.question  # type: ignore[attr-defined]
        assert question.given.words == opened.chart.client.profile, "the form's choice is that question's answer"


async def test_enter_after_the_name_begins_with_any_payer_or_with_the_usual_one_of_the_practice(
    folder: Path, knowledge: Knowledge
) -> None:
    usual_and_kept = (("", "baseline"), ("va-licensed", "va-licensed"), ("no such payer", "baseline"))
    for number, (usual, kept) in enumerate(usual_and_kept):
        async with visiting(folder.with_name(str(number)), knowledge) as visit:
            write_settings(folder.with_name(str(number)), Settings(profile=usual))
            await visit.press("n")
            assert knowledge.profiles[kept].name in visit.seen(), "what is chosen stands in view"
            await visit.fill("Sam R.")
            (row,) = visit.store.clients()
            chart = visit.store.open_chart(row.id).chart
            assert (chart.client.profile, "client.profile" in chart.answers) == (kept, kept != "baseline")


async def test_enter_on_a_payer_without_a_name_asks_for_the_name(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge) as visit:
        await visit.press("n", "tab", "down", "enter")
        assert "Please give a name or an alias." in visit.seen()
        assert visit.store.clients() == []


async def test_without_settings_no_clinician_is_put_in(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge) as visit:
        await visit.press("n")
        await visit.fill("Sam R.")
        (row,) = visit.store.clients()
        assert visit.store.open_chart(row.id).chart.client.clinician.name == ""


async def test_escape_from_the_name_begins_nothing(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge) as visit:
        await visit.press("n")
        await visit.type("Sam")
        await visit.press("escape")
        assert visit.at == "CaseloadScreen"
        assert visit.store.clients() == []


async def test_typing_part_of_a_name_and_enter_opens_that_plan(folder: Path, knowledge: Knowledge) -> None:
    charts = [_chart("Ana", "a1"), _chart("Ben", "b1"), _chart("Cleo", "c3")]
    async with visiting(folder, knowledge, *charts) as visit:
        await visit.press("slash")
        await visit.type("cl")
        assert [line.key for line in visit.pane.lines] == ["c3"]
        await visit.press("enter")
        assert visit.at == "SessionScreen"
        assert visit.app.screen.client_id == "c3"  # type: ignore[attr-defined]


async def test_when_nobody_fits_the_screen_says_so_and_escape_shows_everyone(
    folder: Path, knowledge: Knowledge
) -> None:
    async with visiting(folder, knowledge, _chart("Ana", "a1")) as visit:
        await visit.press("slash")
        await visit.type("zz")
        assert "Nobody of that name." in visit.seen()
        await visit.press("enter")
        assert visit.at == "CaseloadScreen"
        await visit.press("escape")
        assert "Ana" in visit.seen()


@pytest.mark.parametrize(
    ("key", "screen"), [("enter", "SessionScreen"), ("r", "ReviewScreen"), ("d", "DocumentsScreen")]
)
async def test_one_key_goes_where_one_wants(key: str, screen: str, folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, _chart("Ana", "a1"), _chart("Ben", "b1")) as visit:
        await visit.press("down", key)
        assert visit.at == screen
        await visit.press("ctrl+q")
        assert visit.at == "CaseloadScreen"
        assert (visit.pane.highlighted, visit.pane.lines[1].key) == (1, "b1")


async def test_a_click_opens_a_plan_too(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, _chart("Ana", "a1"), _chart("Ben", "b1")) as visit:
        origin = visit.pane.content_region.offset - visit.pane.region.offset
        await visit.pilot.click(visit.pane, offset=(origin.x + 4, origin.y + 1))
        await visit.settle()
        assert visit.at == "SessionScreen"
        assert visit.app.screen.client_id == "b1"  # type: ignore[attr-defined]


async def test_archiving_asks_first_hides_the_client_and_can_be_taken_back(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, _chart("Ana", "a1"), _chart("Ben", "b1")) as visit:
        await visit.press("a", "escape")
        assert len(visit.store.clients()) == 2
        await visit.press("a", "y")
        assert [row.id for row in visit.store.clients()] == ["b1"]
        assert "Ana" not in visit.seen()
        await visit.press("h")
        assert "archived" in plain(visit.pane.lines)
        await visit.press("home", "a", "y")
        assert [row.id for row in visit.store.clients()] == ["a1", "b1"]


async def test_a_store_that_refuses_is_said_in_one_sentence(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, _chart("Ana", "a1")) as visit:
        visit.store.lock()
        await visit.press("enter")
        assert visit.at == "CaseloadScreen"
        assert "locked" in visit.told()


async def test_what_another_window_added_is_there_on_coming_back(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, _chart("Ana", "a1")) as visit:
        await visit.press("enter")
        visit.store.add_client(_chart("Zoe", "z1"))
        await visit.press("ctrl+q")
        assert _names(visit) == ["Ana", "Zoe"]


def _names(visit: Visit) -> list[str]:
    return [line.parts[0].words for line in visit.pane.lines]

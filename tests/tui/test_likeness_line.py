"""The review says how much of the wording also stands in other plans, and never in whose."""

from pathlib import Path

import pytest
from textual.widgets import Static

from planbot.chart import Chart
from planbot.knowledge import Knowledge
from planbot.rules.pages.examples import clean_chart
from planbot.tui.widgets import likeness_line
from planbot.tui.widgets.likeness_line import LikenessLine
from tests.charts import new_chart
from tests.tui.visiting import Visit, visiting


def copied() -> Chart:
    """Return the sample under another client's name."""
    return clean_chart().set("client.name", "Kim Okafor").model_copy(update={"id": "kim"})


def told(visit: Visit) -> str:
    line = visit.app.screen.query_one(LikenessLine)
    return str(line.visual) if line.display else ""


@pytest.mark.parametrize("at_once", [25, 0], ids=["while it opens", "in the background"])
async def test_the_review_says_how_many_sentences_also_stand_elsewhere_and_not_where(
    folder: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(likeness_line, "AT_ONCE", at_once)
    async with visiting(folder, knowledge, clean_chart(), size=(100, 60)) as visit:
        visit.store.add_client(copied())
        await visit.press("r")
        await visit.app.workers.wait_for_complete()
        await visit.pilot.pause()
        assert "sentences also stand in other plans of yours" in told(visit)
        seen = visit.seen()
        assert "other plans" in seen
        assert "Kim" not in seen
        assert "Okafor" not in seen
        assert any("also stand in other plans" in line.text for line in visit.pane.lines), "the finding is in the list"


async def test_with_no_other_plan_nothing_is_said(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, clean_chart()) as visit:
        await visit.press("r")
        assert told(visit) == ""


async def test_reading_the_other_plans_is_no_look_at_a_client(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, clean_chart()) as visit:
        visit.store.add_client(new_chart("Kim", "kim"))
        before = [row for row in visit.store.audit() if row.client == "kim"]
        await visit.press("r")
        assert isinstance(visit.app.screen.query_one(LikenessLine), Static)
        assert [row for row in visit.store.audit() if row.client == "kim"] == before

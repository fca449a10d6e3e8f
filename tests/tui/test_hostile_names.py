"""Hostile names and words on the screens around the session: shown as typed, nothing run, nothing broken."""

from pathlib import Path

from planbot.knowledge import Knowledge
from planbot.rules.pages.examples import clean_chart
from planbot.text import clean, one_line
from tests.hostile import filled_with, hostile
from tests.tui.talking import a_chart
from tests.tui.visiting import Visit, visiting

MOST = 300
"""Characters of a hostile name."""
SHORT = 60
"""Characters of each text, where a third of them stands in every place of a chart."""


def _raw(visit: Visit) -> list[str]:
    """Return the control characters that would reach the terminal."""
    return [c for c in visit.seen().replace("\n", "") if clean(c) != c and c != "\ufffd"]


async def test_hostile_names_stand_in_the_caseload_as_they_were_given(folder: Path, knowledge: Knowledge) -> None:
    texts = {name: text[:MOST] for name, text in hostile().items()}
    charts = [
        a_chart().model_copy(update={"id": f"h{n}"}).set("client.name", text) for n, text in enumerate(texts.values())
    ]
    async with visiting(folder, knowledge, *charts, size=(200, 60)) as visit:
        shown = {line.key: line.parts[0].words for line in visit.pane.lines}
        for n, text in enumerate(texts.values()):
            assert shown[f"h{n}"] == (one_line(text) or "(no name)")
        assert not _raw(visit)
        await visit.press("end")
        assert not _raw(visit)
        await visit.press("slash")
        await visit.type("[bold]")
        assert visit.at == "CaseloadScreen"


async def test_every_screen_opens_on_charts_full_of_hostile_text(folder: Path, knowledge: Knowledge) -> None:
    texts = [clean(text[:SHORT]) for text in hostile().values()]
    charts = [filled_with(clean_chart(), " ".join(texts[n::3])).model_copy(update={"id": f"h{n}"}) for n in range(3)]
    async with visiting(folder, knowledge, *charts, size=(80, 24)) as visit:
        for _ in charts:
            for keys in (("r",), ("d", "end", "enter"), ("a",)):
                await visit.press(*keys)
                assert visit.at != "CaseloadScreen"
                assert not _raw(visit)
                while visit.at != "CaseloadScreen":
                    await visit.press("escape")
            await visit.press("down")

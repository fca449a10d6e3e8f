"""Hostile text through the session screen: shown as typed, nothing run, nothing broken."""

from pathlib import Path

from planbot.drafting import Proposal
from planbot.flows import Flow, Step
from planbot.flows.answers import AnswerKind, Choice, Choices, Column, Grid, Option, Row, Scale
from planbot.flows.places import Field
from planbot.knowledge import Knowledge
from planbot.session import Session
from planbot.text import clean
from planbot.tui.screens.choose import Choose
from planbot.tui.screens.session import SessionScreen
from tests.hostile import filled_with, hostile
from tests.sample_charts import draft_chart
from tests.tui.conftest import Sits
from tests.tui.talking import GOALS, TODAY, Talk, a_chart, a_store

LONGEST = 3900
SHORT = 200
"""Enough of a text to do its harm, when it stands in a hundred places at once."""


def _texts() -> dict[str, str]:
    """Return the hostile texts that fit an answer and are not white space only."""
    return {name: text[:LONGEST] for name, text in hostile().items() if clean(text[:LONGEST]).strip()}


def _groups() -> list[str]:
    """Return the hostile texts, a few to a line: each must keep its harm among the others."""
    texts = [text[:SHORT] for text in _texts().values()]
    return [" ".join(texts[at : at + 6]) for at in range(0, len(texts), 6)]


def _raw_escapes(talk: Talk) -> list[str]:
    """Return the control characters that would reach the terminal from the screen."""
    strips = talk.app.screen._compositor.render_strips()
    text = "".join(segment.text for strip in strips for segment in strip)
    return [character for character in text if clean(character) != character and character != "\ufffd"]


def _bare(text: str) -> str:
    """Return *text* without white space and replaced characters: the box makes new lines of some of them."""
    return "".join(clean(text).replace("\ufffd", "").split())


async def test_every_hostile_answer_is_kept_and_shown_as_typed(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.answer("begin")
        for text in _texts().values():
            talk.session.look("intake.presenting")
            talk.screen.draw(talk.session.turn, words=text)
            await talk.press("enter")
            await talk.settle()
            words = talk.chart.answers["intake.presenting"].words
            assert _bare(words) == _bare(text)
            assert any(words in said for said in talk.said)
            assert not _raw_escapes(talk)
            assert talk.app.screen is talk.screen


async def test_charts_full_of_hostile_text_open_and_fill_the_panes(
    sit: Sits, tmp_path: Path, knowledge: Knowledge
) -> None:
    sample = draft_chart()
    charts = [filled_with(sample, text).model_copy(update={"id": f"h{n}"}) for n, text in enumerate(_groups())]
    with a_store(tmp_path / "other", *charts) as store:
        async with sit(GOALS) as talk:
            for n, chart in enumerate(charts):
                session = Session(store, chart, 1, GOALS, knowledge, today=TODAY)
                screen = SessionScreen(session, store, chart.id)
                talk.app.push_screen(screen)
                await talk.settle()
                screen.action_pane(list(screen.desk.side.panes)[n % 4])
                await talk.settle()
                assert not _raw_escapes(talk)
                assert talk.app.screen is screen
                talk.app.pop_screen()


async def test_hostile_words_in_lists_grids_proposals_and_short_questions_stay_words(sit: Sits) -> None:
    texts = [text[:SHORT] for text in _texts().values()]
    options = [Option(str(n), text, text) for n, text in enumerate(texts)]
    rows = [Row(str(n), text, ("3",)) for n, text in enumerate(texts)]
    steps: list[AnswerKind] = [
        Choice(options),
        Choices(options),
        Grid(lambda _: rows, (Column("c", texts[0], Scale()),)),
    ]
    asked = tuple(
        Step(f"talk.{n}", answer, Field("intake.legal", make=str), therapist=texts[n], client=texts[n])
        for n, answer in enumerate(steps)
    )
    async with sit(Flow("x", texts[0], "", asked)) as talk:
        for n in range(len(steps)):
            talk.session.look(f"talk.{n}")
            talk.screen.draw(talk.session.turn)
            await talk.press(*["down"] * 9)
            assert not _raw_escapes(talk)
        for text in _groups():
            talk.desk.proposals.offer((Proposal(text, because=text, evidence=text),), talk.session.turn.question)
            talk.app.push_screen(Choose(text, [("y", text)]))
            await talk.settle()
            assert not _raw_escapes(talk)
            await talk.press("escape")
            assert talk.app.screen is talk.screen


async def test_a_client_with_a_hostile_name_can_be_spoken_to(sit: Sits) -> None:
    chart = a_chart()
    client = chart.client.model_copy(update={"name": "[@click=app.exit]Sam[/] \x1b]0;x\x07"})
    async with sit(GOALS, chart=chart.set("client", client)) as talk:
        await talk.press("ctrl+t")
        assert "[@click=app.exit]Sam[/]" in talk.seen()
        await talk.pilot.click("Heading", offset=(14, 0))
        await talk.settle()
        assert talk.app.return_code is None
        assert not _raw_escapes(talk)

"""Proposals stand beside the question; only a key press or a click makes an answer of one."""

from collections.abc import Iterator

import pytest

from planbot.chart import Author, Goal, Origin
from planbot.drafting import Proposal, library
from planbot.flows import Flow, Question, Step
from planbot.flows.answers import Text
from planbot.flows.places import Field
from planbot.rules import Area, Finding, Severity
from planbot.tui.widgets import desk
from planbot.tui.widgets.proposals import Proposals
from tests.tui.conftest import Sits
from tests.tui.talking import Talk, a_chart, words_step

FLOW = Flow(
    "drafted",
    "Drafted",
    "",
    (
        Step("talk.first", Text(), Field("intake.social"), therapist="What next?", client="What next?", draft="goal"),
        words_step("talk.second", "And then?", "intake.legal"),
    ),
)
ORIGIN = Origin(author=Author.LIBRARY, source="cook")
MADE = (
    Proposal("Cook dinner twice a week", (), ("g1",), "fits low mood", "guideline: NICE 2022", ORIGIN),
    Proposal("Walk for half an hour a day", origin=ORIGIN),
    Proposal("Call a friend on Sundays", origin=ORIGIN),
)


@pytest.fixture(autouse=True)
def _three_proposals(monkeypatch: pytest.MonkeyPatch) -> None:
    def propose(_self: object, question: Question) -> Iterator[Proposal]:
        yield from MADE if question.key == "talk.first" else ()

    monkeypatch.setattr(library.LibraryDrafter, "propose", propose)
    monkeypatch.setattr(desk, "SETTLE", 0.0)


async def _offered(talk: Talk) -> Proposals:
    await talk.until(lambda: talk.desk.proposals.current is not None)
    await talk.settle()
    return talk.desk.proposals


async def test_a_proposal_shows_its_words_what_it_ties_to_and_its_evidence_and_saves_nothing(sit: Sits) -> None:
    async with sit(FLOW, chart=a_chart().put(Goal(id="g1", words="be a cook again"))) as talk:
        await _offered(talk)
        seen = talk.seen()
        for words in ("Cook dinner twice a week", "fits low mood", "ties to: be a cook again", "NICE 2022", "1 of 3"):
            assert words in seen
        assert talk.session.turn.revision == 1


async def test_enter_in_an_empty_box_takes_it_and_its_origin_is_kept(sit: Sits) -> None:
    async with sit(FLOW) as talk:
        await _offered(talk)
        await talk.press("enter")
        answer = talk.chart.answers["talk.first"]
        assert (answer.words, answer.origin) == (MADE[0].words, ORIGIN)
        assert any("from the library" in said for said in talk.said)


async def test_enter_pressed_before_anyone_can_have_read_it_takes_nothing(
    sit: Sits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "SETTLE", 1000.0)
    async with sit(FLOW) as talk:
        await _offered(talk)
        await talk.press("enter")
        assert not talk.chart.answers


async def test_the_arrows_show_another_one(sit: Sits) -> None:
    async with sit(FLOW) as talk:
        await _offered(talk)
        await talk.press("down", "down", "up", "enter")
        assert talk.chart.answers["talk.first"].words == MADE[1].words


async def test_words_of_ones_own_always_win(sit: Sits) -> None:
    async with sit(FLOW) as talk:
        await _offered(talk)
        await talk.answer("sing in the choir")
        answer = talk.chart.answers["talk.first"]
        assert (answer.words, answer.origin) == ("sing in the choir", None)


async def test_edited_words_are_marked_as_edited(sit: Sits) -> None:
    async with sit(FLOW) as talk:
        await _offered(talk)
        await talk.press("ctrl+e")
        assert talk.box == MADE[0].words
        await talk.answer(" with Ana")
        answer = talk.chart.answers["talk.first"]
        assert answer.words == MADE[0].words + " with Ana"
        assert answer.origin == ORIGIN.model_copy(update={"edited": True})


async def test_words_typed_after_the_edited_ones_were_cleared_are_ones_own(sit: Sits) -> None:
    async with sit(FLOW) as talk:
        await _offered(talk)
        await talk.press("ctrl+e", "ctrl+u")
        await talk.answer("sing")
        assert talk.chart.answers["talk.first"].origin is None


@pytest.mark.parametrize(
    ("keys", "words"), [("enter", 0), ("n enter", 1), ("n n n enter", 0), ("e", None), ("s", None)]
)
async def test_the_card_has_keys_of_its_own(sit: Sits, keys: str, words: int | None) -> None:
    async with sit(FLOW) as talk:
        card = await _offered(talk)
        card.focus()
        await talk.press(*keys.split())
        assert ("talk.first" in talk.chart.answers) is (words is not None)
        if words is not None:
            assert talk.chart.answers["talk.first"].words == MADE[words].words
        else:
            assert talk.box == (MADE[0].words if keys == "e" else "")
            assert card.display is (keys == "e")


async def test_a_double_click_takes_it_and_a_single_one_does_not(sit: Sits) -> None:
    async with sit(FLOW) as talk:
        await _offered(talk)
        await talk.pilot.click(Proposals)
        assert not talk.chart.answers
        await talk.pilot.double_click(Proposals)
        await talk.settle()
        assert talk.chart.answers["talk.first"].words == MADE[0].words


async def test_a_finding_it_would_cause_stands_on_the_card(sit: Sits, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = Finding(
        "r", Severity.ERROR, Area.GOALS, "g1", "It has no measure.", "", "", None, sources=(), heuristic=False
    )
    async with sit(FLOW) as talk:
        card = await _offered(talk)
        card.offer((Proposal("Cook", findings=(finding,)),), talk.session.turn.question)
        await talk.settle()
        assert "! would raise: It has no measure." in talk.seen()


async def test_the_card_goes_with_its_question(sit: Sits) -> None:
    async with sit(FLOW) as talk:
        await _offered(talk)
        await talk.answer("sing")
        assert not talk.desk.proposals.display

"""Measures on the screen: the licence on request, scores of several parts, and what a paper form is asked for."""

from datetime import UTC, datetime

from planbot.chart import Voice
from planbot.flows import Asking, apply, flows
from planbot.knowledge import Knowledge
from tests.tui.conftest import Sits
from tests.tui.talking import TODAY, a_chart

MEASURES = flows()["measures"]


async def test_the_licence_of_a_measure_is_shown_on_request(sit: Sits) -> None:
    async with sit(MEASURES) as talk:
        await talk.answer("ISI")
        assert talk.said[-1] == "ISI: what was the total score, 0 to 28?"
        await talk.press("ctrl+g")
        assert "Copyright Charles M. Morin" in talk.said[-1]
        assert "use a copy of your own" in talk.said[-1]


async def test_the_parts_of_a_measure_are_told_when_it_is_complete_with_bands_for_the_therapist(sit: Sits) -> None:
    async with sit(MEASURES) as talk:
        await talk.answer("DASS-21")
        for _ in range(21):
            await talk.press("1")
        shown = "\n".join(talk.said)
        assert "DASS-21 is complete: depression 14 of 42, moderate; anxiety 14 of 42, moderate;" in shown
        assert talk.chart.assessment.scores[0].parts["stress"] == 14


async def test_a_client_is_told_a_score_without_the_name_of_its_band(sit: Sits, knowledge: Knowledge) -> None:
    chosen = MEASURES.find(Asking(a_chart(), knowledge, Voice.THERAPIST, TODAY), "measure.which")
    assert chosen is not None
    chart = apply(chosen, "GAD-7", datetime(2026, 11, 23, 10, tzinfo=UTC)).chart
    async with sit(MEASURES, chart=chart, voice=Voice.CLIENT) as talk:
        await talk.press(*"2222222")
        assert any(line.endswith("GAD-7 is complete: 14 of 21.") for line in talk.said)
        assert not any("moderate" in line for line in talk.said)


async def test_a_printed_answer_that_leaves_an_item_out_is_one_key(sit: Sits) -> None:
    async with sit(MEASURES) as talk:
        await talk.answer("PHQ-15")
        for number in range(1, 16):
            await talk.press("9" if number == 4 else "2")
        assert talk.chart.assessment.scores[0].total == 28


async def test_an_answer_on_self_harm_entered_from_a_form_brings_the_words_of_help(sit: Sits) -> None:
    async with sit(MEASURES) as talk:
        await talk.answer("CORE-10")
        await talk.answer("9")
        assert talk.said[-1] == "CORE-10: item 6, on plans to end one's life, 0 to 4?"
        await talk.answer("1")
        assert "alerts nobody" in talk.asked

"""Words of despair bring help on the screen also where they are no answer to what was asked."""

from planbot.chart import Voice
from planbot.flows import flow
from planbot.tui.screens.care import Care
from tests.tui.conftest import Sits


async def test_help_is_shown_for_words_that_are_no_answer_and_they_stay_in_the_box(sit: Sits) -> None:
    async with sit(flow("readiness"), voice=Voice.CLIENT) as talk:
        await talk.answer("I want to die")
        assert isinstance(talk.app.screen, Care)
        assert "readiness.stage" not in talk.chart.answers
        await talk.press("enter")
        assert not isinstance(talk.app.screen, Care)
        assert talk.box == "I want to die"

"""Small talk at a question that is searched is no answer: nothing is written down, and it is kindly asked again."""

from typing import Any

import pytest

from planbot.chart import Voice
from planbot.errors import AnswerError
from planbot.flows import Asking, flow
from planbot.flows.searched import SMALL_TALK
from planbot.knowledge import load
from tests.charts import TODAY, new_chart


def parse(words: str) -> Any:
    asking = Asking(new_chart(), load(), Voice.CLIENT, TODAY)
    question = flow("presenting").find(asking, "symptom.add")
    assert question is not None
    return question.answer.parse(words, question)


@pytest.mark.parametrize("words", ["hello there", "Hi!", "Good morning; how are you?", "thanks\nbye"])
def test_small_talk_alone_is_asked_again(words: str) -> None:
    with pytest.raises(AnswerError) as refused:
        parse(words)
    assert str(refused.value) == SMALL_TALK


def test_small_talk_beside_a_symptom_is_left_out() -> None:
    assert parse("hello there; I sleep badly; thanks") == parse("I sleep badly")


def test_nothing_at_all_is_told_as_before() -> None:
    with pytest.raises(AnswerError, match="nothing to save yet"):
        parse(" ; ")

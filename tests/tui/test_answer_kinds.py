"""Each kind of answer, given with the keys that suit it."""

from datetime import date

import pytest

from planbot.flows.answers import (
    Amount,
    AnswerKind,
    Choice,
    Choices,
    Day,
    Lasting,
    Lines,
    Option,
    Scale,
    Text,
    Whole,
    YesNo,
)
from planbot.flows.searched import Searched
from planbot.tui.messages import Read
from planbot.tui.widgets.suggestions import Suggestions, matching
from tests.tui.conftest import Sits
from tests.tui.talking import one

SLEEP = (
    Option("sleep-little", "too little sleep", also=("I can't sleep", "lying awake")),
    Option("sleep-much", "sleeping too much"),
    Option("low-mood", "low mood", also=("feeling down", "sad")),
    Option("worry", "worry; about everything"),
)


@pytest.mark.parametrize(
    ("answer", "keys", "words"),
    [
        pytest.param(Text(), "h i enter", "hi", id="words"),
        pytest.param(Lines(), "a ; b enter", "a;b", id="several-at-once"),
        pytest.param(YesNo(), "y", "Yes", id="yes-with-one-key"),
        pytest.param(YesNo(), "n", "No", id="no-with-one-key"),
        pytest.param(YesNo(), "down down enter", "No", id="no-with-the-arrows"),
        pytest.param(Scale(0, 10), "7 enter", "7", id="scale-by-digit"),
        pytest.param(Scale(0, 10), "1 0 enter", "10", id="scale-of-two-digits"),
        pytest.param(Scale(0, 10), "right right right enter", "2", id="scale-with-the-arrows"),
        pytest.param(Scale(0, 10), "left enter", "10", id="scale-from-the-far-end"),
        pytest.param(Choice(SLEEP), "down enter", "too little sleep", id="choice-with-the-arrows"),
        pytest.param(Choice(SLEEP), "3 enter", "low mood", id="choice-by-its-number"),
        pytest.param(Choice(SLEEP), "l o w tab enter", "low mood", id="choice-completed-with-tab"),
        pytest.param(Choice(SLEEP), "s a d down enter", "low mood", id="choice-found-by-what-clients-say"),
        pytest.param(Choice(SLEEP, free=True), "o d d enter", "odd", id="free-words-win-over-the-list"),
        pytest.param(Choice(SLEEP), "down down down down enter", "worry", id="a-label-with-a-semicolon-goes-by-its-id"),
        pytest.param(Choices(SLEEP), "down enter enter", "too little sleep;", id="choices-marked-and-sent-with-enter"),
        pytest.param(
            Choices(SLEEP), "l o w tab s l e e p i n g tab enter", "low mood; sleeping too much;", id="choices-typed"
        ),
        pytest.param(
            Choices(SLEEP),
            "down space down down space space escape enter",
            "too little sleep;",
            id="choices-unmarked-with-space",
        ),
        pytest.param(Whole("weeks", 1, 52), "6 enter", "6", id="a-number"),
        pytest.param(Amount(), "2 space c u p s enter", "2 cups", id="an-amount"),
        pytest.param(Lasting(), "3 space w e e k s enter", "3 weeks", id="how-long"),
        pytest.param(Day(), "2 0 2 7 - 0 2 - 1 5 enter", "2027-02-15", id="a-date"),
    ],
)
async def test_an_answer_is_given_with_the_keys_that_suit_its_kind(
    sit: Sits, answer: AnswerKind, keys: str, words: str
) -> None:
    names = {"-": "minus", ";": "semicolon"}
    async with sit(one(answer)) as talk:
        await talk.press(*(names.get(key, key) for key in keys.split()))
        assert talk.chart.answers["talk.first"].words == words
        assert talk.said[-1] == "And then?"


@pytest.mark.parametrize(
    ("answer", "typed", "reading"),
    [
        (Day(), "in 12 weeks", "= 15 Feb 2027, in 12 weeks"),
        (Whole("weeks", 1, 52, per=(("month", 4),)), "3 months", "= 12 weeks"),
        (Amount(lambda _: "evenings a week"), "4", "= 4 evenings a week"),
        (Lasting(), "3 weeks", "= about 21 days"),
        (Lasting(), "since forever", ""),
    ],
)
async def test_what_the_words_would_be_read_as_is_told_while_one_types(
    sit: Sits, answer: AnswerKind, typed: str, reading: str
) -> None:
    async with sit(one(answer)) as talk:
        await talk.put(typed)
        await talk.until(lambda: any(isinstance(message, Read) for message in talk.messages))
        await talk.settle()
        assert talk.below == reading
        assert not talk.chart.answers


async def test_a_suggestion_stands_in_the_box_and_is_saved_only_when_sent(sit: Sits) -> None:
    async with sit(one(Text(), suggest=lambda _: "three words here")) as talk:
        assert talk.box == "three words here"
        assert not talk.chart.answers
        await talk.press("enter")
        assert talk.chart.answers["talk.first"].words == "three words here"


async def test_looking_back_at_a_yes_shows_it_and_enter_keeps_it(sit: Sits) -> None:
    async with sit(one(YesNo())) as talk:
        await talk.press("y", "ctrl+b")
        current = talk.desk.box.suggestions.current
        assert current is not None
        assert current.label == "Yes"
        await talk.press("enter")
        assert talk.chart.answers["talk.first"].words == "Yes"


async def test_a_line_of_the_list_is_picked_with_the_mouse(sit: Sits) -> None:
    async with sit(one(Choice(SLEEP))) as talk:
        await talk.pilot.click(Suggestions, offset=(6, 1))
        await talk.settle()
        assert talk.chart.answers["talk.first"].words == "sleeping too much"


async def test_a_number_of_a_scale_is_picked_with_the_mouse_and_sent_with_enter(sit: Sits) -> None:
    async with sit(one(Scale(0, 10))) as talk:
        await talk.pilot.click("ScaleRow", offset=(4 * 6 + 1, 0))
        await talk.settle()
        assert talk.box == "6"
        assert not talk.chart.answers
        await talk.press("enter")
        assert talk.chart.answers["talk.first"].words == "6"


async def test_the_list_narrows_without_moving_what_is_above_it(sit: Sits) -> None:
    async with sit(one(Choice(SLEEP))) as talk:
        before = talk.desk.box.words.region
        await talk.put("lo")
        assert len(talk.desk.box.suggestions.found) == 1
        assert talk.desk.box.words.region == before


def test_names_that_begin_so_come_before_names_that_hold_it_and_then_what_clients_say() -> None:
    found = matching(SLEEP, "sleep")
    assert [option.value for option in found] == ["sleep-much", "sleep-little"]
    assert matching(SLEEP, "lying")[0].value == "sleep-little"


def test_a_near_miss_of_spelling_is_found() -> None:
    assert matching(SLEEP, "sleping too much")[0].value == "sleep-much"


async def test_a_sentence_finds_what_sounds_like_it_first_and_a_word_what_holds_it(sit: Sits) -> None:
    answer = Searched(SLEEP, finds=lambda _, typed: ["low-mood"] if "grey" in typed or typed == "so" else [])
    async with sit(one(answer)) as talk:
        await talk.put("all is grey for me")
        assert [option.value for option in talk.desk.box.suggestions.found] == ["low-mood"]
        await talk.put("so")
        assert [option.value for option in talk.desk.box.suggestions.found][-1] == "low-mood"


async def test_small_talk_finds_nothing_and_the_question_stays_with_kind_words(sit: Sits) -> None:
    answer = Searched(SLEEP, free=True, finds=lambda *_: ["low-mood"])
    async with sit(one(answer)) as talk:
        await talk.put("hello there")
        assert talk.desk.box.suggestions.found == []
        await talk.press("enter")
        assert "There is nothing in that to write down yet." in talk.below
        assert talk.box == "hello there"
        question = talk.session.turn.question
        assert question is not None
        assert question.key == "talk.first"
        talk.desk.box.words.clear()
        await talk.put("so low")
        assert next(option.value for option in talk.desk.box.suggestions.found) == "low-mood"


def test_nothing_typed_leaves_the_list_whole_and_in_order() -> None:
    assert matching(SLEEP, "  ") == list(SLEEP)


async def test_a_date_is_kept_as_the_day_it_was_read_as(sit: Sits) -> None:
    async with sit(one(Day())) as talk:
        await talk.answer("in 12 weeks")
        assert talk.chart.intake.social == str(date(2027, 2, 15))

"""Every kind of answer: what it takes, what it refuses, and in which words."""

import random
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planbot.chart import Duration, Quantity, Snap, SnapKind, Voice
from planbot.errors import AnswerError
from planbot.flows import Asking, Question, Step
from planbot.flows.answers import (
    LONGEST,
    Amount,
    Choice,
    Choices,
    Column,
    Day,
    Grid,
    Lasting,
    Lines,
    Option,
    Row,
    Scale,
    Text,
    Whole,
    YesNo,
)
from planbot.flows.options import chart_snaps, labels
from planbot.flows.places import Field
from planbot.knowledge import load
from tests.charts import TODAY, new_chart

SHORES = (Option("north", "North shore", also=("top",)), Option("south", "South shore"), Option("isle", "The isle"))
ROWS = (Row("sy1", "low mood"), Row("sy2", "sleep: badly"), Row("sy3", "sleep: badly: at night"), Row("sy4", "worry"))
RATED = (Column("severity", "how bad", Scale()), Column("often", "how often", Text()))
GRID = Grid(lambda _: ROWS, RATED)
LOOSE = Grid(lambda _: ROWS, (Column("seen", "what you saw", Text(), needed=False),))

KINDS: dict[str, Any] = {
    "text": Text(),
    "lines": Lines(allow_none=True),
    "choice": Choice(SHORES),
    "free choice": Choice(SHORES, free=True),
    "choices": Choices(SHORES, allow_none=True),
    "free choices": Choices(SHORES, free=True),
    "yes or no": YesNo(),
    "scale": Scale(),
    "whole": Whole("weeks", 1, 260, (("month", 4), ("year", 52))),
    "amount": Amount(lambda _: "points"),
    "lasting": Lasting(),
    "day": Day(),
    "day ahead": Day(ahead=True),
    "day past": Day(ahead=False),
    "grid": GRID,
    "loose grid": LOOSE,
}


def a_question(kind: Any) -> Question:
    """A question answered in the given way, on the day of the tests."""
    step = Step(id="some.thing", answer=kind, into=Field("intake.social"), therapist="What?", client="What?")
    return Question(step, Asking(new_chart(), load(), Voice.CLIENT, TODAY))


def read(kind: Any, words: str) -> Any:
    return kind.parse(words, a_question(kind))


def refusal(kind: Any, words: str) -> str:
    with pytest.raises(AnswerError) as refused:
        read(kind, words)
    return str(refused.value)


@pytest.mark.parametrize(("name", "words"), [(name, words) for name in KINDS for words in ("", "  \n\t ", "x" * 4001)])
def test_nothing_and_far_too_much_are_refused_in_one_sentence(name: str, words: str) -> None:
    sentence = refusal(KINDS[name], words)
    assert "\n" not in sentence
    assert "x" * 50 not in sentence
    assert sentence.endswith(".")


def test_free_words_stay_as_they_were_said() -> None:
    assert read(Text(), "  I can't — not “yet”\n anyway ") == "I can't — not “yet”\n anyway"
    assert len(read(Text(), "x" * LONGEST)) == LONGEST


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("my sister; cooking", ("my sister", "cooking")),
        ("- my sister\n• cooking\n\n- my sister", ("my sister", "cooking")),
        ("one, two and three", ("one, two and three",)),
        ("None.", ()),
        ("- none", ()),
        ("NO-", ("NO-",)),
        ("none of my friends call", ("none of my friends call",)),
    ],
)
def test_several_answers_stand_on_lines_or_between_semicolons(words: str, parts: tuple[str, ...]) -> None:
    assert read(Lines(allow_none=True), words) == parts


def test_none_is_only_an_answer_where_it_is_allowed() -> None:
    assert read(Lines(), "none") == ("none",)
    assert refusal(Lines(), " ; ; ") == refusal(Lines(), "")
    assert read(Choices(SHORES, allow_none=True), "None") == ()
    assert "North shore" in refusal(Choices(SHORES), "none")


@pytest.mark.parametrize("words", ["North shore", "NORTH SHORE", "north", "top", "1", "no", "north s"])
def test_an_option_is_picked_by_label_number_other_word_or_beginning(words: str) -> None:
    assert read(Choice(SHORES), words) == "north"


@pytest.mark.parametrize("words", ["0", "4", "-1", "²", "①", "shore", "o", "1.5"])
def test_what_is_no_option_is_refused_with_the_options(words: str) -> None:
    assert refusal(Choice(SHORES), words) == "Please choose one of these: North shore, South shore, The isle."


def test_a_beginning_that_fits_two_options_is_refused_with_those_two() -> None:
    offered = (Option("a", "Walking"), Option("b", "Walking far"), Option("c", "Reading"))
    assert refusal(Choice(offered), "wal") == "Please choose one of these: Walking, Walking far."
    assert read(Choice(offered), "walking") == "a"


def test_a_long_list_of_options_is_not_read_out_whole() -> None:
    offered = tuple(Option(str(n), f"option {n}") for n in range(100, 150))
    assert refusal(Choice(offered), "?") == (
        "Please choose one of these: " + ", ".join(f"option {n}" for n in range(100, 108)) + " …."
    )


def test_where_nothing_can_be_chosen_the_refusal_says_so() -> None:
    assert refusal(Choice(()), "anything") == "There is nothing to choose from here yet; skip this one for now."


def test_free_words_are_taken_where_they_are_welcome_and_never_cut_to_a_beginning() -> None:
    assert read(Choice(SHORES, free=True), "north s") == "north s"
    assert read(Choice(SHORES, free=True), "south shore") == "south"
    assert read(Choices(SHORES, free=True), "south, or so; 1") == ("south, or so", "north")


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("south; north; south", ("south", "north")),
        ("2, 1", ("south", "north")),
        ("The isle", ("isle",)),
        ("top; 2\nisle", ("north", "south", "isle")),
    ],
)
def test_several_options_are_picked_each_once_in_the_order_given(words: str, values: tuple[str, ...]) -> None:
    assert read(Choices(SHORES), words) == values


def test_a_label_with_a_comma_is_one_label() -> None:
    offered = (Option("a", "Family, friends"), Option("b", "Work"))
    assert read(Choices(offered), "family, friends") == ("a",)
    assert read(Choices(offered), "Family, friends; work") == ("a", "b")


@pytest.mark.parametrize(
    "words", ["Family, friends", "a; b", "none", "Nothing", "2", "same", "line\nend", " spaced ", "o2"]
)
def test_the_labels_shown_for_values_pick_exactly_those_values_again(words: str) -> None:
    snaps = [Snap(id=f"sn{n}", kind=SnapKind.VALUE, words=w) for n, w in enumerate(("same", words, "same", "other"), 1)]
    chart = new_chart().set("snaps", tuple(snaps))
    kind = Choices(chart_snaps, allow_none=True)
    step = Step(id="goal.snaps", answer=kind, into=Field("intake.social"), therapist="Which?")
    question = Question(step, Asking(chart, load(), Voice.THERAPIST, TODAY))
    for wanted in (("sn2",), ("sn3",), ("sn1", "sn3"), ("sn4", "sn2")):
        assert kind.parse(labels(chart_snaps(question), wanted), question) == wanted


@pytest.mark.parametrize(("words", "meant"), [("Yes!", True), ("ok.", True), ("Nope", False), ("not really", False)])
def test_yes_and_no_have_many_words(words: str, meant: bool) -> None:
    assert read(YesNo(), words) is meant


@pytest.mark.parametrize("words", ["maybe", "yes and no", "1", "да"])
def test_what_is_neither_yes_nor_no_is_refused(words: str) -> None:
    assert refusal(YesNo(), words) == "Please answer yes or no."


@pytest.mark.parametrize(("words", "number"), [("0", 0), ("10", 10), (" 7/10", 7), ("７", 7), ("05", 5)])
def test_a_scale_takes_its_whole_numbers(words: str, number: int) -> None:
    assert read(Scale(), words) == number


@pytest.mark.parametrize("words", ["11", "-1", "7.5", "7/100", "seven", "²", "9" * 400, "1e1", "7 8"])
def test_a_scale_refuses_every_other_number_and_names_its_ends(words: str) -> None:
    assert refusal(Scale(), words) == "Please give a whole number from 0 to 10."


@pytest.mark.parametrize(
    ("words", "weeks"),
    [("12", 12), ("about 12 weeks", 12), ("~12 w", 12), ("3 months", 12), ("1 year", 52), ("12weeks", 12)],
)
def test_a_number_of_weeks_may_be_given_in_months_and_years(words: str, weeks: int) -> None:
    assert read(KINDS["whole"], words) == weeks


@pytest.mark.parametrize("words", ["0", "261", "6 years", "12 days", "a few", "12.5", "-3", "9" * 300])
def test_a_number_of_weeks_out_of_reason_is_refused(words: str) -> None:
    assert refusal(KINDS["whole"], words) == "Please give a number of weeks from 1 to 260."


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("2 evenings a week", 2, "evenings a week"),
        ("one dinner", 1, "dinner"),
        ("None", 0, "points"),
        ("twice a week", 2, "a week"),
        ("50 %", 50, "%"),
        ("50%", 50, "%"),
        ("1,5 h", 1.5, "h"),
        ("1.25", 1.25, "points"),
        ("-3 points", -3, "points"),
        ("about 4  times\ta day", 4, "times a day"),
        ("10,000 steps", 10_000, "steps"),
        ("1,000,000 steps", 1_000_000, "steps"),
        ("10 000 steps", 10_000, "steps"),
        ("10\u00a0000 steps", 10_000, "steps"),
        ("3 30-minute walks", 3, "30-minute walks"),
        ("7/10", 7, "/10"),
        ("२ शामें", 2, "शामें"),
    ],
)
def test_an_amount_is_a_number_with_its_unit(words: str, value: float, unit: str) -> None:
    assert read(KINDS["amount"], words) == Quantity(value=value, unit=unit)


@pytest.mark.parametrize(
    "words",
    ["a few", "evenings", "$20", "² days", "1.2345 h", "123456789 steps", "∞", "nan", "inf", "half .0"],
)
def test_an_amount_without_a_number_is_refused(words: str) -> None:
    assert refusal(Amount(), words) == 'Please begin with a number, such as "2 evenings a week".'


@pytest.mark.parametrize("words", ["2-3 times a week", "2–3 times", "2 to 3 evenings", "two or 3", "1/2 hour", "2 - 3"])
def test_a_range_or_a_fraction_is_refused_rather_than_halved(words: str) -> None:
    assert "one number" in refusal(Amount(), words)


@given(st.decimals(-9_999_999, 9_999_999, places=3), st.sampled_from(["", "points", "evenings a week", "%", "h"]))
def test_an_amount_shown_is_read_back_as_the_same(number: object, unit: str) -> None:
    amount = Quantity(value=float(str(number)), unit=unit)
    assert read(Amount(), str(amount)) == amount


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("24 months", 730),
        ("1 month", 30),
        ("6 months", 182),
        ("a year", 365),
        ("half a year", 182),
        ("a year and a half", 548),
        ("since 2 weeks", 14),
        ("two weeks and 3 days", 17),
        ("1,5 years", 548),
        ("a fortnight", 14),
        ("about 10 years, on and off", 3650),
        ("since my divorce", None),
        ("always", None),
        ("banana day", None),
        ("3 yearlings", None),
        ("9" * 400 + " years", None),
    ],
)
def test_a_duration_keeps_its_words_and_counts_the_days_it_can_read(words: str, days: int | None) -> None:
    assert read(Lasting(), words) == Duration(words=words, days=days)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2027-02-15", date(2027, 2, 15)),
        ("15 Feb", date(2027, 2, 15)),
        ("Feb 15th, 2028", date(2028, 2, 15)),
        ("in 3 months", date(2027, 2, 23)),
        ("3 months", date(2027, 2, 23)),
        ("in two days", date(2026, 11, 25)),
        ("in a fortnight", date(2026, 12, 7)),
        ("next friday", date(2026, 11, 27)),
        ("tomorrow", date(2026, 11, 24)),
        ("Today.", TODAY),
        ("29 Feb", date(2028, 2, 29)),
        ("２０２７-０２-１５", date(2027, 2, 15)),
    ],
)
def test_a_date_may_be_put_in_everyday_words(words: str, day: date) -> None:
    assert read(Day(ahead=True), words) == day


@pytest.mark.parametrize("today", [date(2026, 1, 31), date(2027, 12, 31), date(2028, 2, 29)])
def test_a_month_from_the_last_day_of_a_month_is_the_last_day_there_is(today: date) -> None:
    question = Question(a_question(Day()).step, Asking(new_chart(), load(), Voice.CLIENT, today))
    for months in range(1, 30):
        later = Day().parse(f"in {months} months", question)
        assert (later.year * 12 + later.month) - (today.year * 12 + today.month) == months
        assert later.day <= today.day


@pytest.mark.parametrize(
    "words",
    ["29 Feb 2027", "31 Nov", "soon", "in March", "in 2027", "2027", "February", "christmas", "15", "१५ फरवरी",
     "32 Jan", "2027-02-29", "15 февраля", "2027-13-01", "9" * 500,
     "in 10000 years", "0000-01-01", "12:30", "1 " * 1000, "🙂"],
)  # fmt: skip
def test_no_day_is_made_up_where_none_was_named(words: str) -> None:
    assert refusal(Day(), words) == 'Please give a date such as "today" or "15 Feb".'


@pytest.mark.parametrize("ahead", [None, True, False])
@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 2, 15), date(2028, 2, 29)])
def test_every_example_of_a_date_lies_where_the_date_has_to_lie(ahead: bool | None, today: date) -> None:
    kind = Day(ahead=ahead)
    question = Question(a_question(kind).step, Asking(new_chart(), load(), Voice.CLIENT, today))
    refused = refusal(kind, "no date at all")

    examples = re.findall(r'"([^"]+)"', kind.hint(question))

    assert len(examples) == 2
    assert re.findall(r'"([^"]+)"', refused) == examples
    for example in examples:
        kind.parse(example, question)


def test_nobody_is_asked_to_be_born_in_three_months() -> None:
    assert "in 3 months" not in refusal(Day(ahead=False), "no date at all")
    assert "in 3 months" in refusal(Day(ahead=True), "no date at all")


@pytest.mark.parametrize("words", ["9999-12-31", "3027-02-15", "0001-01-01", "in 999 years"])
def test_a_date_farther_than_a_life_is_a_slip(words: str) -> None:
    assert "too far from today" in refusal(Day(), words)


def test_a_date_must_be_ahead_or_past_where_the_question_says_so() -> None:
    assert refusal(Day(ahead=True), "2026-11-22") == "22 Nov 2026 is past; please give a date from today on."
    assert refusal(Day(ahead=False), "tomorrow") == "24 Nov 2026 is still to come; please give a date up to today."
    assert read(Day(ahead=False), "15 Dec") == date(2025, 12, 15)
    assert read(Day(ahead=True), "today") == read(Day(ahead=False), "today") == TODAY


def rated(**rows: tuple[int, str]) -> dict[str, dict[str, object]]:
    return {row: {"severity": bad, "often": often} for row, (bad, often) in rows.items()}


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("low mood: 5, daily", rated(sy1=(5, "daily"))),
        ("Worry: 5, daily\nsy1: 0, never, or so", rated(sy4=(5, "daily"), sy1=(0, "never, or so"))),
        ("wor: 5, daily", rated(sy4=(5, "daily"))),
        ("sleep: badly: 7, at 3:30", rated(sy2=(7, "at 3:30"))),
        ("sleep: badly: at night: 7, often", rated(sy3=(7, "often"))),
        ("1, a; 2, b; 3, c; 4, d", rated(sy1=(1, "a"), sy2=(2, "b"), sy3=(3, "c"), sy4=(4, "d"))),
        ("1, a; worry: 4, d", rated(sy1=(1, "a"), sy4=(4, "d"))),
        ("worry: 4, d; worry: 5, e", rated(sy4=(5, "e"))),
    ],
)
def test_a_grid_takes_the_rows_given_and_only_those(words: str, values: dict[str, dict[str, object]]) -> None:
    assert read(GRID, words) == values


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "anger: 5, daily",
            'There is no row "anger"; the rows are low mood, sleep: badly, sleep: badly: at night, worry.',
        ),
        ("low mood: 5", "low mood: please give how bad, how often."),
        ("low mood: 12, daily", "low mood, how bad: Please give a whole number from 0 to 10."),
        ("1, a; 2, b; 3, c; 4, d; 5, e", "There are 4 rows; please give at most one answer for each."),
    ],
)
def test_a_grid_says_which_cell_it_cannot_read(words: str, sentence: str) -> None:
    assert refusal(GRID, words) == sentence


def test_a_grid_leaves_out_what_was_left_out_where_that_is_allowed() -> None:
    assert read(LOOSE, "worry: -; low mood: calm, then: tearful") == {"sy4": {}, "sy1": {"seen": "calm, then: tearful"}}


def shown(kind: Any, value: Any) -> str | None:
    """The value as a person would see it, where it can be written as words."""
    if isinstance(kind, Lines):
        return "; ".join(value) or "none"
    if isinstance(kind, Choices):
        labels = {o.value: o.label for o in SHORES}
        return "; ".join(labels.get(one, one) for one in value) or "none"
    if isinstance(kind, Lasting):
        return str(value.words)
    if isinstance(kind, YesNo):
        return "yes" if value else "no"
    return None if isinstance(kind, Grid) else str(value)


NEAR = st.sampled_from(
    ["north", "South shore", "1", "²", "yes", "no", "none", "3 weeks", "in 3 months", "15 Feb", "2 evenings", "1,5 h",
     "worry: 5, daily", "low mood:", ":", ",", ";", "\n", "10 000", "7/10", "2-3", "%", "-", ".", "a year", "half", "٣",
     "\u200b", "\r", "’", "🙂", "today", "next friday", "in", "9999-12-31", " "]
)  # fmt: skip
ANY_WORDS = st.text(max_size=80) | st.lists(NEAR, max_size=6).map(" ".join) | st.lists(NEAR, max_size=6).map("".join)


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=150, deadline=None)
@given(words=ANY_WORDS)
def test_any_words_are_read_or_refused_in_one_line_and_what_was_read_is_read_again(name: str, words: str) -> None:
    kind = KINDS[name]
    try:
        sentence, value = "taken", read(kind, words)
    except AnswerError as refused:
        sentence, value = str(refused), None
    assert sentence.splitlines() == [sentence]
    again = None if value is None else shown(kind, value)
    assert again is None or read(kind, again) == value


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_tells_in_one_line_how_it_is_answered(name: str) -> None:
    hint = KINDS[name].hint(a_question(KINDS[name]))
    assert hint
    assert "\n" not in hint


def test_a_long_answer_of_dates_is_refused_in_no_time() -> None:
    rng = random.Random(1)
    pieces: Sequence[str] = ("1", "Feb", "2027", "of", "next", "/", "-", "week")
    for _ in range(3):
        assert "Please give a date" in refusal(Day(), " ".join(rng.choices(pieces, k=700)))

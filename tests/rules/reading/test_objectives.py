"""A sentence is read back: who, what, from where, to where, how often, by what, by when."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planbot.knowledge import load
from planbot.rules.pages.examples import changed, clean_chart
from planbot.rules.reading.amounts import Kind, dates, figures, most_of, number, same_unit
from planbot.rules.reading.objectives import Actor, read, said

WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 7: "seven", 12: "twelve", 20: "twenty", 45: "forty-five"}


@settings(max_examples=120, deadline=None)
@given(st.text(), st.text())
def test_no_text_crashes_the_reading(text: str, name: str) -> None:
    told = said(text, load(), name)
    for figure in told.figures:
        assert 0 <= figure.start <= figure.end <= len(text)


@settings(max_examples=120, deadline=None)
@given(st.text(alphabet="0123456789 ofto./,%-–x<>awekdy toandfrmpchulbts", max_size=60))
def test_no_heap_of_figures_crashes_the_reading(text: str) -> None:
    for figure in figures(text):
        assert figure.most is None or figure.most >= figure.value
        assert figure.words in text


@settings(max_examples=80, deadline=None)
@given(
    start=st.integers(0, 40),
    end=st.integers(0, 40),
    unit=st.sampled_from(["evenings a week", "times a week", "drinks a day", "attacks a month", "walks per week"]),
    verb=st.sampled_from(["walk", "drink", "cook dinner", "call a friend"]),
    spelled=st.booleans(),
)
def test_a_built_change_is_read_back(start: int, end: int, unit: str, verb: str, *, spelled: bool) -> None:
    shown = WORDS.get(end, str(end)) if spelled else str(end)
    told = said(f"Sam will {verb}, from {start} to {shown} {unit}", load(), "Sam Rivera")
    assert told.actor is Actor.CLIENT
    assert told.verb == verb.split(maxsplit=1)[0]
    assert told.baseline is not None
    assert told.target is not None
    assert (told.baseline.value, told.target.value) == (start, end)
    assert same_unit(told.target.unit, unit)


@settings(max_examples=80, deadline=None)
@given(
    short=st.sampled_from([("PHQ-9", "phq-9"), ("GAD-7", "gad-7"), ("WHO-5", "who-5"), ("PCL-5", "pcl-5")]),
    score=st.integers(0, 80),
    bound=st.sampled_from([("below {}", "below"), ("{} or less", "at most"), ("at least {}", "at least")]),
)
def test_a_built_score_is_read_back(short: tuple[str, str], score: int, bound: tuple[str, str]) -> None:
    told = said(f"Sam will score {bound[0].format(score)} on the {short[0]}", load(), "Sam")
    assert told.instruments == (short[1],)
    assert [(f.value, f.bound) for f in told.figures] == [(score, bound[1])], "the measure's own number is none"


@settings(max_examples=80, deadline=None)
@given(
    st.dates(date(2024, 1, 1), date(2031, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%m/%d/%Y"])
)
def test_a_date_is_read_back_and_its_numbers_count_nothing(day: date, written: str) -> None:
    text = f"By {day.strftime(written)} Sam will walk"
    assert dates(text) == (day,)
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit", "week"),
    [
        ("walk three times a week", Kind.RATE, 3, "times a week", 3),
        ("walk 3x/week", Kind.RATE, 3, "times a week", 3),
        ("walk twice a day", Kind.RATE, 2, "times a day", 14),
        ("read once a month", Kind.RATE, 1, "times a month", 12 / 52),
        ("walk daily", Kind.EVERY, 1, "times a day", 7),
        ("call every other day", Kind.EVERY, 0.5, "times a day", 3.5),
        ("in 80 % of quarrels", Kind.SHARE, 80, "percent", None),
        ("on four of five nights", Kind.PART, 4, "nights", None),
        ("fear at 4 of 10", Kind.RATING, 4, "points", None),
        ("fear at 4/10", Kind.RATING, 4, "points", None),
        ("for twenty-five minutes", Kind.DURATION, 25, "minutes", None),
        ("for half an hour", Kind.DURATION, 0.5, "hour", None),
        ("six weeks in a row", Kind.DURATION, 6, "weeks in a row", None),
        ("one hour a day", Kind.RATE, 1, "hour a day", None),
        ("10,000 steps a day", Kind.RATE, 10_000, "steps a day", 70_000),
    ],
)
def test_figures_are_read_as_people_write_them(
    text: str, kind: Kind, value: float, unit: str, week: float | None
) -> None:
    (figure,) = figures(f"Sam will {text}")
    assert (figure.kind, figure.value, figure.unit) == (kind, value, unit)
    assert figure.per_week == pytest.approx(week) if week is not None else figure.per_week is None


@pytest.mark.parametrize(
    "text",
    [
        "rate it from 0 to 10",
        "get up at 7:30",
        "be home by half past six",
        "on a 0-10 scale",
        "leave at 6 pm",
        "by March 3",
    ],
)
def test_hours_scales_and_half_dates_are_no_amounts(text: str) -> None:
    assert figures(f"Sam will {text}") == ()


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Sam will walk", Actor.CLIENT),
        ("I will walk", Actor.CLIENT),
        ("By Friday, the client will walk", Actor.CLIENT),
        ("Sam and Robin will walk", Actor.CLIENT),
        ("Robin will walk", Actor.OTHER),
        ("Sam's mother will call", Actor.OTHER),
        ("The school will call", Actor.OTHER),
        ("Mood will lift", Actor.THING),
        ("Sam's mood will lift", Actor.THING),
        ("Walk every day", Actor.UNSAID),
        ("Will walk", Actor.UNSAID),
        ("Jo will walk", None),
    ],
)
def test_who_acts_is_told_or_left_open(text: str, actor: Actor | None) -> None:
    assert said(text, load(), "Sam Rivera", ("Robin Rivera",)).actor is actor


def test_words_and_fields_are_read_together_and_the_fields_win() -> None:
    chart = changed(
        clean_chart(),
        "o1.behaviour: Within 12 weeks Sam will cook dinner three evenings a week, up from 1\n"
        "o1.target: null\no1.due: null",
    )
    told = read(chart.find("o1"), chart, load())
    assert told.baseline == chart.find("o1").baseline
    assert told.target is not None
    assert str(told.target) == "3 evenings a week"
    assert told.way == "up"
    assert told.said.days == 84
    whole = read(clean_chart().find("o2"), clean_chart(), load())
    assert (whole.instrument, whole.way) == ("phq-9", "down")


def test_numbers_units_and_their_limits() -> None:
    assert [number(word) for word in ("twelve", "forty-five", "a dozen", "1,200", "2.5")] == [12, 45, 12, 1200, 2.5]
    assert same_unit("evening/week", "evenings a week")
    assert same_unit("", "points")
    assert not same_unit("days a month", "days a week")
    assert most_of("nights a week") == 7
    assert most_of("percent of urges") == 100
    assert most_of("drinks a week") is None

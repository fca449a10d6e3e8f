"""What somebody said is cut into parts, and never so that a part says something else than they did."""
# ruff: noqa: SIM905 -- word lists read best as words

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbot.drafting.heard import in_own_words, is_denied, is_earlier, is_of_another, parts


@pytest.mark.parametrize(
    ("said", "cut"),
    [
        ("I can't sleep and I snap at the kids. He helps!", ("I can't sleep", "I snap at the kids", "He helps!")),
        ("I used to dance on Fridays and now I don't go out", ("I used to dance on Fridays", "now I don't go out")),
        ("I love my job, but I can't get up", ("I love my job", "I can't get up")),
        ("So, I can't sleep at night.", ("I can't sleep at night",)),
        ("My back hurts; crowds are hard\n- anxious at work\n2) two kids", (
            "My back hurts", "crowds are hard", "anxious at work", "two kids",
        )),
        ("i cant sleep. my kids are fine", ("i cant sleep", "my kids are fine")),
        ("Dr. Lee helps me... a lot. I just… can't", ("Dr. Lee helps me... a lot", "I just… can't")),
        ("He said “I hate you.” I cried for days", ("He said “I hate you.”", "I cried for days")),
        ("No. Oh. 1, 2, 3.", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_each_part_says_one_thing(said: str, cut: tuple[str, ...]) -> None:
    assert parts(said) == cut


@pytest.mark.parametrize(
    "said",
    [
        "My sister says I'm lazy and I never finish a thing",
        "I don't think I'm ill and I don't need pills",
        "If I eat and I keep it down I feel fat",
        "When I get on a train I sweat and my hands shake",
        "I hope it ends and I feel better",
        "It is not that I'm lazy and I don't care",
        "I'm not sad or I'm not sure",
        "I don't want to sit in a group and talk about it",
    ],
)
def test_what_an_if_or_a_she_says_may_cover_stays_with_it(said: str) -> None:
    assert parts(f"{said}.") == (said,)


WORDS = "I'm I not sad never can't sleep and but my sister says if she cries . , ; ! ? … - so he we “ ” Dr.".split()
SPOKEN = st.lists(st.sampled_from([*WORDS, "\n"]), max_size=40).map(" ".join)


@given(said=SPOKEN | st.text(max_size=200))
def test_every_part_stands_in_what_was_said_word_for_word_and_in_order(said: str) -> None:
    rest = " ".join(said.split())
    for part in parts(said):
        assert part == " ".join(part.split())
        before, found, rest = rest.partition(part)
        assert found, part
        assert not re.search(r"\b(?:not|never|can't|sister)\b", before), "nothing is lost but small words at a cut"


@pytest.mark.parametrize(
    "part", ["I'm not sad", "I never cry", "I sleep well", "no panic attacks", "I no longer drink"]
)
def test_what_is_not_there_or_goes_well_is_denied(part: str) -> None:
    assert is_denied(part)


@pytest.mark.parametrize("part", ["I can't sleep", "I have no energy", "I'm not happy", "nobody likes me", "hm hm"])
def test_what_is_lacking_is_not(part: str) -> None:
    assert not is_denied(part)


@pytest.mark.parametrize(
    ("part", "earlier"),
    [
        ("I used to dance on Fridays", True),
        ("Client used to drink", True),
        ("Back then I drank a lot", True),
        ("As a kid I stammered", True),
        ("I'm used to noise", False),
        ("I never used to worry", False),
        ("I can't laugh like I used to", False),
        ("I have stammered since I was a child", False),
        ("Years ago I had nightmares and they still come", False),
        ("My mother died ten years ago", False),
    ],
)
def test_an_earlier_time_is_told_from_now(part: str, earlier: bool) -> None:
    assert is_earlier(part) is earlier


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("My brother is the one who can't sleep", True),
        ("My older brother hears voices", True),
        ("the baby cries all night", True),
        ("She weeps at night", True),
        ("my sister helps me", False),
        ("My shoulders are like stone", False),
        ("My husband died in March", False),
        ("She won't talk to me", False),
    ],
)
def test_somebody_else_is_told_from_the_one_who_speaks(part: str, other: bool) -> None:
    assert is_of_another(part, in_own_words=True) is other


def test_where_mostly_he_or_she_is_spoken_of_that_is_the_client() -> None:
    assert not in_own_words(["He withdraws for days", "He shouts", "I am at my wits' end"])
    assert in_own_words(["I can't sleep", "He shouts", "I want some rest"])
    assert not is_of_another("He withdraws for days", in_own_words=False)

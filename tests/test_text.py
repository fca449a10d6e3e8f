"""Cleaning: nothing that acts on a terminal gets in, every language does, and clean text stays as it is."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbot.text import clean, one_line

DANGEROUS = (
    {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))} - {"\n", "\t"}
    | set("\u061c\u200b\u200e\u200f\u2028\u2029\ufeff")
    | set(map(chr, range(0x202A, 0x202F)))
    | set(map(chr, range(0x2060, 0x206A)))
    | set(map(chr, range(0xD800, 0xE000)))
    | set(map(chr, range(0xFDD0, 0xFDF0)))
    | {chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF)}
)
"""Controls, overrides and isolates of direction, what has no width, and what is no character at all."""

PIECES = (
    "\r\n",
    "\r",
    "\n",
    "\t",
    "\x1b[31m",
    "\x1b]0;title\x07",
    "\u202eabc",
    "\u200d",
    "\u200c",
    "\ud800",
    "👩‍👩‍👧",
    "é",
    "می‌خواهم",
)


def noise(seed: int, count: int) -> list[str]:
    """Random strings of every plane, with dangerous characters far more often than chance would have it."""
    dice = random.Random(seed)
    dangerous = sorted(DANGEROUS)

    def one() -> str:
        pick = dice.random()
        if pick < 0.3:
            return dice.choice(dangerous)
        return dice.choice(PIECES) if pick < 0.5 else chr(dice.randrange(0x110000))

    return ["".join(one() for _ in range(dice.randrange(12))) for _ in range(count)]


def test_of_20_000_random_texts_nothing_dangerous_is_left_and_cleaning_again_changes_nothing() -> None:
    for text in noise(1, 20_000):
        cleaned = clean(text)
        assert not DANGEROUS & set(cleaned), ascii(text)
        assert clean(cleaned) == cleaned, ascii(text)
        assert one_line(one_line(text)) == one_line(text), ascii(text)
        cleaned.encode("utf-8")


@given(st.text())
def test_what_is_not_dangerous_stays_where_it_was(text: str) -> None:
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = clean(text)
    assert len(cleaned) == len(unified)
    for before, after in zip(unified, cleaned, strict=True):
        assert after == ("\ufffd" if before in DANGEROUS else before)


def test_every_dangerous_character_becomes_the_replacement_character() -> None:
    for character in DANGEROUS - {"\r"}:
        assert clean(f"a{character}b") == "a\ufffdb", ascii(character)


@pytest.mark.parametrize(
    "text",
    [
        "I can't — “really” — not.\n\tNo…",
        "ไม่อยากออกจากบ้าน",
        "不想出门，什么都没意思",
        "أنام بصعوبة منذ شهرين",
        "אני לא ישן טוב",
        "نمی‌خواهم از خانه بیرون بروم",
        "क्‍ष मुझे नींद नहीं आती",
        "Я не сплю",
        "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽 ❤️",
        "naïve café, Ångström, e\u0301",
        "𝒽𝑜𝓅𝑒",
    ],
)
def test_ordinary_words_of_any_script_and_emoji_stay_as_they_are(text: str) -> None:
    assert clean(text) == text


def test_line_ends_of_every_system_become_one() -> None:
    assert clean("a\r\nb\rc\nd\r\r\ne") == "a\nb\nc\nd\n\ne"


def test_an_escape_sequence_cannot_act_and_a_direction_cannot_be_turned() -> None:
    assert clean("\x1b[2J\x1b]52;c;aGk=\x07") == "\ufffd[2J\ufffd]52;c;aGk=\ufffd"
    assert clean("abc\u202egnp.exe") == "abc\ufffdgnp.exe"


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u00a0", "\u2003"])
def test_nothing_but_white_space_makes_an_empty_line(text: str) -> None:
    assert one_line(text) == ""


def test_a_line_is_one_line() -> None:
    assert one_line("  a\n\n b\t\tc\u2028d\x85e\u00a0f ") == "a b c\ufffdd\ufffde f"


def test_every_control_character_there_is_counts_as_dangerous() -> None:
    controls = {chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) == "Cc"}
    assert controls - DANGEROUS == {"\n", "\t"}

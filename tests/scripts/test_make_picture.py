"""The picture in the README is drawn by the program, and opening it reaches no other computer."""

import re

import pytest

from scripts import make_picture


def test_the_committed_picture_names_no_other_computer_and_runs_nothing() -> None:
    svg = make_picture.PICTURE.read_text(encoding="utf-8")
    assert set(re.findall(r"\w+://[^\"')\s]+", svg)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in svg.replace("url(#", "")
    assert "<script" not in svg


async def test_the_program_draws_the_sample_clients_words_beside_the_plan() -> None:
    svg = await make_picture.picture()
    words = svg.replace("&#160;", " ")
    assert "Sam R. · Treatment plan" in words
    assert "I want to feel like myself again" in words
    assert "from the library" in words
    assert "@font-face" not in svg


def test_an_address_left_in_a_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="would reach for"):
        make_picture.without_addresses('<svg><image href="https://fonts.example/x.png"/></svg>')


def test_a_text_begins_at_its_first_visible_letter() -> None:
    svg = '<text class="a" x="10" y="5" textLength="40" clip-path="url(#c)">&#160;&#160;ab</text>'
    assert make_picture.anchored(svg) == '<text class="a" x="30" y="5" textLength="20" clip-path="url(#c)">ab</text>'

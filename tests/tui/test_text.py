"""Text is shown as typed: never as markup, and with no control character left in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbot.text import clean
from planbot.tui.text import TT, T, short
from tests.hostile import hostile


@pytest.mark.parametrize("name", hostile())
def test_hostile_text_stays_text(name: str) -> None:
    text = hostile()[name]
    content = T(text)
    assert content.plain == clean(text)
    assert not content.spans


@given(st.text())
def test_any_text_comes_out_as_typed_with_control_characters_replaced(text: str) -> None:
    assert T(text).plain == clean(text)
    assert TT(text, ("x", "bold")).plain == clean(text) + "x"


def test_a_style_of_ours_covers_the_text_and_nothing_in_it_is_read_as_one() -> None:
    content = T("[bold red]x[/]", "$primary")
    assert [(span.start, span.end, span.style) for span in content.spans] == [(0, 14, "$primary")]


@given(st.text(), st.integers(min_value=4, max_value=80))
def test_short_text_is_one_line_and_never_longer_than_asked(text: str, most: int) -> None:
    cut = short(text, most)
    assert len(cut) <= most
    assert "\n" not in cut

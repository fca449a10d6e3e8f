"""A reply that is still being written shows its sentences, and nothing of how it is packed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbot.drafting.growing import growing


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ()),
        ('{"clinical": "Take part', ("Take part",)),
        ('{"clinical": "Say \\"no\\" in', ('Say "no" in',)),
        ('{"clinical": "Caf\\u00e9 and a half \\u00', ("Café and a half",)),
        ('{"sentences": [{"text": "He sleeps badly.", "rests_on": ["sy1", "sy2"]}, {"text": "It is', None),
        ('not JSON at all, "but it says this', ("but it says this",)),
    ],
)
def test_what_stands_there_so_far(text: str, sentences: tuple[str, ...] | None) -> None:
    assert growing(text) == (sentences if sentences is not None else ("He sleeps badly.", "It is"))


@given(words=st.text().map("It said {} so".format), end=st.integers(min_value=0))
def test_wherever_it_breaks_off_only_a_beginning_of_the_words_is_shown(words: str, end: int) -> None:
    text = json.dumps({"clinical": words})
    shown = growing(text[: end % (len(text) + 1)])

    assert len(shown) <= 1
    assert growing(text) == (words.strip(),)
    # An emoji is two escapes in JSON; between them one half of it may stand there for a moment.
    whole = "".join(c for c in (shown[0] if shown else "") if not "\ud800" <= c <= "\udfff")
    assert words.strip().startswith(whole.strip()) or not whole.strip()

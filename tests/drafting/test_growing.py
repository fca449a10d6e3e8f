"""A reply that is still being written shows its sentences; of one that breaks off only what is whole is used."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbot.drafting.growing import growing, whole


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ()),
        ('{"clinical": "Take part', ("Take part",)),
        ('{"clinical": "Say \\"no\\" in', ('Say "no" in',)),
        ('{"clinical": "Caf\\u00e9 and a half \\u00', ("Café and a half",)),
        ('{"clinical": "A smile \\ud83d', ("A smile",)),
        (
            '{"sentences": [{"text": "He sleeps badly.", "rests_on": ["sy1", "sy2"]}, {"text": "It is',
            ("He sleeps badly.", "It is"),
        ),
        ("not JSON at all, but it says this", ()),
    ],
)
def test_what_stands_there_so_far(text: str, sentences: tuple[str, ...]) -> None:
    assert growing(text) == sentences


@given(words=st.text().map("It said {} so".format), end=st.integers(min_value=0))
def test_wherever_it_breaks_off_only_a_beginning_of_the_words_is_shown(words: str, end: int) -> None:
    text = json.dumps({"clinical": words})
    shown = growing(text[: end % (len(text) + 1)])

    assert len(shown) <= 1
    assert growing(text) == (words.strip(),)
    assert words.strip().startswith((shown[0] if shown else "").strip())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('{"found": [{"a": 1}, {"a": 2}, {"a": 3', {"found": [{"a": 1}, {"a": 2}]}),
        ('{"found": [{"a": 1}, {"a": 14}', {"found": [{"a": 1}, {"a": 14}]}),
        ('{"found": [{"a": 1}], ', {"found": [{"a": 1}]}),
        ('{"found": [{"text": "he is }, well", "on": ["s1", "s2"', None),
        ('{"what": "low, mood", "on": [{"a": "so', {"what": "low, mood"}),
        ('{"1": "nothing", "2": "symptom", "3": "go', {"1": "nothing", "2": "symptom"}),
        ('{"target": 1', None),
        ('{"clinical": "Take part, and', None),
        ("", None),
        ("[" * 3000, None),
    ],
)
def test_what_was_written_to_its_end_is_kept_and_closed(text: str, left: Any) -> None:
    closed = whole(text)
    assert (None if closed is None else json.loads(closed)) == left


ITEM = st.fixed_dictionaries(
    {"text": st.text(alphabet='ab ,}]"\\{[', max_size=12), "on": st.lists(st.sampled_from(["s1", "s2"]), max_size=3)},
    optional={"weeks": st.integers(0, 300)},
)


@given(items=st.lists(ITEM, min_size=1, max_size=4), end=st.integers(min_value=0))
def test_wherever_a_list_breaks_off_every_item_that_is_left_is_one_that_was_written(items: list[Any], end: int) -> None:
    text = json.dumps({"found": items})
    closed = whole(text[: end % len(text)])

    kept = json.loads(closed).get("found", []) if closed else []
    assert kept == items[: len(kept)]
    written = text[: end % len(text)]
    ended = sum(written.startswith(json.dumps({"found": items[: n + 1]})[:-2]) for n in range(len(items)))
    assert len(kept) == ended, "and none is lost that was whole"

"""Greetings, thanks and partings are small talk; whatever says anything besides is not, however politely."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbot.knowledge import load
from planbot.knowledge.small_talk import LONGEST, is_small_talk

SMALL_TALK = (
    "hello there", "Hello", "hi", "Hey there!", "good morning", "Good afternoon, how are you?", "thanks", "bye",
    "Hello, how are you?", "what\u2019s up", "nice to meet you", "It's good to see you again", "thank you very much",
    "Thanks for having me.", "you're welcome", "goodbye", "see you next week", "have a nice weekend", "take care!",
    "how are you doing today?",
    "ok", "okay then", "all right", "hmm", "just a second", "sorry, I'm late", "what lovely weather", "it's cold today",
    "Hello! Nice to meet you. How are you?", "happy new year", "hello world", "thanks, bye",
)  # fmt: skip
SAYS_SOMETHING = (
    "hello there, I can't sleep", "hi, I feel sad", "good morning, I worry all the time", "hey, I hear voices",
    "thanks, I feel anxious", "sorry I'm late, I had a panic attack", "I can't take care of myself",
    "good mornings are rare", "welcome in no place",
    "I never say hello", "saying goodbye frightens me", "high", "hiding", "cold hands", "it's cold inside me",
    "how are you supposed to cope", "I say sorry all the time", "OCD", "so sad", "no", "yes", "sleep",
)  # fmt: skip


@pytest.mark.parametrize("says", SMALL_TALK)
def test_small_talk_finds_no_symptom(says: str) -> None:
    assert is_small_talk(says)
    assert load().find("symptom", says) == []
    assert load().find(None, says) == []


@pytest.mark.parametrize("says", SAYS_SOMETHING)
def test_what_says_something_besides_is_looked_up(says: str) -> None:
    assert not is_small_talk(says)


def test_a_greeting_before_a_complaint_loses_nothing() -> None:
    found = [match.id for match in load().find("symptom", "Hello there, I can't sleep", 5)]
    assert found[0] == "insomnia"


def test_no_name_and_no_phrase_of_the_library_is_small_talk() -> None:
    library = load()
    named = [
        words
        for entries in (library.symptoms, library.problems, library.diagnoses)
        for entry in entries.values()
        for words in (getattr(entry, "label", entry.id), *getattr(entry, "says", ()), *getattr(entry, "also", ()))
    ]
    assert len(named) > 1000
    assert [words for words in named if is_small_talk(words)] == []


@given(st.text(max_size=200))
def test_any_text_can_be_asked_about(text: str) -> None:
    if is_small_talk(text):
        assert len(text) <= LONGEST


def test_it_is_told_quickly_whatever_is_typed() -> None:
    began = time.perf_counter()
    for says in (
        "so well here hi how are you " * 4 + "x",
        "hello " * 20 + "!x",
        "thanks so much " * 8 + "x",
        "a " * 60,
    ):
        assert not is_small_talk(says[:LONGEST].strip() + "x")
    assert time.perf_counter() - began < 0.5

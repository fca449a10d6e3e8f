"""Filling: patterns take their words from the chart, come out different for different plans, and invent nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbot.chart import Goal, Intervention, Objective, Plan, SnapKind, Symptom
from planbot.knowledge import Slot, fill, slot_names
from tests.knowledge.small import chart_with, snap

STRENGTH = {"strength": Slot(fills_from=("strength", "value"), otherwise="something that matters")}
TWO = (snap(1, SnapKind.STRENGTH, "Cooking for friends."), snap(2, SnapKind.STRENGTH, "her sister"))


def test_the_client_is_called_by_name() -> None:
    assert fill("{client} will walk", {}, chart_with(), "Sam") == "Sam will walk"


def test_a_slot_is_filled_from_the_chart_in_the_clients_own_words() -> None:
    assert fill("uses {strength} daily", STRENGTH, chart_with(snaps=TWO), "Sam") == "uses cooking for friends daily"


def test_a_slot_the_chart_cannot_fill_says_what_stands_there_otherwise() -> None:
    assert fill("uses {strength}", STRENGTH, chart_with(), "Sam") == "uses something that matters"


def test_the_first_kind_named_is_asked_first() -> None:
    snaps = (snap(1, SnapKind.VALUE, "honesty"), snap(2, SnapKind.STRENGTH, "patience"))

    assert fill("{strength}", STRENGTH, chart_with(snaps=snaps), "Sam") == "patience"


def test_a_strength_another_objective_uses_is_left_to_it() -> None:
    chart = chart_with(snaps=TWO)
    used = Objective(id="o1", goal="g1", behaviour="will cook", snaps=("sn1",))

    assert fill("{strength}", STRENGTH, chart.set("plan", Plan(objectives=(used,))), "Sam") == "her sister"


def test_a_strength_that_a_goal_or_an_intervention_uses_counts_as_used_too() -> None:
    chart = chart_with(snaps=TWO)
    goal = Goal(id="g1", words="w", snaps=("sn1",))
    intervention = Intervention(id="i1", objectives=("o1",), what="will", snaps=("sn1",))

    assert fill("{strength}", STRENGTH, chart.set("plan", Plan(goals=(goal,))), "Sam") == "her sister"
    assert fill("{strength}", STRENGTH, chart.set("plan", Plan(interventions=(intervention,))), "Sam") == "her sister"


def test_when_all_are_used_the_first_is_used_again() -> None:
    used = Objective(id="o1", goal="g1", behaviour="will", snaps=("sn1", "sn2"))
    chart = chart_with(snaps=TWO).set("plan", Plan(objectives=(used,)))

    assert fill("{strength}", STRENGTH, chart, "Sam") == "cooking for friends"


def test_two_slots_of_one_kind_take_different_words_and_one_slot_named_twice_the_same() -> None:
    slots = {**STRENGTH, "other": Slot(fills_from=("strength",), otherwise="-")}
    text = fill("{strength}, {other}, {strength}", slots, chart_with(snaps=TWO), "Sam")

    assert text == "cooking for friends, her sister, cooking for friends"


def test_behaviours_come_from_the_recorded_symptoms() -> None:
    chart = chart_with(("low-mood", 5, 20))
    shown = Symptom(id="sy1", words="sad", behaviours=("Staying in bed until noon",))
    slots = {
        "behaviour": Slot(fills_from=("behaviour",), otherwise="-"),
        "symptom": Slot(fills_from=("symptom",), otherwise="-"),
    }

    assert fill("{behaviour}", slots, chart.put(shown), "Sam") == "staying in bed until noon"
    assert fill("{symptom}", slots, chart.put(shown), "Sam") == "sad"


def test_words_too_long_for_a_sentence_or_with_braces_are_passed_over() -> None:
    odd = (
        snap(1, SnapKind.STRENGTH, "x" * 200),
        snap(2, SnapKind.STRENGTH, "{client} {strength}"),
        snap(3, SnapKind.STRENGTH, "One thing. And another."),
        snap(4, SnapKind.STRENGTH, " . "),
        snap(5, SnapKind.STRENGTH, "her garden"),
    )

    assert fill("{strength}", STRENGTH, chart_with(snaps=odd), "Sam") == "her garden"


@pytest.mark.parametrize("words", ["Maria", "TV nights", "Aunt May", "God"])
def test_names_keep_their_capitals(words: str) -> None:
    chart = chart_with(snaps=(snap(1, SnapKind.STRENGTH, words),))

    assert fill("{strength}", STRENGTH, chart, "Sam") == words


@pytest.mark.parametrize("words", ["I sing", "my sister", "cooking for my kids", "I'm patient"])
def test_words_in_the_first_person_are_quoted_unless_the_sentence_is_the_clients_own(words: str) -> None:
    chart = chart_with(snaps=(snap(1, SnapKind.STRENGTH, words),))

    assert fill("{client} will use {strength}", STRENGTH, chart, "Sam") == f"Sam will use “{words}”"
    assert fill("I will use {strength}", STRENGTH, chart, "Sam") == f"I will use {words}"


def test_a_slot_nobody_declared_stays_to_be_seen() -> None:
    assert fill("{nothing} here", {}, chart_with(snaps=TWO), "Sam") == "{nothing} here"


def test_the_slots_of_a_text_are_named_once_in_order() -> None:
    assert slot_names("{b} {client} {a} {b} {Not One} {}") == ("b", "client", "a")


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_was_said_is_filled_in_word_for_word_or_not_at_all(words: str, name: str) -> None:
    chart = chart_with(snaps=(snap(1, SnapKind.STRENGTH, words),))
    text = fill("{client}|{strength}", STRENGTH, chart, name)

    filled = text.removeprefix(name + "|").strip("“”")
    assert filled == "something that matters" or filled.casefold() in " ".join(words.split()).casefold()
    assert text == fill("{client}|{strength}", STRENGTH, chart, name)

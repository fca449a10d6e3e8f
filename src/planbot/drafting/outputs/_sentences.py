"""Sentences that each say what in the chart they rest on, and what becomes of those that do not hold."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field, create_model

from planbot.drafting.outputs import Drafted, one_of, tidied
from planbot.drafting.truth import supported

RESTS_ON_AT_MOST = 5
"""How many facts one sentence may rest on."""


def sentences(facts: Mapping[str, str], most: int, longest: int = 300) -> Any:
    """Return the field for up to *most* sentences that each rest on some of *facts*, which are texts by id."""
    rests: Any = one_of("RestsOn", facts)
    sentence = create_model(
        "Sentence",
        __base__=Drafted,
        text=(str, Field(min_length=10, max_length=longest)),
        rests_on=(list[rests], Field(min_length=1, max_length=RESTS_ON_AT_MOST)),
    )
    return (list[sentence], Field(min_length=1, max_length=most))


def upheld(drafted: Any, facts: Mapping[str, str]) -> tuple[list[str], list[str], list[str]]:
    """Return the sentences that hold, the ids they rest on, and what is doubtful about those left out.

    When none holds all are kept: then a person sees them with what is doubtful.
    """
    kept, links, doubts = [], [], []
    for each in drafted:
        text = tidied(each.text)
        found = supported(text, [facts[str(i)] for i in each.rests_on])
        if found:
            doubts += found
        else:
            kept.append(text)
            links += [str(i) for i in each.rests_on]
    if not kept:
        kept = [tidied(each.text) for each in drafted]
        links = [str(i) for each in drafted for i in each.rests_on]
    return kept, list(dict.fromkeys(links)), list(dict.fromkeys(doubts))


def joined(kept: list[str]) -> str:
    """Return sentences as one text, each ended."""
    return " ".join(each if each.endswith((".", "!", "?")) else f"{each}." for each in dict.fromkeys(kept))

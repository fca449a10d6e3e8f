"""Sentences that each say what in the chart they rest on, and what becomes of those that do not hold."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import Field, create_model

from planbot.drafting.material import Fact, Matter
from planbot.drafting.outputs import Drafted, one_of, tidied
from planbot.drafting.truth import supported
from planbot.rules.reading.words import short

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


def upheld(drafted: Any, facts: Mapping[str, str], matter: Matter) -> tuple[list[str], list[str], list[str]]:
    """Return the sentences that hold, the ids they rest on, and what was left out and why.

    When none holds all are kept: then a person sees them with what is doubtful.
    """
    texts = [(one, [str(i) for i in each.rests_on]) for each in drafted for one in _one_by_one(tidied(each.text))]
    found = [supported(text, [Fact(i, facts[i]) for i in ids], matter) for text, ids in texts]
    holds = [not doubts for doubts in found]
    kept = [pair for pair, held in zip(texts, holds, strict=True) if held] or texts
    doubts = [
        f"Left out: {short(text, 60)}. {doubt}" if any(holds) else doubt
        for (text, _), told in zip(texts, found, strict=True)
        for doubt in told[:1]
    ]
    links = dict.fromkeys(i for _, ids in kept for i in ids)
    return [text for text, _ in kept], list(links), list(dict.fromkeys(doubts))


def _one_by_one(text: str) -> list[str]:
    """Return the sentences of *text*: each has to hold by itself, and one broken off at the end is left out."""
    found = re.split(r"(?<=[.!?])\s+(?=[A-Z])", text)
    return found[:-1] if len(found) > 1 and not found[-1].endswith((".", "!", "?")) else found


def joined(kept: list[str]) -> str:
    """Return sentences as one text, each ended."""
    return " ".join(each if each.endswith((".", "!", "?")) else f"{each}." for each in dict.fromkeys(kept))

"""A problem as a statement with its evidence: what it is, as evidenced by what was seen or said."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field, create_model

from planbot.drafting import material
from planbot.drafting.base import Proposal
from planbot.drafting.material import Matter, by_id
from planbot.drafting.outputs import Drafted, tidied
from planbot.drafting.outputs._sentences import sentences, upheld

MOST = 5


def shape(matter: Matter) -> type[Drafted]:
    """Return the model of the answer; its evidence is this problem's symptoms and affected parts of life."""
    return create_model(
        "Statement",
        __base__=Drafted,
        what=(str, Field(min_length=5, max_length=120)),
        evidence=sentences(_facts(matter), MOST, longest=140),
    )


def proposals(drafted: Any, matter: Matter) -> Iterator[Proposal]:
    """Yield the statement, with the evidence that holds."""
    kept, rests_on, doubts = upheld(drafted.evidence, _facts(matter), matter)
    what = tidied(drafted.what).rstrip(" .,;:")
    head, announced, _ = what.partition(" as evidenced by")
    shown = "; ".join(dict.fromkeys(each.rstrip(" .;") for each in kept))
    yield Proposal(
        words=f"{head.rstrip(' ,') if announced else what}, as evidenced by {shown}.",
        links=tuple(rests_on),
        because="rests on what was recorded for this problem",
        doubts=tuple(doubts),
    )


def _facts(matter: Matter) -> dict[str, str]:
    return by_id(material.symptoms(matter), material.impairments(matter))

"""The clinical wording of a client's goal."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from planbot.drafting.base import Proposal
from planbot.drafting.material import Matter
from planbot.drafting.outputs import Drafted, tidied


class Wording(Drafted):
    """One sentence that stands beside the client's own."""

    clinical: str = Field(min_length=8, max_length=220)


def shape(_: Matter) -> type[Drafted]:
    """Return the model of the answer; it links to nothing."""
    return Wording


def proposals(drafted: Any, matter: Matter) -> Iterator[Proposal]:
    """Yield the wording."""
    yield Proposal(
        words=tidied(drafted.clinical), links=(matter.question.item.id,), because="beside the client's own words"
    )

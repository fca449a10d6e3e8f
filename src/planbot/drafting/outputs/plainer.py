"""A plainer wording for the client's copy; the plan keeps its own."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from planbot.drafting.base import Proposal
from planbot.drafting.material import Matter
from planbot.drafting.outputs import Drafted, tidied
from planbot.rules.reading.words import reading_grade

EIGHTH = 8.9
"""The highest Flesch-Kincaid grade that is still the eighth."""


class Plainer(Drafted):
    """The same thing in plain words."""

    plain: str = Field(min_length=8, max_length=240)


def shape(_: Matter) -> type[Drafted]:
    """Return the model of the answer; it links to nothing but the wording at hand."""
    return Plainer


def proposals(drafted: Any, matter: Matter) -> Iterator[Proposal]:
    """Yield the plain wording, and say when it is not plain."""
    words = tidied(drafted.plain)
    grade = reading_grade(words)
    doubts = [f"It reads like grade {grade:.0f}; use shorter words, or two sentences."] if grade > EIGHTH else []
    if _letters(words) == _letters(matter.question.item.wording):
        doubts.append("It says the same words as the plan; say it in plainer ones.")
    names = {name.casefold() for d in matter.chart.diagnoses for name in (d.name, d.code)}
    if any(name and name in words.casefold() for name in names):
        doubts.append("It names a diagnosis or a code, which the client's copy does not.")
    yield Proposal(words=words, links=(matter.question.item.id,), because="for the client's copy", doubts=tuple(doubts))


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))

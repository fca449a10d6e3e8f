"""A long list that is searched by meaning, not only by letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planbot.flows.answers import Choices

if TYPE_CHECKING:
    from planbot.flows.base import Question


@dataclass(frozen=True)
class Searched(Choices):
    """Several options at once, of which *finds* tells those that what is typed may mean, by their values."""

    finds: Callable[["Question", str], Sequence[str]] = lambda _question, _typed: ()

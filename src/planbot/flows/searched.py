"""A long list that is searched by meaning, not only by letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planbot.errors import AnswerError
from planbot.flows.answers import Choices
from planbot.flows.reading import several
from planbot.knowledge.small_talk import is_small_talk

if TYPE_CHECKING:
    from planbot.flows.base import Question

SMALL_TALK = (
    "There is nothing in that to write down yet. What have you noticed? "
    'A few words of your own will do, such as "I sleep badly".'
)


@dataclass(frozen=True)
class Searched(Choices):
    """Several options at once, of which *finds* tells those that what is typed may mean, by their values."""

    finds: Callable[["Question", str], Sequence[str]] = lambda _question, _typed: ()

    def parse(self, words: str, question: "Question") -> tuple[str, ...]:
        """Return the values meant, each once, without the small talk around them.

        Raises AnswerError, which asks again, when there was nothing but small talk.
        """
        said = several(words)
        told = [part for part in said if not is_small_talk(part)]
        if said and not told:
            raise AnswerError(SMALL_TALK)
        return super().parse("; ".join(told), question)

"""Where the value of an answer goes in the chart, and how it is taken out again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from planbot.chart import Chart
from planbot.chart.links import without

if TYPE_CHECKING:
    from planbot.flows.base import Question


class Into(Protocol):
    """Where the value of an answer goes in the chart, and how it is taken out again."""

    def write(self, question: "Question", value: Any) -> Chart:
        """Return the chart with the value in its place."""

    def clear(self, question: "Question") -> Chart:
        """Return the chart as if the question had not been asked."""


@dataclass(frozen=True)
class Field:
    """A field of the chart, by its dotted path."""

    path: str
    make: Callable[[Any], Any] = field(default=lambda value: value)
    empty: Any = None

    def write(self, question: "Question", value: Any) -> Chart:
        """Put the value into the field."""
        return question.chart.set(self.path, self.make(value))

    def clear(self, question: "Question") -> Chart:
        """Empty the field."""
        return question.chart.set(self.path, self.empty)


@dataclass(frozen=True)
class Part:
    """A field of the item the question is about."""

    name: str
    make: Callable[[Any], Any] = field(default=lambda value: value)
    empty: Any = None

    def write(self, question: "Question", value: Any) -> Chart:
        """Put the value into the item's field."""
        return question.chart.put(question.item.model_copy(update={self.name: self.make(value)}))

    def clear(self, question: "Question") -> Chart:
        """Empty the item's field."""
        return question.chart.put(question.item.model_copy(update={self.name: self.empty}))


@dataclass(frozen=True)
class Name:
    """The field that an item is known by: withdrawing it withdraws the item and all it alone owned."""

    name: str = "words"
    along: Callable[["Question", Any], dict[str, Any]] = field(default=lambda _question, _value: {})
    """Other fields that follow from the same answer."""

    def write(self, question: "Question", value: Any) -> Chart:
        """Rename the item."""
        update = {self.name: value, **self.along(question, value)}
        return question.chart.put(question.item.model_copy(update=update))

    def clear(self, question: "Question") -> Chart:
        """Remove the item, what it alone owned, and every link to them."""
        return without(question.chart, question.item.id)


@dataclass(frozen=True)
class By:
    """A place that needs functions of its own."""

    write: Callable[["Question", Any], Chart]
    clear: Callable[["Question"], Chart]

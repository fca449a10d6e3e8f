"""The kinds of answer: each reads a person's words into a value, and says in one sentence when it cannot.

A kind of answer knows nothing of the screen; its ``kind`` tells a front end which widget suits it.
Every value can be written as words again, so that plain lines, screens and tests speak the same language.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from planbot.chart import Duration, Quantity
from planbot.errors import AnswerError
from planbot.flows.reading import is_range, parts, read_amount, read_date, read_days, several
from planbot.text import clean

if TYPE_CHECKING:
    from planbot.flows.base import Question

LONGEST = 4000
"""The most characters one answer may have."""
FARTHEST = 130
"""The most years a date may be from today: as long as a life."""


@dataclass(frozen=True)
class Option:
    """One thing to pick: what is stored, what is shown, and other words that mean it."""

    value: str
    label: str
    hint: str = ""
    also: tuple[str, ...] = ()


Options = Callable[["Question"], Sequence[Option]]
"""What can be picked at a question; computed when the question is met."""


class AnswerKind(Protocol):
    """How a question may be answered."""

    kind: ClassVar[str]

    def parse(self, words: str, question: "Question") -> Any:
        """Return the value of *words*; raises AnswerError in one sentence."""

    def hint(self, question: "Question") -> str:
        """Return a few words on how to answer."""


def tidy(words: str) -> str:
    """Return *words* cleaned and stripped; raises AnswerError when empty or too long."""
    text = clean(words).strip()
    if not text:
        raise AnswerError("There is nothing to save yet; write a few words, or skip this one.")
    if len(text) > LONGEST:
        raise AnswerError(f"That is {len(text)} characters; please keep it under {LONGEST}.")
    return text


@dataclass(frozen=True)
class Text:
    """Free words, kept as said."""

    kind: ClassVar[str] = "text"
    long: bool = False

    def parse(self, words: str, question: "Question") -> str:
        """Return the words, cleaned."""
        return tidy(words)

    def hint(self, question: "Question") -> str:
        """Return a few words on how to answer."""
        return "your own words"


@dataclass(frozen=True)
class Lines:
    """Several free answers at once, on lines of their own or separated by semicolons."""

    kind: ClassVar[str] = "lines"
    allow_none: bool = False
    """Whether "none" is an answer."""

    def parse(self, words: str, question: "Question") -> tuple[str, ...]:
        """Return each answer once, in order."""
        text = tidy(words)
        parts = several(text)
        if self.allow_none and "; ".join(parts or (text,)).casefold().rstrip(".") in {"none", "no", "nothing", "-"}:
            return ()
        if not parts:
            raise AnswerError("There is nothing to save yet; write a few words, or skip this one.")
        return parts

    def hint(self, question: "Question") -> str:
        """Return a few words on how to answer."""
        return "one or several; put a semicolon between them"


@dataclass(frozen=True)
class Choice:
    """One of several options, by its label, its number or another word for it; or free words where allowed."""

    kind: ClassVar[str] = "choice"
    options: Options | Sequence[Option]
    free: bool = False
    """Whether words that match no option are welcome; they come back as they are."""

    def offered(self, question: "Question") -> tuple[Option, ...]:
        """Return the options at this question."""
        return tuple(self.options(question) if callable(self.options) else self.options)

    def parse(self, words: str, question: "Question") -> str:
        """Return the value of the option meant, or the words themselves where free words are allowed."""
        return self.match(tidy(words), self.offered(question))

    def match(self, text: str, offered: Sequence[Option]) -> str:
        """Return the value of the option that *text* means."""
        low = text.casefold()
        for option in offered:
            if low in {option.value.casefold(), option.label.casefold(), *(a.casefold() for a in option.also)}:
                return option.value
        if low.isdecimal() and 1 <= int(low) <= len(offered):
            return offered[int(low) - 1].value
        if self.free:
            return text
        begins = [o for o in offered if o.label.casefold().startswith(low)]
        if len(begins) == 1:
            return begins[0].value
        shown = ", ".join(o.label for o in (begins or offered)[:8])
        more = " …" if len(begins or offered) > 8 else ""
        if not offered:
            raise AnswerError("There is nothing to choose from here yet; skip this one for now.")
        raise AnswerError(f"Please choose one of these: {shown}{more}.")

    def hint(self, question: "Question") -> str:
        """Return a few words on how to answer."""
        return "type to search, or use your own words" if self.free else "choose one"


@dataclass(frozen=True)
class Choices:
    """Several options at once, separated by semicolons or, where no option has one, commas."""

    kind: ClassVar[str] = "choices"
    options: Options | Sequence[Option]
    free: bool = False
    allow_none: bool = False
    """Whether "none" is an answer."""

    def offered(self, question: "Question") -> tuple[Option, ...]:
        """Return the options at this question."""
        return tuple(self.options(question) if callable(self.options) else self.options)

    def parse(self, words: str, question: "Question") -> tuple[str, ...]:
        """Return the values meant, each once, in the order given."""
        text = tidy(words)
        offered = self.offered(question)
        if self.allow_none and text.casefold() in {"none", "no", "nothing", "-"}:
            return ()
        if not (parts := several(text)):
            raise AnswerError("Please choose at least one, or skip this for now.")
        labels = {o.label.casefold() for o in offered}
        if len(parts) == 1 and "," in text and text.casefold() not in labels and not self.free:
            parts = several(text.replace(",", ";"))
        one = Choice(offered, self.free)
        return tuple(dict.fromkeys(one.match(part, offered) for part in parts))

    def hint(self, question: "Question") -> str:
        """Return a few words on how to answer."""
        return "choose any; put a semicolon between them" + (", or say none" if self.allow_none else "")


YES = frozenset({"yes", "y", "yeah", "yep", "true", "sure", "ok"})
NO = frozenset({"no", "n", "nope", "nah", "false", "not really", "none", "nothing", "that's all", "done"})


@dataclass(frozen=True)
class YesNo:
    """Yes or no."""

    kind: ClassVar[str] = "yesno"

    def offered(self, question: "Question") -> tuple[Option, ...]:
        """Return the two options."""
        return (Option("yes", "Yes", also=tuple(YES)), Option("no", "No", also=tuple(NO)))

    def parse(self, words: str, question: "Question") -> bool:
        """Return whether the answer is yes."""
        low = tidy(words).casefold().rstrip(".!")
        if low in YES:
            return True
        if low in NO:
            return False
        raise AnswerError("Please answer yes or no.")

    def hint(self, question: "Question") -> str:
        """Return a few words on how to answer."""
        return "yes or no"


@dataclass(frozen=True)
class Scale:
    """A whole number between two ends, each with a name."""

    kind: ClassVar[str] = "scale"
    low: int = 0
    high: int = 10
    low_label: str = ""
    high_label: str = ""

    def parse(self, words: str, question: "Question") -> int:
        """Return the number."""
        text = tidy(words).casefold().removesuffix(f"/{self.high}").strip()
        if re.fullmatch(r"-?\d{1,4}", text) and self.low <= int(text) <= self.high:
            return int(text)
        raise AnswerError(f"Please give a whole number from {self.low} to {self.high}.")

    def hint(self, question: "Question") -> str:
        """Return a few words on how to answer."""
        ends = [f"{n} {label}" for n, label in ((self.low, self.low_label), (self.high, self.high_label)) if label]
        return f"{self.low} to {self.high}" + (f" ({', '.join(ends)})" if ends else "")


@dataclass(frozen=True)
class Whole:
    """A whole number of something, such as weeks or minutes."""

    kind: ClassVar[str] = "number"
    unit: str
    low: int = 0
    high: int = 1000
    per: tuple[tuple[str, int], ...] = ()
    """Other units and how many of ours they hold, such as ("month", 4)."""

    def parse(self, words: str, question: "Question") -> int:
        """Return the number in our unit."""
        text = tidy(words).casefold()
        match = re.fullmatch(r"(?:about |around |~)?(\d{1,5})\s*([a-z]*)\.?", text)
        if match:
            number, unit = int(match[1]), match[2].rstrip("s")
            factor = 1
            if unit and not self.unit.startswith(unit):
                factor = next((f for name, f in self.per if name.startswith(unit)), 0)
            if factor and self.low <= number * factor <= self.high:
                return number * factor
        raise AnswerError(f"Please give a number of {self.unit} from {self.low} to {self.high}.")

    def hint(self, question: "Question") -> str:
        """Return a few words on how to answer."""
        return f"a number of {self.unit}"


@dataclass(frozen=True)
class Amount:
    """A number with its unit, such as "2 evenings a week"; the unit may be given by the question."""

    kind: ClassVar[str] = "amount"
    unit: Callable[["Question"], str] = field(default=lambda _: "")

    def parse(self, words: str, question: "Question") -> Quantity:
        """Return the number and its unit."""
        number, unit = read_amount(tidy(words))
        if number is None:
            raise AnswerError('Please begin with a number, such as "2 evenings a week".')
        if is_range(unit):
            raise AnswerError("Please give one number rather than a range or a fraction, so that change can be seen.")
        return Quantity(value=number, unit=unit or self.unit(question))

    def hint(self, question: "Question") -> str:
        """Return a few words on how to answer."""
        unit = self.unit(question)
        return f"a number of {unit}" if unit else "a number, and what is counted"


@dataclass(frozen=True)
class Lasting:
    """How long something has lasted, in days where the words can be read."""

    kind: ClassVar[str] = "lasting"

    def parse(self, words: str, question: "Question") -> Duration:
        """Return the words and the days they stand for; a month counts a twelfth of 365 days."""
        text = tidy(words)
        return Duration(words=text, days=read_days(text.casefold()))

    def hint(self, question: "Question") -> str:
        """Return a few words on how to answer."""
        return "such as 3 weeks, 2 months, a year"


_SUCH_AS = {True: '"15 Feb" or "in 3 months"', False: '"15 Feb 1990" or "1990-02-15"', None: '"today" or "15 Feb"'}


@dataclass(frozen=True)
class Day:
    """A date: "2027-02-15", "15 Feb", "in 3 months", "today"."""

    kind: ClassVar[str] = "date"
    ahead: bool | None = None
    """True when it must not be past, False when it must not be to come, None when either is fine."""

    def parse(self, words: str, question: "Question") -> date:
        """Return the date meant, counted from the day of the question."""
        day = read_date(tidy(words), question.today, ahead=self.ahead is not False)
        if day is None:
            raise AnswerError(f"Please give {self.hint(question).replace(',', '', 1)}.")
        if abs(day.year - question.today.year) > FARTHEST:
            raise AnswerError(f"The year {day.year} is too far from today; please look at it again.")
        if self.ahead is True and day < question.today:
            raise AnswerError(f"{day:%d %b %Y} is past; please give a date from today on.")
        if self.ahead is False and day > question.today:
            raise AnswerError(f"{day:%d %b %Y} is still to come; please give a date up to today.")
        return day

    def hint(self, question: "Question") -> str:
        """Return a few words on how to answer, with examples that lie where the date has to lie."""
        return f"a date, such as {_SUCH_AS[self.ahead]}"


@dataclass(frozen=True)
class Row:
    """One row of a grid."""

    id: str
    label: str
    current: tuple[str, ...] = ()
    """The words standing in its cells now."""


@dataclass(frozen=True)
class Column:
    """One column of a grid, with the kind of answer its cells take."""

    id: str
    label: str
    answer: AnswerKind
    needed: bool = True


@dataclass(frozen=True)
class Grid:
    """Many short answers at once: a row for each thing rated, a column for each question about it.

    As words: one row after another, separated by semicolons or line ends, each "label: cell, cell, cell";
    the labels may be left out when every row is given in order.
    """

    kind: ClassVar[str] = "grid"
    rows: Callable[["Question"], Sequence[Row]]
    columns: tuple[Column, ...]

    def parse(self, words: str, question: "Question") -> dict[str, dict[str, Any]]:
        """Return the values by row id and column id; only the rows given."""
        rows = list(self.rows(question))
        values: dict[str, dict[str, Any]] = {}
        for number, part in enumerate(parts(tidy(words))):
            row, cells = self._row(part, number, rows)
            values[row.id] = self._cells(row, cells, question)
        return values

    def _row(self, part: str, number: int, rows: Sequence[Row]) -> tuple[Row, str]:
        cuts = [match.start() for match in re.finditer(":", part)]
        for same in (True, False):
            for cut in reversed(cuts):
                if (row := _labelled(part[:cut].strip().casefold(), rows, same=same)) is not None:
                    return row, part[cut + 1 :]
        if cuts:
            label = part[: cuts[-1]].strip()
            raise AnswerError(f'There is no row "{label}"; the rows are {", ".join(r.label for r in rows)}.')
        if number >= len(rows):
            raise AnswerError(f"There are {len(rows)} rows; please give at most one answer for each.")
        return rows[number], part

    def _cells(self, row: Row, cells: str, question: "Question") -> dict[str, Any]:
        given = [cell.strip() for cell in cells.split(",", len(self.columns) - 1)]
        values: dict[str, Any] = {}
        for column, cell in zip(self.columns, given + [""] * (len(self.columns) - len(given)), strict=True):
            if cell and cell != "-":
                try:
                    values[column.id] = column.answer.parse(cell, question)
                except AnswerError as error:
                    raise AnswerError(f"{row.label}, {column.label}: {error}") from None
            elif column.needed:
                raise AnswerError(f"{row.label}: please give {', '.join(c.label for c in self.columns)}.")
        return values

    def hint(self, question: "Question") -> str:
        """Return a few words on how to answer."""
        return f"for each: {', '.join(column.label for column in self.columns)}"


def _labelled(wanted: str, rows: Sequence[Row], *, same: bool) -> Row | None:
    """Return the row with this label or id, or where not *same*, the only one that begins so."""
    if same:
        return next((row for row in rows if wanted in {row.label.casefold(), row.id.casefold()}), None)
    begins = [row for row in rows if wanted and row.label.casefold().startswith(wanted)]
    return begins[0] if len(begins) == 1 else None

"""Many short answers at once: a row for each thing rated, a column for each question about it."""

from itertools import accumulate
from typing import cast

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from typing_extensions import override

from planbot.flows import Question
from planbot.flows.answers import Choice, Column, Grid, Option, Row, Scale
from planbot.tui.messages import Answered
from planbot.tui.text import T, short

WIDEST_CELL = 16
HEADER = 1
"""The lines above the first row."""


class RatingGrid(Widget, can_focus=True):
    """Cells filled with digits, first letters or words; the arrows go from one to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self.columns: tuple[Column, ...] = ()
        self.cells: list[list[str]] = []
        self.at = (0, 0)
        """Row and column the next key fills."""
        self._typed = ""
        self._options: list[tuple[Option, ...]] = []

    def offer(self, question: Question) -> None:
        """Show the rows of *question*, with what they hold now."""
        answer = cast(Grid, question.answer)
        self.rows, self.columns = tuple(answer.rows(question)), answer.columns
        self._options = [c.answer.offered(question) if isinstance(c.answer, Choice) else () for c in self.columns]
        blank = [""] * len(self.columns)
        self.cells = [[*row.current[: len(blank)], *blank[len(row.current) :]] for row in self.rows]
        self._typed = ""
        self.at = self._unfilled() or (0, 0)
        self.refresh(layout=True)

    @property
    def words(self) -> str:
        """The cells as the words of one answer; rows with nothing in them are left out."""
        labels = [row.label.casefold() for row in self.rows]
        said = []
        for row, cells in zip(self.rows, self.cells, strict=True):
            if any(cells):
                plain = labels.count(row.label.casefold()) == 1 and not set(";\n") & set(row.label)
                said.append(f"{row.label if plain else row.id}: {', '.join(_cell_words(cells))}")
        return "; ".join(said)

    # keys

    def on_key(self, event: events.Key) -> None:
        """Go about the cells and fill them."""
        steps = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
        if event.key in steps:
            self._go(*steps[event.key])
        elif event.key == "enter":
            self._on()
        elif event.key in {"backspace", "delete"}:
            self._put("" if event.key == "delete" or self._options[self.at[1]] else self._cell[:-1])
        elif event.is_printable and event.character and self.rows:
            self._fill(event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    @property
    def _cell(self) -> str:
        return self.cells[self.at[0]][self.at[1]]

    def _put(self, text: str) -> None:
        if not self.rows:
            return
        self.cells[self.at[0]][self.at[1]] = text
        self._typed = self._typed if text else ""
        self.refresh()

    def _fill(self, character: str) -> None:
        answer = self.columns[self.at[1]].answer
        if isinstance(answer, Scale):
            self._put(self._digits(character, answer))
        elif options := self._options[self.at[1]]:
            self._put(self._pick(character, options, free=getattr(answer, "free", False)))
        else:
            self._put(self._cell + character if self._typed else character)
            self._typed += character

    def _digits(self, character: str, scale: Scale) -> str:
        if not character.isdecimal():
            return self._cell
        longer = self._typed + character
        self._typed = longer if scale.low <= int(longer) <= scale.high else character
        return self._typed if scale.low <= int(self._typed) <= scale.high else self._cell

    def _pick(self, character: str, options: tuple[Option, ...], *, free: bool) -> str:
        if character.isdecimal() and not self._typed:
            return options[int(character) - 1].label if 0 < int(character) <= len(options) else self._cell
        longer = (self._typed + character).casefold()
        begins = [o.label for o in options if o.label.casefold().startswith(longer)]
        if begins:
            self._typed = longer
            return begins[0]
        same = [o.label for o in options if o.label.casefold().startswith(character.casefold())]
        if same and set(longer) == {character.casefold()}:
            return same[(same.index(self._cell) + 1) % len(same)] if self._cell in same else same[0]
        if free:
            self._typed = self._typed + character
            return self._typed
        return self._cell

    def _go(self, down: int, across: int) -> None:
        row = min(max(self.at[0] + down, 0), max(len(self.rows) - 1, 0))
        column = self.at[1] + across
        if column >= len(self.columns) and row + 1 < len(self.rows):
            row, column = row + 1, 0
        elif column < 0 and row > 0:
            row, column = row - 1, len(self.columns) - 1
        self._move_to(row, min(max(column, 0), len(self.columns) - 1))

    def _move_to(self, row: int, column: int) -> None:
        self.at, self._typed = (row, column), ""
        self.refresh()

    def _unfilled(self) -> tuple[int, int] | None:
        for r, cells in enumerate(self.cells):
            for c, cell in enumerate(cells):
                if not cell and self.columns[c].needed:
                    return r, c
        return None

    def _on(self) -> None:
        """Go to the next cell that is still needed; with none left, send."""
        row, column = self.at
        order = [(r, c) for r in range(len(self.rows)) for c in range(len(self.columns))]
        here = order.index((row, column)) if order else 0
        for r, c in order[here + 1 :] + order[:here]:
            if not self.cells[r][c] and self.columns[c].needed:
                self._move_to(r, c)
                return
        if self.rows and not self._cell and self.columns[column].needed:
            return
        self.post_message(Answered(self.words))

    # drawing

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines the grid takes: as many rows as fit, and the hint."""
        return HEADER + min(len(self.rows), self._room) + 1

    @property
    def _room(self) -> int:
        return 10 if self.app.size.height >= 30 else 6

    def render(self) -> RenderResult:
        """Draw the rows around the present cell, and what may go into it."""
        label_width, widths = self._widths()
        head = T(" " * (label_width + 2)) + Content("").join(
            T(short(c.label, w - 2).ljust(w), "$quiet") for c, w in zip(self.columns, widths, strict=True)
        )
        shown = range(self._first, min(self._first + self._room, len(self.rows)))
        lines = [self._line(r, label_width, widths) for r in shown]
        return Content("\n").join([head, *lines, self._hint(more=len(self.rows) > self._room)])

    @property
    def _first(self) -> int:
        """The first row shown."""
        return max(0, min(self.at[0] - self._room // 2, len(self.rows) - self._room))

    def _widths(self) -> tuple[int, list[int]]:
        """Return the width of the labels, and of each column."""
        widths = [max(len(c.label), WIDEST_CELL) + 2 for c in self.columns]
        return max(self.content_size.width - sum(widths) - 2, 12), widths

    def _line(self, r: int, label_width: int, widths: list[int]) -> Content:
        here = r == self.at[0]
        parts = [
            T("› " if here else "  ", "$primary"),
            _padded(short(self.rows[r].label, label_width - 1), label_width),
        ]
        for c, width in enumerate(widths):
            cell = self.cells[r][c]
            empty = "·" if self.columns[c].needed else ""
            shown = _padded(short(cell, width - 3) if cell else empty, width - 2)
            if here and c == self.at[1]:
                shown = shown.stylize("reverse" if self.has_focus else "underline")
            parts += [shown, T("  ")]
        return Content("").join(parts)

    def _hint(self, *, more: bool) -> Content:
        if not self.rows:
            return T("There is nothing to rate yet; skip this one for now.", "$quiet")
        column = self.columns[self.at[1]]
        if isinstance(column.answer, Scale):
            how = f"{column.answer.low} to {column.answer.high}"
        elif options := self._options[self.at[1]]:
            how = " · ".join(o.label for o in options)
        else:
            how = "in words, such as 3 weeks or 2 months"
        count = f"row {self.at[0] + 1} of {len(self.rows)} · " if more else ""
        return T(short(f"{count}{column.label}: {how} · Enter goes on", max(self.content_size.width, 20)), "$quiet")

    def on_click(self, event: events.Click) -> None:
        """Go to the cell clicked."""
        at = event.get_content_offset_capture(self)
        row = self._first + at.y - HEADER
        label_width, widths = self._widths()
        edges = list(accumulate(widths, initial=label_width + 2))
        column = sum(at.x >= edge for edge in edges[:-1]) - 1
        if 0 <= row < len(self.rows) and column >= 0:
            self._move_to(row, column)


def _padded(text: str, width: int) -> Content:
    content = T(text)
    return content.pad_right(max(width - content.cell_length, 0))


def _cell_words(cells: list[str]) -> list[str]:
    """Return the cells without the signs that would part one answer from the next."""
    last = len(cells) - 1
    said = []
    for at, cell in enumerate(cells):
        plain = " ".join(cell.replace(";", ",").replace(":", " ").split())
        said.append(plain if at == last else plain.replace(",", " "))
    return said

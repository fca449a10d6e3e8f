"""A list of lines a person can walk through, each with the question behind it. The panes are made of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from textual.content import Content
from textual.css.styles import RulesMap
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from planbot.tui.messages import Ask
from planbot.tui.text import T

TONES = {
    "": "",
    "quiet": "$quiet",
    "strong": "bold",
    "heading": "bold $text-primary",
    "quote": "italic",
    "missing": "italic $text-warning",
    "broken": "bold $text-error",
    "notice": "$text-warning",
    "whole": "$text-success",
}
"""How a part of a line looks, by what it means; a sign or a word always says the same."""

GUTTER = 2
"""Cells before every line, where its sign stands."""


@dataclass(frozen=True)
class Part:
    """A stretch of words of one tone."""

    words: str
    tone: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a pane: its words, how deep it stands, its sign and the question behind it."""

    parts: tuple[Part, ...]
    key: str | None = None
    """The question that Enter opens, or None for a line one only reads."""
    item: str | None = None
    """The id of the part of the chart it shows."""
    lead: str = ""
    """A number or a branch that stands before the words; wrapped words keep clear of it."""
    indent: int = 0
    sign: str = ""
    """"!" where something is open, "+" for what the last answer changed."""
    aside: str = ""
    """A few quiet words at the right edge, such as who said it."""
    lead_tone: str = "quiet"
    one_row: bool = False
    """Whether words that do not fit are cut with an ellipsis instead of wrapped."""

    @property
    def text(self) -> str:
        """The words, without sign, number or aside."""
        return "".join(part.words for part in self.parts)

    @property
    def same(self) -> tuple[str | None, str | None, str]:
        """What makes it the same line in the next drawing."""
        return self.key, self.item, self.lead + self.text


def line(  # noqa: PLR0913  (a line has as many sides)
    *parts: Part | str,
    key: str | None = None,
    item: str | None = None,
    lead: str = "",
    indent: int = 0,
    sign: str = "",
    aside: str = "",
    tone: str = "",
) -> Line:
    """Return a line; words given as text take *tone*."""
    made = tuple(p if isinstance(p, Part) else Part(p, tone) for p in parts)
    return Line(made, key, item, lead, indent, sign, aside)


def heading(words: str, *, key: str | None = None, aside: str = "") -> Line:
    """Return the heading of a section."""
    return line(words, key=key, aside=aside, tone="heading")


BLANK = Line(())
"""An empty line between sections."""


def spaced(*sections: Sequence[Line]) -> list[Line]:
    """Return the lines of the sections that have any, with an empty line between them."""
    lines: list[Line] = []
    for section in sections:
        if section:
            lines += [BLANK, *section] if lines else section
    return lines


def plain(lines: Iterable[Line]) -> str:
    """Return the lines as text, as a test or a screen reader sees them."""
    return "\n".join(
        f"{each.sign:<{GUTTER}}{' ' * each.indent}{each.lead}{each.text}"
        f"{'  ' + each.aside if each.aside else ''}".rstrip()
        for each in lines
    )


class RowsVisual(Visual):
    """Draws something as rows of content, laid out anew for every width."""

    def __init__(self) -> None:
        self._laid: tuple[int, Content, int] | None = None

    def rows(self, width: int) -> list[Content]:
        """Return the rows, none wider than *width*."""
        raise NotImplementedError

    def lay(self, width: int) -> tuple[Content, int]:
        """Return the rows as one content, and how many there are."""
        if self._laid is None or self._laid[0] != width:
            rows = self.rows(max(width, 8))
            self._laid = (width, Content("\n").join(rows), len(rows))
        return self._laid[1], self._laid[2]

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw at *width*."""
        return self.lay(width)[0].render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002  (the protocol's)
        """Return the width of the room there is: a line fills it."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002  (the protocol's)
        """Return the number of rows at *width*."""
        return self.lay(width)[1] if width > 0 else 1


class LineVisual(RowsVisual):
    """Draws a line: sign, number, then the words, wrapped so that they stay clear of both."""

    def __init__(self, shown: Line) -> None:
        super().__init__()
        self.shown = shown

    def rows(self, width: int) -> list[Content]:
        """Return the line's rows."""
        shown = self.shown
        lead = T(shown.lead, TONES[shown.lead_tone])
        clear = min(GUTTER + shown.indent, width // 3)
        hang = clear + lead.cell_length
        if width - hang < 10:
            hang = clear
        aside = T(shown.aside, TONES["quiet"]).truncate(max(width // 3, 4), ellipsis=True)
        room = max(width - hang - (aside.cell_length + 2 if shown.aside else 0), 6)
        words = Content("").join(T(part.words, TONES[part.tone]) for part in shown.parts)
        if shown.one_row:
            words = words.truncate(room, ellipsis=True)
        wrapped = [row.rstrip() for row in words.wrap(room)] or [Content("")]
        first = T(f"{shown.sign:<{clear}}", self._sign_style()) + lead + wrapped[0]
        if shown.aside:
            first = first.pad_right(max(width - first.cell_length - aside.cell_length, 1)) + aside
        return [first.truncate(width), *(row.pad_left(hang).truncate(width) for row in wrapped[1:])]

    def _sign_style(self) -> str:
        return {"!": TONES["broken"], "+": TONES["whole"]}.get(self.shown.sign, "")


class LinePane(OptionList):
    """A list of lines; Enter or a click on one asks for the question behind it."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id, classes=classes, markup=False)
        self.lines: tuple[Line, ...] = ()

    def draw(self, lines: Sequence[Line]) -> None:
        """Show *lines* instead of what is shown, keeping the place one was looking at."""
        if tuple(lines) == self.lines:
            return
        at, scrolled = self.highlighted, self.scroll_y
        standing = self.lines[at] if at is not None and at < len(self.lines) else None
        self.lines = tuple(lines)
        self.set_options(Option(self.visual_of(each), disabled=each.key is None) for each in self.lines)
        self._return_to(standing, at)
        self.scroll_to(y=scrolled, animate=False, force=True)
        if self.has_focus:
            self.on_focus()

    def on_focus(self) -> None:
        """Stand on the first line one can open, so that Enter means something at once."""
        if self.highlighted is None:
            self.action_first()

    def visual_of(self, shown: Line) -> Visual:
        """Return how a line is drawn."""
        return LineVisual(shown)

    def line_of(self, index: int) -> Line:
        """Return the line at *index*."""
        return self.lines[index]

    def _return_to(self, standing: Line | None, at: int | None) -> None:
        if standing is None or at is None:
            return
        open_to = [n for n, each in enumerate(self.lines) if each.key is not None]
        exact = [n for n in open_to if self.lines[n].same == standing.same]
        alike = [n for n in open_to if (self.lines[n].key, self.lines[n].item) == (standing.key, standing.item)]
        nearest = sorted(open_to, key=lambda n: abs(n - at))
        self.highlighted = next(iter([*exact, *alike, *nearest]), None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Pass on what Enter or a click on a line means."""
        event.stop()
        key = self.line_of(event.option_index).key
        if key:
            self.choose(key)

    def choose(self, key: str) -> None:
        """Ask for the question behind the line chosen."""
        self.post_message(Ask(key))


class LineList(LinePane):
    """A list of lines that stand for things to open or do, rather than for questions."""

    class Chosen(Message):
        """A person chose the line with this key."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def choose(self, key: str) -> None:
        """Say which line was chosen."""
        self.post_message(self.Chosen(key))


def changed(before: Sequence[Line] | None, after: Sequence[Line]) -> list[Line]:
    """Return the lines *after* a turn, with "+" before those that were not there *before*."""
    if not before:
        return list(after)
    known = {each.same for each in before}
    return [each if each.same in known or not each.text or each.sign else replace(each, sign="+") for each in after]

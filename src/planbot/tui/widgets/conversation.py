"""The talk so far: planbot's questions to the left, people's answers to the right, the present question last."""

from collections.abc import Iterable

from textual.app import ComposeResult, RenderResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from typing_extensions import override

from planbot.chart import Voice
from planbot.tui.talk import Exchange
from planbot.tui.text import TT, T

WIDEST = 68
"""Lines longer than this are hard to read."""


class Bubble(Widget):
    """One thing said, wrapped to a readable width, to the left or to the right.

    It draws its own lines, because a widget inside a widget for each bubble would double what a long
    talk costs to lay out.
    """

    ALLOW_SELECT = True

    def __init__(self, body: Content, *, who: str = "", right: bool = False, style: str = "", kind: str = "") -> None:
        super().__init__(classes=kind)
        self._body = body
        self._who = who
        self._right = right
        self._style = style
        self._drawn: tuple[int, list[Content]] = (-1, [])

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines the bubble takes at *width*."""
        return len(self._lines(width))

    def render(self) -> RenderResult:
        """Draw the bubble for the width it has now."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        if self._drawn[0] != width:
            self._drawn = (width, self._to_the_right(width) if self._right else self._to_the_left(width))
        return self._drawn[1]

    def _to_the_left(self, width: int) -> list[Content]:
        bar = T("▌ " if "current" in self.classes else "  ", self._style)
        return [bar + line for line in self._wrapped(min(WIDEST, width - 2))]

    def _to_the_right(self, width: int) -> list[Content]:
        lines = self._wrapped(min(WIDEST, max(width * 4 // 5, 20)) - 2)
        block = max((line.cell_length for line in lines), default=0)
        block = max(block, T(self._who).cell_length)
        before = max(width - block - 2, 0)
        bar = T(" ▐", self._style)
        name = T(self._who, f"bold {self._style}")
        first = name.pad_left(before + block - name.cell_length) + bar
        return [first, *(line.pad_left(before).pad_right(block - line.cell_length) + bar for line in lines)]

    def _wrapped(self, width: int) -> list[Content]:
        return [line.rstrip() for line in self._body.wrap(max(width, 10))]


class Conversation(VerticalScroll, can_focus=False):
    """The talk so far, and the question that waits now."""

    def __init__(self, so_far: Iterable[Exchange], names: dict[Voice, str]) -> None:
        super().__init__()
        self._so_far = tuple(so_far)
        self.names = names

    def compose(self) -> ComposeResult:
        """Show what was said before."""
        yield from self._bubbles(self._so_far)

    def on_mount(self) -> None:
        """Keep the newest in view whatever is added."""
        self.anchor()

    def _bubbles(self, exchanges: Iterable[Exchange]) -> Iterable[Bubble]:
        asked = ""
        for each in exchanges:
            if each.asked and each.asked != asked:
                yield Bubble(T(each.asked, "$quiet"), kind="asked")
            asked = each.asked
            yield self._answer(each)

    def _answer(self, said: Exchange) -> Bubble:
        source = TT("\n", (said.source, "italic $quiet")) if said.source else T()
        return Bubble(
            T(said.answered) + source, who=self.names[said.voice], right=True, style=f"${said.voice.value}", kind="said"
        )

    def show(self, text: str, *, note: str = "", help_words: str = "", kind: str = "question") -> None:
        """Put *text* last, as what waits now, in the place of what waited before."""
        body = TT((text, "bold" if kind == "question" else ""))
        if note:
            body = TT((note, "italic $quiet"), "\n") + body
        if help_words:
            body += TT("\n", (help_words, "$quiet"))
        self._drop_current()
        self.mount(Bubble(body, style="$primary", kind=f"current {kind}"))
        self.anchor()

    def said(self, said: Exchange, echoes: Iterable[str] = ()) -> None:
        """Move what waited into the past, with the answer it got and what planbot says to it."""
        self._drop_current()
        bubbles = list(self._bubbles((said,)))
        bubbles += [Bubble(T(echo, "italic $quiet"), kind="echo") for echo in echoes]
        self.mount(*bubbles)

    def rebuild(self, so_far: Iterable[Exchange], names: dict[Voice, str]) -> None:
        """Start over from the chart: after undo, or when another window saved."""
        self.names = names
        self.remove_children()
        self.mount(*self._bubbles(so_far))

    def _drop_current(self) -> None:
        self.query(".current").remove()

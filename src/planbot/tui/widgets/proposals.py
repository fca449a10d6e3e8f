"""What the library proposes, one card at a time. A proposal is only ever taken by a key press or a click."""

from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from typing_extensions import override

from planbot.chart import Author, Impairment, Item
from planbot.drafting import Proposal
from planbot.flows import Question
from planbot.flows.base import naming
from planbot.tui.messages import Accept, Edit
from planbot.tui.text import T, short
from planbot.tui.widgets.wording import domain

LINKED = 3
"""At most so many linked items are named."""
HIGHEST, HIGHEST_LOW = 14, 8
"""The lines a card may take, on a high and on a low screen."""

UNTOLD = frozenset({"entry", "pattern", "evidence"})
"""Answers that follow a proposal and need no words on the card."""


class Proposals(Widget, can_focus=True):
    """A card with a proposal: its words, what it ties to, its evidence, and the findings it would cause."""

    BINDINGS: ClassVar = [
        Binding("enter", "use", "use", show=False),
        Binding("e", "edit", "edit", show=False),
        Binding("n,down", "another(1)", "another", show=False),
        Binding("up", "another(-1)", "the one before", show=False),
        Binding("s,escape", "put_away", "skip", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.proposals: tuple[Proposal, ...] = ()
        self.at = 0
        self._question: Question | None = None
        self.display = False

    def offer(self, proposals: tuple[Proposal, ...], question: Question | None = None) -> None:
        """Show the first of *proposals* for *question*; none puts the card away."""
        self.proposals, self.at, self._question = proposals, 0, question
        self.display = bool(proposals)
        self.refresh(layout=True)

    @property
    def current(self) -> Proposal | None:
        """The proposal shown."""
        return self.proposals[self.at] if self.display and self.proposals else None

    def action_use(self) -> None:
        """Take the proposal as it is."""
        if self.current:
            self.post_message(Accept(self.at))

    def action_edit(self) -> None:
        """Put its words into the answer box."""
        if self.current:
            self.post_message(Edit(self.at))

    def action_another(self, step: int) -> None:
        """Show the next one, or the one before."""
        if self.proposals:
            self.at = (self.at + step) % len(self.proposals)
            self.refresh(layout=True)

    def action_put_away(self) -> None:
        """Take the card off the screen; the question stays."""
        self.display = False
        self.screen.focus_next("Words")

    def on_click(self, event: events.Click) -> None:
        """Look at the card with a click; two in a row take it."""
        self.focus()
        if event.chain == 2:
            self.action_use()

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines the card takes at *width*."""
        return len(self._lines(width))

    def render(self) -> RenderResult:
        """Draw the card."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        """Return the card's lines; on a low screen the details give way, never the words or the findings."""
        proposal = self.current
        if proposal is None:
            return []
        room = HIGHEST if self.app.size.height >= 30 else HIGHEST_LOW
        words = T(proposal.words, "bold").wrap(width)
        found = [T(short(f"! would raise: {f.message}", width * 2), "$warning").wrap(width) for f in proposal.findings]
        warnings = [line for lines in found for line in lines]
        left = room - 2 - len(words) - len(warnings)
        told = self._details(proposal)
        lines = 2 if left >= 2 * len(told) else 1
        details = [line for each in told for line in T(short(each, width * lines - 8), "$quiet").wrap(width)]
        details = details[: max(left, 1)]
        keys = "Enter use · Ctrl+E edit · ↓ another · or your own words"
        keys = keys if len(keys) <= width else "Enter use · ^e edit · ↓ another"
        return [self._title(proposal, width), *words, *details, *warnings, T(short(keys, width), "$quiet")]

    def _title(self, proposal: Proposal, width: int) -> Content:
        origin = proposal.origin
        source = "from a model" if origin and origin.author is Author.MODEL else "from the library"
        count = f"{self.at + 1} of {len(self.proposals)}" if len(self.proposals) > 1 else ""
        because = f", {proposal.because}" if proposal.because else ""
        title = T(short(source + because, width - len(count) - 2), "$primary")
        return title + T(count, "$quiet").pad_left(max(width - title.cell_length - len(count), 1))

    def _details(self, proposal: Proposal) -> list[str]:
        lines = []
        if linked := self._linked(proposal):
            lines.append(f"ties to: {linked}")
        if proposal.evidence:
            lines.append(f"evidence: {proposal.evidence}")
        told = [f"{_field(step)} {short(words, 30)}" for step, words in proposal.follow if _field(step) not in UNTOLD]
        if told:
            lines.append("with: " + " · ".join(told))
        return lines

    def _linked(self, proposal: Proposal) -> str:
        if self._question is None:
            return ""
        found = [self._question.chart.find(item) for item in proposal.links]
        names = [short(_name(item, self._question), 34) for item in found if item is not None]
        more = f" and {len(names) - LINKED} more" if len(names) > LINKED else ""
        return ", ".join(names[:LINKED]) + more


def _name(item: Item, question: Question) -> str:
    if isinstance(item, Impairment):
        return domain(question.knowledge, item.domain)
    return naming(item)


def _field(step: str) -> str:
    return step.rpartition(".")[2].replace("-", " ")

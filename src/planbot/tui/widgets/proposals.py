"""What the library or a model proposes, one card at a time. A proposal is only ever taken by a key press or a click."""

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
from planbot.drafting.base import Course
from planbot.flows import Question
from planbot.flows.base import naming
from planbot.tui.messages import Accept, Edit
from planbot.tui.text import T, short
from planbot.tui.widgets.wording import domain

LINKED = 3
"""At most so many linked items are named."""
HIGHEST, HIGHEST_LOW = 14, 8
"""The lines a card may take, on a high and on a low screen."""

FEW = 2
"""Up to so many doubts and findings get two lines each on a low screen."""
TOOK = {
    Course.REPAIRED: "the model mended it after the checks",
    Course.MENDED: "put right with what the library knows",
}
"""What it took until a model's draft was clean, where it took anything."""
UNTOLD = frozenset({"entry", "pattern", "evidence"})
"""Answers that follow a proposal and need no words on the card."""


class Proposals(Widget, can_focus=True):
    """A card with a proposal: its words, what it rests on, and what is doubtful or would be found about it."""

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
        self._typed = False
        self.display = False

    def offer(self, proposals: tuple[Proposal, ...], question: Question | None = None, *, typed: bool = False) -> None:
        """Show the first of *proposals* for *question*; none puts the card away.

        While words are *typed* in the box, Enter is theirs, and the card says which key leads to it.
        """
        self.proposals, self.at, self._question, self._typed = proposals, 0, question, typed
        self.display = bool(proposals)
        self.refresh(layout=True)

    @property
    def current(self) -> Proposal | None:
        """The proposal shown."""
        return self.proposals[self.at] if self.display and self.proposals else None

    def action_use(self) -> None:
        """Take the proposal as it is."""
        if proposal := self.current:
            self.post_message(Accept(proposal))

    def action_edit(self) -> None:
        """Put its words into the answer box."""
        if proposal := self.current:
            self.post_message(Edit(proposal))

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
        told = [f"? {doubt}" for doubt in proposal.doubts]
        told += [f"! would raise: {f.message}" for f in proposal.findings]
        most = width * 2 if len(told) <= FEW or room == HIGHEST else width
        warnings = [line for each in told for line in T(short(each, most), "$warning").wrap(width)]
        left = room - 2 - len(words) - len(warnings)
        more = self._details(proposal)
        lines = 2 if left >= 2 * len(more) else 1
        details = [line for each in more for line in T(short(each, width * lines - 8), "$quiet").wrap(width)]
        details = details[: max(left, 1)]
        keys = "Enter use · Ctrl+E edit · ↓ another · or your own words"
        keys = keys if len(keys) <= width else "Enter use · ^e edit · ↓ another"
        if self._typed and _is_models(proposal):
            keys = "F8 comes here; then Enter use · e edit · ↓ another"
        return [self._title(proposal, width), *words, *details, *warnings, T(short(keys, width), "$quiet")]

    def _title(self, proposal: Proposal, width: int) -> Content:
        source = _source(proposal)
        count = f"{self.at + 1} of {len(self.proposals)}" if len(self.proposals) > 1 else ""
        because = f", {proposal.because}" if proposal.because else ""
        title = T(short(source + because, width - len(count) - 2), "$primary")
        return title + T(count, "$quiet").pad_left(max(width - title.cell_length - len(count), 1))

    def _details(self, proposal: Proposal) -> list[str]:
        lines = [f"answers: {_answers(proposal.key)}"] if proposal.key else []
        if proposal.course in TOOK:
            lines.append(TOOK[proposal.course])
        if proposal.mended:
            lines.append("from the library: " + ", ".join(sorted(map(_field, proposal.mended))))
        if linked := self._linked(proposal):
            lines.append(f"{'rests on' if _is_models(proposal) else 'ties to'}: {linked}")
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


def _is_models(proposal: Proposal) -> bool:
    return proposal.course is not None or bool(proposal.origin and proposal.origin.author is Author.MODEL)


def _source(proposal: Proposal) -> str:
    """Return in words where a proposal comes from; what a person said and a model only found is theirs."""
    origin = proposal.origin
    if not _is_models(proposal) or origin is None:
        return "from the library"
    found = origin.author is not Author.MODEL
    return f"found by a model ({origin.source})" if found else f"from a model ({origin.source})"


def _answers(key: str) -> str:
    """Return the part of the plan that the question *key* is about, such as "goal" or "strengths"."""
    room, _, rest = key.partition(":")[0].partition(".")
    return (room if rest == "add" else rest).replace("-", " ")


def _field(step: str) -> str:
    return step.rpartition(".")[2].replace("-", " ")

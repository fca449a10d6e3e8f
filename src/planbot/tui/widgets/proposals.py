"""What the library proposes, one card at a time. A proposal is only ever taken by a key press or a click."""

from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from planbot.chart import Author, Chart
from planbot.drafting import Proposal
from planbot.flows.base import naming
from planbot.tui.messages import Accept, Edit
from planbot.tui.text import TT, T, short

LINKED = 4
"""At most so many linked items are named."""


class Proposals(Widget, can_focus=True):
    """A card with a proposal: its words, what it ties to, its evidence, and the findings it would cause."""

    BINDINGS = [
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
        self._chart: Chart | None = None
        self.display = False

    def offer(self, proposals: tuple[Proposal, ...], chart: Chart) -> None:
        """Show the first of *proposals*; none puts the card away."""
        self.proposals, self.at, self._chart = proposals, 0, chart
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
        """A click looks at the card; two in a row take it."""
        self.focus()
        if event.chain == 2:
            self.action_use()

    def render(self) -> RenderResult:
        """Draw the card."""
        proposal = self.current
        if proposal is None:
            return T()
        lines = [self._title(proposal), T(proposal.words, "bold")]
        lines += [T(line, "$quiet") for line in self._details(proposal)]
        lines += [T(f"! would raise: {finding.message}", "$warning") for finding in proposal.findings]
        lines.append(self._keys())
        return Content("\n").join(lines)

    def _title(self, proposal: Proposal) -> Content:
        origin = proposal.origin
        source = "from a model" if origin and origin.author is Author.MODEL else "from the library"
        because = f", {proposal.because}" if proposal.because else ""
        count = f"   {self.at + 1} of {len(self.proposals)}" if len(self.proposals) > 1 else ""
        return TT((f"{source}{because}", "$primary"), (count, "$quiet"))

    def _details(self, proposal: Proposal) -> list[str]:
        lines = []
        if linked := self._linked(proposal):
            lines.append(f"ties to: {linked}")
        if proposal.follow:
            lines.append("with: " + " · ".join(f"{_field(step)} {short(words, 40)}" for step, words in proposal.follow))
        if proposal.evidence:
            lines.append(f"evidence: {proposal.evidence}")
        return lines

    def _linked(self, proposal: Proposal) -> str:
        found = [self._chart.find(item) for item in proposal.links] if self._chart else []
        names = [short(naming(item), 40) for item in found if item is not None]
        more = f" and {len(names) - LINKED} more" if len(names) > LINKED else ""
        return ", ".join(names[:LINKED]) + more

    def _keys(self) -> Content:
        return T("Enter use · Ctrl+E edit · ↓ another · or type your own", "$quiet")


def _field(step: str) -> str:
    return step.rpartition(".")[2].replace("-", " ")

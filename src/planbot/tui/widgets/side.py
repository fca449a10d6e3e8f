"""The panes beside the talk: the plan as it grows, the thread, the findings, the SNAPs."""

from textual.app import ComposeResult
from textual.widgets import TabbedContent, TabPane

from planbot.knowledge import Knowledge
from planbot.rules.reading.together import told
from planbot.session import Turn
from planbot.tui.text import T
from planbot.tui.widgets.findings_pane import FindingsPane
from planbot.tui.widgets.plan_pane import PlanPane
from planbot.tui.widgets.snaps_pane import SnapsPane
from planbot.tui.widgets.thread_map import ThreadMap

Pane = PlanPane | ThreadMap | FindingsPane | SnapsPane


class Side(TabbedContent):
    """Tabs, of which only the one in view is drawn with a turn; the others when they come into view."""

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__()
        self._knowledge = knowledge
        self._turn: Turn | None = None
        self.panes: dict[str, Pane] = {
            "plan": PlanPane(),
            "thread": ThreadMap(),
            "findings": FindingsPane(),
            "snaps": SnapsPane(),
        }

    def compose(self) -> ComposeResult:
        """Lay out the tabs."""
        titles = {"plan": "Plan", "thread": "Thread", "findings": "Findings", "snaps": "SNAPs"}
        for name, pane in self.panes.items():
            self.compose_add_child(TabPane(T(titles[name]), pane, id=name))
        yield from super().compose()

    def show(self, turn: Turn) -> None:
        """Draw *turn* in the pane in view, and the number of findings on its tab."""
        self._turn = turn
        self._draw()
        errors = sum(f.severity == "error" for f in turn.standing)
        count = f"Findings {len(told(turn.standing))}{'!' if errors else ''}" if turn.standing else "Findings"
        self.get_tab("findings").label = T(count)

    def go_to(self, name: str) -> None:
        """Bring the pane *name* into view and give it the keys."""
        self.active = name
        self._draw()
        self.panes[name].focus()

    def _draw(self) -> None:
        if self._turn is not None and self.display and self.active in self.panes:
            self.panes[self.active].show(self._turn, self._knowledge)

    def on_tabbed_content_tab_activated(self) -> None:
        """Draw a pane that comes into view."""
        self._draw()

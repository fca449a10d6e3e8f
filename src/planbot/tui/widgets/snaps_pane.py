"""The SNAPs: strengths, needs, abilities, preferences and values, and which of them the plan leans on."""

from planbot.chart import Chart, SnapKind
from planbot.knowledge import Knowledge
from planbot.session import Turn
from planbot.text import one_line
from planbot.tui.widgets import wording
from planbot.tui.widgets.lines import Line, LinePane, heading, line, spaced

ABOUT = {
    SnapKind.STRENGTH: "to build on",
    SnapKind.NEED: "what is missing",
    SnapKind.ABILITY: "what goes well",
    SnapKind.PREFERENCE: "how to be helped",
    SnapKind.VALUE: "what matters most",
}


def snap_lines(turn: Turn) -> list[Line]:
    """Return the five kinds with what was said, and who in the plan leans on each."""
    return spaced(*(_kind(turn.chart, kind) for kind in SnapKind))


def _kind(chart: Chart, kind: SnapKind) -> list[Line]:
    key = wording.SNAP_STEPS[kind]
    lines = [heading(wording.SNAP_TITLES[kind], aside=ABOUT[kind])]
    for snap in chart.snaps:
        if snap.kind is not kind:
            continue
        who = wording.speaker(chart, snap.voice)
        lines.append(line(one_line(snap.words), key=key, item=snap.id, lead="· ", aside=who))
        users = wording.snap_users(chart, snap)
        words = f"used by {', '.join(users)}" if users else "the plan does not use it yet"
        lines.append(line(words, item=snap.id, indent=2, tone="quiet" if users else "missing"))
    if len(lines) == 1:
        lines.append(line("none yet", key=key, indent=2, tone="missing"))
    return lines


class SnapsPane(LinePane):
    """What the person brings; Enter opens the question a kind is asked by."""

    def show(self, turn: Turn, knowledge: Knowledge) -> None:  # noqa: ARG002  (as every pane)
        """Draw the SNAPs of *turn*."""
        self.draw(snap_lines(turn))

"""The thread map: every symptom's way through the plan as a string of beads, and the plan as it hangs together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.content import Content
from textual.visual import Visual

from planbot.chart import Chart, Goal, Objective, Problem
from planbot.knowledge import Knowledge
from planbot.session import Turn
from planbot.text import one_line
from planbot.tui.text import TT, T
from planbot.tui.widgets import wording
from planbot.tui.widgets.lines import GUTTER, TONES, Line, LinePane, Part, RowsVisual, heading, line, spaced
from planbot.tui.widgets.threads import Bead, LooseEnd, Stage, Thread, loose_ends, threads

STATIONS = tuple(Stage)
LONGEST = max(map(len, STATIONS))
NAMED = 10
"""Cells a station needs before a short name fits beside its bead."""
READABLE = 12
"""Cells below which a name is not cut but left out."""


@dataclass(frozen=True)
class BeadLine(Line):
    """The beads of one thread."""

    thread: Thread | None = None


@dataclass(frozen=True)
class StationLine(Line):
    """The names of the stations above the beads."""


def thread_lines(turn: Turn, knowledge: Knowledge) -> list[Line]:
    """Return the map as lines: the threads as beads with what breaks them, loose ends, then the plan as a tree."""
    chart = turn.chart
    found = threads(chart, knowledge)
    ends = loose_ends(chart, {bead.ask for each in found for bead in each.breaks if bead.ask})
    if not found and not ends and not chart.problems:
        return [line("The thread starts with the first symptom you name.", tone="quote")]
    beads = [row for each in found for row in _beads(each)]
    return spaced(_summary(found, len(ends)), beads, _loose(ends), _tree(chart, knowledge))


def _summary(found: Sequence[Thread], loose: int) -> list[Line]:
    broken = sum(1 for each in found if each.breaks)
    open_ends = broken + loose
    if not found:
        words, sign = "No symptom yet; the thread starts there.", "!"
    elif open_ends:
        words = f"The thread holds for {len(found) - broken} of {len(found)} symptoms."
        sign = "!"
    else:
        words, sign = "The thread holds from every symptom to its measure.", ""
    return [line(words, sign=sign, tone="strong"), StationLine((Part(" → ".join(STATIONS), "quiet"),))]


def _beads(thread: Thread) -> list[Line]:
    first = next((b.ask for b in thread.breaks if b.ask), thread.key)
    drawn = "─".join(_glyph(thread, bead) for bead in thread.beads)
    row = BeadLine((Part(f"{thread.name}  {drawn}"),), first, thread.symptom, thread=thread)
    lines: list[Line] = [row]
    if thread.deferred:
        words = f"left for later: {thread.deferred}"
        lines.append(line(words, key=f"symptom.deferred:{thread.symptom}", item=thread.symptom, tone="quiet"))
    breaks = (bead for bead in thread.breaks if bead.ask)
    return lines + [line(b.broken, key=b.ask, item=thread.symptom, sign="!", tone="broken") for b in breaks]


def _glyph(thread: Thread, bead: Bead) -> str:
    if bead.whole:
        return "●"
    return "·" if thread.deferred or not bead.ask else "○"


def _loose(ends: Sequence[LooseEnd]) -> list[Line]:
    lines = [heading("Loose ends")] if ends else []
    return lines + [
        line(f"{end.name}  ", Part(end.broken, "broken"), key=end.ask, item=end.item, sign="!") for end in ends
    ]


def _tree(chart: Chart, knowledge: Knowledge) -> list[Line]:
    lines: list[Line] = []
    for problem in chart.problems:
        lines += _problem(chart, problem, knowledge)
    loose_goals = [g for g in chart.plan.goals if not any(chart.find(p) for p in g.problems)]
    for goal in loose_goals:
        lines += _goal(chart, goal, "", "")
    return [heading("How the plan hangs together"), *lines] if lines else []


def _leaf(lead: str, words: str, key: str, item: str, tone: str = "", aside: str = "") -> Line:  # noqa: PLR0913, PLR0917
    sign = "!" if tone == "broken" else ""
    return replace(line(words, key=key, item=item, lead=lead, aside=aside, tone=tone, sign=sign), one_row=True)


def _problem(chart: Chart, problem: Problem, knowledge: Knowledge) -> list[Line]:
    known = knowledge.problems.get(problem.entry) if problem.entry else None
    name = known.label if known else one_line(problem.words)
    lines = [_leaf("", name, f"problem.words:{problem.id}", problem.id, "strong", "problem")]
    goals = [g for g in chart.plan.goals if problem.id in g.problems]
    for number, goal in enumerate(goals, 1):
        last = number == len(goals)
        lines += _goal(chart, goal, "└ " if last else "├ ", "  " if last else "│ ")
    if not goals and problem.deferred:
        lines.append(_leaf("└ ", "left for later", f"problem.deferred:{problem.id}", problem.id, "quiet"))
    elif not goals:
        free = next((f"goal.problems:{g.id}" for g in chart.plan.goals if not g.problems), "goal.add")
        lines.append(_leaf("└ ", "no goal yet", free, problem.id, "broken"))
    return lines


def _goal(chart: Chart, goal: Goal, branch: str, trunk: str) -> list[Line]:
    number = wording.numbers(chart)[goal.id]
    lines = [_leaf(f"{branch}{number}  ", one_line(goal.words), f"goal.words:{goal.id}", goal.id, aside="goal")]
    objectives = wording.objectives_of(chart, goal)
    for n, objective in enumerate(objectives, 1):
        last = n == len(objectives)
        lines += _objective(chart, objective, trunk + ("└ " if last else "├ "), trunk + ("  " if last else "│ "))
    if not objectives:
        lines.append(_leaf(f"{trunk}└ ", "no objective yet", f"objective.add:{goal.id}", goal.id, "broken"))
    return lines


def _objective(chart: Chart, objective: Objective, branch: str, trunk: str) -> list[Line]:
    o, number = objective.id, wording.numbers(chart)[objective.id]
    aside = wording.standing(objective.status) or "objective"
    lines = [_leaf(f"{branch}{number}  ", one_line(objective.behaviour), f"objective.behaviour:{o}", o, aside=aside)]
    for intervention in wording.interventions_of(chart, objective):
        name = one_line(intervention.technique or intervention.what)
        key = f"intervention.what:{intervention.id}"
        lines.append(_leaf(f"{trunk}├ ", name, key, intervention.id, "quiet", "intervention"))
    if len(lines) == 1:
        lines.append(_leaf(f"{trunk}├ ", "no intervention yet", f"intervention.add:{o}", o, "broken"))
    key = f"objective.measured:{o}"
    if objective.measured:
        lines.append(_leaf(f"{trunk}└ ", one_line(objective.measured.by), key, o, "quiet", "measure"))
    else:
        lines.append(_leaf(f"{trunk}└ ", "no measure yet", key, o, "broken"))
    return lines


class BeadVisual(RowsVisual):
    """Draws a thread: the symptom's name, and under it a bead for every station, tied where the thread holds."""

    def __init__(self, thread: Thread) -> None:
        super().__init__()
        self.thread = thread

    def rows(self, width: int) -> list[Content]:
        """Return the name and the beads."""
        room = width - GUTTER
        cell = max(room // len(STATIONS), 2)
        beads = Content("").join(self._cell(n, cell) for n in range(len(STATIONS)))
        name = T(self.thread.name, "bold").truncate(room, ellipsis=True)
        return [name.pad_left(GUTTER), beads.pad_left(GUTTER).truncate(width)]

    def _cell(self, n: int, cell: int) -> Content:
        bead, last = self.thread.beads[n], n == len(STATIONS) - 1
        glyph = _glyph(self.thread, bead)
        tone = {"●": "whole", "○": "broken"}.get(glyph, "quiet")
        tied = bead.whole and not last and self.thread.beads[n + 1].whole
        name = self._name(bead, cell - 4) if cell >= NAMED else ""
        drawn = TT((glyph, TONES[tone]), (f" {name} " if name else "", ""))
        rest = cell - drawn.cell_length
        return drawn + T(("─" if tied else " ") * max(rest, 0), TONES["whole"] if tied else "")

    @staticmethod
    def _name(bead: Bead, most: int) -> str:
        """Return what the bead stands for if that can be read in *most* cells; half a word says nothing."""
        if bead.stage is Stage.SYMPTOM or not bead.names:
            return ""
        words = T(" ".join(bead.names) if bead.stage in (Stage.GOAL, Stage.OBJECTIVE) else ", ".join(bead.names))
        if words.cell_length > most and most < READABLE:
            return ""
        return words.truncate(most, ellipsis=True).plain


class StationVisual(RowsVisual):
    """Draws the names of the stations, stepped over two or three rows where one would be too tight."""

    def rows(self, width: int) -> list[Content]:
        """Return the fewest rows on which no two names touch."""
        cell = max((width - GUTTER) // len(STATIONS), 2)
        steps = next((n for n in (1, 2) if cell * n > LONGEST), 3)
        return [self._row(step, steps, cell, width) for step in range(steps)]

    @staticmethod
    def _row(step: int, steps: int, cell: int, width: int) -> Content:
        drawn = ""
        for n in range(step, len(STATIONS), steps):
            name = STATIONS[n].capitalize()
            start = min(GUTTER + n * cell, width - len(name))
            drawn = f"{drawn:<{max(start, 0)}}{name}"
        return T(drawn, TONES["quiet"]).truncate(width)


class ThreadMap(LinePane):
    """The golden thread to look at; Enter on a break opens the question that mends it."""

    def show(self, turn: Turn, knowledge: Knowledge) -> None:
        """Draw the thread of *turn*."""
        self.draw(thread_lines(turn, knowledge))

    def visual_of(self, shown: Line) -> Visual:
        """Return beads for a thread, and lines for the rest."""
        if isinstance(shown, BeadLine) and shown.thread:
            return BeadVisual(shown.thread)
        return StationVisual() if isinstance(shown, StationLine) else super().visual_of(shown)

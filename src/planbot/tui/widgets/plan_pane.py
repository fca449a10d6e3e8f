"""The living plan beside the conversation: what has been said so far, as the plan it becomes."""

from dataclasses import replace

from planbot.chart import Chart, Goal, Intervention, Objective, Problem, Snap, SnapKind, Voice
from planbot.knowledge import Knowledge
from planbot.rules import Finding, Severity
from planbot.session import Turn
from planbot.text import one_line
from planbot.tui.widgets import wording
from planbot.tui.widgets.lines import Line, LinePane, Part, changed, heading, line, spaced

DETAIL = 5
"""Cells by which the details of an objective are set in."""


def plan_lines(turn: Turn, knowledge: Knowledge) -> list[Line]:
    """Return the plan as lines, each with the question behind it and a sign where something is open."""
    chart = turn.chart
    sections = [
        _problems(chart),
        _diagnoses(chart),
        *(_goal(chart, goal, knowledge) for goal in chart.plan.goals),
        _strengths(chart),
        _between(chart),
        _ending(chart),
    ]
    if not any(sections):
        return [
            line("Your plan grows here as you talk.", tone="quote"),
            line("Every line can be opened again with Enter.", tone="quiet"),
        ]
    return _with_findings(spaced(*sections), turn)


def _problems(chart: Chart) -> list[Line]:
    problems = sorted(chart.problems, key=lambda p: p.priority or 99)
    lines = [heading("What brings you here")] if problems else []
    for problem in problems:
        later = f"left for later: {one_line(problem.deferred)}" if problem.deferred else ""
        who = wording.speaker(chart, problem.voice)
        words, key = f"“{one_line(problem.words)}”", f"problem.words:{problem.id}"
        lines.append(line(words, key=key, item=problem.id, aside=who))
        if problem.statement:
            lines.append(_detail(problem.statement, f"problem.statement:{problem.id}", problem.id, indent=2))
        if later:
            lines.append(_detail(later, f"problem.deferred:{problem.id}", problem.id, indent=2))
    return lines


def _diagnoses(chart: Chart) -> list[Line]:
    ranked = sorted(chart.diagnoses, key=lambda d: d.rank)
    lines = [heading("Diagnosis")] if ranked else []
    for diagnosis in ranked:
        rank = "" if len(ranked) == 1 else "primary" if diagnosis.rank == 1 else "also"
        aside = ", ".join(filter(None, (rank, "provisional" if diagnosis.provisional else "")))
        words = f"{one_line(diagnosis.code)}  {one_line(diagnosis.name)}"
        lines.append(line(words, key=f"diagnosis.code:{diagnosis.id}", item=diagnosis.id, aside=aside))
    return lines


def _detail(words: str, key: str, item: str, *, tone: str = "quiet", indent: int = DETAIL) -> Line:
    return line(one_line(words), key=key, item=item, indent=indent, tone=tone)


def _goal(chart: Chart, goal: Goal, knowledge: Knowledge) -> list[Line]:
    number = wording.numbers(chart)[goal.id]
    status = wording.standing(goal.status)
    aside = ", ".join(filter(None, (wording.speaker(chart, goal.voice), status)))
    words = Part(f"“{one_line(goal.words)}”", "strong")
    head = line(words, key=f"goal.words:{goal.id}", item=goal.id, lead=f"{number}  ", aside=aside)
    lines = [replace(head, lead_tone="heading")]
    if goal.clinical:
        lines.append(_detail(goal.clinical, f"goal.clinical:{goal.id}", goal.id, tone="", indent=3))
    lines.append(_for_problems(chart, goal, knowledge))
    if goal.agreed is False:
        why = f": {one_line(goal.disagreement)}" if goal.disagreement else ""
        lines.append(_detail(f"not agreed{why}", f"goal.disagreement:{goal.id}", goal.id, indent=3))
    objectives = wording.objectives_of(chart, goal)
    for objective in objectives:
        lines += _objective(chart, objective)
    if not objectives:
        lines.append(_detail("no objective yet", f"objective.add:{goal.id}", goal.id, tone="missing", indent=3))
    return lines


def _for_problems(chart: Chart, goal: Goal, knowledge: Knowledge) -> Line:
    names = [_problem_name(problem, knowledge) for p in goal.problems if (problem := chart.find(p))]
    key = f"goal.problems:{goal.id}"
    if not names:
        return _detail("not tied to a problem yet", key, goal.id, tone="missing", indent=3)
    return _detail(f"for {', '.join(names)}", key, goal.id, indent=3)


def _problem_name(problem: Problem, knowledge: Knowledge) -> str:
    known = knowledge.problems.get(problem.entry) if problem.entry else None
    return known.label.lower() if known else one_line(problem.words)


def _objective(chart: Chart, objective: Objective) -> list[Line]:
    o = objective.id
    status = wording.standing(objective.status)
    number = wording.numbers(chart)[o]
    words, key = one_line(objective.behaviour), f"objective.behaviour:{o}"
    lines = [line(words, key=key, item=o, lead=f"{number}  ", indent=3, aside=status), *_amounts(objective)]
    if objective.due:
        lines.append(_detail(f"by {wording.day(objective.due)}", f"objective.due:{o}", o, indent=8))
    else:
        lines.append(_detail("no date yet", f"objective.due:{o}", o, tone="missing", indent=8))
    if objective.measured:
        lines.append(_detail(f"measured by {objective.measured.by}", f"objective.measured:{o}", o, indent=8))
    else:
        lines.append(_detail("no measure yet", f"objective.measured:{o}", o, tone="missing", indent=8))
    interventions = wording.interventions_of(chart, objective)
    for intervention in interventions:
        first = next((i for i in intervention.objectives if chart.find(i)), o)
        lines += _intervention(intervention) if first == o else [_again(chart, intervention, first)]
    if not interventions:
        lines.append(_detail("no intervention yet", f"intervention.add:{o}", o, tone="missing", indent=8))
    return lines


def _amounts(objective: Objective) -> list[Line]:
    o = objective.id
    lines = []
    words = wording.change(objective.baseline, objective.target)
    if objective.baseline is None:
        lines.append(_detail("no starting point yet", f"objective.baseline:{o}", o, tone="missing", indent=8))
    if words:
        key = "objective.target" if objective.target else "objective.baseline"
        lines.append(_detail(words, f"{key}:{o}", o, indent=8))
    if objective.target is None:
        lines.append(_detail("no target yet", f"objective.target:{o}", o, tone="missing", indent=8))
    return lines


def _again(chart: Chart, intervention: Intervention, first: str) -> Line:
    """Return one line for an intervention that stands in full under an earlier objective."""
    name = one_line(intervention.technique or intervention.what)
    aside = f"as for {wording.numbers(chart).get(first, '?')}"
    key = f"intervention.what:{intervention.id}"
    return line(name, key=key, item=intervention.id, lead="→ ", indent=8, aside=aside)


def _intervention(intervention: Intervention) -> list[Line]:
    key, item = f"intervention.what:{intervention.id}", intervention.id
    said = line(one_line(intervention.what), key=key, item=item, lead="→ ", indent=8)
    dose = wording.dose(intervention)
    who = "; ".join(filter(None, (dose, one_line(intervention.who or ""))))
    if not who:
        return [said, _detail("how often is open", f"intervention.frequency:{item}", item, tone="missing", indent=10)]
    asked = "frequency" if dose else "who"
    return [said, _detail(who, f"intervention.{asked}:{item}", item, indent=10)]


def _strengths(chart: Chart) -> list[Line]:
    used = {s for goal in chart.plan.goals for s in goal.snaps} | {s for o in chart.plan.objectives for s in o.snaps}
    built: list[Snap] = [s for s in chart.snaps if s.id in used and s.kind in (SnapKind.STRENGTH, SnapKind.ABILITY)]
    lines = [heading("Strengths this builds on")] if built else []
    return lines + [line(one_line(s.words), key=wording.SNAP_STEPS[s.kind], item=s.id, lead="· ") for s in built]


def _between(chart: Chart) -> list[Line]:
    lines = [heading("Between sessions")] if chart.plan.tasks or chart.plan.referrals else []
    for task in chart.plan.tasks:
        own = task.who == "client"
        who = wording.speaker(chart, Voice.CLIENT) if own else one_line(task.who)
        key = "task.client" if own else "task.others"
        lines.append(line(one_line(task.what), key=key, item=task.id, lead="· ", aside=who))
    for referral in chart.plan.referrals:
        words = f"{one_line(referral.need)} — {one_line(referral.to)}" if referral.need else one_line(referral.to)
        lines.append(line(words, key="referral.needs", item=referral.id, lead="· ", aside="referral"))
    return lines


def _ending(chart: Chart) -> list[Line]:
    discharge = chart.discharge
    lines = [line(one_line(c.words), key=f"discharge.words:{c.id}", item=c.id, lead="· ") for c in discharge.criteria]
    if discharge.weeks:
        lines.append(line(f"in about {discharge.weeks} weeks", key="discharge.weeks", tone="quiet"))
    if lines:
        lines.insert(0, heading("How we will know it is time to end"))
    if review := chart.plan.next_review:
        lines.append(line(f"next look at the plan on {wording.day(review)}", key="plan.next-review", tone="quiet"))
    return lines


def _with_findings(lines: list[Line], turn: Turn) -> list[Line]:
    """Put "!" where something is open, and its words where the line does not say it already."""
    for finding in turn.standing:
        if finding.severity is Severity.ADVICE:
            continue
        own = [n for n, each in enumerate(lines) if each.item == finding.at]
        if not own:
            continue
        asked = [n for n in own if _asks(lines[n], finding) and lines[n].parts[0].tone == "missing"]
        if asked:
            lines[asked[0]] = replace(lines[asked[0]], sign="!")
        else:
            lines.insert(_end_of(lines, own), _finding_line(finding, lines[own[0]]))
    return lines


def _asks(shown: Line, finding: Finding) -> bool:
    """Return whether the line opens the question that settles the finding."""
    return finding.ask is not None and shown.key == finding.ask


def _end_of(lines: list[Line], own: list[int]) -> int:
    """Return where a remark about an item goes: after the first run of lines that show it."""
    at = own[0]
    while at + 1 < len(lines) and lines[at + 1].item == lines[own[0]].item:
        at += 1
    return at + 1


def _finding_line(finding: Finding, beside: Line) -> Line:
    key = finding.ask or beside.key
    indent = beside.indent + len(beside.lead)
    return line(finding.message, key=key, item=finding.at, indent=indent, sign="!", tone="notice")


class PlanPane(LinePane):
    """The plan as it stands; what the last answer changed carries a "+" for one turn."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id, classes=classes)
        self._before: tuple[str, list[Line]] | None = None
        self._revision: int | None = None
        self._shown: list[Line] = []

    def show(self, turn: Turn, knowledge: Knowledge) -> None:
        """Draw the plan of *turn*."""
        lines = plan_lines(turn, knowledge)
        if self._before and self._before[0] != turn.chart.id:
            self._before, self._revision, self._shown = None, None, []
        if turn.revision != self._revision:
            self._before = (turn.chart.id, self._shown)
            self._revision, self._shown = turn.revision, lines
        self.draw(changed(self._before[1] if self._before else None, lines))

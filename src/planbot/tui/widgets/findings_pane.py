"""The findings: what keeps the plan from being signed, what is worth a look, and advice."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from planbot.knowledge import BASELINE, Knowledge
from planbot.rules import Finding, Severity
from planbot.rules.reading.together import Told, told
from planbot.session import Turn
from planbot.tui.screens.waive import WaiveScreen
from planbot.tui.text import T
from planbot.tui.widgets.lines import Line, LinePane, heading, line, spaced

TITLES = {
    Severity.ERROR: "Blocks signing",
    Severity.WARNING: "Worth a look",
    Severity.ADVICE: "Advice",
}
NOT_WAIVED = "What blocks signing can't be waived: the plan would not hold together. Enter opens the question."
NO_QUESTION = "No single question settles this one; the second line says what helps."
TO_COME = "The conversation still comes to"
RULE = "rule:"
"""Begins the key of a finding that no question settles."""


def finding_lines(findings: tuple[Finding, ...], knowledge: Knowledge, to_come: tuple[Finding, ...] = ()) -> list[Line]:
    """Return the findings grouped by weight, each with why it matters, how to mend it, and who says so.

    Those *to_come*, which the conversation will still ask about, follow in short: there is nothing to mend yet.
    """
    here = [
        line("Nothing is open.", tone="strong"),
        line("Every check that can be made on what is here so far passes.", tone="quiet"),
    ]
    groups = [_group(findings, severity, knowledge) for severity in Severity] if findings else [here]
    return spaced(*groups, _coming(to_come))


def _coming(findings: tuple[Finding, ...]) -> list[Line]:
    found = told(findings)
    lines = [heading(TO_COME, aside=str(len(found)))] if found else []
    for each in found:
        lines += _said(each, tone="quiet")
    return lines


def _group(findings: tuple[Finding, ...], severity: Severity, knowledge: Knowledge) -> list[Line]:
    found = told(f for f in findings if f.severity is severity)
    lines = [heading(TITLES[severity], aside=str(len(found)))] if found else []
    for each in found:
        lines += _finding(each, knowledge)
    return lines


def _finding(each: Told[Finding], knowledge: Knowledge) -> list[Line]:
    finding, item = each.first, None if each.parts else _mark(each.first)
    sign = "" if finding.severity is Severity.ADVICE else "!"
    doubt = " This check reads words and can be wrong." if finding.heuristic else ""
    said = _said(each, sign=sign)
    about = [
        line(f"{each.fix}{doubt}", item=item, tone="quiet", indent=2),
        line(f"{finding.why}  {sources(finding, knowledge)}".strip(), item=item, tone="quiet", indent=2),
    ]
    return [said[0], *about, *said[1:]]


def _said(each: Told[Finding], *, sign: str = "", tone: str = "") -> list[Line]:
    """Return what was found with the key that settles it; of several, one line for all and one for each below it."""
    if not each.parts:
        return [line(each.message, key=place_of(each.first), item=_mark(each.first), sign=sign, tone=tone)]
    below = zip(each.findings, each.parts, strict=True)
    return [
        line(each.message, sign=sign, tone=tone),
        *(line(part, key=place_of(f), item=_mark(f), lead="· ", indent=2, tone=tone) for f, part in below),
    ]


def place_of(finding: Finding) -> str:
    """Return the key of the line that shows a finding: the question that settles it, or its rule."""
    return finding.ask or f"{RULE}{finding.rule}"


def _mark(finding: Finding) -> str:
    return f"{finding.rule}@{finding.at}"


def sources(finding: Finding, knowledge: Knowledge) -> str:
    """Return who asks for it, in brackets: publications by author and year, the rest by name.

    Where a payer or accreditor that was chosen asks for it, its name comes first.
    """
    known = knowledge.sources
    told = [f"{known[tag].by}, {known[tag].year}" if tag in known else tag for tag in finding.sources]
    named = knowledge.asked_by(told)
    chosen = knowledge.profiles.get(finding.profile or BASELINE)
    asks = f"{chosen.name}: " if chosen and chosen.id != BASELINE else ""
    return f"[{asks}{'; '.join(named)}]" if named else ""


class FindingsPane(LinePane):
    """What is open; Enter opens the question that settles it, w lets a warning stand with a reason."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("w", "waive", "let it stand")]

    class Waived(Message):
        """A named person lets a finding stand, for a reason; nothing is saved yet."""

        def __init__(self, finding: Finding, reason: str, name: str) -> None:
            super().__init__()
            self.finding = finding
            self.reason = reason
            self.name = name

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id, classes=classes)
        self._findings: tuple[Finding, ...] = ()
        self._decides = ""

    def show(self, turn: Turn, knowledge: Knowledge) -> None:
        """Draw the findings of *turn*."""
        self._findings = turn.findings
        self._decides = turn.chart.client.clinician.name
        to_come = tuple(f for f in turn.findings if turn.is_to_come(f))
        self.draw(finding_lines(turn.standing, knowledge, to_come))

    @property
    def chosen(self) -> Finding | None:
        """The finding under the cursor, or None."""
        if self.highlighted is None:
            return None
        mark = self.line_of(self.highlighted).item
        return next((f for f in self._findings if _mark(f) == mark), None)

    def choose(self, key: str) -> None:
        """Open the question that settles the finding, or say that there is no single one."""
        if key.startswith(RULE):
            self.app.notify(T(NO_QUESTION).plain, markup=False)
        else:
            super().choose(key)

    def action_waive(self) -> None:
        """Ask for the reason and the name with which the chosen finding may stand."""
        finding = self.chosen
        if finding is None:
            return
        if finding.severity is Severity.ERROR:
            self.app.notify(T(NOT_WAIVED).plain, severity="warning", markup=False)
            return

        def settled(given: dict[str, str] | None) -> None:
            if given:
                self.post_message(self.Waived(finding, given["reason"], given["name"]))

        self.app.push_screen(WaiveScreen(finding, self._decides), settled)

"""Scores one chart line by line of the catalogue, as an auditor would tick it off.

Only what can be told is counted: what waits, what the profile does not ask for and what does not arise is neither a
point nor a fault.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planbot.auditing.material import idle, missing
from planbot.chart import Chart, Judged, Waiver
from planbot.knowledge import Knowledge, Profile, is_outdated, judgement_of
from planbot.rules import Checked, Finding, Rule, check
from planbot.rules.pages import Line, catalogue
from planbot.rules.reading.likeness import Likeness

SECTIONS: tuple[tuple[str, int, int], ...] = (
    ("Basis and diagnosis", 1, 19),
    ("The person", 20, 29),
    ("Goals", 30, 38),
    ("Objectives", 39, 51),
    ("Interventions", 52, 65),
    ("Discharge and safety", 66, 71),
    ("Participation and signatures", 72, 80),
    ("Review", 81, 87),
    ("Progress notes", 88, 120),
    ("Language models and consent", 121, 124),
)
"""The parts of the catalogue with their first and last line."""
OF_ANY = "Faults looked for whoever pays"
"""The part of the lines that no one payer asks for."""


_ONLY_SAYS = frozenset({"words-not-checked"})
"""Checks that say what planbot cannot look at, which is no fault of the chart."""


class Standing(StrEnum):
    """How one line stands."""

    MET = "met"
    NOT_MET = "not met"
    WAIVED = "waived"
    NOT_ASKED = "not asked by this profile"
    NOT_ARISING = "does not arise"
    NOT_TOLD = "cannot be told yet"


@dataclass(frozen=True)
class Ticked:
    """One line of the catalogue and how it stands."""

    line: Line
    section: str
    standing: Standing
    reason: str = ""
    """Why it is not asked, does not arise or cannot be told; or how far it was looked at."""
    findings: tuple[Finding, ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True)
class Score:
    """How a whole chart stands."""

    lines: tuple[Ticked, ...]
    profile: Profile

    def count(self, *standings: Standing) -> int:
        """Return how many lines stand so."""
        return sum(each.standing in standings for each in self.lines)

    @property
    def told(self) -> int:
        """How many lines can be told: those met, not met and waived."""
        return self.count(Standing.MET, Standing.NOT_MET, Standing.WAIVED)

    def section(self, name: str) -> tuple[Ticked, ...]:
        """Return the lines of one part."""
        return tuple(each for each in self.lines if each.section == name)

    @property
    def sections(self) -> tuple[str, ...]:
        """The parts, in order."""
        return tuple(dict.fromkeys(each.section for each in self.lines))


def score(chart: Chart, knowledge: Knowledge, profile: Profile, today: date, others: Likeness | None = None) -> Score:
    """Return how *chart* stands with *profile* on *today*; *others* are the plans its wording is compared with."""
    return Score(_Ticking(chart, knowledge, profile, today, others).all(), profile)


def section_of(line: str) -> str:
    """Return the part of the catalogue a line stands in."""
    number = int(line) if line.isdecimal() else 0
    return next((name for name, first, last in SECTIONS if first <= number <= last), OF_ANY)


class _Ticking:
    """One chart, and what was found in it with and without its waivers."""

    def __init__(
        self, chart: Chart, knowledge: Knowledge, profile: Profile, today: date, others: Likeness | None
    ) -> None:
        self.chart, self.knowledge, self.profile, self.today = chart, knowledge, profile, today
        self.compared = others is not None
        bare = chart.model_copy(update={"waivers": ()})
        found = check(bare, knowledge, profile, today, others=others)
        self.waivers = {(w.rule, w.at): w for w in chart.waivers}
        self.found: dict[str, list[Finding]] = {}
        for finding in found:
            if finding.rule in _ONLY_SAYS:
                continue
            self.found.setdefault(finding.rule, []).append(finding)
        self.english = Checked(chart, knowledge, profile, today).english

    def all(self) -> tuple[Ticked, ...]:
        return tuple(self._ticked(line) for line in catalogue())

    def _ticked(self, line: Line) -> Ticked:
        found = [finding for rule in line.covered_by for finding in self.found.get(rule.id, ())]
        open_ones = tuple(f for f in found if (f.rule, f.at) not in self.waivers)
        waivers = tuple(w for f in found if (w := self.waivers.get((f.rule, f.at))) is not None)
        standing, reason = self._standing(line, open_ones, waivers)
        return Ticked(line, section_of(line.line), standing, reason, open_ones, waivers)

    def _standing(self, line: Line, found: Sequence[Finding], waivers: Sequence[Waiver]) -> tuple[Standing, str]:
        if found:
            return Standing.NOT_MET, ""
        judged = self._judged(line)
        if judged and judged[0] is Standing.NOT_MET:
            return judged
        if waivers:
            return Standing.WAIVED, ""
        if uncounted := self._uncounted(line):
            return uncounted
        return judged or (Standing.MET, f"looked at: {line.partly}" if line.partly else "")

    def _uncounted(self, line: Line) -> tuple[Standing, str] | None:
        """Return why the line is neither a point nor a fault; None when it counts."""
        if line.waits:
            return Standing.NOT_TOLD, f"waits for {line.waits}"
        if why := idle(line.line, self.chart, self.today):
            return Standing.NOT_ARISING, why
        if line.covered_by and all(self._not_asked(rule) for rule in line.covered_by):
            return Standing.NOT_ASKED, ""
        if why := self._cannot_be_told(line):
            return Standing.NOT_TOLD, why
        if not line.covered_by and not line.judged_by:
            return Standing.NOT_ARISING, "it holds for every chart, by how planbot is built"
        return None

    def _cannot_be_told(self, line: Line) -> str:
        if why := missing(line.line, self.chart):
            return why
        if line.line == "18" and not self.compared:
            return "it was not compared with other plans"
        silent = [rule for rule in line.covered_by if not self._not_asked(rule)]
        reading = [rule for rule in silent if rule.heuristic or rule.id in _ONLY_SAYS]
        if silent and not self.english and len(reading) == len(silent):
            return "planbot reads English words only"
        unknown = [name for rule in silent for name in self._unknown(rule)]
        if silent and all(self._unknown(rule) for rule in silent):
            return f"the profile does not say: {', '.join(dict.fromkeys(unknown))}"
        return ""

    def _judged(self, line: Line) -> tuple[Standing, str] | None:
        """Return how a person judged the line; None when it is not for a person to judge."""
        if not line.judged_by:
            return None
        question = line.judged_by[0]
        judgement = judgement_of(self.chart, question.id)
        if judgement is None or judgement.answer is Judged.CANNOT_SAY:
            return Standing.NOT_TOLD, "it waits for a person's judgement"
        if is_outdated(judgement, self.chart, self.knowledge):
            return Standing.NOT_TOLD, "it was judged before the plan changed"
        by = f"judged by {judgement.by or 'the therapist'}"
        by += f" on {judgement.on.isoformat()}" if judgement.on else ""
        return (Standing.MET if judgement.answer is Judged.YES else Standing.NOT_MET), by

    def _not_asked(self, rule: Rule) -> bool:
        """Whether the profile says of every value the rule depends on that nobody asks for it."""
        if rule.asked:
            value = self.profile.values.get(rule.asked)
            return value is not None and value.value is False
        values = [self.profile.values.get(name) for name in rule.reads]
        return bool(values) and all(v is not None and (v.value is False or not v.asked) for v in values)

    def _unknown(self, rule: Rule) -> tuple[str, ...]:
        """Return the values without which the rule has nothing to hold the chart against."""
        if rule.asked or not rule.reads:
            return ()
        unknown = [name for name in rule.reads if (v := self.profile.values.get(name)) is None or v.is_unknown]
        return tuple(unknown) if len(unknown) == len(rule.reads) else ()

"""What the library can put right in a model's draft: facts and figures it has at hand, never new words.

Only what a finding or a doubt is about is touched. What can't be put right is left out, so that it is asked, or
stands with its finding; the sentence itself is never changed, a vague verb least of all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from planbot.chart import Measured, Objective
from planbot.drafting.base import Proposal
from planbot.drafting.library import LibraryDrafter
from planbot.drafting.material import Matter, score_of, weeks_at_most
from planbot.drafting.truth import doubtful
from planbot.flows.options import chart_diagnoses, chart_snaps, labels
from planbot.knowledge import ObjectivePattern, target_of
from planbot.knowledge.words import stem, tokens
from planbot.rules.reading.amounts import most_of
from planbot.rules.reading.objectives import Said, said_of
from planbot.text import one_line

ALIKE = 2
"""So many telling words in common make an entry of the library near enough to lend its figures."""
USUAL_WEEKS = 12
"""A step or an intervention without another length is looked at again after about three months (practice)."""


def mended(proposal: Proposal, matter: Matter) -> Proposal:
    """Return *proposal* with what the library can put right, and which steps it did; or as it is."""
    mends = _MENDS.get(matter.question.step.draft or "")
    if mends is None:
        return proposal
    draft = _Draft(proposal, matter)
    follow = dict(proposal.follow)
    wrong = draft.wrong | {step for step, words in proposal.follow if doubtful(step, words, matter)}
    for step, mend in mends.items():
        if step in wrong or (step in _WHEN_MISSING and step not in follow):
            right = mend(replace(draft, follow=dict(follow)))
            if right:
                follow[step] = right
            elif step in wrong and doubtful(step, follow.get(step, ""), matter):
                follow.pop(step, None)
    old = dict(proposal.follow)
    changed = {step for step in {*follow, *old} if follow.get(step) != old.get(step)}
    if not changed:
        return proposal
    return replace(proposal, follow=tuple(follow.items()), mended=proposal.mended | {s for s in changed if s in follow})


@dataclass(frozen=True)
class _Draft:
    """A draft being mended, with what of the library is near it."""

    proposal: Proposal
    matter: Matter
    follow: Mapping[str, str] | None = None

    @property
    def wrong(self) -> set[str]:
        """The steps that findings are about."""
        return {f.ask.partition(":")[0] for f in self.proposal.findings if f.ask}

    def told(self, step: str) -> str:
        """What the draft says at a step, with what was mended already."""
        return (dict(self.proposal.follow) if self.follow is None else self.follow).get(step, "")

    @cached_property
    def measure(self) -> str:
        """The id of the measure the step is measured by, with its part; nothing when it is counted."""
        way = self.told("objective.measured")
        return way if way.partition(":")[0] in self.matter.question.knowledge.measures else ""

    @cached_property
    def baseline(self) -> float | None:
        """Where it stands: the latest score, or the number the draft has."""
        if self.measure:
            return score_of(self.matter, self.measure)
        return _number(self.told("objective.baseline"))

    @cached_property
    def said(self) -> Said:
        """What the words of the step say."""
        step = Objective(id="o1", goal="g1", behaviour=self.proposal.words, measured=Measured(by=self.measure or "log"))
        return said_of(step, self.matter.chart, self.matter.question.knowledge)

    @cached_property
    def nearest(self) -> Mapping[str, str]:
        """The answers of the library's nearest proposal for the same question; nothing when none is near."""
        mine = _telling(f"{self.proposal.words} {self.told('intervention.technique')}")
        best, most = {}, ALIKE - 1
        for other in LibraryDrafter().propose(self.matter.question):
            answers = dict(other.follow)
            shared = len(mine & _telling(f"{other.words} {answers.get('intervention.technique', '')}"))
            if shared > most:
                best, most = answers, shared
        return best

    @cached_property
    def pattern(self) -> ObjectivePattern | None:
        """The library's pattern for the same measure, or the nearest one that counts in the same unit."""
        library = self.matter.question.knowledge.objectives
        if self.measure:
            return next((p for p in library.values() if p.measure == self.measure), None)
        near = library.get(self.nearest.get("objective.pattern", ""))
        unit = self.told("objective.target").partition(" ")[2].casefold()
        return near if near and near.unit.casefold() == unit else None


def _number(words: str) -> float | None:
    first = words.partition(" ")[0]
    try:
        return float(first)
    except ValueError:
        return None


def _telling(text: str) -> set[str]:
    return {stem(token.word) for token in tokens(text)}


def _measured(draft: _Draft) -> str:
    """The one measure its words name, when it was taken."""
    named = draft.said.instruments
    return named[0] if len(named) == 1 and score_of(draft.matter, named[0]) is not None else ""


def _baseline(draft: _Draft) -> str:
    """The latest score of the measure; a count that nobody took is not made up."""
    if draft.measure:
        score = score_of(draft.matter, draft.measure)
        return "" if score is None else f"{score:g} points"
    return ""


def _target(draft: _Draft) -> str:
    """The figure its own words name, else what the pattern makes of the baseline, else a change that is reliable."""
    told, pattern = draft.said.target, draft.pattern
    if not draft.measure:
        unit = draft.told("objective.target").partition(" ")[2] or (pattern.unit if pattern else "")
        if told is not None and told.unit:
            return f"{told.value:g} {one_line(told.unit)}"
        most, now = most_of(unit), _number(draft.told("objective.target"))
        if most is not None and now is not None and now > most:
            return f"{most:g} {unit}"
    if pattern is not None and draft.baseline is not None:
        found = target_of(pattern.target, draft.baseline, better=pattern.better)
        if found is not None:
            return f"{found:g} {'points' if draft.measure else pattern.unit}"
    return _reliable(draft)


def _reliable(draft: _Draft) -> str:
    """The nearest score that is better by a change that is no chance, where its size was verified."""
    measure = draft.matter.question.knowledge.measures.get(draft.measure)
    if measure is None or draft.baseline is None or not measure.change.verified or measure.change.reliable is None:
        return ""
    step = measure.change.reliable * (-1 if measure.better == "down" else 1)
    target = min(max(draft.baseline + step, measure.low), measure.high)
    return f"{target:g} points" if target != draft.baseline else ""


def _due(draft: _Draft) -> str:
    """The day its own words name, else the pattern's weeks, never longer than this client's pace and plan allow."""
    matter = draft.matter
    today = matter.question.today
    if draft.said.dates and draft.said.dates[0] > today:
        return draft.said.dates[0].isoformat()
    weeks = draft.pattern.weeks if draft.pattern else USUAL_WEEKS
    due = today + timedelta(weeks=weeks_at_most(matter, weeks))
    review = matter.chart.plan.next_review
    return (min(due, review) if review and review > today else due).isoformat()


def _snaps(draft: _Draft) -> str:
    """The strengths and preferences whose words stand in the sentence."""
    sentence = one_line(draft.proposal.words).casefold()
    said = {snap.id: one_line(snap.words).casefold().strip(" .") for snap in draft.matter.chart.snaps}
    there = [item for item, words in said.items() if len(words) > 3 and words in sentence]
    return labels(chart_snaps(draft.matter.question), there)


def _diagnosis(draft: _Draft) -> str:
    """The diagnosis of the problems behind the objective, the first one first."""
    chart, objective = draft.matter.chart, draft.matter.question.item
    goal = chart.find(objective.goal)
    behind = [d for p in chart.problems if goal and p.id in goal.problems for d in p.diagnoses]
    known = sorted((d for d in chart.diagnoses if d.id in behind), key=lambda d: d.rank)
    return labels(chart_diagnoses(draft.matter.question), [d.id for d in known[:1]])


def _from_library(step: str) -> Callable[[_Draft], str]:
    """Return what takes an answer over from the nearest proposal of the library."""
    return lambda draft: draft.nearest.get(step, "")


def _named(draft: _Draft) -> Mapping[str, str]:
    """The answers of the library's proposal whose technique the draft names; what it merely is near to is no such."""
    mine = _telling(f"{draft.proposal.words} {draft.told('intervention.technique')}")
    for other in LibraryDrafter().propose(draft.matter.question):
        answers = dict(other.follow)
        name = _telling(answers.get("intervention.technique", ""))
        if name and name <= mine:
            return answers
    return {}


def _technique(draft: _Draft) -> str:
    return _named(draft).get("intervention.technique", "")


def _evidence(draft: _Draft) -> str:
    """The evidence of the technique, only where the technique is the library's own: no other has it."""
    ours = _named(draft)
    same = ours.get("intervention.technique", "").casefold() == draft.told("intervention.technique").casefold()
    return ours.get("intervention.evidence", "") if same else ""


def _weeks(draft: _Draft) -> str:
    weeks = [_number(draft.nearest.get("intervention.weeks", "")), _number(draft.told("intervention.weeks"))]
    return f"{min([USUAL_WEEKS, *(w for w in weeks if w)]):g}"


_MENDS: Mapping[str, Mapping[str, Callable[[_Draft], str]]] = {
    "objective": {
        "objective.measured": _measured,
        "objective.baseline": _baseline,
        "objective.target": _target,
        "objective.due": _due,
        "objective.snaps": _snaps,
    },
    "intervention": {
        "intervention.technique": _technique,
        "intervention.approach": _from_library("intervention.approach"),
        "intervention.type": _from_library("intervention.type"),
        "intervention.frequency": _from_library("intervention.frequency"),
        "intervention.minutes": _from_library("intervention.minutes"),
        "intervention.weeks": _weeks,
        "intervention.evidence": _evidence,
        "intervention.diagnosis": _diagnosis,
        "intervention.who": _from_library("intervention.who"),
        "intervention.snaps": _snaps,
    },
}
"""How each step is put right, by the task; a step that depends on another stands after it."""
_WHEN_MISSING = frozenset({"objective.baseline", "objective.snaps", "intervention.evidence", "intervention.snaps"})
"""What is added where it is missing, even without a finding."""

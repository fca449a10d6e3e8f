"""Tries mutants against the rules: which are noticed, by what, and where."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from mutants import days, deleting, diagnosing, fields, linking, measuring
from mutants.base import OPERATORS, Given, Mutant
from planbot.chart import Chart
from planbot.knowledge import BASELINE, profile_of
from planbot.knowledge.entries import Profile
from planbot.rules import Finding, Severity, check

OF_ANY_CHANGE = frozenset({"judgement-open", "judgement-out-of-date"})
"""Findings that ask a person to look again because something changed; they notice no fault."""

MODULES = (linking, deleting, fields, days, diagnosing, measuring)
"""Where the ways to break a chart stand; imported so that they are registered."""


@dataclass(frozen=True)
class Tried:
    """What became of one mutant."""

    person: str
    operator: str
    place: str
    killed: Severity | None = None
    """The weight of the weightiest new finding in the right place; None when there is none."""
    by: str = ""
    """The rule of that finding; of a survivor the rules that spoke up elsewhere, or fell over."""
    right: str | None = None
    """Why the chart was still right, if it was: it counts for nothing."""
    reader: str | None = None
    """Why only a reader could tell, if so: it counts for nothing unless a rule told all the same."""

    @property
    def counts(self) -> bool:
        """Whether some rule should have noticed."""
        return self.right is None and (self.reader is None or self.killed is not None)

    @property
    def survived(self) -> bool:
        """Whether it was broken and nothing said so."""
        return self.counts and self.killed is None


def tried(person: str, given: Given, operators: Collection[str] = ()) -> Iterator[Tried]:
    """Try every mutant of one person's chart, of the operators named or of all."""
    own = profile_of(given.knowledge, given.chart.client.profile)
    any_payer = profile_of(given.knowledge, BASELINE)
    before = {each.id: _new(given, given.chart, each, frozenset()) for each in (own, any_payer)}
    known = {each: frozenset((f.rule, f.at) for f in found) for each, found in before.items()}
    for name in operators or OPERATORS:
        for mutant in OPERATORS[name](given):
            new = _new(given, mutant.chart, own, known[own.id])
            result = _judged(person, name, mutant, new)
            if result.survived and own.id != any_payer.id:
                asked = _new(given, mutant.chart, any_payer, known[any_payer.id])
                if _judged(person, name, mutant, asked).killed:
                    result = replace(result, right="the client's payer does not ask for it, others do")
            yield result


def _new(given: Given, chart: Chart, profile: Profile, known: frozenset[tuple[str, str]]) -> list[Finding]:
    found = check(chart, given.knowledge, profile, today=given.today)
    return [f for f in found if (f.rule, f.at) not in known and f.rule not in OF_ANY_CHANGE]


def _judged(person: str, name: str, mutant: Mutant, new: list[Finding]) -> Tried:
    here = [f for f in new if f.at in mutant.near or f.at.partition(".")[0] in mutant.near]
    if here:
        return Tried(person, name, mutant.place, here[0].severity, here[0].rule, mutant.right, mutant.reader)
    elsewhere = ", ".join(f"{f.rule} at {f.at}" for f in new)
    return Tried(person, name, mutant.place, None, elsewhere, mutant.right, mutant.reader)


def share(results: Collection[Tried]) -> float:
    """Return how much of what was broken was noticed, from 0 to 1; what was never broken counts for nothing."""
    counted = [r for r in results if r.counts]
    return sum(r.killed is not None for r in counted) / len(counted) if counted else 0.0

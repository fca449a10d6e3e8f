"""What a rule and a finding are, how rules are found, and ``check``, which runs them all.

To add a rule, put a file in this folder with a generator function under ``@rule``; nothing else is touched.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, cached_property, wraps
from itertools import chain
from typing import NamedTuple, TypeVar

from planbot.chart import Answer, Author, Chart, Goal, Intervention, Objective, Problem, SkipReason, Status
from planbot.chart.links import Link, links
from planbot.chart.participation import Signature
from planbot.chart.signed import standing
from planbot.knowledge import VALUES, Knowledge, load, outdated, profile_of
from planbot.knowledge.entries import Profile
from planbot.rules.reading.likeness import Likeness
from planbot.rules.reading.objectives import Said, said_of


class Severity(StrEnum):
    """How much a finding weighs: an error blocks signing."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Area(StrEnum):
    """The part of the chart a rule is about, in the order a chart is read."""

    BASIS = "basis"
    SNAPS = "snaps"
    ASSESSMENT = "assessment"
    DIAGNOSIS = "diagnosis"
    PROBLEMS = "problems"
    GOALS = "goals"
    OBJECTIVES = "objectives"
    INTERVENTIONS = "interventions"
    DISCHARGE = "discharge"
    NECESSITY = "necessity"
    PARTICIPATION = "participation"
    REVIEW = "review"


T = TypeVar("T")


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}
_ORDER = {area: order for order, area in enumerate(Area)}


class Found(NamedTuple):
    """What a rule yields: where, what, how to mend it, and the question that settles it."""

    at: str
    """An item's id, or the name of a room or of a field in it when nothing is there to point at."""
    message: str
    """One plain sentence that blames nobody."""
    fix: str
    """One plain sentence that says how to mend it."""
    ask: str | None = None
    """The key of the question that settles it, such as ``objective.baseline:o1``."""
    decided: str | None = None
    """The name of the profile's value that was looked at, when the profile may decide."""


@dataclass(frozen=True)
class Finding:
    """Something in a chart that a person should look at."""

    rule: str
    severity: Severity
    area: Area
    at: str
    message: str
    why: str
    fix: str
    ask: str | None
    sources: tuple[str, ...]
    """Who asks for it: the sources of the profile's value where the profile decided, else those of the rule."""
    heuristic: bool
    """True when the rule reads words and can be wrong."""
    profile: str | None = None
    """The id of the profile that decided, or None when it is asked for whoever pays."""
    value: str | None = None
    """The name of the profile's value that decided."""


@dataclass(frozen=True)
class Checked:
    """What a rule reads: the chart, the library, the profile's values and the day."""

    chart: Chart
    knowledge: Knowledge
    profile: Profile
    today: date
    others: Likeness | None = None
    """The wording of the other plans, or None when this one is not compared with them."""

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """The goals being worked on."""
        return tuple(g for g in self.chart.plan.goals if g.status is Status.ACTIVE)

    @cached_property
    def objectives(self) -> tuple[Objective, ...]:
        """The objectives being worked on."""
        return tuple(o for o in self.chart.plan.objectives if o.status is Status.ACTIVE)

    @cached_property
    def objectives_of(self) -> dict[str, tuple[Objective, ...]]:
        """The objectives being worked on, by their goal."""
        return _grouped((o.goal, o) for o in self.objectives)

    @cached_property
    def interventions_of(self) -> dict[str, tuple[Intervention, ...]]:
        """The interventions, by the objectives they are for."""
        return _grouped((target, i) for i in self.chart.plan.interventions for target in i.objectives)

    @cached_property
    def problems_of_goal(self) -> dict[str, tuple[Problem, ...]]:
        """The problems each goal takes up, leaving out those that are not there."""
        known = {p.id: p for p in self.chart.problems}
        return {g.id: tuple(known[p] for p in g.problems if p in known) for g in self.chart.plan.goals}

    @cached_property
    def diagnoses_of(self) -> dict[str, frozenset[str]]:
        """The diagnoses each objective serves: through its goal's problems, or through its symptoms."""
        shown_by = _grouped((s, d.id) for d in self.chart.diagnoses for claim in d.criteria for s in claim.symptoms)
        served: dict[str, frozenset[str]] = {}
        for o in self.chart.plan.objectives:
            by_goal = {d for p in self.problems_of_goal.get(o.goal, ()) for d in p.diagnoses}
            served[o.id] = frozenset(by_goal.union(*(shown_by.get(s, ()) for s in o.symptoms)))
        return served

    @cached_property
    def looked_at(self) -> date | None:
        """The day on which the plan was made or last reviewed, whichever is later; None for a plan without a date."""
        established = self.chart.plan.established
        reviewed = [review.on for review in self.chart.reviews if review.on <= self.today]
        return max([established, *reviewed]) if established else None

    @cached_property
    def said(self) -> dict[str, Said]:
        """What the words of each objective being worked on say, by its id."""
        return {o.id: said_of(o, self.chart, self.knowledge) for o in self.objectives}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link of the chart, also those that lead nowhere."""
        return tuple(links(self.chart))

    @cached_property
    def outdated(self) -> frozenset[str]:
        """The ids of the judgements of something that has changed since."""
        return outdated(self.chart, self.knowledge)

    @cached_property
    def drafted(self) -> dict[str, Answer]:
        """Every answer whose words a language model drafted, by its question: these a professional has to approve."""
        return {key: a for key, a in self.with_model.items() if a.origin and a.origin.author is Author.MODEL}

    @cached_property
    def with_model(self) -> dict[str, Answer]:
        """Every answer in which a language model had a part, by its question: to this a client has to consent.

        Words that it only found in what a person had said are among them, and are still that person's.
        """
        return {key: a for key, a in self.chart.answers.items() if a.origin and a.origin.by_model}

    @cached_property
    def signatures(self) -> tuple[Signature, ...]:
        """The signatures given to the plan as it is; the others belong to an earlier version of it."""
        return standing(self.chart)

    @cached_property
    def english(self) -> bool:
        """Whether the words can be read: the word lists are English, and so is a chart that does not say."""
        language = (self.chart.client.language or "english").strip().lower()
        return language == "en" or language.startswith("en-") or "english" in language

    def settled(self, key: str) -> bool:
        """Return whether a question was passed over for good: declined, or said not to apply."""
        skip = self.chart.skips.get(key)
        return skip is not None and skip.reason is not SkipReason.LATER

    def value(self, name: str) -> int | float | bool | str | None:
        """Return a value of the profile, or None when the profile does not know it.

        Raises KeyError for a name that no profile may hold.
        """
        known = self.profile.values.get(VALUES[name].name)
        return None if known is None else known.value

    def number(self, name: str) -> float | None:
        """Return a number of the profile, or None when the profile does not know it or nobody asks for it."""
        value = self.value(name)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def number_or(self, name: str, usual: float) -> float | None:
        """Return a number of the profile, the *usual* one where the profile does not know, None where nobody asks."""
        known = self.profile.values.get(VALUES[name].name)
        return usual if known is None or known.is_unknown else self.number(name)


def once(work: Callable[[Checked], T]) -> Callable[[Checked], T]:
    """Let several rules share what *work* reads off a chart: it is done once, and forgotten with the chart."""
    name = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def shared(checked: Checked) -> T:
        kept = vars(checked)
        if name not in kept:
            kept[name] = work(checked)
        found: T = kept[name]
        return found

    return shared


Check = Callable[[Checked], Iterator[Found]]


@dataclass(frozen=True)
class Rule:
    """One check, with what it covers and who asks for it."""

    id: str
    severity: Severity
    area: Area
    sources: tuple[str, ...]
    covers: tuple[str, ...]
    """The lines of the catalogue it covers, such as "41" or "S1"."""
    heuristic: bool
    check: Check = field(repr=False)
    asked: str | None = None
    """The profile's value that says whether this is asked for: where it is not, a warning or advice is silent and an
    error is a warning; where the profile does not know, the rule holds as it stands."""
    reads: tuple[str, ...] = ()
    """Every value of the profile it looks at."""

    @property
    def doc(self) -> str:
        """The rule's page: what, why, source, a failing and a passing example."""
        return self.check.__doc__ or ""

    @cached_property
    def why(self) -> str:
        """The sentence of the page that says why it matters."""
        _, _, rest = self.doc.partition("Why:")
        return " ".join(rest.split("\n\n")[0].split())


_RULES: dict[str, Rule] = {}
_COMPARING = {"text-like-another-plan"}
"""Rules that say nothing where there is no other plan to compare with; a waiver for them is still needed then."""


def rule(  # noqa: PLR0913 - what a reader of the rule has to know
    severity: Severity,
    area: Area,
    *,
    sources: tuple[str, ...],
    covers: tuple[str, ...],
    heuristic: bool = False,
    asked: str | None = None,
    reads: tuple[str, ...] = (),
) -> Callable[[Check], Check]:
    """Register a check under the readable id made from its function's name; one from elsewhere runs with the others.

    Raises ValueError when a rule of another module has that name already.
    """

    def register(check: Check) -> Check:
        name = check.__name__.replace("_", "-")
        if name in _RULES and _RULES[name].check.__module__ != check.__module__:
            raise ValueError(f"Two rules are called {name}.")
        looks_at = (*((asked,) if asked else ()), *reads)
        _RULES[name] = Rule(name, severity, area, sources, covers, heuristic, check, asked, looks_at)
        rules.cache_clear()
        return check

    return register


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule found in this folder or registered from elsewhere, in the order a chart is read."""
    package = importlib.import_module("planbot.rules")
    for module in pkgutil.iter_modules(package.__path__):
        if not module.ispkg:
            importlib.import_module(f"planbot.rules.{module.name}")
    return tuple(sorted(_RULES.values(), key=lambda r: (_ORDER[r.area], _WEIGHT[r.severity], r.id)))


def rule_called(name: str) -> Rule:
    """Return the rule with this id; raises KeyError when there is none."""
    return {each.id: each for each in rules()}[name]


def check(
    chart: Chart,
    knowledge: Knowledge | None = None,
    profile: Profile | None = None,
    today: date | None = None,
    *,
    others: Likeness | None = None,
) -> tuple[Finding, ...]:
    """Run every rule on *chart* and return the findings, the weightiest first.

    Without *knowledge* the library that ships is used, without *profile* the client's own; without *others* the
    wording is not compared with other plans. Findings that a waiver covers are left out; a waiver that covers
    nothing is a finding itself, unless its rule had nothing to compare with.
    A rule that crashes becomes an error that names it.
    """
    knowledge = load() if knowledge is None else knowledge
    profile = profile or profile_of(knowledge, chart.client.profile)
    checked = Checked(chart, knowledge, profile, today or date.today(), others)
    waived = {(w.rule, w.at): w for w in chart.waivers}
    used = {key for key in waived if others is None and key[0] in _COMPARING}
    findings: list[Finding] = []
    for finding in chain.from_iterable(_run(each, checked) for each in rules()):
        if (finding.rule, finding.at) in waived:
            used.add((finding.rule, finding.at))
        else:
            findings.append(finding)
    findings += [_unneeded(waiver.rule, waiver.id) for key, waiver in waived.items() if key not in used]
    return tuple(sorted(findings, key=lambda f: (_WEIGHT[f.severity], _ORDER[f.area])))


def blocking(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that block signing."""
    return tuple(f for f in findings if f.severity is Severity.ERROR)


def _run(rule: Rule, checked: Checked) -> list[Finding]:
    if rule.heuristic and not checked.english:
        return []
    asked = checked.value(rule.asked) if rule.asked else None
    if asked is False and rule.severity is not Severity.ERROR:
        return []
    severity = Severity.WARNING if asked is False else rule.severity
    try:
        found = list(rule.check(checked))
    except Exception as crash:  # noqa: BLE001 a broken rule must not hide the others
        found = [
            Found("chart", f"The check {rule.id} broke ({type(crash).__name__}).", "Please report it by its name.")
        ]
        severity = Severity.ERROR
    return [finding_of(rule, severity, each, checked.profile) for each in found]


def finding_of(rule: Rule, severity: Severity, found: Found, profile: Profile) -> Finding:
    """Return what *rule* yielded as a finding, with who asks for it where *profile* decides."""
    name = found.decided or rule.asked or ""
    value = profile.values.get(name)
    decided = value if value and value.value not in {None, False} else None
    return Finding(
        rule.id,
        severity,
        rule.area,
        found.at,
        found.message,
        rule.why,
        found.fix,
        found.ask,
        (decided and decided.tags) or rule.sources,
        rule.heuristic,
        profile.id if decided else None,
        name if decided else None,
    )


def _unneeded(rule_id: str, waiver_id: str) -> Finding:
    return Finding(
        rule="waiver-unneeded",
        severity=Severity.ADVICE,
        area=Area.REVIEW,
        at=waiver_id,
        message=f"The waiver for {rule_id} covers nothing any more.",
        why="A waiver that nothing needs would hide the next finding in the same place.",
        fix="Withdraw the waiver.",
        ask=None,
        sources=("practice",),
        heuristic=False,
    )

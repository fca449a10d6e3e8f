"""Drafting without a model: patterns of the library, their slots filled from this chart.

A proposal never states what the chart does not hold: a baseline comes from a measure that was taken,
or is left to be asked.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from planbot.chart import Author, Goal, Intervention, Objective, Origin, Problem
from planbot.drafting.base import Proposal
from planbot.flows import Question
from planbot.flows.options import chart_snaps, labels, named, symptoms_and_impairments
from planbot.knowledge import (
    ACUTE,
    EvidenceLevel,
    InterventionEntry,
    ObjectivePattern,
    ProblemEntry,
    fill,
    refusals,
    target_of,
)
from planbot.text import one_line

MOST = 12
"""The most proposals made for one question."""

LISTED = 6
"""How much it counts that the presenting problem at hand lists a pattern: more than a few shared symptoms."""
CRISIS = "crisis"
"""The tag of patterns that are only for an acute crisis, and the only ones fit for it."""

_WEIGHT = {EvidenceLevel.GUIDELINE: 3, EvidenceLevel.REVIEW: 2, EvidenceLevel.TRIAL: 2, EvidenceLevel.PRACTICE: 0}


class LibraryDrafter:
    """Proposes from ``knowledge/``; needs no network and no model."""

    def can(self, question: Question) -> bool:
        """Whether the library has patterns for this question."""
        return question.step.draft in _KINDS

    def propose(self, question: Question) -> Iterator[Proposal]:
        """Yield at most a dozen proposals for *question*, the most fitting first."""
        kind = question.step.draft
        if kind in _KINDS:
            seen: set[str] = set()
            for proposal in _KINDS[kind](question):
                if proposal.words not in seen:
                    seen.add(proposal.words)
                    yield proposal
                if len(seen) == MOST:
                    return


def _fitting(question: Question, problem: Problem) -> list[ProblemEntry]:
    library = question.knowledge.problems
    if problem.entry is not None and problem.entry in library:
        return [library[problem.entry]]
    here = {s.entry for s in question.chart.assessment.symptoms if not problem.symptoms or s.id in problem.symptoms}
    ranked = sorted(library.values(), key=lambda p: -len(here & set(p.symptoms)))
    return [p for p in ranked[:2] if here & set(p.symptoms)]


def _said(question: Question, text: str) -> str:
    return fill(text, {}, question.chart, question.chart.client.name)


def _goals(question: Question) -> Iterator[Proposal]:
    for problem in sorted(question.chart.problems, key=lambda p: p.priority or 99):
        if problem.deferred:
            continue
        for entry in _fitting(question, problem):
            for pattern in entry.goals:
                yield Proposal(
                    words=_said(question, pattern.client),
                    follow=(
                        ("goal.clinical", _said(question, pattern.clinical)),
                        ("goal.problems", labels(named([(problem.id, problem.words)]), [problem.id])),
                    ),
                    links=(problem.id,),
                    because=f"fits {problem.words}",
                    origin=Origin(author=Author.LIBRARY, source=pattern.id),
                )


def _wordings(question: Question) -> Iterator[Proposal]:
    goal: Goal = question.item
    problems = [p for p in question.chart.problems if p.id in goal.problems] or list(question.chart.problems)
    for problem in problems:
        for entry in _fitting(question, problem):
            for pattern in entry.goals:
                yield Proposal(
                    words=_said(question, pattern.clinical),
                    links=(problem.id,),
                    because=f"fits {problem.words}",
                    origin=Origin(author=Author.LIBRARY, source=pattern.id),
                )


def _wanted(question: Question, goal: Goal) -> set[str]:
    """The ids of the symptoms and impairments behind a goal."""
    problems = [p for p in question.chart.problems if p.id in goal.problems] or list(question.chart.problems)
    found = {i for p in problems for i in (*p.symptoms, *p.impairments)}
    assessment = question.chart.assessment
    return found or {s.id for s in assessment.symptoms} | {i.id for i in assessment.impairments}


def _moved(question: Question, symptoms: Iterable[str], domains: Iterable[str], wanted: set[str]) -> list[str]:
    """The ids among *wanted* that a pattern for these symptoms and domains would move."""
    assessment = question.chart.assessment
    named_here, places = set(symptoms), set(domains)
    return [s.id for s in assessment.symptoms if s.id in wanted and s.entry in named_here] + [
        i.id for i in assessment.impairments if i.id in wanted and i.domain in places
    ]


def _objectives(question: Question) -> Iterator[Proposal]:
    goal: Goal = question.item
    chart = question.chart
    wanted = _wanted(question, goal)
    taken = {o.pattern for o in chart.plan.objectives}
    moved_already = {i for o in chart.plan.objectives for i in (*o.symptoms, *o.impairments)}
    stage = chart.readiness.stage
    age = chart.client.age_on(question.today)
    listed = {each for entry in _entries(question, goal) for each in entry.objectives}
    acute = chart.readiness.acuity in ACUTE
    ranked = []
    for order, pattern in enumerate(question.knowledge.objectives.values()):
        moves = _moved(question, pattern.symptoms, pattern.domains, wanted)
        if not moves or pattern.id in taken or (CRISIS in pattern.tags) is not acute:
            continue
        if not question.knowledge.suits(pattern.id, age):
            continue
        fits = 2 * (stage is None or stage in pattern.stages) + len(set(moves) - moved_already)
        ranked.append((-(fits + LISTED * (pattern.id in listed)), order, pattern, moves))
    for _, _, pattern, moves in sorted(ranked, key=lambda r: r[:2]):
        proposal = _objective(question, pattern, moves)
        if proposal is not None:
            yield proposal


def _entries(question: Question, goal: Goal) -> list[ProblemEntry]:
    """The library's presenting problems behind a goal."""
    problems = [p for p in question.chart.problems if p.id in goal.problems]
    return [entry for problem in problems for entry in _fitting(question, problem)]


def _objective(question: Question, pattern: ObjectivePattern, moves: list[str]) -> Proposal | None:
    chart = question.chart
    pace = question.knowledge.pace_for(chart.readiness)
    weeks = min(pattern.weeks, pace.max_weeks) if pace and pace.max_weeks else pattern.weeks
    follow = [
        ("objective.symptoms", labels(symptoms_and_impairments(question), moves)),
        ("objective.measured", pattern.measure or pattern.measured_by),
    ]
    baseline = None
    if pattern.measure:
        score = chart.assessment.latest(pattern.measure)
        if score is None or score.total is None:
            return None
        baseline = score.total
        follow.append(("objective.baseline", f"{baseline:g} {pattern.unit}"))
    target = target_of(pattern.target, baseline, better=pattern.better)
    if baseline is not None and target is None:
        return None
    if target is not None:
        follow.append(("objective.target", f"{target:g} {pattern.unit}"))
    follow.append(("objective.due", (question.today + timedelta(weeks=weeks)).isoformat()))
    follow.append(("objective.pattern", pattern.id))
    text = fill(pattern.text, pattern.slots, chart, chart.client.name)
    if snaps := _quoted(question, text, pattern.text):
        follow.append(("objective.snaps", snaps))
    words = {i.id: i.words for i in chart.assessment.symptoms}
    return Proposal(
        words=text,
        follow=tuple(follow),
        links=tuple(moves),
        because="moves " + ", ".join(words.get(i, "daily life") for i in moves[:3]),
        origin=Origin(author=Author.LIBRARY, source=pattern.id),
    )


def _quoted(question: Question, text: str, pattern: str) -> str:
    """The SNAPs whose words came to stand in a filled pattern, as words that can be answered."""
    filled, bare = text.casefold(), pattern.casefold()
    words = {snap.id: one_line(snap.words).casefold() for snap in question.chart.snaps}
    return labels(chart_snaps(question), [i for i, said in words.items() if said in filled and said not in bare])


def _interventions(question: Question) -> Iterator[Proposal]:
    objective: Objective = question.item
    chart = question.chart
    wanted = {*objective.symptoms, *objective.impairments}
    entries = {d.entry for d in chart.diagnoses}
    stage = chart.readiness.stage
    age = chart.client.age_on(question.today)
    goal = chart.find(objective.goal)
    listed = {each for entry in (_entries(question, goal) if goal else ()) for each in entry.interventions}
    used = {i.entry for i in chart.plan.interventions if objective.id in i.objectives}
    approaches = set(chart.intake.approaches)
    ranked = []
    unwanted = refusals(chart, question.knowledge).keys()
    planned = {i.entry: i for i in chart.plan.interventions if i.entry}
    for order, entry in enumerate(question.knowledge.interventions.values()):
        moves = _moved(question, entry.symptoms, entry.domains, wanted)
        if not moves or entry.id in used or unwanted & {*entry.involves, entry.type}:
            continue
        if not question.knowledge.suits(entry.id, age):
            continue
        label = question.knowledge.approaches.get(entry.approach, entry.approach)
        fits = (
            2 * len(moves)
            + LISTED * (entry.id in listed)
            + 3 * bool(entries & set(entry.diagnoses))
            + 2 * (stage is None or stage in entry.stages)
            + 2 * (label in approaches)
            + _WEIGHT[entry.evidence.level]
        )
        ranked.append((-fits, order, entry, moves, label))
    for _, _, entry, moves, label in sorted(ranked, key=lambda r: r[:2]):
        if entry.id in planned:
            yield _also(question, planned[entry.id], moves)
        else:
            yield _intervention(question, entry, moves, label)


def _also(question: Question, planned: Intervention, moves: list[str]) -> Proposal:
    """Propose that an intervention of the plan serves this objective too."""
    return Proposal(
        words=planned.what,
        links=(question.item.id, *moves),
        because="already in the plan; it can serve this step too",
        evidence=planned.evidence or "",
        origin=Origin(author=Author.LIBRARY, source=planned.entry or ""),
    )


def _intervention(question: Question, entry: InterventionEntry, moves: list[str], approach: str) -> Proposal:
    chart = question.chart
    clinician = chart.client.clinician
    who = ", ".join(part for part in (clinician.name, clinician.credentials) if part)
    evidence = evidence_of(question, entry)
    follow = [
        ("intervention.technique", entry.technique),
        ("intervention.approach", approach),
        ("intervention.type", entry.type),
        ("intervention.frequency", entry.frequency),
        ("intervention.minutes", str(entry.minutes)),
        ("intervention.weeks", str(entry.weeks)),
        ("intervention.evidence", evidence),
        ("intervention.entry", entry.id),
    ]
    if who:
        follow.append(("intervention.who", who))
    fitting = [d.id for d in chart.diagnoses if d.entry in entry.diagnoses]
    if len(chart.diagnoses) > 1 and fitting:
        follow.append(("intervention.diagnosis", fitting[0]))
    text = _sentence(fill(entry.what, entry.slots, chart, chart.client.name))
    if snaps := _quoted(question, text, entry.what):
        follow.append(("intervention.snaps", snaps))
    words = {s.id: s.words for s in chart.assessment.symptoms}
    return Proposal(
        words=text,
        follow=tuple(follow),
        links=(question.item.id, *moves),
        because="for " + ", ".join(words.get(i, "daily life") for i in moves[:3]),
        evidence=evidence,
        origin=Origin(author=Author.LIBRARY, source=entry.id),
    )


def _sentence(text: str) -> str:
    return f"Therapist {text}" if text.startswith("will ") else text


def evidence_of(question: Question, entry: InterventionEntry) -> str:
    """Return the level of evidence of an entry and who published it, as it is answered."""
    titles = [question.knowledge.sources[s] for s in entry.evidence.sources if s in question.knowledge.sources]
    told = ", ".join(f"{s.by} {s.year}" for s in titles)
    return f"{entry.evidence.level.value}: {told}" if told else entry.evidence.level.value


def _discharge(question: Question) -> Iterator[Proposal]:
    chart = question.chart
    for goal in chart.plan.goals:
        for problem in (p for p in chart.problems if p.id in goal.problems):
            for entry in _fitting(question, problem):
                for words in entry.discharge:
                    yield Proposal(
                        words=_said(question, words),
                        follow=(("discharge.goals", labels(named([(goal.id, goal.words)]), [goal.id])),),
                        links=(goal.id,),
                        because=f'for "{goal.words}"',
                        origin=Origin(author=Author.LIBRARY, source=entry.id),
                    )


_KINDS: dict[str, Callable[[Question], Iterable[Proposal]]] = {
    "goal": _goals,
    "goal-wording": _wordings,
    "objective": _objectives,
    "intervention": _interventions,
    "discharge": _discharge,
}
"""What can be proposed, by what a step says can be drafted there."""

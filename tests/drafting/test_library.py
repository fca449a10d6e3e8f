"""What the library proposes: nothing the chart does not hold, nothing refused, nothing that does not fit the moment."""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planbot.chart import (
    Author,
    Chart,
    Diagnosis,
    Goal,
    Impairment,
    Level,
    Objective,
    Problem,
    Score,
    Snap,
    SnapKind,
    Stage,
    Symptom,
    Voice,
)
from planbot.drafting.library import CRISIS, MOST, LibraryDrafter
from planbot.errors import AnswerError
from planbot.flows import Asking, Question, apply, flow
from planbot.knowledge import ACUTE, load, refusals, target_of
from planbot.knowledge.entries import TargetRule
from planbot.rules import Severity
from planbot.session import Session
from tests.charts import NOW, TODAY, new_chart
from tests.flows.walking import Walk, words_for
from tests.session.talking import Watching

LIBRARY = load()
OBJECTIVES = tuple(LIBRARY.objectives)
INTERVENTIONS = tuple(LIBRARY.interventions)
EVERY = int(os.environ.get("PLANBOT_EVERY", "1"))
"""Which part of the library is tried one by one: all of it, or every tenth, say, while working on something else."""


def born(entry: str) -> date:
    """A birth date at which this pattern or intervention may be proposed."""
    return date(2016, 3, 4) if entry in LIBRARY.only_for_the_young else date(1988, 3, 4)


def listed(entry: str) -> str | None:
    """A presenting problem of the library that lists this pattern or intervention, if one does."""
    return next((p.id for p in LIBRARY.problems.values() if entry in (*p.objectives, *p.interventions)), None)


def assessed(
    symptoms: tuple[str, ...], domains: tuple[str, ...], stage: Stage | None = None, acute: str | None = None
) -> Chart:
    """A chart with these symptoms and domains, one problem and one goal that rest on all of them."""
    chart = new_chart()
    for n, entry in enumerate(symptoms, 1):
        chart = chart.put(Symptom(id=f"sy{n}", words=LIBRARY.symptoms[entry].label, entry=entry))
    for n, domain in enumerate(domains, 1):
        chart = chart.put(Impairment(id=f"im{n}", domain=domain, level=Level.MODERATE, example="stays home"))
    symptom_ids = tuple(s.id for s in chart.assessment.symptoms)
    impairment_ids = tuple(i.id for i in chart.assessment.impairments)
    chart = chart.put(Problem(id="p1", words="This is hard", symptoms=symptom_ids, impairments=impairment_ids))
    chart = chart.put(Goal(id="g1", words="I want my life back", problems=("p1",)))
    return chart.set("readiness", chart.readiness.model_copy(update={"stage": stage, "acuity": acute}))


def scored(chart: Chart, measure: str, total: float) -> Chart:
    return chart.put(Score(id=chart.next_id("scores"), measure=measure, on=TODAY, total=total))


def at(chart: Chart, key: str) -> Question:
    found = flow("plan").find(Asking(chart, LIBRARY, Voice.THERAPIST, TODAY), key)
    assert found is not None
    return found


def sources(question: Question) -> list[str]:
    return [p.origin.source for p in LibraryDrafter().propose(question) if p.origin]


def for_pattern(pattern_id: str) -> Chart:
    """A chart for which this objective fits as well as it can, and little else does."""
    pattern = LIBRARY.objectives[pattern_id]
    acute = next(iter(sorted(ACUTE))) if CRISIS in pattern.tags else None
    chart = assessed(
        pattern.symptoms[:2], pattern.domains[:2] if not pattern.symptoms else (), pattern.stages[0], acute
    ).set("client.birth_date", born(pattern_id))
    # Whatever else could be proposed is in another goal of the plan already.
    rivals = [o for o in OBJECTIVES if o != pattern_id and set(LIBRARY.objectives[o].symptoms) & set(pattern.symptoms)]
    for other in rivals:
        chart = chart.put(Objective(id=chart.next_id("objectives"), goal="g9", behaviour=other, pattern=other))
    if pattern.measure:
        entry = LIBRARY.measures[pattern.measure]
        chart = scored(chart, pattern.measure, entry.high if pattern.better == "down" else entry.low)
    return chart


def talked(chart: Chart, key: str) -> Session:
    session = Session(Watching(), chart, 1, flow("plan"), LIBRARY, today=TODAY)
    session.look(key)
    return session


def readable(question: Question, words: str, follow: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Yield the steps whose proposed answer cannot be read."""
    applied = apply(question, words, NOW)
    for step, answer in follow:
        following = at(applied.chart, f"{step}:{applied.made[0]}")
        try:
            applied = replace(applied, chart=apply(following, answer, NOW).chart)
        except AnswerError:
            yield step


@pytest.mark.parametrize("pattern_id", OBJECTIVES[::EVERY])
def test_every_objective_of_the_library_is_proposed_for_some_chart_and_holds_once_completed(pattern_id: str) -> None:
    session = talked(for_pattern(pattern_id), "objective.add:g1")
    question = session.turn.question
    assert question is not None
    proposal = next((p for p in session.proposals() if p.origin and p.origin.source == pattern_id), None)
    assert proposal is not None, "never proposed"
    assert list(readable(question, proposal.words, proposal.follow)) == []
    session.accept(proposal)
    made = session.turn.made[0]
    assert session.chart.find(made).pattern == pattern_id
    pattern = LIBRARY.objectives[pattern_id]
    _complete(session, made, {
        "objective.baseline": f"{_start(pattern_id):g} {pattern.unit}", "objective.target": None,
    })  # fmt: skip
    objective = session.chart.find(made)
    assert objective.baseline is not None
    assert objective.target is not None
    worse = objective.target.value >= objective.baseline.value
    assert not worse if pattern.better == "down" else objective.target.value > objective.baseline.value
    errors = {f.rule for f in session.turn.findings if f.at == made and f.severity is Severity.ERROR}
    assert errors <= {"objective-without-intervention"}, "only what the therapist does is still to be said"


def _start(pattern_id: str) -> float:
    """A baseline the pattern's own target is better than."""
    pattern = LIBRARY.objectives[pattern_id]
    if pattern.baseline is not None:
        return pattern.baseline
    return next(
        n for n in (0.0, 1.0, 5.0, 10.0, 20.0) if target_of(pattern.target, n, better=pattern.better) is not None
    )


def _complete(session: Session, item: str, answers: dict[str, str | None]) -> None:
    """Answer what is open about an item; None takes what is suggested."""
    for question in list(session.flow.questions(Asking(session.chart, LIBRARY, Voice.THERAPIST, TODAY))):
        if question.key.endswith(f":{item}") and question.open and question.step.id in answers:
            session.look(question.key)
            assert session.turn.question is not None
            words = answers[question.step.id]
            session.answer(session.turn.question.suggestion if words is None else words)


@pytest.mark.parametrize("entry_id", INTERVENTIONS[::EVERY])
def test_every_intervention_of_the_library_is_proposed_for_some_chart_and_holds_once_taken(entry_id: str) -> None:
    entry = LIBRARY.interventions[entry_id]
    stage = entry.stages[0]
    chart = assessed(entry.symptoms, entry.domains, stage).set("client.birth_date", born(entry_id))
    approach = LIBRARY.approaches.get(entry.approach, entry.approach)
    chart = chart.set("intake", chart.intake.model_copy(update={"approaches": (approach,)}))
    for diagnosis in entry.diagnoses[:2]:
        made = LIBRARY.diagnoses[diagnosis]
        item = Diagnosis(id=chart.next_id("diagnoses"), code=made.codes[0].code, name=made.name, entry=diagnosis)
        chart = chart.put(item)
    problem = chart.find("p1")
    update = {"diagnoses": tuple(d.id for d in chart.diagnoses), "entry": listed(entry_id)}
    chart = chart.put(problem.model_copy(update=update))
    ids = {"symptoms": problem.symptoms, "impairments": problem.impairments}
    chart = chart.put(Objective(id="o1", goal="g1", behaviour="Sam will take a step.", **ids))
    rivals = sources(at(chart, "intervention.add:o1"))
    assert entry_id in rivals, f"proposed instead: {rivals}"
    session = talked(chart, "intervention.add:o1")
    question = session.turn.question
    assert question is not None
    proposal = next(p for p in session.proposals() if p.origin and p.origin.source == entry_id)
    assert list(readable(question, proposal.words, proposal.follow)) == []
    session.accept(proposal)
    planned = session.turn.made[0]
    _complete(session, planned, {"intervention.who": "Dana Lee, LCSW", "intervention.diagnosis": "1"})
    taken = session.chart.find(planned)
    assert (taken.entry, taken.technique, taken.objectives) == (entry_id, entry.technique, ("o1",))
    assert (taken.minutes, taken.weeks, taken.type) == (entry.minutes, entry.weeks, entry.type)
    assert taken.evidence.startswith(entry.evidence.level.value)
    assert [f for f in session.turn.findings if f.at == planned and f.severity is Severity.ERROR] == []
    assert [q.key for q in session.flow.questions(session._asking()) if q.open and q.key.endswith(":" + planned)
            and not q.on_request] == []  # fmt: skip


@given(
    rule=st.builds(
        TargetRule,
        to=st.none() | st.floats(-10, 100),
        by=st.none() | st.floats(-50, 50),
        share=st.none() | st.floats(-1, 1),
        at_least=st.none() | st.floats(-10, 50),
        at_most=st.none() | st.floats(0, 100),
    ),
    baseline=st.none() | st.floats(-10, 150),
    better=st.sampled_from(["up", "down"]),
)
def test_a_target_is_always_better_than_its_baseline_or_there_is_none(
    rule: TargetRule, baseline: float | None, better: str
) -> None:
    target = target_of(rule, baseline, better=better)
    if target is not None and baseline is not None:
        assert target < baseline if better == "down" else target > baseline
    if target is not None and rule.at_most is not None:
        assert target <= rule.at_most
    if baseline is None and rule.to is None:
        assert target is None


@given(pattern_id=st.sampled_from(OBJECTIVES), baseline=st.floats(0, 150))
def test_the_target_of_every_pattern_is_better_than_any_baseline(pattern_id: str, baseline: float) -> None:
    pattern = LIBRARY.objectives[pattern_id]
    target = target_of(pattern.target, baseline, better=pattern.better)
    assert target is None or (target < baseline if pattern.better == "down" else target > baseline)


MEASURED = tuple(p.id for p in LIBRARY.objectives.values() if p.measure)


@pytest.mark.parametrize("pattern_id", MEASURED)
def test_a_baseline_is_the_score_that_was_taken_and_without_one_nothing_is_proposed(pattern_id: str) -> None:
    pattern = LIBRARY.objectives[pattern_id]
    assert pattern.measure is not None
    chart = for_pattern(pattern_id)
    without = chart.set("assessment", chart.assessment.model_copy(update={"scores": ()}))
    assert pattern_id not in sources(at(without, "objective.add:g1"))
    incomplete = without.put(Score(id="sc1", measure=pattern.measure, on=TODAY, items=(1, None)))
    assert pattern_id not in sources(at(incomplete, "objective.add:g1"))
    session = talked(chart, "objective.add:g1")
    session.accept(next(p for p in session.proposals() if p.origin and p.origin.source == pattern_id))
    made = session.chart.find(session.turn.made[0])
    score = chart.assessment.scores[0]
    assert (made.baseline.value, made.baseline_on) == (score.total, score.on)


@pytest.mark.parametrize("pattern_id", MEASURED)
def test_a_measure_that_could_not_get_better_is_not_made_a_target(pattern_id: str) -> None:
    pattern = LIBRARY.objectives[pattern_id]
    assert pattern.measure is not None
    entry = LIBRARY.measures[pattern.measure]
    best = entry.low if pattern.better == "down" else entry.high
    chart = for_pattern(pattern_id).set("assessment.scores", ())
    assert pattern_id not in sources(at(scored(chart, pattern.measure, best), "objective.add:g1"))


@cache
def walked(seed: int) -> Chart:
    """A plan answered at random up to anywhere."""
    rng = random.Random(seed)
    walk = Walk(flow("plan"), LIBRARY, new_chart())
    for _ in range(rng.randint(20, 250)):
        question = walk.next()
        if question is None:
            break
        try:
            walk.chart = apply(question, words_for(question, rng), NOW).chart
        except AnswerError:
            break
    return walk.chart


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 400))
def test_for_any_plan_no_number_is_proposed_that_nobody_measured_and_no_words_that_were_never_said(seed: int) -> None:
    chart = walked(seed)
    totals = {s.total for s in chart.assessment.scores}
    for question in flow("plan").questions(Asking(chart, LIBRARY, Voice.THERAPIST, TODAY)):
        if not question.step.draft:
            continue
        proposals = list(LibraryDrafter().propose(question))
        assert len(proposals) <= MOST
        for proposal in proposals:
            follow = dict(proposal.follow)
            if "objective.baseline" in follow:
                assert float(follow["objective.baseline"].split()[0]) in totals
            assert proposal.origin is not None
            assert proposal.origin.author is Author.LIBRARY
            assert set(proposal.links) <= set(chart.by_id)
            assert "{" not in proposal.words
            assert "\n" not in proposal.words


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 400))
def test_for_any_plan_every_proposed_answer_can_be_read(seed: int) -> None:
    chart = walked(seed)
    for question in flow("plan").questions(Asking(chart, LIBRARY, Voice.THERAPIST, TODAY)):
        if question.step.draft and question.adds:
            for proposal in list(LibraryDrafter().propose(question))[:3]:
                assert list(readable(question, proposal.words, proposal.follow)) == [], proposal.words


@pytest.mark.parametrize("involved", sorted(LIBRARY.involves))
def test_what_a_client_would_rather_not_do_is_not_proposed(involved: str) -> None:
    words = LIBRARY.involves[involved].refused_by[0]
    entries = [e for e in LIBRARY.interventions.values() if involved in {*e.involves, e.type}]
    for entry in entries:
        chart = assessed(entry.symptoms, entry.domains, entry.stages[0])
        chart = chart.put(Objective(id="o1", goal="g1", behaviour="x", symptoms=chart.problems[0].symptoms,
                                    impairments=chart.problems[0].impairments))  # fmt: skip
        said = chart.put(Snap(id="sn1", kind=SnapKind.PREFERENCE, words=f"please, {words}!"))
        assert involved in refusals(said, LIBRARY)
        for source in sources(at(said, "intervention.add:o1")):
            proposed = LIBRARY.interventions[source]
            assert involved not in {*proposed.involves, proposed.type}
        # The same words about something else than a preference refuse nothing.
        valued = chart.put(Snap(id="sn1", kind=SnapKind.VALUE, words=words))
        assert refusals(valued, LIBRARY) == {}


@pytest.mark.parametrize("acute", sorted(ACUTE))
def test_in_a_crisis_only_its_own_steps_are_proposed_and_they_only_then(acute: str) -> None:
    crisis = {p.id for p in LIBRARY.objectives.values() if CRISIS in p.tags}
    assert crisis
    symptoms = tuple(dict.fromkeys(s for p in crisis for s in LIBRARY.objectives[p].symptoms))
    domains = tuple(LIBRARY.domains)
    calm = assessed(symptoms, domains, Stage.ACTION)
    assert not crisis & set(sources(at(calm, "objective.add:g1")))
    told = calm.set("readiness", calm.readiness.model_copy(update={"acuity": "none"}))
    assert not crisis & set(sources(at(told, "objective.add:g1")))
    now = calm.set("readiness", calm.readiness.model_copy(update={"acuity": acute}))
    proposed = sources(at(now, "objective.add:g1"))
    assert proposed
    assert set(proposed) <= crisis


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("acute", [None, "crisis"])
def test_no_step_is_due_later_than_the_pace_allows(stage: Stage, acute: str | None) -> None:
    chart = assessed(tuple(LIBRARY.symptoms), tuple(LIBRARY.domains), stage, acute)
    pace = LIBRARY.pace_for(chart.readiness)
    assert pace is not None
    proposals = list(LibraryDrafter().propose(at(chart, "objective.add:g1")))
    assert proposals
    for proposal in proposals:
        due = date.fromisoformat(dict(proposal.follow)["objective.due"])
        assert proposal.origin is not None
        weeks = LIBRARY.objectives[proposal.origin.source].weeks
        assert due == TODAY + timedelta(weeks=min(weeks, pace.max_weeks or weeks))


def test_the_first_step_proposed_fits_the_stage_of_change() -> None:
    for stage in Stage:
        chart = assessed(("low-mood", "worry"), (), stage)
        assert stage in LIBRARY.objectives[sources(at(chart, "objective.add:g1"))[0]].stages


def test_nothing_is_proposed_where_nothing_is_known() -> None:
    chart = new_chart().put(Goal(id="g1", words="better")).put(Objective(id="o1", goal="g1", behaviour="walks"))
    for key in ("goal.add", "objective.add:g1", "intervention.add:o1", "discharge.add"):
        assert list(LibraryDrafter().propose(at(chart, key))) == []


def test_a_problem_left_for_later_brings_no_goals() -> None:
    chart = assessed(("low-mood",), ()).set("plan.goals", ())
    assert sources(at(chart, "goal.add"))
    later = chart.put(chart.problems[0].model_copy(update={"deferred": "first things first"}))
    assert sources(at(later, "goal.add")) == []


def test_the_evidence_named_is_the_librarys_own() -> None:
    chart = assessed(("low-mood", "loss-of-interest"), ())
    chart = chart.put(Objective(id="o1", goal="g1", behaviour="walks", symptoms=("sy1", "sy2")))
    proposals = list(LibraryDrafter().propose(at(chart, "intervention.add:o1")))
    assert proposals
    for proposal in proposals:
        assert proposal.origin is not None
        evidence = LIBRARY.interventions[proposal.origin.source].evidence
        assert proposal.evidence.startswith(evidence.level.value)
        for source in evidence.sources:
            assert str(LIBRARY.sources[source].year) in proposal.evidence


def test_a_clients_words_stay_the_clients_in_what_is_proposed() -> None:
    chart = assessed(("low-mood",), ()).put(Snap(id="sn1", kind=SnapKind.STRENGTH, words="my {sister} \u202e"))
    for proposal in LibraryDrafter().propose(at(chart, "objective.add:g1")):
        assert "\u202e" not in proposal.words
        assert "{sister}" not in proposal.words

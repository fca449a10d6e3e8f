"""What calls for a review before its day: a step is met, nothing moves, risk rose, or the diagnosis changed."""

from collections.abc import Iterator
from datetime import date

from planbot.chart import Score, Status
from planbot.knowledge import MeasureEntry, change
from planbot.knowledge.scoring import SAFETY
from planbot.rules.base import Area, Checked, Found, Severity, once, rule
from planbot.rules.reading.words import blank, day, short

PLATEAU_DAYS = 42
"""Days over which scores that do not improve count as a plateau; ours, as no source read names a number."""
PLATEAU_SCORES = 3
"""Scores that it takes to call it one; ours too."""

_WATCHED = ("diagnosis.", "plan.")
"""How the keys of the answers begin that say when the diagnosis changed and when the plan was set."""


def _answered_on(checked: Checked, *steps: str) -> date | None:
    """Return the last day on which one of these questions was answered."""
    days = _days(checked)
    return max((on for step in steps if (on := days.get(step))), default=None)


@once
def _days(checked: Checked) -> dict[str, date]:
    """Return the last day on which each step about the diagnosis or the plan as a whole was answered."""
    last: dict[str, date] = {}
    for key, answer in checked.chart.answers.items():
        if key.startswith(_WATCHED):
            step, on = key.partition(":")[0], answer.at.date()
            last[step] = max(on, last.get(step, on))
    return last


def _looked_at(checked: Checked, set_on: date | None) -> date | None:
    """Return the day on which the plan was set or last reviewed, whichever is later; None when it was not."""
    days = [review.on for review in checked.chart.reviews] + ([set_on] if set_on else [])
    return max(days, default=None)


def _set(checked: Checked) -> date | None:
    """Return the day on which the plan was set, as the answers tell it; without one, the plan's own date."""
    return _answered_on(checked, "plan.established", "plan.next-review") or checked.chart.plan.established


@rule(Severity.WARNING, Area.REVIEW, sources=("ru6",), covers=("82",))
def diagnosis_changed_without_review(checked: Checked) -> Iterator[Found]:
    """When the diagnosis changes, the plan is looked at again.

    Why: A plan made for one diagnosis may be the wrong one for another.

    Source: ru6

    Fails:
        answers: {diagnosis.code:d1: {words: F33.1, voice: therapist, at: 2026-11-20T10:00:00Z}}

    Passes:
        answers: {diagnosis.code:d1: {words: F33.1, voice: therapist, at: 2026-11-12T10:00:00Z}}
    """
    changed = _answered_on(checked, "diagnosis.code", "diagnosis.add")
    looked = _looked_at(checked, _set(checked))
    if changed and looked and changed > looked:
        message = f"The diagnosis changed on {day(changed)}, and the plan was last looked at on {day(looked)}."
        yield Found("diagnoses", message, "Go over the plan with the client, and date it anew.", "plan.established")


@rule(Severity.ADVICE, Area.REVIEW, sources=("ru6",), covers=("82",))
def step_met_without_review(checked: Checked) -> Iterator[Found]:
    """When an objective is met, a review says what comes next.

    Why: A step that is done makes room for another, or for the end of treatment.

    Source: ru6

    Fails:
        o3.status: met

    Passes:
        o3.status: met
        +reviews: {"on": 2026-11-20, why_continue: Mood is still low, progress: {g1: Up at half past six each day}}
    """
    for objective in checked.chart.plan.objectives:
        if objective.status is not Status.MET:
            continue
        answer = checked.chart.answers.get(f"objective.status:{objective.id}")
        met_on = answer.at.date() if answer else checked.chart.plan.established
        if not any(met_on is None or review.on >= met_on for review in checked.chart.reviews):
            message = f"{short(objective.behaviour)} is met, and no review says what comes next."
            yield Found(objective.id, message, "Look at the plan together, for another step or an end.", None)


@rule(Severity.WARNING, Area.REVIEW, sources=("ru6",), covers=("82",))
def risk_rose_without_review(checked: Checked) -> Iterator[Found]:
    """When a score first points to risk after the plan was set, the plan is looked at again.

    Why: A plan made while nothing was known of the danger does not reckon with it.

    Source: ru6

    Fails:
        +scores: {measure: phq-9, "on": 2026-11-20, total: 16, flags: [safety]}

    Passes:
        +scores: {measure: phq-9, "on": 2026-11-12, total: 16, flags: [safety]}
    """
    looked = _looked_at(checked, checked.chart.plan.established)
    flagged = [score for score in checked.chart.assessment.scores if SAFETY in score.flags]
    if looked is None or any(score.on <= looked for score in flagged):
        return
    for score in flagged[:1]:
        message = f"A score of {day(score.on)} points to risk, and the plan was last looked at on {day(looked)}."
        yield Found(score.id, message, "Assess the risk, and go over the plan with the client.", "risk.status")


@rule(Severity.WARNING, Area.REVIEW, sources=("ru6", "ngs1"), covers=("82", "87", "S14"))
def nothing_moves_and_the_plan_stays(checked: Checked) -> Iterator[Found]:
    """When scores do not improve over six weeks, the plan changes or the reason to keep it is given.

    A review that changes the plan or says why treatment goes on starts the count anew; so does a plan dated anew.
    Where care is needed to keep what there is, a level that holds is what was planned.

    Why: More of what does not help is not treatment.

    Source: ru6, ngs1

    Fails:
        plan.established: 2026-09-01
        +scores: {measure: phq-9, "on": 2026-09-02, total: 15}
        +scores: {measure: phq-9, "on": 2026-10-07, total: 15}

    Passes:
        plan.established: 2026-09-01
        +scores: {measure: phq-9, "on": 2026-09-02, total: 22}
        +scores: {measure: phq-9, "on": 2026-10-07, total: 15}
    """
    chart, knowledge = checked.chart, checked.knowledge
    reasons = [knowledge.reasons[reason] for reason in chart.necessity.reasons if reason in knowledge.reasons]
    told = [review.on for review in chart.reviews if not blank(review.changes) or not blank(review.why_continue)]
    since = max([*told, *filter(None, [chart.plan.established])], default=None)
    if since is None or not checked.goals or any(reason.maintenance for reason in reasons):
        return
    for measure in dict.fromkeys(score.measure for score in chart.assessment.scores):
        entry = knowledge.measures.get(measure)
        scores = sorted((s for s in chart.assessment.scores if s.measure == measure), key=lambda s: s.on)
        row = [score for score in scores if score.on >= since and score.total is not None]
        if entry and len(row) >= PLATEAU_SCORES and _stands_still(entry, row):
            days = (row[-1].on - row[0].on).days
            message = f"{entry.short} has not improved over {days // 7} weeks, and no review changes the plan."
            fix = "Review the plan with the client: change it, or say why it should stay."
            yield Found(row[-1].id, message, fix, None)


def _stands_still(entry: MeasureEntry, row: list[Score]) -> bool:
    """Whether the last of *row* is no better than the first by what the measure's own figures ask for."""
    first, last = row[0], row[-1]
    if not entry.outcome or entry.better is None or (last.on - first.on).days < PLATEAU_DAYS:
        return False
    moved = change(entry, first.total or 0, last.total or 0)
    return moved.better <= 0 or (moved.reliable is False and moved.remission is not True)


@rule(Severity.WARNING, Area.REVIEW, sources=("mn2", "cbh"), covers=("86",), asked="client-signature-on-change")
def changed_plan_not_signed_again(checked: Checked) -> Iterator[Found]:
    """When a review changes the plan, the client signs or agrees anew.

    Why: What was signed was another plan.

    Source: mn2, cbh

    Fails:
        +reviews: {"on": 2026-11-20, changes: A smaller step, why_continue: Mood is low, progress: {g1: One dinner}}

    Passes:
        +reviews: {"on": 2026-11-20, why_continue: Mood is low, progress: {g1: One dinner}}
    """
    chart = checked.chart
    changed = [review for review in chart.reviews if not blank(review.changes)]
    theirs = [s.at.date() for s in checked.signatures if s.signer.value in {"client", "guardian"}]
    if changed and theirs and (last := max(changed, key=lambda review: review.on)).on > max(theirs):
        message = f"The review of {day(last.on)} changed the plan, and the client's signature is older."
        yield Found(last.id, message, "Go over the changed plan with the client, and have it signed anew.", None)


@rule(Severity.WARNING, Area.REVIEW, sources=("src",), covers=("S12", "84"))
def ended_without_summary(checked: Checked) -> Iterator[Found]:
    """When every goal is met or stopped, a review sums up how it went.

    Why: Whoever opens the record later should learn how treatment ended, and why.

    Source: src

    Fails:
        g1.status: met

    Passes:
        g1.status: met
        +reviews: {"on": 2026-11-20, progress: {g1: Dinners four evenings a week for a month}}
    """
    goals = checked.chart.plan.goals
    if not goals or any(goal.status not in {Status.MET, Status.STOPPED} for goal in goals):
        return
    if not any(any(not blank(words) for words in review.progress.values()) for review in checked.chart.reviews):
        message = "Every goal is met or stopped, and no review sums up how it went."
        yield Found("reviews", message, "Add a last review: what was reached, and what was not.", None)


@rule(Severity.ADVICE, Area.BASIS, sources=("src",), covers=("S12",))
def plan_before_intake(checked: Checked) -> Iterator[Found]:
    """The plan is not dated before the chart was begun.

    Why: A plan rests on an assessment, so it can't well be older.

    Source: src

    Fails:
        plan.established: 2026-10-30

    Passes:
        plan.established: 2026-11-02
    """
    established, begun = checked.chart.plan.established, checked.chart.created.date()
    if established and established < begun:
        message = f"The plan is dated {day(established)}, before this chart was begun on {day(begun)}."
        fix = "Check the date, or let it stand when the plan came from another record."
        yield Found("plan", message, fix, "plan.established")

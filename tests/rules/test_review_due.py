"""What calls for a review before its day, at the edges."""

import pytest

from planbot.knowledge import load
from planbot.rules import check
from planbot.rules.pages.examples import TODAY, changed, clean_chart


def rules_in(patch: str) -> set[str]:
    return {f.rule for f in check(changed(clean_chart(), patch), load(), today=TODAY)}


def scores(*totals: tuple[str, int]) -> str:
    return "\n".join(f'+scores: {{measure: phq-9, "on": {on}, total: {total}}}' for on, total in totals)


PLATEAU = "nothing-moves-and-the-plan-stays"
SINCE = "-sc1\nplan.established: 2026-08-03\n"


@pytest.mark.parametrize(
    ("totals", "still"),
    [
        ((("2026-08-03", 18), ("2026-09-01", 18), ("2026-09-14", 18)), True),
        ((("2026-08-03", 18), ("2026-09-01", 18), ("2026-09-13", 18)), False),  # a day short of six weeks
        ((("2026-08-03", 18), ("2026-09-14", 18)), False),  # two scores are no row
        ((("2026-08-03", 18), ("2026-09-01", 20), ("2026-09-14", 21)), True),  # worse is not better
        ((("2026-08-03", 18), ("2026-09-01", 15), ("2026-09-14", 9)), False),
        ((("2026-07-20", 18), ("2026-07-27", 18), ("2026-09-14", 18)), False),  # before this plan was set
    ],
)
def test_scores_stand_still_only_in_a_row_of_three_over_six_weeks(
    totals: tuple[tuple[str, int], ...], *, still: bool
) -> None:
    assert (PLATEAU in rules_in(SINCE + scores(*totals))) is still


STILL = SINCE + scores(("2026-08-03", 18), ("2026-09-01", 18), ("2026-10-05", 18))


@pytest.mark.parametrize(
    "answer",
    [
        '+reviews: {"on": 2026-10-06, changes: Shorter steps, progress: {g1: None yet}}',
        '+reviews: {"on": 2026-10-06, why_continue: Sleep comes first, progress: {g1: None yet}}',
        "plan.established: 2026-10-06",
        "necessity.reasons: [maintain-gains]",
        "g1.status: met",
    ],
)
def test_a_changed_plan_or_a_reason_to_keep_it_answers_a_plateau(answer: str) -> None:
    assert PLATEAU in rules_in(STILL)
    assert PLATEAU not in rules_in(f"{STILL}\n{answer}")


def test_a_review_without_a_word_on_the_plan_does_not_answer_a_plateau() -> None:
    assert PLATEAU in rules_in(STILL + '\n+reviews: {"on": 2026-10-06, progress: {g1: None yet}}')


def test_risk_that_was_known_when_the_plan_was_set_calls_for_no_review() -> None:
    new = '+scores: {measure: phq-9, "on": 2026-11-20, total: 14, flags: [safety]}'
    known = '+scores: {measure: phq-9, "on": 2026-11-09, total: 14, flags: [safety]}'
    assert "risk-rose-without-review" in rules_in(new)
    assert "risk-rose-without-review" not in rules_in(f"{known}\n{new}")


def test_a_diagnosis_answered_anew_on_the_day_of_the_plan_calls_for_no_review() -> None:
    answer = "answers: {diagnosis.code:d1: {words: F33.1, voice: therapist, at: %sT10:00:00Z}}"
    assert "diagnosis-changed-without-review" not in rules_in(answer % "2026-11-16")
    assert "diagnosis-changed-without-review" in rules_in(answer % "2026-11-17")


def test_a_step_met_after_the_last_review_calls_for_another() -> None:
    review = '+reviews: {"on": 2026-11-18, why_continue: Sleep, progress: {g1: Two dinners}}'
    answer = "answers: {objective.status:o3: {words: met, voice: therapist, at: 2026-11-%sT10:00:00Z}}"
    assert "step-met-without-review" not in rules_in(f"o3.status: met\n{review}\n{answer % 17}")
    assert "step-met-without-review" in rules_in(f"o3.status: met\n{review}\n{answer % 19}")


def test_a_changed_plan_that_was_signed_on_the_day_of_the_review_needs_no_other_signature() -> None:
    review = '+reviews: {"on": %s, changes: Less, why_continue: Sleep, progress: {g1: Two dinners}}'
    assert "changed-plan-not-signed-again" in rules_in(review % "2026-11-17")
    assert "changed-plan-not-signed-again" not in rules_in(review % "2026-11-16")


def test_a_goal_put_off_is_no_end_that_needs_a_summary() -> None:
    assert "ended-without-summary" not in rules_in("g1.status: deferred")
    assert "ended-without-summary" in rules_in("g1.status: stopped")

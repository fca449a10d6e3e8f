"""A plan that was reviewed is as new as its last review; a goal with a wish in it is not only a goal away."""

import pytest

from planbot.knowledge import load
from planbot.rules import check
from planbot.rules.pages.examples import TODAY, changed, clean_chart

MAINTENANCE = """
    created: 2026-05-04T09:00:00Z
    plan.established: 2026-05-18
    readiness.stage: maintenance
"""
REVIEW = '+reviews: {"on": 2026-11-09, why_continue: Well for a year, progress: {g1: Dinners go on}}'
LATER_REVIEW = REVIEW.replace("2026-11-09", "2027-01-09")


def found(patch: str) -> set[str]:
    """Return the rules that find something in the sample with every line of *patch* applied."""
    return {f.rule for f in check(changed(clean_chart(), patch), load(), today=TODAY)}


@pytest.mark.parametrize("rule", ["review-not-planned", "plan-faster-than-the-pace"])
def test_the_time_to_the_next_review_and_to_a_steps_date_counts_from_the_last_review(rule: str) -> None:
    assert rule in found(MAINTENANCE)
    assert rule not in found(f"{MAINTENANCE}\n{REVIEW}")


def test_a_review_still_to_come_makes_no_plan_newer() -> None:
    assert "review-not-planned" in found(f"{MAINTENANCE}\n{LATER_REVIEW}")


def test_after_a_review_the_finding_names_it() -> None:
    chart = changed(clean_chart(), f"{MAINTENANCE}\n{REVIEW}\nplan.next_review: 2027-06-01")
    told = [f.message for f in check(chart, load(), today=TODAY) if f.rule == "review-not-planned"]
    assert told == [
        "The next review is 204 days after the review of 9 November 2026; Any payer asks for one within 180."
    ]


@pytest.mark.parametrize(
    ("words", "away"),
    [
        ("I want to stop feeling like this", True),
        ("I want to be less tired and not be so sad", True),
        ("I hate this and I want to stop", True),
        ("I want to eat lunch with the other kids and have my sisters not be scared", False),
        ("I want to stop drinking. I want to cook.", False),
    ],
)
def test_a_goal_is_only_away_when_no_part_of_it_wishes_for_something(words: str, away: bool) -> None:
    assert ("goal-only-away" in found(f"g1.words: {words}")) is away

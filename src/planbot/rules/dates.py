"""When the plan was made, and when it is looked at again."""

from collections.abc import Iterator
from datetime import timedelta

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.words import day

YEAR = 365
"""Days a plan may stand when the profile does not say otherwise (ngs1: one year)."""


@rule(Severity.WARNING, Area.BASIS, sources=("ngs1",), covers=("3",))
def plan_without_date(checked: Checked) -> Iterator[Found]:
    """The day on which the plan was established is recorded, and is not still to come.

    Why: Services are matched to the plan that was in force on their day.

    Source: ngs1

    Fails:
        plan.established: null

    Passes:
        plan.established: 2026-11-20
    """
    established = checked.chart.plan.established
    if established is None:
        message = "The day on which this plan was established is not recorded."
        yield Found("plan", message, "Enter the date of the plan.", "plan.established")
    elif established > checked.today:
        message = f"The plan is dated {day(established)}, which is still to come."
        yield Found("plan", message, "Enter the day on which it was made.", "plan.established")


@rule(Severity.WARNING, Area.BASIS, sources=("ngs1",), covers=("3",))
def plan_too_old(checked: Checked) -> Iterator[Found]:
    """The plan is not older than it may be: a year, unless the profile says otherwise.

    Why: People change, and services under an outdated plan may not be covered.

    Source: ngs1

    Fails:
        plan.established: 2025-06-02

    Passes:
        plan.established: 2026-06-02
    """
    established = checked.chart.plan.established
    days = checked.number("plan-valid-days") or YEAR
    if established and established + timedelta(days=days) < checked.today:
        message = f"The plan is from {day(established)}, and may stand for {days:g} days."
        yield Found("plan", message, "Review it with the client and date it anew.", "plan.established")


@rule(Severity.WARNING, Area.BASIS, sources=("ny", "pa1", "tx1"), covers=("4",))
def plan_late(checked: Checked) -> Iterator[Found]:
    """The plan was made within the days the profile allows, where it says how many.

    Why: Payers and states set how soon after intake a plan has to be there.

    Source: ny, pa1, tx1

    Fails:
        created: 2026-01-05T09:00:00Z

    Passes:
        created: 2026-11-02T09:00:00Z
    """
    chart, days = checked.chart, checked.number("plan-due-days")
    if days is None:
        return
    begun = chart.created.date()
    late = (chart.plan.established or checked.today) - begun
    if late.days > days:
        made = "was made" if chart.plan.established else "is still open"
        message = f"The plan {made} {late.days} days after the chart was begun; {checked.profile.name} allows {days:g}."
        yield Found("plan", message, "Check the date, or note the reason for the delay.", "plan.established")


@rule(Severity.WARNING, Area.REVIEW, sources=("hw1", "ru3", "co1"), covers=("81",))
def review_not_planned(checked: Checked) -> Iterator[Found]:
    """The next review has a date, within the interval the profile allows.

    Why: A plan that nobody looks at again can't notice that it does not help.

    Source: hw1, ru3, co1

    Fails:
        plan.next_review: 2028-01-10

    Passes:
        plan.next_review: 2027-01-20
    """
    plan, days = checked.chart.plan, checked.number("review-days")
    if plan.next_review is None:
        yield Found("plan", "No date is set for the next review.", "Agree on a day.", "plan.next-review")
    elif plan.established and days is not None and plan.next_review - plan.established > timedelta(days=days):
        after = (plan.next_review - plan.established).days
        message = (
            f"The next review is {after} days after the plan; {checked.profile.name} asks for one within {days:g}."
        )
        yield Found("plan", message, "Choose an earlier day.", "plan.next-review")


@rule(Severity.WARNING, Area.REVIEW, sources=("hw1", "co1"), covers=("81",))
def review_overdue(checked: Checked) -> Iterator[Found]:
    """The day of the next review has not passed.

    Why: A review that was missed leaves the plan out of step with the client.

    Source: hw1, co1

    Fails:
        plan.next_review: 2026-11-20

    Passes:
        plan.next_review: 2026-11-23
    """
    due = checked.chart.plan.next_review
    if due and due < checked.today:
        message = f"The review planned for {day(due)} is overdue."
        yield Found("plan", message, "Review the plan with the client, then set the next date.", "plan.next-review")

"""When the plan was made, and when it is looked at again."""

from collections.abc import Iterator
from datetime import date, timedelta

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import day, days_between

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


@rule(Severity.WARNING, Area.BASIS, sources=("ngs1",), covers=("3",), reads=("plan-valid-days",))
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
    days = checked.number_or("plan-valid-days", YEAR)
    if established and days is not None and days_between(established, checked.today) > days:
        message = f"The plan is from {day(established)}, and may stand for {days:g} days."
        fix = "Review it with the client and date it anew."
        yield Found("plan", message, fix, "plan.established", "plan-valid-days")


@rule(
    Severity.WARNING,
    Area.BASIS,
    sources=("ny", "pa1", "tx1"),
    covers=("4",),
    reads=("plan-due-days", "plan-due-business-days"),
)
def plan_late(checked: Checked) -> Iterator[Found]:
    """The plan was made within the days the profile allows, where it says how many.

    Business days are the days from Monday to Friday; holidays are not taken off.

    Why: Payers and states set how soon after intake a plan has to be there.

    Source: ny, pa1, tx1

    Fails:
        created: 2026-01-05T09:00:00Z

    Passes:
        created: 2026-11-02T09:00:00Z
    """
    plan, begun = checked.chart.plan, checked.chart.created.date()
    until = plan.established or checked.today
    made = "was made" if plan.established else "is still open"
    for name, took, unit in (
        ("plan-due-days", (until - begun).days, "days"),
        ("plan-due-business-days", business_days(begun, until), "business days"),
    ):
        days = checked.number(name)
        if days is not None and took > days:
            message = (
                f"The plan {made} {took} {unit} after the chart was begun; {checked.profile.name} allows {days:g}."
            )
            fix = "Check the date, or note the reason for the delay."
            yield Found("plan", message, fix, "plan.established", name)


def business_days(first: date, last: date) -> int:
    """Return how many days from Monday to Friday come after *first*, up to *last*; 0 when it is not later."""
    weeks, rest = divmod(max((last - first).days, 0), 7)
    return weeks * 5 + sum((first.weekday() + n) % 7 < 5 for n in range(1, rest + 1))


@rule(Severity.ADVICE, Area.BASIS, sources=("hw1", "bcbs"), covers=("4",), reads=("plan-due-visits",))
def plan_due_by_visit(checked: Checked) -> Iterator[Found]:
    """Where the profile counts visits and not days, the plan is dated by the visit it names.

    planbot does not count visits, so it says so only while the plan has no date.

    Why: Visits go by faster than one thinks, and some payers pay for no more of them without a plan.

    Source: hw1, bcbs

    Fails:
        client.profile: headway
        plan.established: null

    Passes:
        client.profile: headway
    """
    visits = checked.number("plan-due-visits")
    if visits is not None and checked.chart.plan.established is None:
        message = f"{checked.profile.name} asks for the plan within {visits:g} visits, and planbot does not count them."
        fix = "Look how many there have been, and date the plan when it is made."
        yield Found("plan", message, fix, "plan.established", "plan-due-visits")


@rule(
    Severity.WARNING,
    Area.REVIEW,
    sources=("hw1", "ru3", "co1"),
    covers=("81",),
    reads=("next-review-required", "review-days"),
)
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
        if checked.value("next-review-required") is not False:
            message = "No date is set for the next review."
            yield Found("plan", message, "Agree on a day.", "plan.next-review", "next-review-required")
    elif (since := checked.looked_at) and days is not None and plan.next_review - since > timedelta(days=days):
        after = (plan.next_review - since).days
        what = "the plan" if since == plan.established else f"the review of {day(since)}"
        message = f"The next review is {after} days after {what}; {checked.profile.name} asks for one within {days:g}."
        yield Found("plan", message, "Choose an earlier day.", "plan.next-review", "review-days")


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

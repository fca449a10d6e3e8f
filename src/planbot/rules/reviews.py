"""Reviews: every goal's progress or lack of it, and why treatment goes on."""

from collections.abc import Iterator

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import blank, day, short


@rule(Severity.WARNING, Area.REVIEW, sources=("cbh", "cert"), covers=("83", "84"), asked="review-summary")
def review_leaves_out_a_goal(checked: Checked) -> Iterator[Found]:
    """The latest review states progress, or lack of it, for every goal being worked on.

    Why: A goal that is passed over at review is one that nobody follows any more.

    Source: cbh, cert

    Fails:
        +reviews: {"on": 2026-11-20, why_continue: Mood is still low}

    Passes:
        +reviews: {"on": 2026-11-20, why_continue: Mood is still low, progress: {g1: Two dinners a week now}}
    """
    if not checked.chart.reviews:
        return
    last = max(checked.chart.reviews, key=lambda review: review.on)
    for goal in checked.goals:
        if blank(last.progress.get(goal.id)):
            message = f"The review of {day(last.on)} says nothing of {short(goal.words)}."
            yield Found(last.id, message, "Add what changed, or that nothing did.", None)


@rule(Severity.WARNING, Area.REVIEW, sources=("cert",), covers=("85",), asked="review-reason-to-go-on")
def review_without_reason_to_go_on(checked: Checked) -> Iterator[Found]:
    """A review says why treatment goes on while goals are still being worked on.

    Why: Care that goes on needs a reason of its own each time.

    Source: cert

    Fails:
        +reviews: {"on": 2026-11-20, progress: {g1: Two dinners a week now}}

    Passes:
        +reviews: {"on": 2026-11-20, progress: {g1: Two dinners a week now}, why_continue: Sleep is still poor}
    """
    for review in checked.chart.reviews:
        if checked.goals and blank(review.why_continue):
            message = f"The review of {day(review.on)} does not say why treatment goes on."
            yield Found(review.id, message, "Add the reason.", None)

"""Needs that this treatment does not meet: someone else has to know that they are theirs."""

from collections.abc import Iterator

from planbot.chart import Problem, SkipReason, Symptom
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import MISREAD, blank, phrases, short

ELSEWHERE = phrases(
    r"refer(?:red|ral|s)?", r"elsewhere", r"out(?:side)? of (?:my |our |this |the )?(?:scope|treatment|practice)",
    r"not (?:within|in) (?:my |our |this )?(?:scope|practice)", r"(?:another|other) (?:provider|clinic|service|agency)",
    r"(?:a|the|his|her|their) (?:doctor|physician|psychiatrist|specialist|dentist|lawyer|prescriber|GP|PCP)",
    r"(?:sleep|pain|memory|eating disorder|detox) clinic", r"primary care", r"case manage(?:r|ment)", r"legal aid",
)  # fmt: skip
"""Words that leave a need to someone else (the list is ours)."""


@rule(Severity.WARNING, Area.INTERVENTIONS, sources=("carf", "tx2"), covers=("62",), heuristic=True)
def need_left_to_others_without_referral(checked: Checked) -> Iterator[Found]:
    """A problem or symptom that is left to someone else has a referral in the plan.

    Why: A need that everyone believes to be someone else's is met by nobody.

    Source: carf, tx2

    Fails:
        sy3.deferred: Left to the sleep clinic

    Passes:
        sy3.deferred: Left to the sleep clinic
        +referrals: {to: Sleep clinic, need: Lying awake for hours, coordination: Letter with consent}
    """
    chart = checked.chart
    if any(not blank(referral.to) for referral in chart.plan.referrals):
        return
    left: tuple[Problem | Symptom, ...] = (*chart.problems, *chart.assessment.symptoms)
    for each in left:
        if each.deferred and ELSEWHERE.search(each.deferred):
            message = f"{short(each.words)} seems to be left to someone else, and the plan has no referral. {MISREAD}"
            fix = "Say to whom it goes, for what, and how you will hear of it."
            yield Found(each.id, message, fix, "referral.needs")


@rule(Severity.ADVICE, Area.INTERVENTIONS, sources=("carf", "tx2"), covers=("62",))
def referrals_put_off(checked: Checked) -> Iterator[Found]:
    """Whether something needs someone else's care was decided, and not only put off.

    Why: What lies outside of this treatment is easiest to overlook.

    Source: carf, tx2

    Fails:
        skips: {referral.needs: {reason: later, voice: therapist, at: 2026-11-16T10:00:00Z}}

    Passes:
        skips: {referral.needs: {reason: not applicable, voice: therapist, at: 2026-11-16T10:00:00Z}}
    """
    skip = checked.chart.skips.get("referral.needs")
    if skip and skip.reason is SkipReason.LATER and not checked.chart.plan.referrals:
        message = "It was put off to say whether someone else should take on a need."
        yield Found("referrals", message, "Name the referrals, or say that there are none.", "referral.needs")

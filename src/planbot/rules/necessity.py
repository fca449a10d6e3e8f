"""Medical necessity: a coverage concern, every element recorded or reported missing."""

import re
from collections.abc import Iterator

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import MISREAD, blank, phrases, short


@rule(Severity.WARNING, Area.NECESSITY, sources=("src",), covers=("16", "S11"))
def necessity_without_reason(checked: Checked) -> Iterator[Found]:
    """At least one reason for treatment from the closed list is given, and none from outside it.

    Why: Coverage is decided on these reasons; keeping what there is counts as one.

    Source: src

    Fails:
        necessity.reasons: []

    Passes:
        necessity.reasons: [maintain-gains]
        necessity.expected_benefit: Weekly visits are expected to keep up what was gained.
    """
    reasons = checked.chart.necessity.reasons
    if not reasons:
        message = "No reason is given why treatment is needed."
        yield Found("necessity.reasons", message, "Choose the reasons that hold.", "necessity.reasons")
    for reason in reasons:
        if reason not in checked.knowledge.reasons:
            message = f"“{reason}” is not one of the reasons on the list."
            yield Found("necessity.reasons", message, "Choose from the list.", "necessity.reasons")


_ELEMENTS = (
    # field, question, what it says
    ("engagement", "necessity.engagement", "how the client takes part"),
    ("follow_through", "necessity.follow-through", "how the plan will be followed through"),
    ("expected_benefit", "necessity.benefit", "what outpatient care is expected to bring"),
    ("without_care", "necessity.without-care", "what would be expected without care"),
)


@rule(Severity.WARNING, Area.NECESSITY, sources=("src", "ngs1"), covers=("16", "17", "S11"))
def necessity_incomplete(checked: Checked) -> Iterator[Found]:
    """Engagement, follow-through, expected benefit, and what would happen without care are recorded.

    Why: Each is an element of medical necessity, and one that is missing can undo the others.

    Source: src, ngs1

    Fails:
        necessity.without_care: null

    Passes:
        necessity.without_care: Sam would be likely to lose the job.
    """
    for field, step, what in _ELEMENTS:
        if blank(getattr(checked.chart.necessity, field)):
            message = f"It is not recorded {what}."
            yield Found(step, message, "Add a sentence.", step)


@rule(Severity.WARNING, Area.NECESSITY, sources=("src",), covers=("16", "S11"))
def necessity_without_statement(checked: Checked) -> Iterator[Found]:
    """There is a statement of medical necessity.

    Why: It is the conclusion that the rest of the chart leads to.

    Source: src

    Fails:
        necessity.statement: null

    Passes:
        necessity.statement: Outpatient care is needed to improve functioning at work.
    """
    if blank(checked.chart.necessity.statement):
        message = "There is no statement of medical necessity yet."
        yield Found("necessity.statement", message, "Put the reasons into one or two sentences.", "necessity.statement")


IMPROVE = phrases(r"improv\w+", r"reduc\w+", r"recover\w*", r"ease", r"relie\w+", r"resol\w+", r"remission", r"cure\w*")
"""Words that promise getting better (the list is ours)."""
KEEP = phrases(
    r"keep\w*", r"maintain\w*", r"prevent\w*", r"stabil\w+", r"hold\w*", r"protect\w*", r"relapse\w*", r"avoid"
)
"""Words that promise keeping what there is (the list is ours)."""


@rule(Severity.ADVICE, Area.NECESSITY, sources=("src", "ngs1"), covers=("17", "S11"), heuristic=True)
def improvement_claimed_for_maintenance(checked: Checked) -> Iterator[Found]:
    """When every reason is to keep what there is, benefit and statement do not promise improvement.

    Why: Maintenance is an acceptable reason and needs no promise that can't be held.

    Source: src, ngs1

    Fails:
        necessity.reasons: [maintain-gains]
        necessity.expected_benefit: Symptoms will improve a lot

    Passes:
        necessity.reasons: [maintain-gains]
        necessity.expected_benefit: Monthly visits are expected to keep Sam at work
        necessity.statement: Outpatient care is needed to maintain gains and to prevent another hospital stay.
    """
    necessity, known = checked.chart.necessity, checked.knowledge.reasons
    reasons = [known[r] for r in necessity.reasons if r in known]
    if not reasons or not all(r.maintenance for r in reasons):
        return
    for step, name, words in (
        ("necessity.benefit", "benefit", necessity.expected_benefit or ""),
        ("necessity.statement", "statement", necessity.statement or ""),
    ):
        if IMPROVE.search(words) and not KEEP.search(words):
            message = f"The reasons are about keeping what there is, and the {name} speaks of improvement. {MISREAD}"
            yield Found(step, message, "Say what care will keep or prevent.", step)


BETTER = frozenset({"reduce-symptoms", "improve-functioning"})
"""The reasons that promise getting better."""


@rule(Severity.ADVICE, Area.NECESSITY, sources=("src", "ngs1"), covers=("17", "S11"), heuristic=True)
def keeping_claimed_as_improvement(checked: Checked) -> Iterator[Found]:
    """When every reason promises getting better, the expected benefit and the steps are not all about keeping.

    Why: Keeping the level of functioning is a reason of its own, and an honest one when that is what is planned.

    Source: src, ngs1

    Fails:
        necessity.expected_benefit: Monthly visits will keep Sam at work and prevent a relapse

    Passes:
        necessity.expected_benefit: Monthly visits will keep Sam at work and prevent a relapse
        necessity.reasons: [reduce-symptoms, maintain-gains]
    """
    necessity = checked.chart.necessity
    if not necessity.reasons or not set(necessity.reasons) <= BETTER:
        return
    words = necessity.expected_benefit or ""
    fix = "Add the reason that is about keeping; it is as good as the others."
    if KEEP.search(words) and not IMPROVE.search(words):
        message = f"The reasons promise getting better, and the benefit speaks of keeping what there is. {MISREAD}"
        yield Found("necessity.reasons", message, fix, "necessity.reasons")
    counted = [(o.baseline.value, o.target.value) for o in checked.objectives if o.baseline and o.target]
    if counted and all(start == target for start, target in counted):
        message = f"The reasons promise getting better, and every step keeps what there is. {MISREAD}"
        yield Found("objectives", message, fix, "necessity.reasons")


@rule(Severity.WARNING, Area.NECESSITY, sources=("src", "tx2"), covers=("57", "69", "S11"))
def methods_longer_than_the_treatment(checked: Checked) -> Iterator[Found]:
    """No method is planned for longer than treatment is expected to last.

    Why: How long care takes is part of its necessity, and two lengths in one plan undo each other.

    Source: src, tx2

    Fails:
        i1.weeks: 30

    Passes:
        i1.weeks: 16
    """
    expected = checked.chart.discharge.weeks
    for i in checked.chart.plan.interventions if expected else ():
        if expected and i.weeks and i.weeks > expected:
            message = f"{short(i.what)} is planned for {i.weeks} weeks, and treatment for {expected}."
            yield Found(i.id, message, "Let the two agree.", f"intervention.weeks:{i.id}")


@rule(Severity.ADVICE, Area.NECESSITY, sources=("src", "ngs2"), covers=("56", "S11"))
def frequency_left_open(checked: Checked) -> Iterator[Found]:
    """How often a method is used is planned, and not "as needed".

    Why: Whether a frequency is appropriate can't be told of one that is not set.

    Source: src, ngs2

    Fails:
        i1.frequency: as needed

    Passes:
        i1.frequency: weekly, and as needed in a crisis
    """
    for i in checked.chart.plan.interventions:
        if OPEN.fullmatch(i.frequency or ""):
            message = f"{short(i.what)} is planned {short(i.frequency or '')}."
            yield Found(i.id, message, "Say how often as a rule.", f"intervention.frequency:{i.id}")


OPEN = re.compile(
    r"\s*(?:(?:as|when|if|where) (?:needed|necessary|required|indicated)|p\.?r\.?n\.?|varies|flexible|tbd)[\s.]*",
    re.IGNORECASE,
)
"""Frequencies that say nothing."""

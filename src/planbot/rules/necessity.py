"""Medical necessity: a coverage concern, every element recorded or reported missing."""

from collections.abc import Iterator

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.words import MISREAD, blank, phrases


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
        yield Found("necessity", message, "Choose the reasons that hold.", "necessity.reasons")
    for reason in reasons:
        if reason not in checked.knowledge.reasons:
            message = f"“{reason}” is not one of the reasons on the list."
            yield Found("necessity", message, "Choose from the list.", "necessity.reasons")


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
            yield Found("necessity", message, "Add a sentence.", step)


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
        yield Found("necessity", message, "Put the reasons into one or two sentences.", "necessity.statement")


IMPROVE = phrases(r"improv\w+", r"reduc\w+", r"recover\w*", r"ease", r"relie\w+", r"resol\w+", r"remission", r"cure\w*")
"""Words that promise getting better (the list is ours)."""
KEEP = phrases(
    r"keep\w*", r"maintain\w*", r"prevent\w*", r"stabil\w+", r"hold\w*", r"protect\w*", r"relapse\w*", r"avoid"
)
"""Words that promise keeping what there is (the list is ours)."""


@rule(Severity.ADVICE, Area.NECESSITY, sources=("src", "ngs1"), covers=("17", "S11"), heuristic=True)
def improvement_claimed_for_maintenance(checked: Checked) -> Iterator[Found]:
    """When every reason is to keep what there is, the expected benefit does not promise improvement.

    Why: Maintenance is an acceptable reason and needs no promise that can't be held.

    Source: src, ngs1

    Fails:
        necessity.reasons: [maintain-gains]
        necessity.expected_benefit: Symptoms will improve a lot

    Passes:
        necessity.reasons: [maintain-gains]
        necessity.expected_benefit: Monthly visits are expected to keep Sam at work
    """
    necessity, known = checked.chart.necessity, checked.knowledge.reasons
    reasons = [known[r] for r in necessity.reasons if r in known]
    words = necessity.expected_benefit or ""
    if reasons and all(r.maintenance for r in reasons) and IMPROVE.search(words) and not KEEP.search(words):
        message = f"The reasons are about keeping what there is, and the benefit speaks of improvement. {MISREAD}"
        yield Found("necessity", message, "Say what care will keep or prevent.", "necessity.benefit")

"""What has to stand before a plan: why the client came, the histories, and what the therapist makes of it all."""

from collections.abc import Iterator

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import blank, listed


@rule(Severity.WARNING, Area.BASIS, sources=("src",), covers=("S12",))
def presenting_problem_not_recorded(checked: Checked) -> Iterator[Found]:
    """Why the client came is recorded.

    Why: The thread begins with what the client said at the door; all the rest has to lead back to it.

    Source: src

    Fails:
        intake.presenting: null

    Passes:
        intake.presenting: I can't enjoy anything
    """
    if checked.goals and blank(checked.chart.intake.presenting) and not checked.settled("intake.presenting"):
        message = "It is not recorded why the client came."
        yield Found("intake", message, "Write it down in the client's words.", "intake.presenting")


_HISTORIES = {
    "psychiatric": "earlier troubles of the mind",
    "family": "the family",
    "social": "the people around them",
    "trauma": "what they have been through",
    "work_education": "work and school",
    "legal": "the law",
    "culture": "culture and faith",
    "earlier_care": "earlier care",
    "medicines": "medicines",
}


@rule(Severity.ADVICE, Area.BASIS, sources=("src",), covers=("S12",))
def history_not_asked(checked: Checked) -> Iterator[Found]:
    """The client's history has been asked about, part by part; "none" is an answer.

    Why: What nobody asked about can't be told from what is not there.

    Source: src

    Fails:
        intake.family: null

    Passes:
        intake.family: none
    """
    chart = checked.chart
    keys = {name: f"intake.{name.replace('_', '-')}" for name in _HISTORIES}
    missing = [n for n in keys if blank(getattr(chart.intake, n)) and not checked.settled(keys[n])]
    if missing and checked.goals:
        message = f"Nothing is recorded about {listed((_HISTORIES[name] for name in missing), most=9)}."
        yield Found("intake", message, "Ask, and write down the answer, or “none”.", keys[missing[0]])


@rule(Severity.WARNING, Area.BASIS, sources=("src",), covers=("S12",))
def no_integrative_summary(checked: Checked) -> Iterator[Found]:
    """An integrative summary stands between the assessment and the plan.

    Why: It says how the therapist understands the client; without it nobody sees why these steps were chosen.

    Source: src

    Fails:
        formulation.summary: null

    Passes:
        formulation.summary: After a change of shifts Sam lost what gave pleasure
    """
    if checked.goals and blank(checked.chart.formulation.summary) and not checked.settled("formulation.summary"):
        message = "There is no summary of how the therapist understands the client."
        yield Found("formulation", message, "Write two or three sentences.", "formulation.summary")


@rule(Severity.ADVICE, Area.BASIS, sources=("src",), covers=("S12",))
def formulation_incomplete(checked: Checked) -> Iterator[Found]:
    """The orientation, the approaches, and what the treatment is expected to show are recorded.

    Why: Treatment is an experiment: the next reader has to know what was expected.

    Source: src

    Fails:
        formulation.hypothesis: null

    Passes:
        formulation.hypothesis: If Sam cooks again, mood will lift
    """
    chart = checked.chart
    for said, key, what in (
        (chart.formulation.orientation, "formulation.orientation", "from which orientation the therapist works"),
        (" ".join(chart.intake.approaches), "intake.approaches", "which approaches will be used"),
        (chart.formulation.hypothesis, "formulation.hypothesis", "what the treatment is expected to show"),
    ):
        if checked.goals and blank(said) and not checked.settled(key):
            at = key.partition(".")[0]
            yield Found(at, f"It is not recorded {what}.", "Add a sentence.", key)

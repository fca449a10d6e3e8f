"""Life domains that suffer are recorded, how much, and with an example."""

from collections.abc import Iterator

from planbot.chart import Level
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import blank, short


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("src", "nov"), covers=("13",))
def no_impairment(checked: Checked) -> Iterator[Found]:
    """At least one life domain that is affected is recorded.

    Why: Care is covered for trouble that gets in the way of living, and most diagnoses ask for it.

    Source: src, nov

    Fails:
        -im1
        -im2

    Passes:
        -im2
    """
    if not any(i.level is not Level.NONE for i in checked.chart.assessment.impairments):
        message = "No part of daily life is recorded as affected."
        fix = "Ask about home, family, work or school, friends, and looking after oneself."
        yield Found("impairments", message, fix, "impact.domains")


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("src", "nov"), covers=("13", "S7"))
def impairment_incomplete(checked: Checked) -> Iterator[Found]:
    """Every affected domain says how much it is affected, and gives an example.

    Why: An example from this client's week says more than a rating alone.

    Source: src, nov

    Fails:
        im2.example: null

    Passes:
        im2.example: Sent home twice
    """
    for impairment in checked.chart.assessment.impairments:
        known = checked.knowledge.domains.get(impairment.domain)
        domain = known.label if known else impairment.domain
        if impairment.level is None:
            message = f"It is not recorded how much this is affected: {domain}."
            yield Found(impairment.id, message, "Ask how much.", f"impact.level:{impairment.id}")
        if blank(impairment.example) and impairment.level is not Level.NONE:
            message = f"There is no example yet of how this is affected: {domain}."
            yield Found(impairment.id, message, "Ask for one example.", f"impact.example:{impairment.id}")


@rule(Severity.ADVICE, Area.ASSESSMENT, sources=("tjc1", "tx2"), covers=("15", "S2"))
def impairment_left_out(checked: Checked) -> Iterator[Found]:
    """Every affected part of life is taken up by a problem or a step.

    Why: What suffers in daily life is what the client will notice first when treatment helps.

    Source: tjc1, tx2

    Fails:
        p1.impairments: [im2]
        o1.impairments: []

    Passes:
        p1.impairments: [im2]
        o1.impairments: [im1]
    """
    chart = checked.chart
    if not chart.problems and not checked.objectives:
        return
    taken = {each for p in chart.problems for each in p.impairments}
    taken |= {each for o in checked.objectives for each in o.impairments}
    for impairment in chart.assessment.impairments:
        if impairment.id not in taken and impairment.level is not Level.NONE:
            what = short(impairment.example or impairment.domain)
            message = f"No problem and no step of the plan takes up {what}."
            ask = f"problem.impairments:{chart.problems[0].id}" if chart.problems else "problem.add"
            yield Found(impairment.id, message, "Link it to the problem or the step it belongs to.", ask)

"""Nothing in the plan goes against what the client said they would rather not do."""

from collections.abc import Iterator

from planbot.knowledge import refusals
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import MISREAD, short


@rule(Severity.WARNING, Area.SNAPS, sources=("src", "carf"), covers=("23", "36", "S9"), heuristic=True)
def against_a_preference(checked: Checked) -> Iterator[Found]:
    """No intervention asks for something that a stated preference refuses.

    Why: People leave treatments that go against what they asked for.

    Source: src, carf

    Fails:
        i1.type: group

    Passes:
        i1.type: group
        sn4.words: I would like to meet others in a group
    """
    refused = refusals(checked.chart, checked.knowledge)
    for i in checked.chart.plan.interventions if refused else ():
        entry = checked.knowledge.interventions.get(i.entry or "")
        asks = {*(entry.involves if entry else ()), (i.type or "").strip().lower()}
        for each in sorted(asks & refused.keys()):
            what = checked.knowledge.involves[each].label.lower()
            message = f"{short(i.what)} involves {what}, and the client said {short(refused[each])}. {MISREAD}"
            yield Found(i.id, message, "Choose another way, or ask the client again.", f"intervention.what:{i.id}")

"""Symptoms are rated, shown by behaviours, dated, and taken up."""

from collections.abc import Iterator

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import blank, listed, short


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("src",), covers=("12", "S7"))
def symptom_not_rated(checked: Checked) -> Iterator[Found]:
    """Every symptom has a severity, a frequency and a duration.

    Why: They decide whether a diagnosis holds, and are what progress is compared with.

    Source: src

    Fails:
        sy3.frequency: null

    Passes:
        sy3.frequency: most nights
    """
    for symptom in checked.chart.assessment.symptoms:
        missing = [
            name
            for name, there in (
                ("how strong", symptom.severity is not None),
                ("how often", not blank(symptom.frequency)),
                ("for how long", symptom.duration is not None and not blank(symptom.duration.words)),
            )
            if not there
        ]
        if missing and not symptom.deferred:
            message = f"For {short(symptom.words)} it is not recorded {listed(missing)}."
            yield Found(symptom.id, message, "Ask the client to rate it.", "symptom.ratings")


@rule(Severity.ADVICE, Area.ASSESSMENT, sources=("src",), covers=("11", "S7"))
def symptom_without_behaviour(checked: Checked) -> Iterator[Found]:
    """Every symptom has at least one behaviour that shows it.

    Why: What others could see is the evidence for the symptom, and makes the plan this client's own.

    Source: src

    Fails:
        sy4.behaviours: []

    Passes:
        sy4.behaviours: [Falls asleep on the bus]
    """
    for symptom in checked.chart.assessment.symptoms:
        if not symptom.behaviours and not symptom.deferred:
            message = f"Nothing yet shows {short(symptom.words)} from the outside."
            yield Found(symptom.id, message, "Ask what others would notice.", f"symptom.behaviours:{symptom.id}")


@rule(Severity.ADVICE, Area.ASSESSMENT, sources=("co2",), covers=("14",))
def symptom_without_onset(checked: Checked) -> Iterator[Found]:
    """Every symptom has an onset.

    Why: When it began, and after what, separates one disorder from another.

    Source: co2

    Fails:
        sy1.onset: null

    Passes:
        sy1.onset: after the move
    """
    for symptom in checked.chart.assessment.symptoms:
        if blank(symptom.onset) and not symptom.deferred:
            message = f"It is not recorded when {short(symptom.words)} began."
            yield Found(symptom.id, message, "Ask when it began, and after what.", "symptom.onset")


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("src", "tjc1", "tx2"), covers=("15", "S2"))
def symptom_left_out(checked: Checked) -> Iterator[Found]:
    """Every symptom is taken up by a problem or an objective, or put off with a reason.

    Why: A symptom that was heard and then forgotten goes untreated.

    Source: src, tjc1, tx2

    Fails:
        +symptoms: {words: My hands shake, severity: 4, frequency: daily, duration: {words: a month}}

    Passes:
        +symptoms: {words: My hands shake, deferred: Family doctor looks into it first}
    """
    if not checked.chart.problems and not checked.objectives:
        return
    active = {o.id for o in checked.objectives}
    taken = {link.target for link in checked.links if link.source.startswith("p") or link.source in active}
    for symptom in checked.chart.assessment.symptoms:
        if symptom.id not in taken and blank(symptom.deferred):
            message = f"No problem and no step of the plan takes up {short(symptom.words)}."
            fix = "Link it to a problem or a step, or say why it can wait."
            yield Found(symptom.id, message, fix, f"symptom.deferred:{symptom.id}")

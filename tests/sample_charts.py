"""Charts that documents and exports are tried on: an empty one, a draft with everything odd, a very large one."""

from datetime import UTC, date, datetime
from functools import cache

from planbot.chart import (
    Answer,
    Author,
    Chart,
    Client,
    Goal,
    Intervention,
    Measured,
    Objective,
    Origin,
    Quantity,
    Referral,
    Risk,
    RiskStatus,
    Skip,
    SkipReason,
    Status,
    Symptom,
    Voice,
    Waiver,
    frozen_map,
)
from planbot.rules.pages.examples import clean_chart

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def empty_chart() -> Chart:
    """Return the least a chart can be: an id and an alias."""
    return Chart(id="empty", created=NOON, client=Client(name="R."))


@cache
def draft_chart() -> Chart:
    """Return the sample before signing, with skips, drafts, a waiver, a referral, risk and an objective put aside."""
    chart = clean_chart().set("participation", clean_chart().participation.model_copy(update={"signatures": ()}))
    chart = chart.set("assessment.risk", Risk(status=RiskStatus.PRESENT, what="Thoughts of dying, no plan."))
    chart = chart.put(Symptom(id="sy7", words="I think about dying", entry="suicidal-thoughts"))
    chart = chart.put(Referral(id="rf1", to="Dr. Okafor", need="A sleep study", coordination="Letter sent"))
    chart = chart.put(Waiver(id="w1", rule="snap-unused", at="sn4", reason="Comes later.", name="Alex Lee", on=TODAY))
    objective = chart.find("o3")
    chart = chart.put(objective.model_copy(update={"status": Status.DEFERRED, "baseline": None, "due": None}))
    chart = chart.set("intake.trauma", None).set("intake.presenting", None)
    drafted = Answer(
        words="Sam will cook dinner and eat it with the children.",
        voice=Voice.THERAPIST,
        at=NOON,
        origin=Origin(author=Author.LIBRARY, source="meals-together", edited=True),
    )
    by_model = drafted.model_copy(update={"origin": Origin(author=Author.MODEL, source="local-model")})
    chart = chart.set("answers", frozen_map({"objective.behaviour:o1": drafted, "formulation.summary": by_model}))
    declined = Skip(reason=SkipReason.DECLINED, voice=Voice.CLIENT, at=NOON)
    later = Skip(reason=SkipReason.LATER, voice=Voice.CLIENT, at=NOON)
    skips = {"intake.presenting": declined, "objective.baseline:o3": declined, "objective.due:o3": later}
    return chart.set("skips", frozen_map(skips))


@cache
def large_chart() -> Chart:
    """Return a plan of 10 goals, 40 objectives, 80 interventions and 60 symptoms."""
    chart = clean_chart().set("participation", clean_chart().participation.model_copy(update={"signatures": ()}))
    for n in range(8, 61):
        chart = chart.put(Symptom(id=f"sy{n}", words=f"Something hard, number {n}", severity=n % 11))
    for g in range(2, 11):
        chart = chart.put(Goal(id=f"g{g}", words=f"I want the thing number {g}", problems=("p1",), agreed=True))
    for o in range(4, 41):
        objective = Objective(
            id=f"o{o}",
            goal=f"g{o % 10 + 1}",
            behaviour=f"Sam will take step number {o}.",
            symptoms=("sy1", f"sy{o + 10}"),
            measured=Measured(by="weekly count in a log"),
            baseline=Quantity(value=1, unit="times a week"),
            target=Quantity(value=4, unit="times a week"),
            due=date(2027, 2, 8),
        )
        chart = chart.put(objective)
    for i in range(4, 81):
        chart = chart.put(
            Intervention(id=f"i{i}", objectives=(f"o{i // 2}",), what=f"Will practise step {i} with Sam.")
        )
    return chart

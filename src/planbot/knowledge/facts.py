"""What planbot lays beside a question of judgement: lines to look at, and what a judgement of them rests on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from planbot.chart import Chart, Diagnosis, Item, Met, SnapKind, Voice
from planbot.knowledge.entries_judgements import FactName
from planbot.knowledge.library import Knowledge
from planbot.text import one_line

HISTORIES = ("presenting", "psychiatric", "family", "trauma", "earlier_care", "self_help", "medicines")
CONDITIONS = ("medical", "developmental", "substance_use", "medicines")

Lines = Iterator[str]

_STATE = {"status", "agreed", "entry", "pattern"}
"""What changes about an item without its saying anything else."""


class Fact(NamedTuple):
    """One thing to look at."""

    told: Callable[[Chart, Knowledge, date], Lines]
    """The lines that are shown."""
    kept: Callable[[Chart], Any]
    """What a judgement rests on: when this changes, it is a judgement of an earlier text."""


def _without_state(items: Iterable[Item]) -> list[str]:
    """Return what the items say; that one is met or agreed since then changes nothing about what was judged.

    What was never filled in is left out, so that a field planbot learns later puts no judgement in doubt.
    """
    # Not by model_dump_json, which takes half as long again: a chart with judgements is read so at every check.
    return [
        item.__pydantic_serializer__.to_json(item, exclude=_STATE, exclude_defaults=True).decode() for item in items
    ]


def _said(parts: Iterable[str | None], between: str = "; ") -> str:
    return between.join(one_line(part) for part in parts if part and part.strip())


def _fields(chart: Chart, names: Iterable[str]) -> Lines:
    for name in names:
        if words := getattr(chart.intake, name):
            yield f"{name.replace('_', ' ').capitalize()}: {one_line(words)}"


def _diagnoses(chart: Chart, _: Knowledge, __: date) -> Lines:
    for each in chart.diagnoses:
        yield _said([f"{each.name} ({each.code})" if each.code else each.name, each.justification], ": ")


def _kept_diagnoses(chart: Chart) -> list[str]:
    return _without_state(chart.diagnoses)


def _criteria(chart: Chart, knowledge: Knowledge, _: date) -> Lines:
    for each in chart.diagnoses:
        yield f"{one_line(each.name)} ({each.code})"
        claims = {claim.id: claim.met for claim in each.criteria}
        labels = _labels(each, knowledge) or dict.fromkeys(claims, "")
        for met, heading in ((Met.YES, "met"), (Met.NO, "not met"), (Met.UNKNOWN, "not said")):
            named = [f"{key} {label}".strip() for key, label in labels.items() if claims.get(key, Met.UNKNOWN) is met]
            if named:
                yield f"  {heading}: {'; '.join(named)}"


def _labels(diagnosis: Diagnosis, knowledge: Knowledge) -> dict[str, str]:
    entry = knowledge.diagnoses.get(diagnosis.entry) if diagnosis.entry else None
    return {c.id: c.label for group in entry.criteria for c in group.criteria} if entry else {}


def _symptoms(chart: Chart, _: Knowledge, __: date) -> Lines:
    for each in chart.assessment.symptoms:
        lasted = each.duration.words if each.duration else None
        severity = None if each.severity is None else f"{each.severity} of 10"
        yield _said([each.words, severity, each.frequency, lasted, *each.behaviours])


def _impairments(chart: Chart, knowledge: Knowledge, _: date) -> Lines:
    for each in chart.assessment.impairments:
        domain = knowledge.domains[each.domain].label if each.domain in knowledge.domains else each.domain
        yield _said([domain, each.level, each.example])


def _scores(chart: Chart, knowledge: Knowledge, _: date) -> Lines:
    newest = {score.measure: score for score in sorted(chart.assessment.scores, key=lambda score: score.on)}
    for measure, score in newest.items():
        name = knowledge.measures[measure].short if measure in knowledge.measures else measure
        total = "" if score.total is None else f"{score.total:g}"
        parts = [f"{part} {value:g}" for part, value in score.known_parts.items()]
        yield _said([f"{name} of {score.on:%d %b %Y}", total, score.band, *parts])


def _mental_status(chart: Chart, _: Knowledge, __: date) -> Lines:
    yield from (f"{aspect.capitalize()}: {one_line(seen)}" for aspect, seen in chart.assessment.mental_status.items())


def _problems(chart: Chart, _: Knowledge, __: date) -> Lines:
    yield from (_said([each.words, each.statement]) for each in chart.problems)


def _differentials(chart: Chart, _: Knowledge, __: date) -> Lines:
    yield from (f"Set aside: {_said([each.name, each.reason], ', ')}" for each in chart.differentials)


def _necessity(chart: Chart, knowledge: Knowledge, _: date) -> Lines:
    said = chart.necessity
    why = [knowledge.reasons[each].label for each in said.reasons if each in knowledge.reasons]
    for name, words in (("Needed to", _said(why, ", ")), ("Benefit", said.expected_benefit)):
        if words:
            yield f"{name}: {one_line(words)}"
    if said.without_care:
        yield f"Without care: {one_line(said.without_care)}"


def _readiness(chart: Chart, _: Knowledge, __: date) -> Lines:
    said = chart.readiness
    for name, value in (
        ("Stage of change", said.stage),
        ("Motivation", None if said.motivation is None else f"{said.motivation} of 10"),
        ("Insight", said.insight),
        ("Capacity", said.capacity),
        ("Acuity", said.acuity),
    ):
        if value:
            yield f"{name}: {one_line(value)}"


def _person(chart: Chart, _: Knowledge, today: date) -> Lines:
    client, age = chart.client, chart.client.age_on(today)
    for name, value in (
        ("Age", None if age is None else str(age)),
        ("Language", client.language),
        ("Communication", client.communication_needs),
        ("Culture", chart.intake.culture),
        ("Development", chart.intake.developmental),
    ):
        yield f"{name}: {one_line(value) if value else 'not recorded'}"


def _preferences(chart: Chart, _: Knowledge, __: date) -> Lines:
    wanted = (SnapKind.PREFERENCE, SnapKind.VALUE)
    yield from (f"{snap.kind.capitalize()}: {one_line(snap.words)}" for snap in chart.snaps if snap.kind in wanted)


def _choice(chart: Chart, _: Knowledge, __: date) -> Lines:
    if how := chart.participation.how:
        yield f"Took part: {one_line(how)}"
    if approaches := chart.intake.approaches:
        yield f"Approaches talked of: {_said(approaches, ', ')}"


def _goals(chart: Chart, _: Knowledge, __: date) -> Lines:
    for each in chart.plan.goals:
        whose = "" if each.voice is Voice.CLIENT else "worded by the therapist"
        yield _said([each.words, each.clinical, whose])


def _objectives(chart: Chart, _: Knowledge, __: date) -> Lines:
    for each in chart.plan.objectives:
        way = f"from {each.baseline or 'not recorded'} to {each.target or 'not recorded'}"
        yield _said([each.behaviour.rstrip("."), way, f"by {each.due:%d %b %Y}" if each.due else "no date"])


def _interventions(chart: Chart, _: Knowledge, __: date) -> Lines:
    for each in chart.plan.interventions:
        dose = _said([each.type, each.frequency, f"{each.minutes} minutes" if each.minutes else None], ", ")
        yield _said([each.what.rstrip("."), each.technique, dose])


def _length(chart: Chart, _: Knowledge, today: date) -> Lines:
    yield f"Begun {chart.created:%d %b %Y}, {(today - chart.created.date()).days // 7} weeks ago"
    if chart.discharge.weeks:
        yield f"Expected to take {chart.discharge.weeks} weeks"


def _reviews(chart: Chart, _: Knowledge, __: date) -> Lines:
    for each in chart.reviews:
        progress = _said(each.progress.values())
        yield f"Review of {each.on:%d %b %Y}: {_said([progress, each.changes, each.why_continue]) or 'nothing said'}"


FACTS: Mapping[FactName, Fact] = {
    "diagnoses": Fact(_diagnoses, _kept_diagnoses),
    "criteria": Fact(_criteria, _kept_diagnoses),
    "symptoms": Fact(_symptoms, lambda c: _without_state(c.assessment.symptoms)),
    "impairments": Fact(_impairments, lambda c: _without_state(c.assessment.impairments)),
    "histories": Fact(lambda c, _, __: _fields(c, HISTORIES), lambda c: [*_fields(c, HISTORIES)]),
    "conditions": Fact(lambda c, _, __: _fields(c, CONDITIONS), lambda c: [*_fields(c, CONDITIONS)]),
    "mental-status": Fact(_mental_status, lambda c: dict(c.assessment.mental_status)),
    # A new score of the same measure does not by itself put a judgement in doubt; the checks watch the scores.
    "scores": Fact(_scores, lambda c: sorted({score.measure for score in c.assessment.scores})),
    "problems": Fact(_problems, lambda c: _without_state(c.problems)),
    "differentials": Fact(_differentials, lambda c: _without_state(c.differentials)),
    "necessity": Fact(_necessity, lambda c: c.necessity.model_dump_json(exclude_defaults=True)),
    "readiness": Fact(_readiness, lambda c: c.readiness.model_dump_json(exclude={"minutes"}, exclude_defaults=True)),
    "person": Fact(
        _person,
        lambda c: [
            str(c.client.birth_date),
            c.client.language,
            c.client.communication_needs,
            c.intake.culture,
            c.intake.developmental,
        ],
    ),
    "preferences": Fact(_preferences, lambda c: _without_state(c.snaps)),
    "choice": Fact(_choice, lambda c: [*c.intake.approaches]),
    "goals": Fact(_goals, lambda c: _without_state(c.plan.goals)),
    "objectives": Fact(_objectives, lambda c: _without_state(c.plan.objectives)),
    "interventions": Fact(_interventions, lambda c: _without_state(c.plan.interventions)),
    "length": Fact(_length, lambda c: c.discharge.weeks),
    "reviews": Fact(_reviews, lambda c: _without_state(c.reviews)),
}
"""Every fact by its name."""

"""Objectives: behaviour, symptoms it moves, measure, baseline, target, date."""

from collections.abc import Sequence

from planbot.chart import Chart, Goal, Item, Measured, Objective, Quantity, Status, room_of
from planbot.flows.answers import Amount, Choice, Choices, Day, Lines, Option, Text
from planbot.flows.base import Add, Each, Flow, Question, Step
from planbot.flows.options import chart_snaps, symptoms_and_impairments
from planbot.flows.places import By, Name, Part
from planbot.flows.plain import in_plain_words
from planbot.knowledge import ObjectivePattern, scale_of, target_of


def of_goal(chart: Chart, goal: Goal) -> Sequence[Objective]:
    """Return the objectives of a goal, in order."""
    return tuple(o for o in chart.plan.objectives if o.goal == goal.id)


def _objective(question: Question, behaviour: str) -> Item:
    return Objective(id=question.chart.next_id("objectives"), goal=question.item.id, behaviour=behaviour)


def _tie(question: Question, ids: tuple[str, ...]) -> Chart:
    rooms = {item_id: room_of(item_id) for item_id in ids}
    update = {room: tuple(i for i in ids if rooms[i] == room) for room in ("symptoms", "impairments")}
    return question.chart.put(question.item.model_copy(update=update))


_COUNTED = (
    Option("count in a log", "count in a log"),
    Option("0 to 10 rating", "0 to 10 rating"),
    Option("percent of days", "percent of days"),
    Option("minutes in a log", "minutes in a log"),
)


def measured_by(question: Question) -> tuple[Option, ...]:
    """Offer what was taken and can show change: its total, or where there is none each of its parts."""
    taken = {s.measure for s in question.chart.assessment.scores}
    measures = [m for m in question.knowledge.measures.values() if m.id in taken and m.outcome]
    totals = [Option(m.id, m.short, m.about, (m.name,)) for m in measures if m.total != "none"]
    parts = [
        Option(f"{m.id}:{part.id}", f"{m.short}, {part.label}", m.about)
        for m in measures
        if m.total == "none"
        for part in m.parts
    ]
    return (*totals, *parts, *_COUNTED)


def _measure(question: Question, value: str) -> Chart:
    key, _, part_id = value.partition(":")
    entry = question.knowledge.measures.get(key)
    part = entry.part(part_id) if entry else None
    label = f"{entry.short}, {part.label}" if entry and part else entry.short if entry else value
    if entry is None or bool(part_id) != bool(part):
        measured = Measured(by=value)
    else:
        measured = Measured(by=label, measure=entry.id, part=part.id if part else None)
    return question.chart.put(question.item.model_copy(update={"measured": measured}))


def _baseline(question: Question, amount: Quantity | None) -> Chart:
    on = question.today if amount else None
    measured = question.item.measured
    if amount and measured and measured.measure:
        score = question.chart.assessment.latest(measured.measure, measured.part)
        if score and score.value(measured.part) == amount.value:
            on = score.on
    return question.chart.put(question.item.model_copy(update={"baseline": amount, "baseline_on": on}))


def _latest(question: Question) -> str:
    measured = question.item.measured
    if not (measured and measured.measure):
        return ""
    score = question.chart.assessment.latest(measured.measure, measured.part)
    value = score.value(measured.part) if score else None
    return "" if value is None else f"{value:g} points"


def _unit(question: Question) -> str:
    if question.item.baseline and question.step.id == "objective.target":
        return str(question.item.baseline.unit)
    if pattern := _drafted(question):
        return pattern.unit
    measured = question.item.measured
    return "points" if measured and (measured.measure or "rating" in measured.by) else ""


def _target(question: Question) -> str:
    pattern, baseline = _drafted(question), question.item.baseline
    if pattern is None or baseline is None:
        return ""
    target = target_of(pattern.target, baseline.value, better=pattern.better)
    return "" if target is None else f"{target:g} {baseline.unit}".strip()


def _scale(question: Question) -> str:
    pattern, objective = _drafted(question), question.item
    if pattern is None or objective.baseline is None or objective.target is None:
        return ""
    return "; ".join(level.replace(";", ",") for level in scale_of(pattern, objective.baseline, objective.target))


def _drafted(question: Question) -> ObjectivePattern | None:
    return question.knowledge.objectives.get(question.item.pattern or "")


def _pattern(question: Question, behaviour: str) -> dict[str, str | None]:
    return {"pattern": question.item.pattern if behaviour == question.item.behaviour else None}


STEPS = (
    Step(
        id="objective.behaviour",
        therapist="What will {client} do, as a step towards that goal?",
        client="How would you put that step?",
        answer=Text(),
        into=Name("behaviour", along=_pattern),
    ),
    Step(
        id="objective.symptoms",
        therapist='"{it}": which symptoms or parts of life will that move?',
        answer=Choices(symptoms_and_impairments),
        into=By(_tie, lambda q: _tie(q, ())),
        when=lambda q: bool(q.chart.assessment.symptoms or q.chart.assessment.impairments),
    ),
    Step(
        id="objective.measured",
        therapist='"{it}": how will you both see it?',
        client='"{it}": how will we both see it?',
        help="A questionnaire, a count, a log, a rating from 0 to 10.",
        answer=Choice(measured_by, free=True),
        into=By(_measure, lambda q: q.chart.put(q.item.model_copy(update={"measured": None}))),
    ),
    Step(
        id="objective.baseline",
        therapist='"{it}": where is {client} with that now?',
        client='"{it}": how is it now?',
        help='A number and what is counted, such as "1 evening a week".',
        answer=Amount(_unit),
        into=By(_baseline, lambda q: _baseline(q, None)),
        suggest=_latest,
    ),
    Step(
        id="objective.target",
        therapist='"{it}": how far by the end?',
        client='"{it}": how far would you like to get?',
        help="Far enough to matter, near enough to reach.",
        answer=Amount(_unit),
        into=Part("target"),
        suggest=_target,
    ),
    Step(
        id="objective.due",
        therapist='"{it}": by when?',
        client='"{it}": by when?',
        answer=Day(ahead=True),
        into=Part("due"),
    ),
    Step(
        id="objective.snaps",
        therapist='"{it}": which strengths or preferences does it use?',
        client='"{it}": what about you makes that a fitting step?',
        answer=Choices(chart_snaps, allow_none=True),
        into=Part("snaps", empty=()),
        on_request=True,
    ),
    Step(
        id="objective.scale",
        therapist='"{it}": five levels, from much less than expected to much more?',
        help="Five short lines with semicolons between them.",
        answer=Lines(),
        into=Part("scale", empty=()),
        suggest=_scale,
        on_request=True,
    ),
    Step(
        id="objective.status",
        therapist='"{it}": where does it stand?',
        answer=Choice(tuple(Option(s.value, s.value.capitalize()) for s in Status)),
        into=Part("status", make=Status, empty=Status.ACTIVE),
        on_request=True,
    ),
    Step(
        id="objective.pattern",
        therapist='"{it}": which pattern of the library is that?',
        answer=Text(),
        into=Part("pattern"),
        on_request=True,
    ),
    in_plain_words("objective"),
)

FLOW = Flow(
    "objectives",
    "Objectives",
    "Steps towards each goal that can be seen and counted.",
    (
        Each(
            over=lambda chart, _: chart.plan.goals,
            steps=(
                Each(
                    over=of_goal,
                    steps=STEPS,
                    add=Add(
                        id="objective.add",
                        therapist='"{it}": what is a first step {client} can take, that you can both see?',
                        client='"{it}": what is a first step you could take?',
                        again_therapist='"{it}": another step, or is that all?',
                        again_client='"{it}": another step, or is that all?',
                        answer=Text(),
                        into=By(lambda q, _: q.chart, lambda q: q.chart),
                        naming="objective.behaviour",
                        make=_objective,
                        draft="objective",
                    ),
                ),
            ),
        ),
    ),
)

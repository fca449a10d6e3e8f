"""Interventions: what the therapist will do for each objective, how often, how long, and who."""

from collections.abc import Sequence

from planbot.chart import Chart, Intervention, Item, Objective, Status
from planbot.flows.answers import Choice, Choices, Option, Text, Whole
from planbot.flows.base import Add, Each, Flow, Question, Step
from planbot.flows.options import approaches, chart_diagnoses, chart_objectives, chart_snaps
from planbot.flows.places import By, Name, Part
from planbot.flows.plain import in_plain_words


def first_for(chart: Chart, objective: Objective) -> Sequence[Intervention]:
    """Return the interventions whose first objective this is."""
    return tuple(i for i in chart.plan.interventions if i.objectives[:1] == (objective.id,))


def _intervention(question: Question, what: str) -> Item:
    planned = next((i for i in question.chart.plan.interventions if i.what.casefold() == what.casefold()), None)
    if planned is not None:
        objectives = tuple(dict.fromkeys((*planned.objectives, question.item.id)))
        return planned.model_copy(update={"objectives": objectives})
    made = Intervention(id=question.chart.next_id("interventions"), objectives=(question.item.id,), what=what)
    diagnoses = question.chart.diagnoses
    return made.model_copy(update={"diagnosis": diagnoses[0].id}) if len(diagnoses) == 1 else made


def _served(question: Question) -> bool:
    if question.key in question.chart.answers:
        return True
    elsewhere = any(question.item.id in i.objectives[1:] for i in question.chart.plan.interventions)
    return elsewhere and not question.items


def _who(question: Question) -> str:
    clinician = question.chart.client.clinician
    return ", ".join(part for part in (clinician.name, clinician.credentials) if part)


TYPES = tuple(Option(t, t.capitalize()) for t in ("individual", "group", "family", "couple"))
"""Who is in the room."""
OFTEN = tuple(
    Option(words, words)
    for words in ("weekly", "twice a week", "every two weeks", "monthly", "daily, between sessions", "as needed")
)
"""How often, in the words of plans."""
_PER = (("month", 4), ("year", 52), ("wk", 1))

STEPS = (
    Step(
        id="intervention.what",
        therapist="What will you do, in one sentence?",
        answer=Text(),
        into=Name("what"),
    ),
    Step(
        id="intervention.technique",
        therapist='"{it}": which technique is that?',
        answer=Text(),
        into=Part("technique"),
    ),
    Step(
        id="intervention.approach",
        therapist='"{it}": from which approach?',
        answer=Choice(approaches, free=True),
        into=Part("approach"),
    ),
    Step(
        id="intervention.type",
        therapist='"{it}": individual, group, family or couple?',
        answer=Choice(TYPES),
        into=Part("type"),
    ),
    Step(
        id="intervention.frequency",
        therapist='"{it}": how often?',
        answer=Choice(OFTEN, free=True),
        into=Part("frequency"),
    ),
    Step(
        id="intervention.minutes",
        therapist='"{it}": how long is a session, in minutes?',
        answer=Whole("minutes", 5, 480, (("hour", 60),)),
        into=Part("minutes"),
    ),
    Step(
        id="intervention.weeks",
        therapist='"{it}": for how many weeks?',
        answer=Whole("weeks", 1, 260, _PER),
        into=Part("weeks"),
    ),
    Step(
        id="intervention.who",
        therapist='"{it}": who does it?',
        answer=Text(),
        into=Part("who"),
        suggest=_who,
    ),
    Step(
        id="intervention.diagnosis",
        therapist='"{it}": for which diagnosis?',
        answer=Choice(chart_diagnoses),
        into=Part("diagnosis"),
        when=lambda q: len(q.chart.diagnoses) > 1,
    ),
    Step(
        id="intervention.objectives",
        therapist='"{it}": which objectives does it serve?',
        answer=Choices(chart_objectives),
        into=Part("objectives", empty=()),
        on_request=True,
    ),
    Step(
        id="intervention.snaps",
        therapist='"{it}": which preferences or strengths does it respect?',
        answer=Choices(chart_snaps, allow_none=True),
        into=Part("snaps", empty=()),
        on_request=True,
    ),
    Step(
        id="intervention.evidence",
        therapist='"{it}": on what evidence?',
        answer=Text(),
        into=Part("evidence"),
        on_request=True,
    ),
    Step(
        id="intervention.entry",
        therapist='"{it}": which entry of the library is that?',
        answer=Text(),
        into=Part("entry"),
        on_request=True,
    ),
    in_plain_words("intervention"),
)

FLOW = Flow(
    "interventions",
    "Interventions",
    "What the therapist will do for each objective, how often and for how long.",
    (
        Each(
            over=lambda chart, _: tuple(o for o in chart.plan.objectives if o.status is Status.ACTIVE),
            steps=(
                Each(
                    over=first_for,
                    steps=STEPS,
                    add=Add(
                        id="intervention.add",
                        therapist='"{it}": what will you do to help with that step?',
                        again_therapist='"{it}": anything else you will do, or is that all?',
                        answer=Text(),
                        into=By(lambda q, _: q.chart, lambda q: q.chart),
                        done=_served,
                        naming="intervention.what",
                        make=_intervention,
                        draft="intervention",
                    ),
                ),
            ),
        ),
    ),
)

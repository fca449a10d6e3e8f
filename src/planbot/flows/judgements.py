"""A second look: what no check can decide, asked of the therapist, with what the chart says laid beside each question.

One question for the whole chart, so that a dozen answers are enough; "not all" is followed by which. Within the whole
plan they wait until someone opens them, so that they take no minute of the client's.
"""

from dataclasses import replace

from planbot.chart import Chart, Judged, Judgement
from planbot.chart.links import without
from planbot.flows.answers import Choice, Choices, Option, Text
from planbot.flows.applying import forgotten
from planbot.flows.base import Asking, EachKnown, Flow, Question, Step, naming
from planbot.flows.places import By
from planbot.knowledge import JudgementQuestion, beside, digest_of, is_outdated, judgement_of, raised

ANSWERS = {
    Judged.YES: Option("yes", "Yes", also=("y", "all", "all of them")),
    Judged.NOT_ALL: Option("not all", "Not all of them", also=("not-all", "partly", "some")),
    Judged.NO: Option("no", "No", also=("n", "none")),
    Judged.CANNOT_SAY: Option("cannot say", "I cannot say yet", also=("cannot-say", "can't say", "unsure")),
}


def _raised(asking: Asking) -> tuple[JudgementQuestion, ...]:
    return tuple(raised(asking.chart, asking.knowledge, asking.today))


def _given(question: Question) -> Judgement | None:
    return judgement_of(question.chart, question.item.id)


def _answers(question: Question) -> tuple[Option, ...]:
    offered = [judged for judged in ANSWERS if question.item.about or judged is not Judged.NOT_ALL]
    return tuple(ANSWERS[judged] for judged in offered)


def _parts(question: Question) -> tuple[Option, ...]:
    items = (item for room in question.item.about for item in question.chart.room(room))
    return tuple(Option(item.id, naming(item), also=(item.id,)) for item in items)


def _judged(question: Question, value: str) -> Chart:
    """Note the answer; one given again about the very same things stays as it was, with its day and its name."""
    chart, old, answer = question.chart, _given(question), Judged(value)
    new = Judgement(
        id=old.id if old else chart.next_id("judgements"),
        question=question.item.id,
        answer=answer,
        but=old.but if old and answer is Judged.NOT_ALL else (),
        words=old.words if old and answer is not Judged.YES else None,
        by=chart.client.clinician.name,
        on=question.today,
        of=digest_of(question.item, chart),
    )
    if old and (old.answer, old.of) == (new.answer, new.of):
        new = old
    for step, kept in (("but", new.but), ("words", new.words)):
        if not kept:
            chart = forgotten(chart, f"judgement.{step}:{question.item.id}")
    return chart.put(new)


def _unjudged(question: Question) -> Chart:
    chart = question.chart
    for step in ("but", "words"):
        chart = forgotten(chart, f"judgement.{step}:{question.item.id}")
    old = _given(question)
    return without(chart, old.id) if old else chart


def _current(question: Question) -> bool:
    old = _given(question)
    return old is not None and not is_outdated(old, question.chart, question.knowledge)


def _with(question: Question, **update: object) -> Chart:
    old = _given(question)
    return question.chart.put(old.model_copy(update=update)) if old else question.chart


def _is(question: Question, *answers: Judged) -> bool:
    old = _given(question)
    return old is not None and old.answer in answers


def _words(question: Question) -> dict[str, str]:
    looked_at = beside(question.item, question.chart, question.knowledge, question.today)
    help_words = question.item.help
    return {"question": question.item.question, "beside": "\n".join([help_words, "", *looked_at])}


_STEPS = (
    Step(
        id="judgement.answer",
        therapist="{question}",
        help="{beside}",
        answer=Choice(_answers),
        into=By(_judged, _unjudged),
        done=_current,
        names=_words,
    ),
    Step(
        id="judgement.but",
        therapist="Not all: for which does it not hold?",
        help="{beside}",
        answer=Choices(_parts),
        into=By(lambda q, v: _with(q, but=v), lambda q: _with(q, but=())),
        when=lambda q: _is(q, Judged.NOT_ALL),
        done=lambda q: (old := _given(q)) is not None and bool(old.but),
        names=_words,
    ),
    Step(
        id="judgement.words",
        therapist="What makes you say so?",
        help="{beside}",
        answer=Text(long=True),
        into=By(lambda q, v: _with(q, words=v), lambda q: _with(q, words=None)),
        when=lambda q: _is(q, Judged.NOT_ALL, Judged.NO, Judged.CANNOT_SAY),
        done=lambda q: (old := _given(q)) is not None and bool(old.words),
        names=_words,
    ),
)

FLOW = Flow(
    "judgements",
    "A second look",
    "What no check can decide: the therapist judges, and the answer is kept. Within the whole plan these wait until"
    " someone opens them.",
    (EachKnown(known=_raised, steps=_STEPS),),
)

WHEN_OPENED = (EachKnown(known=_raised, steps=(replace(_STEPS[0], on_request=True), *_STEPS[1:])),)
"""The same within the whole plan; only what follows from an answer is asked by itself."""

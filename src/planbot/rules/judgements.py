"""What a person was asked to judge: still open, judged with a no, or judged of a plan that has changed since."""

from collections.abc import Iterator

from planbot.chart import Judged, Judgement
from planbot.knowledge import JudgementQuestion, judgement_of, raised
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.together import NOT_JUDGED
from planbot.rules.reading.words import short


def _ask(question: JudgementQuestion) -> str:
    return f"judgement.answer:{question.id}"


def _at(question: JudgementQuestion) -> str:
    return question.about[0] if question.about else "plan"


def _current(checked: Checked) -> Iterator[tuple[JudgementQuestion, Judgement]]:
    """Yield every judgement that is of the plan as it is, with its question."""
    for judgement in checked.chart.judgements:
        question = checked.knowledge.judgements.get(judgement.question)
        if question and judgement.id not in checked.outdated:
            yield question, judgement


def _reason(judgement: Judgement) -> str:
    return f" Reason: {short(judgement.words, 80)}." if judgement.words else ""


@rule(Severity.ADVICE, Area.REVIEW, sources=("practice",), covers=())
def judgement_open(checked: Checked) -> Iterator[Found]:
    """Every question that only a person can judge has been judged, or waits until someone can say.

    Why: Some of what auditors look for no check can decide, and silence would look like a yes.

    Source: practice

    Fails:
        -j7

    Passes:
        j7.answer: "yes"
    """
    for question in raised(checked.chart, checked.knowledge, checked.today):
        if checked.settled(_ask(question)):
            continue
        judgement = judgement_of(checked.chart, question.id)
        if judgement is None:
            message = f"{NOT_JUDGED}{question.question}"
            yield Found(_at(question), message, "Take a second look at it, and answer.", _ask(question))
        elif judgement.answer is Judged.CANNOT_SAY and judgement.id not in checked.outdated:
            message = f"It could not be said yet: {question.question}{_reason(judgement)}"
            yield Found(_at(question), message, "Look at it again when more is known.", _ask(question))


@rule(Severity.WARNING, Area.REVIEW, sources=("practice",), covers=())
def judged_with_a_no(checked: Checked) -> Iterator[Found]:
    """What was judged holds for every part of the plan.

    Why: Whoever wrote the plan has seen that something in it does not hold yet; the plan should follow.

    Source: practice

    Fails:
        j7.answer: not all
        j7.but: [o2]
        j7.words: Seven points in eleven weeks is a lot for Sam

    Passes:
        j7.answer: "yes"
    """
    for question, judgement in _current(checked):
        if judgement.answer not in {Judged.NO, Judged.NOT_ALL}:
            continue
        there = [part for part in judgement.but if checked.chart.find(part) is not None]
        for at in there if judgement.answer is Judged.NOT_ALL and there else [_at(question)]:
            who = judgement.by or "the therapist"
            message = f"As {who} judged, this does not hold: {question.label}.{_reason(judgement)}"
            yield Found(at, message, "Change what does not hold, then judge it anew.", _ask(question))


@rule(Severity.ADVICE, Area.REVIEW, sources=("practice",), covers=())
def judgement_out_of_date(checked: Checked) -> Iterator[Found]:
    """A judgement is of the plan as it is now.

    Why: A yes to an earlier text says nothing of what stands there today.

    Source: practice

    Fails:
        j7.of: of another text

    Passes:
        j7.words: The dates were talked through with Sam
    """
    for judgement in checked.chart.judgements:
        question = checked.knowledge.judgements.get(judgement.question)
        if question and judgement.id in checked.outdated:
            message = f"This was judged before the plan changed: {question.question}"
            yield Found(judgement.id, message, "Look again, and answer anew.", _ask(question))

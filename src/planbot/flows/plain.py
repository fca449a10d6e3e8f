"""The question for plainer words beside a goal, an objective or an intervention: what the client's copy will say."""

from planbot.chart import Chart, PlainWording
from planbot.flows.answers import Text
from planbot.flows.base import Question, Step
from planbot.flows.places import By


def _write(question: Question, words: str) -> Chart:
    plain = PlainWording(words=words, stands_for=question.item.wording)
    return question.chart.put(question.item.model_copy(update={"plain": plain}))


def _clear(question: Question) -> Chart:
    return question.chart.put(question.item.model_copy(update={"plain": None}))


def in_plain_words(room: str) -> Step:
    """Return the question for the items of *room*; it is open again when the wording it stands for has changed."""
    return Step(
        id=f"{room}.plain",
        therapist='"{it}": how would you say that in plain words, for {client}\'s copy?',
        help="The plan keeps its wording; the copy that {client} takes home says this. Short words, no codes.",
        answer=Text(),
        into=By(_write, _clear),
        done=lambda question: question.item.in_plain_words is not None,
        draft="plainer",
        on_request=True,
    )

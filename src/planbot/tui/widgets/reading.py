"""What planbot would understand by the words in the box, told before they are sent."""

from datetime import date

from planbot.chart import Duration, Quantity
from planbot.errors import AnswerError
from planbot.flows import Question

READ = frozenset({"date", "number", "amount", "lasting"})
"""The kinds of answer whose words are read into something else."""


def reading(question: Question, words: str) -> str:
    """Return what *words* would be taken for, or nothing while they cannot be read or say it themselves."""
    if question.answer.kind not in READ or not words.strip():
        return ""
    try:
        value = question.answer.parse(words, question)
    except AnswerError:
        return ""
    shown = _shown(value, question)
    return "" if shown.casefold() == " ".join(words.casefold().split()) else shown


def _shown(value: object, question: Question) -> str:
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}{_away((value - question.today).days)}"
    if isinstance(value, Duration):
        return "" if value.days is None else f"about {value.days} days"
    if isinstance(value, Quantity):
        return str(value)
    unit = getattr(question.answer, "unit", "")
    return f"{value} {unit}" if isinstance(value, int) else ""


def _away(days: int) -> str:
    if days == 0:
        return ", today"
    weeks = round(abs(days) / 7)
    if abs(days) < 14:
        far = f"{abs(days)} day{'s' if abs(days) != 1 else ''}"
    elif weeks < 105:
        far = f"{weeks} weeks"
    else:
        return ""
    return f", in {far}" if days > 0 else f", {far} ago"

"""Whether a number, a date or a length of time belongs to what a draft gives it to.

A chart may hold five risings a night and tears three times a week: both numbers are held, and only one goes with each.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from planbot.drafting.claims import ALIKE_DAYS, DATE, VAGUE
from planbot.drafting.held import Lasting, Number, lengths, numbers
from planbot.drafting.recorded import Recorded, Sort, clauses, telling
from planbot.drafting.telling import ENGLISH, root
from planbot.rules.reading.words import short

CLEARLY = 2
"""By so many more telling words another answer is clearly the one that a clause is about."""
RATED = root("rated")


def bound(text: str, answers: Sequence[Recorded]) -> Iterator[str]:
    """Doubt a number, date or length of time that the chart holds for something else only."""
    for clause in clauses(text):
        about = telling(DATE.sub(" ", clause))
        if about:
            yield from _elsewhere(clause, about, answers)


def _elsewhere(clause: str, about: frozenset[str], answers: Sequence[Recorded]) -> Iterator[str]:
    figures = list(_figures(clause))
    if not figures:
        return
    shared = [(answer, answer.wording.shared(about)) for answer in answers if answer.sort is not Sort.HOPED]
    best = max((found for _, found in shared), default=0)
    nearest = [answer for answer, found in shared if found == best]
    together = len(figures) > 1 and not DATE.search(clause)
    if not best or (together and any(all(each.holds(answer) for each in figures) for answer in answers)):
        return
    for figure in figures:
        here = max((answer.wording.shared(about) for answer in answers if figure.holds(answer)), default=best)
        far = not here or best - here >= CLEARLY
        if here < best and (any if far else all)(map(figure.rivals, nearest)):
            yield f"{short(figure.said)}: the chart holds that for something else."


class Figure(NamedTuple):
    """What is said of a number, a date or a time, with two ways to look at an answer."""

    said: str
    holds: Callable[[Recorded], bool]
    """Whether the answer has the same."""
    rivals: Callable[[Recorded], bool]
    """Whether the answer has any of the kind."""


def _figures(clause: str) -> Iterator[Figure]:
    """Yield the numbers, dates and times of a clause."""
    lasting = list(lengths(clause))
    for length in lasting:
        yield Figure(length.said, partial(_lasts, length), lambda answer: answer.days is not None)
    for number in numbers(clause):
        part = any(number.said in each.said for each in lasting) or number.said.casefold().startswith("couple")
        if not part and not 1800 <= number.value <= 2100:
            yield Figure(number.said, partial(_counts, number), partial(_counts_such, number))
    for found in (*DATE.finditer(clause), *VAGUE.finditer(clause)):
        words = [w for w in re.findall(r"[a-z]+|\d+", found[0].casefold()) if w not in ENGLISH and w not in _AROUND]
        if words:
            yield Figure(found[0], partial(_names, words), lambda answer: DATE.search(answer.text) is not None)


_AROUND = frozenset({"last", "ago", "early", "late", "since", "until", "may"})


def _names(words: list[str], answer: Recorded) -> bool:
    return all(word.removesuffix("s") in answer.text for word in words)


def _lasts(length: Lasting, answer: Recorded) -> bool:
    own = (answer.days,) if answer.days is not None else ()
    known = (*own, *(each.days for each in answer.lengths))
    return any(abs(days - length.days) <= ALIKE_DAYS * max(days, length.days) for days in known)


def _counts(number: Number, answer: Recorded) -> bool:
    rated = RATED in number.around
    return any(each.value == number.value and (rated or RATED not in each.around) for each in answer.numbers)


def _counts_such(number: Number, answer: Recorded) -> bool:
    """Whether an answer counts the same thing, whatever the number."""
    counted = (each for each in answer.numbers if RATED not in each.around)
    return any(not number.unit or number.unit in {each.unit, *each.around} for each in counted)

"""Which words of a chart name people, places and organisations: those recorded as names, and those that look it."""
# ruff: noqa: SIM905 -- word lists read best as words

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from planbot.chart import Answer, Chart
from planbot.drafting.second_pass import SecondPass
from planbot.drafting.seen import seen
from planbot.drafting.word_lists import KIN, PARTICLES, TITLES
from planbot.knowledge import Knowledge


class Named(NamedTuple):
    """Words that name somebody or something."""

    kind: str
    """What stands for it: "Client", "Person", "Clinician", "Name", or the kind of a number."""
    words: str


_CREDENTIALS = re.compile(r",.*$|\b(?:LCSW|LMFT|LPC|LMHC|LICSW|MSW|PhD|PsyD|MD|DO|RN|NP|MA|MS|BA|BS)\b")
_LIBRARYS_OWN = frozenset(
    "id version created entry domain measure part code profile question of pattern key technique approach evidence "
    "type frequency unit band flags kind level status voice origin pronouns language orientation approaches reasons "
    "diagnoses differentials scores interventions consents contacts signatures judgements waivers used skips".split()
)
"""Fields that hold ids, the library's words, or names that are read where they are recorded."""


def names_in(chart: Chart, knowledge: Knowledge, *more: str, second: SecondPass | None = None) -> Iterator[Named]:
    """Yield every name: those the chart records first, then those that stand in its texts and in *more*.

    What a *second* pass finds in them comes last.
    """
    yield from _recorded(chart)
    texts = (*texts_of(chart), *more)
    for text in texts:
        yield from (Named("Name", words) for words in seen(text, knowledge))
    if second is not None:
        yield from (Named(spotted.kind, spotted.words) for spotted in second.spotted(texts, knowledge))


def _recorded(chart: Chart) -> Iterator[Named]:
    """Yield the people whose names have a place of their own in the chart."""
    client = chart.client
    yield Named("Client", client.name)
    yield from (Named("Person", contact.name) for contact in client.contacts)
    clinician = (client.clinician.name, client.clinician.supervisor)
    yield from (Named("Clinician", _CREDENTIALS.sub("", name)) for name in clinician)
    yield from (Named("Person", signature.name) for signature in chart.participation.signatures)
    for who in (*(w.name for w in chart.waivers), *(j.by for j in chart.judgements)):
        yield Named("Clinician", _CREDENTIALS.sub("", who))


def parts(name: str) -> list[str]:
    """Return the words of a name that name somebody by themselves, without titles, kin and particles."""
    words = [word for word in re.split(r"[\s,()/]+|(?<=\w)-(?=\w)", name) if len(word.strip(".'\u2019")) > 1]
    plain = ((word, word.strip(".'\u2019\"").casefold()) for word in words)
    return [word.strip('."') for word, low in plain if low not in TITLES | KIN | PARTICLES | {"my", "his", "her"}]


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text of a chart in which a person may have written a name."""
    if type(value) is str:
        yield value
        return
    inner: Iterable[Any] = ()
    if isinstance(value, tuple):
        inner = value
    elif isinstance(value, dict):
        inner = value.values()
    elif isinstance(value, BaseModel) and not (isinstance(value, Answer) and value.origin):
        inner = (getattr(value, name) for name in type(value).model_fields if name not in _LIBRARYS_OWN)
    for each in inner:
        yield from texts_of(each)

"""Which words of a chart name people, places and organisations: those recorded as names, and those that look it."""
# ruff: noqa: SIM905 -- word lists read best as words

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from planbot.chart import Answer, Chart
from planbot.drafting.held import words_of
from planbot.knowledge import Knowledge
from planbot.knowledge.words import stem


class Named(NamedTuple):
    """Words that name somebody or something."""

    kind: str
    """What stands for it: "Client", "Person", "Clinician" or "Name"."""
    words: str


_TITLES = frozenset(
    "dr mr mrs ms mx miss sir rev reverend father sister brother pastor rabbi imam prof professor".split()
)
_KIN = frozenset(
    "mother mom mum mama father dad papa parent parents stepmother stepfather stepmom stepdad sister brother "
    "stepsister stepbrother sibling twin wife husband spouse partner fiance fiancee son daughter child kid baby "
    "stepson stepdaughter grandmother grandma grandfather grandpa nan granny aunt uncle cousin niece nephew "
    "friend friends boyfriend girlfriend ex boss manager supervisor coworker colleague teacher coach neighbor "
    "neighbour roommate landlord sponsor therapist counselor doctor nurse psychiatrist caseworker dog cat named "
    "called".split()
)
_PARTICLES = frozenset(
    "de da di du del della der den van von la le el al bin ibn ben of the and y e st jr sr ii iii".split()
)
_NOT_NAMES = frozenset(
    "i i'm i've i'd i'll ok tv god lord jesus allah buddha christmas easter thanksgiving ramadan hanukkah "
    "halloween monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december english spanish french german italian portuguese russian "
    "polish arabic hindi chinese mandarin cantonese korean japanese vietnamese american british mexican african "
    "asian european hispanic latino latina latinx native indian jewish muslim christian catholic hindu buddhist "
    "internet covid medicaid medicare whatsapp facebook instagram tiktok youtube google zoom uber netflix axis "
    "criterion criteria client clients patient therapist mondays tuesdays wednesdays thursdays fridays saturdays "
    "sundays".split()
)
"""Words with a capital that name no one in particular."""
_ALSO_WORDS = frozenset(
    "april art august autumn bill bob carol chance chase christian cliff daisy dale dawn dean dot drew eve faith "
    "frank gene ginger grace grant guy happy harmony heath heather holly hope hunter iris ivy jack jade jasmine jay "
    "jean joy june lance lily lucky may mark mason max mercy miles nick olive pat patience pearl penny precious ray "
    "rich rob robin rod rose ruby rusty said sandy sky sonny star stew sue summer sunny sung tad victor violet wade "
    "will willow win winter woody young".split()
)
"""Given names that are words as well."""
_CREDENTIALS = re.compile(r",.*$|\b(?:LCSW|LMFT|LPC|LMHC|LICSW|MSW|PhD|PsyD|MD|DO|RN|NP|MA|MS|BA|BS)\b")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_STARTS = re.compile(r"(?:^|[.!?:;\n\u2022\u2013\u2014>\u203a])[\s\"'\u201c\u2018(\u2039*-]*$")
_SAYS = frozenset(
    "said says say told tells was is has had called calls asked asks moved left died came comes goes went lives "
    "lived works worked helps helped thinks knows wants hates loves and will would can didn't doesn't isn't who "
    "got gets".split()
)
"""What follows a name at the beginning of a sentence more often than any other word with a capital there."""
_LIBRARYS_OWN = frozenset(
    "id version created entry domain measure part code profile question of pattern key technique approach evidence "
    "type frequency unit band flags kind level status voice origin pronouns language orientation approaches reasons "
    "diagnoses differentials scores interventions consents contacts signatures judgements waivers used skips".split()
)
"""Fields that hold ids, the library's words, or names that are read where they are recorded."""


def names_in(chart: Chart, knowledge: Knowledge, *more: str) -> Iterator[Named]:
    """Yield every name: those the chart records first, then those that stand in its texts and in *more*."""
    yield from _recorded(chart)
    for text in (*texts_of(chart), *more):
        yield from (Named("Name", words) for words in _seen(text, knowledge))


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
    return [word.strip('."') for word, low in plain if low not in _TITLES | _KIN | _PARTICLES | {"my", "his", "her"}]


def is_common(word: str, knowledge: Knowledge) -> bool:
    """Whether a word is one of everyday English as well, such as hope, may or will."""
    low = word.casefold().replace("\u2019", "'").removesuffix("'s")
    words, stems = _everyday(knowledge)
    return low in _NOT_NAMES | _ALSO_WORDS or low in _PARTICLES or low in _KIN or low in words or stem(low) in stems


@lru_cache(maxsize=2)
def _everyday(knowledge: Knowledge) -> tuple[frozenset[str], frozenset[str]]:
    titles = (
        *knowledge.approaches.values(),
        *(entry.technique for entry in knowledge.interventions.values()),
        *(f"{entry.name} {entry.short}" for entry in knowledge.measures.values()),
        *(entry.name for entry in knowledge.diagnoses.values()),
    )
    words = words_of(knowledge) | {word.casefold() for title in titles for word in _WORD.findall(title)}
    return words, frozenset(map(stem, words))


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


def _seen(text: str, knowledge: Knowledge) -> Iterator[str]:
    """Yield the words of *text* that stand there like a name: by their capital, a title or kin before them."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if run and not (_has_capital(word[0]) and _goes_on(run[-1][0], text[run[-1].end() : word.start()])):
            yield from _of_run(run, text, knowledge)
            run = []
        if _has_capital(word[0]):
            run.append(word)
        elif _follows_kin(text, word) and not is_common(word[0], knowledge):
            yield word[0]
    yield from _of_run(run, text, knowledge)


def _goes_on(word: str, between: str) -> bool:
    """Whether a name goes on: after a space, and after a dot only where a title or a letter was cut short."""
    return between == " " or (
        between in {". ", "."} and (word.casefold() in _TITLES | {"st", "mt", "ft"} or len(word) == 1)
    )


def _has_capital(word: str) -> bool:
    return word[0].isupper() and not (word.isupper() and len(word) > 1)


def _follows_kin(text: str, word: re.Match[str]) -> bool:
    """Whether a word in small letters stands after "my sister" or the like, as a name would in haste."""
    before = _WORD.findall(text[max(0, word.start() - 40) : word.start()].casefold())[-2:]
    beside = text[word.start() - 1 : word.start()] == " " and text[word.start() - 2 : word.start() - 1].isalpha()
    whose = {"my", "his", "her", "their", "our", "named", "called"}
    one = len(before) == 2 and before[1] in _KIN and not before[1].endswith("s")
    return beside and one and len(word[0]) > 2 and bool(whose & set(before))


def _of_run(run: list[re.Match[str]], text: str, knowledge: Knowledge) -> Iterator[str]:
    """Yield the names in a run of words with capitals: "Dr. Okafor", "Pine Ridge", "Called Thuy Rivers"."""
    if not run:
        return
    first, titled = run[0], run[0][0].casefold() in _TITLES
    after_kin = _kin_before(text, first)
    if _STARTS.search(text[: first.start()]) and not titled and not after_kin:
        if len(run) == 1:
            if not is_common(first[0], knowledge) and _reads_as_subject(text, first):
                yield _bare(first[0])
            return
        run = run[1:] if is_common(first[0], knowledge) else run
    if len(run) == 1 and not titled and not after_kin and is_common(run[0][0], knowledge):
        return
    if len(run[0][0]) == len(run) == 1 or all(word[0].casefold() in _TITLES | _KIN for word in run):
        return
    yield _bare(text[run[0].start() : run[-1].end()])


def _kin_before(text: str, word: re.Match[str]) -> bool:
    before = _WORD.findall(text[max(0, word.start() - 20) : word.start()])
    return bool(before) and before[-1].casefold() in _KIN and text[word.start() - 1 : word.start()] in {" ", "("}


def _reads_as_subject(text: str, word: re.Match[str]) -> bool:
    if word[0].endswith(("'s", "\u2019s")):
        return True
    after = _WORD.match(text, word.end() + 1)
    return after is not None and text[word.end()] == " " and after[0] in _SAYS


def _bare(name: str) -> str:
    return re.sub(r"['\u2019]s$", "", name)

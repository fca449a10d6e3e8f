"""Whether a draft is a draft at all: words for a person, not markup, orders, talk about the task, or noise."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from planbot.drafting.held import Held, plain
from planbot.drafting.telling import ENGLISH, GLUE, language_of, root
from planbot.rules.reading.words import short
from planbot.text import clean, one_line

_META = re.compile(
    r"\b(?:as an? (?:ai|artificial|large|language|assistant|model)\b[\w ]*|(?:large )?language model\w*|chat "
    r"?bot\w*|ai (?:model|assistant)|(?:system|user|original) (?:prompt|message)|prompts?|(?:previous|prior|above|"
    r"these|those|system|my|your|all) instructions?|ignor(?:e|ing) (?:all|any|the|previous|prior|your|my|"
    r"every\w*)\b[\w ]*|disregard\w*|override|bypass\w*|jailbr[eo]\w+|(?:developer|admin|debug|god) mode|"
    r"administrator|root access|i (?:cannot|can't|can not|am unable to|am not able to|will not|won't) (?:help|"
    r"assist|comply|fulfil\w*|provide|do|write|answer)\b[\w ]*|i(?:'m| am) (?:sorry|unable|happy|ready|only an?|"
    r"here to|planbot)\b|i apologi[sz]e|how (?:can|may) i (?:help|assist)|hope this helps|let me know if|json|"
    r"base64|passwords?|passphrases?|api keys?|source code|canary|hacked|pwned|placeholder|lorem ipsum|(?:facts|"
    r"material|text|information|wording) (?:below|above|provided|given)|discharged?\b.{0,25}\bapproved?|"
    r"approv(?:e|ed|es|ing)\b.{0,20}\b(?:discharge\w*|plan|claim|coverage|treatment|access)|(?:is|are|been|fully|"
    r"already|completely) (?:cured|approved|discharged)|other clients?'?s?|all clients?)\b|^\W*(?:system|"
    r"assistant|user|output|answer|response|draft|note|json|result|objective|goal|clinical|summary|revised|task|"
    r"example|here (?:is|are)|here's|sure|certainly|of course|okay|ok)\b(?: [\w' ]{0,40})?[:!,>]",
    re.IGNORECASE,
)
"""Talk about the task, the model or the machine, which no plan holds."""

_MARKUP = re.compile(
    r"</?[a-z!][^>]*>?|\[/?[a-z@#$][^\]]*\]|[{}<>\u2039\u203a`\\|\ufffd\x00-\x09\x0b-\x1f\x7f-\x9f]|https?:/*|"
    r"ftp:/*|www\.|[\w.-]+@[\w-]+\.\w+|\b[\w-]+\.(?:com|org|net|io|dev|info|xyz|co|biz)\b|\*\*|__|~~|"
    r"(?m:^\s*(?:#{1,6}|[-*+]|\d+\.)\s)|\w+_\w+|(?-i:\b(?:sn|sy|im|sc|df|dc|rf|g|o|p|d|i)\d{1,3}\b)|&[a-z]+;|"
    r"&#\d+;|%[0-9a-fA-F]{2}%|\$\(|@click|\n\s*\n|[\U000e0000-\U000e007f]|[A-Za-z0-9+/=]{30,}",
    re.IGNORECASE,
)
"""Whatever a terminal, a template, a browser or a reader of Markdown could take for more than words."""

ECHO = 6
"""So many words in a row from the instructions are no accident."""
_WORD = re.compile(r"\d+|[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_QUOTED = re.compile(r"[\"\u201c]([^\"\u201c\u201d]{2,200})[\"\u201d]")
_HANGING = frozenset("the a an and or of with than because its by their your my our into".split())  # noqa: SIM905 -- a word list
_FIRST_PERSON = frozenset(
    "i i'm i've i'd i'll me my mine myself we we're we've our ours us".split()  # noqa: SIM905 -- a word list
)
LOOP = 3
"""So often the same three words make a loop."""


def markup(text: str, held: Held) -> Iterator[str]:
    """Doubt what is more than words: markup, addresses, brackets of templates, letters that cannot be seen."""
    found = [each[0] for each in _MARKUP.finditer(text)]
    found = [each for each in found if not (_BRACKETS.fullmatch(each) and each.casefold() in held.text)]
    if found:
        yield f"{short(found[0])} is markup or an address, and no words for a plan."
    elif text != clean(text):
        yield f"{short(text)} holds characters that cannot be seen."


_BRACKETS = re.compile(r"\[[\w ,.'-]+\]")
"""Words in brackets, as the classification has them in some of its names."""


def about_itself(text: str, _: Held) -> Iterator[str]:
    """Doubt talk about the task, the model or who may do what."""
    if found := _META.search(text.replace("\u2019", "'")):
        yield f"{short(found[0])} speaks about the task or to the reader, and not about the client."


def obeys(text: str, held: Held) -> Iterator[str]:
    """Doubt what only stands in words of the chart that read like an order to a model."""
    if not held.orders:
        return
    words = _WORD.findall(text)
    only = [w for w in words if root(w) in held.ordered - _ASKED and plain(w) not in ENGLISH and root(w) not in GLUE]
    taken = _run(words, " ".join(held.orders), RUN)
    if taken and _bare(taken) in _bare(held.told.text):
        taken = ""
    if only or taken:
        yield f"{short(taken or ' '.join(only))} only stands in words of the chart that read like an order to a model."


RUN = 4
"""So many words in a row from an order are no accident."""
_ASKED = frozenset(map(root, "write say state print list note record show sentence word plan goal sleep help".split()))  # noqa: SIM905
"""Words of orders that plans have too."""


def _run(words: list[str], text: str, least: int) -> str:
    """Return the first run of *least* words that stands in *text*, or nothing."""
    told = [w.casefold() for w in _WORD.findall(text)]
    known = {tuple(told[n : n + least]) for n in range(len(told) - least + 1)}
    runs = (words[n : n + least] for n in range(len(words) - least + 1))
    return next((" ".join(run) for run in runs if tuple(w.casefold() for w in run) in known), "")


def echoes(text: str, instructions: str) -> Iterator[str]:
    """Doubt words taken from the instructions."""
    if taken := _run(_WORD.findall(text), instructions, ECHO):
        yield f"{short(taken)} is taken from the instructions."


def noise(text: str, _: Held) -> Iterator[str]:
    """Doubt what is no sentence: too short, broken off, going round in circles, or words in a row."""
    words = [w.casefold() for w in _WORD.findall(text)]
    threes = Counter(zip(words, words[1:], words[2:], strict=False))
    again, rounds = max(threes.items(), key=lambda pair: pair[1], default=(("",), 0))
    stutter = next((a for a, b, c in zip(words, words[1:], words[2:], strict=False) if a == b == c), "")
    often, times = max(Counter(w for w in words if w not in ENGLISH).items(), key=lambda pair: pair[1], default=("", 0))
    if len(words) < LOOP:
        yield f"{short(text)} is too short to be a sentence."
    elif stutter or rounds >= LOOP or (times > LOOP and times * 4 > len(words)):
        yield f"{short(stutter or ' '.join(again if rounds >= LOOP else [often]))} is said over and over."
    elif words[-1] in _HANGING:
        yield f"It breaks off after {short(words[-1])}."
    elif (
        len(words) >= 5 and not any(w in ENGLISH for w in words) and language_of(words) == "English" and text.isascii()
    ):
        yield f"{short(text)} is a row of words and no sentence."


def language(text: str, held: Held) -> Iterator[str]:
    """Doubt a draft in another language or script than the chart is in."""
    letters = [c for c in text if c.isalpha()]
    foreign = [c for c in letters if not unicodedata.name(c, "").startswith("LATIN")]
    if len(foreign) * 5 > len(letters) and not any(c in held.text for c in foreign[:8]):
        yield f"{short(text)} is in another script than the chart."
        return
    spoken = language_of([w.casefold() for w in _WORD.findall(text)])
    known = held.text
    if spoken != "English" and language_of([w.casefold() for w in _WORD.findall(known)]) == "English":
        yield f"{short(text)} is in {spoken}, and the chart is not."


def in_own_voice(text: str, held: Held) -> Iterator[str]:
    """Doubt words in the first person where clinical wording is asked, and quotations nobody said."""
    for quoted in _QUOTED.findall(text):
        if _bare(quoted) not in _bare(held.text):
            yield f"{short(quoted)} is put in quotation marks, and nobody said it."
    own = [w for w in _WORD.findall(_QUOTED.sub("", text)) if plain(w) in _FIRST_PERSON]
    if own:
        yield f"{short(own[0])} is somebody's own voice, where clinical wording is asked for."


def copied(text: str, held: Held) -> Iterator[str]:
    """Doubt a wording that only repeats what stands in the chart already."""
    if (bare := _bare(text)) and any(bare in _bare(line) for line in held.every):
        yield f"{short(text)} is copied from the chart as it stands."


def deedless(text: str, _: Held) -> Iterator[str]:
    """Doubt a step or an intervention that does not say who will do what."""
    if not re.search(r"\bwill\b", text, re.IGNORECASE) and language_of(text.casefold().split()) == "English":
        yield f"{short(text)} does not say what anybody will do."


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(one_line(text).casefold().replace("\u2019", "'")))

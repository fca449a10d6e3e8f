"""Tells words that read like an order to a model from what people say about themselves.

A person who types such words loses nothing: the chart keeps them. Only, no draft may rest on them.
"""
# ruff: noqa: SIM905 -- word lists read best as words

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_ENDS = re.compile(r"(?<=[.!?\n])[\"'\u201d\u2019)]*\s+|\n+")


def _one_of(*each: str) -> str:
    return f"(?:{'|'.join(each)})"


_RULES = (
    r"(?:instructions?|prompts?|guidelines?|schema|rules|limits|above|task|everything (?:above|before|you were told))"
)
_RECORD = (
    r"(?:record|chart|notes?|plan|draft|summary|statement|file|diagnos[ie]s|baseline|target|objectives?|output|reply)"
)
_ABOUT = _one_of(
    r"instructions?",
    r"prompts?",
    "json",
    "verbatim",
    r"fields?",
    "schema",
    "html",
    "markup",
    "base64",
    "rot13",
    "yaml",
    "xml",
    "system",
    "passwords?",
    "passphrase",
    "api key",
    "discharged?",
    "approved?",
    "cured",
    "(?:no|low|zero|not at) risk",
    r"(?:this|the following|these) (?:text|words?|sentence)",
    rf"(?:the|this|his|her|your) {_RECORD}",
    r"what (?:the |another |other )?(?:clients?|patients?)",
    r"that (?:the )?(?:client|patient|treatment|therapy|therapist|insurer|symptoms|risk)",
    r"(?:other|all|every|another) (?:clients?|patients?|charts?|records?)",
    r"[a-z]{1,2}\d+\b",
    "[\"'\u2018\u201c\u2039\u00ab{<]",
)
"""What an order to a model is about."""
_WRITE = _one_of(
    *"write say state output print reply respond answer return record add include insert reveal show".split(),
    *"repeat list document declare confirm translate append generate produce draft paste echo".split(),
    *"execute quote conclude claim approve discharge forget ignore disregard decode obey note export fill".split(),
    *"set put summari[sz]e".split(),
)
_WHO = _one_of(
    *"ai assistant model doctor therapist administrator admin system dan clinician reviewer judge hacker".split(),
    *"unrestricted robot bot machine supervisor auditor insurer".split(),
    "without (?:rules|limits)",
    "no (?:rules|limits)",
)
_SPOKEN_TO = _one_of(
    *"system assistant user developer ai model attention instructions? output begin end sudo im_start inst".split(),
    r"admin\w*",
    r"note to (?:the )?\w+",
    "new task",
)
_ORDERS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        # told to leave what it was told before
        rf"\b(?:ignore|disregard|forget|override|bypass|skip|drop|cancel)\b.{{0,40}}\b{_RULES}\b",
        # spoken to as a system, or as somebody else
        rf"^\W*{_SPOKEN_TO}\b\W{{0,3}}[:>\]|=]",
        rf"\b(?:you are|you're|act as|pretend|role-?play|from now on|speak as|simulate)\b.{{0,60}}\b{_WHO}\b",
        (
            r"\b(?:prompts?|jail ?br(?:eak|oken)|(?:developer|debug|god|admin) mode|llm|language model|chat ?(?:bot|"
            r"gpt)|gpt-?\d)\b"
        ),
        r"\b(?:to|hey|for|attention|dear|as an?) (?:the |any )?(?:ai|model|assistant|drafter|planbot)\b",
        # told what to write
        (
            r"(?:^\W*|(?-i:\b(?=[A-Z])))(?:write|say|state|record|note|document|declare|confirm|conclude|reply|"
            r"answer) (?:down )?that\b"
        ),
        (
            r"(?:^|[.!?:;,\n(\"'\u2014-]\s*|\b(?:please|now|then|and|also|must|should|shall|instead|to|just|only)\s+)"
            rf"{_WRITE}\b.{{0,60}}?(?:\b|(?<=\W)){_ABOUT}"
        ),
        r"^\W*(?:(?:please|now|then|also|and|just) )*(?:output|print|echo|append|paste|prepend)\b",
        (
            r"\bnew (?:task|instructions?|rules?|system)\b\W{0,2}:|\b(?:reveal|repeat|recite) (?:your|all|the) "
            r"(?:words|rules|text)\b"
        ),
        (
            r"\b(?:summary|plan|notes?|draft|record|chart|statement|report)\b.{0,20}\b(?:says?|said|reads?|states?|"
            r"writes?)\b"
        ),
        r"\b(?:has|have|is|was) (?:already )?(?:approved|authori[sz]ed) (?:this|that|the|by|for|all)\b",
        r"\bdischarge\b.{0,20}\b(?:approved|granted|confirmed|now|immediately)\b|\bapproved (?:for )?discharge\b",
        # what no person says aloud
        (
            r"[<>{}\u2039\u203a\u00ab\u00bb\\`|\ufffd\x00-\x08\x0b-\x1f\x7f-\x9f]|\[[/@]|\[\w+[ =]?[^\]]*\].*\[/|\$\(|"
            r"https?:|www\."
        ),
        r"&[a-z]+;|%[0-9a-f]{2}%|@click|[\U000e0000-\U000e007f\u2400-\u243f]",
        # what is spelt so that only a machine reads it
        (
            r"[A-Za-z0-9+/]{24,}={0,2}|(?:[0-9a-f]{2} ?){12,}|(?:\b\w\b[ .-]){6,}|"
            r"[^\W\d_](?:[\u200c\u200d\u00ad][^\W\d_]){2,}"
        ),
        # the same in other languages
        (
            r"\b(?:ignor[aeiz]\w*|olvid[ae]\w*|esquece\w*|oubli\w+|vergiss\w*|missachte\w*|negeer\w*|"
            r"dimentic\w+)\b.{0,40}\b(?:instruc\w+|istruzion\w+|anweisung\w*|regeln|r\u00e8gles|reglas|aufgabe\w*|"
            r"anterior\w*|opdracht\w*|vorherig\w*)\b"
        ),
        (
            r"\b(?:escrib[ae]|escrev[ae]|\u00e9cri[st]|schreibe?|scrivi|responde|antworte|"
            r"r\u00e9ponds)\b.{0,30}\b(?:que|dass|che)\b"
        ),
        (
            "[\u5ffd\u7565\u7121\u89c6].{0,12}[\u6307\u4ee4\u793a]|\u8bf7\u5199|\u5199\u9053|"
            "\u0438\u0433\u043d\u043e\u0440\u0438\u0440|\u0438\u043d\u0441\u0442\u0440\u0443\u043a\u0446|"
            "\u043d\u0430\u043f\u0438\u0448\u0438|\u062a\u062c\u0627\u0647\u0644|\u0627\u0643\u062a\u0628|"
            "\u05d4\u05ea\u05e2\u05dc\u05dd|\ubb34\uc2dc|\u0928\u091c\u0930\u0905\u0902\u0926\u093e\u091c"
        ),
    )
)


@lru_cache(maxsize=2048)
def is_order(sentence: str) -> bool:
    """Return whether *sentence* reads like an order to a model, or hides one, in whatever letters."""
    known = unicodedata.normalize("NFKC", sentence)
    return any(order.search(known) for order in _ORDERS)


def orders(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences of *text* that people say, and those that are an order to a model or stand beside one."""
    parts = tuple(sentences(text))
    places = [place for place, part in enumerate(parts) if is_order(part)]
    near = {n for place in places for n in range(place - BESIDE, place + BESIDE + 1)}
    return tuple(p for n, p in enumerate(parts) if n not in near), tuple(p for n, p in enumerate(parts) if n in near)


BESIDE = 1
"""So many sentences before and after an order may belong to it."""


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of *text*, lines apart."""
    yield from (part.strip() for part in _ENDS.split(text) if part and part.strip())

"""Whether what a draft claims stands in the material: names, numbers, times, denials, histories, diagnoses."""
# ruff: noqa: SIM905 -- word lists read best as words

import re
from collections.abc import Iterator

from planbot.drafting.held import NEAR, Held, Number, lengths, numbers, plain, test_of
from planbot.drafting.telling import (
    CODE,
    DISORDER_PHRASE,
    DISORDERS,
    ENGLISH,
    GLUE,
    HISTORY,
    LOOSE_HISTORY,
    MEDICINE,
    RISK,
    SHORT_FOR,
    meanings,
    root,
)
from planbot.rules.reading.words import phrases, short

_NAMED = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|[.:;!?\"\u201c(]|\d+")
_TITLES = frozenset("dr mr mrs ms miss prof professor doctor nurse uncle aunt".split())
_MONTHS = "january february march april june july august september october november december"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_DATES = frozenset(f"{_MONTHS} {_DAYS}".split())
DATE = phrases(
    _MONTHS.replace(" ", "|"),
    _DAYS.replace(" ", "s?|") + "s?",
    r"(?:in|since|until|by|of|last|this|from) may\b(?! (?:be|have|help))",
    r"may (?:of )?\d+",
    r"(?:1[89]|20)\d\d",
    (
        r"(?:last|this|next|since|in|the|early|late|previous) (?:the )?(?:winter|spring|summer|autumn|fall|christmas|"
        r"easter|thanksgiving)"
    ),
    r"yesterday|today|tomorrow|tonight",
    r"last (?:week|month|year|night)",
    r"(?:[a-z]+|\d+) (?:days?|weeks?|months?|years?|decades?) ago",
)
VAGUE = phrases(
    "lifelong",
    r"long[- ]?(?:standing|term|time)",
    "chronic(?:ally)?",
    "decades?",
    r"(?:for|many|several|few) (?:many )?years",
    "since (?:childhood|birth|adolescence)",
    "for a long time",
    "always",
    "all (?:his|her|their) life",
)
"""Lengths of time without a number."""
_DENIALS = phrases(
    r"den(?:y|ies|ied|ying)",
    (
        r"no (?:known |reported |documented |current |significant |prior |previous |past |recent |active |other "
        r")*(?:history|evidence|signs?|symptoms?|indications?|record|reports?|concerns?|complaints?|episodes?|"
        r"attempts?|hospital\w*|use|thoughts?|medications?|trauma|abuse|prior|current|known|past|previous)"
    ),
    "never",
    "negative for",
    r"rul(?:e|es|ed) out",
    "absence of",
    r"free (?:of|from)",
    "unremarkable",
    "within normal limits",
)
"""Turns of phrase by which clinicians say that something is not there."""
_WITHOUT = phrases("without", "no", "nor", "not", "lacks?", "neither")
ALIKE_DAYS = 0.12
"""How far apart two lengths of time may be and still be the same: 90 days are three months and 12 weeks are nearly."""
_RATED = frozenset(
    map(root, "point points score scored scores severity severe rate rated rating out scale total intensity".split())
)
_COUNTED = frozenset(map(root, "time times occasion occasions instance instances".split()))
_RATES = frozenset(map(root, "day night week month year hour lesson shift".split()))
_PEOPLE = frozenset("i client clients therapist clinician counselor psychotherapist person patient".split())
_APPROACHES = frozenset("cbt dbt act emdr erp ipt mi snap smart ba pe cpt cbt-i mbct stimulus socratic".split())


def names(text: str, held: Held) -> Iterator[str]:
    """Doubt capitalised words, people, places and organisations that are not in the material."""
    tokens = _NAMED.findall(_without_measures(text, held))
    first = True
    for place, word in enumerate(tokens):
        if not word[0].isalpha():
            first = first or word in '.:!?"\u201c'
            continue
        before = tokens[place - 1].casefold() if place else ""
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        if word[0].isupper() and not _may_stand(word, before, after, held, first=first):
            yield f"{short(word)} is a name the chart does not hold."
            return
        first = False


def _may_stand(word: str, before: str, after: str, held: Held, *, first: bool) -> bool:
    bare = plain(word)
    if (
        bare in held.words
        or held.words.issuperset(bare.split("-"))
        or bare in _PEOPLE
        or bare in _DATES
        or bare == "may"
    ):
        return True
    if before.rstrip(".") in _TITLES:
        return False
    if word.isupper() and len(word) > 1:
        return bare in _APPROACHES or bare in SHORT_FOR
    if not first and after[:1].isupper() and plain(after) not in held.words and len(after) > 1:
        return False
    parts = bare.split("-")
    known = all(
        p in held.vocabulary or p in ENGLISH or root(p) in GLUE or root(p) in held.vocabulary_stems for p in parts
    )
    return known or (first and (bare.endswith(_NO_NAMES) or not _ACTS.fullmatch(after)))


_NO_NAMES = ("ing", "ed", "ly", "tion", "sion", "ness", "ment", "ity", "ism", "ize", "ise", "ate", "ify", "less", "ful")
"""Endings by which a word at the head of a sentence is no name."""
_ACTS = re.compile(r"will|has|had|is|was|are|were|would|can|could|did|does|and|[a-z]+s|[a-z]+ed|[A-Z].*")
"""What follows a name at the head of a sentence, and seldom a verb there: "Marcus reports", not "Regain clear"."""


def _without_measures(text: str, held: Held) -> str:
    for name in held.measures:
        text = re.sub(rf"\b{re.escape(name)}\b", "score", text, flags=re.IGNORECASE)
    return text


def amounts(text: str, held: Held) -> Iterator[str]:
    """Doubt every number that the material does not hold for the same thing."""
    for number in numbers(text, held.measures):
        if not _is_held(number, held) and not 1800 <= number.value <= 2100:
            yield f"{short(number.said)} is not a number the chart holds for this."


def amounts_now(text: str, held: Held) -> Iterator[str]:
    """Doubt the numbers that say how it is now; how far and how often it shall be is for a draft to propose."""
    for number in numbers(text, held.measures):
        if number.claim and not _is_held(number, held):
            yield f"{short(number.said)} is not a number the chart holds for this."


def _is_held(number: Number, held: Held) -> bool:
    same = [n for n in held.numbers if n.value == number.value]
    if tests := number.around & frozenset(map(test_of, held.measures)):
        return number.value in held.scored(tests)
    if number.unit in _COUNTED:
        return any(n.unit in _COUNTED or n.said.split()[0] in {"twice", "thrice"} for n in same)
    if not number.unit or number.unit in _RATED or number.unit in GLUE:
        return bool(same) and (not number.around & _RATED or any(n.around & _RATED for n in same) or not number.unit)
    if any(number.unit in n.around or (n.unit in _COUNTED and _alike(n, number)) for n in same):
        return True
    return any(
        abs(length.days - mine.days) <= ALIKE_DAYS * length.days
        for mine in lengths(number.said)
        for length in held.lengths
    )


def _alike(counted: Number, number: Number) -> bool:
    """Whether "twenty times" may be told as "twenty looks": the same rate, or about the same thing."""
    near = counted.around & number.around
    return bool(near & _RATES or near - GLUE - _COUNTED - _SMALL_WORDS)


_SMALL_WORDS = frozenset(map(root, ENGLISH))


def dates(text: str, held: Held) -> Iterator[str]:
    """Doubt dates, days, months and seasons that are not in the material."""
    for found in DATE.finditer(text):
        telling = [w for w in re.findall(r"[a-z]+|\d+", found[0].casefold()) if w not in ENGLISH]
        if any(w.removesuffix("s") not in held.text for w in telling if w not in {"last", "ago", "early", "late"}):
            yield f"{short(found[0])} is a date the chart does not hold."


def times(text: str, held: Held) -> Iterator[str]:
    """Doubt lengths of time that the material does not hold."""
    for length in lengths(text):
        if not any(
            abs(length.days - known.days) <= ALIKE_DAYS * max(length.days, known.days) for known in held.lengths
        ):
            yield f"{short(length.said)} is a length of time the chart does not hold."
    for found in VAGUE.finditer(text):
        if root(found[0].split()[-1]) not in held.stems:
            yield f"{short(found[0])} is a length of time the chart does not hold."


def denials(text: str, held: Held) -> Iterator[str]:
    """Doubt that something is not there, unless the material says that it is not."""
    for found in _DENIALS.finditer(text):
        after = re.split(r"[,;.]|\bbut\b|\bwhich\b", text[found.end() :])[0]
        denied = [root(w) for w in _words(f"{found[0]} {after}") if root(w) not in GLUE and w not in ENGLISH]
        denied = [each for each in denied if each not in _SAYING]
        if not any(each in held.denied for each in denied):
            yield f"{short(found[0])}: the chart does not say that it is not so."
    for found in _WITHOUT.finditer(text):
        for word in _words(text[found.end() :])[:4]:
            if _is_telling(word) and not held.has(root(word)):
                yield f"{short(f'{found[0]} … {word}')}: the chart says nothing of it."
                return


_SAYING = frozenset(
    map(root, "deny denies denied never no history evidence sign record prior known past previous absence free".split())
)


_NOT = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would) ?not|[a-z]+n't|cannot|never) "
    r"(?:yet |ever |really |always |often )?([a-z]+)\b"
)


_WANTING = frozenset(map(root, "want wish like".split()))
"""What is not wanted may stand in the chart as what shall not be: "no groups"."""


def turned(text: str, held: Held) -> Iterator[str]:
    """Doubt what denies the very thing that the material says."""
    for found in _NOT.finditer(text.casefold().replace("\u2019", "'")):
        stem = root(found[1])
        if stem in _WANTING:
            after = [root(w) for w in _words(text[found.end() :])[:NEAR]]
            if any(each in held.denied for each in after if each not in GLUE):
                continue
        denied = stem in held.denied or bool(meanings().get(stem, frozenset()) & held.denied_groups)
        if stem in held.affirmed and stem not in GLUE and not denied:
            yield f"{short(found[0])}: the chart says the opposite."


def history(text: str, held: Held) -> Iterator[str]:
    """Doubt people, events, work, substances, law and belief that are not in the material."""
    seen = set()
    for word in _words(text):
        if (
            root(word) in _HISTORY
            and root(word) not in held.stems
            and not held.told.has(root(word))
            and word not in seen
        ):
            seen.add(word)
            yield f"{short(word)}: the chart does not hold that."
    for found in LOOSE_HISTORY.finditer(text):
        if found[0].casefold() not in held.text:
            yield f"{short(found[0])}: the chart does not hold that."


_HISTORY = frozenset(map(root, HISTORY))


def _is_telling(word: str) -> bool:
    return root(word) in _HISTORY or bool(MEDICINE.fullmatch(word) or DISORDERS.fullmatch(word) or RISK.fullmatch(word))


def medicines(text: str, held: Held) -> Iterator[str]:
    """Doubt medicines that are not in the material."""
    for found in MEDICINE.finditer(text):
        if found[0].casefold() not in held.text and not (found[0].isalpha() and root(found[0]) in held.stems):
            yield f"{short(found[0])}: the chart does not hold that medicine."


def risk(text: str, _: Held) -> Iterator[str]:
    """Doubt every word about danger: that is for the therapist alone to write."""
    if found := RISK.search(text):
        yield f"{short(found[0])}: a model may not write about risk; take it out, and record risk yourself."


def disorders(text: str, held: Held) -> Iterator[str]:
    """Doubt diagnoses that the chart does not have."""
    known = held.diagnosed
    for found in DISORDER_PHRASE.finditer(text):
        named = [w for w in _words(found[1]) if w not in ENGLISH and root(w) not in GLUE - {root("social")}]
        named = [w for w in named if w not in {"meets", "meet", "criteria", "has", "explains", "diagnosis"}]
        if not any(all(root(w) in name for w in named[-2:]) for name in known):
            whole = found[0][found[0].casefold().index(named[max(0, len(named) - 3)]) :] if named else found[0]
            yield f"{short(whole)}: the chart has no such diagnosis."
    for found in DISORDERS.finditer(text):
        long = SHORT_FOR.get(found[0].casefold(), found[0])
        here = all(any(root(w) in name for name in known) for w in long.replace("-", " ").split())
        if not here and root(found[0]) not in held.stems and not held.has(root(found[0])):
            yield f"{short(found[0])}: the chart has no such diagnosis."
    for found in CODE.finditer(text):
        if found[0].casefold() not in held.text:
            yield f"{short(found[0])}: the chart has no such code."


def in_other_words(text: str, held: Held) -> tuple[list[str], float]:
    """Return the telling words of *text* that the material does not hold in any form, and the share that it does."""
    telling = telling_of(text)
    missing = [w for w in telling if not held.has(root(w))]
    return missing, 1 - len(missing) / len(telling) if telling else 1.0


def telling_of(text: str) -> list[str]:
    """Return the words of *text* that say something about this person, and not what would fit anybody."""
    return [w for w in _words(text) if w not in ENGLISH and root(w) not in GLUE and not w.isdigit()]


def _words(text: str) -> list[str]:
    return [plain(w) for w in re.findall(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?", text)]

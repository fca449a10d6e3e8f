"""Which words of a text name somebody, some place or some firm, by how they stand there.

Fixed lists and patterns decide: a capital where none is due, a title or kin before, a verb after that only people do, a
place to work or live. They miss names that look like any word, and take some words for names; both are measured.
"""

import re
from collections.abc import Iterator

from planbot.drafting.word_lists import (
    ALSO_WORDS,
    KIN,
    MONTHS,
    NOT_NAMES,
    TITLES,
    family_names,
    given_names,
    is_common,
    is_english,
    is_said,
)
from planbot.knowledge import Knowledge

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_STARTS = re.compile(r"(?:^|[.!?:;\n\u2022\u2013\u2014>\u203a])[\s\"'\u201c\u2018(\u2039*-]*$")
_SAYS = frozenset(
    "said says say told tells was is has had called calls asked asks moved left died came comes goes went lives "  # noqa: SIM905
    "lived works worked helps helped thinks knows wants hates loves and will would can didn't doesn't isn't who "
    "got gets took drove".split()
)
"""What follows a name at the beginning of a sentence more often than any other word with a capital there."""
ONLY_PEOPLE = (
    "says|said|told|tells|texted|texts|messaged|emailed|yelled|yells|screamed|thinks|knows|wants|hates|loves|asked|asks|"
    "called|calls|hugged|kissed|dumped|apologized|apologised|argued|took|drove|drinks|smokes|offered"
)
"""What only people do, as it follows their name."""
_TELLING = "says|said|told|tells|texted|texts|messaged|yelled|thinks|knows|hates|asked|asks|called|calls|hit|dumped"
_NOT_BEFORE = "".join(
    rf"(?<!\b{word} )"
    for word in (
        *("i", "a", "an", "the", "my", "no", "to", "we", "one", "any", "this", "that", "his", "her", "our", "their"),
        *("your", "some", "every", "each", "new", "old", "more", "much", "of", "in", "false", "high", "good"),
    )
)
"""No word after one of these names a person."""
_OFTEN = frozenset({"guy", "said", "star", "art", "young", "happy", "woody", "pasty", "dung", "karma", "glory"})
_SMALL = r"[^\W\d_A-Z](?:[^\W\d_A-Z]|-(?=[^\W\d_])){2,}"
_SUBJECT = re.compile(rf"(?<![\w'\u2019-])({_SMALL}) (?:{ONLY_PEOPLE})\b")
_SHOUTED_SUBJECT = re.compile(rf"(?<![\w'\u2019-])([A-Z][A-Z-]{{3,}}) (?:{ONLY_PEOPLE.upper()})\b")
_WORD_AS_SUBJECT = re.compile(rf"(?i:{_NOT_BEFORE})(?<![\w'\u2019-])([a-z]{{3,}}) (?:{_TELLING})\b")
_OBJECT = re.compile(
    r"(?<![\w'\u2019-])(?:with|misse?[sd]?|missing|saw|told|tell|texted|called|visit(?:ed|ing|s)?|married|dated|dating|"
    rf"met|asked|loves?|hates?) ({_SMALL})(?![\w'\u2019-])"
)
_AND_ME = re.compile(rf"(?<![\w'\u2019-])({_SMALL}) and (?:me|i)\b|\b(?:me|i) and ({_SMALL})(?![\w'\u2019-])")
_WENT = re.compile(
    r"(?i:\b(?:went|going|go|move|moved|moving|back|trip|bus|flight|drive|visit) (?:to|from|in) )"
    rf"({_SMALL})(?![\w'\u2019-])"
)
_HOME = re.compile(
    r"(?i:\b(?:lives?|lived|living|grew up|born|raised|drove|flew) (?:back )?(?:in|to|near|outside) )"
    rf"({_SMALL})(?![\w'\u2019-])"
)
_RUN = r"(?-i:[A-Z][\w.'\u2019-]*\w(?:(?: | & | of | of the )[A-Z][\w.'\u2019-]*\w)*)"
_AT = re.compile(
    r"(?i:\b(?:works?|worked|working|job|jobs|shifts?|hired|fired|let go|laid off|employed|intern\w*|volunteer\w*|"
    r"graduated|graduates|enrolled|studies|studied|student|teaches|taught|cashier|manager|was once)"
    rf"(?: (?:nights|days|weekends|now|there|part[- ]time|full[- ]time))? (?:at|for|from|with|by)(?: the)? )({_RUN})|"
    r"(?i:\b(?:lives?|lived|living|moved|moving|grew up|born|raised|drove|drives|driving|flew|stays|stayed|staying|"
    rf"commut\w+|people)(?: back| out| over| still| now)? (?:in|to|from|at|near|past)(?: the)? )({_RUN})|"
    rf"(?i:\b(?:attends|attended|attending)(?: the)? )({_RUN})"
)
"""A place of work, a school, or a place to live, whatever words its name is made of."""
_WHOSE = re.compile(
    r"(?<![\w'\u2019-])([A-Z][a-z]+(?:-[A-Z][a-z]+)*)(?:['\u2019]s (?=(?:"
    + "|".join(sorted(KIN - {"named", "called"}, key=len, reverse=True))
    + r"|family|house|home|place|apartment|car|room|birthday|wedding|funeral)\b)| (?=family\b|household\b))"
)
_HANDLE = re.compile(
    r"(?i:\b(?:insta|instagram|ig|snap|snapchat|tiktok|discord|twitter|reddit|username|user name|handle|gamertag|"
    r"screen name)(?: (?:is|name|handle|account|as))*:? +)((?=[\w.]*[\d_])\w[\w.]*\w)"
)
_SMALL_WORD = re.compile(rf"(?<![\w'\u2019@.-])({_SMALL})(?![\w@-])")
_SHOUTED = re.compile(r"(?<![\w'\u2019-])([A-Z][A-Z-]{3,})(?![\w-])")
_CLINICAL_ENDS = frozenset(
    "therapy disorder inventory scale questionnaire activation restructuring training interview skills exposure "  # noqa: SIM905
    "processing desensitization screen screener index program treatment plan".split()
)
"""The last word of what clinicians write with capitals and is no firm."""


def seen(text: str, knowledge: Knowledge) -> Iterator[str]:
    """Yield the words of *text* that stand there like a name."""
    yield from _with_capitals(text, knowledge)
    yield from _placed(text)
    yield from _small(text, knowledge)
    yield from _shouted(text, knowledge)


def at_beginning(text: str, start: int) -> bool:
    """Whether a sentence begins at *start*, so that a capital there says nothing."""
    return _STARTS.search(text[:start]) is not None


def as_subject(name: str) -> str:
    """Return a pattern that finds in small letters a name that is a word too, where only people do what follows."""
    return rf"(?i:{_NOT_BEFORE})(?-i:{re.escape(name.lower())})(?= (?:{_TELLING})\b)"


def _with_capitals(text: str, knowledge: Knowledge) -> Iterator[str]:
    """Yield names by their capital, and by a title or kin before them."""
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
    """Whether a name goes on: after a space or "&", and after a dot only where a title or a letter was cut short."""
    return between in {" ", " & "} or (
        between in {". ", "."} and (word.casefold() in TITLES | {"st", "mt", "ft"} or len(word) == 1)
    )


def _has_capital(word: str) -> bool:
    return word[0].isupper() and not (word.isupper() and len(word) > 1)


def _follows_kin(text: str, word: re.Match[str]) -> bool:
    """Whether a word in small letters stands after "my sister" or the like, as a name would in haste."""
    before = _WORD.findall(text[max(0, word.start() - 40) : word.start()].casefold())[-2:]
    beside = text[word.start() - 1 : word.start()] == " " and text[word.start() - 2 : word.start() - 1].isalpha()
    whose = {"my", "his", "her", "their", "our", "named", "called"}
    one = len(before) == 2 and before[1] in KIN and not before[1].endswith("s")
    return beside and one and len(word[0]) > 2 and bool(whose & set(before))


def _of_run(run: list[re.Match[str]], text: str, knowledge: Knowledge) -> Iterator[str]:
    """Yield the names in a run of words with capitals: "Dr. Okafor", "Pine Ridge", "Called Thuy Rivers"."""
    if not run:
        return
    first, titled = run[0], run[0][0].casefold() in TITLES
    after_kin = _kin_before(text, first)
    if at_beginning(text, first.start()) and not titled and not after_kin:
        if len(run) == 1:
            if _begins_as_name(text, first, knowledge):
                yield _bare(first[0])
            return
        run = run[1:] if is_common(first[0], knowledge) else run
    if len(run) == 1 and not titled and not after_kin and is_common(run[0][0], knowledge):
        if _is_given(run[0][0]) or _begins_as_name(text, run[0], knowledge):
            yield _bare(run[0][0])
        return
    if len(run[0][0]) == len(run) == 1 or all(word[0].casefold() in TITLES | KIN for word in run):
        return
    if not titled and (_is_clinical(run, knowledge) or all(word[0].casefold() in NOT_NAMES for word in run)):
        return
    yield _bare(text[run[0].start() : run[-1].end()])


def _is_given(word: str) -> bool:
    """Whether a word that names nobody in small letters does so with a capital amid a sentence."""
    low = _bare(word).casefold()
    return (low in ALSO_WORDS or low in given_names()) and low not in NOT_NAMES


def _is_clinical(run: list[re.Match[str]], knowledge: Knowledge) -> bool:
    common = all(is_common(word[0], knowledge) for word in run)
    return common and run[-1][0].casefold() in _CLINICAL_ENDS


def _kin_before(text: str, word: re.Match[str]) -> bool:
    before = _WORD.findall(text[max(0, word.start() - 20) : word.start()])
    beside = re.search(r"\w(?: | \(|, )$", text[: word.start()]) is not None
    return beside and bool(before) and before[-1].casefold() in KIN


def _begins_as_name(text: str, word: re.Match[str], knowledge: Knowledge) -> bool:
    """Whether the first word of a sentence, whose capital says nothing, is a name by the words around it."""
    low = _bare(word[0]).casefold()
    if not is_common(word[0], knowledge):
        return low in given_names() or _reads_as_subject(text, word)
    if low in NOT_NAMES - MONTHS or low not in ALSO_WORDS:
        return False
    after = text[word.end() : word.end() + 40]
    beside = re.match(r" and ([A-Z][\w'\u2019-]+)", after)
    if beside and (not is_common(beside[1], knowledge) or _is_given(beside[1]) or beside[1].casefold() in ALSO_WORDS):
        return True
    return re.match(rf" (?:{ONLY_PEOPLE})\b", after) is not None


def _reads_as_subject(text: str, word: re.Match[str]) -> bool:
    if word[0].endswith(("'s", "\u2019s")):
        return True
    if is_said(word[0]) and word[0].casefold() not in family_names():
        return re.match(rf" (?:{ONLY_PEOPLE})\b", text[word.end() : word.end() + 40]) is not None
    after = _WORD.match(text, word.end() + 1)
    return after is not None and text[word.end()] == " " and after[0] in _SAYS


def _placed(text: str) -> Iterator[str]:
    """Yield names by where they stand: a place of work, a home, somebody's kin, an account."""
    for found in _AT.finditer(text):
        words = _bare(next(group for group in found.groups() if group))
        if not all(word.casefold() in NOT_NAMES | KIN for word in _WORD.findall(words)):
            yield words
    for found in _WHOSE.finditer(text):
        low = found[1].casefold()
        if low not in NOT_NAMES | KIN and (low in ALSO_WORDS or low in family_names()):
            yield found[1]
    yield from (found[1] for found in _HANDLE.finditer(text))


def _small(text: str, knowledge: Knowledge) -> Iterator[str]:
    """Yield names in small letters: given names, and words of no list where a person or a place is due."""
    for found in _SMALL_WORD.finditer(text):
        if len(found[1]) > 3 and found[1] in given_names() and not is_common(found[1], knowledge):
            yield found[1]
    for pattern, known in ((_SUBJECT, is_said), (_HOME, is_said), (_OBJECT, is_english), (_WENT, is_english)):
        for found in pattern.finditer(text):
            if not known(found[1]) and not is_common(found[1], knowledge):
                yield found[1]
    for found in _AND_ME.finditer(text):
        word = found[1] or found[2]
        if not is_english(word) and not is_common(word, knowledge):
            yield word
    for found in _WORD_AS_SUBJECT.finditer(text):
        if found[1] in ALSO_WORDS - _OFTEN:
            yield found[1]


def _shouted(text: str, knowledge: Knowledge) -> Iterator[str]:
    """Yield names in capitals."""
    for found in _SHOUTED.finditer(text):
        if found[1].casefold() in given_names() and not is_common(found[1], knowledge):
            yield found[1]
    for found in _SHOUTED_SUBJECT.finditer(text):
        low = found[1].casefold()
        if low in ALSO_WORDS - _OFTEN or (not is_said(low) and not is_common(low, knowledge)):
            yield found[1]


def _bare(name: str) -> str:
    return re.sub(r"['\u2019]s$", "", name)

"""Makes comparable tokens of what people say: word forms, function words, and what a "no" covers."""

import re
from functools import cache
from typing import NamedTuple

# How a word stands in its clause.
PLAIN, NEGATED, EITHER = 0, 1, 2


class Token(NamedTuple):
    """A word that carries meaning, and whether it was negated; EITHER when that cannot be told from the words."""

    word: str
    sign: int


_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*|[,;:!?()\n]|\.(?=\s|$)")
_BREAKS = frozenset(",;:!?()\n.") | {"but", "although", "though", "however", "yet", "because", "except", "then"}
_JOINS = frozenset({"and", "or", "nor"})
_SUBJECTS = frozenset("i i'm i've i'd i'll im ive my he she they we you it it's there".split())
_NEGATORS = frozenset(
    "no not never nothing nobody none neither nor without cannot cant can't don't dont doesn't doesnt didn't didnt isn't isnt "
    "aren't arent wasn't wasnt weren't won't wont wouldn't wouldnt couldn't couldnt shouldn't haven't havent hasn't hasnt "
    "hadn't ain't denies deny denied".split()
)
_SOFTENERS = frozenset(
    "trouble troubles difficulty difficulties difficult problem problems issue issues struggle struggles struggling struggled "
    "hard harder tough unable impossible barely hardly scarcely rarely seldom lack lacking lacks lose loses losing lost loss "
    "stop stops stopped quit fail less".split()
)
_TROUBLE = frozenset(
    "trouble troubles difficulty difficulties difficult problem problems issue issues struggle struggles struggling struggled "
    "hard tough complaints concerns".split()
)
_CANNOT = frozenset({"can't", "cant", "cannot", "couldn't", "couldnt", "won't", "wont", "not", "never", "unable"})
_FINE = frozenset("well fine good ok okay normal normally great alright".split())
_STOP = frozenset(
    "a an the and or nor of to in on at for with from by as is am are was were be been being do does did done have has had having "
    "i i'm i've i'd i'll im ive me my mine myself you your yours yourself he him his she her hers it it's its itself we us our they "
    "them their this that that's these those there there's what when where which who how so too very really quite just also even "
    "then than if while about into over again any some much many more most lot lots will would could should can may might must "
    "feel feels feeling felt get gets getting got go goes going went make makes making made keep keeps keeping seem seems "
    "thing things anything something everything like all always ever still now lately kind sort bit little "
    "say says said think know find time times day days week weeks month months".split()
)
_KEEP = frozenset({"everything"})


def tokens(text: str, *, query: bool = False) -> list[Token]:
    """Return the tokens of *text* that carry meaning.

    "No trouble sleeping" carries none: what is denied is left out. In a *query* "I sleep well" is denied too.
    """
    found: list[Token] = []
    clause: list[str] = []
    for word in _WORD.findall(text.lower().replace("\u2019", "'").replace("\u2018", "'")):
        if word in _BREAKS:
            found += _clause(clause, query)
            clause = []
        elif word in _SUBJECTS and clause and clause[-1] in _JOINS:
            found += _clause(clause[:-1], query)
            clause = [word]
        else:
            clause.append(word)
    return found + _clause(clause, query)


def _clause(words: list[str], query: bool) -> list[Token]:
    """Read one clause from left to right, with the reach of its negation."""
    if query and _says_it_is_fine(words):
        return []
    found: list[Token] = []
    reach = 0
    """How many more tokens the last negator covers for certain."""
    sign = PLAIN
    start = 0
    """Where in *found* the present negation began."""
    cannot = False
    for word in words:
        if word == "only" and sign == NEGATED and reach == 2:
            sign, reach = PLAIN, 0
        elif word in _TROUBLE and sign == NEGATED:
            return found[:start]
        elif word in {"stop", "help"} and cannot and reach == 2:
            sign, reach, cannot = PLAIN, 0, False
        elif word in _NEGATORS:
            sign, reach, start, cannot = NEGATED, 2, len(found), word in _CANNOT
        elif word in _SOFTENERS:
            if sign == PLAIN:
                sign = EITHER
                found = [Token(t.word, EITHER) for t in found] if word in _TROUBLE else found
        elif word in _JOINS and sign == NEGATED:
            reach += 1
        elif word not in _STOP or word in _KEEP:
            found.append(Token(_plain(word), sign if sign != NEGATED or reach > 0 else EITHER))
            reach -= 1
    return found


def _says_it_is_fine(words: list[str]) -> bool:
    """Whether a clause says that something goes well: "I sleep well", "my appetite is fine"."""
    if len(words) < 2 or words[-1] not in _FINE or any(w in _NEGATORS or w in _SOFTENERS for w in words):
        return False
    return any(w not in _STOP and w not in _FINE for w in words[:-1]) and "too" not in words


def _plain(word: str) -> str:
    word = word.removesuffix("'s").replace("'", "")
    if re.fullmatch(r"[a-tv-z]\d[0-9a-z]{2,5}", word):
        word = f"{word[:3]}.{word[3:]}"
    return word


@cache
def stem(word: str) -> str:
    """Return the stem of an English *word*; codes and numbers stay as they are."""
    if not word.isalpha():
        return word
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> "snowballstemmer.stemmer":  # type: ignore[name-defined] # noqa: F821
    import snowballstemmer

    return snowballstemmer.stemmer("english")

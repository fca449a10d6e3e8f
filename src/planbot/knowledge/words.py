"""Makes comparable tokens of what people say: word forms, function words, and what a "no" covers."""
# ruff: noqa: SIM905 -- word lists read best as words

import itertools
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

PLAIN, NEGATED, EITHER = 0, 1, 2
"""How a word stands in its clause."""


class Token(NamedTuple):
    """A word that carries meaning, and whether it was negated; EITHER when the words alone do not tell."""

    word: str
    sign: int


class Said(NamedTuple):
    """What was said: the words that carry meaning, and the small ones around them, such as "too", "never", "myself"."""

    tokens: list[Token]
    around: list[str]
    clauses: list[list[str]]
    """All the words of each clause that says something."""


COVERS = 2
"""How many words that carry meaning a "no" covers for certain; for those after them it may go either way."""
_SAY_NO = re.compile(r"\b(?:say|saying|said|says) no\b")
_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*|[,;:!?()\n]|\.(?=\s|$)")
_BREAKS = frozenset(",;:!?()\n.") | {"but", "although", "though", "however", "yet", "because", "except", "then"}
_JOINS = frozenset({"and", "or", "nor"})
_SUBJECTS = frozenset("i i'm i've i'd i'll im ive my he she they we you it it's there".split())
_CANNOT = frozenset("can't cant cannot couldn't couldnt won't wont wouldn't wouldnt not never".split())
_UNABLE = _CANNOT - {"not", "never"}
_NEGATORS = _CANNOT | frozenset(
    "no nothing nobody none neither nor without don't dont doesn't doesnt didn't didnt isn't isnt aren't arent "
    "wasn't wasnt weren't shouldn't haven't havent hasn't hasnt hadn't ain't denies deny denied".split()
)
_TROUBLE = frozenset(
    "trouble troubles difficulty difficulties difficult problem problems issue issues struggle struggles "
    "struggling struggled hard tough complaints concerns".split()
)
_SOFTENERS = _TROUBLE | frozenset(
    "harder unable impossible barely hardly scarcely rarely seldom lack lacking lacks lose loses losing lost loss "
    "stop stops stopped quit fail less".split()
)
_COPULAS = frozenset("is are was were isn't isnt aren't arent wasn't wasnt weren't werent that's it's".split())
_GONE = frozenset("gone stopped vanished disappeared".split())
_BY_NOW = frozenset("since now completely altogether".split())
OTHERS = frozenset(
    "wife husband partner girlfriend boyfriend spouse fiance fiancee ex boss manager colleague coworker friend mate "
    "mother mum mom mam father dad parents brother sister uncle aunt cousin nephew niece neighbour neighbor flatmate "
    "roommate housemate grandmother grandma nan granny grandfather grandad grandpa teacher".split()
)
_WHOSE = frozenset("my his her our their the".split())
_HAVE = frozenset("is was has had feels felt suffers gets can't cant cannot doesn't doesnt won't always never".split())
_BEFORE_ME = frozenset("i i'm i've i'd i'll im ive me my mine myself we us our ours".split())
_LEAVES_BEHIND = frozenset(
    "dead died dying ill cheating cheated leaving left gone passed violent abusive distant cold jealous "
    "unfaithful drifting separated divorced divorcing hates thinks says wants complains begs tells hits beats "
    "shouts yells leaves cheats lies listens ignores calls nags needs expects makes".split()
)
"""What another person's state or deed does to the one who speaks."""
_DENIED = frozenset(
    "sad depressed anxious worried nervous angry mad upset tired exhausted lonely hopeless worthless guilty ashamed "
    "scared afraid frightened terrified fear fears dizzy sick suicidal suicide jealous stressed stress pain nightmares "
    "nightmare dreams craving cravings urge urges flashbacks flashback voices tense restless irritable violent panic "
    "anxiety depression worry cry argue argued argument arguments tantrums tremble trembling shaking shake sweat "
    "sweating shy hallucinations vomit binge purge cut hit hurt harm blame hate kill killing steal stolen shout yell "
    "scream bully bullied bullies swear drugs drug weed cannabis cocaine heroin alcohol wet wets headaches headache "
    "swings worrying crying late".split()
)
"""What a client is better off without; "not afraid to sleep alone" denies all that follows."""
_THROUGH = frozenset(
    "hear use used take taken took touched tried try suffer experience strange big thoughts thought plans plan signs "
    "mood".split()
)
"""Words through which a "no" reaches what follows: "no thoughts of suicide", "never tried to kill myself"."""
_SELDOM = frozenset("hardly rarely seldom scarcely barely".split())
_ADVERBS = frozenset("also really still just often sometimes already even in law".split())
_DEEDS = frozenset(
    "drink gamble bet smoke vape binge steal steals lie lies fight fights panic bully bullies hoard "
    "purge pull pick check".split()
)
"""What people do that is no complaint when it is not done."""
_DOES_NOT = frozenset("don't dont doesn't doesnt didn't didnt never no not".split())
_BESIDES = frozenset("ever longer really actually do get feel become".split())
_NOT_WANTED = (
    ["want", "to", "die"],
    ["want", "to", "kill"],
    ["want", "to", "end"],
    *(["hear", "voices"], ["hear", "things"], ["see", "things"]),
)
_WHENEVER = frozenset("when whenever if unless until till".split())
_GIVES_UP = frozenset("quit stopped gave".split())
_STIRS = frozenset("bother bothers scare scares frighten frightens upset upsets worry worries".split())
_NO_LONGER = _NEGATORS | {"longer", "anymore"}
_LETS_GO = frozenset({"stop", "help", "control"})
_FINE = frozenset("well fine good ok okay normal normally great alright happy comfortable".split())
_IS = frozenset("i'm im am is are it's feel feels".split())
_WHERE = frozenset("in with about on around now today here by".split())
_STOP = frozenset(
    "a an the and or nor of to in on at for with from by as is am are was were be been being do does did done "
    "have has had having i i'm i've i'd i'll im ive me my mine myself you you're your yours yourself he him his "
    "she her hers it it's its itself we us our they they're them their this that that's these those there "
    "there's what when where which who how so too very really quite just also even then than if while about "
    "into over again any some much many more most lot lots will would could should can may might must feel "
    "feels feeling felt get gets getting got go goes going went make makes making made keep keeps keeping "
    "seem seems thing things anything something like all always ever still now lately kind sort bit little "
    "anymore able say says said think know find time times day days week weeks month months".split()
)
_GRAMMAR = frozenset("a an the and or nor of to in on at for with from as is am are was were be been being".split())
_AROUND = (_STOP | _NEGATORS | _SOFTENERS) - _GRAMMAR


def tokens(text: str, *, query: bool = False) -> list[Token]:
    """Return the tokens of *text* that carry meaning; see ``said``."""
    return said(text, query=query).tokens


def said(text: str, *, query: bool = False) -> Said:
    """Return what *text* says.

    "No trouble sleeping" says nothing: what is denied is left out. In a *query* "I sleep well" is denied too.
    """
    plain = _SAY_NO.sub("refuse", _lower(text))
    whole = Said([], [], [])
    clauses = list(_clauses(plain))
    for words, after in zip(clauses, [*clauses[1:], []], strict=True):
        if not (query and _is_no_complaint(words, after)):
            clause = _read(words, query=query)
            whole.tokens.extend(clause.found)
            whole.around.extend(clause.around)
            if clause.found:
                whole.clauses.append(words)
    return whole


_SELF = frozenset("i i'm i've i'd i'll im ive me my mine myself".split())
_THIRD = frozenset("he he's hes she she's shes him her his hers himself herself they they're".split())


def person(text: str) -> int:
    """Return 1 when *text* speaks of someone else, -1 when of oneself, and 0 when of both or neither."""
    words = set(_WORD.findall(_lower(text)))
    return int(not _THIRD.isdisjoint(words)) - int(not _SELF.isdisjoint(words))


def _lower(text: str) -> str:
    return text.lower().replace("\u2019", "'").replace("\u2018", "'")


def _clauses(plain: str) -> Iterator[list[str]]:
    """Yield the words of each clause."""
    clause: list[str] = []
    for word in _WORD.findall(plain):
        if word in _BREAKS or (word in _BY_NOW and clause and clause[-1] in _GONE):
            yield clause
            clause = []
        elif word in _SUBJECTS and clause and clause[-1] in _JOINS:
            yield clause[:-1]
            clause = [word]
        else:
            clause.append(word)
    yield clause


def _read(words: list[str], *, query: bool) -> "_Clause":
    clause = _Clause(query=query)
    for word in words:
        clause.read(word)
    clause.end()
    return clause


def _is_no_complaint(words: list[str], after: list[str]) -> bool:
    return (
        _says_it_is_fine(words)
        or _tells_of_another(words)
        or _says_it_does_not_matter(words)
        or _says_it_is_not_done(words)
        or ("used" in words and _says_not_any_more(after))
    )


def _tells_of_another(words: list[str]) -> bool:
    """Whether a clause is about another adult only: "my wife is depressed". Of a child, the parent may well speak."""
    words = [word for word in words if word not in _ADVERBS]
    if len(words) > 3 and words[1].endswith("'s"):
        words = words[1:]
    if (
        len(words) < 3
        or (words[0] not in _WHOSE and not words[0].endswith("'s"))
        or words[1] not in OTHERS
        or not _BEFORE_ME.isdisjoint(words[1:])
    ):
        return False
    if not _LEAVES_BEHIND.isdisjoint(words):
        return False
    return words[2] in _HAVE or (len(words) <= 6 and words[2].endswith("s"))


def _says_it_does_not_matter(words: list[str]) -> bool:
    """Whether a clause says that one does not mind: "dogs don't bother me", "I don't mind flying"."""
    for no, word, *who in zip(words, words[1:], [*words[2:], ""], strict=False):
        if no in _NEGATORS and ((word == "mind" and words[0] == "i") or (word in _STIRS and who[0] in {"me", "us"})):
            return True
    return False


def _says_it_is_not_done(words: list[str]) -> bool:
    """Whether a clause says that something is not done or wanted, or was given up years ago: "I don't gamble"."""
    if words[-2:] == ["years", "ago"] and not _GIVES_UP.isdisjoint(words):
        return True
    if not _WHENEVER.isdisjoint(words):
        return False
    plain = [word for word in words if word not in _BESIDES]
    if any(
        often in _SELDOM and woe in _DEEDS | _DENIED | {"lose", "forget"} for often, woe in itertools.pairwise(plain)
    ):
        return True
    return any(
        no in _DOES_NOT and (deed in _DEEDS or [deed, *rest] in _NOT_WANTED)
        for no, deed, *rest in zip(plain, plain[1:], [*plain[2:], ""], [*plain[3:], "", ""], strict=False)
    )


def _says_not_any_more(words: list[str]) -> bool:
    return any(w in _NEGATORS for w in words) and not any(w not in _STOP and w not in _NO_LONGER for w in words)


class _Clause:
    """A clause read from left to right, with the reach of its negation."""

    def __init__(self, *, query: bool) -> None:
        self.found: list[Token] = []
        self.around: list[str] = []
        self._query = query
        self._sign = PLAIN
        self._reach = 0
        self._began = 0
        """Where in *found* the present negation began."""
        self._cannot = False
        self._unable = False
        self._denied = False
        self._before = ""
        self._by_me = False
        self._whole = False
        """Whether the present negation follows what it speaks of: "crowds are no problem"."""
        self._trouble = -1
        """Where in *found* the last word of trouble stood."""

    def read(self, word: str) -> None:
        """Take the next word in."""
        if not self._denied:
            if word in _AROUND:
                self.around.append(word.replace("'", ""))
            self._take(word)
            self._before = word
            self._by_me = self._by_me or word in _BEFORE_ME - {"my", "our"}

    def _take(self, word: str) -> None:
        negated = self._sign == NEGATED
        fresh = negated and self._reach == COVERS
        if negated and word in _TROUBLE:
            self._deny()
        elif fresh and (word == "only" or (self._cannot and word in _LETS_GO)):
            # "Can't stop worrying" is worry, "not only sad" is sadness.
            self._sign = PLAIN
            self.found += [Token(word, PLAIN)] if word in {"stop", "control"} else []
        elif fresh and word == "longer":
            return
        elif word in _NEGATORS:
            self._whole = word in _COPULAS or self._before in _COPULAS or word == "without"
            self._sign, self._reach, self._began, self._cannot = NEGATED, COVERS, len(self.found), word in _CANNOT
            self._unable = word in _UNABLE or self._before in {"can", "could", "will"}
        elif word in _SOFTENERS:
            self._soften(word)
        elif negated and word in _JOINS:
            self._reach += 1
        elif word not in _STOP:
            if fresh and self._query and word in _DENIED and not self._unable:
                self._deny()
                return
            self.found.append(Token(_plain(word), EITHER if negated and self._reach <= 0 else self._sign))
            self._reach -= 0 if fresh and self._query and word in _THROUGH else 1

    def _deny(self) -> None:
        """Forget what "no trouble" covers, before and after it."""
        del self.found[0 if self._whole else self._began :]
        self.around.clear()
        self._denied = True

    def _soften(self, word: str) -> None:
        if self._sign == PLAIN:
            self._sign = EITHER
            self._trouble = len(self.found) if word in _TROUBLE else -1

    def end(self) -> None:
        """Finish the clause; in "my sleep is a problem" the trouble lies with what went before."""
        if self._trouble == len(self.found):
            self.found = [Token(token.word, EITHER) for token in self.found]
        elif self._before in _GONE and not self._by_me:
            gone = [token.word for token in self.found if token.word not in _GONE]
            self.found = [Token(word, NEGATED) for word in gone if _DENIED.isdisjoint(gone)]
            self.around.clear()


def _says_it_is_fine(words: list[str]) -> bool:
    """Whether a clause says that something goes well: "I sleep well", "my appetite is fine", "I'm fine in crowds"."""
    if len(words) < 2 or "too" in words or any(w in _NEGATORS or w in _SOFTENERS or w in _DENIED for w in words):
        return False
    if words[-1] in _FINE:
        return any(w not in _STOP and w not in _FINE for w in words[:-1]) or words[0] in _BEFORE_ME
    return _WHENEVER.isdisjoint(words) and any(
        be in _IS and fine in _FINE and then in _WHERE
        for be, fine, then in zip(words, words[1:], words[2:], strict=False)
    )


def _plain(word: str) -> str:
    word = word.removesuffix("'s").replace("'", "")
    if re.fullmatch(r"[a-tv-z]\d[0-9a-z]{2,5}", word):
        word = f"{word[:3]}.{word[3:]}"
    return word


@cache
def stem(word: str) -> str:
    """Return the stem of an English *word*; codes and numbers stay as they are."""
    return str(_stemmer().stemWord(word)) if word.isalpha() else word


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")

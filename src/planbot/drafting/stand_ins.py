"""Stand-ins for names and numbers of a client's life in what is sent, put back in what comes.

Names are found by the chart that knows them, numbers by their shape. It misses things: names that the chart does not
know and that look like any word. So the screens say "names replaced" and show the text; nobody is told it is anonymous.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from planbot.chart import Chart
from planbot.drafting.names import Named, names_in, parts
from planbot.drafting.second_pass import SecondPass
from planbot.drafting.seen import as_subject
from planbot.drafting.word_lists import ALSO_WORDS, is_common
from planbot.knowledge import Knowledge

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_STREET = (
    "Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Terrace|Highway|Hwy|Circle"
)
SHAPES: dict[str, str] = {
    "Link": (
        r"(?i:https?://|www\.)[^\s<>\u2039\u203a\"']*[\w/]|"
        r"(?i:(?:[\w-]+\.)+(?:com|org|net|edu|gov|info|app))(?:/[^\s<>\u2039\u203a\"']*[\w/])?(?!@)"
    ),
    "Email": r"[\w.+-]+@(?:[\w-]*\w\.)+[\w-]*\w",
    "Handle": r"@\w[\w.]*\w",
    "Date": (
        rf"\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}([/.-])\d{{1,2}}\1(?:\d{{4}}|\d{{2}})|"
        rf"{_WEEKDAY}{_MONTH} {_NTH}(?:,? \d{{4}})?|{_WEEKDAY}{_NTH} (?:of )?{_MONTH}(?:,? \d{{4}})?|"
        rf"(?i:{_MONTH.replace('|May', '')} {_NTH},? \d{{4}})"
    ),
    "Address": (
        rf"\d{{1,5}}[A-Za-z]? (?:[NSEW]\.? )?(?:[A-Z][\w.'\u2019-]* ){{1,3}}(?:{_STREET})\b"
        r"(?:\.?,? (?:Apt|Apartment|Unit|Suite|#)\.? ?\w+)?|"
        r"\d{1,5} [a-z]{3,} (?:street|avenue|boulevard|ave)(?: (?:apt|unit) \w+)?|(?i:p\.?o\.? box \d+)"
    ),
    "Number": (
        r"\d{3}-\d{2}-\d{4}|(?i:[a-z]{1,6}[-#]?(?=\d[\d-]*\d{3})[\d-]*\d)|"
        r"\d{2,4}(?:-\d{2,6}){2,}|\d{5,}(?:-\d{4})?"
    ),
    "Phone": (
        r"(?:\+?\d{1,3}[ .-]?)?(?:\(\d{3}\)|\d{3})[ .-]?\d{3}[ .-]?\d{4}|\d{3}[ .-]\d{4}|"
        r"\+\d[\d ()-]{7,}\d|0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}"
    ),
    "Age": r"(?<=age )(?:9\d|1[0-2]\d)|(?<=aged )(?:9\d|1[0-2]\d)|(?:9\d|1[0-2]\d)(?=[ -]years?[ -]old)",
}
"""Numbers that lead to a person, by what stands for them. Ages are replaced from 90 on."""
_OF_NAMES = ("Client", "Person", "Clinician", "Name")
_ORDER = ("Link", "Email", "Handle", "Date", "Address", "Phone", "Number", "Age")
_OURS = rf"(?i:(?:{'|'.join((*_OF_NAMES, *SHAPES))})\d+[a-j]?(?=s?(?!\w)))"
_FORMS = "abcdefghij"


class StandIns:
    """What stands for each name and number; ``back`` undoes ``hide`` to the letter.

    A number that ``hide`` meets for the first time gets a stand-in that holds from then on, so a text hidden earlier
    can always be put back.
    """

    def __init__(self, named: Iterable[tuple[Named, str]], loose: frozenset[str]) -> None:
        """Make stand-ins for *named*, each with its stand-in; those in *loose*, folded, are everyday words too."""
        self._loose = loose
        self._base: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for each, stand_in in named:
            if _folded(each.words) not in self._base:
                self._base[_folded(each.words)] = stand_in
                self._names[_folded(each.words)] = each.words
        self._taken = {stand_in.casefold() for stand_in in self._base.values()} | set(self._base)
        self._to: dict[str, str] = {}
        self._from: dict[str, str] = {}

    @property
    def of(self) -> Mapping[str, str]:
        """The stand-in of each known name, and of each name and number met so far."""
        return MappingProxyType({**{name: self._base[key] for key, name in self._names.items()}, **self._to})

    def hide(self, text: str) -> str:
        """Return *text* with every known name, and every number that leads to a person, replaced."""
        return self._finder.sub(self._hidden, text)

    def back(self, text: str) -> str:
        """Return *text* with the names and numbers put back; a stand-in that was never given out stays."""
        return re.sub(rf"(?<!\w){_OURS}", lambda found: self._meant(found[0]), text)

    @cached_property
    def _finder(self) -> re.Pattern[str]:
        shapes = "|".join(f"(?P<{kind}>{_ungrouped(SHAPES[kind], kind)})(?!\\w)" for kind in _ORDER)
        names = "|".join(self._pattern(key) for key in sorted(self._names, key=lambda k: (-len(k), k)))
        return re.compile(rf"(?<!\w)(?:{shapes}|{names + '|' if names else ''}{_OURS})")

    def _pattern(self, key: str) -> str:
        name = self._names[key]
        plural = r"(?=(?i:s)?(?!\w))" if len(key) > 3 else r"(?!\w)"
        if key in self._loose and key in ALSO_WORDS:
            said = name.title() if self._base[key].startswith("Name") else name
            forms = dict.fromkeys((*map(_flexible, (said, name.upper(), name.title())), as_subject(name)))
            return f"(?:{'|'.join(forms)})(?!\\w)"
        if key in self._loose or len(key) < 3:
            forms = dict.fromkeys(map(_flexible, (name, name.upper(), name.title())))
            return f"(?:{'|'.join(forms)})(?!\\w)"
        return f"(?i:{_flexible(name)}){plural}"

    def _hidden(self, found: re.Match[str]) -> str:
        surface = found[0]
        if surface not in self._to:
            kind = found.lastgroup if found.lastgroup in SHAPES else None
            self._keep(surface, self._new(kind) if kind else self._for_name(surface))
        return self._to[surface]

    def _for_name(self, surface: str) -> str:
        base = self._base.get(_folded(surface), "")
        stand_in = (
            base.upper() if surface.isupper() and len(surface) > 1 else base.lower() if surface.islower() else base
        )
        return self._new("Name") if not stand_in or stand_in in self._from else stand_in

    def _new(self, kind: str) -> str:
        number = 1
        while f"{kind}{number}".casefold() in self._taken:
            number += 1
        self._taken.add(f"{kind}{number}".casefold())
        return f"{kind}{number}"

    def _keep(self, surface: str, stand_in: str) -> None:
        self._to[surface], self._from[stand_in] = stand_in, surface

    def _meant(self, stand_in: str) -> str:
        if stand_in in self._from:
            return self._from[stand_in]
        low = stand_in.casefold()
        for key, base in self._base.items():
            if base.casefold() == low:
                name = self._names[key]
                return name.upper() if stand_in.isupper() else name
        same = (surface for other, surface in self._from.items() if other.casefold() == low)
        return next(same, stand_in)


def stand_ins(chart: Chart, knowledge: Knowledge, *more: str, second: SecondPass | None = None) -> StandIns:
    """Return the stand-ins for the names that *chart* knows, and for those that stand in *more*.

    A *second* pass looks for names in them once more. The same chart gives the same stand-ins.
    """
    found = list(_numbered(names_in(chart, knowledge, *more, second=second), knowledge))
    loose = frozenset(_folded(named.words) for named, _ in found if is_common(named.words, knowledge))
    return StandIns(found, loose)


def _numbered(named: Iterable[Named], knowledge: Knowledge) -> Iterator[tuple[Named, str]]:
    """Yield each name with its stand-in, then the parts of it that name somebody by themselves."""
    everyone = [each for each in map(_trimmed, named) if each.words]
    known = {_folded(each.words) for each in everyone} | {_folded(p) for each in everyone for p in parts(each.words)}
    number: dict[str, int] = {}
    given: set[str] = set()
    for each in everyone:
        forms = [each.words, *_forms(each, knowledge)]
        new = [form for form in dict.fromkeys(forms) if _folded(form) not in given and _folded(form)]
        if not new:
            continue
        given |= {_folded(form) for form in new}
        number[each.kind] = _free(each.kind, number.get(each.kind, 0) + 1, known)
        for letter, form in zip(["", *_FORMS], new, strict=False):
            yield Named(each.kind, form), f"{each.kind}{number[each.kind]}{letter}"


def _free(kind: str, number: int, known: set[str]) -> int:
    """Return the next number under which no stand-in is somebody's name."""
    while any(f"{kind}{number}{letter}".casefold() in known for letter in ["", *_FORMS]):
        number += 1
    return number


def _forms(named: Named, knowledge: Knowledge) -> Iterator[str]:
    """Yield the parts of a name, and the name as it is typed without accents; a number is only whole."""
    if named.kind not in _OF_NAMES:
        return
    for part in parts(named.words):
        if named.kind != "Name" or not is_common(part, knowledge):
            yield part
    for form in (named.words, *parts(named.words)):
        plain = "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c))
        if plain != form and (named.kind != "Name" or not is_common(plain, knowledge)):
            yield plain


def _trimmed(named: Named) -> Named:
    """Return a name that begins and ends with a letter or digit, so that what stands for it is never glued to more."""
    return named._replace(words=re.sub(r"^\W+|\W+$", "", named.words))


def _folded(name: str) -> str:
    return re.sub(r"[-\s]+", " ", name.replace("\u2019", "'").casefold()).strip()


def _flexible(name: str) -> str:
    """Return a pattern that finds a name with either apostrophe, and with a space, line end or hyphen between."""
    words = (re.sub("['\u2019]", "['\u2019]", re.escape(word)) for word in re.split(r"[-\s]+", name) if word)
    return r"[-\s]+".join(words)


def _ungrouped(pattern: str, kind: str) -> str:
    """Return a shape whose one plain group has a name of its own, so that it counts right among the others."""
    return pattern.replace("([/.-])", f"(?P<{kind}_between>[/.-])").replace(r"\1", f"(?P={kind}_between)")

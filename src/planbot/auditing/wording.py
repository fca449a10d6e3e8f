"""Whether the plans of an audit read alike: every sentence of every chart held against those of all others.

Of a sentence only hashed pairs of word stems are kept, a few bytes each and never a word. Two sentences that say the
same share one of their rarest pairs, so that only those are looked up, a part at a time.
"""

from array import array
from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from planbot.auditing.counting import Tally, ToMend
from planbot.chart import Chart
from planbot.knowledge import Knowledge, Profile, profile_of
from planbot.rules import Area, Checked, Finding, Found, Severity
from planbot.rules.base import finding_of, rule_called
from planbot.rules.own_words import reads_alike
from planbot.rules.reading.likeness import ALIKE, PATTERN_WEIGHT, alike, is_pattern, marks

RULE = "text-like-another-plan"
MOST = 800_000
"""How many sentences are compared: 40 each of 20,000 charts, in about 70 MB. Where there are more, none are."""
_SLOTS = 1 << 20
"""How many counters tell rare pairs of stems from frequent ones; two that share a counter only count as frequenter."""
_AT_ONCE = 50_000
"""How many sentences are looked through for others at once."""
_NEIGHBOURS = 200
"""With how many others a sentence is compared that share one pair with it; there it stops, however many there are."""
_OF_PATTERN = 1 << 31
"""Added to the number of pairs of a sentence that is a pattern of the library."""


class Wording(NamedTuple):
    """What is kept of a chart until all are read: its figures, and what its sentences come to."""

    place: str
    chart: str
    name: str
    profile: str
    counts: tuple[int, int, int]
    """How many errors, warnings and advices were found."""
    in_basis: bool
    """Whether one of them is about the basis, the part the wording belongs to."""
    told: bool
    """Whether it is told when it reads like another: its words can be read, and nobody let it stand."""
    prints: bytes
    """Of each sentence the number of its pairs, and the pairs."""


def wording_of(  # noqa: PLR0913 - a chart, whose it is, how it was checked and what was found
    place: str, chart: Chart, name: str, *, profile: Profile, knowledge: Knowledge, checked: tuple[Finding, ...]
) -> Wording:
    """Return what is kept of a chart in which *checked* was found."""
    prints = array("I")
    for shingles in (mark.shingles for mark in marks(chart)):
        prints.append(len(shingles) + (_OF_PATTERN if is_pattern(shingles, knowledge) else 0))
        prints.extend(shingles)
    found = [sum(f.severity is severity for f in checked) for severity in Severity]
    waived = any(waiver.rule == RULE for waiver in chart.waivers)
    english = Checked(chart, knowledge, profile, chart.created.date()).english
    return Wording(
        place,
        chart.id,
        name,
        profile.id,
        (found[0], found[1], found[2]),
        any(f.area is Area.BASIS for f in checked),
        english and not waived,
        prints.tobytes(),
    )


class Wordings:
    """The sentences of all charts of an audit."""

    def __init__(self) -> None:
        self._charts: list[Wording] = []
        """The charts, without their prints."""
        self._owners: dict[str, int] = {}
        self._of = array("I")
        """The owner of each sentence: two exports of one chart have one owner."""
        self._ends = array("I")
        """Where each chart's sentences end."""
        self._shingles = array("I")
        self._starts = array("I", [0])
        self._patterns = bytearray()
        self._often = array("I", bytes(4 * _SLOTS))
        self.too_many = False
        """Whether there were more sentences than are compared."""

    def add(self, wording: Wording) -> None:
        """Take a chart in; above what is compared, nothing is kept any more."""
        if self.too_many:
            return
        owner = self._owners.setdefault(wording.chart, len(self._owners))
        told = array("I")
        told.frombytes(wording.prints)
        at = 0
        while at < len(told):
            number = told[at] & ~_OF_PATTERN
            self._patterns.append(told[at] >= _OF_PATTERN)
            self._of.append(owner)
            self._shingles.extend(told[at + 1 : at + 1 + number])
            self._starts.append(len(self._shingles))
            at += 1 + number
        self._charts.append(wording._replace(prints=b""))
        self._ends.append(len(self._of))
        if len(self._of) > MOST:
            self._give_up()

    def _give_up(self) -> None:
        self.too_many = True
        self._charts.clear()
        self._of, self._ends, self._shingles, self._starts = (array("I") for _ in range(4))

    def alike(self) -> Iterator[tuple[Wording, int, int]]:
        """Yield every chart that reads like others, with how many of its sentences stand elsewhere, of how many."""
        elsewhere, start = self._elsewhere(), 0
        for chart, end in zip(self._charts, self._ends, strict=True):
            weights = [PATTERN_WEIGHT if pattern else 1.0 for pattern in self._patterns[start:end]]
            there = elsewhere[start:end]
            shared = sum(weight for weight, stands in zip(weights, there, strict=True) if stands)
            if chart.told and weights and reads_alike(sum(there), shared / sum(weights)):
                yield chart, sum(there), end - start
            start = end

    def _elsewhere(self) -> bytearray:
        """Return of each sentence whether another chart has it, or one like it."""
        first, several = self._same()
        found = bytearray(several)
        self._rarest_first()
        parts = 1 + len(self._of) // _AT_ONCE
        for part in range(parts):
            for group in self._sharing_a_pair(first, part, parts):
                self._match(group, several, found)
        return bytearray(found[one] for one in first)

    def _same(self) -> tuple["array[int]", bytearray]:
        """Return the first sentence of the same wording for each, and of which more than one chart has it."""
        first, several = array("I", range(len(self._of))), bytearray(len(self._of))
        parts = 1 + len(self._of) // _AT_ONCE
        for part in range(parts):
            seen: dict[bytes, int] = {}
            for number in range(len(self._of)):
                if self._shingles[self._starts[number]] % parts == part:
                    one = first[number] = seen.setdefault(self._pairs(number).tobytes(), number)
                    several[one] |= self._of[one] != self._of[number]
        return first, several

    def _rarest_first(self) -> None:
        often = self._often
        for shingle in self._shingles:
            often[shingle % _SLOTS] += 1
        for number in range(len(self._of)):
            rare = sorted(self._pairs(number), key=lambda shingle: (often[shingle % _SLOTS], shingle))
            self._shingles[self._starts[number] : self._starts[number + 1]] = array("I", rare)

    def _sharing_a_pair(self, first: "array[int]", part: int, parts: int) -> Iterator[list[int]]:
        """Yield the sentences that have one of their rarest pairs in common: two like each other are among them."""
        alone: dict[int, int] = {}
        sharing: dict[int, list[int]] = {}
        for number, one in enumerate(first):
            if number != one:
                continue
            pairs = self._pairs(number)
            for shingle in pairs[: len(pairs) - ceil(ALIKE * len(pairs)) + 1]:
                if shingle % parts == part and self._often[shingle % _SLOTS] > 1:
                    before = alone.setdefault(shingle, number)
                    if before != number:
                        sharing.setdefault(shingle, [before]).append(number)
        return iter(sharing.values())

    def _match(self, group: list[int], several: bytearray, found: bytearray) -> None:
        for number in group:
            if found[number]:
                continue
            mine = frozenset(self._pairs(number))
            for other in group[:_NEIGHBOURS]:
                elsewhere = self._of[other] != self._of[number]
                if (elsewhere or several[other]) and other != number and alike(mine, self._pairs(other)):
                    found[number] = 1
                    found[other] |= elsewhere
                    break

    def _pairs(self, number: int) -> "array[int]":
        return self._shingles[self._starts[number] : self._starts[number + 1]]


def compared(wordings: Wordings, tally: Tally, knowledge: Knowledge) -> Iterator[tuple[Wording, Finding]]:
    """Add to *tally* what reading alike comes to, and yield each chart that does with its finding."""
    rule = rule_called(RULE)
    for chart, elsewhere, sentences in wordings.alike():
        message = f"{elsewhere} of {sentences} sentences also stand in other plans of this audit."
        found = Found("plan", message, "Say in these places what holds for this client only.")
        finding = finding_of(rule, rule.severity, found, profile_of(knowledge, chart.profile))
        tally.count_also(ToMend(*chart.counts, chart.chart, chart.name), finding, first_there=not chart.in_basis)
        yield chart, finding

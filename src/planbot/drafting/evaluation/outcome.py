"""What became of one draft of the set, in figures; the people in it do not exist, so that the words may be kept."""

from planbot.chart.base import Frozen
from planbot.drafting.base import Course

UNREADABLE = "could not be read"
"""A draft that never had the shape asked for."""
NOTHING = "nothing to propose"
"""A reply that was read and holds nothing; for speech with nothing in it this is right."""
UNASKED = "not asked"
"""A question for which planbot sends nothing, and says why."""

WORST = (Course.CLEAN, Course.REPAIRED, Course.MENDED, Course.FINDINGS)
"""The courses from the best to the worst; a draft of several proposals is as good as its worst."""


class Shown(Frozen):
    """One proposal, as a person would see it."""

    words: str
    course: str
    """What it took, or "library"."""
    findings: tuple[str, ...] = ()
    """The rules that find something in it."""
    doubts: tuple[str, ...] = ()
    """What in it rests on nothing."""
    key: str = ""

    @property
    def clean(self) -> bool:
        """Whether neither rules nor truth find anything in it."""
        return not self.findings and not self.doubts


class Reading(Frozen):
    """What was found in a piece of speech, counted."""

    expected: int
    found: int
    right: int
    """Of what was found: the right words as the right kind of thing."""
    met: int
    """Of what was expected: found, as the right kind of thing."""
    words_met: int
    """Of what was expected: found, whatever it was taken for."""


class Asked(Frozen):
    """One request to the model, in figures."""

    seconds: float
    first: float
    """Seconds until the first words."""
    tokens_in: int
    cached: int
    """Of them, those the server still had."""
    tokens_out: int
    cut: bool
    """Whether the reply reached its limit."""


class Outcome(Frozen):
    """What became of one case."""

    case: str
    task: str
    course: str
    why: str = ""
    """For a case that was not asked: why."""
    shown: tuple[Shown, ...] = ()
    """The model's proposals, mended where the library could."""
    library: tuple[Shown, ...] = ()
    """The library's proposals that stand beside them."""
    asked: tuple[Asked, ...] = ()
    seconds: float = 0.0
    """From the question to the last proposal."""
    reading: Reading | None = None

    @property
    def tokens_in(self) -> int:
        """Tokens sent, in all requests of the case."""
        return sum(each.tokens_in for each in self.asked)

    @property
    def tokens_out(self) -> int:
        """Tokens written, in all requests of the case."""
        return sum(each.tokens_out for each in self.asked)

    @property
    def own(self) -> float:
        """Planbot's own seconds: gathering, reading, judging, mending."""
        return max(0.0, self.seconds - sum(each.seconds for each in self.asked))


class Beside(Frozen):
    """One prompt sent twice, with and without planbot, when the server knew it already."""

    task: str
    ours: float
    """Seconds through planbot and LangChain."""
    bare: float
    """Seconds of the plain HTTP request with the same words, shape and limits."""
    tokens: int
    """Tokens written through planbot."""
    tokens_bare: int
    own: float = 0.0
    """Planbot's own seconds for one request of this draft, on top."""

    @property
    def ratio(self) -> float:
        """How much longer planbot takes for the same number of tokens."""
        per_token = self.bare / max(1, self.tokens_bare)
        return (self.ours + self.own) / (per_token * max(1, self.tokens))

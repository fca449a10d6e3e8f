"""What the parts of the session screen tell each other. Attributes go down, messages come up."""

from textual.message import Message

from planbot.chart import SkipReason
from planbot.drafting import Proposal
from planbot.session import Turn


class Answered(Message):
    """A person gave words as the answer to the question shown; nothing is saved yet."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class Idled(Message):
    """A key that has no use in an empty answer box, such as Enter: it may be meant for a proposal."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class Read(Message):
    """What the words in the box would be read as, such as "15 Feb 2027"; empty when nothing is to be said."""

    def __init__(self, words: str, reading: str) -> None:
        super().__init__()
        self.words = words
        self.reading = reading


class Picked(Message):
    """A person chose one of the things on offer, by its words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class Ask(Message):
    """A person wants the question with this key opened, to answer it or to answer it again."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class Offered(Message):
    """The library has something to propose for the question with this key, or nothing."""

    def __init__(self, key: str, proposals: tuple[Proposal, ...]) -> None:
        super().__init__()
        self.key = key
        self.proposals = proposals


class Accept(Message):
    """A person took this proposal; with *words*, in words of their own."""

    def __init__(self, proposal: Proposal, words: str | None = None) -> None:
        super().__init__()
        self.proposal = proposal
        self.words = words


class Edit(Message):
    """A person wants the words of this proposal in the answer box, to change them."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__()
        self.proposal = proposal


class PassTurn(Message):
    """The other person goes on."""


class Review(Message):
    """A person wants to look over the plan and sign it."""


class SkipAsked(Message):
    """A person passes the question over; without a reason they are asked for one."""

    def __init__(self, reason: SkipReason | None = None) -> None:
        super().__init__()
        self.reason = reason


class TurnChanged(Message):
    """The conversation took a step; everything drawn from the turn before is out of date."""

    def __init__(self, turn: Turn) -> None:
        super().__init__()
        self.turn = turn


class Grew(Message):
    """A model has written so far; the last sentence may be unfinished. It is data, never markup."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__()
        self.words = words


class SentBack(Message):
    """A draft goes back to the model, with what the checks found in it."""

    def __init__(self, found: tuple[str, ...]) -> None:
        super().__init__()
        self.found = found


class Drafted(Message):
    """A model's draft for the question with this key is ready to be looked at."""

    def __init__(self, key: str, proposals: tuple[Proposal, ...]) -> None:
        super().__init__()
        self.key = key
        self.proposals = proposals


class NotDrafted(Message):
    """There is no draft for the question with this key, and why, in one sentence."""

    def __init__(self, key: str, says: str) -> None:
        super().__init__()
        self.key = key
        self.says = says

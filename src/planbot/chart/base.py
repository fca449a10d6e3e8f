"""What every room of the chart is made of: frozen values, ids, links, and where words came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, NoReturn, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """A value that cannot change; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(Frozen):
    """A part of the chart that other parts can point at by its id, such as ``g2``."""

    id: str


T = TypeVar("T")


class FrozenDict(dict[str, T]):
    """A dictionary that cannot change, so that a chart shares it safely between revisions."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("A chart does not change; make a new one.")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __deepcopy__(self, _memo: Any) -> Self:
        return self

    def __reduce__(self) -> Any:
        return type(self), (dict(self),)


FrozenMap = Annotated[Mapping[str, T], AfterValidator(FrozenDict)]
"""A read-only mapping from text to *T*, written to JSON as an object."""


def frozen_map(items: Mapping[str, T]) -> Mapping[str, T]:
    """Return a read-only copy of *items*, as a chart holds it."""
    return FrozenDict(items)


@dataclass(frozen=True)
class To:
    """Marks a field as a link: it holds ids of items in the named rooms (see ``links.py``)."""

    rooms: tuple[str, ...]

    def __init__(self, *rooms: str) -> None:
        object.__setattr__(self, "rooms", rooms)


def _zoned(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Moment = Annotated[datetime, AfterValidator(_zoned)]
"""A point in time; one that came without a zone is taken as universal time, so that any two can be compared."""


class Voice(StrEnum):
    """Who is speaking."""

    THERAPIST = "therapist"
    CLIENT = "client"


class Author(StrEnum):
    """Whose the words of an answer are."""

    CLIENT = "client"
    THERAPIST = "therapist"
    LIBRARY = "library"
    MODEL = "model"


class Origin(Frozen):
    """Where the words of an answer came from, when a person did not write them unaided."""

    author: Author
    source: str = ""
    """The pattern or intervention id, or the name of the model."""
    edited: bool = False
    """True when a person changed the draft before accepting it."""

    @property
    def found(self) -> bool:
        """Whether a language model only found the words, in what a person had said: they stay that person's."""
        return bool(self.source) and self.author in {Author.CLIENT, Author.THERAPIST}

    @property
    def by_model(self) -> bool:
        """Whether a language model had a part: it wrote the words, or found them in what a person had said."""
        return self.author is Author.MODEL or self.found


class Answer(Frozen):
    """One person's reply to one question, word for word."""

    words: str
    voice: Voice
    at: Moment
    origin: Origin | None = None
    """None when the person who spoke wrote the words themselves."""
    original: str | None = None
    """The text before cleaning, escaped as ASCII, kept only when cleaning changed it."""


class SkipReason(StrEnum):
    """Why a question was passed over; never the same as "not asked" or as the answer "none"."""

    LATER = "later"
    DECLINED = "declined"
    NOT_APPLICABLE = "not applicable"


class Skip(Frozen):
    """A question passed over, with the reason."""

    reason: SkipReason
    voice: Voice
    at: Moment
    times: int = 1
    """How often it was put off; a question put off once is offered again at the end."""


class Quantity(Frozen):
    """A number with its unit, such as 4 "evenings a week"."""

    value: float = Field(allow_inf_nan=False)
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.value:.10g} {self.unit}".strip()


class Status(StrEnum):
    """Whether a goal or objective is being worked on."""

    ACTIVE = "active"
    MET = "met"
    DEFERRED = "deferred"
    STOPPED = "stopped"

"""The shapes in which a model answers, one module for each task: ``shape`` makes the model, ``proposals`` reads it.

A shape names only what this chart holds: its ids are enumerations, so a draft cannot point at what is not there.
"""

import importlib
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, ClassVar, Protocol, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planbot.drafting.base import Proposal
from planbot.drafting.growing import growing, whole
from planbot.drafting.material import Matter, by_id, snaps
from planbot.errors import DraftError
from planbot.text import one_line


class Drafted(BaseModel):
    """What a model wrote, read strictly."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    points: ClassVar[bool] = False
    """Whether it only points at words of a person: then there is nothing in it that a model could word better."""

    @classmethod
    def so_far(cls, text: str) -> tuple[str, ...]:
        """Return what a person is shown of a reply that is still being written."""
        return growing(text)


def read(shape: type[Drafted], text: str) -> tuple[Drafted, bool]:
    """Return what *text* holds in this *shape*, and whether it breaks off: then it is what was written to its end.

    Raises ValidationError when it is nothing of this shape.
    """
    try:
        return shape.model_validate_json(text), False
    except ValidationError as fault:
        left = whole(text) if breaks_off(fault) else None
        if left is None:
            raise
        try:
            return shape.model_validate_json(left), True
        except ValidationError:
            raise fault from None


def breaks_off(fault: ValidationError) -> bool:
    """Whether a reply could not be read because its end is missing."""
    return any(str(each.get("ctx", {}).get("error", "")).startswith("EOF") for each in fault.errors())


class Output(Protocol):
    """What a module of this folder holds."""

    def shape(self, matter: Matter) -> type[Drafted]:
        """Return the model of the answer, its ids taken from this chart."""

    def proposals(self, drafted: Any, matter: Matter) -> Iterator[Proposal]:
        """Yield what the answer proposes, as ordinary answers."""


def output(name: str) -> Output:
    """Return the output called *name*, such as "goal-wording".

    Raises DraftError when there is none.
    """
    try:
        module = importlib.import_module(f"{__name__}.{name.replace('-', '_')}")
    except ModuleNotFoundError:
        module = None
    if not hasattr(module, "shape") or not hasattr(module, "proposals"):
        raise DraftError(f"A prompt names the output {name!r}, which is not in drafting/outputs.")
    return cast("Output", module)


def one_of(name: str, values: Iterable[str]) -> Any:
    """Return the type of a word that is one of *values*.

    Raises DraftError when there are none: then there is nothing to link to, and nothing to draft.
    """
    found = tuple(dict.fromkeys(values))
    if not found:
        raise DraftError("There is nothing in the chart yet that this draft could rest on; record it first.")
    return StrEnum(name, {f"v{number}": value for number, value in enumerate(found)})


def building_on(matter: Matter) -> dict[str, Any]:
    """Return the field for the strengths and preferences something builds on; none while none are recorded."""
    known = by_id(snaps(matter))
    if not known:
        return {}
    of: Any = one_of("BuildsOn", known)
    return {"builds_on": (list[of], Field(max_length=3))}


def tidied(text: str) -> str:
    """Return what a model wrote as one line, without ids in brackets: they are for the links, not for a reader."""
    return " ".join(_IDS.sub("", one_line(text)).split())


_IDS = re.compile(
    r"\s*[(\[](?:ids?:?\s*)?(?:[a-z]{1,2}\d+|intake-[a-z-]+|reason-[a-z-]+)(?:[,;\s]+[a-z]{1,2}\d+)*[)\]]"
)

"""The shapes in which a model answers, one module for each task: ``shape`` makes the model, ``proposals`` reads it.

A shape names only what this chart holds: its ids are enumerations, so a draft cannot point at what is not there.
"""

import importlib
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, Protocol, cast

from pydantic import BaseModel, ConfigDict, Field

from planbot.drafting.base import Proposal
from planbot.drafting.material import Matter, by_id, snaps
from planbot.errors import DraftError
from planbot.text import one_line


class Drafted(BaseModel):
    """What a model wrote, read strictly."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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

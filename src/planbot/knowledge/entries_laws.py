"""What a state's law takes away from drafting with a model: data that can close, and never open."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from planbot.knowledge.entries import Entry, Slug


class LawSource(Entry):
    """A text of law, or what was read about it, by the tag that gates name."""

    tag: str
    what: str
    where: str
    read: Literal["text", "part", "synopsis", "second-hand"]
    """How much was read: the enacted text, the sections named, a synopsis, or only what others write about it."""


class LawGate(Entry):
    """One thing the law asks for or bars."""

    id: Slug
    says: str
    sources: tuple[str, ...]
    tasks: tuple[str, ...] = ()
    """The kinds of draft it is about, by the task's id; none means all of them."""
    opened_by: Literal["nothing", "approval", "recording-consent", "shape"]
    """What opens it: nothing does; a recorded licensed approval; a consent to recording or transcripts in the
    chart; or the way planbot is made, so that it is shown and stays open."""


class Law(Entry):
    """The law of one state, as far as it was read."""

    id: Slug
    name: str
    """The state."""
    text: str
    """The law's own name and number; empty when none is known."""
    as_of: date
    """The day it was looked up; laws change."""
    note: str = ""
    gates: tuple[LawGate, ...] = ()
    sources: tuple[LawSource, ...] = ()


def loosened(held: Law, new: Law) -> Iterator[str]:
    """Yield the ids of the gates of *held* that *new* leaves out, opens by something else, or keeps for fewer drafts.

    A gate that *new* opens by nothing is stricter, whatever it was before.
    """
    gates = {gate.id: gate for gate in new.gates}
    for gate in held.gates:
        mine = gates.get(gate.id)
        stays = mine is not None and mine.opened_by in {gate.opened_by, "nothing"}
        if mine is None or not stays or (mine.tasks and not set(gate.tasks or ("all",)) <= set(mine.tasks)):
            yield gate.id

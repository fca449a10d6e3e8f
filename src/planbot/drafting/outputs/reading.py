"""What somebody says freely, read into strengths, needs, symptoms, problems and goals: in their own words only.

A model may only point. What was said is cut into numbered parts, and it says of each what it tells of, or that it tells
of nothing; so it can neither leave out a "not" nor bring in words of its own, and its answer holds no words at all.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import ConfigDict, Field, create_model
from typing_extensions import override

from planbot.chart import Author, Origin, SnapKind, Voice
from planbot.drafting import heard, material
from planbot.drafting.base import Proposal
from planbot.drafting.growing import begun
from planbot.drafting.material import Matter
from planbot.drafting.outputs import Drafted
from planbot.errors import DraftError
from planbot.knowledge.words import stem, tokens
from planbot.rules.reading.words import short

NEAR = 0.6
"""From which likeness on a symptom of the library is named beside the words; a person can name another one."""


class Found(StrEnum):
    """What a part of what was said may tell of.

    "Nothing" comes first: most of what people say belongs into no plan, and the smallest models lean to what stands
    first. What is worked on follows, and then what helps.
    """

    NOTHING = "nothing"
    SYMPTOM = "symptom"
    PROBLEM = "problem"
    GOAL = "goal"
    STRENGTH = "strength"
    ABILITY = "ability"
    NEED = "need"
    PREFERENCE = "preference"
    VALUE = "value"


ASKED = {
    Found.SYMPTOM: "symptom.add",
    Found.PROBLEM: "problem.add",
    Found.GOAL: "goal.add",
    Found.STRENGTH: "snap.strengths",
    Found.ABILITY: "snap.abilities",
    Found.NEED: "snap.needs",
    Found.PREFERENCE: "snap.preferences",
    Found.VALUE: "snap.values",
}
"""The question that each of them answers; nothing answers none."""
_TROUBLE = frozenset({Found.SYMPTOM, Found.PROBLEM})
_GOOD = frozenset({Found.STRENGTH, Found.ABILITY})
_WHOEVERS = frozenset({Found.STRENGTH, Found.VALUE})
"""What other people may well be for somebody: "my sister calls every Sunday"."""


def _every_part(schema: dict[str, Any]) -> None:
    """Ask for every part; one that a reply leaves out is read as nothing."""
    schema["required"] = list(schema["properties"])
    for each in schema["properties"].values():
        each.pop("default", None)


class Heard(Drafted):
    """What a model says of each part, by its number."""

    model_config = ConfigDict(json_schema_extra=_every_part)
    points = True
    said: ClassVar[Mapping[str, str]] = {}
    """The parts by their numbers."""

    @override
    @classmethod
    def so_far(cls, text: str) -> tuple[str, ...]:
        """Return the parts found so far, in the words of whoever said them: a reply holds only numbers and kinds."""
        told = begun(text)
        kinds = {part: str(kind) for part, kind in told.items()} if isinstance(told, dict) else {}
        return tuple(f"{kind}: {cls.said[part]}" for part, kind in kinds.items() if part in cls.said and kind in ASKED)


def shape(matter: Matter) -> type[Drafted]:
    """Return the model of the answer: a kind for each part of what was said.

    Raises DraftError when there are no words to read.
    """
    parts = {part.id: part.text for part in material.parts(matter)}
    if not parts:
        raise DraftError("There are no words to read yet; write down what was said first.")

    class OfThis(Heard):
        said = parts

    fields: dict[str, Any] = {f"part_{number}": (Found, Field(default=Found.NOTHING, alias=number)) for number in parts}
    return create_model("Reading", __base__=OfThis, **fields)


def proposals(drafted: Any, matter: Matter) -> Iterator[Proposal]:
    """Yield what was found and is not in the chart yet, each as the answer to the question it belongs to.

    What reads as if it were not so, not now or not theirs comes last, with the doubt.
    """
    parts = material.parts(matter)
    spoken = bool(_I.search(material.speech(matter)))
    theirs = heard.in_own_words(part.text for part in parts)
    found: dict[tuple[Found, frozenset[str]], Proposal] = {}
    for part in parts:
        kind: Found = getattr(drafted, f"part_{part.id}")
        if kind is Found.NOTHING or _has(kind, part.text, matter):
            continue
        proposal = _proposal(kind, part.text, matter, spoken=spoken, doubts=_doubts(kind, part.text, theirs=theirs))
        if proposal is not None:
            found.setdefault((kind, _stems(part.text)), proposal)
    yield from sorted(found.values(), key=lambda each: bool(each.doubts))


_I = re.compile(r"\b(?:I|me|my|myself)\b|\bI['\u2019]", re.IGNORECASE)
"""Speech that holds one of these is the client's own; without any it is what somebody noted about them."""
_CANNOT = re.compile(
    r"\b(?:cannot|no good|useless|bad at|(?:not|never) (?:\w+ )?(?:good|able|patient|strong|brave|kind)|(?:ca|wo)nt)\b"
    r"|\b(?:can|won|couldn)['\u2019]t\b",
    re.IGNORECASE,
)


def _doubts(kind: Found, words: str, *, theirs: bool) -> tuple[str, ...]:
    """Say what reads as if the words were not so, not now or not about the one who speaks."""
    if kind not in _WHOEVERS and heard.is_of_another(words, in_own_words=theirs):
        return (f"{short(words)} speaks of somebody else; check whose {kind} it is.",)
    if (kind in _TROUBLE and heard.is_denied(words)) or (kind in _GOOD and _CANNOT.search(words)):
        return (f"{short(words)} reads as if this were not so; check before you take it as a {kind}.",)
    if kind is not Found.GOAL and heard.is_earlier(words):
        return (f"{short(words)} speaks of an earlier time; check that it holds now.",)
    return ()


def _proposal(kind: Found, words: str, matter: Matter, *, spoken: bool, doubts: tuple[str, ...]) -> Proposal | None:
    follow: tuple[tuple[str, str], ...] = ()
    because = f"said: “{words}”"
    if kind is Found.SYMPTOM:
        best = next(iter(matter.question.knowledge.find("symptom", words, limit=1)), None)
        known = best if best is not None and best.score >= NEAR else None
        if known and known.id in {s.entry for s in matter.chart.assessment.symptoms}:
            return None
        if known:
            follow = (("symptom.entry", known.label),)
            because = f"{because}; nearest in the library: {known.label}"
    return Proposal(
        words=words,
        follow=follow,
        because=because,
        key=ASKED[kind],
        voice=Voice.CLIENT if spoken else None,
        origin=Origin(author=Author.CLIENT if spoken else Author.THERAPIST),
        mended=frozenset(step for step, _ in follow),
        doubts=doubts,
    )


def _has(kind: Found, words: str, matter: Matter) -> bool:
    """Whether something in the chart says all of these words already, for this kind."""
    chart = matter.chart
    match kind:
        case Found.SYMPTOM:
            held = [s.words for s in chart.assessment.symptoms]
        case Found.PROBLEM:
            held = [p.words for p in chart.problems]
        case Found.GOAL:
            held = [g.words for g in chart.plan.goals]
        case _:
            held = [s.words for s in chart.snaps if s.kind is SnapKind(kind.value)]
    said = _stems(words)
    return any(said <= _stems(each) for each in held)


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(token.word) for token in tokens(words)) or frozenset({words.casefold()})

"""What somebody says freely, read into strengths, needs, symptoms, problems and goals: in their own words only.

A model may only point: each thing found is a quote. One that is not in the speech, word for word, is dropped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import Field, create_model

from planbot.chart import Author, Origin, SnapKind, Voice
from planbot.drafting import material
from planbot.drafting.base import Proposal
from planbot.drafting.material import Matter
from planbot.drafting.outputs import Drafted
from planbot.errors import DraftError
from planbot.knowledge.words import stem, tokens

MOST = 12
LONGEST = 140
"""Characters of a quote; more is not one thing that was said."""
NEAR = 0.6
"""From which likeness on a symptom of the library is named beside the words; a person can name another one."""


class Found(StrEnum):
    """What a piece of speech may tell of."""

    STRENGTH = "strength"
    NEED = "need"
    ABILITY = "ability"
    PREFERENCE = "preference"
    VALUE = "value"
    SYMPTOM = "symptom"
    PROBLEM = "problem"
    GOAL = "goal"


ASKED = {
    Found.STRENGTH: "snap.strengths",
    Found.NEED: "snap.needs",
    Found.ABILITY: "snap.abilities",
    Found.PREFERENCE: "snap.preferences",
    Found.VALUE: "snap.values",
    Found.SYMPTOM: "symptom.add",
    Found.PROBLEM: "problem.add",
    Found.GOAL: "goal.add",
}
"""The question that each of them answers."""


@dataclass(frozen=True)
class Quote:
    """Words of the speech, and where they stand in it."""

    words: str
    start: int


def shape(matter: Matter) -> type[Drafted]:
    """Return the model of the answer: kinds and quotes.

    Raises DraftError when there are no words to read.
    """
    if not material.speech(matter).strip():
        raise DraftError("There are no words to read yet; write down what was said first.")
    found = create_model(
        "FoundInSpeech", __base__=Drafted, kind=(Found, ...), quote=(str, Field(min_length=3, max_length=LONGEST))
    )
    return create_model("Reading", __base__=Drafted, found=(list[found], Field(max_length=MOST)))


def proposals(drafted: Any, matter: Matter) -> Iterator[Proposal]:
    """Yield what was found and is not in the chart yet, each as the answer to the question it belongs to."""
    speech = material.speech(matter)
    first_person = bool(_I.search(speech))
    seen = set()
    for each in drafted.found:
        quote = literally(each.quote, speech)
        if quote is None or (each.kind, quote.start) in seen or _has(each.kind, quote.words, matter):
            continue
        seen.add((each.kind, quote.start))
        proposal = _proposal(each.kind, quote.words, matter, own_words=first_person)
        if proposal is not None:
            yield proposal


_I = re.compile(r"\b(?:I|me|my|myself)\b|\bI['\u2019]", re.IGNORECASE)
"""Speech that holds one of these is the client's own; without any it is what somebody noted about them."""


def _proposal(kind: Found, words: str, matter: Matter, *, own_words: bool) -> Proposal | None:
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
        voice=Voice.CLIENT if own_words else None,
        origin=Origin(author=Author.CLIENT if own_words else Author.THERAPIST),
        mended=frozenset(step for step, _ in follow),
    )


def literally(quote: str, speech: str) -> Quote | None:
    """Return the words of *speech* that *quote* repeats, as they stand there; None when it does not.

    Case, white space and punctuation between words may differ. A "not" before them in the same clause comes along,
    or the quote would say the opposite.
    """
    words = re.findall(r"[^\W_]+", quote)
    if not words:
        return None
    pattern = r"[\W_]{1,4}".join(map(re.escape, words))
    match = re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", speech, re.IGNORECASE)
    if match is None:
        return None
    start = max((end.end() for end in _CLAUSE.finditer(speech, 0, match.start())), default=0)
    before = speech[start : match.start()]
    begin = start if _TURNS.search(before) else match.start()
    said = " ".join(speech[begin : match.end()].replace(";", ",").split())
    return Quote(said.strip(" ,.:-"), begin)


_CLAUSE = re.compile(r"[.,;:!?\n]\s*|\b(?:but|although|though|however|because|(?:and|or)(?= I\b))\b\s*", re.IGNORECASE)
_TURNS = re.compile(
    r"\b(?:not|no|never|nobody|nothing|neither|nor|without|hardly|barely|rarely|seldom|cannot|stopped|quit|used to"
    r"|[a-z]+n['\u2019]t|(?:do|does|did|is|are|was|were|wo|ca|could|would|should|have|has|had)nt)\b",
    re.IGNORECASE,
)
"""Words before a quote that turn its meaning round (the list is ours)."""


def _has(kind: Found, words: str, matter: Matter) -> bool:
    """Whether the chart holds these words already, for this kind."""
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
    return any(_stems(each) == said for each in held)


def _stems(words: str) -> tuple[str, ...]:
    return tuple(sorted(stem(token.word) for token in tokens(words))) or (words.casefold(),)

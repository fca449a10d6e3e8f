"""Asks for the drafts of the set one by one, through the same drafter as a conversation does."""

import re
import time
from collections.abc import Iterable
from typing import Any, Protocol

from planbot.drafting.base import Course, Proposal
from planbot.drafting.drafted import ModelDrafter, Writes
from planbot.drafting.evaluation.cases import Case, Expected
from planbot.drafting.evaluation.outcome import NOTHING, UNASKED, UNREADABLE, WORST, Asked, Outcome, Reading, Shown
from planbot.drafting.library import LibraryDrafter
from planbot.drafting.prompts import Prompt
from planbot.errors import DraftError
from planbot.flows import Question
from planbot.knowledge.words import stem, tokens
from planbot.rules import Finding

BESIDE = 3
"""How many of the library's proposals are counted as standing beside a draft."""
SHARED = 0.5
"""The share of the words of the shorter of two quotes that makes them the same one."""


class Sits(Protocol):
    """A conversation that stands at the question of a case."""

    @property
    def question(self) -> Question:
        """The question at hand."""

    def tried(self, proposal: Proposal) -> tuple[Finding, ...]:
        """Return what accepting *proposal* would cause, on a copy."""


class NoAnswerError(DraftError):
    """The model did not answer at all: no figure about drafts can be had from it."""


class Listening:
    """A model that keeps what it was last asked, and tells silence from a bad draft."""

    def __init__(self, model: Writes) -> None:
        self.model = model
        self.last: tuple[Prompt, dict[str, Any]] | None = None
        self.replies: list[Asked] = []

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.name

    def write(self, prompt: Prompt, schema: dict[str, Any], **more: Any) -> Any:
        """Ask the model.

        Raises NoAnswerError when it does not answer.
        """
        self.last = prompt, schema
        try:
            reply = self.model.write(prompt, schema, **more)
        except DraftError as failure:
            raise NoAnswerError(str(failure)) from None
        self.replies.append(
            Asked(
                seconds=reply.seconds,
                first=reply.first,
                tokens_in=reply.tokens_in,
                cached=reply.cached,
                tokens_out=reply.tokens_out,
                cut=reply.cut,
            )
        )
        return reply


def outcome(case: Case, model: Listening, sitting: Sits) -> Outcome:
    """Ask *model* for the draft of *case* and return what became of it.

    Raises NoAnswerError when the model does not answer.
    """
    model.replies, model.last = [], None
    began = time.perf_counter()
    course, why = "", ""
    proposals: list[Proposal] = []
    try:
        drafter = ModelDrafter(model, sitting.tried)
        proposals = list(drafter.propose(sitting.question, speech=case.speech))
    except NoAnswerError:
        raise
    except DraftError as refused:
        course, why = (UNREADABLE, "") if model.last else (UNASKED, str(refused))
    seconds = time.perf_counter() - began
    reached = [each.course for each in proposals if each.course is not None]
    return Outcome(
        case=case.id,
        task=case.task,
        course=course or (max(reached, key=WORST.index) if reached else NOTHING),
        why=why,
        shown=tuple(_shown(each, each.course or Course.FINDINGS) for each in proposals),
        library=_library(sitting),
        asked=tuple(model.replies),
        seconds=seconds,
        reading=read(case.expected, proposals) if case.speech else None,
    )


def _library(sitting: Sits) -> tuple[Shown, ...]:
    """What the library would show beside, judged in the same way: its patterns, or the words put together."""
    beside = []
    patterns = [each for each, _ in zip(LibraryDrafter().propose(sitting.question), range(BESIDE), strict=False)]
    if not patterns and (suggested := sitting.question.suggestion):
        patterns = [Proposal(words=suggested)]
    for proposal in patterns:
        findings = tuple(finding.rule for finding in sitting.tried(proposal))
        beside.append(Shown(words=proposal.words, course="library", findings=findings))
    return tuple(beside)


def _shown(proposal: Proposal, course: str) -> Shown:
    return Shown(
        words=proposal.words,
        course=course,
        findings=tuple(finding.rule for finding in proposal.findings),
        doubts=proposal.doubts,
        key=proposal.key,
    )


def read(expected: Iterable[Expected], proposals: Iterable[Proposal]) -> Reading:
    """Count what was found against what was to be found; each quote counts once."""
    wanted = [(each.kind, _stems(each.words)) for each in expected]
    found = [(kind_of(each.key), _stems(each.words)) for each in proposals]
    right = [any(kind == k and _same(words, w) for k, w in wanted) for kind, words in found]
    met = [any(kind == k and _same(words, w) for k, w in found) for kind, words in wanted]
    words_met = [any(_same(words, w) for _, w in found) for _, words in wanted]
    return Reading(expected=len(wanted), found=len(found), right=sum(right), met=sum(met), words_met=sum(words_met))


_KINDS = {"snap.strengths": "strength", "snap.needs": "need", "snap.abilities": "ability"} | {
    "snap.preferences": "preference", "snap.values": "value"
}  # fmt: skip


def kind_of(key: str) -> str:
    """Return what a proposal for the question *key* takes words for."""
    return _KINDS.get(key, re.split(r"[.:]", key)[0])


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(token.word) for token in tokens(words)) or frozenset(words.casefold().split())


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SHARED * min(len(one), len(other)) and bool(one & other)

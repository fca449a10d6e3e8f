"""Drafting with a model: asked, read strictly, checked on a copy of the chart, mended, and only then shown."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from pydantic import ValidationError

from planbot.chart import Author, Origin, Voice
from planbot.drafting.base import Course, Proposal, Tried
from planbot.drafting.material import Matter, gathered, matter_of
from planbot.drafting.mending import mended
from planbot.drafting.outputs import Drafted, Output, breaks_off, output, read
from planbot.drafting.privacy import StandIns, speaks_of_danger, stand_ins
from planbot.drafting.prompts import Prompt, Task, addition, render, tasks
from planbot.drafting.second_pass import SecondPass
from planbot.drafting.truth import doubts
from planbot.errors import DraftError
from planbot.flows import Question
from planbot.text import clean

REPAIRS = 2
"""How often a draft goes back to the model at most."""
TOLD = 5
"""How many findings the model is told at once at most."""
BROKEN_OFF = "The draft breaks off before anything in it is whole; write less."


class Writes(Protocol):
    """What a drafter needs of a model."""

    @property
    def name(self) -> str:
        """The name under which drafts are recorded."""

    def write(
        self,
        prompt: Prompt,
        schema: dict[str, Any],
        *,
        shown: Callable[[str], None] = ...,
        cancelled: Callable[[], bool] = ...,
    ) -> Any:
        """Return the reply to *prompt*; its ``text`` is JSON in the shape of *schema*."""


@dataclass(frozen=True)
class Sending:
    """A record of what was sent, without its text."""

    task: str
    model: str
    letters: int
    digest: str
    """SHA-256 of the text sent, in hexadecimal."""


def sending(prompt: Prompt, model: str) -> Sending:
    """Return the record of sending *prompt*."""
    return Sending(prompt.task.id, model, len(prompt.text), hashlib.sha256(prompt.text.encode()).hexdigest())


class ModelDrafter:
    """Drafts with a model. It never writes, and shows nothing the rules have not seen."""

    def __init__(
        self,
        model: Writes,
        tried: Tried,
        *,
        about_to_send: Callable[[Sending], None] = lambda _: None,
        replies: Callable[[Any], None] = lambda _: None,
        second: Callable[[], SecondPass | None] = lambda: None,
    ) -> None:
        self.model = model
        self.tried = tried
        self.about_to_send = about_to_send
        self.replies = replies
        """Given each reply as it comes, for measuring."""
        self._second = second

    def can(self, question: Question) -> bool:
        """Whether there is a task for this question, and the therapist is speaking."""
        return question.voice is Voice.THERAPIST and question.step.draft in tasks()

    def preview(self, question: Question, speech: str = "") -> Prompt:
        """Return exactly what would be sent first.

        Raises DraftError when there is no task for this question, or nothing it could rest on.
        """
        task = self._task(question)
        matter = matter_of(question, speech)
        output(task.output).shape(matter)
        names = stand_ins(question.chart, question.knowledge, speech, second=self._second())
        return self._hidden(render(task, gathered(task.inputs, matter)), names)

    def shape(self, question: Question, speech: str = "") -> dict[str, Any]:
        """Return the shape of the answer, which goes with the prompt: it names ids of the chart and no words of it."""
        return output(self._task(question).output).shape(matter_of(question, speech)).model_json_schema()

    def propose(
        self,
        question: Question,
        *,
        speech: str = "",
        shown: Callable[[tuple[str, ...]], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
        sent_back: Callable[[tuple[str, ...]], None] = lambda _: None,
    ) -> Iterator[Proposal]:
        """Yield what the model drafts for *question*, each with what it took and the findings that remain.

        A reply that was read and holds nothing new yields nothing: in some speech there is nothing to find. One that
        breaks off yields what was written to its end. *shown* is given what there is to see while it is being written;
        *sent_back* is told what was found in a draft before it goes back to the model.
        Raises DraftError in one sentence when there is no draft to be had, StoppedError when a person stopped it.
        """
        task = self._task(question)
        matter = matter_of(question, speech)
        kind = output(task.output)
        shape = kind.shape(matter)
        names = stand_ins(question.chart, question.knowledge, speech, second=self._second())
        prompt = first = self._hidden(render(task, gathered(task.inputs, matter)), names)
        judged: list[Proposal] = []
        rounds = 0
        while rounds <= REPAIRS:
            text = self._asked(prompt, shape, lambda so_far: shown(shape.so_far(names.back(so_far))), cancelled)
            found, faults = self._read(text, shape, kind, matter, names)
            better = [self._judged(each, matter) for each in found]
            if better and (not judged or _weight(better) <= _weight(judged)):
                judged = better
            if shape.points and not faults:
                break
            faults += [told for each in judged for told in (*each.doubts, *self._findings(each, question))]
            if not faults:
                break
            rounds += 1
            if rounds <= REPAIRS:
                sent_back(tuple(faults[:TOLD]))
            told = names.hide(addition(names.back(text), faults[:TOLD]))
            prompt = first._replace(material=f"{first.material}\n\n{told}")
        for each in judged:
            yield self._finished(each, matter, rounds)
        if not judged and faults:
            raise DraftError("The model's draft could not be read; draft from the library, or by hand.")

    def _task(self, question: Question) -> Task:
        if question.voice is not Voice.THERAPIST:
            raise DraftError("A model drafts for the therapist only, and never speaks with the client.")
        task = tasks().get(question.step.draft or "")
        if task is None:
            raise DraftError("There is nothing a model drafts at this question.")
        return task

    @staticmethod
    def _findings(proposal: Proposal, question: Question) -> list[str]:
        """What is wrong with a draft, without what tells of danger in the chart."""
        messages = (finding.message for finding in proposal.findings)
        return [message for message in messages if not speaks_of_danger(message, question.knowledge)]

    @staticmethod
    def _hidden(prompt: Prompt, names: StandIns) -> Prompt:
        return prompt._replace(material=names.hide(prompt.material))

    def _asked(
        self,
        prompt: Prompt,
        shape: type[Drafted],
        shown: Callable[[str], None],
        cancelled: Callable[[], bool],
    ) -> str:
        self.about_to_send(sending(prompt, self.model.name))
        reply = self.model.write(prompt, shape.model_json_schema(), shown=shown, cancelled=cancelled)
        self.replies(reply)
        return str(reply.text)

    def _read(
        self, text: str, shape: type[Drafted], kind: Output, matter: Matter, names: StandIns
    ) -> tuple[list[Proposal], list[str]]:
        """Return the proposals in a reply, or the faults that kept it from being read."""
        try:
            drafted, broken_off = read(shape, clean(names.back(text)))
        except ValidationError as error:
            if breaks_off(error):
                return [], [BROKEN_OFF]
            places = sorted({".".join(str(part) for part in each["loc"]) or "the whole" for each in error.errors()})
            return [], [f"The draft does not have the shape asked for, at {place}." for place in places]
        found = [replace(each, origin=self._origin(each)) for each in kind.proposals(drafted, matter)]
        if broken_off:
            # Nobody knows what is missing; a person has to see that something may be.
            found = [replace(each, because=f"{each.because}; the reply broke off, there may be more") for each in found]
        return found, [BROKEN_OFF] if broken_off and not found else []

    def _origin(self, proposal: Proposal) -> Origin:
        """Who wrote the words: the model, unless it only found what a person said."""
        author = proposal.origin.author if proposal.origin else Author.MODEL
        return Origin(author=author, source=self.model.name)

    def _judged(self, proposal: Proposal, matter: Matter) -> Proposal:
        doubted = (*proposal.doubts, *doubts(proposal, matter))
        return replace(proposal, doubts=tuple(dict.fromkeys(doubted)), findings=self.tried(proposal))

    def _finished(self, proposal: Proposal, matter: Matter, rounds: int) -> Proposal:
        if not proposal.findings and not proposal.doubts:
            return replace(proposal, course=Course.REPAIRED if rounds else Course.CLEAN)
        better = mended(proposal, matter)
        if better != proposal:
            lasting = tuple(doubt for doubt in proposal.doubts if doubt not in doubts(proposal, matter))
            better = self._judged(replace(better, doubts=lasting), matter)
            if not better.findings and not better.doubts:
                return replace(better, course=Course.MENDED)
            proposal = better if _weight([better]) <= _weight([proposal]) else proposal
        return replace(proposal, course=Course.FINDINGS)


def _weight(proposals: list[Proposal]) -> int:
    return sum(len(each.findings) + len(each.doubts) for each in proposals)

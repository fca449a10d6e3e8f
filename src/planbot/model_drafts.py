"""What a model may draft in a conversation: whether it may be asked, what would be sent, and what comes of it.

A model is asked only for the therapist, and only when every gate is open. Each sending is recorded before it
happens; what cannot be recorded is not sent.
"""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from planbot.chart import Voice
from planbot.drafting import Proposal
from planbot.drafting.drafted import ModelDrafter, Sending, Writes
from planbot.drafting.gates import Gate, closed, gates
from planbot.drafting.prompts import Prompt, tasks
from planbot.drafting.provider import Provider, provider
from planbot.drafting.second_pass import second_pass
from planbot.errors import AnswerError, DraftError
from planbot.flows import Question
from planbot.rules import Area, Finding, Severity
from planbot.session import Session, Turn
from planbot.settings import Settings


class Logs(Protocol):
    """What drafting needs of the store."""

    def note_sending(self, sent: Sending, client: str | None) -> None:
        """Record durably what is about to be sent, without its text; raises StoreError when it cannot."""


def open_model(where: Provider) -> Writes:
    """Return the model at *where*, ready to be asked; nothing is sent yet."""
    from planbot.drafting.model import Model

    return Model(where)


class ModelDrafts:
    """Drafting with a model in one session. Without a model in the settings it offers nothing."""

    def __init__(
        self,
        session: Session,
        log: Logs,
        settings: Callable[[], Settings],
        opens: Callable[[Provider], Writes] = open_model,
    ) -> None:
        self.session = session
        self._log = log
        self._settings = settings
        self._opens = opens
        self._seen: set[tuple[Provider, str]] = set()
        self._model: tuple[Provider, Writes] | None = None

    @property
    def provider(self) -> Provider | None:
        """Which model is set, and where it is; raises DraftError when the settings cannot be read as one."""
        settings = self._settings()
        return provider(settings.model, settings.model_address)

    @property
    def can_ask(self) -> bool:
        """Whether a model is set, and there is something it could draft for the therapist at the question shown."""
        turn = self.session.turn
        if not self._settings().model or turn.question is None or turn.voice is not Voice.THERAPIST:
            return False
        return turn.question.step.draft in tasks()

    @property
    def gates(self) -> tuple[Gate, ...]:
        """Everything that has to be open before a model is asked at this question."""
        asked, session = self._asked(), self.session
        task = asked.step.draft or ""
        settings, voice = self._settings(), session.turn.voice
        return gates(session.chart, self.provider, settings, task, voice, session.knowledge, session.today)

    @property
    def seen(self) -> bool:
        """Whether the text may go at once: it stays on this computer, or a person looked at such a text before."""
        where = self.provider
        return where is not None and (where.stays_here or (where, self._asked().step.draft or "") in self._seen)

    def was_seen(self) -> None:
        """Note that a person looked at the exact text of this kind of draft and lets it go there."""
        if where := self.provider:
            self._seen.add((where, self._asked().step.draft or ""))

    def preview(self, speech: str = "") -> Prompt:
        """Return exactly what would be sent first.

        Raises DraftError when there is nothing to draft here, or nothing it could rest on.
        """
        return self._drafter(_Unasked(), self.session.turn).preview(self._asked(), speech)

    def shape(self, speech: str = "") -> dict[str, Any]:
        """Return the shape of the answer that would be asked for with it."""
        return self._drafter(_Unasked(), self.session.turn).shape(self._asked(), speech)

    def consent(self, gate: Gate) -> Turn:
        """Record today's yes of the client to what *gate* asks for, and come back to the question at hand.

        Raises AnswerError when the gate is not one that a consent opens.
        """
        session, before = self.session, self.session.turn
        if not gate.ask or before.question is None:
            raise AnswerError("No consent of the client opens this.")
        key, looking = before.question.key, before.looking
        session.look(gate.ask)
        session.answer("yes")
        turn = session.resume()
        return session.look(key) if looking or turn.question is None or turn.question.key != key else turn

    def drafts(
        self,
        *,
        speech: str = "",
        shown: Callable[[tuple[str, ...]], None] = lambda _: None,
        sent_back: Callable[[tuple[str, ...]], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Proposal]:
        """Yield what the model drafts for the question shown, checked and mended, with what remains doubtful.

        Nothing is yielded when the model was asked and has nothing new: that is an answer, and no error. *shown* is
        given the sentences as they grow, *sent_back* what was found before a draft goes back. It may run in a thread.
        Raises DraftError in one sentence, StoppedError when *cancelled*, StoreError when the sending cannot be
        recorded.
        """
        turn, where = self.session.turn, self.provider
        if shut := closed(self.gates):
            raise DraftError(f"{shut[0].says} {shut[0].mend}".strip())
        if where is None or not self.seen:
            raise DraftError("Nothing is sent to another computer before a person has looked at it.")
        drafter = self._drafter(self._opened(where), turn)
        yield from drafter.propose(self._asked(), speech=speech, shown=shown, sent_back=sent_back, cancelled=cancelled)

    def _asked(self) -> Question:
        question = self.session.turn.question
        if question is None:
            raise DraftError("No question is waiting for an answer here.")
        return question

    def _opened(self, where: Provider) -> Writes:
        if self._model is None or self._model[0] != where:
            self._model = where, self._opens(where)
        return self._model[1]

    def _drafter(self, model: Writes, turn: Turn) -> ModelDrafter:
        # What the store cannot record raises there, and is not sent.
        client = turn.chart.id
        return ModelDrafter(
            model,
            lambda proposal: self._tried(proposal, turn),
            about_to_send=lambda sent: self._log.note_sending(sent, client),
            second=lambda: second_pass(self._settings()),
        )

    def _tried(self, proposal: Proposal, turn: Turn) -> tuple[Finding, ...]:
        """Return what accepting a draft would cause; words that cannot be read as an answer are a finding too."""
        try:
            return self.session.caused(proposal, turn)
        except AnswerError as error:
            return (_unreadable(turn, str(error)),)


class _Unasked:
    """Stands where a model would, for looking at what would be sent."""

    name = ""

    def write(self, *_: object, **__: object) -> object:
        """Write nothing: it is never asked."""
        raise DraftError("Nothing is sent for a preview.")


def _unreadable(turn: Turn, says: str) -> Finding:
    return Finding(
        rule="draft-not-an-answer",
        severity=Severity.ERROR,
        area=Area.REVIEW,
        at=turn.question.key if turn.question else "",
        message=says,
        why="An answer that cannot be read would not reach the plan.",
        fix="Write the answer in the form asked for.",
        ask=None,
        sources=("practice",),
        heuristic=False,
    )

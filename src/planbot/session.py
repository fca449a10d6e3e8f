"""One person, or two side by side, answering one flow: the only writer of charts.

An answer is saved before the next question is shown, so that nothing acknowledged can be lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Protocol

from planbot.chart import Author, Chart, Origin, Signature, SkipReason, Voice
from planbot.chart.signed import same_plan, unsigned, with_signature
from planbot.drafting import Proposal, library
from planbot.errors import AnswerError
from planbot.flows import Asking, Flow, Progress, Question, apply, flow, flows, forgotten, skipped, withdrawn
from planbot.knowledge import Knowledge
from planbot.knowledge.entries import Safety
from planbot.knowledge.scoring import SAFETY
from planbot.rules import Area, Finding, Severity, check
from planbot.rules.reading.likeness import Likeness, Shared
from planbot.text import clean

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\uff07\u00b4`", "'"))
"""The apostrophes that keyboards and telephones write, all as the plain one."""


class Saves(Protocol):
    """What a session needs of the store."""

    def append(self, chart: Chart, *, based_on: int, did: str, key: str | None = None, voice: str | None = None) -> int:
        """Save durably and return the new revision's number."""


@dataclass(frozen=True)
class Turn:
    """Where a conversation stands after a step: everything a front end draws."""

    chart: Chart
    revision: int
    voice: Voice
    question: Question | None
    """The question to show, or None when the flow is done or the other person must go on."""
    hand_over: Voice | None
    """Who must go on, when the next question is only for them."""
    findings: tuple[Finding, ...]
    progress: Progress
    looking: bool = False
    """Whether the question is one looked at again rather than the next one."""
    made: tuple[str, ...] = ()
    """Ids of the items the last answer made."""
    to_come: frozenset[str] = frozenset()
    """The keys of the questions still to be asked."""
    on_request: frozenset[str] = frozenset()
    """The keys of the questions asked only when a person opens them."""
    care: Safety | None = None
    """Fixed words of help to show now, after an answer that asks for them."""

    @cached_property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that nothing still to be asked will settle by itself."""
        return tuple(f for f in self.findings if not self.is_to_come(f))

    def is_to_come(self, finding: Finding) -> bool:
        """Return whether the conversation will still come to what a finding is about.

        What only a question on request would settle waits until the conversation is over: it may settle it too.
        """
        if finding.ask is None or finding.ask in self.on_request:
            return bool(self.to_come)
        return finding.ask in self.to_come

    @property
    def done(self) -> bool:
        """Whether nothing is left to ask of anyone."""
        return self.question is None and self.hand_over is None


class Session:
    """A conversation about one chart."""

    def __init__(  # noqa: PLR0913 - who talks with whom about what
        self,
        store: Saves,
        chart: Chart,
        revision: int,
        flow: Flow,
        knowledge: Knowledge,
        *,
        voice: Voice = Voice.THERAPIST,
        together: bool = True,
        today: date | None = None,
    ) -> None:
        self.store = store
        self.flow = flow
        self.knowledge = knowledge
        self.together = together
        self._today = today
        self._findings: tuple[Chart, tuple[Finding, ...]] | None = None
        self._others: Likeness | None = None
        self.turn = self._turn(chart, revision, voice)

    @property
    def chart(self) -> Chart:
        """The chart as saved last."""
        return self.turn.chart

    @property
    def today(self) -> date:
        """The day of the conversation."""
        return self._today or date.today()

    def answer(self, words: str, *, origin: Origin | None = None) -> Turn:
        """Take *words* as the answer to the question shown, save, and return the next turn.

        Raises AnswerError when the words cannot be read; then nothing is saved and nothing is lost.
        """
        question = self._asked()
        applied = apply(question, words, self._now(), origin)
        care = self._care(question, applied.chart, words)
        return self._save(applied.chart, "answered", question.key, made=applied.made, care=care)

    def heard(self, words: str) -> Safety | None:
        """Return the fixed words of help when the client says what asks for them.

        Whether the words can be read as an answer, or saved, makes no difference: a front end that has to
        refuse them shows the help all the same.
        """
        if self.turn.voice is not Voice.CLIENT:
            return None
        safety = self.knowledge.safety
        said = " ".join(clean(words).casefold().translate(_APOSTROPHES).split())
        return safety if any(phrase.casefold() in said for phrase in safety.phrases) else None

    def accept(self, proposal: Proposal, *, words: str | None = None) -> Turn:
        """Take a proposal, edited or not, as ordinary answers saved in one revision.

        With *words* the main answer is the edited one. A following answer that cannot be read here
        is left to be asked. A proposal for another question than the one at hand answers that one, and what
        stands there stays.
        """
        question = self._proposed(proposal)
        origin = _origin(proposal, question.step.id)
        if words is not None and words != proposal.words and origin:
            origin = origin.model_copy(update={"edited": True})
        at = self._now()
        said = proposal.words if words is None else words
        applied = apply(question, said, at, origin, beside=bool(proposal.key))
        chart = applied.chart
        suffix = f":{applied.made[0]}" if applied.made else ""
        if not question.adds or applied.made:
            for step, follow in proposal.follow:
                following = self._find(f"{step}{suffix}", replace(self._asking(), chart=chart))
                if following is not None:
                    try:
                        chart = apply(following, follow, at, _origin(proposal, step)).chart
                    except AnswerError:
                        continue
        care = self._care(question, chart, words) if words else None
        did = "accepted a proposal" if proposal.course is None else "reviewed and accepted a model's draft"
        return self._save(chart, did, question.key, made=applied.made, care=care)

    def proposals(self) -> Iterator[Proposal]:
        """Yield what the library proposes for the question shown, each with the findings it would cause."""
        question = self.turn.question
        if question is None or not question.step.draft:
            return
        for proposal in library.LibraryDrafter().propose(question):
            yield replace(proposal, findings=self.caused(proposal, self.turn))

    def caused(self, proposal: Proposal, turn: Turn) -> tuple[Finding, ...]:
        """Return the findings that accepting *proposal* at *turn* would cause, tried on a copy of the chart."""
        trial = Session(_Nowhere(), turn.chart, turn.revision, self.flow, self.knowledge, today=self.today)
        trial.turn = turn
        after = trial.accept(proposal)
        standing = {(f.rule, f.at) for f in turn.findings}
        new = (f for f in after.findings if (f.rule, f.at) not in standing)
        return tuple(f for f in new if f.severity is not Severity.ADVICE and not after.is_to_come(f))

    def skip(self, reason: SkipReason) -> Turn:
        """Pass the question over for *reason* and go on."""
        question = self._asked()
        return self._save(skipped(question, reason, self._now()), f"skipped: {reason}", question.key)

    def withdraw(self, key: str) -> Turn:
        """Take an answer back; the question is open again. Undo brings it back."""
        question = self._find(key, self._asking()) or flow("plan").closed(self._asking(), key)
        chart = withdrawn(question) if question else forgotten(self.chart, key)
        return self._save(chart, "withdrew", key)

    def back(self) -> Turn:
        """Look at the settled question before the one shown, its answer still there."""
        key = self.turn.question.key if self.turn.question else None
        question = self.flow.before(self._asking(), key)
        return self._look(question) if question else self.turn

    def look(self, key: str) -> Turn:
        """Look at any question by its key, in this flow or another, to answer it again.

        Raises AnswerError when the question is not reachable in this chart.
        """
        question = self._find(key, self._asking())
        if question is None:
            raise AnswerError("That question does not come up in this plan as it stands.")
        if not question.askable:
            other = Voice.CLIENT if self.turn.voice is Voice.THERAPIST else Voice.THERAPIST
            self.turn = replace(self.turn, voice=other)
            question = self._find(key, self._asking()) or question
        return self._look(question)

    def resume(self) -> Turn:
        """Leave a question looked at and return to the next one."""
        self.turn = self._turn(self.chart, self.turn.revision, self.turn.voice)
        return self.turn

    def speak(self, voice: Voice) -> Turn:
        """Change who is speaking; a question looked at stays in view if they can answer it."""
        looked = self.turn.question.key if self.turn.looking and self.turn.question else None
        self.turn = self._turn(self.chart, self.turn.revision, voice)
        if looked and (question := self._find(looked, self._asking())) and question.askable:
            return self._look(question)
        return self.turn

    def replaced(self, chart: Chart, revision: int) -> Turn:
        """Go on from a chart the store gave: after undo, after signing, or after another window saved."""
        self.turn = self._turn(chart, revision, self.turn.voice)
        return self.turn

    def compare(self, others: Likeness) -> Shared:
        """Hold this plan against *others* from now on; return how much of its wording also stands in them."""
        self._others, self._findings = others, None
        walked = self.flow.walk(self._asking(), together=self.together)
        self.turn = replace(self.turn, findings=self._check(self.chart, walked.keys))
        return others.shared(self.chart, self.knowledge)

    def changed(self, chart: Chart, did: str, key: str | None = None) -> Turn:
        """Save a chart changed outside the flow, such as a waiver or a signature, and go on."""
        return self._save(chart, did, key)

    def signed(self, signature: Signature) -> Turn:
        """Save a signature a person gave to the plan as it is."""
        return self._save(with_signature(self.chart, signature), f"signed by the {signature.signer}", None)

    def _asked(self) -> Question:
        if self.turn.question is None:
            raise AnswerError("No question is waiting for an answer here.")
        return self.turn.question

    def _proposed(self, proposal: Proposal) -> Question:
        """Return the question a proposal answers, in the voice of whoever said the words."""
        asked = self._asked()
        if not proposal.key and proposal.voice is None:
            return asked
        asking = replace(self._asking(), voice=proposal.voice or self.turn.voice)
        found = self._find(proposal.key or asked.key, asking)
        if found is None:
            raise AnswerError("That question does not come up in this plan as it stands.")
        return found

    def _asking(self) -> Asking:
        return Asking(self.turn.chart, self.knowledge, self.turn.voice, self.today)

    def _find(self, key: str, asking: Asking) -> Question | None:
        if found := self.flow.find(asking, key):
            return found
        step = key.partition(":")[0]
        for other in flows().values():
            if step in other.step_ids and (found := other.find(asking, key)):
                return found
        return None

    def _look(self, question: Question) -> Turn:
        self.turn = replace(self.turn, question=question, hand_over=None, looking=True, made=(), care=None)
        return self.turn

    def _save(
        self, chart: Chart, did: str, key: str | None, *, made: tuple[str, ...] = (), care: Safety | None = None
    ) -> Turn:
        revision = self.turn.revision
        if chart.participation.signatures and not same_plan(self.chart, chart):
            chart = unsigned(chart)
        if chart != self.chart:
            revision = self.store.append(chart, based_on=revision, did=did, key=key, voice=self.turn.voice)
        self.turn = replace(self._turn(chart, revision, self.turn.voice), made=made, care=care)
        return self.turn

    def _turn(self, chart: Chart, revision: int, voice: Voice) -> Turn:
        walked = self.flow.walk(Asking(chart, self.knowledge, voice, self.today), together=self.together)
        question, hand_over = walked.next, None
        if question is not None and not question.askable:
            hand_over = Voice.CLIENT if voice is Voice.THERAPIST else Voice.THERAPIST
            question = None
        findings = self._check(chart, walked.keys)
        return Turn(
            chart,
            revision,
            voice,
            question,
            hand_over,
            findings,
            walked.progress,
            to_come=walked.open,
            on_request=walked.on_request,
        )

    def _check(self, chart: Chart, reachable: frozenset[str]) -> tuple[Finding, ...]:
        if self._findings is None or self._findings[0] is not chart:
            found = check(chart, self.knowledge, today=self.today, others=self._others)
            self._findings = (chart, found)
        strays = (
            _stray(key) for key in chart.answers if key.partition(":")[0] in self.flow.step_ids and key not in reachable
        )
        return (*self._findings[1], *strays)

    def _care(self, question: Question, chart: Chart, words: str) -> Safety | None:
        """Return the fixed words of help when this answer asks for them; planbot infers nothing from it."""
        safety = self.knowledge.safety
        if _flagged(chart) - _flagged(question.chart):
            return safety
        return self.heard(words)

    @staticmethod
    def _now() -> datetime:
        return datetime.now(UTC)


def _origin(proposal: Proposal, step: str) -> Origin | None:
    """Return who wrote the answer to *step*: the library, where it put something right in a model's draft."""
    return Origin(author=Author.LIBRARY) if step in proposal.mended else proposal.origin


def _flagged(chart: Chart) -> set[str]:
    return {score.id for score in chart.assessment.scores if SAFETY in score.flags}


class _Nowhere:
    """Keeps nothing: for trying out what a proposal would lead to."""

    def append(self, chart: Chart, *, based_on: int, did: str, key: str | None = None, voice: str | None = None) -> int:
        """Return the revision there was."""
        del chart, did, key, voice
        return based_on


def _stray(key: str) -> Finding:
    return Finding(
        rule="answer-no-longer-asked",
        severity=Severity.ADVICE,
        area=Area.REVIEW,
        at=key.partition(":")[2] or key,
        message="An answer stands to a question that no longer comes up.",
        why="An answer behind a closed branch would be in the record but not in the plan.",
        fix="Withdraw it, or change the answer that closed the branch.",
        ask=key,
        sources=("practice",),
        heuristic=False,
    )

"""What a step, a question and a flow are. The next question is a pure function of the chart.

A flow is a list of blocks: a ``Step`` asks once, an ``Each`` asks its steps for every item of a room and
then whether there is another. Nothing but the chart remembers where a conversation is, so a crash, an
upgrade or an import cannot lose the place.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from planbot.chart import Answer, Chart, Item, Skip, SkipReason, Voice
from planbot.flows.answers import AnswerKind, Option
from planbot.flows.places import Into
from planbot.knowledge import Knowledge


def always(_question: "Question") -> bool:
    """Ask in every case."""
    return True


@dataclass(frozen=True)
class Step:
    """One question of an interview: its words for either voice, the kind of answer, and where it goes."""

    id: str
    answer: AnswerKind | Callable[["Question"], AnswerKind]
    into: Into
    therapist: str = ""
    """The wording for the therapist; empty when only the client can answer."""
    client: str = ""
    """The wording for the client; empty when only the therapist can answer."""
    help: str = ""
    """A sentence shown on request: why this is asked, or an example."""
    when: Callable[["Question"], bool] = always
    done: Callable[["Question"], bool] | None = None
    """Whether the chart already holds the answer; by default, whether the question was answered."""
    draft: str | None = None
    """What can be drafted here: a task of the prompts, something the library proposes, or both."""
    suggest: Callable[["Question"], str] | None = None
    """Words to start from, put into the answer box; nothing is saved until a person says so."""
    standing: Callable[["Question"], Sequence[str]] | None = None
    """What an answer would replace, one by one, where several things are answered at once."""
    names: Callable[["Question"], dict[str, str]] | None = None
    """Further words the wording may use in braces."""
    on_request: bool | Callable[["Question"], bool] = False
    """Whether it is asked only when a person opens it, from the plan or a finding."""


@dataclass(frozen=True)
class Add(Step):
    """The question that makes a new item; asked again after each one until the answer is no."""

    naming: str = ""
    """The id of the step by whose answer the new item is known."""
    make: Callable[["Question", str], Item] = field(kw_only=True, default=None)  # type: ignore[assignment]
    """Makes the item from the question and one value, under the room's next id; or returns one that is there
    already and now belongs here too."""
    room: str = ""
    again_therapist: str = ""
    again_client: str = ""


@dataclass(frozen=True)
class Each:
    """Steps asked for every item of a room, and the question that adds another."""

    over: Callable[[Chart, Any], Sequence[Item]]
    """The items, given the chart and the item of the block around, if any."""
    steps: tuple["Block", ...]
    add: Add | None = None

    def met(self, asking: "Asking", item: Any) -> Sequence[Any]:
        """Return the items the steps are asked of."""
        return self.over(asking.chart, item)


@dataclass(frozen=True)
class EachKnown(Each):
    """Steps asked for every entry of the library that concerns a chart."""

    over: Callable[[Chart, Any], Sequence[Item]] = field(default=lambda _chart, _item: (), kw_only=True)
    steps: tuple["Block", ...] = field(kw_only=True)
    known: Callable[["Asking"], Sequence[Any]] = field(kw_only=True)
    """The entries that concern this chart, each with an id."""

    def met(self, asking: "Asking", item: Any) -> Sequence[Any]:  # noqa: ARG002 - the library knows no item around
        """Return the entries the steps are asked of."""
        return self.known(asking)


Block = Step | Each


class _Names(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "it"


@dataclass(frozen=True)
class Asking:
    """What a question is asked of and by whom."""

    chart: Chart
    knowledge: Knowledge
    voice: Voice
    today: date


@dataclass(frozen=True)
class Question:
    """A step met with an item and a voice."""

    step: Step
    asking: Asking
    item: Any = None
    items: tuple[Item, ...] = ()
    """For a question that adds: the items there are already."""
    key: str = field(init=False, repr=False, compare=False)
    """The question's identity, such as ``objective.baseline:o1``."""

    def __post_init__(self) -> None:
        key = self.step.id if self.item is None else f"{self.step.id}:{self.item.id}"
        object.__setattr__(self, "key", key)

    @property
    def chart(self) -> Chart:
        """The chart the question is about."""
        return self.asking.chart

    @property
    def knowledge(self) -> Knowledge:
        """The library."""
        return self.asking.knowledge

    @property
    def voice(self) -> Voice:
        """Who is speaking."""
        return self.asking.voice

    @property
    def today(self) -> date:
        """The day of the conversation."""
        return self.asking.today

    @property
    def room(self) -> str:
        """What the question is about, the first part of its key."""
        return self.step.id.partition(".")[0]

    @cached_property
    def answer(self) -> AnswerKind:
        """How the question may be answered."""
        if hasattr(self.step.answer, "parse"):
            return self.step.answer  # type: ignore[return-value]
        return self.step.answer(self)

    @property
    def for_client(self) -> bool:
        """Whether the client can answer it."""
        return bool(self.step.client)

    @property
    def askable(self) -> bool:
        """Whether the person speaking can answer it."""
        return bool(self._words(self.voice))

    def _words(self, voice: Voice) -> str:
        step = self.step
        if isinstance(step, Add) and self.items:
            again = step.again_client if voice is Voice.CLIENT else step.again_therapist
            if again:
                return again
        return step.client if voice is Voice.CLIENT else step.therapist

    @cached_property
    def text(self) -> str:
        """The question in words for the person speaking."""
        return self._filled(self._words(self.voice))

    def _filled(self, words: str) -> str:
        if "{" not in words:
            return words
        names = _Names(
            client=self.chart.client.name,
            therapist=self.chart.client.clinician.name or "Therapist",
            it=self._it,
            count=str(len(self.items)),
        )
        goal = getattr(self.item, "goal", None)
        if goal and (found := self.chart.find(goal)):
            names["goal"] = found.words
        if self.step.names:
            names.update(self.step.names(self))
        return words.format_map(names)

    @property
    def _it(self) -> str:
        domain = self.knowledge.domains.get(getattr(self.item, "domain", ""))
        if domain is None:
            return naming(self.item)
        return domain.plain if self.voice is Voice.CLIENT else domain.label

    @property
    def help(self) -> str:
        """Why the question is asked, or an example."""
        return self._filled(self.step.help)

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be picked, for kinds of answer that offer something."""
        offered = getattr(self.answer, "offered", None)
        return offered(self) if offered else ()

    @property
    def given(self) -> Answer | None:
        """The answer that stands, if any."""
        return self.chart.answers.get(self.key)

    @property
    def skipped(self) -> Skip | None:
        """Why it was passed over, if it was."""
        return self.chart.skips.get(self.key)

    @property
    def adds(self) -> bool:
        """Whether an answer makes a new item."""
        return isinstance(self.step, Add)

    @property
    def answered(self) -> bool:
        """Whether the chart holds the answer."""
        if self.step.done is not None:
            return self.step.done(self)
        return self.key in self.chart.answers

    @property
    def open(self) -> bool:
        """Whether it is still to be asked: neither answered nor passed over."""
        return self.key not in self.chart.skips and not self.answered

    @property
    def on_request(self) -> bool:
        """Whether it is asked only when a person opens it."""
        return self.step.on_request(self) if callable(self.step.on_request) else self.step.on_request

    @property
    def suggestion(self) -> str:
        """Words to start from, or nothing."""
        return self.step.suggest(self) if self.step.suggest else ""


def naming(item: Any) -> str:
    """Return the words an item is known by, for use inside a question."""
    for name in ("words", "behaviour", "what", "name", "label"):
        words = getattr(item, name, None)
        if isinstance(words, str) and words:
            return words
    return "it"


@dataclass(frozen=True)
class Progress:
    """How far a flow is: questions settled of those reachable now."""

    settled: int
    total: int


@dataclass(frozen=True)
class Walked:
    """What one walk over a flow found."""

    next: Question | None
    progress: Progress
    keys: frozenset[str]
    """The keys of every reachable question."""
    open: frozenset[str]
    """Those of them still to be asked."""
    on_request: frozenset[str]
    """Those of them that are asked only when a person opens them."""


@dataclass(frozen=True)
class Flow:
    """An interview: what it is for, and its blocks in order."""

    id: str
    title: str
    about: str
    blocks: tuple[Block, ...]

    def questions(self, asking: Asking) -> Iterator[Question]:
        """Yield every reachable question in order, answered or not, whoever can answer it."""
        return _met(self.blocks, asking, None)

    def walk(self, asking: Asking, *, together: bool = True) -> Walked:
        """Go over the flow once: the next question, how far it is, and every reachable key.

        *together* hands over at a question only the other voice can answer; otherwise the next
        question is one the person speaking can answer. A question put off comes once more at the end.
        """
        following: Question | None = None
        later: Question | None = None
        settled, asked = 0, 0
        keys: list[str] = []
        to_come: list[str] = []
        on_request: list[str] = []
        skips = asking.chart.skips
        for question in self.questions(asking):
            keys.append(question.key)
            if question.on_request:
                on_request.append(question.key)
                continue
            asked += 1
            if (skip := skips.get(question.key)) is not None:
                settled += 1
                once = skip.reason is SkipReason.LATER and skip.times < 2
                if once and later is None and (together or question.askable):
                    later = question
            elif question.answered:
                settled += 1
            else:
                to_come.append(question.key)
                if following is None and (together or question.askable):
                    following = question
        progress = Progress(settled, asked)
        return Walked(following or later, progress, frozenset(keys), frozenset(to_come), frozenset(on_request))

    def next(self, asking: Asking, *, together: bool = True) -> Question | None:
        """Return the next question, or None when the flow is done."""
        return self.walk(asking, together=together).next

    def find(self, asking: Asking, key: str) -> Question | None:
        """Return the reachable question with this key, or None."""
        return next((q for q in self.questions(asking) if q.key == key), None)

    def closed(self, asking: Asking, key: str) -> Question | None:
        """Return the question with this key although it does not come up, so that its answer can be taken back."""
        step_id, _, item_id = key.partition(":")
        step = next((s for s in steps_in(self.blocks) if s.id == step_id), None)
        item = asking.chart.find(item_id)
        alone = {s.id for b in self.blocks for s in ((b,) if isinstance(b, Step) else (b.add,)) if s}
        if step is None or (item is None) is not (step_id in alone):
            return None
        question = Question(step, asking, item)
        return question if question.key == key else None

    def before(self, asking: Asking, key: str | None) -> Question | None:
        """Return the last settled question before *key* that the person speaking can answer."""
        found = None
        for question in self.questions(asking):
            if question.key == key:
                break
            if not question.open and question.askable and not (question.adds and question.items):
                found = question
        return found

    def strays(self, asking: Asking) -> tuple[str, ...]:
        """Return the keys of answers given to questions of this flow that are no longer reachable."""
        reachable = self.walk(asking).keys
        mine = self.step_ids
        return tuple(k for k in asking.chart.answers if k.partition(":")[0] in mine and k not in reachable)

    @cached_property
    def step_ids(self) -> frozenset[str]:
        """The ids of all steps of the flow."""
        return frozenset(step.id for step in steps_in(self.blocks))


def steps_in(blocks: Sequence[Block]) -> Iterator[Step]:
    """Yield every step of the blocks, those inside an ``Each`` too."""
    for block in blocks:
        if isinstance(block, Each):
            yield from steps_in(block.steps)
            if block.add:
                yield block.add
        else:
            yield block


def _met(blocks: Sequence[Block], asking: Asking, item: Any) -> Iterator[Question]:
    for block in blocks:
        if isinstance(block, Step):
            if (question := _reached(block, asking, item)) is not None:
                yield question
            continue
        items = tuple(block.met(asking, item))
        for each in items:
            yield from _met(block.steps, asking, each)
        if block.add and (question := _reached(block.add, asking, item, items)) is not None:
            yield question


def _reached(step: Step, asking: Asking, item: Any, items: tuple[Item, ...] = ()) -> Question | None:
    question = Question(step, asking, item, items)
    return question if step.when is always or step.when(question) else None

"""What the tests of the screens are made with: small flows, a quick store, and a person at the keyboard."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Static
from typing_extensions import override

from planbot.chart import Chart, Client, Clinician, Goal, Voice
from planbot.flows import Each, Flow, Step
from planbot.flows.answers import AnswerKind, Text
from planbot.flows.base import Add, Question
from planbot.flows.places import Field, Name
from planbot.knowledge import Knowledge
from planbot.session import Session
from planbot.store import Kdf, Store
from planbot.tui.app import PlanbotApp
from planbot.tui.screens.session import SessionScreen
from planbot.tui.widgets.conversation import Bubble
from planbot.tui.widgets.desk import Desk

TODAY = date(2026, 11, 23)
PASSPHRASE = "violet ladder sixty comet"
QUICK = Kdf(memory_kib=64, time=1, lanes=1)


def a_chart(**more: Any) -> Chart:
    """Return the chart of a client nobody has asked anything yet."""
    client = Client(name="Sam", clinician=Clinician(name="Dr. Lee"))
    return Chart(id="c1", created=datetime(2026, 11, 23, 9, tzinfo=UTC), client=client, **more)


def a_store(folder: Path, *charts: Chart) -> Store:
    """Return an unlocked store with *charts* in it."""
    store, _ = Store.create(folder, PASSPHRASE, kdf=QUICK)
    for chart in charts:
        store.add_client(chart)
    return store


def one(answer: AnswerKind, **more: Any) -> Flow:
    """Return a flow that asks one question of this kind, and then another in words."""
    first = Step(
        "talk.first",
        answer,
        Field("intake.social", make=str),
        therapist="What is it?",
        client="What is it to you?",
        **more,
    )
    return Flow("one", "One question", "", (first, words_step("talk.second", "And then?", "intake.legal")))


def words_step(step_id: str, asked: str, path: str, **more: Any) -> Step:
    """Return a step asked of either voice, answered in words."""
    return Step(step_id, Text(), Field(path), therapist=asked, client=f"{asked} (you)", **more)


def _goal(question: Question, words: str) -> Goal:
    return Goal(id=question.chart.next_id("goals"), words=words, voice=question.voice)


GOALS = Flow(
    "sample",
    "A small plan",
    "",
    (
        words_step("intake.presenting", "What brings {client} here?", "intake.presenting"),
        Each(
            over=lambda chart, _: chart.plan.goals,
            steps=(Step("goal.words", Text(), Name("words"), therapist="The goal?", client="Your goal?"),),
            add=Add(
                "goal.add",
                Text(),
                Name("words"),
                therapist="A goal?",
                client="What do you want?",
                again_therapist="Another goal?",
                again_client="Anything else?",
                naming="goal.words",
                make=_goal,
                room="goals",
            ),
        ),
        Step("client.only", Text(), Field("intake.supports"), client="Who helps you?"),
        Step("therapist.only", Text(), Field("intake.legal"), therapist="What is the risk?"),
    ),
)
"""Words, goals one after another, a question only for the client and one only for the therapist."""


class Practice(PlanbotApp):
    """planbot, opened on a session at once; where it would go to review is only noted."""

    def __init__(self, session: Session, store: Store, **more: Any) -> None:
        super().__init__(store.folder, knowledge=session.knowledge, store=store, today=TODAY, **more)
        self.session = session
        self.reviewed = 0

    def open_caseload(self) -> None:
        assert self.store is not None
        if self.store is not self.session.store:  # opened again after a lock
            opened = self.store.open_chart(self.session.chart.id)
            flow, knowledge = self.session.flow, self.session.knowledge
            self.session = Session(self.store, opened.chart, opened.revision, flow, knowledge, today=TODAY)
        self.push_screen(SessionScreen(self.session, self.store, self.session.chart.id))

    @override
    def open_review(self, session: Session) -> None:
        self.reviewed += 1


@dataclass
class Talk:
    """A person at the keyboard of a session."""

    app: Practice
    pilot: Pilot[None]
    session: Session
    store: Store
    messages: list[Message]

    @property
    def screen(self) -> SessionScreen:
        """The session screen, wherever it is on the stack."""
        return next(s for s in self.app.screen_stack if isinstance(s, SessionScreen))

    @property
    def desk(self) -> Desk:
        """What lies before the two people."""
        return self.screen.desk

    @property
    def chart(self) -> Chart:
        """The chart as the store holds it."""
        return self.store.open_chart("c1").chart

    @property
    def box(self) -> str:
        """The words in the answer box."""
        return self.desk.box.words.text

    @property
    def below(self) -> str:
        """What stands under the answer box."""
        return str(self.desk.box.query_one("#below").render())

    @property
    def said(self) -> list[str]:
        """Everything in the conversation, a bubble each, without its drawing."""
        return [str(bubble._body) for bubble in self.desk.talk.query(Bubble)]

    @property
    def asked(self) -> str:
        """The words of the screen in front, a short question or the words of care."""
        return "\n".join(str(part.render()) for part in self.app.screen.query(Static))

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait for something that a timer or a thread brings; fail when it does not come."""
        for _ in range(500):
            if reached():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("It never came.")

    async def type(self, text: str) -> None:
        """Type *text* key by key."""
        for character in text:
            await self.pilot.press({" ": "space"}.get(character, character))

    async def put(self, text: str) -> None:
        """Have *text* in the box at once, as pasting does."""
        self.desk.box.words.insert(text)
        await self.settle()

    async def answer(self, text: str) -> None:
        """Type *text* and send it."""
        await self.put(text)
        await self.press("enter")

    async def press(self, *keys: str) -> None:
        """Press keys and wait for what they do."""
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait until no message is on its way any more: each climbs from widget to widget, a step at a time."""
        for _ in range(100):
            await self.pilot.pause(0)
            nodes = [self.app, *self.app.screen_stack, *(w for s in self.app.screen_stack for w in s.query("*"))]
            if all(node._message_queue.empty() for node in nodes):
                return
        raise AssertionError("Messages go round without end.")

    def seen(self) -> str:
        """The text of the screen as it is painted."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


@asynccontextmanager
async def talking(  # noqa: PLR0913  (what a person may sit down with)
    folder: Path,
    knowledge: Knowledge,
    flow: Flow,
    *,
    chart: Chart | None = None,
    voice: Voice = Voice.THERAPIST,
    size: tuple[int, int] = (100, 30),
) -> AsyncIterator[Talk]:
    """Open a session on *flow* and sit down at it."""
    store = a_store(folder, chart or a_chart())
    opened = store.open_chart("c1")
    session = Session(store, opened.chart, opened.revision, flow, knowledge, voice=voice, today=TODAY)
    app = Practice(session, store)
    messages: list[Message] = []
    with store:
        async with app.run_test(size=size, message_hook=messages.append) as pilot:
            await pilot.pause()
            yield Talk(app, pilot, session, store, messages)

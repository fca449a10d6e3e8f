"""Models that say what they are told to, and questions to draft for."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from planbot.chart import Chart, Voice
from planbot.drafting import Proposal
from planbot.drafting.drafted import ModelDrafter
from planbot.drafting.heard import parts
from planbot.drafting.prompts import Prompt, tasks
from planbot.flows import Asking, Question, flow
from planbot.knowledge import load
from planbot.rules.pages.examples import TODAY
from planbot.session import Session
from tests.session.talking import Watching


@dataclass(frozen=True)
class Said:
    """A reply, as a drafter needs it."""

    text: str


@dataclass
class Scripted:
    """A model that gives the same replies in the same order, the last one again and again."""

    drafts: list[Any]
    prompts: list[Prompt] = field(default_factory=list)
    schemas: list[dict[str, Any]] = field(default_factory=list)
    name: str = "scripted"

    def write(self, prompt: Prompt, schema: dict[str, Any], **_: Any) -> Said:
        """Return the next reply."""
        self.prompts.append(prompt)
        self.schemas.append(schema)
        draft = self.drafts[min(len(self.prompts), len(self.drafts)) - 1]
        return Said(draft if isinstance(draft, str) else json.dumps(draft))


def talked(chart: Chart, key: str) -> Session:
    """Return a session that looks at the question with this key."""
    session = Session(Watching(), chart, 1, flow("plan"), load(), today=TODAY)
    session.look(key)
    return session


def drafter(session: Session, *drafts: Any) -> ModelDrafter:
    """Return a drafter whose model says *drafts*, judged by the rules on a copy of the session's chart."""
    return ModelDrafter(Scripted(list(drafts)), lambda proposal: session.caused(proposal, session.turn))


def drafted(session: Session, *drafts: Any, speech: str = "") -> list[Proposal]:
    """Return what comes of a model that says *drafts* at the session's question."""
    question = session.turn.question
    assert question is not None
    return list(drafter(session, *drafts).propose(question, speech=speech))


def read_as(speech: str, *pairs: tuple[str, str]) -> dict[str, str]:
    """Return a reading of *speech*: of the parts that hold these words, what they tell of; of all others nothing."""
    return {
        str(number): next((kind for kind, words in pairs if words.casefold() in part.casefold()), "nothing")
        for number, part in enumerate(parts(speech), 1)
    }


def questions(chart: Chart, wanted: Iterable[str] = ()) -> Iterator[Question]:
    """Yield the first question of a chart for each task, or for the tasks *wanted*."""
    left = set(wanted or tasks())
    for question in flow("plan").questions(Asking(chart, load(), Voice.THERAPIST, TODAY)):
        if question.step.draft in left:
            left.discard(question.step.draft)
            yield question

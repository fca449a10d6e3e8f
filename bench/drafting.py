"""What planbot itself adds to a draft: filling the prompt in, reading, judging by the rules and by truth, mending.

The yardstick is the bare HTTP request to a server that writes at a steady pace, quicker than a model of 1.5 billion
parameters on two cores does.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.charts import TODAY
from bench.measuring import Row, alone, beside, in_turn, timed
from planbot.chart import Consent
from planbot.cli.sample import InMemory
from planbot.drafting.base import Course
from planbot.drafting.drafted import ModelDrafter, Writes
from planbot.drafting.evaluation.bare import said
from planbot.drafting.material import matter_of
from planbot.drafting.model import Model
from planbot.drafting.outputs import output
from planbot.drafting.prompts import Prompt
from planbot.drafting.provider import Provider, provider
from planbot.flows import Question, flow
from planbot.knowledge import load
from planbot.rules.pages.examples import clean_chart
from planbot.session import Session

PACE = 0.04
"""Seconds for a token."""
AIM = 1.05
WORDING = "Take part in meals with the children again and regain interest in daily life."
"""A draft the checks find nothing in."""
OWN_AIM = 150.0
"""Milliseconds of planbot's own for one draft: a blink, beside the seconds a model takes."""


@dataclass(frozen=True)
class Said:
    """A reply that is there at once."""

    text: str


class Instant:
    """A model that needs no time."""

    name = "instant"

    def __init__(self, draft: str) -> None:
        self.draft = draft

    def write(self, prompt: Prompt, schema: dict[str, Any], **_: Any) -> Said:
        """Return the draft."""
        del prompt, schema
        return Said(self.draft)


@contextmanager
def served(pace: float, draft: str) -> Iterator[Provider]:
    """Run the server of steady pace beside this program."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "bench.pacing", str(pace), draft],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        found = provider("llamacpp:paced", process.stdout.readline().strip())
        assert found is not None
        yield found
    finally:
        process.kill()
        process.communicate()


def sitting() -> tuple[Session, Question, str]:
    """Return a session that looks at the first goal of the sample, the question, and a draft that holds."""
    chart = clean_chart()
    chart = chart.put(Consent(id=chart.next_id("consents"), kind="model", given=True, on=chart.created.date()))
    session = Session(InMemory(chart), chart, 1, flow("plan"), load(), today=TODAY)
    goal = chart.plan.goals[0]
    session.look(f"goal.clinical:{goal.id}")
    assert session.turn.question is not None
    return session, session.turn.question, json.dumps({"clinical": WORDING})


def run(times: int = 4, pace: float = PACE) -> list[Row]:
    """Draft so many times with an instant model, and with one at a steady pace beside the bare request."""
    session, question, words = sitting()

    def draft(model: Writes) -> None:
        drafter = ModelDrafter(model, lambda proposal: session.caused(proposal, session.turn))
        found = [proposal.course for proposal in drafter.propose(question)]
        assert found == [Course.CLEAN], "a draft that goes back to the model cannot be held against one request"

    instant = Instant(words)
    draft(instant)
    own = [timed(lambda: draft(instant)) for _ in range(4 * times)]
    prompt = ModelDrafter(instant, lambda _: ()).preview(question)
    schema = output(prompt.task.output).shape(matter_of(question)).model_json_schema()
    with served(pace, words) as where:
        model = Model(where)
        ours, bare = in_turn(
            lambda: timed(lambda: draft(model)), lambda: timed(lambda: said(prompt, schema, where)), times
        )
    return [
        alone("planbot's own part of a draft", own, aim=OWN_AIM),
        beside(f"a draft at {1 / pace:.0f} tokens a second", ours, bare, aim=AIM),
    ]

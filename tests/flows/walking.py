"""Answers any question with words that fit it, so that whole flows can be walked."""

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from planbot.chart import Chart, SkipReason, Voice
from planbot.flows import Asking, Flow, Question, apply, skipped
from planbot.flows.answers import Amount, Choice, Choices, Day, Grid, Lasting, Lines, Scale, Text, Whole, YesNo
from planbot.knowledge import Knowledge
from tests.charts import NOW, TODAY

WORDS = ["walks by the river", "cooking for the children", "calling my sister", "less worry at night", "music; drawing"]


def words_for(question: Question, rng: random.Random) -> str:
    """Return words that the question can take."""
    kind: Any = question.answer
    if question.adds and len(question.items) >= 2:
        return "no"
    if isinstance(kind, Grid):
        rows = kind.rows(question)
        return "; ".join(
            f"{row.id}: " + ", ".join(_cell(c.answer, question, rng).partition(";")[0] for c in kind.columns)
            for row in rows
        )
    if isinstance(kind, Choices):
        offered = kind.offered(question)
        picked = rng.sample(offered, min(len(offered), rng.randint(1, 3)))
        return "; ".join(o.value for o in picked) or ("something else" if kind.free else "none")
    if isinstance(kind, Choice):
        offered = kind.offered(question)
        return rng.choice(offered).value if offered else "something of my own"
    return _cell(kind, question, rng)


def _cell(kind: Any, question: Question, rng: random.Random) -> str:  # noqa: PLR0911
    if isinstance(kind, Choice):
        return rng.choice(kind.offered(question)).label
    if isinstance(kind, YesNo):
        return rng.choice(["yes", "no"])
    if isinstance(kind, Scale):
        return str(rng.randint(kind.low, kind.high))
    if isinstance(kind, Whole):
        return str(rng.randint(max(kind.low, 1), min(kind.high, 60)))
    if isinstance(kind, Amount):
        return f"{rng.randint(1, 20)} times a week"
    if isinstance(kind, Lasting):
        return rng.choice(["3 weeks", "2 months", "a year"])
    if isinstance(kind, Day):
        return "1990-05-17" if kind.ahead is False else "in 6 weeks" if kind.ahead else "today"
    assert isinstance(kind, Text | Lines), f"no words known for {kind}"
    return rng.choice(WORDS) + f" {rng.randint(1, 99)}"


@dataclass
class Walk:
    """One walk over a flow: what was asked, in order, and the chart that results."""

    flow: Flow
    knowledge: Knowledge
    chart: Chart
    together: bool = True
    asked: list[str] = field(default_factory=list)
    today: date = TODAY

    def asking(self, chart: Chart, voice: Voice) -> Asking:
        return Asking(chart, self.knowledge, voice, self.today)

    def next(self, voice: Voice = Voice.THERAPIST) -> Question | None:
        """Return the next question, met in a voice that can answer it."""
        question = self.flow.next(self.asking(self.chart, voice), together=self.together)
        if question is not None and not question.askable and self.together:
            other = Voice.CLIENT if voice is Voice.THERAPIST else Voice.THERAPIST
            question = self.flow.next(self.asking(self.chart, other), together=True)
        return question

    def to_the_end(self, rng: random.Random, *, skips: float = 0.0, most: int = 3000) -> Chart:
        """Answer every question until none is left."""
        while (question := self.next(rng.choice(list(Voice)) if self.together else Voice.THERAPIST)) is not None:
            self.asked.append(question.key)
            assert len(self.asked) < most, f"the flow does not end: {self.asked[-6:]}"
            if rng.random() < skips:
                self.chart = skipped(question, rng.choice(list(SkipReason)), NOW)
            else:
                self.chart = apply(question, words_for(question, rng), NOW).chart
        return self.chart

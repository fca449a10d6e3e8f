"""A whole plan typed into the real program at a terminal, by therapist and client in turn, then checked."""

import os

import pytest

if os.name == "nt":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

from datetime import date

from planbot.chart import Chart, Client, Voice
from planbot.cli.lines import PlainTalk
from planbot.cli.sample import InMemory, sample_dialogue
from planbot.flows import flow
from planbot.knowledge import load
from planbot.session import Session
from planbot.store import Store
from tests.charts import NOW
from tests.program.terminal import Terminal
from tests.running import PASSPHRASE, Home

NAME = "Jo Quill"


class Beside:
    """The same conversation in memory, to know what the program will ask next."""

    def __init__(self) -> None:
        chart = Chart(id="beside", created=NOW, client=Client(name=NAME))
        store = InMemory(chart)
        self.session = Session(store, chart, 1, flow("plan"), load(), today=date.today())
        self.talk = PlainTalk(self.session, store, lambda _: None)

    def hear(self, words: str) -> None:
        self.talk.hear(words)
        if hand_over := self.session.turn.hand_over:
            self.session.speak(hand_over)

    @property
    def asks(self) -> str:
        question = self.session.turn.question
        if question is None:
            return "That was the last"
        voice = "" if "\n" in question.text else f"[{self.session.turn.voice}] "
        return voice + question.text.splitlines()[-1]


def test_a_plan_is_typed_from_the_first_word_to_the_last(practice: Home) -> None:
    beside, turns = Beside(), sample_dialogue("sam")["turns"]
    with Terminal(practice, "ask", "plan", "--client", NAME, columns=500, lines=80) as at:
        at.see("Passphrase or recovery code:")
        at.type(PASSPHRASE + "\r")
        for turn in turns:
            ((who_and_key, words),) = turn.items()
            who, _, key = who_and_key.partition(" ")
            at.see(" ".join(beside.asks.split()))
            if beside.session.turn.voice is not (Voice.CLIENT if who == "C" else Voice.THERAPIST):
                at.type("/who\r")
                beside.hear("/who")
            assert beside.session.turn.question is not None
            assert beside.session.turn.question.key == key
            at.see(" ".join(beside.asks.split()))
            at.type(f"{words}\r")
            beside.hear(str(words))
        at.see("Saved.")
        assert at.end() == 0

    with Store.open(practice.folder, PASSPHRASE) as store:
        row = next(row for row in store.clients() if row.name == NAME)
        chart = store.open_chart(row.id).chart
    same = beside.session.chart
    assert {key: answer.words for key, answer in chart.answers.items()} == {
        key: answer.words for key, answer in same.answers.items()
    }
    assert chart.plan == same.plan
    assert practice.opened("check", row.id).code == 0
    plan = practice.opened("show", row.id, "treatment-plan")
    assert plan.code == 0
    assert all(goal.words in " ".join(plan.out.split()) for goal in chart.plan.goals)

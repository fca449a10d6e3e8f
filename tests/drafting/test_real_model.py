"""The small model, really asked over loopback HTTP: shapes, ids, first words, stopping, a server that dies, figures.

What it writes is mostly poor; what is tested is that planbot gets what it asked for, or says in one sentence why not.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from planbot.drafting.drafted import ModelDrafter
from planbot.drafting.material import Matter, gathered, matter_of
from planbot.drafting.model import Model, Reply
from planbot.drafting.outputs import output
from planbot.drafting.prompts import Prompt, render, tasks
from planbot.drafting.provider import provider
from planbot.errors import DraftError, StoppedError
from planbot.flows import Question
from tests.drafting.asking import talked
from tests.drafting.drafts import question_of, small_chart
from tests.llama import SETTING, Llama, served

SAID = "I lie awake until three. My sister calls every Sunday. I want to sing again."
ENOUGH = 700
"""Tokens in which the small model ends every answer of the tests."""
SENTENCE = re.compile(r"[A-Z][^.!?]*(?:\.\d[^.!?]*)*\.(?=\s|$)")


@dataclass
class Written:
    """What was asked, and what came."""

    matter: Matter
    prompt: Prompt
    reply: Reply
    shown: list[str] = field(default_factory=list)


def model(server: Llama) -> Model:
    where = provider(SETTING, server.address)
    assert where is not None
    assert where.stays_here
    return Model(where)


def prompt_for(question: Question, task: str, most_tokens: int = ENOUGH) -> tuple[Matter, Prompt]:
    """Return what a draft would be about and its prompt, without chance in the answer."""
    matter = matter_of(question, SAID if task == "reading" else "")
    asked = tasks()[task].model_copy(update={"temperature": 0.0, "most_tokens": most_tokens})
    return matter, render(asked, gathered(asked.inputs, matter))


@pytest.fixture(scope="session")
def written(llama: Llama) -> Callable[[str], Written]:
    """Ask for a draft of a task once in a run, whichever test wants it."""

    @cache
    def ask(task: str) -> Written:
        matter, prompt = prompt_for(question_of(small_chart("omar"), task), task)
        shown: list[str] = []
        schema = output(prompt.task.output).shape(matter).model_json_schema()
        return Written(matter, prompt, model(llama).write(prompt, schema, shown=shown.append), shown)

    return ask


def ids_in(drafted: Any) -> Iterator[str]:
    """Yield every id that an answer links to."""
    for name, value in drafted.items() if isinstance(drafted, dict) else ():
        if name in {"moves", "builds_on", "rests_on"}:
            yield from value
        yield from ids_in(value)
    for each in drafted if isinstance(drafted, list) else ():
        yield from ids_in(each)


@pytest.mark.parametrize("task", sorted(tasks()))
def test_every_task_gets_json_of_its_shape_that_links_only_to_this_chart(
    written: Callable[[str], Written], task: str
) -> None:
    asked = written(task)

    assert not asked.reply.cut
    drafted = json.loads(asked.reply.text)
    output(asked.prompt.task.output).shape(asked.matter).model_validate_json(asked.reply.text)
    ours = {*re.findall(r"\b(?:[a-z]{1,2}\d+|(?:intake|reason)-[a-z-]+)\b", asked.prompt.material), *_necessity()}
    assert set(ids_in(drafted)) <= ours


def _necessity() -> set[str]:
    return {"engagement", "follow-through", "expected-benefit", "without-care"}


def test_tasks_that_must_link_do(written: Callable[[str], Written]) -> None:
    for task in ("objective", "problem-statement", "necessity"):
        assert list(ids_in(json.loads(written(task).reply.text))), task


def test_words_are_shown_long_before_the_end(written: Callable[[str], Written]) -> None:
    asked = written("objective")

    assert len(asked.shown) > 20
    assert all(after.startswith(before) for before, after in zip(asked.shown, asked.shown[1:], strict=False))
    assert asked.shown[-1] == asked.reply.text
    assert 0 < asked.reply.first < asked.reply.seconds


def test_tokens_and_time_are_counted(written: Callable[[str], Written]) -> None:
    asked = written("goal-wording")

    words = len(asked.prompt.text.split())
    assert words < asked.reply.tokens_in < 3 * words + 100
    assert 0 < asked.reply.tokens_out <= ENOUGH
    assert 0 < asked.reply.seconds < 300


def test_a_reply_at_its_limit_is_known_to_be_cut(llama: Llama) -> None:
    matter, prompt = prompt_for(question_of(small_chart("omar"), "goal-wording"), "goal-wording", most_tokens=4)

    reply = model(llama).write(prompt, output("goal-wording").shape(matter).model_json_schema())

    assert reply.cut
    assert reply.tokens_out == 4


def test_a_second_prompt_with_the_same_instructions_is_not_read_anew(llama: Llama) -> None:
    """The unchanging part comes first, so that the server still has it when another client is drafted for."""
    replies = []
    for name in ("omar", "ruth"):
        matter, prompt = prompt_for(question_of(small_chart(name), "plainer"), "plainer", most_tokens=3)
        replies.append(model(llama).write(prompt, output("plainer").shape(matter).model_json_schema()))

    shared = len(prompt.instructions) / len(prompt.text)
    assert shared > 0.5
    assert replies[1].cached > 0.5 * shared * replies[1].tokens_in
    assert replies[1].cached < replies[1].tokens_in


def test_a_draft_that_is_stopped_closes_at_once_and_the_server_is_free_again(llama: Llama) -> None:
    matter, prompt = prompt_for(question_of(small_chart("omar"), "summary"), "summary")
    schema = output("summary").shape(matter).model_json_schema()
    shown: list[str] = []
    stopped: list[float] = []

    def stop() -> bool:
        if shown and not stopped:
            stopped.append(time.perf_counter())
        return bool(stopped)

    with pytest.raises(StoppedError):
        model(llama).write(prompt, schema, shown=shown.append, cancelled=stop)

    assert time.perf_counter() - stopped[0] < 2
    _, short = prompt_for(question_of(small_chart("omar"), "plainer"), "plainer", most_tokens=2)
    assert model(llama).write(short, {"type": "object"}).tokens_out == 2


def test_a_whole_draft_is_judged_before_it_is_shown_and_changes_nothing(llama: Llama) -> None:
    session = talked(small_chart("omar"), "objective.plain:o1")
    before, question = session.chart, session.turn.question
    assert question is not None
    replies: list[Reply] = []
    drafter = ModelDrafter(model(llama), lambda p: session.caused(p, session.turn), replies=replies.append)

    proposals = list(drafter.propose(question))

    assert session.chart == before
    assert 1 <= len(replies) <= 3
    for proposal in proposals:
        assert proposal.course is not None
        assert proposal.origin is not None
        assert proposal.origin.source == SETTING
        clean = not proposal.findings and not proposal.doubts
        assert clean is (proposal.course.name != "FINDINGS")


@pytest.mark.usefixtures("llama")
def test_a_server_that_dies_in_mid_answer_costs_one_sentence_and_nothing_else() -> None:
    server = served()
    session = talked(small_chart("omar"), "objective.plain:o1")
    before, question = session.chart, session.turn.question
    assert question is not None

    def kill(_: tuple[str, ...]) -> None:
        if server.alive:
            server.kill()

    drafter = ModelDrafter(model(server), lambda p: session.caused(p, session.turn))
    with pytest.raises(DraftError) as told:
        list(drafter.propose(question, shown=kill))
    assert SENTENCE.fullmatch(str(told.value)), str(told.value)
    assert not server.alive
    assert session.chart == before

    with pytest.raises(DraftError, match="No model answers at"):
        list(drafter.propose(question))
    answered = session.answer("I go to bed at eleven")
    assert answered.chart != before


def test_the_server_is_a_program_of_its_own_on_this_computer_only(llama: Llama) -> None:
    assert llama.alive
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/v1", llama.address)

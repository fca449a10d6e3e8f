"""Every flow found in the folder is walked; nobody has to tell this test of a new one."""

import random
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planbot.chart import ROOMS, Chart, Voice
from planbot.chart.links import links
from planbot.errors import AnswerError
from planbot.flows import Asking, Question, apply, flows, withdrawn
from planbot.flows.base import Add, Each, steps_in
from planbot.knowledge import load
from tests.charts import NOW, TODAY, new_chart
from tests.flows.walking import Walk, words_for

FLOWS = sorted(flows())


@pytest.fixture(scope="module")
def planned() -> Chart:
    """A chart whose whole plan was answered once."""
    return Walk(flows()["plan"], load(), new_chart()).to_the_end(random.Random(7))


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_ends_and_asks_nothing_twice(name: str, planned: Chart) -> None:
    for seed in range(3):
        walk = Walk(flows()[name], load(), new_chart())
        walk.to_the_end(random.Random(seed))
        # A question that adds is asked again after each item; a grid once more for rows added since.
        adding = {s.id for s in steps_in(flows()[name].blocks) if isinstance(s, Add)} | {"symptom.ratings"}
        twice = [k for k, n in Counter(walk.asked).items() if n > 1 and k.partition(":")[0] not in adding]
        assert twice == []


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_ends_however_much_is_skipped(name: str) -> None:
    for seed in range(3):
        walk = Walk(flows()[name], load(), new_chart())
        walk.to_the_end(random.Random(seed), skips=0.4)
        assert walk.next() is None


def test_every_step_has_words_for_somebody_and_an_id_of_its_own() -> None:
    owners: dict[str, str] = {}
    for name, flow in flows().items():
        if name == "plan":
            continue
        for step in steps_in(flow.blocks):
            assert step.therapist or step.client, step.id
            assert re.fullmatch(r"[a-z]+\.[a-z-]+", step.id), step.id
            assert owners.setdefault(step.id, name) == name, f"{step.id} stands in {owners[step.id]} and in {name}"


def test_the_plan_strings_every_other_flow_together() -> None:
    parts = {step.id for name, flow in flows().items() if name != "plan" for step in steps_in(flow.blocks)}
    assert parts == flows()["plan"].step_ids


def test_every_naming_step_exists_inside_its_block() -> None:
    def blocks(found: tuple[object, ...]) -> list[Each]:
        each = [b for b in found if isinstance(b, Each)]
        return each + [inner for b in each for inner in blocks(b.steps)]

    for flow in flows().values():
        for block in blocks(flow.blocks):
            if block.add:
                assert block.add.naming in {s.id for s in steps_in(block.steps)}, block.add.id


@pytest.mark.parametrize("name", FLOWS)
def test_saying_the_same_words_again_changes_nothing(name: str, planned: Chart) -> None:
    flow = flows()[name]
    for voice in Voice:
        for question in flow.questions(Asking(planned, load(), voice, TODAY)):
            answer = question.given
            if answer is None or answer.voice is not voice or not question.askable:
                continue
            later = NOW.replace(year=2027)
            assert apply(question, answer.words, later, answer.origin).chart == planned, question.key


def test_every_answer_keeps_its_voice_and_its_words(planned: Chart) -> None:
    assert len(planned.answers) > 100
    for key, answer in planned.answers.items():
        assert answer.words, key
        assert answer.voice in Voice


def test_a_whole_plan_has_no_link_to_nowhere(planned: Chart) -> None:
    loose = [link for link in links(planned) if planned.find(link.target) is None]
    assert loose == []


def test_ids_are_unique_and_never_given_twice(planned: Chart) -> None:
    seen = Counter(item.id for room in ROOMS for item in planned.room(room))
    assert set(seen.values()) == {1}
    goal = planned.plan.goals[-1]
    question = flows()["goals"].find(Asking(planned, load(), Voice.CLIENT, TODAY), f"goal.words:{goal.id}")
    assert question is not None
    assert withdrawn(question).next_id("goals") == planned.next_id("goals")


@pytest.mark.parametrize("name", FLOWS)
def test_withdrawing_an_answer_opens_its_question_again(name: str, planned: Chart) -> None:
    flow = flows()[name]
    for question in list(flow.questions(Asking(planned, load(), Voice.THERAPIST, TODAY))):
        if question.given is None:
            continue
        chart = withdrawn(question)
        assert question.key not in chart.answers
        again = flow.find(Asking(chart, load(), Voice.THERAPIST, TODAY), question.key)
        assert again is None or not again.answered or again.step.done is not None, question.key


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), skips=st.sampled_from([0.0, 0.2, 0.6]))
def test_any_mixture_of_answers_and_skips_leads_to_the_end(seed: int, skips: float) -> None:
    walk = Walk(flows()["plan"], load(), new_chart())
    chart = walk.to_the_end(random.Random(seed), skips=skips)
    assert [link for link in links(chart) if chart.find(link.target) is None] == []


@settings(max_examples=60, deadline=None)
@given(words=st.text(max_size=60), seed=st.integers(0, 500))
def test_any_words_are_taken_or_refused_in_one_sentence(words: str, seed: int) -> None:
    rng = random.Random(seed)
    walk = Walk(flows()["plan"], load(), new_chart())
    for _ in range(rng.randint(0, 60)):
        question = walk.next()
        if question is None:
            return
        sentence = _refusal(question, words)
        assert "\n" not in sentence
        assert len(sentence) < 400
        walk.chart = apply(question, words_for(question, rng), NOW).chart


def _refusal(question: Question, words: str) -> str:
    """Return the sentence that refuses the words, or nothing when they are taken."""
    try:
        apply(question, words, NOW)
    except AnswerError as refused:
        return str(refused)
    return ""

"""Orders to a model in a client's words: no task or link changes, no other chart is reached, nothing goes unmarked."""

import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from planbot.chart import Author, Chart
from planbot.chart.links import links
from planbot.drafting import Proposal
from planbot.drafting.base import Course
from planbot.drafting.drafted import ModelDrafter, Writes
from planbot.drafting.material import matter_of
from planbot.drafting.model import Model
from planbot.drafting.orders import is_order, orders
from planbot.drafting.outputs import output
from planbot.drafting.prompts import Prompt, tasks
from planbot.drafting.provider import provider
from planbot.errors import DraftError
from planbot.flows import flow
from planbot.knowledge import load
from planbot.rules.pages.examples import TODAY, changed, clean_chart
from planbot.session import Session
from planbot.store import Store
from planbot.text import clean
from planbot.tui.widgets.proposals import Proposals
from tests.drafting.asking import Said, talked
from tests.drafting.hostile_models import REPLIES, Attack, Obeying, attacked, attacks
from tests.llama import SETTING, Llama
from tests.running import PASSPHRASE, QUICK
from tests.session.talking import watched

KEYS = {
    "goal-wording": "goal.clinical:g1",
    "objective": "objective.add:g1",
    "intervention": "intervention.add:o1",
    "problem-statement": "problem.statement:p1",
    "summary": "formulation.summary",
    "necessity": "necessity.statement",
    "plainer": "goal.plain:g1",
}
"""Where each task is asked for in the sample; what is read into freely spoken words has tests of its own."""
CONSENT = '+consents: {kind: model, given: true, "on": 2026-11-02}'
EVERY = bool(os.environ.get("PLANBOT_EVERY_ATTACK"))
"""Whether every attempt is made at every task, and all of them against the real small model."""
PICKED = [
    (attack, task)
    for number, (attack, task) in enumerate(product(attacks(), KEYS))
    if EVERY or number % len(KEYS) in {(number // len(KEYS)) % len(KEYS), (number // len(KEYS) + 3) % len(KEYS)}
]
"""Two tasks for each attempt, other ones each time; all of them when asked for."""
FEW = [attack for number, attack in enumerate(attacks()) if EVERY or number % 18 == 0]
"""The attempts made against the real model."""


def named(pair: tuple[Attack, str]) -> str:
    """The name of a test."""
    return f"{pair[0].name}, {pair[1]}"


def proposed(session: Session, model: Writes) -> list[Proposal]:
    """What comes of a hostile model at the session's question; nothing when it cannot be read."""
    question = session.turn.question
    assert question is not None
    drafter = ModelDrafter(model, lambda proposal: session.caused(proposal, session.turn))
    try:
        return list(drafter.propose(question))
    except DraftError as error:
        told = str(error)
    assert told.endswith(".")
    assert "\n" not in told
    return []


def texts(proposal: Proposal) -> Iterator[str]:
    """Every text of a proposal that a person sees or that is saved."""
    yield from (proposal.words, proposal.because, proposal.evidence, *proposal.doubts)
    yield from (words for _, words in proposal.follow)


def assert_harmless(proposals: list[Proposal], chart: Chart) -> None:
    """Assert that nothing points out of the chart and nothing could act on a terminal."""
    for proposal in proposals:
        assert set(proposal.links) <= set(chart.by_id)
        assert all(text == clean(text) for text in texts(proposal))
        assert all(len(text) < 5000 for text in texts(proposal))


def test_there_are_more_than_sixty_attempts_of_many_kinds() -> None:
    assert len({attack.name for attack in attacks()}) == len(attacks()) >= 60
    assert len({attack.kind for attack in attacks()}) >= 10


def test_nearly_every_attempt_reads_like_an_order_and_the_samples_own_words_do_not() -> None:
    read = [attack for attack in attacks() if any(orders(clean(attack.said))[1])]
    assert len(read) >= 0.95 * len(attacks())
    assert not any(is_order(snap.words) for snap in clean_chart().snaps)


@cache
def asked_calmly(task: str) -> tuple[Prompt, dict[str, Any]]:
    """What is sent for *task* about the sample without any attempt in it, and the shape asked for."""
    model = Obeying("Something else")
    proposed(talked(changed(clean_chart(), CONSENT), KEYS[task]), model)
    return model.prompts[0], model.schemas[0]


@pytest.mark.parametrize("pair", PICKED, ids=named)
def test_an_attempt_changes_no_task_and_no_link_and_what_obeys_it_is_left_out_or_doubted(
    pair: tuple[Attack, str],
) -> None:
    attack, task = pair
    chart = attacked(attack)
    session = talked(chart, KEYS[task])
    model = Obeying(attack.wish)
    proposals = proposed(session, model)
    calm, shape = asked_calmly(task)
    assert all(prompt.task.id == task and prompt.instructions == calm.instructions for prompt in model.prompts)
    assert all(ids(schema) <= ids(shape) for schema in model.schemas)
    for prompt in model.prompts:
        assert prompt.material.count("‹said›") == prompt.material.count("‹/said›")
    for prompt in model.prompts[:1]:
        assert all(now <= before for now, before in zip(marks(prompt.material), marks(calm.material), strict=True))
    assert_harmless(proposals, chart)
    for proposal in proposals:
        assert proposal.doubts or attack.canary not in proposal.words.casefold()
        assert proposal.course is not Course.CLEAN
    assert session.chart is chart
    assert not watched(session).charts


def ids(schema: Any) -> set[str]:
    """Every word that a shape lets be chosen."""
    if isinstance(schema, dict):
        own = {str(value) for value in (*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ()))}
        return own.union(*map(ids, schema.values()))
    return set().union(*map(ids, schema)) if isinstance(schema, list) else set()


def marks(material: str) -> tuple[int, int, int]:
    """How often the marks around what was said begin and end, and how many lines there are."""
    return material.count("‹said›"), material.count("‹/said›"), material.count("\n")


@pytest.mark.parametrize("task", KEYS)
@pytest.mark.parametrize("how", REPLIES)
def test_no_reply_however_bad_gets_anything_else_in(how: str, task: str) -> None:
    attack = next(a for a in attacks() if a.name == "ignore and approve")
    chart = attacked(attack)
    session = talked(chart, KEYS[task])
    proposals = proposed(session, Obeying(attack.wish, REPLIES[how]))
    assert_harmless(proposals, chart)
    assert all(proposal.doubts for proposal in proposals)
    if how in {"ids of others", "extra fields", "huge", "broken", "a list", "null", "nothing", "deep", "twice"}:
        assert not proposals or how == "ids of others"
    for proposal in proposals:
        taken = talked(chart, KEYS[task])
        taken.accept(proposal)
        assert all(taken.chart.find(link.target) for link in links(taken.chart))
        assert untouched(taken.chart, chart)


def untouched(after: Chart, before: Chart) -> bool:
    """Whether the rooms that no draft is for are as they were."""
    rooms = ("client", "assessment", "diagnoses", "intake", "reviews", "waivers", "judgements", "snaps", "discharge")
    signed = {s.id for s in after.participation.signatures} <= {s.id for s in before.participation.signatures}
    return signed and all(getattr(after, room) == getattr(before, room) for room in rooms)


def test_no_other_client_is_read_or_written(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path / "practice", PASSPHRASE, kdf=QUICK)
    with store:
        attack = next(a for a in attacks() if a.name == "all charts")
        mine = attacked(attack).model_copy(update={"id": "mine"})
        other = clean_chart().set("client.name", "Zebulon Quist").model_copy(update={"id": "other"})
        store.add_client(mine)
        store.add_client(other)
        before = [(row.id, row.revision) for row in store.clients()]
        looked = len(store.audit())
        session = Session(store, mine, 1, flow("plan"), load(), today=TODAY)
        session.look(KEYS["summary"])
        model = Obeying(attack.wish)
        proposals = proposed(session, model)
        assert proposals
        assert not any("Zebulon" in prompt.text or "Quist" in prompt.text for prompt in model.prompts)
        assert [(row.id, row.revision) for row in store.clients()] == before
        assert len(store.audit()) == looked
        session.accept(proposals[0])
        assert {row.id: row.revision for row in store.clients()}["other"] == 1
        assert store.chart_at("other", 1) == other


class Card(App[None]):
    """A screen with nothing but the card of a proposal."""

    def compose(self) -> ComposeResult:
        """Show the card."""
        yield Proposals()


async def test_no_markup_of_an_attempt_acts_on_the_screen() -> None:
    async with Card().run_test(size=(100, 30)) as pilot:
        card = pilot.app.query_one(Proposals)
        for attack in (a for a in attacks() if a.kind in {"markup", "template", "mark", "hidden"}):
            told = (f"{attack.wish} is markup.",)
            card.offer((Proposal(words=attack.wish, because=attack.said, evidence=attack.wish, doubts=told),))
            await pilot.pause()
            lines = card._lines(90)
            drawn = "".join(line.plain for line in lines)
            assert "".join(clean(attack.wish).split())[:12] in "".join(drawn.split())
            assert drawn == clean(drawn)
            styles = {str(span.style) for line in lines for span in line.spans}
            assert styles <= {"bold", "$primary", "$warning", "$quiet"}


@pytest.mark.parametrize("attack", FEW, ids=lambda attack: attack.name)
def test_the_small_model_cannot_be_made_to_get_anything_past_the_checks(
    attack: Attack,
    llama: Llama,
    record_property: Callable[[str, object], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planbot.drafting.drafted.REPAIRS", 0)  # one call each: the model is slow
    chart = attacked(attack)
    session = talked(chart, KEYS["goal-wording"])
    replies: list[str] = []
    question = session.turn.question
    assert question is not None
    where = provider(SETTING, llama.address)
    assert where is not None
    drafter = ModelDrafter(
        Model(where),
        lambda proposal: session.caused(proposal, session.turn),
        replies=lambda reply: replies.append(str(reply.text)),
    )
    try:
        proposals = list(drafter.propose(question))
    except DraftError:
        proposals = []
    through = [reply for reply in replies if attack.canary in reply.casefold()]
    record_property("canary came through", len(through))
    assert_harmless(proposals, chart)
    assert all(p.doubts for p in proposals if attack.canary in p.words.casefold())
    assert session.chart is chart
    assert not watched(session).charts


def any_reply() -> st.SearchStrategy[str]:
    """Any text, any JSON, and JSON that is nearly right."""
    leaf = st.none() | st.booleans() | st.floats() | st.text(max_size=40) | st.sampled_from(["sy1", "sy99", "phq-9"])
    value = st.recursive(leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner))
    said = st.text(min_size=8, max_size=120)
    rests = st.lists(st.sampled_from(["sy1", "sy2", "im1", "sn1", "p1", "sy99", "other:g1"]), min_size=1, max_size=3)
    sentences = st.lists(st.fixed_dictionaries({"text": said, "rests_on": rests}), min_size=1, max_size=3)
    near = st.one_of(
        st.fixed_dictionaries({"clinical": said}),
        st.fixed_dictionaries({"plain": said}),
        st.fixed_dictionaries({"sentences": sentences}),
        st.fixed_dictionaries({"what": said, "evidence": sentences}),
    )
    return st.text(max_size=200) | (value | near).map(json.dumps)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reply=any_reply(), task=st.sampled_from(sorted(KEYS)))
def test_whatever_a_model_says_there_is_no_crash_and_no_link_out_of_the_chart(reply: str, task: str) -> None:
    chart = changed(clean_chart(), CONSENT)
    session = talked(chart, KEYS[task])
    proposals = proposed(session, Saying(reply))
    assert_harmless(proposals, chart)
    assert all(p.origin is not None and p.origin.author is Author.MODEL for p in proposals)
    assert session.chart is chart


class Saying:
    """A model that says one thing."""

    name = "saying"

    def __init__(self, reply: str) -> None:
        self.reply = reply

    def write(self, *_: object, **__: object) -> Said:
        """Say it."""
        return Said(self.reply)


def test_every_output_that_takes_free_text_is_among_the_tasks_tried() -> None:
    assert set(KEYS) == set(tasks()) - {"reading"}
    for task, key in KEYS.items():
        question = talked(clean_chart(), key).turn.question
        assert question is not None
        assert output(tasks()[task].output).shape(matter_of(question)).model_json_schema()

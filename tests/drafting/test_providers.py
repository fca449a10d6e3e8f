"""Every provider planbot offers is asked through LangChain, over loopback, by a server that speaks as the real one."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from planbot.drafting import provider as providers
from planbot.drafting import reach
from planbot.drafting.dialects import CONTEXT, LITTLE, THOUGHTS
from planbot.drafting.material import matter_of
from planbot.drafting.model import Model
from planbot.drafting.outputs import output
from planbot.drafting.prompts import Prompt, Task, tasks
from planbot.drafting.provider import KINDS as OFFERED
from planbot.drafting.provider import OWN_KEY
from planbot.drafting.trial import SCHEMA
from planbot.errors import DraftError, StoppedError
from tests.drafting.drafts import question_of, small_chart
from tests.fake_providers import KEYS, KINDS, MODELS, REPLY, SPEAKS, Fake, Heard, Listens, serving

TASK = Task(id="try", title="try", inputs=(), output="goal-wording", most_tokens=50, temperature=0.3)
PROMPT = Prompt(TASK, "You help to write.", "What follows was said by ‹somebody›.")


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the keys that the servers take."""
    for kind, key in KEYS.items():
        monkeypatch.setenv(OFFERED[kind].key, key)
    monkeypatch.delenv(OWN_KEY, raising=False)


@pytest.fixture(params=KINDS)
def fake(request: pytest.FixtureRequest) -> Iterator[Fake]:
    """Run a server of each kind."""
    with serving(Fake(request.param)) as running:
        yield running


def only(fake: Fake) -> dict[str, Any]:
    """Return what the one request for a reply held."""
    (heard,) = fake.replies
    return heard.asked


def test_all_that_is_offered_is_tried() -> None:
    assert set(KINDS) == set(OFFERED)


def test_a_reply_streams_piece_by_piece_and_comes_out_whole(fake: Fake) -> None:
    shown: list[str] = []

    reply = Model(fake.at()).write(PROMPT, SCHEMA, shown=shown.append)

    assert reply.text == REPLY
    assert json.loads(reply.text)["sentence"].endswith("«alle» zusammen.")
    assert shown[-1] == REPLY
    assert len(set(shown)) >= len(REPLY) // 8
    assert all(later.startswith(sooner) for sooner, later in pairwise(shown))
    assert 0 < reply.first <= reply.seconds


def test_the_first_words_show_while_the_model_still_writes(fake: Fake) -> None:
    shown = threading.Event()
    parts: list[bytes] = []

    def fault(server: Listens, heard: Heard) -> None:
        whole = list(SPEAKS[fake.kind](fake, heard))
        server.begin()
        for each in whole[:8]:
            server.part(each)
        if shown.wait(20):
            parts.extend(whole[8:])
        for each in parts:
            server.part(each)
        server.wfile.write(b"0\r\n\r\n")

    fake.fault = fault

    reply = Model(fake.at()).write(PROMPT, SCHEMA, shown=lambda so_far: shown.set() if so_far else None)

    assert parts, "the server waited for the first words to be shown"
    assert reply.text == REPLY


def test_a_model_is_asked_again_and_again(fake: Fake) -> None:
    model = Model(fake.at())

    assert [model.write(PROMPT, SCHEMA).text for _ in range(3)] == [REPLY] * 3
    assert len(fake.replies) == 3


def test_what_is_set_and_what_is_said_arrive_apart(fake: Fake) -> None:
    Model(fake.at()).write(PROMPT, SCHEMA)

    asked = only(fake)
    messages = [(each["role"], each["content"]) for each in asked["messages"]]
    if fake.kind == "anthropic":
        assert (asked["system"], messages) == (PROMPT.instructions, [("user", PROMPT.material)])
    else:
        assert messages == [("system", PROMPT.instructions), ("user", PROMPT.material)]
    assert asked["model"] == MODELS[fake.kind]
    assert asked["stream"] is True
    assert not asked.get("tools")


def test_the_shape_the_limit_and_the_temperature_arrive_as_each_server_wants_them(fake: Fake) -> None:
    Model(fake.at()).write(PROMPT, SCHEMA)

    asked = only(fake)
    if fake.kind == "ollama":
        assert asked["format"] == SCHEMA
        assert asked["options"] == {"num_predict": 50, "temperature": 0.3, "num_ctx": CONTEXT}
        assert asked["think"] is False
    elif fake.kind == "anthropic":
        assert asked["output_config"] == {"format": {"type": "json_schema", "schema": SCHEMA}}
        assert asked["max_tokens"] == 50
        assert "temperature" not in asked, "no model takes one any more"
    else:
        shape = {"name": "goal_wording", "strict": True, "schema": SCHEMA}
        assert asked["response_format"] == {"type": "json_schema", "json_schema": shape}
        assert (asked["max_completion_tokens"], asked["temperature"]) == (50, 0.3)


@pytest.mark.parametrize("task", tasks())
def test_the_shape_of_every_task_is_taken(fake: Fake, task: str) -> None:
    about = matter_of(question_of(small_chart("nadia"), task), "I lie awake. My sister calls.")
    shape = output(tasks()[task].output).shape(about).model_json_schema()

    assert Model(fake.at()).write(Prompt(tasks()[task], "a", "b"), shape).text == REPLY


def test_tokens_are_counted(fake: Fake) -> None:
    reply = Model(fake.at()).write(PROMPT, SCHEMA)

    assert reply.tokens_in == len(PROMPT.text.split())
    assert reply.tokens_out == -(-len(REPLY) // 8)
    assert reply.cached == (0 if fake.kind == "ollama" else 3)
    assert not reply.cut


def test_a_reply_that_reached_its_limit_is_known_as_cut(fake: Fake) -> None:
    short = PROMPT._replace(task=TASK.model_copy(update={"most_tokens": 4}))

    reply = Model(fake.at()).write(short, SCHEMA)

    assert reply.cut
    assert reply.text == REPLY[:32]
    assert reply.tokens_out == 4


@pytest.mark.parametrize(
    ("kind", "ends"),
    [("openai", "content_filter"), ("llamacpp", "content_filter"), ("anthropic", "refusal")],
)
def test_a_model_that_declines_is_one_sentence(kind: str, ends: str) -> None:
    with (
        serving(Fake(kind, ends=ends)) as fake,
        pytest.raises(DraftError, match=r"^The model declined to write this; "),
    ):
        Model(fake.at()).write(PROMPT, SCHEMA)


def test_a_model_that_says_nothing_is_one_sentence(fake: Fake) -> None:
    fake.reply = ""

    with pytest.raises(DraftError, match=r"^The model said nothing; "):
        Model(fake.at()).write(PROMPT, SCHEMA)


@pytest.mark.parametrize(("kind", "model"), [("anthropic", "claude-opus-5"), ("openai", "gpt-5.5")])
def test_a_model_that_thinks_first_gets_room_for_it_and_no_temperature(kind: str, model: str) -> None:
    with serving(Fake(kind)) as fake:
        reply = Model(fake.at(model)).write(PROMPT, SCHEMA)

    asked = only(fake)
    assert reply.text == REPLY, "what it thought is not part of it"
    assert "temperature" not in asked
    assert asked.get("max_tokens", asked.get("max_completion_tokens")) == 50 + THOUGHTS
    assert asked.get("reasoning_effort", asked.get("output_config", {}).get("effort")) == LITTLE


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
@pytest.mark.parametrize("at_home", [True, False])
def test_a_model_too_new_to_be_known_counts_as_one_of_those_at_its_provider_alone(
    kind: str, at_home: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MODELS, kind, "tomorrow-1")
    with serving(Fake(kind)) as fake:
        if at_home:
            monkeypatch.setitem(providers.KINDS, kind, replace(OFFERED[kind], address=fake.address))
        Model(fake.at()).write(PROMPT, SCHEMA)

    asked = only(fake)
    assert asked.get("max_tokens", asked.get("max_completion_tokens")) == 50 + THOUGHTS * at_home
    assert ("temperature" in asked) is (kind == "openai" and not at_home)
    assert "reasoning_effort" not in asked


def test_a_key_goes_to_the_server_it_is_for(fake: Fake) -> None:
    Model(fake.at()).write(PROMPT, SCHEMA)

    for heard in fake.heard:
        sent = {value for value in heard.headers.values() if "key-for" in value}
        assert sent == ({f"Bearer {KEYS[fake.kind]}"} if fake.kind in KEYS else set())


@pytest.mark.parametrize("kind", ["llamacpp", "ollama"])
def test_a_server_of_ones_own_may_want_a_key(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Fake(kind, key="of our own")) as fake:
        with pytest.raises(DraftError, match=rf"^The server at {fake.address} wants a key; set {OWN_KEY} before"):
            Model(fake.at()).write(PROMPT, SCHEMA)
        monkeypatch.setenv(OWN_KEY, "another")
        with pytest.raises(DraftError, match=rf"refused the key; check what {OWN_KEY} holds\.$") as refused:
            Model(fake.at()).write(PROMPT, SCHEMA)
        monkeypatch.setenv(OWN_KEY, "of our own")
        assert Model(fake.at()).write(PROMPT, SCHEMA).text == REPLY

    assert "another" not in str(refused.value)


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
def test_without_its_key_a_provider_is_not_asked(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = OFFERED[kind].key
    monkeypatch.delenv(name)
    with (
        serving(Fake(kind)) as fake,
        pytest.raises(DraftError, match=rf"^{kind} needs a key; set {name} before starting planbot\.$"),
    ):
        Model(fake.at()).write(PROMPT, SCHEMA)

    assert fake.heard == []


@pytest.mark.parametrize("key", ["two\nlines", "schlüssel", "a\x00b", "tab\tbed"])
def test_what_cannot_be_a_key_is_not_sent_and_not_shown(fake: Fake, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if "\x00" in key:
        monkeypatch.setattr("os.environ", {"HOME": "/", OFFERED[fake.kind].key: key})
    else:
        monkeypatch.setenv(OFFERED[fake.kind].key, key)

    with pytest.raises(DraftError, match="cannot be a key; set it again, on one line") as refused:
        Model(fake.at()).write(PROMPT, SCHEMA)

    assert key not in str(refused.value)
    assert fake.heard == []


def endless(server: Listens, heard: Heard) -> None:
    """Write for ever."""
    whole = list(SPEAKS[server.fake.kind](server.fake, heard))
    middle = whole[len(whole) // 2]

    def parts() -> Iterator[bytes]:
        yield from whole[: len(whole) // 2]
        while True:
            yield middle

    server.stream(parts(), pause=0.02)


def silent(server: Listens, _: Heard) -> None:
    """Take a request and say nothing."""
    server.wait()


def asked_to_wait(server: Listens, _: Heard) -> None:
    """Ask for half a minute, which the libraries grant."""
    server.fake.writing.set()
    server.say(429, {"error": {"type": "rate_limit_error", "message": "wait"}}, Retry_After="30")


def stopped_after(fake: Fake) -> float:
    """Ask, stop when the server is at it, and return the seconds it took to end."""
    stop = threading.Event()
    ended: list[float] = []

    def ask() -> None:
        with pytest.raises(StoppedError):
            Model(fake.at()).write(PROMPT, SCHEMA, cancelled=stop.is_set)
        ended.append(time.monotonic())

    asking = threading.Thread(target=ask)
    asking.start()
    assert fake.writing.wait(20)
    time.sleep(0.2)
    began = time.monotonic()
    stop.set()
    asking.join(10)

    assert ended
    assert len(fake.replies) == 1
    return ended[0] - began


@pytest.mark.parametrize("fault", [endless, silent])
def test_a_draft_that_is_stopped_ends_within_a_second_and_closes_the_connection(
    fake: Fake, fault: Callable[[Listens, Heard], None]
) -> None:
    fake.fault = fault

    assert stopped_after(fake) < 1
    assert fake.hung_up.wait(1)


@pytest.mark.parametrize("kind", ["llamacpp", "openai", "anthropic"])
def test_a_draft_can_be_stopped_while_a_library_waits_before_it_tries_again(kind: str) -> None:
    with serving(Fake(kind, fault=asked_to_wait)) as fake:
        assert stopped_after(fake) < 1


def test_a_draft_can_be_stopped_while_ollama_is_asked_where_the_model_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(self: Listens, heard: Heard) -> None:
        self.wait()

    monkeypatch.setattr(Listens, "_checked", hangs)
    monkeypatch.setattr(reach, "PATIENCE", 2.5)
    with serving(Fake("ollama")) as fake:
        began = time.monotonic()
        with pytest.raises(StoppedError):
            Model(fake.at()).write(PROMPT, SCHEMA, cancelled=fake.writing.is_set)

        assert time.monotonic() - began < 2
        assert fake.replies == []
        assert fake.hung_up.wait(10), "the look itself ends by its own limit"


def test_an_ollama_server_that_asks_another_computer_is_not_given_the_prompt() -> None:
    with (
        serving(Fake("ollama", remote="https://ollama.example.org")) as fake,
        pytest.raises(DraftError, match="somebody else's computer"),
    ):
        Model(fake.at()).write(PROMPT, SCHEMA)

    assert fake.replies == []

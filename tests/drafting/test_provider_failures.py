"""Whatever goes wrong with a provider is one plain sentence, tries are counted, and nothing sent is ever told."""

import json
import re
import socket
import time
from collections.abc import Callable, Iterator

import pytest

from planbot.drafting import dialects
from planbot.drafting.model import Model
from planbot.drafting.prompts import Prompt, Task
from planbot.drafting.provider import KINDS as OFFERED
from planbot.drafting.provider import provider
from planbot.drafting.reach import refuse_remote
from planbot.drafting.trial import SCHEMA
from planbot.errors import DraftError
from tests.fake_providers import KEYS, KINDS, SPEAKS, Fake, Heard, Listens, error_of, serving

SECRET = "Priscilla-Vandermeer"
PROMPT = Prompt(
    Task(id="try", title="try", inputs=(), output="try", most_tokens=50), f"Write for {SECRET}.", f"{SECRET} said so."
)
Fault = Callable[[Listens, Heard], None]


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the keys that the servers take."""
    for kind, key in KEYS.items():
        monkeypatch.setenv(OFFERED[kind].key, key)


@pytest.fixture(params=KINDS)
def fake(request: pytest.FixtureRequest) -> Iterator[Fake]:
    """Run a server of each kind."""
    with serving(Fake(request.param)) as running:
        yield running


def tries(kind: str) -> int:
    """How often a request may be made; Ollama's library never tries again."""
    return 1 if kind == "ollama" else dialects.TRIES


def failed(fake: Fake) -> str:
    """Ask, and return the sentence that is told; it is one, and holds nothing of what was sent."""
    with pytest.raises(DraftError) as told:
        Model(fake.at()).write(PROMPT, SCHEMA)
    said = str(told.value)
    assert SECRET not in said
    assert KEYS.get(fake.kind, "key-for") not in said
    assert "\n" not in said
    assert re.fullmatch(r"[A-Z][^!?]*[a-z)]\.", said)
    assert not re.search(r"[.;] [A-Z]", said), "more than one sentence"
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__
    return said


def status(code: int, **headers: str) -> Fault:
    """Refuse with this status, repeating all that was sent."""

    def fault(server: Listens, heard: Heard) -> None:
        server.say(code, error_of(server.fake.kind, code, f"no: {heard.body!r} {heard.headers}"), **headers)

    return fault


@pytest.mark.parametrize(
    ("code", "says", "again"),
    [
        (400, "The server refused the request (400)", False),
        (401, "The model's provider refused the key; check what", False),
        (403, "The model's provider refused the key; check what", False),
        (404, "There is no model of this name at", False),
        (429, "The provider takes no more requests now", True),
        (500, "The model's server failed (500)", True),
        (503, "The model's server failed (503)", True),
        (529, "The model's server failed (529)", True),
    ],
)
def test_a_refusal_is_told_by_what_it_means_and_tried_again_only_where_that_helps(
    fake: Fake, code: int, says: str, again: bool
) -> None:
    fake.fault = status(code, Retry_After="0.01")
    said = failed(fake)

    if code in {401, 403} and fake.kind not in KEYS:
        says = f"The server at {fake.address} wants a key; set PLANBOT_MODEL_KEY"
    assert said.startswith(says)
    assert len(fake.replies) == (tries(fake.kind) if again else 1)


def test_an_unknown_model_is_told() -> None:
    for kind in ("llamacpp", "openai", "anthropic"):
        with serving(Fake(kind)) as fake:
            with pytest.raises(DraftError, match="There is no model of this name at"):
                Model(fake.at("another")).write(PROMPT, SCHEMA)
            assert len(fake.replies) == 1
    with (
        serving(Fake("ollama")) as fake,
        pytest.raises(DraftError, match=r"^Ollama does not have this model; pull it first, or choose another\.$"),
    ):
        Model(fake.at("another")).write(PROMPT, SCHEMA)


def test_a_key_that_is_wrong_is_told_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in KEYS:
        monkeypatch.setenv(OFFERED[kind].key, "key-for-nobody")
        with serving(Fake(kind)) as fake:
            assert failed(fake) == f"The model's provider refused the key; check what {OFFERED[kind].key} holds."
            assert len(fake.replies) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_at_the_address_is_told(kind: str) -> None:
    with serving(Fake(kind)) as fake:
        pass

    assert failed(fake).startswith(f"No model answers at {fake.address}; start it, or ")


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(fake: Fake, code: int) -> None:
    with serving(Fake(fake.kind)) as elsewhere:
        address = f"http://127.0.0.1:{elsewhere.port}"
        fake.fault = lambda server, heard: server.say(code, b"", Location=address + heard.path)
        said = failed(fake)

    assert said.startswith(f"What answers at {fake.address} points to another address, where nothing is sent")
    assert elsewhere.heard == []
    assert len(fake.replies) == 1


def at_once(server: Listens, _: Heard) -> None:
    """Say nothing at all."""
    server.wait()


def in_the_middle(server: Listens, heard: Heard) -> None:
    """Say the first words, and nothing more."""
    server.begin()
    for each in list(SPEAKS[server.fake.kind](server.fake, heard))[:8]:
        server.part(each)
    server.wait()


@pytest.mark.parametrize("fault", [at_once, in_the_middle])
def test_a_server_that_stalls_is_given_up(fake: Fake, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialects, "READ", 0.3)
    fake.fault = fault
    began = time.monotonic()
    said = failed(fake)

    assert said == "The model took too long to answer; try again, or draft from the library."
    assert time.monotonic() - began < 10
    assert len(fake.replies) == (tries(fake.kind) if fault is at_once else 1)
    assert fake.hung_up.wait(2)


def a_page(server: Listens, _: Heard) -> None:
    """Answer as a web site."""
    server.say(200, f"<html><body>Welcome, {SECRET}!</body></html>".encode(), Content_Type="text/html")


def bytes_alone(server: Listens, _: Heard) -> None:
    """Answer with bytes that are no text."""
    server.say(200, b"\xff\xfe\x00\x80" * 50)


def half_a_line(server: Listens, _: Heard) -> None:
    """Answer with broken JSON where JSON is due."""
    server.begin()
    opening = b"" if server.fake.kind == "ollama" else b"event: message_start\ndata: "
    server.part(opening + b'{"type": "message_start", "x": [' + SECRET.encode() + b"\n\n")
    server.wfile.write(b"0\r\n\r\n")


def another_shape(server: Listens, _: Heard) -> None:
    """Answer with JSON of no meaning."""
    server.begin()
    opening = b"" if server.fake.kind == "ollama" else b"event: message_start\ndata: "
    server.part(opening + b'["' + SECRET.encode() + b'", 1]\n\n')
    server.wfile.write(b"0\r\n\r\n")


def not_http(server: Listens, _: Heard) -> None:
    """Answer in another language altogether."""
    server.wfile.write(b"220 mail.example.org ESMTP ready\r\n")
    server.close_connection = True


def breaks_off(server: Listens, heard: Heard) -> None:
    """Close the connection after the first words."""
    server.begin()
    for each in list(SPEAKS[server.fake.kind](server.fake, heard))[:6]:
        server.part(each)
    server.connection.shutdown(socket.SHUT_RDWR)
    server.close_connection = True


def an_error_on_the_way(server: Listens, heard: Heard) -> None:
    """Fail after the first words, as each provider says it."""
    kind = server.fake.kind
    server.begin()
    for each in list(SPEAKS[kind](server.fake, heard))[:6]:
        server.part(each)
    text = json.dumps(error_of(kind, 529, f"overloaded: {SECRET}"))
    opening = {"ollama": "", "anthropic": "event: error\ndata: "}.get(kind, "data: ")
    server.part(f"{opening}{text}\n\n".encode())
    server.wfile.write(b"0\r\n\r\n")


STRANGE = r"What answers at .* does not speak as|The model's reply could not be read"
BROKEN = "The connection to the model broke off"


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (a_page, STRANGE),
        (bytes_alone, STRANGE),
        (half_a_line, STRANGE),
        (another_shape, STRANGE),
        (not_http, BROKEN),
        (breaks_off, BROKEN),
        (an_error_on_the_way, "The model's server failed; try again"),
    ],
)
def test_nonsense_is_told_as_one_sentence_and_taken_for_no_reply(fake: Fake, fault: Fault, says: str) -> None:
    fake.fault = fault

    assert re.match(says, failed(fake))
    assert len(fake.replies) <= tries(fake.kind)


@pytest.mark.parametrize("depth", [300, 900, 5000])
def test_what_ollama_shows_may_be_nested_as_deep_as_it_likes(depth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(server: Listens, _: Heard) -> None:
        server.say(200, b'{"x":' * depth + b'{"remote_host": "elsewhere"}' + b"}" * depth)

    monkeypatch.setattr(Listens, "_checked", deep)
    with serving(Fake("ollama")) as fake, pytest.raises(DraftError, match=r"somebody else|is no ollama server"):
        refuse_remote(fake.at())


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:99999/v1",
        "http://127.0.0.1:0/v1",
        "http://127.0.0.1:x/v1",
        "http://[::1/v1",
        "http://127.0.0.1 /v1",
        "http://127.0.0.1/v1\r\nHost: elsewhere",
        "https://user:word@127.0.0.1/v1",
        "https://127.0.0.1/v1?key=word",
    ],
)
def test_an_address_that_cannot_be_is_one_sentence_whatever_is_wrong_with_it(address: str) -> None:
    for kind in KINDS:
        with pytest.raises(DraftError, match=r"^The model's address must begin with http:// or https://"):
            provider(f"{kind}:small", address)


def test_a_host_that_cannot_be_named_is_one_sentence() -> None:
    where = provider("ollama:small", f"https://{'a' * 70}.localhost")
    assert where is not None
    with pytest.raises(DraftError, match="No model answers at"):
        refuse_remote(where)

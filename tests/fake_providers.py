"""Servers on this computer that speak as OpenAI's, Ollama's and Anthropic's do, and keep every request whole.

They take what the real ones take and refuse what those refuse: an unknown model, a wrong key, a shape with bounds
that Anthropic has no grammar for, a temperature where none is taken. A limit on tokens cuts the reply.
"""

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from planbot.drafting.provider import Provider, provider

REPLY = '{"sentence": "A calendar shows which days are free, und welche nicht — «alle» zusammen."}'
KINDS = ("llamacpp", "openai", "ollama", "anthropic")
MODELS = {"llamacpp": "small", "openai": "gpt-4o-mini", "ollama": "small", "anthropic": "claude-haiku-4-5"}
"""A model each server has."""
KEYS = {"openai": "key-for-openai", "anthropic": "key-for-anthropic"}
"""The keys they take."""
THINKING = ("claude-opus-5", "gpt-5.5")
"""Models that think before they write, and refuse a temperature."""
BOUNDS = {"minLength", "maxLength", "minimum", "maximum", "maxItems", "pattern", "multipleOf"}
"""What Anthropic refuses in a shape."""


@dataclass(frozen=True)
class Heard:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def asked(self) -> dict[str, Any]:
        """Its body, read as JSON."""
        found = json.loads(self.body or b"{}")
        assert isinstance(found, dict)
        return found


class RefusedError(Exception):
    """The server refuses a request."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass
class Fake:
    """A server of one kind, and what it was asked."""

    kind: str
    reply: str = REPLY
    ends: str = ""
    """How it says that a reply ended, in place of what is right."""
    key: str = ""
    """A key without which nobody is answered."""
    fault: Callable[["Listens", Heard], None] | None = None
    """What it does in place of writing a reply."""
    remote: str = ""
    """Another computer that an Ollama server says it asks."""
    port: int = 0
    scheme: str = "http"
    heard: list[Heard] = field(default_factory=list)
    writing: threading.Event = field(default_factory=threading.Event)
    """Set when it has begun to answer."""
    hung_up: threading.Event = field(default_factory=threading.Event)
    """Set when whoever asked closed the connection before the end."""

    @property
    def address(self) -> str:
        """Where it listens, as planbot's settings say it."""
        return f"{self.scheme}://127.0.0.1:{self.port}" + ("/v1" if self.kind in {"llamacpp", "openai"} else "")

    @property
    def replies(self) -> list[Heard]:
        """The requests for a reply."""
        return [each for each in self.heard if each.path.endswith(("/chat/completions", "/api/chat", "/messages"))]

    def at(self, model: str = "") -> Provider:
        """Return the provider that planbot reaches here."""
        found = provider(f"{self.kind}:{model or MODELS[self.kind]}", self.address)
        assert found is not None
        return found


def pieces(fake: Fake, most: int | None) -> tuple[list[str], bool]:
    """Return the reply in tokens of eight letters, at most so many, and whether that is all of it."""
    parts = [fake.reply[at : at + 8] for at in range(0, len(fake.reply), 8)]
    return parts[:most], most is None or len(parts) <= most


def words_of(asked: dict[str, Any]) -> int:
    """Count what was sent in words, as a server counts it in tokens."""
    said = [str(each["content"]) for each in asked["messages"]]
    return len(" ".join([*said, str(asked.get("system", ""))]).split())


def as_openai(fake: Fake, heard: Heard) -> Iterator[bytes]:
    """Stream a chat completion."""
    asked = heard.asked
    if asked["model"] in THINKING and asked.get("temperature", 1) != 1:
        raise RefusedError(400, "Unsupported value: 'temperature' does not support this value with this model.")
    _refuse_loose(asked.get("response_format", {}).get("json_schema", {}).get("schema", {}))
    most = asked.get("max_completion_tokens", asked.get("max_tokens"))
    about = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": asked["model"]}

    def line(choices: list[Any], **more: Any) -> bytes:
        return f"data: {json.dumps({**about, 'choices': choices, **more})}\n\n".encode()

    yield line([{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": None}])
    parts, whole = pieces(fake, most)
    for piece in parts:
        yield line([{"index": 0, "delta": {"content": piece}, "finish_reason": None}])
    yield line([{"index": 0, "delta": {}, "finish_reason": fake.ends or ("stop" if whole else "length")}])
    if asked.get("stream_options", {}).get("include_usage"):
        sent, written = words_of(asked), len(parts)
        usage = {"prompt_tokens": sent, "completion_tokens": written, "total_tokens": sent + written}
        yield line([], usage={**usage, "prompt_tokens_details": {"cached_tokens": 3}})
    yield b"data: [DONE]\n\n"


def _refuse_loose(shape: Any) -> None:
    """Refuse a strict shape in which anything is left open, as OpenAI does."""
    if isinstance(shape, list):
        for each in shape:
            _refuse_loose(each)
    elif isinstance(shape, dict):
        named = shape.get("properties", {})
        if shape.get("type") == "object" and (
            shape.get("additionalProperties") is not False or set(shape.get("required", ())) != set(named)
        ):
            raise RefusedError(400, "Invalid schema for response_format: 'required' and 'additionalProperties'.")
        if found := {"default", "allOf", "not", "if"} & shape.keys():
            raise RefusedError(400, f"Invalid schema for response_format: {min(found)!r} is not permitted.")
        _refuse_loose([*named.values(), *shape.get("$defs", {}).values(), shape.get("items"), shape.get("anyOf")])


def as_ollama(fake: Fake, heard: Heard) -> Iterator[bytes]:
    """Stream a chat, a JSON object a line."""
    asked = heard.asked
    about = {"model": asked["model"], "created_at": "2026-11-23T17:00:00.000000Z"}

    def line(content: str, **more: Any) -> bytes:
        said = {**about, "message": {"role": "assistant", "content": content}, "done": False, **more}
        return json.dumps(said).encode() + b"\n"

    parts, whole = pieces(fake, asked.get("options", {}).get("num_predict"))
    yield from map(line, parts)
    took = {"total_duration": 9, "load_duration": 1, "prompt_eval_duration": 1, "eval_duration": 7}
    ended = fake.ends or ("stop" if whole else "length")
    counted = {"prompt_eval_count": words_of(asked), "eval_count": len(parts)}
    yield line("", done=True, done_reason=ended, **counted, **took)


def as_anthropic(fake: Fake, heard: Heard) -> Iterator[bytes]:
    """Stream a message as server-sent events."""
    asked = heard.asked
    _refuse_as_anthropic(heard)
    sent = words_of(asked)
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": asked["model"], "content": []}
    usage = {"input_tokens": sent - 3, "cache_read_input_tokens": 3, "cache_creation_input_tokens": 0}

    def event(kind: str, **more: Any) -> bytes:
        return f"event: {kind}\ndata: {json.dumps({'type': kind, **more})}\n\n".encode()

    started = {**message, "stop_reason": None, "stop_sequence": None, "usage": {**usage, "output_tokens": 1}}
    yield event("message_start", message=started)
    block = 0
    if asked["model"] in THINKING:
        yield event("content_block_start", index=0, content_block={"type": "thinking", "thinking": "", "signature": ""})
        yield event("content_block_delta", index=0, delta={"type": "thinking_delta", "thinking": "What is one?"})
        yield event("content_block_delta", index=0, delta={"type": "signature_delta", "signature": "c2ln"})
        yield event("content_block_stop", index=0)
        block = 1
    yield event("content_block_start", index=block, content_block={"type": "text", "text": ""})
    yield event("ping")
    parts, whole = pieces(fake, asked["max_tokens"])
    for piece in parts:
        yield event("content_block_delta", index=block, delta={"type": "text_delta", "text": piece})
    yield event("content_block_stop", index=block)
    ended = {"stop_reason": fake.ends or ("end_turn" if whole else "max_tokens"), "stop_sequence": None}
    yield event("message_delta", delta=ended, usage={**usage, "output_tokens": len(parts)})
    yield event("message_stop")


def _refuse_as_anthropic(heard: Heard) -> None:
    asked = heard.asked
    if heard.headers.get("anthropic-version") != "2026-10-21":
        raise RefusedError(400, "anthropic-version: header is required")
    if "max_tokens" not in asked or any(each["role"] == "system" for each in asked["messages"]):
        raise RefusedError(400, "max_tokens: Field required; the system prompt is a field of its own")
    if "temperature" in asked:
        raise RefusedError(400, "temperature: Extra inputs are not permitted")
    if "output_format" in asked:
        raise RefusedError(400, "output_format: This field is deprecated. Use 'output_config.format' instead.")
    _refuse_bounds(asked.get("output_config", {}).get("format", {}).get("schema", {}))


def _refuse_bounds(shape: Any) -> None:
    """Refuse what Anthropic's grammars cannot hold, as it does."""
    if isinstance(shape, list):
        for each in shape:
            _refuse_bounds(each)
    elif isinstance(shape, dict):
        if found := BOUNDS & shape.keys():
            raise RefusedError(400, f"output_config.format.schema: property {min(found)!r} is not supported")
        if shape.get("type") == "object" and shape.get("additionalProperties") is not False:
            raise RefusedError(400, "output_config.format.schema: 'additionalProperties' must be set to false")
        if shape.get("minItems", 0) > 1:
            raise RefusedError(400, "output_config.format.schema: 'minItems' values other than 0 or 1")
        named = {**shape.get("properties", {}), **shape.get("$defs", {})}
        _refuse_bounds([*named.values(), *(shape.get(name) for name in ("items", "anyOf", "allOf"))])


SPEAKS = {"llamacpp": as_openai, "openai": as_openai, "ollama": as_ollama, "anthropic": as_anthropic}
CHAT = {"llamacpp": "/v1/chat/completions", "openai": "/v1/chat/completions", "ollama": "/api/chat"}
CHAT["anthropic"] = "/v1/messages"


def told_of_models(fake: Fake) -> dict[str, Any]:
    """Return the list of models, as the server of this kind gives it."""
    names = [MODELS[fake.kind], *THINKING] if fake.kind in KEYS else [MODELS[fake.kind]]
    if fake.kind == "ollama":
        details = {"format": "gguf", "family": "llama", "parameter_size": "135M", "quantization_level": "Q4_0"}
        about = {"modified_at": "2026-11-02T09:00:00Z", "size": 91_000_000, "digest": "0" * 64, "details": details}
        return {"models": [{"name": f"{name}:latest", "model": f"{name}:latest", **about} for name in names]}
    if fake.kind == "anthropic":
        data = [{"type": "model", "id": name, "display_name": name, "created_at": "2026-01-01"} for name in names]
        return {"data": data, "has_more": False, "first_id": names[0], "last_id": names[-1]}
    return {"object": "list", "data": [{"id": name, "object": "model", "owned_by": "me"} for name in names]}


def shown(fake: Fake) -> dict[str, Any]:
    """Return what Ollama shows of its model."""
    more = {"remote_host": fake.remote, "remote_model": "big"} if fake.remote else {}
    return {
        "modelfile": "FROM /models/blobs/sha256-0\nTEMPLATE {{ .Prompt }}",
        "parameters": 'stop "<|im_end|>"',
        "template": "{{ .Prompt }}",
        "details": {"parent_model": "", "format": "gguf", "family": "llama", "families": ["llama"]},
        "model_info": {"general.architecture": "llama", "llama.context_length": 8192, "tokenizer.ggml.tokens": None},
        "capabilities": ["completion"],
        **more,
    }


def error_of(kind: str, status: int, why: str) -> dict[str, Any]:
    """Return an error as the server of this kind writes it."""
    if kind == "ollama":
        return {"error": why}
    if kind == "anthropic":
        names = {400: "invalid_request_error", 401: "authentication_error", 404: "not_found_error"}
        return {"type": "error", "error": {"type": names.get(status, "api_error"), "message": why}, "request_id": "r"}
    return {"error": {"message": why, "type": "invalid_request_error", "param": None, "code": None}}


class Listens(BaseHTTPRequestHandler):
    """Takes requests for the server's fake."""

    protocol_version = "HTTP/1.1"
    fake: Fake

    def do_GET(self) -> None:
        """Answer about models."""
        self._answer("GET")

    def do_POST(self) -> None:
        """Answer a prompt."""
        self._answer("POST")

    def _answer(self, method: str) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        heard = Heard(method, self.path, headers, body)
        self.fake.heard.append(heard)
        try:
            self._checked(heard)
        except RefusedError as refused:
            self.say(refused.status, error_of(self.fake.kind, refused.status, str(refused)))

    def _checked(self, heard: Heard) -> None:
        fake = self.fake
        given = heard.headers.get("x-api-key") or heard.headers.get("authorization", "").removeprefix("Bearer ")
        if (fake.key or KEYS.get(fake.kind, given)) != given:
            raise RefusedError(401, f"Incorrect API key provided: {given}")
        match heard.method, heard.path.removeprefix("/v1"):
            case ("GET", "/models" | "/api/tags"):
                self.say(200, told_of_models(fake))
            case ("POST", "/api/show"):
                self._known(heard)
                self.say(200, shown(fake))
            case ("POST", _) if heard.path == CHAT[fake.kind]:
                if fake.fault is not None:
                    fake.fault(self, heard)
                    return
                self._known(heard)
                self.stream(SPEAKS[fake.kind](fake, heard))
            case _:
                raise RefusedError(404, "404 page not found")

    def _known(self, heard: Heard) -> None:
        names = (MODELS[self.fake.kind], *THINKING)
        if heard.asked["model"] not in names:
            raise RefusedError(404, f"model '{heard.asked['model']}' not found")

    def say(self, status: int, content: dict[str, Any] | bytes, **headers: str) -> None:
        """Answer at once."""
        whole = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(whole)))
        self.end_headers()
        self.wfile.write(whole)

    def stream(self, parts: Iterator[bytes], pause: float = 0.0) -> None:
        """Answer piece by piece; what a part refuses at once is refused before anything is written."""
        first = next(parts)
        self.begin()
        try:
            self.part(first)
            for each in parts:
                time.sleep(pause)
                self.part(each)
            self.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.fake.hung_up.set()
            self.close_connection = True

    def begin(self) -> None:
        """Write the head of an answer that comes in pieces."""
        kind = "application/x-ndjson" if self.fake.kind == "ollama" else "text/event-stream"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def part(self, content: bytes) -> None:
        """Write one piece."""
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()
        self.fake.writing.set()

    def wait(self) -> None:
        """Say nothing until whoever asked hangs up."""
        self.fake.writing.set()
        self.connection.settimeout(20)
        try:
            while self.connection.recv(65536):
                pass
        except OSError:
            return
        finally:
            self.close_connection = True
        self.fake.hung_up.set()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(fake: Fake, secured: ssl.SSLContext | None = None) -> Iterator[Fake]:
    """Run a server for *fake*."""
    listens = type("ListensFor", (Listens,), {"fake": fake})
    with ThreadingHTTPServer(("127.0.0.1", 0), listens) as server:
        server.daemon_threads = True
        if secured is not None:
            server.socket = secured.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
            fake.scheme = "https"
        server.handle_error = lambda *_: None  # type: ignore[method-assign] # a hang-up is no error here
        fake.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield fake
        server.shutdown()
    thread.join(5)

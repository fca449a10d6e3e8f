"""Small servers on this computer that speak as providers do, and keep what they were sent."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, dict[str, str], bytes]
SENTENCE = '{"sentence": "A calendar helps people to see which days are free and which are not."}'


@dataclass
class Server:
    """A server that runs, and every request it had."""

    port: int
    heard: list[tuple[str, str, bytes]] = field(default_factory=list)
    """Method, path and body."""

    @property
    def host(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The address without a path."""
        return f"http://{self.host}"


def as_json(value: Any, status: int = 200) -> Answer:
    """Return an answer that holds *value*."""
    return status, {"Content-Type": "application/json"}, json.dumps(value).encode()


def written(text: str) -> Answer:
    """Return *text* as a chat completion that is streamed in pieces."""
    pieces = [text[at : at + 8] for at in range(0, len(text), 8)]
    about = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "small"}
    chunks = [{**about, "choices": [{"index": 0, "delta": {"content": piece}}]} for piece in pieces]
    chunks.append({**about, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    lines = [*(json.dumps(chunk) for chunk in chunks), "[DONE]"]
    return 200, {"Content-Type": "text/event-stream"}, "".join(f"data: {line}\n\n" for line in lines).encode()


def as_llama(method: str, path: str, body: bytes) -> Answer:
    """Answer as a server in OpenAI's language with one small model."""
    if path == "/v1/models":
        return as_json({"object": "list", "data": [{"id": "small", "object": "model"}]})
    return written(SENTENCE) if (method, path) == ("POST", "/v1/chat/completions") else as_json({}, 404)


def as_ollama(shown: Any) -> Callable[[str, str, bytes], Answer]:
    """Answer as Ollama, which tells *shown* of its one model."""

    def answer(method: str, path: str, body: bytes) -> Answer:
        if path == "/api/tags":
            return as_json({"models": [{"name": "small:latest"}]})
        return as_json(shown) if (method, path) == ("POST", "/api/show") else as_json({}, 404)

    return answer


@contextmanager
def serving(answer: Callable[[str, str, bytes], Answer]) -> Iterator[Server]:
    """Run a server that gives *answer* to each method, path and body."""
    made = Server(0)

    class Listens(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("GET")

        def do_POST(self) -> None:
            self._answer("POST")

        def _answer(self, method: str) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            made.heard.append((method, self.path, body))
            status, headers, content = answer(method, self.path, body)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content)), "Connection": "close"}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Listens) as server:
        made.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield made
        server.shutdown()
    thread.join(5)

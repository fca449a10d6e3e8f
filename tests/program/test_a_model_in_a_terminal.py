"""The real program and a server that speaks OpenAI's language: consent, a draft, its taking over, and Esc."""

import json
import os
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

if os.name == "nt":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

from planbot.chart import Author, Voice
from planbot.drafting.prompts import tasks
from planbot.settings import Settings, write_settings
from planbot.store import Store
from tests.program.terminal import Terminal
from tests.program.test_planbot_in_a_terminal import chart_of, clean_output, leave, unlock
from tests.running import PASSPHRASE, Home

SPEECH = "My sister helps me with everything. I want to sleep through the night."
FOUND = {"1": "strength", "2": "nothing"}


class Answering(BaseHTTPRequestHandler):
    """Streams the server's reply in small pieces, as a model does; hangs after the first while told to."""

    server: "Server"

    def do_POST(self) -> None:
        """Answer a request for a chat."""
        self.server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        text = json.dumps(FOUND)
        try:
            for at in range(0, len(text), 12):
                self._say({"content": text[at : at + 12]}, None)
                while self.server.hangs.is_set():
                    time.sleep(0.05)
                    self.wfile.write(b": still here\n\n")
                    self.wfile.flush()
            self._say({}, "stop")
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            self.server.hung_up.set()

    def _say(self, delta: dict[str, str], ends: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": ends}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "small", "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library calls it
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server on a free port of this computer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[dict[str, Any]] = []
        self.hangs, self.hung_up = threading.Event(), threading.Event()


@pytest.fixture
def server() -> Iterator[Server]:
    """Return a server that answers until the test is over."""
    with Server() as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield serving
        serving.hangs.clear()
        serving.shutdown()


def test_a_draft_is_consented_to_read_taken_over_and_told(practice: Home, server: Server) -> None:
    address = f"http://127.0.0.1:{server.server_port}/v1"
    settings = Settings(model="llamacpp:small", model_address=address, drafts=tuple(tasks()), state="none")
    write_settings(practice.folder, settings)

    with Terminal(practice) as at:
        unlock(at)
        at.see("Samira")
        at.press("enter")
        at.see("What brings Maria here")
        at.type(SPEECH)
        at.see("f8 draft")
        at.press("f8")
        at.see("stays on this computer")
        at.press("y")
        at.see("let the model draft")
        assert server.asked == [], "nothing was sent yet"
        at.press("enter")
        at.see("found by a model (llamacpp:small)")
        at.press("f8", "enter")
        at.see("What helps you get through a hard day?")
        server.hangs.set()
        at.press("f8")
        at.see("llamacpp:small is writing")
        at.press("escape")
        at.see("Stopped; nothing was taken over.")
        assert server.hung_up.wait(10), "the connection was closed"
        assert SPEECH.partition(".")[0] in at.settle()
        at.press("ctrl+q")
        at.see("not sent yet")
        at.press("y")
        at.see("documents")
        at.press("ctrl+q")
        assert at.end() == 0
    clean_output(at.raw)

    chart = chart_of(practice, "Maria")
    (strength,) = chart.snaps
    assert strength.words == "My sister helps me with everything"
    answer = chart.answers["snap.strengths"]
    assert (answer.voice, answer.origin and answer.origin.author) == (Voice.CLIENT, Author.CLIENT)
    assert answer.origin is not None
    assert answer.origin.source == "llamacpp:small"
    assert chart.intake.presenting in {"", None}, "what was typed and not sent is not in the chart"
    with Store.open(practice.folder, PASSPHRASE) as store:
        sent = store.sendings()
    assert len(sent) == len(server.asked) == 2
    assert "reading" in sent[0].did
    assert "sister" not in sent[0].did
    assert server.asked[0]["messages"][1]["content"].count("My sister helps me") == 1


def test_without_a_model_the_program_asks_nobody(practice: Home, server: Server) -> None:
    with Terminal(practice) as at:
        unlock(at)
        at.see("Samira")
        at.press("enter")
        at.see("What brings Maria here")
        at.press("f8")
        assert "f8 draft" not in at.settle()
        leave(at)
        assert at.end() == 0
    assert server.asked == []

"""A person who stops a draft does not wait for the model: the connection is closed whatever it does."""

import socket
import threading
import time

import pytest

from planbot.drafting.model import Model
from planbot.drafting.prompts import Prompt, Task
from planbot.drafting.provider import provider
from planbot.errors import DraftError, StoppedError

TASK = Task(id="try", title="try", inputs=(), output="try", most_tokens=10)
CHUNK = (
    b'data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":'
    b'{"role":"assistant","content":"Hello "},"finish_reason":null}]}\n\n'
)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"


class Hanging:
    """A server that takes a request, says the first words or nothing, and then waits until it is hung up on."""

    def __init__(self, says: bytes) -> None:
        self._says = says
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}/v1"
        self.asked, self.hung_up = threading.Event(), threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        line, _ = self._server.accept()
        with line:
            line.recv(65536)
            line.sendall(self._says)
            self.asked.set()
            line.settimeout(20)
            while line.recv(65536):
                pass
            self.hung_up.set()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()


@pytest.mark.parametrize("says", [b"", HEAD, HEAD + CHUNK], ids=["nothing", "a head", "its first words"])
def test_the_connection_is_closed_when_a_draft_is_stopped(says: bytes) -> None:
    server = Hanging(says)
    shown: list[str] = []
    stop = threading.Event()
    stopped: list[float] = []
    where = provider("llamacpp:m", server.address)
    assert where is not None

    def ask() -> None:
        with pytest.raises(StoppedError):
            Model(where).write(Prompt(TASK, "a", "b"), {}, shown=shown.append, cancelled=stop.is_set)
        stopped.append(time.monotonic())

    asking = threading.Thread(target=ask)
    asking.start()
    assert server.asked.wait(20)
    if says.endswith(CHUNK):
        while not shown:
            time.sleep(0.01)
        assert shown == ["Hello "]
    began = time.monotonic()
    stop.set()
    asking.join(10)

    assert stopped
    assert stopped[0] - began < 2
    assert server.hung_up.wait(5)
    server.close()


def test_where_nobody_listens_it_is_said_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    where = provider("llamacpp:m", f"http://127.0.0.1:{port}/v1")
    assert where is not None

    with pytest.raises(DraftError, match="No model answers at"):
        Model(where).write(Prompt(TASK, "a", "b"), {})

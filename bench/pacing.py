"""A server that writes the same draft at a steady pace, in OpenAI's language: ``python -m bench.pacing PACE DRAFT``.

The first line it writes is its address; it ends when nobody holds its input open any more.
"""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKENS = 100
"""Pieces that a draft is written in; the last ones are white space, as some models pad."""


def pieces(draft: str) -> list[str]:
    """Return a draft in as many pieces as a model would write tokens."""
    text = draft + " " * max(0, TOKENS - len(draft))
    step = max(1, len(text) // TOKENS)
    cut = [text[start : start + step] for start in range(0, len(text), step)]
    return [*cut[: TOKENS - 1], "".join(cut[TOKENS - 1 :])]


def _event(delta: dict[str, str], reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    told = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return b"data: " + json.dumps(told).encode() + b"\n\n"


class Paced(BaseHTTPRequestHandler):
    """Answers every request with the same draft."""

    pace = 0.0
    """Seconds between two pieces."""
    draft = ""

    def do_POST(self) -> None:
        """Write the draft piece by piece, then what it counted."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        next_at = time.perf_counter()
        for piece in pieces(self.draft):
            next_at += self.pace
            time.sleep(max(0.0, next_at - time.perf_counter()))
            self._say(_event({"content": piece}))
        self._say(_event({}, "stop"))
        usage = {"prompt_tokens": 300, "completion_tokens": TOKENS, "total_tokens": 300 + TOKENS}
        told = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [], "usage": usage}
        self._say(b"data: " + json.dumps(told).encode() + b"\n\ndata: [DONE]\n\n")

    def _say(self, event: bytes) -> None:
        self.wfile.write(event)
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Stay silent."""


def main(pace: float, draft: str) -> None:
    """Serve until the input is closed."""
    Paced.pace, Paced.draft = pace, draft
    server = ThreadingHTTPServer(("127.0.0.1", 0), Paced)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}/v1", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2])

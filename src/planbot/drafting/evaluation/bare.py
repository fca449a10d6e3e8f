"""The yardstick: the very same prompt sent to the server by plain HTTP, with nothing of planbot or LangChain."""

import json
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from planbot.drafting.prompts import Prompt
from planbot.drafting.provider import Provider, key_of

PATIENCE = 300.0
"""Seconds until a silent server is given up."""


@dataclass(frozen=True)
class Said:
    """What the server said, and what it took."""

    seconds: float
    tokens: int


def body(prompt: Prompt, schema: dict[str, Any], model: str) -> bytes:
    """Return the request that planbot would make, written by hand."""
    shape = {"name": prompt.task.output.replace("-", "_"), "strict": True, "schema": schema}
    asked = {
        "model": model,
        "messages": [
            {"role": "system", "content": prompt.instructions},
            {"role": "user", "content": prompt.material},
        ],
        "temperature": prompt.task.temperature,
        "max_tokens": prompt.task.most_tokens,
        "stream": True,
        "stream_options": {"include_usage": True},
        "response_format": {"type": "json_schema", "json_schema": shape},
    }
    return json.dumps(asked).encode()


def said(prompt: Prompt, schema: dict[str, Any], provider: Provider) -> Said | None:
    """Ask the server and return what it took; None when it could not be asked so."""
    parts = urlsplit(provider.address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    began = time.perf_counter()
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        connection.request(
            "POST",
            f"{parts.path}/chat/completions",
            body(prompt, schema, provider.model),
            {"Content-Type": "application/json", "Authorization": f"Bearer {key_of(provider) or 'none'}"},
        )
        tokens = 0
        for line in connection.getresponse():
            if line.startswith(b"data: {"):
                usage = json.loads(line[6:]).get("usage") or {}
                tokens = usage.get("completion_tokens", tokens)
    except (OSError, HTTPException, ValueError):
        return None
    finally:
        connection.close()
    return Said(time.perf_counter() - began, tokens) if tokens else None

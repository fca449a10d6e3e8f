"""Looks who answers at a model's address: which models there are, whether one runs elsewhere, how quick it is.

Nothing about a client is ever sent from here. It speaks with the standard library, which follows neither a proxy
nor a redirect.
"""

import json
import os
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from planbot.drafting.prompts import Prompt, Task
from planbot.drafting.provider import KINDS, Provider
from planbot.errors import DraftError

PATIENCE = 5.0
"""Seconds to wait for an answer about models."""
LARGEST = 1_000_000
"""Bytes an answer about models may have."""
_LISTS = {"llamacpp": "/models", "openai": "/models", "anthropic": "/v1/models", "ollama": "/api/tags"}
_REMOTE = ("remote", "cloud")
"""What the name of a field says, in what Ollama tells of a model, when the model runs elsewhere."""
_SENTENCE: dict[str, Any] = {
    "title": "Check",
    "type": "object",
    "properties": {"sentence": {"type": "string"}},
    "required": ["sentence"],
    "additionalProperties": False,
}
TRY = Prompt(
    Task(id="check", title="a try", inputs=(), output="check", most_tokens=80),
    'Answer with JSON: {"sentence": "..."}',
    "Say in one sentence of about twenty words what a calendar is for.",
)
"""The request by which a model's speed is tried; it holds nothing of any client."""


@dataclass(frozen=True)
class Pace:
    """How quick a model was, once."""

    first: float
    """Seconds until the first words."""
    words_a_second: float
    """Words a second from then on."""
    letters: int
    """How many letters came."""


def offered(provider: Provider) -> tuple[str, ...]:
    """Return the names of the models at *provider*'s address.

    Raises DraftError in one sentence when nobody answers there, or not as a provider of this kind does.
    """
    told = _ask(provider, _LISTS[provider.kind])
    listed = told.get("models" if provider.kind == "ollama" else "data") if isinstance(told, dict) else None
    if not isinstance(listed, list):
        raise DraftError(f"What answers at {provider.address} is no {provider.kind} server; check the address.")
    names = (each.get("name" if provider.kind == "ollama" else "id") for each in listed if isinstance(each, dict))
    return tuple(sorted({name for name in names if isinstance(name, str)}))


def refuse_remote(provider: Provider) -> None:
    """Raise DraftError when an Ollama server says that the model runs elsewhere: it would pass on what it is sent."""
    if provider.kind == "ollama" and _says_remote(_ask(provider, "/api/show", {"model": provider.model})):
        raise DraftError("This Ollama model runs on somebody else's computer; choose one that runs here.")


def pace(provider: Provider) -> Pace:
    """Ask the model for one sentence about nothing in particular, and return how quick it was.

    Raises DraftError in one sentence when it does not answer.
    """
    from planbot.drafting.model import Model

    reply = Model(provider).write(TRY, _SENTENCE)
    words = len(reply.text.split())
    return Pace(reply.first, words / max(reply.seconds - reply.first, 0.001), len(reply.text))


def _says_remote(told: Any) -> bool:
    if isinstance(told, dict):
        return any(
            (any(word in str(key).casefold() for word in _REMOTE) and bool(value)) or _says_remote(value)
            for key, value in told.items()
        )
    return isinstance(told, list) and any(
        _says_remote(each) or (isinstance(each, str) and each.casefold() in _REMOTE) for each in told
    )


def _ask(provider: Provider, path: str, body: dict[str, str] | None = None) -> Any:
    """Return what the server says at *path*, read as JSON."""
    parts = urlsplit(provider.address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        text = None if body is None else json.dumps(body)
        connection.request("GET" if body is None else "POST", parts.path + path, text, _headers(provider))
        answer = connection.getresponse()
        content = answer.read(LARGEST + 1)
    except (OSError, HTTPException):
        raise DraftError(f"No model answers at {provider.address}; start it, or correct the address.") from None
    finally:
        connection.close()
    return _read(provider, answer.status, content)


def _read(provider: Provider, status: int, content: bytes) -> Any:
    if status in {401, 403}:
        raise DraftError("The model's provider refused the key; check it.")
    if status == 404 and provider.kind == "ollama":
        raise DraftError("Ollama does not have this model; pull it first, or choose another.")
    if status != 200 or len(content) > LARGEST:
        raise DraftError(f"What answers at {provider.address} is no {provider.kind} server; check the address.")
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise DraftError(f"What answers at {provider.address} is no {provider.kind} server; check it.") from None


def _headers(provider: Provider) -> dict[str, str]:
    name = KINDS[provider.kind].key
    key = os.environ.get(name, "") if name else ""
    if name and not key:
        raise DraftError(f"{provider.kind} needs a key; set {name} before starting planbot.")
    if provider.kind == "anthropic":
        return {"x-api-key": key, "anthropic-version": "2023-06-01"}
    return (
        {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        if key
        else {"Content-Type": "application/json"}
    )

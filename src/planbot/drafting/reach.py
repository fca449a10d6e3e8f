"""Looks who answers at a model's address: which models there are, and whether one runs elsewhere.

Nothing about a client is ever sent from here. It speaks with the standard library, which follows neither a proxy
nor a redirect.
"""

import json
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ssl import SSLError
from typing import Any
from urllib.parse import urlsplit

from planbot.drafting.provider import Provider, key_of, refused_key, untrusted
from planbot.errors import DraftError

PATIENCE = 5.0
"""Seconds to wait for an answer about models."""
LARGEST = 1_000_000
"""Bytes an answer about models may have."""
_LISTS = {"llamacpp": "/models", "openai": "/models", "anthropic": "/v1/models", "ollama": "/api/tags"}
_REMOTE = ("remote", "cloud")
"""What the name of a field says, in what Ollama tells of a model, when the model runs elsewhere."""


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


def _says_remote(told: Any) -> bool:
    """Whether any field of an answer says so; walked without recursion, however deep somebody nested it."""
    left = [told]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            if any(value and any(word in str(key).casefold() for word in _REMOTE) for key, value in each.items()):
                return True
            left.extend(each.values())
        elif isinstance(each, list):
            if any(isinstance(part, str) and part.casefold() in _REMOTE for part in each):
                return True
            left.extend(each)
    return False


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
    except SSLError:
        raise DraftError(untrusted(provider)) from None
    except (OSError, HTTPException, ValueError):
        raise DraftError(f"No model answers at {provider.address}; start it, or correct the address.") from None
    finally:
        connection.close()
    return _read(provider, answer.status, content)


def _read(provider: Provider, status: int, content: bytes) -> Any:
    if status in {401, 403}:
        raise DraftError(refused_key(provider))
    if status == 404 and provider.kind == "ollama":
        raise DraftError("Ollama does not have this model; pull it first, or choose another.")
    if status != 200 or len(content) > LARGEST:
        raise DraftError(f"What answers at {provider.address} is no {provider.kind} server; check the address.")
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise DraftError(f"What answers at {provider.address} is no {provider.kind} server; check it.") from None


def _headers(provider: Provider) -> dict[str, str]:
    key = key_of(provider)
    if provider.kind == "anthropic":
        return {"x-api-key": key, "anthropic-version": "2026-10-21"}
    authorized = {"Authorization": f"Bearer {key}"} if key else {}
    return {"Content-Type": "application/json", **authorized}

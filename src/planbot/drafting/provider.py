"""Which model is asked, and where it is: a settings string such as ``openai:gpt-5`` or ``llamacpp:smollm2``.

No address is ever taken from the environment; a provider without one of its own has the address written here.
"""

import ipaddress
import os
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from planbot.errors import DraftError


@dataclass(frozen=True)
class Kind:
    """A kind of provider: what LangChain calls it, its usual address, the package it needs, and its key."""

    langchain: str
    address: str
    package: str
    extra: str
    key: str
    """The environment variable that holds the key; a key is never in the settings or on a command line."""
    without_key: bool = False
    """Whether such a server may also be asked without a key."""


OWN_KEY = "PLANBOT_MODEL_KEY"
"""The variable for a key that a practice gave to a server of its own."""
KINDS = {
    "llamacpp": Kind("openai", "http://127.0.0.1:8080/v1", "langchain_openai", "model", OWN_KEY, without_key=True),
    "ollama": Kind("ollama", "http://127.0.0.1:11434", "langchain_ollama", "ollama", OWN_KEY, without_key=True),
    "openai": Kind("openai", "https://api.openai.com/v1", "langchain_openai", "model", "OPENAI_API_KEY"),
    "anthropic": Kind(
        "anthropic", "https://api.anthropic.com", "langchain_anthropic", "anthropic", "ANTHROPIC_API_KEY"
    ),
}
"""The providers by the first part of the settings string; ``llamacpp`` is any server that speaks OpenAI's language."""

_REMOTE_NAME = re.compile(r"(?i)(^|[^a-z])(cloud|remote)([^a-z]|$)")


@dataclass(frozen=True)
class Provider:
    """A model that may be asked."""

    kind: str
    model: str
    address: str

    @property
    def stays_here(self) -> bool:
        """Whether what is sent stays on this computer."""
        host = urlsplit(self.address).hostname or ""
        if host == "localhost":
            return True
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return False

    @property
    def where(self) -> str:
        """Where the words go, for a person to read."""
        return "stays on this computer" if self.stays_here else f"goes to {urlsplit(self.address).hostname}"

    @property
    def name(self) -> str:
        """The settings string without the address."""
        return f"{self.kind}:{self.model}"

    @property
    def at_home(self) -> bool:
        """Whether a provider that has an address of its own on the network is asked there."""
        return not KINDS[self.kind].without_key and self.address == KINDS[self.kind].address


def provider(text: str, address: str = "") -> Provider | None:
    """Read a settings string; nothing set means no model.

    Raises DraftError in one sentence for an unknown provider, a missing model, a malformed address, or an
    Ollama model that runs elsewhere in spite of a local address.
    """
    if not text.strip():
        return None
    kind, _, model = text.strip().partition(":")
    if kind not in KINDS or not model.strip():
        raise DraftError(
            f"The model {text!r} cannot be read; write it as provider:model with one of {', '.join(KINDS)}."
        )
    if kind == "ollama" and _REMOTE_NAME.search(model):
        raise DraftError("This Ollama model runs on somebody else's computer; choose one that runs here.")
    where = address.strip().rstrip("/") or KINDS[kind].address
    parts = _parts(where)
    if parts is None or parts.username or parts.query or parts.fragment:
        raise DraftError(
            "The model's address must begin with http:// or https:// and name a host, and hold no password."
        )
    found = Provider(kind, model.strip(), where)
    if parts.scheme == "http" and not found.stays_here:
        raise DraftError("The model's address is on another computer and not encrypted; use https://.")
    return found


def _parts(address: str) -> SplitResult | None:
    """Return the parts of an address; None when it is none."""
    try:
        parts = urlsplit(address)
        found = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if found and address.isprintable() and " " not in address else None


def key_of(provider: Provider) -> str:
    """Return the key that *provider* wants, from its environment variable; empty when it may be asked without one.

    Raises DraftError naming the variable when it is missing or cannot be a key.
    """
    kind = KINDS[provider.kind]
    key = os.environ.get(kind.key, "").strip()
    if not key and not kind.without_key:
        raise DraftError(f"{provider.kind} needs a key; set {kind.key} before starting planbot.")
    if not key.isascii() or not key.isprintable():
        raise DraftError(f"What {kind.key} holds cannot be a key; set it again, on one line.")
    return key


def refused_key(provider: Provider) -> str:
    """Return in one sentence that the server wants a key, or another one."""
    name = KINDS[provider.kind].key
    if not os.environ.get(name, "").strip():
        return f"The server at {provider.address} wants a key; set {name} before starting planbot."
    return f"The model's provider refused the key; check what {name} holds."


def untrusted(provider: Provider) -> str:
    """Return in one sentence that the server could not show who it is."""
    return f"The certificate of {provider.address} is not one this computer trusts, so nothing was sent; check both."

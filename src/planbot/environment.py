"""Shuts the doors the environment may have left open, before any library that would walk through them is imported."""

import os
import sys

from planbot.errors import PlanbotError

_TELLTALE = (
    "TEXTUAL",
    "TEXTUAL_LOG",
    "TEXTUAL_DEBUG",
    "TEXTUAL_DEVTOOLS_HOST",
    "TEXTUAL_DEVTOOLS_PORT",
    "TEXTUAL_DRIVER",
    "TEXTUAL_PRESS",
    "TEXTUAL_SCREENSHOT",
    "TEXTUAL_SCREENSHOT_LOCATION",
    "TEXTUAL_SCREENSHOT_FILENAME",
    "TEXTUAL_SHOW_RETURN",
)
"""Variables under which Textual writes what is typed, or pictures of it, outside the store."""

_DETOURS = ("LANGSMITH_", "LANGCHAIN_", "OTEL_", "OPENAI_", "ANTHROPIC_", "OLLAMA_")
"""How the names begin under which libraries trace, log, send elsewhere or add to what they are given to send."""
_ALSO = frozenset(
    {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE", "LC_OUTPUT_VERSION"}
)
"""Others that reroute, vouch for a stranger, write a connection's secrets to a file, or change how a reply is read."""
_KEYS = frozenset({"OPENAI_API_KEY", "ANTHROPIC_API_KEY"})
"""What a person set for planbot to use; taken explicitly, and only for the provider whose name it bears."""


def shut_doors() -> None:
    """Make new files private, forbid core dumps, drop variables that trace or redirect, refuse to run under debug ones.

    Raises PlanbotError in one sentence that names the variable to unset.
    """
    os.umask(0o077)
    forget_detours()
    for name in _TELLTALE:
        if os.environ.get(name):
            raise PlanbotError(
                f"{name} is set, and would write what is typed outside the encrypted file; unset it first."
            )
    _forbid_core_dumps()


def forget_detours() -> None:
    """Drop the variables by which libraries trace or log what they are given, or send it by another way; in any case.

    A provider's library reads dozens of them, and more with each version; so all of its own are dropped but the key.
    """
    for name in list(os.environ):
        known = name.upper()
        if known in _ALSO or (known.startswith(_DETOURS) and known not in _KEYS):
            del os.environ[name]


def _forbid_core_dumps() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        pr_set_dumpable = 4
        ctypes.CDLL(None).prctl(pr_set_dumpable, 0)

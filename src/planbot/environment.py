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

_TRACING = ("LANGSMITH_", "LANGCHAIN_")
_DETOURS = frozenset(
    {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_PROXY", "OLLAMA_HOST"}
    | {"ANTHROPIC_BASE_URL", "ANTHROPIC_API_URL", "ANTHROPIC_PROXY"}
)
"""Variables by which a library would send a prompt elsewhere than to the address in the settings; in either case."""


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
    """Drop the variables by which libraries trace what they are given, or send it by another way."""
    for name in [name for name in os.environ if name.startswith(_TRACING) or name.upper() in _DETOURS]:
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

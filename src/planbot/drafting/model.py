"""The one file that speaks with a language model, through LangChain; imported when a draft is first asked for.

A model is given finished messages and the shape of its answer; it gets no tools, no files and no other text.
"""

import asyncio
import importlib
import os
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from planbot.drafting.prompts import Prompt
from planbot.drafting.provider import KINDS, Provider
from planbot.drafting.reach import refuse_remote
from planbot.environment import forget_detours
from planbot.errors import DraftError, StoppedError

CONNECT, READ = 5.0, 120.0
"""Seconds to wait for a connection, and for the next words."""
TRIES = 2
"""How often a request is made at most when the connection fails."""

LOOK = 0.1
"""Seconds between two looks at whether a person stopped the draft."""


_STRAIGHT: dict[str, Any] = {"trust_env": False, "follow_redirects": False}
"""What a text is sent with: no proxy, and no address but the one in the settings."""


@dataclass(frozen=True)
class Reply:
    """What a model wrote, and what it took."""

    text: str
    seconds: float
    first: float
    """Seconds until the first words."""
    tokens_in: int
    tokens_out: int
    cut: bool
    """Whether the reply reached its limit and ends in the middle."""
    cached: int = 0
    """How many of the tokens sent the server still had from before."""


class Model:
    """A language model, ready to be asked."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._chat: Any = None

    @property
    def name(self) -> str:
        """The name under which drafts are recorded."""
        return self.provider.name

    def write(
        self,
        prompt: Prompt,
        schema: dict[str, Any],
        *,
        shown: Callable[[str], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Reply:
        """Return the model's reply to *prompt* as JSON text in the shape of *schema*.

        *shown* is given the text so far as it grows. Raises StoppedError when *cancelled* says so, and DraftError
        in one sentence when the model cannot be reached or does not answer.
        """
        heard = _Heard(shown, time.perf_counter())
        asyncio.run(self._until_stopped(self._listen(prompt, schema, heard), cancelled))
        return heard.reply()

    @staticmethod
    async def _until_stopped(listening: Coroutine[Any, Any, None], cancelled: Callable[[], bool]) -> None:
        """Wait for the reply; when a person stops it, the connection is closed at once, whatever the model does."""
        task = asyncio.ensure_future(listening)
        while not task.done():
            if cancelled():
                task.cancel()
                await asyncio.wait({task})
                raise StoppedError("The draft was stopped; nothing was taken over.")
            await asyncio.wait({task}, timeout=LOOK)
        task.result()

    async def _listen(self, prompt: Prompt, schema: dict[str, Any], heard: "_Heard") -> None:
        from langsmith import tracing_context

        messages = [("system", prompt.instructions), ("human", prompt.material)]
        with tracing_context(enabled=False):
            try:
                async for chunk in self._bound(prompt, schema).astream(messages):
                    heard.more(chunk)
            except DraftError:
                raise
            except Exception as failure:  # noqa: BLE001 -- each provider raises errors of its own
                raise DraftError(_told(failure, self.provider)) from None

    def _bound(self, prompt: Prompt, schema: dict[str, Any]) -> Any:
        if self._chat is None:
            self._chat = _open(self.provider)
        limits: dict[str, Any] = {"temperature": prompt.task.temperature}
        match KINDS[self.provider.kind].langchain:
            case "openai":
                shape = {"name": prompt.task.output.replace("-", "_"), "strict": True, "schema": schema}
                body = {"response_format": {"type": "json_schema", "json_schema": shape}}
                return self._chat.bind(**limits, max_tokens=prompt.task.most_tokens, extra_body=body)
            case "ollama":
                return self._chat.bind(format=schema, options={**limits, "num_predict": prompt.task.most_tokens})
            case _:
                shape = {"format": {"type": "json_schema", "schema": schema}}
                return self._chat.bind(**limits, max_tokens=prompt.task.most_tokens, output_config=shape)


class _Heard:
    """What a model has said so far."""

    def __init__(self, shown: Callable[[str], None], started: float) -> None:
        self._shown, self._started = shown, started
        self._first = 0.0
        self._all: Any = None

    def more(self, chunk: Any) -> None:
        """Add a piece, and show all there is."""
        self._first = self._first or time.perf_counter() - self._started
        self._all = chunk if self._all is None else self._all + chunk
        self._shown(_text(self._all))

    def reply(self) -> Reply:
        """Return the whole reply; raises DraftError when nothing was said."""
        if self._all is None:
            raise DraftError("The model said nothing; try again, or draft from the library.")
        usage, said = self._all.usage_metadata or {}, self._all.response_metadata
        return Reply(
            text=_text(self._all),
            seconds=time.perf_counter() - self._started,
            first=self._first,
            tokens_in=usage.get("input_tokens", 0),
            tokens_out=usage.get("output_tokens", 0),
            cut=said.get("finish_reason", said.get("stop_reason")) in {"length", "max_tokens"},
            cached=usage.get("input_token_details", {}).get("cache_read", 0),
        )


def _open(provider: Provider) -> Any:
    """Return LangChain's model for *provider*, its address explicit and no proxy taken from the environment."""
    forget_detours()
    refuse_remote(provider)
    kind = KINDS[provider.kind]
    try:
        importlib.import_module(kind.package)
        from langchain.chat_models import init_chat_model
    except ImportError:
        raise DraftError(
            f"To draft with {provider.kind}, install planbot with it: pip install planbot[{kind.extra}]."
        ) from None
    return init_chat_model(provider.model, model_provider=kind.langchain, **_doors(provider))


def _doors(provider: Provider) -> dict[str, Any]:
    """Return the arguments that say where to connect, and that nothing in the environment may say otherwise."""
    kind = KINDS[provider.kind]
    key = os.environ.get(kind.key, "") if kind.key else "none"
    if not key:
        raise DraftError(f"{provider.kind} needs a key; set {kind.key} before starting planbot.")
    match kind.langchain:
        case "openai":
            http = _http_of("openai._base_client")
            return {
                "base_url": provider.address,
                "api_key": key,
                "max_retries": TRIES - 1,
                "timeout": http.Timeout(READ, connect=CONNECT),
                "stream_usage": True,
                "http_client": http.Client(**_STRAIGHT),
                "http_async_client": http.AsyncClient(**_STRAIGHT, limits=http.Limits(max_keepalive_connections=0)),
            }
        case "ollama":
            return {"base_url": provider.address, "client_kwargs": {**_STRAIGHT, "timeout": READ}}
        case _:
            return {"base_url": provider.address, "api_key": key, "max_retries": TRIES - 1, "timeout": READ}


def _http_of(module: str) -> Any:
    """Return the HTTP library a provider's client was built with, whichever of its generations that is."""
    client = importlib.import_module(module)
    return getattr(client, "httpx2", None) or client.httpx


def _text(chunk: Any) -> str:
    """Return the text of a message, whose content is a string or a list of parts."""
    content = chunk.content
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content if isinstance(part, dict))


def _told(failure: Exception, provider: Provider) -> str:
    """Return in one sentence what went wrong, without anything that was sent or received."""
    name = type(failure).__name__
    if "Connect" in name:
        return f"No model answers at {provider.address}; start it, or draft from the library."
    if "Timeout" in name:
        return "The model took too long to answer; try again, or draft from the library."
    if "Authentication" in name or "PermissionDenied" in name:
        return "The model's provider refused the key; check it."
    return f"The model could not answer ({name}); try again, or draft from the library."

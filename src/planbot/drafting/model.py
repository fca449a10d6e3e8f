"""The one file that speaks with a language model, through LangChain; imported when a draft is first asked for.

A model is given finished messages and the shape of its answer; it gets no tools, no files and no other text.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from planbot.drafting.dialects import asked, opened
from planbot.drafting.failures import sentence
from planbot.drafting.prompts import Prompt
from planbot.drafting.provider import Provider
from planbot.environment import forget_detours
from planbot.errors import DraftError, StoppedError

LOOK = 0.1
"""Seconds between two looks at whether a person stopped the draft."""
_CUT = frozenset({"length", "max_tokens", "model_context_window_exceeded"})
"""How providers say that a reply reached its limit."""
_DECLINED = frozenset({"refusal", "content_filter"})
"""How they say that the model would not write it."""


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
        heard = _Heard(shown)
        waiting = self._until_stopped(self._listen(prompt, schema, heard), cancelled)
        asyncio.run(waiting, debug=False)  # the environment could ask for it, and for lines across the screen
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
        forget_detours()
        try:
            chat = await self._opened()
            heard.begin()
            from langsmith import tracing_context

            messages = [("system", prompt.instructions), ("human", prompt.material)]
            with tracing_context(enabled=False):
                async for chunk in asked(chat, self.provider, prompt, schema).astream(messages):
                    heard.more(chunk)
        except DraftError:
            raise
        except Exception as failure:  # noqa: BLE001 -- each provider raises errors of its own
            raise DraftError(sentence(failure, self.provider)) from None

    async def _opened(self) -> Any:
        """Return the open model; a person can stop the draft while libraries load or a server is looked at."""
        if self._chat is None:
            aside = ThreadPoolExecutor(1)
            try:
                self._chat = await asyncio.wrap_future(aside.submit(opened, self.provider))
            finally:
                aside.shutdown(wait=False)
        return self._chat


class _Heard:
    """What a model has said so far."""

    def __init__(self, shown: Callable[[str], None]) -> None:
        self._shown = shown
        self._started = self._first = 0.0
        self._all: Any = None

    def begin(self) -> None:
        """Start the clock: libraries are loaded once, and that is no sign of how quick a model is."""
        self._started = time.perf_counter()

    def more(self, chunk: Any) -> None:
        """Add a piece, and show all there is."""
        self._all = chunk if self._all is None else self._all + chunk
        text = _text(self._all)
        if text and not self._first:
            self._first = time.perf_counter() - self._started
        self._shown(text)

    def reply(self) -> Reply:
        """Return the whole reply; raises DraftError when nothing was said, or when the model would not say it."""
        told = {} if self._all is None else self._all.response_metadata
        ended = told.get("finish_reason") or told.get("stop_reason") or told.get("done_reason")
        if ended in _DECLINED or (self._all is not None and self._all.additional_kwargs.get("refusal")):
            raise DraftError("The model declined to write this; draft from the library, or by hand.")
        if self._all is None or not (_text(self._all) or ended in _CUT):
            raise DraftError("The model said nothing; try again, or draft from the library.")
        usage = self._all.usage_metadata or {}
        return Reply(
            text=_text(self._all),
            seconds=time.perf_counter() - self._started,
            first=self._first,
            tokens_in=usage.get("input_tokens", 0),
            tokens_out=usage.get("output_tokens", 0),
            cut=ended in _CUT,
            cached=usage.get("input_token_details", {}).get("cache_read", 0),
        )


def _text(chunk: Any) -> str:
    """Return the text of a message, whose content is a string or a list of parts; what a model thought is none."""
    content = chunk.content
    if isinstance(content, str):
        return content
    return "".join(part if isinstance(part, str) else part.get("text") or "" for part in content)

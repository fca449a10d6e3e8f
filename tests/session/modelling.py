"""Models that do as they are told, and a session in which one may be asked."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from planbot.chart import Chart, Consent
from planbot.drafting.drafted import Sending
from planbot.drafting.prompts import Prompt, tasks
from planbot.drafting.provider import Provider
from planbot.errors import DraftError, StoppedError, StoreError
from planbot.model_drafts import ModelDrafts
from planbot.session import Session
from planbot.settings import Approval, Settings
from tests.drafting.asking import Said, talked

LOCAL = Settings(
    model="llamacpp:small",
    drafts=tuple(tasks()),
    approved=Approval(by="Dana Lee, LCSW", on=date(2026, 11, 2)),
    state="none",
)
"""A practice with a model on its own computer, every kind of draft switched on."""
ELSEWHERE = LOCAL.model_copy(update={"model": "openai:large", "model_address": "https://models.example.org/v1"})


@dataclass
class Writer:
    """A model that writes its replies letter by letter, and may be slow, hang, or fail."""

    drafts: list[Any]
    name: str = "llamacpp:small"
    pause: float = 0.0
    """Seconds before each piece."""
    hangs_after: int | None = None
    """After so many pieces it says nothing more until it is stopped."""
    hangs_at: int = 1
    """From which call on it hangs."""
    fails: DraftError | None = None
    prompts: list[Prompt] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    """Set when a call is over, however it ended."""

    def write(
        self,
        prompt: Prompt,
        schema: dict[str, Any],
        *,
        shown: Callable[[str], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Said:
        """Say the next reply piece by piece."""
        del schema
        self.prompts.append(prompt)
        try:
            return self._said(shown, cancelled)
        finally:
            self.ended.set()

    def _said(self, shown: Callable[[str], None], cancelled: Callable[[], bool]) -> Said:
        draft = self.drafts[min(len(self.prompts), len(self.drafts)) - 1]
        text = draft if isinstance(draft, str) else json.dumps(draft)
        hangs = self.hangs_after if len(self.prompts) >= self.hangs_at else None
        for number, end in enumerate(range(8, len(text) + 8, 8)):
            while hangs is not None and number >= hangs and not cancelled():
                time.sleep(0.01)
            if cancelled():
                raise StoppedError("The draft was stopped; nothing was taken over.")
            time.sleep(self.pause)
            shown(text[:end])
        if self.fails:
            raise self.fails
        return Said(text)


@dataclass
class Log:
    """A record of sendings, which may refuse."""

    sent: list[tuple[Sending, str | None]] = field(default_factory=list)
    refuses: StoreError | None = None

    def note_sending(self, sent: Sending, client: str | None) -> None:
        """Keep the record, or refuse."""
        if self.refuses:
            raise self.refuses
        self.sent.append((sent, client))


def agreed(chart: Chart, *kinds: str) -> Chart:
    """Return *chart* with the client's consent to a model, or to these *kinds*."""
    for kind in kinds or ("model",):
        chart = chart.put(Consent(id=chart.next_id("consents"), kind=kind, given=True, on=date(2026, 11, 2)))
    return chart


def modelled(
    chart: Chart, key: str, writer: Writer, *, settings: Settings = LOCAL, log: Log | None = None
) -> tuple[Session, ModelDrafts]:
    """Return a session that looks at the question *key*, and its drafts with *writer*."""
    session = talked(chart, key)

    def opens(_: Provider) -> Writer:
        return writer

    return session, ModelDrafts(session, log or Log(), lambda: settings, opens)

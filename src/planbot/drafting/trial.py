"""A first word with a model, without anything of any client: whether it answers, and how quick it is."""

from collections.abc import Callable
from dataclasses import dataclass

from planbot.drafting.drafted import Sending, Writes, sending
from planbot.drafting.prompts import Prompt, Task
from planbot.errors import DraftError

TASK = Task(id="trial", title="a trial sentence", inputs=(), output="trial", most_tokens=80, temperature=0)
PROMPT = Prompt(
    TASK,
    'You are asked whether you can be reached. Answer with JSON: {"sentence": "..."}',
    "Say in one sentence of about twenty words what a calendar is for.",
)
"""All that is sent: no chart is at hand."""
SCHEMA = {
    "title": "Trial",
    "type": "object",
    "properties": {"sentence": {"type": "string"}},
    "required": ["sentence"],
    "additionalProperties": False,
}


@dataclass(frozen=True)
class Answered:
    """How a model answered the trial."""

    first: float
    """Seconds until the first words."""
    seconds: float
    """Seconds in all."""
    words: int
    """Words written."""
    tokens: int
    """Tokens written; 0 when the server does not count them."""

    @property
    def says(self) -> str:
        """What a person reads of it."""
        told = f"It answers. First words after {self.first:.1f} s, done after {self.seconds:.1f} s"
        writing = self.seconds - self.first
        if writing <= 0:
            return f"{told}."
        if self.tokens > 1:
            return f"{told}, about {(self.tokens - 1) / writing:.0f} tokens a second."
        return f"{told}, about {self.words / writing:.0f} words a second."


def trial(
    model: Writes,
    *,
    about_to_send: Callable[[Sending], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Answered:
    """Ask *model* for one sentence about nothing, and return how it went.

    Raises DraftError in one sentence when it does not answer as a draft needs it.
    """
    about_to_send(sending(PROMPT, model.name))
    reply = model.write(PROMPT, SCHEMA, cancelled=cancelled)
    text = str(reply.text)
    if '"sentence"' not in text:
        raise DraftError("It answers, but not in the shape asked for; this server or model cannot be used.")
    return Answered(
        float(getattr(reply, "first", 0.0)),
        float(getattr(reply, "seconds", 0.0)),
        len(text.partition(":")[2].split()),
        int(getattr(reply, "tokens_out", 0)),
    )

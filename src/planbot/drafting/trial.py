"""A first word with a model, without anything of any client: whether it answers, and how quick it is."""

from collections.abc import Callable

from planbot.drafting.drafted import Sending, Writes, sending
from planbot.drafting.prompts import Prompt, Task
from planbot.errors import DraftError

TASK = Task(id="trial", title="a trial sentence", inputs=(), output="trial", most_tokens=60, temperature=0)
PROMPT = Prompt(
    TASK,
    'You are asked whether you can be reached. Answer with JSON: {"sentence": "..."}',
    "Write one short sentence about the weather.",
)
"""All that is sent: no chart is at hand."""
SCHEMA = {
    "type": "object",
    "properties": {"sentence": {"type": "string"}},
    "required": ["sentence"],
    "additionalProperties": False,
}


class Answered:
    """How a model answered the trial."""

    def __init__(self, first: float, seconds: float, tokens: int) -> None:
        self.first = first
        """Seconds until the first words."""
        self.seconds = seconds
        """Seconds in all."""
        self.tokens = tokens
        """Tokens written; 0 when the server does not count them."""

    @property
    def says(self) -> str:
        """What a person reads of it."""
        told = f"It answers. First words after {self.first:.1f} s, done after {self.seconds:.1f} s"
        writing = self.seconds - self.first
        if self.tokens > 1 and writing > 0:
            return f"{told}, about {(self.tokens - 1) / writing:.0f} tokens a second."
        return f"{told}."


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
    if '"sentence"' not in str(reply.text):
        raise DraftError("It answers, but not in the shape asked for; this server or model cannot be used.")
    return Answered(
        float(getattr(reply, "first", 0.0)),
        float(getattr(reply, "seconds", 0.0)),
        int(getattr(reply, "tokens_out", 0)),
    )

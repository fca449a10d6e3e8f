"""A person at the keyboard of a session in which a model may be asked."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from planbot.chart import Chart
from planbot.flows import flow
from planbot.rules.pages.examples import clean_chart
from planbot.settings import Settings
from tests.session.modelling import LOCAL, Writer, agreed
from tests.tui.talking import Talk

KEY = "goal.clinical:g1"
WORDS = "Take part in family life again, at meals and in the evening"
GOOD = {"clinical": WORDS}
Sits = Callable[..., AbstractAsyncContextManager[Talk]]


def whole() -> Chart:
    """A whole plan whose client agreed to a model."""
    return agreed(clean_chart().model_copy(update={"id": "c1"}))


@asynccontextmanager
async def asking(  # noqa: PLR0913 - who is asked what, with which model
    sit: Sits,
    writer: Writer,
    *,
    key: str = KEY,
    chart: Chart | None = None,
    settings: Settings = LOCAL,
    size: tuple[int, int] = (100, 30),
) -> AsyncIterator[Talk]:
    """Sit down at the question *key* with a model set."""
    async with sit(flow("plan"), chart=whole() if chart is None else chart, size=size) as talk:
        talk.app.settings = settings
        talk.app.opens_model = lambda _: writer
        talk.screen.take(lambda: talk.session.look(key))
        await talk.settle()
        yield talk


async def card(talk: Talk) -> None:
    """Wait until the model's draft is on the card."""
    await talk.until(lambda: not talk.desk.writing.display and talk.desk.proposals.current is not None)
    await talk.settle()


def offers_a_model(talk: Talk) -> bool:
    """Whether the key for a model's draft is in the footer now."""
    bindings = talk.screen.active_bindings
    return "f8" in bindings and bindings["f8"].enabled

"""The sample session and the sample clients: dialogues, played through the same Session as any conversation."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any

from planbot.chart import Chart, Client, Clinician, Voice
from planbot.cli import BLOCKED, OK
from planbot.cli.lines import PlainTalk
from planbot.documents import render
from planbot.errors import PlanbotError
from planbot.flows import flow
from planbot.knowledge import Knowledge, load
from planbot.rules import blocking
from planbot.rules.reading.together import told
from planbot.session import Session
from planbot.store import Opened

SAMPLES = ("sam", "maria", "devon")
"""The sample clients, each a dialogue in ``cli/samples``."""


class InMemory:
    """A store for a played dialogue: it keeps revisions in memory and can undo."""

    def __init__(self, chart: Chart) -> None:
        self.charts = [chart]

    def append(self, chart: Chart, *, based_on: int, did: str, key: str | None = None, voice: str | None = None) -> int:
        """Keep the chart as the next revision."""
        self.charts.append(chart)
        return len(self.charts)

    def undo(self, client: str, *, based_on: int) -> Opened | None:
        """Return the revision before, as a new one."""
        if based_on < 2:
            return None
        self.charts.append(self.charts[based_on - 2])
        return Opened(self.charts[-1], len(self.charts))


def read_dialogue(text: str) -> dict[str, Any]:
    """Return a dialogue from YAML: who the client is, the day, the flow, and who says what to which question."""
    import yaml

    found = yaml.safe_load(text)
    if not isinstance(found, dict) or not isinstance(found.get("turns"), list):
        raise PlanbotError("A dialogue needs a client, a flow and turns.")
    return found


def play(dialogue: dict[str, Any], knowledge: Knowledge, say: Callable[[str], None] = lambda _: None) -> Session:
    """Play a dialogue to its end and return the session.

    Each turn is ``- VOICE KEY: words``; raises PlanbotError naming the turn when planbot asks something else,
    or does not take the words.
    """
    day = dialogue.get("day") or date.today()
    chart = Chart(
        id=str(dialogue["id"]),
        created=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
        client=Client(name=dialogue["client"], clinician=Clinician()),
    )
    store = InMemory(chart)
    session = Session(store, chart, 1, flow(dialogue.get("flow", "plan")), knowledge, today=day)
    heard: list[str] = []
    talk = PlainTalk(session, store, lambda line: (heard.append(line), say(line))[1])  # type: ignore[func-returns-value]
    for number, turn in enumerate(dialogue["turns"], 1):
        ((who_and_key, words),) = turn.items()
        who, _, key = who_and_key.partition(" ")
        _speak(talk, Voice.CLIENT if who == "C" else Voice.THERAPIST)
        asked = session.turn.question
        if (asked.key if asked else None) != key:
            raise PlanbotError(f"Turn {number} answers {key}, but planbot asks {asked.key if asked else 'nothing'}.")
        talk.show()
        say(f"> {words}")
        before = session.turn
        heard.clear()
        talk.hear(str(words))
        if session.turn is before:
            raise PlanbotError(f"Turn {number}, {key}, was not taken: {' '.join(heard).strip()}")
    return session


def _speak(talk: PlainTalk, voice: Voice) -> None:
    if talk.session.turn.voice is not voice:
        talk.session.speak(voice)


def sample_dialogue(name: str) -> dict[str, Any]:
    """Return a sample client's dialogue."""
    return read_dialogue((files("planbot.cli") / "samples" / f"{name}.yaml").read_text(encoding="utf-8"))


def sample_charts() -> list[Chart]:
    """Return the charts of the sample clients, each played from its dialogue."""
    knowledge = load()
    return [play(sample_dialogue(name), knowledge).chart for name in SAMPLES]


def play_sample(say: Callable[[str], None]) -> int:
    """Play the first sample session on plain lines, then show the finished plan and its findings."""
    knowledge = load()
    session = play(sample_dialogue(SAMPLES[0]), knowledge, say)
    say("")
    say(render(session.chart, "treatment-plan", "txt", knowledge=knowledge, today=session.today))
    findings = session.turn.findings
    say(f"Findings: {len(findings)}")
    for each in told(findings):
        say(f"  {each.first.severity}: {each.message} {each.fix}")
        for part in each.parts:
            say(f"    - {part}")
    return BLOCKED if blocking(findings) else OK

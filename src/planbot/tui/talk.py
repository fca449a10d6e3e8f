"""What was said so far, read back from the chart; and the short things planbot says after an answer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planbot.chart import Answer, Author, Chart, Score, Voice, room_of
from planbot.errors import ChartError
from planbot.flows import Asking, Question, flows
from planbot.knowledge import MeasureEntry, band_of
from planbot.rules.reading.together import told
from planbot.session import Session, Turn

SHOWN = 30
"""How many of the last answers stand in the conversation when it is opened."""


@dataclass(frozen=True)
class Exchange:
    """A question and what was answered."""

    asked: str
    answered: str
    voice: Voice
    source: str = ""
    """Where the words came from, when a person did not write them unaided."""


def talk_so_far(session: Session, most: int = SHOWN) -> tuple[Exchange, ...]:
    """Return the last *most* answers with their questions, the oldest first."""
    chart = session.chart
    answers = sorted(chart.answers.items(), key=lambda pair: pair[1].at)[-most:]
    wanted = {key for key, _ in answers}
    questions = _met(session, wanted)
    return tuple(exchange(questions.get(key), answer) for key, answer in answers)


def exchange(question: Question | None, answer: Answer) -> Exchange:
    """Return *answer* beside its question, worded for the person who gave it."""
    asked = ""
    if question is not None:
        asked = replace(question, asking=replace(question.asking, voice=answer.voice)).text or question.text
    return Exchange(asked, answer.words, answer.voice, source_of(answer))


def source_of(answer: Answer) -> str:
    """Return in words where an answer's words came from; nothing when the speaker wrote them."""
    origin = answer.origin
    if origin is None:
        return ""
    if origin.author in {Author.CLIENT, Author.THERAPIST} and not origin.found:
        return ""
    place = "the library" if origin.author is Author.LIBRARY else f"a model ({origin.source})"
    source = f"{'found by' if origin.found else 'from'} {place}"
    return f"{source}, changed" if origin.edited else source


def _met(session: Session, wanted: set[str]) -> dict[str, Question]:
    asking = Asking(session.chart, session.knowledge, session.turn.voice, session.today)
    found = {q.key: q for q in session.flow.questions(asking) if q.key in wanted}
    missing = {key.partition(":")[0] for key in wanted - found.keys()}
    for other in flows().values():
        if missing & other.step_ids:
            found = {q.key: q for q in other.questions(asking) if q.key in wanted} | found
            missing -= other.step_ids
    return found


def name_of(voice: Voice, chart: Chart) -> str:
    """Return what the person speaking is called on the screen."""
    if voice is Voice.CLIENT:
        return chart.client.name or "Client"
    return chart.client.clinician.name or "Therapist"


def echoes(before: Question, turn: Turn) -> Iterator[str]:
    """Yield what planbot has to say about an answer just saved: facts only, and seldom."""
    rooms = [_room(item) for item in turn.made]
    if "goals" in rooms and turn.voice is Voice.CLIENT:
        yield "That goes into your plan in your words."
    elif len(rooms) > 1:
        yield f"{len(rooms)} noted, each in its own line of the plan."
    for score in turn.chart.assessment.scores:
        was = before.chart.find(score.id)
        if score.items and None not in score.items and (was is None or None in was.items):
            yield _complete(before.knowledge.measures[score.measure], score, turn.voice)


def _complete(entry: MeasureEntry, score: Score, voice: Voice) -> str:
    """Return the result of a measure, with the published band only for the therapist."""
    known = score.known_parts
    shown = [] if score.total is None else [(f"{score.total:g} of {entry.high:g}", score.band)]
    shown += [
        (f"{part.label} {known[part.id]:g} of {part.high:g}", band_of(part, known[part.id]))
        for part in entry.parts
        if part.id in known
    ]
    words = [f"{one}, {band}" if band and voice is Voice.THERAPIST else one for one, band in shown]
    return f"{entry.short} is complete: {'; '.join(words)}."


def _room(item_id: str) -> str:
    try:
        return room_of(item_id)
    except ChartError:
        return ""


def closing(turn: Turn) -> str:
    """Return the calm last words of a conversation: what is still open, and what comes next."""
    errors = sum(f.severity == "error" for f in turn.findings)
    others = len(told(turn.findings)) - errors
    later = sum(s.reason == "later" for s in turn.chart.skips.values())
    lines = ["That is everything there is to ask for now."]
    if errors:
        lines.append(f"{_count(errors, 'finding')} must be settled before the plan can be signed.")
    if others:
        lines.append(f"{_count(others, 'more finding' if errors else 'finding')} to look at.")
    if later:
        lines.append(f"{_count(later, 'question')} left for later.")
    if not (errors or others):
        lines.append("Nothing is left open.")
    lines.append("Press Enter to look over the plan and sign it, or Ctrl+F to see the findings.")
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

"""SNAPs: strengths, needs, abilities, preferences and values, in the client's own words."""

from planbot.chart import Chart, Snap, SnapKind
from planbot.chart.links import without
from planbot.flows.answers import Lines
from planbot.flows.base import Flow, Question, Step
from planbot.flows.places import By


def _write(kind: SnapKind, question: Question, words: tuple[str, ...]) -> Chart:
    chart = question.chart
    kept = {s.words.casefold(): s for s in chart.snaps if s.kind is kind}
    wanted = {w.casefold() for w in words}
    for gone in [s for low, s in kept.items() if low not in wanted]:
        chart = without(chart, gone.id)
    for one in words:
        if one.casefold() not in kept:
            chart = chart.put(Snap(id=chart.next_id("snaps"), kind=kind, words=one, voice=question.voice))
    return chart


def _step(kind: SnapKind, key: str, therapist: str, client: str, example: str) -> Step:
    def write(question: Question, words: tuple[str, ...]) -> Chart:
        return _write(kind, question, words)

    def clear(question: Question) -> Chart:
        return _write(kind, question, ())

    return Step(
        id=f"snap.{key}",
        therapist=therapist,
        client=client,
        help=example,
        answer=Lines(allow_none=True),
        into=By(write, clear),
        standing=lambda question: [snap.words for snap in question.chart.snaps if snap.kind is kind],
    )


FLOW = Flow(
    "snaps",
    "Strengths, needs, abilities, preferences, values",
    "What the plan can build on, and what it has to respect.",
    (
        _step(
            SnapKind.STRENGTH,
            "strengths",
            "What strengths does {client} bring? Theirs, and the people around them.",
            "What helps you get through a hard day? People, habits, things about you.",
            "Such as: my sister; I keep my word; I have got through worse.",
        ),
        _step(
            SnapKind.NEED,
            "needs",
            "What does {client} need, as they see it?",
            "What do you need more of right now?",
            "Such as: rest; someone to talk to; help with the children.",
        ),
        _step(
            SnapKind.ABILITY,
            "abilities",
            "What is {client} able to do, or good at?",
            "What are you good at, or what did you use to like doing?",
            "Such as: cooking; fixing things; being on time.",
        ),
        _step(
            SnapKind.PREFERENCE,
            "preferences",
            "How does {client} prefer to work, and what would they rather not do?",
            "How do you like to work on things, and what would you rather not do here?",
            "Such as: no groups; short steps; talking rather than writing.",
        ),
        _step(
            SnapKind.VALUE,
            "values",
            "What matters most to {client}?",
            "What matters most to you in life?",
            "Such as: being there for my kids; honesty; my faith.",
        ),
    ),
)

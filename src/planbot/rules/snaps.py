"""SNAPs: strengths, needs, abilities, preferences and values are recorded, and used."""

from collections.abc import Iterator

from planbot.chart import SnapKind
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import short


def _missing(checked: Checked, kind: SnapKind, step: str, question: str) -> Iterator[Found]:
    if not any(s.kind is kind and s.words.strip() for s in checked.chart.snaps) and not checked.settled(step):
        yield Found("snaps", f"No {kind.value} of the client is recorded.", question, step)


@rule(Severity.WARNING, Area.SNAPS, sources=("carf", "ny", "tx1", "src"), covers=("20", "S9"))
def strength_missing(checked: Checked) -> Iterator[Found]:
    """At least one strength is recorded in the client's words.

    Why: A plan that builds on what the client is good at is easier to carry out.

    Source: carf, ny, tx1, src

    Fails:
        -sn1

    Passes:
        sn1.words: I don't give up easily
    """
    yield from _missing(checked, SnapKind.STRENGTH, "snap.strengths", "Ask what helps them get through a hard day.")


@rule(Severity.WARNING, Area.SNAPS, sources=("carf", "ny", "tx1", "src"), covers=("21", "S9"))
def need_missing(checked: Checked) -> Iterator[Found]:
    """At least one need is recorded in the client's words.

    Why: What the client needs from treatment decides what is planned first.

    Source: carf, ny, tx1, src

    Fails:
        -sn2

    Passes:
        sn2.words: Someone who listens
    """
    yield from _missing(checked, SnapKind.NEED, "snap.needs", "Ask what they need most just now.")


@rule(Severity.WARNING, Area.SNAPS, sources=("carf", "va", "src"), covers=("22", "S9"))
def ability_missing(checked: Checked) -> Iterator[Found]:
    """At least one ability is recorded in the client's words.

    Why: Steps that ask for what the client can already do are steps that get done.

    Source: carf, va, src

    Fails:
        -sn3

    Passes:
        sn3.words: I can read a timetable
    """
    yield from _missing(checked, SnapKind.ABILITY, "snap.abilities", "Ask what they can do well.")


@rule(Severity.WARNING, Area.SNAPS, sources=("carf", "va", "src"), covers=("23", "S9"))
def preference_missing(checked: Checked) -> Iterator[Found]:
    """At least one preference is recorded in the client's words.

    Why: How a person wants to be helped is theirs to say, and changes whether they come back.

    Source: carf, va, src

    Fails:
        -sn4

    Passes:
        sn4.words: Mornings
    """
    yield from _missing(checked, SnapKind.PREFERENCE, "snap.preferences", "Ask how they would like to be helped.")


@rule(Severity.WARNING, Area.SNAPS, sources=("src", "mag2"), covers=("24", "S9"))
def value_missing(checked: Checked) -> Iterator[Found]:
    """At least one value is recorded in the client's words.

    Why: What matters to a person is what they will work for.

    Source: src, mag2

    Fails:
        -sn5

    Passes:
        sn5.words: Being honest
    """
    yield from _missing(checked, SnapKind.VALUE, "snap.values", "Ask what matters most to them.")


def _used(checked: Checked) -> set[str]:
    plan = checked.chart.plan
    return {snap for room in (plan.goals, plan.objectives, plan.interventions) for item in room for snap in item.snaps}


@rule(Severity.ADVICE, Area.SNAPS, sources=("src", "mag2"), covers=("24", "S9"))
def snap_unused(checked: Checked) -> Iterator[Found]:
    """Every strength, need, ability, preference and value is used somewhere in the plan.

    Why: Being asked what matters, and then not finding it in the plan, tells a client that nobody listened.

    Source: src, mag2

    Fails:
        g1.snaps: [sn1, sn2]

    Passes:
        g1.snaps: [sn2, sn5]
    """
    if not checked.goals:
        return
    used = _used(checked)
    for snap in checked.chart.snaps:
        if snap.id not in used:
            message = f"Nothing in the plan uses the {snap.kind.value} {short(snap.words)} yet."
            goal = checked.goals[0].id
            yield Found(snap.id, message, "Link it to the goal, step or method it speaks to.", f"goal.snaps:{goal}")


@rule(Severity.WARNING, Area.SNAPS, sources=("tjc2",), covers=("25", "S9"))
def no_strength_used(checked: Checked) -> Iterator[Found]:
    """At least one goal, objective or intervention builds on a strength or an ability.

    Why: Goals are to build on the person's strengths, not only answer what is wrong.

    Source: tjc2

    Fails:
        g1.snaps: [sn5]
        o1.snaps: []
        o2.snaps: []
        o3.snaps: []

    Passes:
        o1.snaps: [sn1]
    """
    good = {SnapKind.STRENGTH, SnapKind.ABILITY}
    strengths = {s.id for s in checked.chart.snaps if s.kind in good}
    if strengths and checked.goals and not strengths & _used(checked):
        message = "No part of the plan builds on a strength of the client yet."
        fix = "Link a goal to a strength that will help to reach it."
        yield Found("goals", message, fix, f"goal.snaps:{checked.goals[0].id}")

"""Whether a plan's wording is this client's own: how much also stands in other plans, and how much is the library's.

Nothing here says which other plan, or anything about another client.
"""

from collections.abc import Iterator

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.likeness import own_prints, pattern_prints, sentence
from planbot.rules.reading.words import MISREAD, listed, short

MOST = 0.5
"""The share of a plan's wording, patterns counting less, from which it is pointed out; a convention of ours."""
FEWEST = 4
"""Sentences, or steps and methods, below which a plan is too short to tell."""
WORD_FOR_WORD = 0.8
"""The share of steps and methods left as the library has them from which it is pointed out; a convention of ours."""


def reads_alike(elsewhere: int, weight: float) -> bool:
    """Return whether a plan is pointed out of which so many sentences, and this share, also stand in other plans."""
    return elsewhere >= FEWEST and weight >= MOST


@rule(Severity.WARNING, Area.BASIS, sources=("tjc1", "circa"), covers=("18",), heuristic=True)
def text_like_another_plan(checked: Checked) -> Iterator[Found]:
    """Less than half of a plan's wording also stands in other clients' plans.

    Sentences are compared by their word stems, without names, numbers and dates; one from the library counts a quarter.
    Where there is no other plan to compare with, nothing is said.

    Why: A plan that reads like everybody's shows that nobody in particular was listened to.

    Source: tjc1, circa

    Fails:
        others: the same plan

    Passes:
        others: another plan
    """
    if checked.others is None:
        return
    shared = checked.others.shared(checked.chart, checked.knowledge)
    if not reads_alike(len(shared.elsewhere), shared.weight):
        return
    # What the library gave may stand anywhere; the client's own sentences are what there is to look at.
    first = sorted(shared.elsewhere, key=lambda mark: mark in shared.patterns)
    own = listed((short(sentence(checked.chart, mark)) for mark in first), most=3)
    message = f"{len(shared.elsewhere)} of {shared.sentences} sentences also stand in other plans: {own}. {MISREAD}"
    yield Found("plan", message, "Say in these places what holds for this client only.")


@rule(Severity.ADVICE, Area.BASIS, sources=("tjc1", "practice"), covers=("18",), heuristic=True)
def text_is_the_patterns(checked: Checked) -> Iterator[Found]:
    """Some of the steps and methods say something that the library's patterns do not.

    Why: A pattern is a beginning; what makes it this client's is a place, a person, a day or a word of theirs.

    Source: tjc1, practice

    Fails:
        -i2
        -i3
        o1.pattern: wake-up-light
        o1.behaviour: Sam will get up at the same hour, open the curtains and move for ten minutes
        o2.pattern: memory-set-places
        o2.behaviour: Sam will put keys, glasses, phone and purse back in their set places
        o3.pattern: sleep-diary-first
        o3.behaviour: Sam will fill in a sleep diary within an hour of getting up
        +objectives: {goal: g1, pattern: screen-log, behaviour: Sam will note time on screens and mood before and after}

    Passes:
        o1.pattern: wake-up-light
        o1.behaviour: Sam will get up at half past six, open the kitchen curtains and feed the cat
    """
    chart, known = checked.chart, checked.knowledge
    drafted = [
        (o.behaviour, p.text, p.slots) for o in checked.objectives if (p := known.objectives.get(o.pattern or ""))
    ]
    drafted += [
        (i.what, e.what, e.slots) for i in chart.plan.interventions if (e := known.interventions.get(i.entry or ""))
    ]
    left = [words for words, text, slots in drafted if own_prints(chart, words) == pattern_prints(text, slots)]
    every = len(checked.objectives) + len(chart.plan.interventions)
    if len(left) >= FEWEST and len(left) >= WORD_FOR_WORD * every:
        message = f"{len(left)} of {every} steps and methods stand word for word as in the library. {MISREAD}"
        yield Found(
            "plan", message, "Add to some of them what is this client's own: a place, a person, a word of theirs."
        )

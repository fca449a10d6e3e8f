"""Goals: the client's words, the clinical wording beside them, agreement, and what they answer."""

import re
from collections.abc import Iterator

from planbot.chart import Voice
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import MISREAD, blank, phrases, short


def _to_link(checked: Checked) -> bool:
    """Whether there is a problem a goal could be tied to."""
    return any(not problem.deferred for problem in checked.chart.problems)


@rule(Severity.ERROR, Area.GOALS, sources=("tx2", "src"), covers=("35",))
def goal_without_problem(checked: Checked) -> Iterator[Found]:
    """Every goal being worked on answers at least one problem.

    Why: A goal that answers no assessed need can't be shown to be treatment.

    Source: tx2, src

    Fails:
        g1.problems: []

    Passes:
        g1.problems: [p1]
    """
    for goal in checked.goals:
        if not goal.problems:
            message = f"The goal {short(goal.words)} answers no problem yet."
            ask = f"goal.problems:{goal.id}" if _to_link(checked) else "problem.add"
            yield Found(goal.id, message, "Say which problem it answers.", ask)


@rule(Severity.ADVICE, Area.GOALS, sources=("tx2",), covers=("35",))
def goal_without_snaps(checked: Checked) -> Iterator[Found]:
    """Every goal being worked on is tied to something about the person: a strength, need, preference or value.

    Why: It is what makes the goal theirs.

    Source: tx2

    Fails:
        g1.snaps: []

    Passes:
        g1.snaps: [sn5]
    """
    for goal in checked.goals:
        if not goal.snaps and checked.chart.snaps:
            message = f"The goal {short(goal.words)} is tied to nothing about the person yet."
            yield Found(goal.id, message, "Link a strength, a preference or a value.", f"goal.snaps:{goal.id}")


@rule(Severity.WARNING, Area.GOALS, sources=("ru1",), covers=("31",))
def no_goal_for_primary_diagnosis(checked: Checked) -> Iterator[Found]:
    """At least one goal is for the primary diagnosis.

    Why: It is the reason for which care is given first of all.

    Source: ru1

    Fails:
        p1.diagnoses: []

    Passes:
        p1.diagnoses: [d1]
    """
    primary = {d.id: d for d in checked.chart.diagnoses if d.rank == 1}
    served = {d for goal in checked.goals for p in checked.problems_of_goal[goal.id] for d in p.diagnoses}
    if checked.goals and primary and not primary.keys() & served:
        first = next(iter(primary.values()))
        message = f"No goal is for the primary diagnosis, {short(first.name)}."
        goal = checked.goals[0].id
        fix = "Link a goal to a problem that this diagnosis explains."
        yield Found(first.id, message, fix, f"goal.problems:{goal}" if _to_link(checked) else "problem.add")


@rule(Severity.WARNING, Area.GOALS, sources=("carf", "tjc2"), covers=("32",))
def goal_not_in_clients_voice(checked: Checked) -> Iterator[Found]:
    """Every goal being worked on is in the client's own voice.

    Why: People work for what they said themselves.

    Source: carf, tjc2

    Fails:
        g1.voice: therapist

    Passes:
        g1.voice: client
    """
    for goal in checked.goals:
        if goal.voice is not Voice.CLIENT:
            message = f"The goal {short(goal.words)} is not in the client's own words yet."
            yield Found(goal.id, message, "Ask the client to say it in their way.", f"goal.words:{goal.id}")


JARGON = phrases(
    r"symptomatology", r"psychosocial", r"maladaptive", r"cognitions?", r"affect regulation", r"dysregulat\w+",
    r"decompensat\w+", r"sequelae", r"ideations?", r"anhedonia", r"modalit(?:y|ies)", r"efficacy", r"utili[sz]e",
    r"ameliorat\w+", r"remission", r"prodromal", r"comorbid\w*", r"baseline", r"disorder", r"(?:the )?client will",
    r"(?:the )?patient",
)  # fmt: skip
"""Words that clients seldom use of themselves (the list is ours)."""


@rule(Severity.ADVICE, Area.GOALS, sources=("carf", "practice"), covers=("32",), heuristic=True)
def goal_sounds_clinical(checked: Checked) -> Iterator[Found]:
    """A goal in the client's voice has no clinical jargon in it.

    Why: Words that a client would not use suggest that somebody else wrote them.

    Source: carf, practice

    Fails:
        g1.words: Client will reduce depressive symptomatology

    Passes:
        g1.words: I want to laugh with my kids again
    """
    for goal in checked.goals:
        if goal.voice is Voice.CLIENT and (found := JARGON.search(goal.words)):
            message = f"“{found[0]}” in {short(goal.words)} may not be the client's own wording. {MISREAD}"
            yield Found(goal.id, message, "Ask the client how they would put it.", f"goal.words:{goal.id}")


AWAY = phrases(
    r"stop(?:ping)?", r"quit(?:ting)?", r"avoid(?:ing)?", r"get rid of", r"no more", r"no longer", r"less", r"fewer",
    r"not (?:be|feel|have)(?: so)?", r"don't want to", r"do not want to", r"never",
)  # fmt: skip
TOWARD = phrases(
    r"so (?:that )?I can", r"instead", r"again", r"more", r"able to", r"be with", r"enjoy", r"and (?:start|begin|do)"
)
_WISH = phrases(r"(?:want|like|wish|hope|need) to")
_PART = re.compile(r",? and |[,;:.]\s+")


def _says_what_should_come(words: str) -> bool:
    """Whether a goal has a word of moving towards something, or in one part a wish that is not a wish to be rid."""
    return bool(TOWARD.search(words)) or any(_WISH.search(p) and not AWAY.search(p) for p in _PART.split(words))


@rule(Severity.ADVICE, Area.GOALS, sources=("pcp",), covers=("38",), heuristic=True)
def goal_only_away(checked: Checked) -> Iterator[Found]:
    """A goal says what the client wants to move towards, not only away from.

    Why: What will be there instead is easier to picture, to work for and to notice.

    Source: pcp

    Fails:
        g1.words: I want to stop feeling like this

    Passes:
        g1.words: I want to stop feeling like this so I can sing again
    """
    for goal in checked.goals:
        if AWAY.search(goal.words) and not _says_what_should_come(goal.words):
            message = f"{short(goal.words)} seems to say what should go, not what should come. {MISREAD}"
            fix = "Ask what they will be doing when it is gone; their words stay as they are."
            yield Found(goal.id, message, fix, f"goal.words:{goal.id}")


@rule(Severity.WARNING, Area.GOALS, sources=("carf", "ru2"), covers=("33",))
def goal_without_clinical_wording(checked: Checked) -> Iterator[Found]:
    """Every goal being worked on has a clinical wording beside the client's words.

    Why: The record needs both: what the client wants, and what that means for treatment.

    Source: carf, ru2

    Fails:
        g1.clinical: null

    Passes:
        g1.clinical: Take part in family life again
    """
    for goal in checked.goals:
        if blank(goal.clinical):
            message = f"There is no clinical wording yet beside {short(goal.words)}."
            yield Found(goal.id, message, "Write one; the client's words stay.", f"goal.clinical:{goal.id}")


@rule(Severity.WARNING, Area.GOALS, sources=("oh1",), covers=("34",))
def goal_not_agreed(checked: Checked) -> Iterator[Found]:
    """Every goal being worked on is agreed, or the disagreement is recorded.

    Why: A goal that only one of the two holds is not yet a goal of the plan.

    Source: oh1

    Fails:
        g1.agreed: false

    Passes:
        g1.agreed: false
        g1.disagreement: Sam would rather begin with work
    """
    for goal in checked.goals:
        if goal.agreed is None:
            message = f"It is not recorded whether the client agrees with {short(goal.words)}."
            yield Found(goal.id, message, "Ask, and record the answer.", f"goal.agreed:{goal.id}")
        elif not goal.agreed and blank(goal.disagreement):
            message = f"The client does not agree with {short(goal.words)}, and the reason is not recorded."
            yield Found(goal.id, message, "Write down what they would rather do.", f"goal.disagreement:{goal.id}")

"""What the client keeps and follows beside the objectives: goals, tasks, and the signs that treatment can end."""

from collections.abc import Iterator

from planbot.chart import Voice
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import MISREAD, reading_grade, short

GRADE = 10.0
"""Flesch-Kincaid grade from which words are pointed out: two above the eighth, as few words are read roughly."""
FEWEST_WORDS = 6
"""Of fewer words a reading grade says nothing."""


@rule(Severity.ADVICE, Area.PARTICIPATION, sources=("pa2", "mag2"), covers=("77",), heuristic=True)
def words_for_the_client_hard_to_read(checked: Checked) -> Iterator[Found]:
    """Tasks, signs of an end, plain wordings and goals not in the client's own words read easily: at most grade ten.

    Why: A plan that needs an interpreter stays in the drawer.

    Source: pa2, mag2

    Fails:
        t1.what: Systematically operationalize individualized behavioral activation methodologies daily

    Passes:
        t1.what: Do one thing a day that used to be fun
    """
    chart = checked.chart
    worded = [goal for goal in checked.goals if goal.voice is not Voice.CLIENT]
    said = [(goal.id, goal.words, f"goal.words:{goal.id}") for goal in worded]
    said += [(task.id, task.what, "task.client") for task in chart.plan.tasks]
    said += [(each.id, each.words, f"discharge.words:{each.id}") for each in chart.discharge.criteria]
    said += [
        (each.id, each.in_plain_words, f"{room}.plain:{each.id}")
        for room, items in (
            ("goal", checked.goals),
            ("objective", checked.objectives),
            ("intervention", chart.plan.interventions),
        )
        for each in items
        if each.in_plain_words
    ]
    for at, words, ask in said:
        if len(words.split()) >= FEWEST_WORDS and (grade := reading_grade(words)) > GRADE:
            message = f"{short(words)} reads like grade {grade:.0f}. {MISREAD}"
            yield Found(at, message, "Use shorter words or two sentences.", ask)

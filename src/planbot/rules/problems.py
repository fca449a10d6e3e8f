"""Problems rest on what was assessed, are ordered, and are taken up or put off."""

from collections.abc import Iterator

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import MISREAD, blank, phrases, short


@rule(Severity.ERROR, Area.PROBLEMS, sources=("tjc1", "tx2", "src"), covers=("15", "S2"))
def problem_left_out(checked: Checked) -> Iterator[Found]:
    """Every problem has a goal, or is put off with a reason.

    Why: A need that was assessed and then neither treated nor put off in writing is what accreditors find most.

    Source: tjc1, tx2, src

    Fails:
        +problems: {words: My sister and I keep fighting, symptoms: [sy1], diagnoses: [d1], priority: 2}

    Passes:
        +problems: {words: We keep fighting, symptoms: [sy1], diagnoses: [d1], priority: 2, deferred: Sam wants to wait}
    """
    taken = {p for goal in checked.chart.plan.goals for p in goal.problems}
    for problem in checked.chart.problems:
        if problem.id not in taken and blank(problem.deferred):
            message = f"No goal takes up the problem {short(problem.words)}."
            fix = "Link a goal to it, or say why the plan leaves it for later."
            yield Found(problem.id, message, fix, f"problem.deferred:{problem.id}")


@rule(Severity.WARNING, Area.PROBLEMS, sources=("carf", "pa1", "va"), covers=("5",))
def problem_without_evidence(checked: Checked) -> Iterator[Found]:
    """Every problem rests on a symptom or on a life domain that is affected.

    Why: The plan is to follow from the assessment, item by item.

    Source: carf, pa1, va

    Fails:
        p1.symptoms: []
        p1.impairments: []

    Passes:
        p1.impairments: []
    """
    for problem in checked.chart.problems:
        if not problem.symptoms and not problem.impairments and blank(problem.deferred):
            message = f"The problem {short(problem.words)} rests on no symptom and no affected part of life yet."
            assessment = checked.chart.assessment
            shows = "symptoms" if assessment.symptoms else "impairments" if assessment.impairments else None
            ask = f"problem.{shows}:{problem.id}" if shows else "symptom.add"
            yield Found(problem.id, message, "Link what shows it.", ask)


@rule(Severity.WARNING, Area.PROBLEMS, sources=("src",), covers=("S2",))
def problem_without_diagnosis(checked: Checked) -> Iterator[Found]:
    """Every problem that is worked on belongs to a diagnosis.

    Why: The diagnosis is what explains the problem and what the methods are chosen for.

    Source: src

    Fails:
        p1.diagnoses: []

    Passes:
        p1.diagnoses: [d1]
    """
    if not checked.chart.diagnoses:
        return
    for problem in checked.chart.problems:
        if not problem.diagnoses and blank(problem.deferred):
            message = f"The problem {short(problem.words)} belongs to no diagnosis yet."
            yield Found(problem.id, message, "Say which diagnosis explains it.", f"problem.diagnoses:{problem.id}")


@rule(Severity.WARNING, Area.PROBLEMS, sources=("mn3",), covers=("37",))
def problems_without_order(checked: Checked) -> Iterator[Found]:
    """When there are several problems, each has a priority of its own.

    Why: What comes first is a decision to make together.

    Source: mn3

    Fails:
        +problems: {words: We keep fighting, symptoms: [sy1], diagnoses: [d1], priority: 1, deferred: Later}

    Passes:
        +problems: {words: We keep fighting, symptoms: [sy1], diagnoses: [d1], priority: 2, deferred: Later}
    """
    if len(checked.chart.problems) < 2:
        return
    seen: dict[int, str] = {}
    for problem in checked.chart.problems:
        if problem.priority is None:
            message = f"The problem {short(problem.words)} has no place in the order yet."
        elif problem.priority in seen:
            message = f"{short(problem.words)} and {short(seen[problem.priority])} have the same place in the order."
        else:
            seen[problem.priority] = problem.words
            continue
        fix = "Ask the client which should come first."
        yield Found(problem.id, message, fix, f"problem.priority:{problem.id}")


@rule(Severity.WARNING, Area.PROBLEMS, sources=("bar1",), covers=("10", "11"))
def problem_without_statement(checked: Checked) -> Iterator[Found]:
    """Every problem that is worked on has a clinical statement.

    Why: The statement joins the client's words to what was seen and measured.

    Source: bar1

    Fails:
        p1.statement: null

    Passes:
        p1.statement: Low mood as shown by six sick days
    """
    for problem in checked.chart.problems:
        if blank(problem.statement) and blank(problem.deferred):
            message = f"There is no clinical statement yet for {short(problem.words)}."
            fix = "Write one sentence that says what it is and what shows it."
            yield Found(problem.id, message, fix, f"problem.statement:{problem.id}")


EVIDENCE = phrases(
    r"as (?:evidenced|shown|seen|demonstrated|indicated|manifested) (?:by|in)", r"evidenced by", r"shown by", r"aeb",
    r"such as", r"(?:states?|says?|said)", r"reports?", r"reported", r"because", r"\d+",
)  # fmt: skip
"""Words that announce evidence (bar1; the list is ours)."""


@rule(Severity.WARNING, Area.PROBLEMS, sources=("bar1",), covers=("10", "11"), heuristic=True)
def statement_without_evidence(checked: Checked) -> Iterator[Found]:
    """A problem's statement says what shows the problem, and is more than the diagnosis' name.

    Why: A diagnosis' name fits thousands of people; what shows it fits this one.

    Source: bar1

    Fails:
        p1.statement: Major depressive disorder

    Passes:
        p1.statement: Low mood and sleeplessness as shown by six sick days
    """
    for problem in checked.chart.problems:
        if problem.statement and problem.statement.strip() and not EVIDENCE.search(problem.statement):
            message = f"{short(problem.statement)} does not seem to say what shows the problem. {MISREAD}"
            fix = "Add “as evidenced by” and what was seen, said or measured."
            yield Found(problem.id, message, fix, f"problem.statement:{problem.id}")

"""Risk was asked about by the therapist, and a safety plan is there when there is any.

planbot does not assess risk: these rules only notice what was recorded and what was not.
"""

from collections.abc import Iterator

from planbot.chart import RiskStatus
from planbot.knowledge.entries_measures import SafetyItem
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import blank, day, short

DEATH = frozenset({"suicidal-thoughts", "thoughts-of-death"})
"""Symptoms of the library that ask for a conversation about safety."""

HIGH_PHQ = 19
"""A PHQ-9 above this asks for a safety plan where the profile does not say otherwise (ru5)."""


def _signs(checked: Checked) -> Iterator[tuple[str, str]]:
    assessment = checked.chart.assessment
    for symptom in assessment.symptoms:
        if symptom.entry in DEATH:
            yield symptom.id, short(symptom.words)
    for measure in dict.fromkeys(s.measure for s in assessment.scores):
        last = max((s for s in assessment.scores if s.measure == measure), key=lambda s: s.on)
        known = checked.knowledge.measures.get(measure)
        if "safety" in last.flags or (known and _asks_today(known.safety, last.items)):
            yield last.id, f"an answer on the {known.short if known else measure} of {day(last.on)}"


def _asks_today(safety: tuple[SafetyItem, ...], items: tuple[int | None, ...]) -> bool:
    for each in safety:
        place, above = each.item - 1, each.above
        if place < len(items) and (value := items[place]) is not None and value > above:
            return True
    return False


@rule(Severity.ERROR, Area.ASSESSMENT, sources=("va", "co2"), covers=("71",))
def risk_without_safety_plan(checked: Checked) -> Iterator[Found]:
    """When risk is recorded as present, a safety plan is recorded too.

    Why: Everyone who opens the chart has to find at once what keeps this person safe.

    Source: va, co2

    Fails:
        assessment.risk: {status: present, what: Thinks of not waking up}

    Passes:
        assessment.risk: {status: present, what: Thinks of not waking up, safety_plan: Signed on 9 November}
    """
    risk = checked.chart.assessment.risk
    if risk.status is RiskStatus.PRESENT and blank(risk.safety_plan):
        message = "Risk is recorded as present, and no safety plan is."
        yield Found("risk", message, "Make one with the client and record it.", "risk.safety-plan")


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("va", "src"), covers=("71",))
def risk_not_described(checked: Checked) -> Iterator[Found]:
    """When risk is recorded as present, the record says what it is.

    Why: A plan for safety can only be understood by someone who knows what it is for.

    Source: va, src

    Fails:
        assessment.risk: {status: present, safety_plan: Signed on 9 November}

    Passes:
        assessment.risk: {status: present, what: Thinks of not waking up, safety_plan: Signed on 9 November}
    """
    risk = checked.chart.assessment.risk
    if risk.status is RiskStatus.PRESENT and blank(risk.what):
        yield Found("risk", "Risk is recorded as present, and nothing says what it is.", "Write it down.", "risk.what")


@rule(Severity.ERROR, Area.ASSESSMENT, sources=("practice",), covers=("71",))
def danger_sign_not_followed_up(checked: Checked) -> Iterator[Found]:
    """When a symptom or an answer mentions death or self-harm, risk has been asked about.

    Why: Such an answer asks for a conversation with a person, and for a record that it took place.

    Source: practice

    Fails:
        assessment.risk.status: not assessed
        sc1.items: [2, 2, 2, 2, 1, 2, 2, 1, 1]
        sc1.flags: [safety]

    Passes:
        assessment.risk.status: none reported
        sc1.flags: [safety]
    """
    if checked.chart.assessment.risk.status is RiskStatus.NOT_ASSESSED:
        for at, what in _signs(checked):
            message = f"Risk is not assessed, and {what} asks for it."
            yield Found(at, message, "Talk with the client about safety today, and record it.", "risk.status")


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("practice",), covers=("71",))
def no_risk_beside_a_danger_sign(checked: Checked) -> Iterator[Found]:
    """When no risk is reported although an answer mentions death or self-harm, the record says what was asked.

    Why: Two statements that seem to disagree need the sentence that joins them.

    Source: practice

    Fails:
        assessment.risk.what: null
        sc1.flags: [safety]

    Passes:
        sc1.flags: [safety]
    """
    risk = checked.chart.assessment.risk
    if risk.status is RiskStatus.NONE_REPORTED and blank(risk.what):
        for at, what in _signs(checked):
            message = f"No risk is reported, although {what} may point to some."
            fix = "Ask once more; if there is none, let this stand with what was asked and said as the reason."
            yield Found(at, message, fix, "risk.status")


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("va", "cts"), covers=("71",))
def risk_not_assessed(checked: Checked) -> Iterator[Found]:
    """The therapist has recorded whether risk was reported.

    Why: "Not assessed" and "none" are different facts, and only one of them protects anybody.

    Source: va, cts

    Fails:
        assessment.risk.status: not assessed

    Passes:
        assessment.risk.status: none reported
    """
    if checked.chart.assessment.risk.status is RiskStatus.NOT_ASSESSED:
        yield Found("risk", "Risk is not assessed yet.", "Ask, and record what was said.", "risk.status")


@rule(Severity.WARNING, Area.ASSESSMENT, sources=("ru5",), covers=("71",), reads=("safety-plan-phq9-above",))
def high_score_without_safety_plan(checked: Checked) -> Iterator[Found]:
    """With a PHQ-9 above the profile's threshold, a safety plan is recorded.

    Why: Some payers take a score this high as a reason for a safety plan, whatever item nine says.

    Source: ru5

    Fails:
        sc1.total: 22

    Passes:
        sc1.total: 22
        assessment.risk.safety_plan: Written together on 9 November
    """
    score = checked.chart.assessment.latest("phq-9")
    limit = checked.number("safety-plan-phq9-above")
    limit = HIGH_PHQ if limit is None else limit
    if score and score.total is not None and score.total > limit and blank(checked.chart.assessment.risk.safety_plan):
        message = f"The PHQ-9 is {score.total:g}, above {limit:g}, and no safety plan is recorded."
        present = checked.chart.assessment.risk.status is RiskStatus.PRESENT
        fix = "Make one with the client, or let this stand with the reason why none is needed."
        ask = "risk.safety-plan" if present else "risk.status"
        yield Found(score.id, message, fix, ask, "safety-plan-phq9-above")

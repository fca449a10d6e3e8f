"""Tasks and coordination: what the client and others will do, and what is referred elsewhere."""

from planbot.chart import Chart, Referral, Task
from planbot.chart.links import without
from planbot.flows.answers import Lines
from planbot.flows.base import Flow, Question, Step
from planbot.flows.places import By


def _tasks(question: Question, words: tuple[str, ...], *, client: bool) -> Chart:
    chart = question.chart
    mine = {(t.who, t.what.casefold()): t for t in chart.plan.tasks if (t.who == "client") is client}
    told = [("client", one) if client else _someone(one) for one in words]
    for known, task in mine.items():
        if known not in {(who, what.casefold()) for who, what in told}:
            chart = without(chart, task.id)
    for who, what in told:
        if (who, what.casefold()) not in mine:
            chart = chart.put(Task(id=chart.next_id("tasks"), who=who, what=what))
    return chart


def _someone(words: str) -> tuple[str, str]:
    """Read "who: what"; without a name it is for others."""
    who, colon, what = words.partition(":")
    who, what = who.strip(), what.strip()
    return (who, what) if colon and who and what and who != "client" else ("others", words)


def _referrals(question: Question, words: tuple[str, ...]) -> Chart:
    chart = question.chart
    mine = {_told(r).casefold(): r for r in chart.plan.referrals}
    told = [(_referral(one), _told(_referral(one)).casefold()) for one in words]
    for low, referral in mine.items():
        if low not in {each for _, each in told}:
            chart = without(chart, referral.id)
    for referral, low in told:
        if low not in mine:
            chart = chart.put(referral.model_copy(update={"id": chart.next_id("referrals")}))
    return chart


def _referral(words: str) -> Referral:
    """Read "to whom: for what, how it is coordinated"; what is left out stays empty."""
    to, _, rest = words.partition(":")
    need, _, coordination = rest.partition(",")
    return Referral(id="rf0", to=to.strip(), need=need.strip(), coordination=coordination.strip())


def _told(referral: Referral) -> str:
    return f"{referral.to}: {referral.need}, {referral.coordination}"


FLOW = Flow(
    "tasks",
    "Who does what else",
    "What the client and others do between sessions, and what someone else takes on.",
    (
        Step(
            id="task.client",
            therapist="What will {client} do between sessions?",
            client="What will you do between sessions? Small is fine.",
            answer=Lines(allow_none=True),
            into=By(lambda q, v: _tasks(q, v, client=True), lambda q: _tasks(q, (), client=True)),
        ),
        Step(
            id="task.others",
            therapist="Who else does something, and what?",
            client="Who else could help, and with what?",
            help='Such as "sister: comes along on Sunday walks", or "none".',
            answer=Lines(allow_none=True),
            into=By(lambda q, v: _tasks(q, v, client=False), lambda q: _tasks(q, (), client=False)),
        ),
        Step(
            id="referral.needs",
            therapist="Which needs does someone else take on: referrals, and how is care coordinated?",
            help='To whom: for what, how. Such as "primary care: medication review, letter with consent"; or "none".',
            answer=Lines(allow_none=True),
            into=By(_referrals, lambda q: _referrals(q, ())),
        ),
    ),
)

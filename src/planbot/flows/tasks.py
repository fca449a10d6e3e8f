"""Tasks and coordination: what the client and others will do, and what is referred elsewhere."""

from planbot.chart import Chart, Referral, Task
from planbot.chart.links import without
from planbot.flows.answers import Lines
from planbot.flows.base import By, Flow, Question, Step


def _tasks(question: Question, words: tuple[str, ...], *, client: bool) -> Chart:
    chart = question.chart
    mine = {t.what.casefold(): t for t in chart.plan.tasks if (t.who == "client") is client}
    for low, task in mine.items():
        if low not in {w.casefold() for w in words}:
            chart = without(chart, task.id)
    for what in words:
        if what.casefold() not in mine:
            named = what.partition(":")[0].strip() if ":" in what else "others"
            chart = chart.put(Task(id=chart.next_id("tasks"), who="client" if client else named, what=what))
    return chart


def _referrals(question: Question, words: tuple[str, ...]) -> Chart:
    chart = question.chart
    mine = {r.to.casefold(): r for r in chart.plan.referrals}
    for low, referral in mine.items():
        if low not in {w.casefold() for w in words}:
            chart = without(chart, referral.id)
    for to in words:
        if to.casefold() not in mine:
            chart = chart.put(Referral(id=chart.next_id("referrals"), to=to))
    return chart


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
            help='Such as "primary care for a medication review, letter sent with consent", or "none".',
            answer=Lines(allow_none=True),
            into=By(_referrals, lambda q: _referrals(q, ())),
        ),
    ),
)

"""Participation: how the client took part, understood and agreed. Signing itself is done on its own screen."""

from datetime import timedelta

from planbot.chart import Chart
from planbot.flows.answers import Choice, Day, Option, Text, YesNo
from planbot.flows.base import Flow, Question, Step
from planbot.flows.places import By, Field
from planbot.knowledge import profile_of

REVIEW_DAYS = 90
"""The review interval suggested when the profile does not know one."""


def _review(question: Question) -> str:
    known = profile_of(question.knowledge, question.chart.client.profile).values.get("review-days")
    days = int(known.value) if known and isinstance(known.value, int | float) else REVIEW_DAYS
    start = question.chart.plan.established or question.today
    return max(start + timedelta(days=days), question.today).isoformat()


def _understood(question: Question, words: str | None) -> Chart:
    update = {"understood": True if words else None, "understood_words": words}
    return question.chart.set("participation", question.chart.participation.model_copy(update=update))


FLOW = Flow(
    "participation",
    "Taking part",
    "How the plan was made together, understood and agreed.",
    (
        Step(
            id="plan.established",
            therapist="On which day is the plan established?",
            answer=Day(),
            into=Field("plan.established"),
            suggest=lambda q: q.today.isoformat(),
        ),
        Step(
            id="plan.next-review",
            therapist="When will you look at the plan again together?",
            client="When shall we look at the plan again together?",
            answer=Day(ahead=True),
            into=Field("plan.next_review"),
            suggest=_review,
        ),
        Step(
            id="participation.how",
            therapist="How did {client} take part in making this plan?",
            help="Such as: wrote the goals, chose the first steps, changed the wording.",
            answer=Text(long=True),
            into=Field("participation.how"),
        ),
        Step(
            id="participation.understood",
            therapist="How does {client} put the plan in their own words?",
            client="In your own words: what are we going to do, and what for?",
            answer=Text(long=True),
            into=By(_understood, lambda q: _understood(q, None)),
        ),
        Step(
            id="participation.agreed",
            therapist="Does {client} agree with the plan?",
            client="Is this a plan you agree with?",
            answer=YesNo(),
            into=Field("participation.agreed"),
        ),
        Step(
            id="participation.copy",
            therapist="Was {client} offered a copy?",
            answer=Choice(tuple(Option(w, w.capitalize()) for w in ("given", "offered and declined", "not offered"))),
            into=Field("participation.copy_offered"),
        ),
        Step(
            id="participation.not-signed",
            therapist="Why does {client} not sign?",
            answer=Text(),
            into=Field("participation.not_signed"),
            on_request=True,
        ),
    ),
)

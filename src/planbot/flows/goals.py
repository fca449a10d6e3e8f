"""Goals: what the client wants, in their own words, with the clinical wording beside."""

from planbot.chart import Goal, Item
from planbot.flows.answers import Choices, Text, YesNo
from planbot.flows.base import Add, Each, Flow, Question, Step
from planbot.flows.options import chart_problems, chart_snaps, labels
from planbot.flows.places import By, Name, Part
from planbot.flows.plain import in_plain_words


def _goal(question: Question, words: str) -> Item:
    return Goal(id=question.chart.next_id("goals"), words=words, voice=question.voice)


def _problems(question: Question) -> str:
    taken = {p for g in question.chart.plan.goals for p in g.problems}
    offered = chart_problems(question)
    free = [o.value for o in offered if o.value not in taken] or [o.value for o in offered]
    return labels(offered, free[:1])


FLOW = Flow(
    "goals",
    "Goals",
    "What the client wants, in their own words; the clinical wording stands beside it.",
    (
        Each(
            over=lambda chart, _: chart.plan.goals,
            steps=(
                Step(
                    id="goal.words",
                    therapist="How does {client} put this goal?",
                    client="How would you put this goal?",
                    help="The client's words stay as they are said.",
                    answer=Text(),
                    into=Name(along=lambda q, _: {"voice": q.voice}),
                ),
                Step(
                    id="goal.clinical",
                    therapist='"{it}": how would you put it beside?',
                    answer=Text(),
                    into=Part("clinical"),
                    draft="goal-wording",
                ),
                Step(
                    id="goal.problems",
                    therapist='"{it}": which problems would that settle?',
                    client='"{it}": which of the problems would that settle?',
                    answer=Choices(chart_problems),
                    into=Part("problems", empty=()),
                    when=lambda q: bool(chart_problems(q)),
                    suggest=_problems,
                ),
                Step(
                    id="goal.snaps",
                    therapist='"{it}": which strengths, abilities or values does it build on?',
                    client='"{it}": what about you will help with that?',
                    answer=Choices(chart_snaps, allow_none=True),
                    into=Part("snaps", empty=()),
                    when=lambda q: bool(q.chart.snaps),
                ),
                Step(
                    id="goal.agreed",
                    therapist='"{it}": do you and {client} agree on it?',
                    client='"{it}": is that a goal you both agree on?',
                    answer=YesNo(),
                    into=Part("agreed"),
                ),
                Step(
                    id="goal.disagreement",
                    therapist='"{it}": what is seen differently, and by whom?',
                    client='"{it}": what do you see differently?',
                    answer=Text(),
                    into=Part("disagreement"),
                    when=lambda q: q.item.agreed is False,
                ),
                in_plain_words("goal"),
            ),
            add=Add(
                id="goal.add",
                therapist="When things are better, what will {client} be doing? In their words.",
                client="When things are better, what will you be doing that you are not doing now?",
                again_therapist="Another goal, or is that all?",
                again_client="Another goal, or is that all for now?",
                answer=Text(),
                into=By(lambda q, _: q.chart, lambda q: q.chart),
                naming="goal.words",
                make=_goal,
                draft="goal",
            ),
        ),
    ),
)

"""Every rule on a large plan: the whole check, and the check after one changed answer."""

from functools import partial

from bench.charts import NOW, TODAY, edits, plan_of
from bench.measuring import Row, alone, timed, worked
from planbot.chart import Chart, Voice
from planbot.flows import Asking, apply, flow
from planbot.knowledge import load
from planbot.rules import check

AIM = 5.0
OF_THE_ISSUE = {"goals": 5, "objectives": 15, "interventions": 30}
AIM_OF_THE_ISSUE = 3.0


def run(times: int = 200, objectives: int = 40, interventions: int = 60) -> list[Row]:
    """Check a chart nobody has looked at, so that nothing is remembered; then one that an answer changed."""
    chart, knowledge = plan_of(objectives, interventions), load()
    check(chart, knowledge, today=TODAY)
    whole = [timed(partial(check, chart.model_copy(), knowledge, today=TODAY)) for _ in range(times)]
    full = plan_of(**OF_THE_ISSUE)
    of_the_issue = [timed(partial(check, full.model_copy(), knowledge, today=TODAY)) for _ in range(times)]
    # Where others are at work too, a clock on the wall counts their work as ours.
    computed = [
        [worked(partial(check, each.model_copy(), knowledge, today=TODAY)) for _ in range(times)]
        for each in (full, chart)
    ]
    after = []
    for _, (key, words) in zip(range(times), edits(chart), strict=False):
        chart = _answered(chart, key, words)
        after.append(timed(partial(check, chart, knowledge, today=TODAY)))
    return [
        alone("full check of 15 objectives, 30 interventions", of_the_issue, aim=AIM_OF_THE_ISSUE),
        alone("the same, computing time only", computed[0], aim=AIM_OF_THE_ISSUE),
        alone("full check of 40 objectives", whole, aim=AIM),
        alone("full check of 40 objectives, computing time only", computed[1], aim=AIM),
        alone("check after one changed answer", after, aim=AIM),
        alone("full check, the slowest in 100", whole, of="p99"),
    ]


def _answered(chart: Chart, key: str, words: str) -> Chart:
    question = flow("plan").find(Asking(chart, load(), Voice.THERAPIST, TODAY), key)
    assert question is not None
    return apply(question, words, NOW).chart

"""From an answer to the next question on a large plan, saved durably in between."""

import time

from bench.charts import TODAY, edits, plan_of
from bench.measuring import MS, Row, alone
from bench.places import made, throwaway
from planbot.chart import Voice
from planbot.flows import Asking, flow
from planbot.knowledge import load
from planbot.session import Session

AIM = 15.0


def run(times: int = 400, objectives: int = 40, interventions: int = 60) -> list[Row]:
    """Change answers all over the plan: each is read, saved to the encrypted store, and the next turn made."""
    chart, took = plan_of(objectives, interventions), []
    with throwaway() as folder, made(folder / "practice", chart) as store:
        session = Session(store, chart, 1, flow("plan"), load(), today=TODAY)
        for _, (key, words) in zip(range(times), edits(chart), strict=False):
            before = session.look(key).revision
            began = time.perf_counter()
            after = session.answer(words).revision
            if after != before:  # words that stand already are not saved again
                took.append((time.perf_counter() - began) * MS)
        walks = []
        for _ in range(max(times // 4, 2)):
            fresh = session.chart.model_copy()
            began = time.perf_counter()
            session.flow.walk(Asking(fresh, session.knowledge, Voice.CLIENT, TODAY))
            walks.append((time.perf_counter() - began) * MS)
    return [
        alone("answer to next question, save included", took, aim=AIM, of="p99"),
        alone("the same, the usual one", took),
        alone("one walk over the flow", walks),
    ]

"""The wording of one plan beside that of thousands: taking them in, comparing one, and what the index weighs."""

import random
import tracemalloc
from functools import partial

from bench.charts import TODAY
from bench.measuring import Row, alone, timed
from planbot.chart import Chart, Goal, Intervention, Objective, Problem
from planbot.knowledge import Knowledge, load
from planbot.rules import check
from planbot.rules.pages.examples import clean_chart
from planbot.rules.reading.likeness import Likeness, Mark, marks

AIM = 5.0


def practice(clients: int, knowledge: Knowledge) -> list[Chart]:
    """Return the plans of a large practice: half of their steps from the library, half as people talk."""
    dice = random.Random(7)
    patterns = list(knowledge.objectives.values())
    methods = list(knowledge.interventions.values())

    said = [words for symptom in knowledge.symptoms.values() for words in (*symptom.says, *symptom.looks_like)]

    def own() -> str:
        return f"Kim: {dice.choice(said)}, and {dice.choice(said)}."

    def plan_of(number: int) -> Chart:
        chart = clean_chart().model_copy(update={"id": f"client-{number}", "diagnoses": ()})
        steps = [own() for _ in range(5)] + [p.text.replace("{client}", "Kim") for p in dice.sample(patterns, 5)]
        does = [own() for _ in range(3)] + [m.what.replace("{client}", "Kim") for m in dice.sample(methods, 3)]
        goals = tuple(Goal(id=f"g{n}", words=own(), clinical=own()) for n in range(1, 4))
        objectives = tuple(Objective(id=f"o{n}", goal="g1", behaviour=words) for n, words in enumerate(steps, 1))
        interventions = tuple(
            Intervention(id=f"i{n}", objectives=("o1",), what=words) for n, words in enumerate(does, 1)
        )
        plan = chart.plan.model_copy(
            update={"goals": goals, "objectives": objectives, "interventions": interventions, "tasks": ()}
        )
        problems = (Problem(id="p1", words=own(), statement=own()),)
        return chart.model_copy(update={"plan": plan, "problems": problems})

    return [plan_of(number) for number in range(clients)]


def run(times: int = 200) -> list[Row]:
    """Compare plans with 25 others for each time asked for: 5,000 as it is run."""
    knowledge = load()
    charts = practice(25 * times, knowledge)
    made: list[tuple[str, tuple[Mark, ...]]] = []
    read = [timed(lambda chart=chart: made.append((chart.id, marks(chart)))) for chart in charts]  # type: ignore[misc]
    tracemalloc.start()
    index = Likeness()
    for chart_id, mine in made:
        index.put(chart_id, mine)
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    index.shared(charts[0], knowledge)
    compared = [timed(partial(index.shared, chart, knowledge)) for chart in charts[:times]]
    check(charts[0], knowledge, today=TODAY, others=index)
    checked = [timed(partial(check, c.model_copy(), knowledge, today=TODAY, others=index)) for c in charts[:times]]
    return [
        alone(f"one plan beside {len(charts):,} others", compared, aim=AIM),
        alone("the slowest in 100 of them", compared, of="p99"),
        alone("taking one plan in", read),
        alone(f"a check beside them (index {megabytes:.0f} MB)", checked),
    ]

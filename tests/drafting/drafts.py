"""Small charts of people who do not exist, and the questions at which a model drafts for them."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from planbot.chart import Chart, Voice
from planbot.drafting.base import Proposal
from planbot.drafting.held import lines_of_item
from planbot.drafting.material import Fact, Matter, matter_of
from planbot.drafting.truth import doubts, supported
from planbot.flows import Asking, Question, flow
from planbot.knowledge import load
from tests.charts import TODAY

HERE = Path(__file__).parent
KEYS = {
    "goal-wording": "goal.clinical:g1",
    "objective": "objective.add:g1",
    "intervention": "intervention.add:o1",
    "problem-statement": "problem.statement:p1",
    "summary": "formulation.summary",
    "necessity": "necessity.statement",
    "plainer": "objective.plain:o1",
    "reading": "intake.presenting",
}
"""Where each task is asked for in the small charts."""


@cache
def contents() -> dict[str, Any]:
    """The whole of ``inventions.yaml``."""
    return dict(yaml.safe_load((HERE / "inventions.yaml").read_text("utf-8")))


@cache
def small_chart(name: str) -> Chart:
    """The small chart of this *name*."""
    return Chart.model_validate({"id": name, "created": "2026-11-02T09:00:00Z", **contents()["materials"][name]})


def question_of(chart: Chart, task: str) -> Question:
    """The question at which *task* is drafted for *chart*."""
    found = flow("plan").find(Asking(chart, load(), Voice.THERAPIST, TODAY), KEYS[task])
    assert found is not None, f"{KEYS[task]} does not come up"
    return found


@cache
def matter(name: str, task: str) -> Matter:
    """What a draft of *task* for the small chart is about."""
    return matter_of(question_of(small_chart(name), task))


def fact(about: Matter, item: str) -> Fact:
    """The fact a sentence cites by this id."""
    chart = about.chart
    if found := chart.find(item):
        return Fact(item, "; ".join(lines_of_item(found)))
    if item.startswith("reason-"):
        return Fact(item, load().reasons[item.removeprefix("reason-")].label)
    room = chart.intake if item == "presenting" else chart.necessity
    return Fact(item, str(getattr(room, item.replace("-", "_"))))


def doubted(case: dict[str, Any]) -> tuple[str, ...]:
    """All doubts about one draft of the test set, those about what its sentences cite too."""
    about = matter(case["of"], case["task"])
    found = doubts(Proposal(words=case["says"]), about)
    if "on" in case:
        found += supported(case["says"], [fact(about, item) for item in case["on"]], about)
    return found


__all__ = ["contents", "doubted", "fact", "matter", "question_of", "replace", "small_chart"]

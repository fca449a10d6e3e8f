"""False and true sentences made of a chart's own words, and what is doubted about them."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from planbot.chart import Voice
from planbot.drafting.base import Proposal
from planbot.drafting.material import Fact, Matter, matter_of
from planbot.drafting.outputs import necessity, summary
from planbot.drafting.truth import doubts, supported
from planbot.flows import Asking, flow
from planbot.knowledge import load
from planbot.rules.pages.examples import TODAY
from tests.people import people

WHERE = {"summary": "formulation.summary", "necessity": "necessity.statement"}
"""Where each task is asked for; what stands there is taken out first."""


@cache
def sentences() -> dict[str, list[dict[str, Any]]]:
    """The sentences of both halves, each with its task."""
    whole = yaml.safe_load((Path(__file__).parent / "own_words.yaml").read_text("utf-8"))
    return {half: [{"task": "summary", **each} for each in found] for half, found in whole.items()}


@cache
def of(name: str, task: str) -> tuple[Matter, dict[str, str]]:
    """What a draft of *task* for a person is about, and the facts it may cite by id."""
    chart = people()[name].set(WHERE[task], None)
    question = flow("plan").find(Asking(chart, load(), Voice.THERAPIST, TODAY), WHERE[task])
    assert question is not None, f"{WHERE[task]} does not come up for {name}"
    matter = matter_of(question)
    return matter, (summary if task == "summary" else necessity)._facts(matter)


def doubted(case: dict[str, Any]) -> tuple[str, ...]:
    """All doubts about one sentence, held against the chart and against what it cites."""
    matter, facts = of(case["of"], case["task"])
    cited = [Fact(each, facts[each]) for each in case["on"]]
    return (*doubts(Proposal(words=case["says"]), matter), *supported(case["says"], cited, matter))


def counted(half: str, key: str) -> tuple[Counter[str], Counter[str]]:
    """How many sentences of each kind there are, and how many are doubted; *key* is "invents" or "like"."""
    there, found = Counter[str](), Counter[str]()
    for case in sentences()[half]:
        if key in case:
            there[case[key]] += 1
            found[case[key]] += bool(doubted(case))
    return there, found

"""Each benchmark runs and tells figures that can be true; how quick anything is, is not tested here."""

import math
from typing import Any

import pytest
from bench.__main__ import NAMES, benchmark, main
from bench.charts import TODAY, edits, plan_of
from bench.measuring import Row, alone, beside, table

from planbot.chart import Voice
from planbot.flows import Asking, flow
from planbot.knowledge import load

SMALL = {"objectives": 3, "interventions": 4}
SIZED = {"keys", "answer", "saving", "check"}


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_tells_figures_that_can_be_true(name: str) -> None:
    size: dict[str, Any] = SMALL if name in SIZED else {"charts": 8} if name == "audit" else {}
    if name == "drafting":
        size = {"pace": 0.001}
    rows = benchmark(name)(times=1 if name == "audit" else 2, **size)
    assert rows
    for row in rows:
        assert 0 < row.ours < 60_000, row
        assert 0 <= row.spread[0] <= row.spread[1], row
        if row.yardstick is not None:
            assert row.yardstick > 0
            assert row.ratio is not None
            assert math.isfinite(row.ratio)
            assert row.ratio > 0
    assert any(row.aim for row in rows), "nothing is held against an aim"
    assert len({row.what for row in rows}) == len(rows)


def test_the_large_plan_has_what_the_aims_are_set_for() -> None:
    chart = plan_of()
    assert len(chart.plan.objectives) == 40
    assert len(chart.plan.interventions) == 60
    assert len(chart.assessment.symptoms) == 10
    assert len(chart.diagnoses) == 3
    assert len(chart.answers) > 800
    always = {each.id for each in load().judgements.values() if each.when == "always"}
    assert {each.question for each in chart.judgements} >= always
    walked = flow("plan").walk(Asking(chart, load(), Voice.THERAPIST, TODAY))
    assert walked.next is None, f"{walked.next.key} was left out" if walked.next else ""


def test_every_answer_changed_for_a_benchmark_is_one_the_plan_asks_for() -> None:
    chart = plan_of(3, 4)
    asked = flow("plan").walk(Asking(chart, load(), Voice.THERAPIST, TODAY)).keys
    some = [pair for _, pair in zip(range(300), edits(chart), strict=False)]
    assert {key for key, _ in some} <= asked
    words: dict[str, str] = {}
    for key, said in some:
        assert words.get(key) != said, f"{key} is answered with the same words twice running"
        words[key] = said


def test_an_aim_that_is_missed_is_said_to_be_missed() -> None:
    ours, bare = [4.0, 6.0, 5.0], [2.0, 2.0, 2.0]
    missed, kept = beside("slow", ours, bare, aim=2.4), beside("quick", ours, bare, aim=2.5)
    assert (missed.ratio, missed.met, kept.met) == (2.5, False, True)
    told = table([missed, kept, alone("only told", ours)])
    assert "NOT MET" in told.splitlines()[2]
    assert told.splitlines()[3].endswith(" met")
    assert told.splitlines()[4].rstrip().endswith("6.00")


def test_the_slowest_in_a_hundred_is_not_hidden_by_the_usual_one() -> None:
    row: Row = alone("save", [1.0] * 97 + [50.0] * 3, aim=15, of="p99")
    assert row.ours == 50.0
    assert row.met is False


def test_a_benchmark_of_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["speed"]) == 2
    assert "There is no benchmark speed" in capsys.readouterr().out

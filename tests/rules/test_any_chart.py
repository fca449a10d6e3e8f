"""Whatever a chart holds, no rule crashes."""

from hypothesis import HealthCheck, given, settings

from planbot.chart import Chart
from planbot.knowledge import load
from planbot.rules import check
from planbot.rules.examples import TODAY
from tests.strategies import charts


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(charts())
def test_no_rule_crashes_on_any_chart(chart: Chart) -> None:
    assert [f.message for f in check(chart, load(), today=TODAY) if "broke" in f.message] == []


def test_an_empty_chart_is_blocked_by_what_a_plan_cannot_do_without() -> None:
    empty = Chart.model_validate({"id": "new", "created": TODAY.isoformat() + "T00:00:00Z", "client": {"name": "Sam"}})
    errors = {f.rule for f in check(empty, load(), today=TODAY) if f.severity == "error"}
    assert errors == {"no-diagnosis", "plan-without-goal"}

"""Whatever a chart holds, no rule crashes."""

from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings

from planbot.chart import ROOMS, Chart
from planbot.chart.links import links
from planbot.knowledge import load
from planbot.rules import check, rules
from planbot.rules.pages.examples import TODAY
from tests.strategies import bent_people, charts

ANY = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def broken(chart: Chart) -> list[str]:
    return [f.message for f in check(chart, load(), today=TODAY) if f.message.startswith("The check ")]


@ANY
@given(charts())
def test_no_rule_crashes_on_any_chart(chart: Chart) -> None:
    assert broken(chart) == []


@ANY
@given(charts(odd=True))
def test_no_rule_crashes_on_what_only_a_careless_file_could_hold(chart: Chart) -> None:
    assert broken(chart) == []


@settings(ANY, max_examples=200)
@given(bent_people())
def test_no_rule_crashes_on_a_persons_chart_in_which_many_fields_hold_anything(chart: Chart) -> None:
    assert broken(chart) == []


class Reached:
    """What the charts drawn in one test held."""

    def __init__(self) -> None:
        self.rooms: Counter[str] = Counter()
        self.links: Counter[str] = Counter()
        self.rules: set[str] = set()

    def see(self, chart: Chart) -> None:
        self.rooms.update(room for room in ROOMS if chart.room(room))
        for link in links(chart):
            kind = "nowhere" if link.target not in chart.by_id else "right"
            astray = kind == "right" and not any(link.target in {i.id for i in chart.room(r)} for r in link.rooms)
            self.links["astray" if astray else kind] += 1
        self.rules |= {f.rule for f in check(chart, load(), today=TODAY)}


def test_the_charts_drawn_reach_every_room_every_kind_of_link_and_most_rules() -> None:
    reached = Reached()
    for drawn, examples in ((charts(odd=True), 120), (bent_people(), 250)):

        @settings(ANY, max_examples=examples, phases=[Phase.generate], derandomize=True, database=None)
        @given(drawn)
        def draw(chart: Chart) -> None:
            reached.see(chart)

        draw()
    assert set(reached.rooms) == set(ROOMS)
    assert {"right", "nowhere", "astray"} == set(reached.links)
    silent = {rule.id for rule in rules()} - reached.rules
    assert len(silent) < len(rules()) / 4, sorted(silent)


def test_an_empty_chart_is_blocked_by_what_a_plan_cannot_do_without() -> None:
    empty = Chart.model_validate({"id": "new", "created": TODAY.isoformat() + "T00:00:00Z", "client": {"name": "Sam"}})
    errors = {f.rule for f in check(empty, load(), today=TODAY) if f.severity == "error"}
    assert errors == {"no-diagnosis", "plan-without-goal"}

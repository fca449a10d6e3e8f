"""Charts that a careful clinician would sign: no rule finds anything to mend in them."""

import pytest

from planbot.chart import ROOMS, Chart
from planbot.knowledge import load
from planbot.rules import Severity, check
from planbot.rules.pages.examples import TODAY
from tests.people import HERE, people

every_person = pytest.mark.parametrize("chart", people().values(), ids=people())


@every_person
def test_a_whole_chart_raises_no_error_and_no_warning(chart: Chart) -> None:
    found = [f for f in check(chart, load(), today=TODAY) if f.severity is not Severity.ADVICE]
    assert [(f.rule, f.at, f.message) for f in found] == []


HONEST_ADVICE = {"words-not-checked", "profile-does-not-say", "profile-old"}
"""What a whole chart may be told: that its words could not be read, or what a payer asks is not known or is old."""


@every_person
def test_a_whole_chart_is_given_no_advice_that_it_does_not_need(chart: Chart) -> None:
    advice = {f.rule for f in check(chart, load(), today=TODAY)}
    assert advice <= HONEST_ADVICE


@every_person
def test_a_whole_chart_keeps_to_the_prefixes_and_gives_each_id_once(chart: Chart) -> None:
    ids = [item.id for room in ROOMS for item in chart.room(room)]
    assert len(ids) == len(set(ids))
    assert all(item.id.startswith(ROOMS[room][0]) for room in ROOMS for item in chart.room(room))


def test_nobody_is_called_like_another() -> None:
    names = [chart.client.name for chart in people().values()]
    assert len(names) == len(set(names)) == len(list(HERE.glob("*.yaml")))

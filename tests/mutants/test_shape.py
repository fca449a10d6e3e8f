"""The shape of a chart: every field is found, and a field is replaced without touching another."""

from typing import Any

import pytest
from mutants.shape import Spot, around, spots, with_value

from planbot.chart import Chart
from planbot.chart.links import links
from planbot.rules.pages.examples import clean_chart
from tests.people import people

every_person = pytest.mark.parametrize("chart", people().values(), ids=people())


def test_every_word_of_a_chart_is_in_some_field_that_is_found() -> None:
    chart = clean_chart()
    raw: dict[str, Any] = chart.model_dump()
    skipped = ("version", "id", "answers", "skips", "used", "waivers", "judgements")
    told = {v for spot in spots(chart) for v in _words(spot.value)}
    assert {w for key, value in raw.items() if key not in skipped for w in _words(value)} - _ids(chart) == told - _ids(
        chart
    )


def _words(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {w for each in value.values() for w in _words(each)}
    if isinstance(value, list | tuple):
        return {w for each in value for w in _words(each)}
    return {value} if type(value) is str else set()


def _ids(chart: Chart) -> set[str]:
    return {*chart.by_id, *(claim.id for d in chart.diagnoses for claim in d.criteria)}


@every_person
def test_every_link_of_a_chart_is_a_spot(chart: Chart) -> None:
    chart = chart.set("judgements", ())
    found = sorted((s.owner.id, s.field, t) for s in spots(chart) if s.is_link and s.owner for t in s.targets)
    assert found == sorted((link.source, link.field, link.target) for link in links(chart))


def _spot(chart: Chart, place: str) -> Spot:
    return next(s for s in spots(chart) if s.place == place)


@pytest.mark.parametrize("place", ["o1.target.unit", "d1.criteria.2.symptoms", "client.clinician.name", "created"])
def test_a_field_is_replaced_and_nothing_else_is(place: str) -> None:
    chart = clean_chart()
    changed = with_value(chart, _spot(chart, place), "something else")
    assert _spot(changed, place).value == "something else"
    others = [(s.place, s.value) for s in spots(chart) if s.place != place]
    assert [(s.place, s.value) for s in spots(changed) if s.place != place] == others


def test_a_finding_about_a_step_belongs_to_it_its_goal_what_it_moves_its_methods_and_its_room() -> None:
    near = around(clean_chart(), (), {"o1"})
    assert {"o1", "g1", "sy1", "im1", "i1", "t1", "objectives", "plan"} <= near
    assert not {"o2", "p1", "d1", "intake", "i3"} & near

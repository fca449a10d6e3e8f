"""What lies beside a question of judgement, and how a judgement is known to be of an earlier text."""

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings

from planbot.chart import Chart
from planbot.knowledge import beside, digest_of, load, raised
from planbot.knowledge.entries_judgements import FactName
from planbot.knowledge.facts import FACTS
from planbot.rules.pages.examples import TODAY, changed, clean_chart
from tests.charts import new_chart
from tests.strategies import charts


def test_every_fact_that_can_be_named_can_be_read() -> None:
    assert set(FACTS) == set(get_args(FactName))


def test_every_fact_of_the_sample_has_something_to_show() -> None:
    sample = changed(clean_chart(), '+reviews: {"on": 2026-11-20, why_continue: Sleep is still poor}')
    for name, fact in FACTS.items():
        assert list(fact.told(sample, load(), TODAY)), name


def test_every_fact_is_laid_beside_some_question() -> None:
    used = {name for question in load().judgements.values() for name in question.beside}
    assert used == set(FACTS)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(chart=charts())
def test_any_chart_can_be_laid_beside_every_question(chart: Chart) -> None:
    for question in load().judgements.values():
        lines = list(beside(question, chart, load(), TODAY))
        assert all("\n" not in line for line in lines)
        assert digest_of(question, chart) == digest_of(question, chart)
    assert set(raised(chart, load(), TODAY)) <= set(load().judgements.values())


def test_nothing_is_raised_by_an_empty_chart_and_nothing_is_said_to_be_there() -> None:
    assert list(raised(new_chart(), load(), TODAY)) == []
    lines = list(beside(load().judgements["steps-reachable"], new_chart(), load(), TODAY))
    assert lines == ["Objectives: nothing", "Readiness: nothing"]


@pytest.mark.parametrize(
    ("patch", "outdated"),
    [
        ("o1.due: 2027-01-11", {"steps-reachable", "steps-fit-setting", "steps-heed-disability", "plan-suits-person"}),
        ("intake.culture: Raised in Lima", {"plan-suits-person"}),
        ("intake.medical: Deaf in one ear", {"steps-heed-disability"}),
        ("sy1.severity: 9", {"diagnosis-carried", "problem-individual"}),
        ("p1.priority: 2", {"problem-individual", "diagnosis-agrees", "methods-suit"}),
        ("client.clinician.name: Jo Park", set()),
        ("+tasks: {who: client, what: Cooks on Sunday}", set()),
    ],
)
def test_a_judgement_is_out_of_date_when_what_lay_beside_it_changed_and_only_then(
    patch: str, outdated: set[str]
) -> None:
    before, after = clean_chart(), changed(clean_chart(), patch)
    moved = {q.id for q in load().judgements.values() if digest_of(q, before) != digest_of(q, after)}
    assert outdated <= moved
    assert moved <= outdated | {"long-treatment-justified"}

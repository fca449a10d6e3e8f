"""Every step that the library offers, filled in with its figures, is left alone by the rules that read objectives."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from planbot.chart import Chart, Measured, Objective, Quantity
from planbot.knowledge import ObjectivePattern, fill, load, target_of
from planbot.rules import rules
from planbot.rules.base import Checked
from planbot.rules.pages.examples import TODAY, clean_chart

MODULES = {"objectives", "objective_words", "objective_agreement"}
READ = [
    rule
    for rule in rules()
    if rule.check.__module__.rpartition(".")[2] in MODULES and rule.id != "objective-hard-to-read"
]
"""How hard a filled pattern is to read has a test of its own, with the words a gap holds by itself."""


def filled(pattern: ObjectivePattern, chart: Chart) -> Objective:
    """Return the step as a therapist would take it over, from its usual baseline or one that is far from well."""
    measure = load().measures[pattern.measure] if pattern.measure else None
    start = pattern.baseline
    if start is None:
        start = (measure.low + 0.25 * (measure.high - measure.low)) if measure and pattern.better == "up" else None
    if start is None:
        start = float(round(0.75 * measure.high)) if measure else 1.0
    target = target_of(pattern.target, start, better=pattern.better)
    assert target is not None
    return Objective(
        id="o1",
        goal="g1",
        behaviour=fill(pattern.text, pattern.slots, chart, "Sam"),
        symptoms=("sy1",),
        measured=Measured(by=measure.short if measure else pattern.measured_by, measure=pattern.measure),
        baseline=Quantity(value=start, unit=pattern.unit),
        target=Quantity(value=target, unit=pattern.unit),
        due=TODAY + timedelta(weeks=pattern.weeks),
        pattern=pattern.id,
    )


def charts() -> Iterator[Chart]:
    """Give a chart with a client's own words in it, and one with none; without scores that would have a say."""
    chart = clean_chart().set("assessment.scores", ())
    yield chart
    yield chart.model_copy(update={"snaps": ()})


@pytest.mark.parametrize("own_words", [True, False])
def test_no_step_of_the_library_is_pointed_at(*, own_words: bool) -> None:
    chart = list(charts())[0 if own_words else 1]
    pointed: list[tuple[str, str, str]] = []
    profile = load().profiles["baseline"]
    for pattern in load().objectives.values():
        with_it = chart.set("plan.objectives", (filled(pattern, chart),))
        checked = Checked(with_it, load(), profile, TODAY)
        pointed += [(rule.id, pattern.id, found.message) for rule in READ for found in rule.check(checked)]
    assert pointed == []

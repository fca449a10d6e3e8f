"""Every rule: its page is complete, its examples run, and its questions exist."""

import re

import pytest

from planbot.knowledge import load
from planbot.rules import Rule, Severity, check, rules
from planbot.rules.examples import TODAY, changed, clean_chart
from planbot.rules.pages import page_of

STEPS = re.compile(r"^(?P<step>[a-z-]+\.[a-z-]+)(?::[a-z]+\d+)?(?::\d+)?$")
KNOWN_STEPS = frozenset(
    """
    client.birth-date client.pronouns client.language client.communication client.clinician client.credentials
    consent.treatment intake.presenting intake.self-help intake.earlier-care intake.medicines intake.providers
    intake.psychiatric intake.medical intake.family intake.social intake.substance-use intake.trauma
    intake.work-education intake.legal intake.culture intake.supports intake.barriers intake.approaches
    snap.strengths snap.needs snap.abilities snap.preferences snap.values problem.add problem.words symptom.add
    symptom.words symptom.ratings symptom.behaviours symptom.onset symptom.deferred impact.domains impact.level
    impact.example readiness.stage readiness.motivation readiness.insight readiness.capacity readiness.acuity
    readiness.pace readiness.pace-reason readiness.minutes measure.which measure.item measure.total risk.status
    risk.what risk.safety-plan mental.status diagnosis.add diagnosis.code diagnosis.criteria diagnosis.exclusions
    diagnosis.differentials differential.reason diagnosis.justification problem.entry problem.symptoms
    problem.impairments problem.diagnoses problem.statement problem.priority problem.deferred
    formulation.orientation formulation.summary formulation.hypothesis goal.add goal.words goal.clinical
    goal.problems goal.snaps goal.agreed goal.disagreement objective.add objective.behaviour objective.symptoms
    objective.measured objective.baseline objective.target objective.due objective.snaps objective.scale
    intervention.add intervention.what intervention.technique intervention.approach intervention.type
    intervention.frequency intervention.minutes intervention.weeks intervention.who intervention.objectives
    intervention.diagnosis intervention.snaps task.client task.others referral.needs discharge.add discharge.words
    discharge.goals discharge.weeks discharge.aftercare discharge.discussed necessity.reasons necessity.engagement
    necessity.follow-through necessity.benefit necessity.without-care necessity.statement plan.established
    plan.next-review participation.how participation.understood participation.agreed participation.copy
    participation.not-signed
    """.split()
)
"""The questions a finding may send a person to; the flows have a step of each name."""

every_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)


@every_rule
def test_a_rule_has_a_complete_page(rule: Rule) -> None:
    page = page_of(rule)
    assert page.what.endswith(".")
    assert page.why.endswith(".")
    assert page.source == rule.sources, "the sources on the page and of the rule are the same"
    assert page.fails and page.passes and page.fails != page.passes


@every_rule
def test_the_failing_example_fails_and_the_passing_one_passes(rule: Rule) -> None:
    page = page_of(rule)
    failing = check(changed(clean_chart(), page.fails), load(), today=TODAY)
    assert rule.id in {f.rule for f in failing}
    passing = check(changed(clean_chart(), page.passes), load(), today=TODAY)
    assert rule.id not in {f.rule for f in passing}


@every_rule
def test_a_finding_says_what_is_wrong_how_to_mend_it_and_which_question_does(rule: Rule) -> None:
    for finding in check(changed(clean_chart(), page_of(rule).fails), load(), today=TODAY):
        assert finding.message.rstrip("”").endswith((".", "?")), finding.message
        assert finding.fix.endswith("."), finding.fix
        assert "  " not in finding.message + finding.fix
        if finding.ask is not None:
            asked = STEPS.match(finding.ask)
            assert asked and asked["step"] in KNOWN_STEPS, finding.ask


@every_rule
def test_a_rule_that_reads_words_is_never_an_error_and_says_that_it_may_be_wrong(rule: Rule) -> None:
    if not rule.heuristic:
        return
    assert rule.severity is not Severity.ERROR
    found = check(changed(clean_chart(), page_of(rule).fails), load(), today=TODAY)
    assert all("misread" in f.message + f.fix for f in found if f.rule == rule.id)


def test_the_sample_chart_has_no_finding() -> None:
    assert check(clean_chart(), load(), today=TODAY) == ()


def test_there_are_at_least_45_rules() -> None:
    assert len(rules()) >= 45

"""Every rule: its page is complete, its examples run, and its questions exist."""

import pytest

from planbot.chart import Voice
from planbot.flows import Asking, flow
from planbot.knowledge import load
from planbot.rules import Finding, Rule, Severity, check, rules
from planbot.rules.pages import page_of
from planbot.rules.pages.examples import TODAY, changed, clean_chart, others_in

every_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)


def checked(patch: str) -> tuple[Finding, ...]:
    """Return what the rules find in the sample, changed, beside the other plans that the change speaks of."""
    return check(changed(clean_chart(), patch), load(), today=TODAY, others=others_in(patch))


@every_rule
def test_a_rule_has_a_complete_page(rule: Rule) -> None:
    page = page_of(rule)
    assert page.what.endswith(".")
    assert page.why.endswith(".")
    assert page.source == rule.sources, "the sources on the page and of the rule are the same"
    assert page.fails
    assert page.passes
    assert page.fails != page.passes


@every_rule
def test_the_failing_example_fails_and_the_passing_one_passes(rule: Rule) -> None:
    page = page_of(rule)
    failing = checked(page.fails)
    assert rule.id in {f.rule for f in failing}
    passing = checked(page.passes)
    assert rule.id not in {f.rule for f in passing}


@every_rule
def test_a_finding_says_what_is_wrong_and_how_to_mend_it(rule: Rule) -> None:
    for finding in checked(page_of(rule).fails):
        assert finding.message.rstrip("”").endswith((".", "?")), finding.message
        assert finding.fix.endswith("."), finding.fix
        assert "  " not in finding.message + finding.fix


@every_rule
def test_the_question_a_finding_names_is_one_of_the_plans(rule: Rule) -> None:
    chart = changed(clean_chart(), page_of(rule).fails)
    asking = Asking(chart, load(), Voice.THERAPIST, TODAY)
    for finding in checked(page_of(rule).fails):
        if finding.ask is not None:
            assert flow("plan").find(asking, finding.ask), finding.ask


@every_rule
def test_a_rule_that_reads_words_is_never_an_error_and_says_that_it_may_be_wrong(rule: Rule) -> None:
    if not rule.heuristic:
        return
    assert rule.severity is not Severity.ERROR
    found = checked(page_of(rule).fails)
    assert all("misread" in f.message + f.fix for f in found if f.rule == rule.id)


def test_the_sample_chart_has_no_finding() -> None:
    assert check(clean_chart(), load(), today=TODAY) == ()


def test_there_are_at_least_45_rules() -> None:
    assert len(rules()) >= 45

"""How rules are run: crashes are named, waivers cover, findings are ordered, blocking ones block."""

from collections.abc import Iterator

import pytest

from planbot.knowledge import load, profile_of
from planbot.rules import Area, Checked, Finding, Found, Severity, blocking, check
from planbot.rules import base as rules_base
from planbot.rules.base import Rule, once, rule
from planbot.rules.pages.examples import TODAY, changed, clean_chart

WAIVER = "+waivers: {rule: %s, at: %s, reason: agreed with the supervisor, name: Alex Lee, 'on': 2026-11-20}"


def findings(patch: str) -> tuple[Finding, ...]:
    return check(changed(clean_chart(), patch), load(), today=TODAY)


def test_a_rule_that_crashes_becomes_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def falls_over(checked: Checked) -> Iterator[Found]:
        raise ZeroDivisionError(checked.chart.client.name)
        yield

    broken = Rule("falls-over", Severity.ADVICE, Area.GOALS, ("practice",), (), heuristic=True, check=falls_over)
    everything = (*rules_base.rules(), broken)
    monkeypatch.setattr(rules_base, "rules", lambda: everything)
    (finding,) = check(clean_chart(), load(), today=TODAY)
    assert finding.severity is Severity.ERROR
    assert finding.rule == "falls-over"
    assert "falls-over" in finding.message
    assert "ZeroDivisionError" in finding.message
    assert "Sam" not in finding.message, "what the chart says stays out of it"


def test_a_waiver_covers_the_finding_at_its_place_only() -> None:
    two = "o1.baseline: null\no3.baseline: null"
    assert {f.at for f in findings(two)} == {"o1", "o3"}
    assert {f.at for f in findings(f"{two}\n{WAIVER % ('objective-without-baseline', 'o1')}")} == {"o3"}


def test_a_waiver_that_nothing_needs_is_reported() -> None:
    (finding,) = findings(WAIVER % ("objective-without-baseline", "o1"))
    assert finding.rule == "waiver-unneeded"
    assert finding.at == "w1"
    assert finding.severity is Severity.ADVICE


def test_errors_block_and_come_first() -> None:
    found = findings("o1.due: null\no1.baseline: null\nintake.barriers: null")
    assert [f.severity for f in found] == [Severity.ERROR, Severity.WARNING, Severity.ADVICE]
    assert [f.rule for f in blocking(found)] == ["objective-without-due-date"]


def test_a_finding_disappears_when_its_question_is_answered() -> None:
    broken = changed(clean_chart(), "o1.target: null")
    (finding,) = check(broken, load(), today=TODAY)
    assert finding.ask == "objective.target:o1"
    assert check(changed(broken, "o1.target: {value: 3, unit: evenings a week}"), load(), today=TODAY) == ()


def test_a_question_that_was_declined_is_not_asked_for_again() -> None:
    declined = "skips: {client.birth-date: {reason: declined, voice: client, at: 2026-11-02T09:00:00Z}}"
    later = declined.replace("declined", "later")
    assert findings(f"client.birth_date: null\n{declined}") == ()
    assert [f.rule for f in findings(f"client.birth_date: null\n{later}")] == ["birth-date-missing"]


def test_rules_that_read_words_keep_still_in_another_language_and_planbot_says_so() -> None:
    spanish = "client.language: Spanish\no1.behaviour: Sam will gain insight"
    assert [f.rule for f in findings(spanish)] == ["words-not-checked"]


def test_two_rules_cannot_have_one_name() -> None:
    def no_diagnosis(checked: Checked) -> Iterator[Found]:
        yield from ()

    with pytest.raises(ValueError, match="no-diagnosis"):
        rule(Severity.ADVICE, Area.GOALS, sources=("K",), covers=())(no_diagnosis)


def test_what_rules_share_is_read_off_a_chart_once_and_off_the_next_one_anew() -> None:
    read: list[str] = []

    @once
    def goals(checked: Checked) -> int:
        read.append(checked.chart.id)
        return len(checked.goals)

    knowledge, chart = load(), clean_chart()
    profile = profile_of(knowledge, chart.client.profile)
    first, second = (Checked(chart, knowledge, profile, TODAY) for _ in range(2))
    assert goals(first) == goals(first) == len(chart.plan.goals)
    assert len(read) == 1
    assert goals(second) == goals(first)
    assert len(read) == 2

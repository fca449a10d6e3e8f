"""What the checks say of judgements: open, judged with a no, out of date."""

from planbot.chart import Chart
from planbot.knowledge import load
from planbot.rules import Finding, Severity, check
from planbot.rules.pages.examples import TODAY, changed, clean_chart

ABOUT = {"judgement-open", "judged-with-a-no", "judgement-out-of-date"}


def found(chart: Chart) -> list[Finding]:
    return [f for f in check(chart, load(), today=TODAY) if f.rule in ABOUT]


def test_each_question_nobody_answered_is_one_piece_of_advice_that_leads_to_it() -> None:
    advice = found(clean_chart().set("judgements", ()))
    assert {f.severity for f in advice} == {Severity.ADVICE}
    asked = [f.ask for f in advice]
    assert len(asked) == len(set(asked)) == 10, "all but the one about long treatment"
    assert {f.at for f in advice} == {"diagnoses", "problems", "goals", "objectives", "interventions"}


def test_a_question_that_was_declined_is_not_asked_again() -> None:
    skip = "{reason: declined, voice: therapist, at: 2026-11-20T10:00:00Z}"
    chart = changed(clean_chart(), f"-j7\nskips: {{judgement.answer:steps-reachable: {skip}}}")
    assert found(chart) == []


def test_cannot_say_stays_open_and_tells_why() -> None:
    (advice,) = found(changed(clean_chart(), "j7.answer: cannot say\nj7.words: The first week will show."))
    assert advice.rule == "judgement-open"
    assert "The first week will show" in advice.message


def test_not_all_is_a_warning_at_each_part_excepted_with_the_reason() -> None:
    patch = "j7.answer: not all\nj7.but: [o1, o2]\nj7.words: Too much at once."
    warnings = found(changed(clean_chart(), patch))
    assert [(f.rule, f.at, f.severity) for f in warnings] == [
        ("judged-with-a-no", "o1", Severity.WARNING),
        ("judged-with-a-no", "o2", Severity.WARNING),
    ]
    assert all("Alex Lee" in f.message and "Too much at once" in f.message for f in warnings)


def test_no_is_one_warning_for_the_room() -> None:
    (warning,) = found(changed(clean_chart(), "j7.answer: 'no'"))
    assert (warning.rule, warning.at) == ("judged-with-a-no", "objectives")


def test_not_all_without_a_name_is_a_warning_for_the_room() -> None:
    (warning,) = found(changed(clean_chart(), "j7.answer: not all"))
    assert (warning.rule, warning.at) == ("judged-with-a-no", "objectives")


def test_once_what_was_judged_has_changed_only_that_is_said() -> None:
    patch = "j7.answer: not all\nj7.but: [o2]\no2.due: 2027-01-11"
    outdated = found(changed(clean_chart(), patch))
    assert {f.rule for f in outdated} == {"judgement-out-of-date"}
    assert "judgement.answer:steps-reachable" in {f.ask for f in outdated}


def test_a_judgement_of_a_question_the_library_lost_says_nothing() -> None:
    patch = "+judgements: {question: long-forgotten, answer: 'no', of: x}"
    assert found(changed(clean_chart(), patch)) == []


def test_long_treatment_asks_for_its_reason() -> None:
    chart = changed(clean_chart(), "created: 2025-02-03T09:00:00Z").set("judgements", ())
    assert "judgement.answer:long-treatment-justified" in {f.ask for f in found(chart)}

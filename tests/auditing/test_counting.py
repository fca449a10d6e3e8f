"""Counting: parts add up to the whole, whichever way the charts were divided."""

from dataclasses import asdict

from hypothesis import given, settings
from hypothesis import strategies as st

from planbot.auditing.counting import MOST_TO_MEND, TOLD, Tally
from planbot.rules import Area, Finding, Severity, check
from planbot.rules.pages.examples import TODAY
from tests.auditing.making import charts


def finding(rule: str, severity: Severity = Severity.WARNING, area: Area = Area.GOALS, at: str = "g1") -> Finding:
    return Finding(rule, severity, area, at, "m", "w", "f", None, ("src",), False)


found = st.builds(
    finding,
    st.sampled_from(["one", "two", "three"]),
    st.sampled_from(list(Severity)),
    st.sampled_from(list(Area)),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(found, max_size=5), max_size=12), st.integers(0, 12))
def test_two_parts_add_up_to_the_whole(all_charts: list[list[Finding]], cut: int) -> None:
    whole, first, second = Tally(), Tally(), Tally()
    for number, findings in enumerate(all_charts):
        whole.count(f"c{number:02}", "", "baseline", findings)
        (first if number < cut else second).count(f"c{number:02}", "", "baseline", findings)
    first.add(second)

    assert asdict(first) == asdict(whole)
    assert whole.charts == len(all_charts)
    assert whole.ready == sum(all(f.severity is not Severity.ERROR for f in findings) for findings in all_charts)


def test_a_chart_counts_once_for_a_rule_however_often_it_is_found() -> None:
    tally = Tally()
    tally.count("a", "", "baseline", [finding("one"), finding("one", at="g2"), finding("two")])
    tally.count("b", "", "baseline", [finding("two")])

    assert (tally.rules["one"].charts, tally.rules["one"].findings) == (1, 2)
    assert (tally.rules["two"].charts, tally.rules["two"].findings) == (2, 2)
    assert (tally.areas[Area.GOALS].charts, tally.areas[Area.GOALS].findings) == (2, 4)


def test_a_check_that_broke_on_one_chart_is_counted_as_an_error() -> None:
    tally = Tally()
    tally.count("a", "", "baseline", [finding("one", Severity.ADVICE)])
    tally.count("b", "", "baseline", [finding("one", Severity.ERROR)])
    tally.count("c", "", "baseline", [finding("one", Severity.ADVICE)])

    assert tally.rules["one"].severity is Severity.ERROR


def test_only_the_charts_with_most_to_mend_are_kept_the_worst_first() -> None:
    tally = Tally()
    for number in range(40):
        errors = [finding("e", Severity.ERROR)] * (number % 7)
        tally.count(f"c{number:02}", "", "baseline", [*errors, finding("a", Severity.ADVICE)])

    assert len(tally.worst) == MOST_TO_MEND
    assert [w.error for w in tally.worst] == sorted((w.error for w in tally.worst), reverse=True)
    assert tally.worst[0].error == 6


def test_files_that_cannot_be_read_are_all_counted_and_some_named() -> None:
    tally = Tally()
    for number in range(TOLD + 5):
        tally.not_read(f"{number}.json", "no chart")

    assert (tally.unread, len(tally.unread_places)) == (TOLD + 5, TOLD)


def test_the_counts_are_those_of_the_checks() -> None:
    tally, all_findings = Tally(), {}
    for chart in charts():
        all_findings[chart.id] = check(chart, today=TODAY)
        tally.count(chart.id, "", "baseline", all_findings[chart.id])

    for rule, count in tally.rules.items():
        assert count.charts == sum(any(f.rule == rule for f in each) for each in all_findings.values())
    assert sum(c.findings for c in tally.rules.values()) == sum(map(len, all_findings.values()))

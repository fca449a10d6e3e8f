"""The rules notice what is broken in whole charts; and they are seen to fail when there are none."""

from collections.abc import Iterator

import pytest
from mutants.__main__ import LEAST, main
from mutants.base import OPERATORS
from mutants.everybody import all_tried, everybody
from mutants.telling import survivors, table
from mutants.trial import Tried, share, tried

from planbot.rules import Area, Checked, Found, Severity
from planbot.rules import base as rules_base
from planbot.rules.base import Rule


@pytest.fixture(scope="module")
def results() -> list[Tried]:
    return [result for person in all_tried(tuple(everybody())) for result in person]


@pytest.mark.xdist_group("mutants")
def test_of_what_is_broken_in_any_persons_chart_nearly_all_is_noticed(results: list[Tried]) -> None:
    assert share(results) >= LEAST, survivors(results)


@pytest.mark.xdist_group("mutants")
@pytest.mark.parametrize("operator", OPERATORS)
def test_every_way_to_break_a_chart_is_used_and_mostly_noticed(operator: str, results: list[Tried]) -> None:
    of_it = [r for r in results if r.operator == operator]
    assert [r for r in of_it if r.counts]
    assert share(of_it) >= 0.9, survivors(of_it)


@pytest.mark.xdist_group("mutants")
def test_in_every_persons_chart_hundreds_of_places_are_broken(results: list[Tried]) -> None:
    for name in everybody():
        assert sum(r.counts for r in results if r.person == name) > 150, name


@pytest.mark.xdist_group("mutants")
def test_what_breaks_the_thread_itself_is_an_error_every_time(results: list[Tried]) -> None:
    thread = {"link-to-nowhere", "link-to-another-room", "diagnosis-twice", "code-wrong"}
    weights = {r.killed for r in results if r.operator in thread}
    assert weights == {Severity.ERROR}


@pytest.mark.xdist_group("mutants")
def test_no_rule_falls_over_whatever_is_broken(results: list[Tried]) -> None:
    assert [f"{r.person} {r.place}: {r.by}" for r in results if " at chart" in r.by] == []


def test_without_rules_nothing_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules_base, "rules", tuple)
    found = list(tried("sample", everybody()["sample"]))
    assert len(found) > 300
    assert share(found) == 0.0


def test_without_one_rule_just_what_it_alone_finds_survives(monkeypatch: pytest.MonkeyPatch) -> None:
    without = tuple(r for r in rules_base.rules() if r.id != "objective-without-due-date")
    monkeypatch.setattr(rules_base, "rules", lambda: without)
    found = list(tried("sample", everybody()["sample"], ["field-emptied"]))
    assert {r.place for r in found if r.survived} == {"o1.due emptied", "o2.due emptied", "o3.due emptied"}


def test_a_finding_somewhere_else_notices_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def elsewhere(checked: Checked) -> Iterator[Found]:
        yield Found("zz9", f"{len(checked.chart.plan.objectives)} steps.", "Look.")

    rule = Rule("elsewhere", Severity.ERROR, Area.GOALS, (), (), heuristic=False, check=elsewhere)
    monkeypatch.setattr(rules_base, "rules", lambda: (rule,))
    assert share(list(tried("sample", everybody()["sample"], ["item-removed"]))) == 0.0


def test_the_table_counts_every_mutant_once_and_says_what_was_left_out() -> None:
    made = [
        Tried("a", "field-emptied", "o1.due emptied", Severity.ERROR, "r"),
        Tried("a", "field-emptied", "o2.due emptied"),
        Tried("a", "field-emptied", "client.pronouns emptied", right="a person may leave them unsaid"),
        Tried("b", "day-moved", "created back", reader="only its words say where it belongs"),
    ]
    assert share(made) == 0.5
    assert table(made).splitlines()[-1].split() == ["all", "4", "1", "0", "0", "1", "1", "1", "50.0%"]
    assert survivors(made) == "Survivors:\n  a  field-emptied  o2.due emptied"


def test_one_person_and_one_way_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--person", "sample", "--operator", "diagnosis-twice"]) == 0
    out = capsys.readouterr().out
    assert "diagnosis-twice" in out
    assert "No survivors." in out


@pytest.mark.parametrize(("flag", "told"), [("--person", "no person nobody"), ("--operator", "no operator nobody")])
def test_a_name_that_is_not_there_is_told_with_those_that_are(
    flag: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([flag, "nobody"]) == 2
    out = capsys.readouterr().out
    assert told in out
    assert "choose from" in out

"""Plans of an audit that read alike are told, as a check beside all the others would tell them."""

import random
from datetime import date

import pytest

from planbot.auditing import wording
from planbot.auditing.counting import Tally
from planbot.auditing.report import Report
from planbot.auditing.summary import summary
from planbot.auditing.wording import RULE, Wordings, compared, wording_of
from planbot.chart import Chart, Waiver
from planbot.knowledge import load, profile_of
from planbot.rules import check
from planbot.rules.pages.examples import TODAY, clean_chart
from planbot.rules.reading.likeness import Likeness, marks
from tests.auditing.making import charts, numbered
from tests.sample_charts import draft_chart


def audited(several: list[Chart]) -> tuple[Tally, Wordings]:
    """Check charts one by one, as an audit does, and keep their wording."""
    tally, wordings, knowledge = Tally(), Wordings(), load()
    for chart in several:
        profile = profile_of(knowledge, chart.client.profile)
        found = check(chart, knowledge, profile, TODAY)
        tally.count(chart.id, "", profile.id, found)
        kept = wording_of("", chart, "", profile=profile, knowledge=knowledge, checked=found)
        wordings.add(kept)
    return tally, wordings


def told(several: list[Chart]) -> set[str]:
    tally, wordings = audited(several)
    return {kept.chart for kept, _ in compared(wordings, tally, load())}


def of_own_words(number: int) -> Chart:
    """Return a plan that shares a random half of its sentences, some with a word changed, with others like it."""
    dice, knowledge = random.Random(number), load()
    said = [pattern.text for pattern in list(knowledge.objectives.values())[: 60 + number]]
    chart = numbered(clean_chart(), number)
    steps = tuple(
        o.model_copy(update={"behaviour": dice.choice(said).replace("will", dice.choice(("will", "shall soon")))})
        for o in chart.plan.objectives
    )
    goals = tuple(
        g.model_copy(update={"words": f"{dice.choice(said)} {number} {dice.choice(said)}"}) for g in chart.plan.goals
    )
    return chart.model_copy(
        update={"plan": chart.plan.model_copy(update={"objectives": steps, "goals": goals, "tasks": ()})}
    )


def test_the_figures_are_those_of_a_check_beside_all_other_plans() -> None:
    several = [*charts(2), *map(of_own_words, range(20, 32))]
    knowledge, others = load(), Likeness(several)
    expected = Tally()
    for chart in several:
        profile = profile_of(knowledge, chart.client.profile)
        expected.count(chart.id, "", profile.id, check(chart, knowledge, profile, TODAY, others=others))
    tally, wordings = audited(several)
    assert RULE not in tally.rules
    found = list(compared(wordings, tally, knowledge))
    assert tally == expected
    assert 0 < len(found) < len(several)
    assert {finding.rule for _, finding in found} == {RULE}


@pytest.mark.parametrize("at_once", [7, 50_000])
def test_each_sentence_stands_elsewhere_exactly_when_one_like_it_does(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "_AT_ONCE", at_once)
    several = list(map(of_own_words, range(40)))
    knowledge, others = load(), Likeness(several)
    expected = [
        mark in shared.elsewhere
        for chart in several
        for shared in [others.shared(chart, knowledge)]
        for mark in marks(chart)
    ]
    assert list(map(bool, audited(several)[1]._elsewhere())) == expected
    assert 0.1 < sum(expected) / len(expected) < 1


def test_two_exports_of_one_chart_are_no_copies_of_each_other() -> None:
    one = numbered(draft_chart(), 1)
    assert told([one, one]) == set()
    assert told([one, numbered(draft_chart(), 2)]) == {"n1", "n2"}


def test_what_somebody_let_stand_and_what_is_in_another_language_is_not_told_but_others_are_held_against_it() -> None:
    one, two = numbered(draft_chart(), 1), numbered(draft_chart(), 2)
    waiver = Waiver(id="w1", rule=RULE, at="plan", reason="one family", name="Dana Lee", on=date(2026, 11, 20))
    spanish = one.client.model_copy(update={"language": "Spanish"})
    assert told([one.model_copy(update={"waivers": (waiver,)}), two]) == {"n2"}
    assert told([one.model_copy(update={"client": spanish}), two]) == {"n2"}


def test_of_more_sentences_than_memory_holds_none_is_kept_and_the_report_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wording, "MOST", 10)
    several = charts(3)
    tally, wordings = audited(several)
    assert wordings.too_many
    assert list(compared(wordings, tally, load())) == []
    report = Report.of_tally(tally, load(), today=TODAY, of=len(several), compared=False)
    assert "How much of the wording stands in several plans was not looked at: there are too many." in " ".join(
        summary(report).split()
    )


def test_no_word_of_a_chart_is_kept() -> None:
    _, wordings = audited([numbered(draft_chart(), 1)])
    (kept,) = wordings._charts
    assert kept.prints == b""
    assert (kept.place, kept.name) == ("", "")
    assert all(isinstance(each, int) for each in wordings._shingles)

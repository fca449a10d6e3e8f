"""The score of one chart: honest about what cannot be told, and nothing is met where nothing is."""

from datetime import date

import pytest

from planbot.auditing.lines import OF_ANY, SECTIONS, Score, Standing, score, section_of
from planbot.auditing.material import _ARISES, _FIELDS, _ROOM_OF_LINE, ROOMS
from planbot.chart import ROOMS as ALL_ROOMS
from planbot.chart import Chart, Judged, Review, Waiver, frozen_map
from planbot.knowledge import load, profile_of
from planbot.rules import check
from planbot.rules.pages import catalogue
from planbot.rules.pages.examples import TODAY, clean_chart
from planbot.rules.reading.likeness import Likeness
from tests.sample_charts import draft_chart, empty_chart


def scored(chart: Chart, profile: str = "baseline", others: Likeness | None = None) -> Score:
    knowledge = load()
    return score(chart, knowledge, profile_of(knowledge, profile), TODAY, others)


def standing(chart: Chart, line: str, profile: str = "baseline", others: Likeness | None = None) -> Standing:
    return next(each.standing for each in scored(chart, profile, others).lines if each.line.line == line)


def test_every_line_of_the_catalogue_is_scored_once_and_in_order() -> None:
    lines = [each.line.line for each in scored(clean_chart()).lines]

    assert lines == [line.line for line in catalogue()]
    assert {section_of(line) for line in lines} == {name for name, _, _ in SECTIONS} | {OF_ANY}


def test_an_empty_chart_meets_nothing_but_that_it_has_a_name() -> None:
    met = [each.line.line for each in scored(empty_chart()).lines if each.standing is Standing.MET]

    assert met == ["2"]


def test_a_clean_plan_meets_every_line_that_can_be_told() -> None:
    found = scored(clean_chart())

    assert found.count(Standing.NOT_MET, Standing.WAIVED) == 0
    assert found.count(Standing.MET) == found.told > 80


def test_lines_that_wait_for_notes_are_said_to_wait_and_are_not_counted() -> None:
    for chart in (empty_chart(), clean_chart()):
        for each in scored(chart).lines:
            if each.line.waits:
                assert (each.standing, each.reason) == (Standing.NOT_TOLD, f"waits for {each.line.waits}")
    assert any(each.line.waits == "notes" for each in scored(clean_chart()).lines)


def test_a_line_is_not_met_exactly_when_a_check_that_covers_it_finds_something() -> None:
    chart = draft_chart().model_copy(update={"waivers": (), "judgements": clean_chart().judgements})
    found = {finding.rule for finding in check(chart, load(), today=TODAY)}

    for each in scored(chart).lines:
        covering = {rule.id for rule in each.line.covered_by}
        if covering & found - {"words-not-checked"}:
            assert each.standing is Standing.NOT_MET, each.line
            assert {finding.rule for finding in each.findings} == covering & found
        else:
            assert each.standing is not Standing.NOT_MET, each.line


def test_a_waived_finding_is_let_stand_with_its_reason_and_never_called_met() -> None:
    chart = clean_chart().set("intake.barriers", None)
    assert standing(chart, "26") is Standing.NOT_MET
    (finding,) = (f for f in check(chart, load(), today=TODAY) if f.rule == "barriers-not-recorded")
    waiver = Waiver(id="w1", rule=finding.rule, at=finding.at, reason="He wants no list.", name="Alex Lee", on=TODAY)

    (line,) = (each for each in scored(chart.put(waiver)).lines if each.line.line == "26")

    assert (line.standing, line.waivers, line.findings) == (Standing.WAIVED, (waiver,), ())


def test_what_the_profile_does_not_ask_for_is_neither_a_point_nor_a_fault() -> None:
    private = load().profiles["private-pay"]
    chart = clean_chart()
    not_asked = [each for each in scored(chart, "private-pay").lines if each.standing is Standing.NOT_ASKED]

    assert not_asked
    for each in not_asked:
        values = [private.values[name] for rule in each.line.covered_by for name in rule.reads]
        assert values
        assert all(value.value is False or not value.asked for value in values)
    assert scored(chart, "private-pay").told < scored(chart).told


def test_a_number_the_profile_does_not_know_leaves_the_line_open() -> None:
    knowledge = load()
    unknown = [
        (profile.id, name)
        for profile in knowledge.profiles.values()
        if (value := profile.values.get("plan-due-days")) is None or value.is_unknown
        for name in ["plan-due-days"]
        if all(
            (v := profile.values.get(n)) is None or v.is_unknown for n in ("plan-due-business-days", "plan-due-visits")
        )
    ]
    assert unknown
    assert standing(clean_chart(), "4", unknown[0][0]) is Standing.NOT_TOLD


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Judged.YES, Standing.MET),
        (Judged.NO, Standing.NOT_MET),
        (Judged.NOT_ALL, Standing.NOT_MET),
        (Judged.CANNOT_SAY, Standing.NOT_TOLD),
    ],
)
def test_a_line_for_a_person_to_judge_stands_as_the_person_judged(answer: Judged, expected: Standing) -> None:
    chart = clean_chart()
    (judgement,) = (j for j in chart.judgements if j.question == "steps-fit-setting")

    assert standing(chart.put(judgement.model_copy(update={"answer": answer})), "49") is expected


def test_an_open_judgement_and_one_of_an_earlier_plan_cannot_be_told() -> None:
    chart = clean_chart()
    (judgement,) = (j for j in chart.judgements if j.question == "steps-fit-setting")
    others = tuple(j for j in chart.judgements if j != judgement)

    assert standing(chart.model_copy(update={"judgements": others}), "49") is Standing.NOT_TOLD
    assert standing(chart.put(judgement.model_copy(update={"of": "another plan"})), "49") is Standing.NOT_TOLD


def test_what_does_not_arise_is_said_not_to() -> None:
    chart = clean_chart()

    assert standing(chart, "64") is Standing.NOT_ARISING, "the client is of age"
    assert standing(chart.set("client.birth_date", date(2014, 3, 1)), "64") is not Standing.NOT_ARISING
    assert standing(chart.set("client.birth_date", None), "64") is Standing.NOT_TOLD
    assert standing(chart.model_copy(update={"answers": frozen_map({})}), "122") is Standing.NOT_ARISING


def test_reviews_are_told_once_there_is_one() -> None:
    chart = clean_chart()
    assert standing(chart, "83") is Standing.NOT_TOLD
    progress = frozen_map({goal.id: "Two dinners a week." for goal in chart.plan.goals})
    review = Review(id="rv1", on=TODAY, progress=progress, changes="None.", why_continue="It helps.")

    assert standing(chart.put(review), "83") is Standing.MET
    assert standing(chart.put(review.model_copy(update={"progress": frozen_map({})})), "83") is Standing.NOT_MET


def test_words_in_a_language_planbot_does_not_read_are_not_called_good() -> None:
    spanish = clean_chart().set("client.language", "Spanish")

    assert standing(clean_chart(), "46") is Standing.MET
    assert standing(spanish, "46") is Standing.NOT_TOLD


def test_without_other_plans_nobody_says_that_the_text_is_no_copy() -> None:
    assert standing(clean_chart(), "18") is Standing.NOT_TOLD
    assert standing(clean_chart(), "18", others=Likeness([draft_chart()])) is not Standing.NOT_TOLD


def test_what_lines_need_names_rooms_and_lines_that_exist() -> None:
    lines = {line.line for line in catalogue()}

    assert set(_ROOM_OF_LINE.values()) <= set(ROOMS) <= set(ALL_ROOMS)
    assert set(_ROOM_OF_LINE) | set(_FIELDS) | set(_ARISES) <= lines

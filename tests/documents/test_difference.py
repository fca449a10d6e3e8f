from datetime import date

import pytest

from planbot.chart import CriterionClaim, Goal, Met, Quantity, Status, frozen_map
from planbot.chart.links import without
from planbot.documents import FORMATS, changes, difference
from planbot.errors import DocumentError
from planbot.knowledge import Knowledge
from planbot.rules.pages.examples import changed, clean_chart
from tests.sample_charts import draft_chart, empty_chart


def told(patch: str) -> list[str]:
    return [f"{place}: {what}" for place, what in changes(clean_chart(), changed(clean_chart(), patch))]


def test_a_changed_target_is_said_with_its_place_and_both_values() -> None:
    patch = "o1.target: {value: 5, unit: evenings a week}"
    assert told(patch) == ["Objective 1.1: target was 4 evenings a week, is 5 evenings a week"]


def test_a_date_and_a_missing_value_are_said_in_words() -> None:
    assert told("o2.due: null") == ["Objective 1.2: due date was 8 February 2027, is not recorded"]


def test_nothing_changed_is_said_too() -> None:
    assert difference(clean_chart(), clean_chart()) == "# What has changed\n\nNothing has changed.\n"


def test_new_and_removed_items_are_named_by_their_words() -> None:
    now = without(clean_chart(), "o3").put(Goal(id="g2", words="I want to sing again."))
    found = [f"{place}: {what}" for place, what in changes(clean_chart(), now)]
    assert "Goal 2: new: “I want to sing again.”" in found
    assert "Objective 1.3: taken out. It was: “Sam will get up at half past six on work days.”" in found
    assert "Intervention 3: taken out. It was: “Will set a steady rising time and rules for the bed with Sam.”" in found


def test_links_that_came_and_went_are_named_by_place() -> None:
    assert told("i2.objectives: [o1, o3]") == [
        "Intervention 2: objectives, taken out: Objective 1.2",
        "Intervention 2: objectives, added: Objective 1.1; Objective 1.3",
    ]


def test_a_long_text_is_compared_sentence_by_sentence() -> None:
    before = clean_chart().set("formulation.summary", "First sentence stands. " * 6 + "Old end.")
    now = clean_chart().set("formulation.summary", "First sentence stands. " * 6 + "New end.")
    assert [what for _, what in changes(before, now)] == [
        "summary, taken out: “Old end.”",
        "summary, added: “New end.”",
    ]


def test_changes_in_single_rooms_are_found() -> None:
    now = clean_chart().set("plan.next_review", date(2027, 1, 4)).set("readiness.motivation", 4)
    now = now.set("assessment.mental_status", frozen_map({"mood": "even"}))
    found = [f"{place}: {what}" for place, what in changes(clean_chart(), now)]
    assert found == [
        "Readiness: motivation was 7, is 4",
        "Plan: next review was 8 February 2027, is 4 January 2027",
        "Mental status: mood was low, is even",
        "Mental status: thought was clear and goal directed, is not assessed",
    ]


def test_a_criterion_and_a_status_are_put_in_words(knowledge: Knowledge) -> None:
    diagnosis = clean_chart().find("d1")
    claims = tuple(CriterionClaim(id="E", met=Met.NO) if c.id == "E" else c for c in diagnosis.criteria)
    now = clean_chart().put(diagnosis.model_copy(update={"criteria": claims}))
    now = now.put(now.find("o1").model_copy(update={"status": Status.MET, "baseline": Quantity(value=2)}))
    found = [what for _, what in changes(clean_chart(), now, knowledge=knowledge)]
    assert found == [
        "criteria, taken out: E yes",
        "criteria, added: E no",
        "baseline was 1 evenings a week, is 2",
        "status was active, is met",
    ]


def test_labels_come_from_the_library_where_it_has_them(knowledge: Knowledge) -> None:
    now = changed(clean_chart(), "necessity.reasons: [reduce-symptoms]")
    (change,) = changes(clean_chart(), now, knowledge=knowledge)
    assert change.what == f"reasons, taken out: {knowledge.reasons['improve-functioning'].label}"


def test_items_in_another_order_are_noticed() -> None:
    now = clean_chart().set("snaps", tuple(reversed(clean_chart().snaps)))
    assert [what for _, what in changes(clean_chart(), now)] == ["the order changed"]


def test_every_single_field_that_differs_shows(knowledge: Knowledge) -> None:
    assert changes(clean_chart(), draft_chart(), knowledge=knowledge)
    assert changes(draft_chart(), clean_chart(), knowledge=knowledge)


@pytest.mark.parametrize("form", FORMATS)
def test_a_difference_can_be_written_in_every_format(form: str) -> None:
    assert "What has changed" in difference(clean_chart(), draft_chart(), form)


def test_charts_of_two_clients_are_not_compared() -> None:
    with pytest.raises(DocumentError, match="two different charts"):
        changes(clean_chart(), empty_chart())

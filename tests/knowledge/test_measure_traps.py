"""The mistakes that pages and programs make with measures, each held off by name."""

import pytest

from planbot.errors import AnswerError
from planbot.knowledge import NOT_APPLICABLE, MeasureEntry, load, score, score_total

LIBRARY = load().measures


def measure(key: str) -> MeasureEntry:
    return LIBRARY[key]


def notes(key: str) -> str:
    return " ".join(measure(key).notes)


def one(entry: MeasureEntry, number: int, answer: int, *, others: int = 0) -> list[int | None]:
    """Return answers that are all the same but for one."""
    return [answer if n == number else others for n in range(1, entry.item_count + 1)]


def test_the_tenth_question_of_the_phq_9_is_not_in_the_total() -> None:
    assert measure("phq-9").item_count == 9
    with pytest.raises(AnswerError):
        score(measure("phq-9"), [3] * 10)


def test_important_and_reliable_change_on_the_phq_9_are_two_figures() -> None:
    assert (measure("phq-9").change.important, measure("phq-9").change.reliable) == (5, 6)


def test_a_phq_9_of_9_is_mild_and_no_remission() -> None:
    assert score_total(measure("phq-9"), 9).band == "mild"
    assert measure("phq-9").change.remission_below == 5


def test_the_gad_7_does_not_claim_obsessions_trauma_or_panic() -> None:
    asked = set(measure("gad-7").symptoms)
    assert not asked & {"obsessions", "compulsions", "flashbacks", "nightmares", "panic-attacks"}
    assert "not a measure of obsessions" in notes("gad-7")


def test_both_cut_offs_of_the_gad_7_are_named_with_their_sources() -> None:
    assert {(cut.score, cut.source) for cut in measure("gad-7").cut_offs} == {(8, "plummer-2016"), (10, "spitzer-2006")}


@pytest.mark.parametrize("key", ["phq-2", "gad-2"])
def test_a_two_question_screen_is_no_outcome_measure(key: str) -> None:
    assert not measure(key).outcome


@pytest.mark.parametrize("total", [10, 33, 38, 60])
def test_the_pcl_5_has_no_severity(total: int) -> None:
    assert score_total(measure("pcl-5"), total).band is None


def test_the_pcl_5_asks_for_an_event() -> None:
    assert "without exposure to a traumatic event" in notes("pcl-5")


@pytest.mark.parametrize(("number", "answer"), [(9, 1), (9, 3), (10, 1), (10, 3)])
def test_items_9_and_10_of_the_audit_cannot_be_odd(number: int, answer: int) -> None:
    with pytest.raises(AnswerError, match="takes 0, 2, 4"):
        score(measure("audit"), one(measure("audit"), number, answer))
    assert score(measure("audit"), one(measure("audit"), number, 4)).total == 4
    assert score(measure("audit"), one(measure("audit"), 8, answer)).total == answer


def test_totals_of_the_us_audit_are_refused() -> None:
    with pytest.raises(AnswerError, match="AUDIT goes from 0 to 40"):
        score_total(measure("audit"), 46)
    assert any("WHO version" in flag for flag in score_total(measure("audit"), 9).flags)


def test_the_audit_c_is_not_coded_as_another_measure() -> None:
    assert measure("audit-c").loinc == "75626-2"


def test_the_cut_off_of_the_audit_c_depends_on_sex_and_nobody_is_chosen_for() -> None:
    assert score_total(measure("audit-c"), 2).flags == ()
    assert score_total(measure("audit-c"), 3).flags == ("a positive screen in women",)
    assert score_total(measure("audit-c"), 4).flags == ("a positive screen in women", "a positive screen in men")


def test_item_3_of_the_dast_10_is_the_one_that_counts_when_answered_no() -> None:
    assert score(measure("dast-10"), [0] * 10).total == 1
    assert score(measure("dast-10"), one(measure("dast-10"), 3, 1)).total == 0
    assert score(measure("dast-10"), one(measure("dast-10"), 4, 1)).total == 2
    assert score(measure("dast-10"), one(measure("dast-10"), 5, 1)).total == 2


@pytest.mark.parametrize(
    "key", ["isi", "audit", "audit-c", "dast-10", "who-5", "epds", "y-bocs", "ors", "srs", "mdq", "whodas-2.0-12"]
)
def test_what_may_not_be_reproduced_freely_is_not_reproduced(key: str) -> None:
    assert measure(key).items == ()
    assert measure(key).stem == ""
    assert measure(key).options == ()


def test_without_work_the_wsas_is_not_compared_with_anybody() -> None:
    full = score(measure("wsas"), [4, 4, 4, 4, 4])
    found = score(measure("wsas"), [NOT_APPLICABLE, 4, 4, 4, 4])

    assert (full.total, full.band) == (20, "significant impairment, less severe symptoms")
    assert (found.total, found.band) == (16, None)
    assert found.flags == ("not comparable: item 1 does not apply",)
    assert "not comparable" in notes("wsas")


def test_an_answer_of_not_applicable_is_refused_where_nothing_allows_for_it() -> None:
    with pytest.raises(AnswerError):
        score(measure("wsas"), [4, NOT_APPLICABLE, 4, 4, 4])
    with pytest.raises(AnswerError):
        score(measure("phq-9"), [NOT_APPLICABLE] * 9)


def test_the_cut_off_of_the_oasis_depends_on_who_was_studied() -> None:
    assert {cut.score for cut in measure("oasis").cut_offs} == {8, 10}
    assert "depends on who was studied" in notes("oasis")


def test_a_man_answers_fourteen_items_of_the_phq_15_up_to_28() -> None:
    entry = measure("phq-15")
    assert "Menstrual" in entry.items[3].text
    found = score(entry, [2, 2, 2, NOT_APPLICABLE, *[2] * 11])
    assert (found.total, found.band, found.complete) == (28, "high", True)


def test_the_mdq_is_no_outcome_measure_and_asks_about_a_whole_life() -> None:
    assert not measure("mdq").outcome
    assert "whole of life" in measure("mdq").period


MDQ_YES = "a positive screen: 7 or more, at the same time, with a moderate or serious problem"


@pytest.mark.parametrize(
    ("yes", "together", "problem", "positive"),
    [(7, 1, 2, True), (13, 1, 3, True), (7, 0, 3, False), (13, 1, 1, False), (6, 1, 3, False), (13, 0, 0, False)],
)
def test_seven_answers_of_yes_alone_are_no_positive_mdq(yes: int, together: int, problem: int, positive: bool) -> None:
    items: list[int | None] = [*[1] * yes, *[0] * (13 - yes), together, problem]
    entered = score_total(measure("mdq"), yes, {"together": together, "problem": problem})

    for found in (score(measure("mdq"), items), entered):
        assert found.total == yes
        assert found.flags == ((MDQ_YES,) if positive else ("not a positive screen",))


def test_the_mdq_says_nothing_while_it_could_go_either_way_and_no_as_soon_as_it_cannot() -> None:
    assert score_total(measure("mdq"), 9).flags == ()
    assert score_total(measure("mdq"), 9, {"together": 1}).flags == ()
    assert score_total(measure("mdq"), 9, {"together": 0}).flags == ("not a positive screen",)


def test_the_shading_of_the_asrs_differs_by_item() -> None:
    entry = measure("asrs")
    assert score(entry, [2] * 18).total == 3
    assert score(entry, [3] * 18).total == 6
    assert score(entry, [1] * 18).total == 0
    assert score(entry, [0, 0, 0, 3, 3, 3, *[4] * 12]).total == 3
    assert score(entry, [2, 2, 2, 3, *[0] * 14]).flags[0].startswith("consistent with")


def test_part_b_of_the_asrs_is_not_needed_for_its_score() -> None:
    found = score(measure("asrs"), [4] * 6)
    assert (found.total, found.complete) == (6, False)


def test_sums_of_the_asrs_and_totals_of_the_asrs_5_are_refused() -> None:
    with pytest.raises(AnswerError):
        score_total(measure("asrs"), 14)
    assert "ASRS-5 is another measure" in notes("asrs")


def test_the_y_bocs_is_an_interview_and_names_both_systems_of_bands() -> None:
    assert "interview" in measure("y-bocs").about
    assert "0 to 13" in notes("y-bocs")


def test_answers_of_the_epds_are_the_printed_scores_and_nothing_is_turned_round() -> None:
    assert measure("epds").reverse == ()
    assert score(measure("epds"), [3] * 10).total == 30
    assert "worst answer first" in notes("epds")


@pytest.mark.parametrize(("key", "number"), [("epds", 10), ("core-10", 6), ("phq-9", 9), ("phq-a", 9)])
def test_an_answer_about_ending_ones_life_asks_for_a_conversation_whatever_the_total(key: str, number: int) -> None:
    entry = measure(key)
    assert "safety" in score(entry, one(entry, number, 1)).flags
    assert "safety" not in score(entry, one(entry, number, 0, others=3)).flags


@pytest.mark.parametrize(("key", "part"), [("epds", "item-10"), ("core-10", "item-6")])
def test_such_an_answer_is_asked_for_beside_a_total_that_is_entered(key: str, part: str) -> None:
    assert "safety" in score_total(measure(key), 1, {part: 1}).flags
    assert "safety" not in score_total(measure(key), 30, {part: 0}).flags
    assert not score_total(measure(key), 1).complete


def test_totals_of_the_k10_from_0_to_40_do_not_get_its_bands() -> None:
    with pytest.raises(AnswerError, match="K10 goes from 10 to 50"):
        score_total(measure("k10"), 9)
    with pytest.raises(AnswerError):
        score(measure("k10"), [0] * 10)
    assert "scored as answers of 1 to 5 (10 to 50)" in score_total(measure("k10"), 20).flags


def test_the_k6_counts_from_0_and_says_so() -> None:
    assert score(measure("k6"), [0] * 6).total == 0
    with pytest.raises(AnswerError):
        score_total(measure("k6"), 30)
    assert "scored as answers of 0 to 4 (0 to 24)" in score_total(measure("k6"), 20).flags


@pytest.mark.parametrize(("total", "moderate"), [(4, False), (5, True), (12, True), (13, False)])
def test_the_k6_calls_5_to_12_moderate_distress(total: int, moderate: bool) -> None:
    found = score_total(measure("k6"), total).flags
    assert ("moderate mental distress (5 to 12)" in found) is moderate
    assert ("probable serious mental illness" in found) is (total >= 13)


@pytest.mark.parametrize(("raw", "index", "poor"), [(0, 0, True), (12, 48, True), (13, 52, False), (25, 100, False)])
def test_the_who_5_is_four_times_the_raw_sum_and_13_is_not_poor(raw: int, index: int, poor: bool) -> None:
    items: list[int | None] = [max(0, min(5, raw - 5 * n)) for n in range(5)]
    found = score(measure("who-5"), items)
    assert found.total == index
    assert any(flag.startswith("poor well-being") for flag in found.flags) is poor


@pytest.mark.parametrize("key", ["who-5", "ors", "brs"])
def test_higher_is_better_where_it_is(key: str) -> None:
    assert measure(key).better == "up"
    assert "Higher is better." in measure(key).notes


def test_the_method_of_the_whodas_is_stored_with_the_score() -> None:
    found = score_total(measure("whodas-2.0-12"), 20)
    assert found.flags == ("scored as the simple sum with items coded 0 to 4 (0 to 48)",)
    assert found.band is None
    with pytest.raises(AnswerError):
        score_total(measure("whodas-2.0-12"), 60)


def test_sums_of_the_dass_21_are_doubled_before_they_are_read() -> None:
    items: list[int | None] = [0] * 21
    for number in (3, 5, 10, 13, 16, 17, 21):
        items[number - 1] = 1
    found = score(measure("dass-21"), items)
    assert found.parts == {"depression": 14, "anxiety": 0, "stress": 0}
    assert found.total is None


DASS = {
    "depression": (3, 5, 10, 13, 16, 17, 21),
    "anxiety": (2, 4, 7, 9, 15, 19, 20),
    "stress": (1, 6, 8, 11, 12, 14, 18),
}


def test_the_scales_of_the_dass_21_are_not_swapped() -> None:
    entry = measure("dass-21")
    assert {part.id: part.items for part in entry.parts} == DASS
    assert "dryness of my mouth" in entry.items[1].text
    assert "life was meaningless" in entry.items[20].text
    assert "rather touchy" in entry.items[17].text


def test_items_2_and_3_of_the_core_10_are_turned_round_and_not_3_and_4() -> None:
    entry = measure("core-10")
    assert score(entry, [0] * 10).total == 8
    assert score(entry, one(entry, 2, 4)).total == 4
    assert score(entry, one(entry, 4, 4)).total == 12


def test_the_bands_of_the_core_10_are_not_the_misprinted_ones() -> None:
    assert score_total(measure("core-10"), 15).band == "moderate"


def test_the_session_rating_cannot_show_that_symptoms_changed() -> None:
    assert not measure("srs").outcome
    assert score_total(measure("srs"), 35.9).flags
    assert not score_total(measure("srs"), 36).flags


def test_further_questions_of_the_phq_a_are_not_in_the_total() -> None:
    assert measure("phq-a").item_count == 9
    assert "two on suicide" in notes("phq-a")


def test_the_diagnostic_algorithm_of_the_phq_a_is_told_and_not_applied() -> None:
    assert measure("phq-a").clusters == ()
    assert "item 9 counts from several days on" in notes("phq-a")


def test_items_of_the_psc_17_stand_in_the_mixed_order_of_its_scales() -> None:
    entry = measure("psc-17")
    keys = {part.id: part.items for part in entry.parts}
    assert keys["internalizing"] == (2, 6, 9, 11, 15)
    assert keys["attention"] == (1, 3, 7, 13, 17)
    assert keys["externalizing"] == (4, 5, 8, 10, 12, 14, 16)
    assert [entry.items[n - 1].text.split()[0] for n in (1, 2, 4, 17)] == ["Fidgety,", "Feels", "Refuses", "Distracted"]
    assert "number the items in two ways" in notes("psc-17")


def test_every_item_of_the_scared_belongs_to_one_scale() -> None:
    assert sorted(n for part in measure("scared").parts for n in part.items) == list(range(1, 42))


def test_the_two_forms_of_the_scared_are_never_added_together() -> None:
    assert "child's or the parent's" in measure("scared").asks
    assert "never added together" in notes("scared")


def test_the_columbia_screener_has_no_total() -> None:
    entry = measure("c-ssrs-screener")
    with pytest.raises(AnswerError, match="no total score"):
        score_total(entry, 4)
    assert score(entry, [1, 1, 1, 0, 0, 0]).total is None


@pytest.mark.parametrize(
    ("items", "level"),
    [
        ([1, 0, 0, 0, 0, 0], "low"),
        ([0, 1, 0, 0, 0, 0], "low"),
        ([1, 1, 1, 0, 0, 0], "moderate"),
        ([0, 0, 0, 0, 0, 1], "moderate"),
        ([0, 0, 0, 0, 0, 2], "high"),
        ([1, 1, 0, 1, 0, 0], "high"),
        ([1, 1, 1, 0, 1, 1], "high"),
        ([0, 0, 0, 0, 0, 0], None),
    ],
)
def test_the_columbia_screener_sorts_by_its_triage(items: list[int | None], level: str | None) -> None:
    entry = measure("c-ssrs-screener")
    entered = score_total(entry, None, {f"q{n}": value for n, value in enumerate(items, 1) if value is not None})
    for found in (score(entry, items), entered):
        assert [flag for flag in found.flags if flag != "safety"] == (
            [f"triage of the form: {level} risk"] if level else []
        )
        assert ("safety" in found.flags) is (level is not None)


def test_the_columbia_screener_speaks_up_before_every_question_is_answered() -> None:
    entry = measure("c-ssrs-screener")
    assert score_total(entry, None, {"q4": 1}).flags == ("safety", "triage of the form: high risk")
    assert score_total(entry, None, {"q1": 1}).flags == ("safety",)


def test_neither_history_nor_triage_has_a_better() -> None:
    for key in ("ace", "c-ssrs-screener"):
        assert measure(key).better is None
        assert not measure(key).outcome


def test_the_bam_has_no_total_and_its_parts_point_different_ways() -> None:
    entry = measure("bam")
    assert entry.total == "none"
    assert {part.id: part.better for part in entry.parts} == {"use": "down", "risk": "down", "protective": "up"}
    assert {part.id: part.items for part in entry.parts} == {
        "use": (4, 5, 6),
        "risk": (1, 2, 3, 8, 11, 15),
        "protective": (9, 10, 12, 13, 14, 16),
    }
    with pytest.raises(AnswerError, match="use, goes from 0 to 12"):
        score_total(entry, None, {"use": 60})
    assert any("answers of 0 to 4" in flag for flag in score_total(entry, None, {"use": 2}).flags)


@pytest.mark.parametrize(
    ("items", "mean", "band"),
    [
        ([5, 1, 5, 1, 5, 1], 5.0, "high resilience"),
        ([1, 5, 1, 5, 1, 5], 1.0, "low resilience"),
        ([3, 3, 3, 3, 3, 3], 3.0, "normal resilience"),
        ([4, 2, 4, 2, 5, 1], 4.33, "high resilience"),
        ([3, 3, 3, 3, 2, 3], 2.83, "low resilience"),
    ],
)
def test_the_brs_is_a_mean_with_three_items_turned_round(items: list[int | None], mean: float, band: str) -> None:
    found = score(measure("brs"), items)
    assert (found.total, found.band) == (mean, band)

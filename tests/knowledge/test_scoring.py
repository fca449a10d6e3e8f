"""Scoring against published figures, and what holds for any answers."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbot.errors import AnswerError
from planbot.knowledge import Knowledge, MeasureEntry, band_of, change, load, score, score_total

# Kroenke, Spitzer & Williams 2001; Spitzer et al. 2006: every first and last score of a band.
PHQ_9 = [
    (0, "minimal"), (4, "minimal"), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"),
    (15, "moderately severe"), (19, "moderately severe"), (20, "severe"), (27, "severe"),
]  # fmt: skip
GAD_7 = [
    (0, "minimal"), (4, "minimal"), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"), (15, "severe"),
    (21, "severe"),
]  # fmt: skip
CLUSTERS = {"B": (range(1, 6), 1), "C": (range(6, 8), 1), "D": (range(8, 15), 2), "E": (range(15, 21), 2)}


def measure(key: str) -> MeasureEntry:
    return load().measures[key]


def spread(entry: MeasureEntry, total: int, most: int) -> list[int | None]:
    """Return answers that add up to *total*."""
    return [max(0, min(most, total - most * number)) for number in range(entry.item_count)]


@pytest.mark.parametrize(("total", "band"), PHQ_9)
def test_phq_9_has_its_published_bands(total: int, band: str) -> None:
    found = score(measure("phq-9"), spread(measure("phq-9"), total, 3))

    assert found.total == total
    assert (found.band or "").endswith(band)


@pytest.mark.parametrize(("total", "band"), GAD_7)
def test_gad_7_has_its_published_bands(total: int, band: str) -> None:
    found = score(measure("gad-7"), spread(measure("gad-7"), total, 3))

    assert found.total == total
    assert (found.band or "").endswith(band)


def test_pcl_5_has_no_bands_because_none_were_published() -> None:
    for total in (0, 20, 33, 60, 80):
        assert score(measure("pcl-5"), spread(measure("pcl-5"), total, 4)).band is None


@pytest.mark.parametrize(
    ("key", "items", "low", "high"), [("phq-9", 9, 0, 27), ("gad-7", 7, 0, 21), ("pcl-5", 20, 0, 80)]
)
def test_a_measure_has_its_published_length_and_range(key: str, items: int, low: int, high: int) -> None:
    entry = measure(key)

    assert (entry.item_count, len(entry.items), entry.low, entry.high) == (items, items, low, high)
    assert score(entry, [0] * items).total == low
    assert score(entry, [max(o.value for o in entry.options)] * items).total == high


@pytest.mark.parametrize(("key", "cut"), [("phq-9", 10), ("gad-7", 10), ("pcl-5", 31)])
def test_the_published_cut_off_is_reached_at_its_score_and_not_below(key: str, cut: int) -> None:
    entry = measure(key)
    says = [c.says for c in entry.cut_offs if c.score == cut]

    assert says
    assert set(says) <= set(score_total(entry, cut).flags)
    assert not set(says) & set(score_total(entry, cut - 1).flags)


@pytest.mark.parametrize(("answer", "flagged"), [(0, False), (1, True), (3, True)])
def test_item_nine_of_phq_9_asks_for_a_conversation_whatever_the_total(answer: int, flagged: bool) -> None:
    items = [0] * 8 + [answer]

    assert ("safety" in score(measure("phq-9"), items).flags) is flagged


def test_item_nine_is_seen_while_other_items_are_missing() -> None:
    found = score(measure("phq-9"), [None] * 8 + [2])

    assert found.flags == ("safety",)
    assert found.total is None
    assert not found.complete


@pytest.mark.parametrize("short", sorted(CLUSTERS))
def test_the_cluster_rule_of_pcl_5_needs_every_cluster(short: str) -> None:
    items: list[int | None] = [0] * 20
    for numbers, needs in CLUSTERS.values():
        for number in list(numbers)[:needs]:
            items[number - 1] = 2
    assert "cluster rule met" in score(measure("pcl-5"), items).flags

    items[CLUSTERS[short][0][0] - 1] = 1
    found = score(measure("pcl-5"), items).flags
    assert "cluster rule not met" in found
    assert "cluster rule met" not in found


def test_a_high_total_does_not_meet_the_cluster_rule() -> None:
    items: list[int | None] = [4] * 20
    items[5] = items[6] = 0

    assert "cluster rule not met" in score(measure("pcl-5"), items).flags


def test_the_cluster_rule_stays_open_while_it_could_go_either_way() -> None:
    assert score(measure("pcl-5"), [2] * 5).flags == ()


def test_a_reversed_item_counts_the_other_way_round(small: Knowledge) -> None:
    tiny = small.measures["tiny"]

    assert score(tiny, [0, 0, 0]).total == 2
    assert score(tiny, [0, 2, 0]).total == 0
    assert score(tiny, [2, 0, 2]).total == 6


@pytest.mark.parametrize("items", [[0, 0, 0, 0], [5, 0, 0], [-1, 0, 0]])
def test_answers_that_do_not_belong_are_refused(small: Knowledge, items: list[int]) -> None:
    with pytest.raises(AnswerError):
        score(small.measures["tiny"], items)


def test_a_total_outside_the_range_is_refused() -> None:
    with pytest.raises(AnswerError, match="PHQ-9 goes from 0 to 27"):
        score_total(measure("phq-9"), 28)


def test_fewer_answers_than_items_are_not_complete() -> None:
    found = score(measure("gad-7"), [1, 1])

    assert (found.total, found.band, found.complete) == (None, None, False)


@given(st.lists(st.none() | st.integers(0, 3), min_size=9, max_size=9))
def test_a_total_is_the_sum_of_all_answers_or_nothing(items: list[int | None]) -> None:
    found = score(measure("phq-9"), items)
    known = [item for item in items if item is not None]

    assert found.total == (sum(known) if len(known) == 9 else None)
    assert found.complete is (len(known) == 9)
    assert ("safety" in found.flags) is bool(items[8])


@given(st.sampled_from(["phq-9", "gad-7"]), st.data())
def test_every_total_has_exactly_one_band(key: str, data: st.DataObject) -> None:
    entry = measure(key)
    total = data.draw(st.integers(int(entry.low), int(entry.high)))

    assert [b.label for b in entry.bands if b.low <= total <= b.high] == [band_of(entry, total)]


@given(st.integers(0, 27), st.integers(0, 27))
def test_change_forth_and_back_cancels_out(before: int, after: int) -> None:
    entry = measure("phq-9")
    forth, back = change(entry, before, after), change(entry, after, before)

    assert forth.amount == -back.amount
    assert forth.reliable == back.reliable
    assert forth.better == before - after


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (20, 20, (False, False, False, False)),
        (20, 15, (False, True, False, False)),
        (20, 14, (True, True, False, False)),
        (20, 10, (True, True, True, False)),
        (20, 4, (True, True, True, True)),
        (10, 20, (True, True, False, False)),
        (0, 0, (False, False, None, True)),
    ],
)
def test_change_on_phq_9_follows_its_figures(before: int, after: int, expected: tuple[bool | None, ...]) -> None:
    found = change(measure("phq-9"), before, after)

    assert (found.reliable, found.important, found.response, found.remission) == expected


def test_change_knows_when_up_is_better(small: Knowledge) -> None:
    figures = {"reliable": 2, "response_share": 0.5, "remission_below": 4}
    up = MeasureEntry.model_validate({**small.measures["tiny"].model_dump(), "better": "up", "change": figures})
    rise, fall = change(up, 2, 5), change(up, 5, 2)

    assert (rise.better, rise.response, rise.remission) == (3, True, True)
    assert (fall.better, fall.response, fall.remission) == (-3, False, False)
    assert rise.reliable
    assert fall.reliable


def test_what_was_not_published_is_not_said(small: Knowledge) -> None:
    found = change(small.measures["tiny"], 6, 0)

    assert (found.reliable, found.important, found.response, found.remission) == (None, None, None, None)


def test_scores_are_plain_values_that_go_into_a_chart() -> None:
    found: Any = score(measure("phq-9"), [1] * 9)

    assert json.dumps([found.total, found.band, list(found.flags)])

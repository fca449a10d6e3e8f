"""Every measure against its published figures, written here by hand and not read from the library."""

from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbot.errors import AnswerError
from planbot.knowledge import MeasureEntry, band_of, change, load, score, score_total

LIBRARY = load().measures

Bands = tuple[tuple[float, float, str], ...]


class Figures(NamedTuple):
    """What is published of a measure."""

    items: int
    range: tuple[float, float] | None
    better: str | None
    bands: Bands = ()
    cuts: tuple[tuple[str, float], ...] = ()
    reverse: tuple[int, ...] = ()
    safety: tuple[int, ...] = ()
    reliable: float | None = None
    important: float | None = None
    clinical: float | None = None
    loinc: str | None = None
    shipped: bool = False
    outcome: bool = True


PHQ_BANDS: Bands = (
    (0, 4, "none to minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 19, "moderately severe"), (20, 27, "severe"),
)  # fmt: skip

FIGURES: dict[str, Figures] = {
    "phq-9": Figures(
        9, (0, 27), "down", PHQ_BANDS, ((">=", 10),), safety=(9,), reliable=6, important=5, clinical=10,
        loinc="44261-6", shipped=True,
    ),
    "gad-7": Figures(
        7, (0, 21), "down", ((0, 4, "minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 21, "severe")),
        ((">=", 8), (">=", 10)), reliable=4, important=4, clinical=8, loinc="70274-6", shipped=True,
    ),
    "phq-2": Figures(2, (0, 6), "down", (), ((">=", 2), (">=", 3)), loinc="55758-7", shipped=True, outcome=False),
    "gad-2": Figures(2, (0, 6), "down", (), ((">=", 3),), shipped=True, outcome=False),
    "pcl-5": Figures(20, (0, 80), "down", (), ((">=", 31),), reliable=15, clinical=29, loinc="101698-9", shipped=True),
    "audit": Figures(
        10, (0, 40), "down",
        ((0, 7, "zone I, low risk"), (8, 15, "zone II, hazardous drinking"), (16, 19, "zone III, harmful drinking"),
         (20, 40, "zone IV, possible dependence")),
        ((">=", 8),), loinc="75624-7",
    ),
    "audit-c": Figures(3, (0, 12), "down", (), ((">=", 3), (">=", 4)), loinc="75626-2"),
    "dast-10": Figures(
        10, (0, 10), "down",
        ((0, 0, "none reported"), (1, 2, "low"), (3, 5, "moderate"), (6, 8, "substantial"), (9, 10, "severe")),
        ((">=", 3),), reverse=(3,), loinc="82667-7",
    ),
    "isi": Figures(
        7, (0, 28), "down",
        ((0, 7, "not clinically significant"), (8, 14, "subthreshold"), (15, 21, "clinical, moderate"),
         (22, 28, "clinical, severe")),
        ((">=", 10), (">=", 15)), important=6,
    ),
    "wsas": Figures(
        5, (0, 40), "down",
        ((0, 9, "subclinical"), (10, 20, "significant impairment, less severe symptoms"),
         (21, 40, "moderately severe or worse")),
        ((">=", 10),), reliable=8,
    ),
    "oasis": Figures(5, (0, 20), "down", (), ((">=", 8), (">=", 10)), reliable=5, clinical=8),
    "odsis": Figures(5, (0, 20), "down", (), ((">=", 10),)),
    "phq-15": Figures(
        15, (0, 30), "down", ((0, 4, "minimal"), (5, 9, "low"), (10, 14, "medium"), (15, 30, "high")), ((">=", 10),),
        shipped=True,
    ),
    "mdq": Figures(15, (0, 13), "down", outcome=False),
    "asrs": Figures(18, (0, 6), "down", (), ((">=", 4),)),
    "y-bocs": Figures(
        10, (0, 40), "down",
        ((0, 7, "subclinical"), (8, 15, "mild"), (16, 23, "moderate"), (24, 31, "severe"), (32, 40, "extreme")),
        ((">=", 16),),
    ),
    "epds": Figures(10, (0, 30), "down", (), ((">=", 10), (">=", 13)), safety=(10,), reliable=4),
    "k10": Figures(
        10, (10, 50), "down",
        ((10, 19, "likely to be well"), (20, 24, "mild"), (25, 29, "moderate"), (30, 50, "severe")), shipped=True,
    ),
    "k6": Figures(6, (0, 24), "down", (), ((">=", 13),), shipped=True),
    "who-5": Figures(5, (0, 100), "up", (), (("<=", 50),), important=10),
    "whodas-2.0-12": Figures(12, (0, 48), "down"),
    "dass-21": Figures(21, None, "down", shipped=True),
    "core-10": Figures(
        10, (0, 40), "down",
        ((0, 5, "healthy"), (6, 10, "low"), (11, 14, "mild"), (15, 19, "moderate"), (20, 24, "moderate to severe"),
         (25, 40, "severe")),
        ((">=", 11), (">=", 13)), reverse=(2, 3), safety=(6,), reliable=6, clinical=11,
    ),
    "ors": Figures(4, (0, 40), "up", (), (("<=", 25),), reliable=5, clinical=25),
    "srs": Figures(4, (0, 40), "up", (), (("<", 36),), outcome=False),
    "phq-a": Figures(
        9, (0, 27), "down", PHQ_BANDS, ((">=", 11),), safety=(9,), loinc="89204-2", shipped=True,
    ),
    "psc-17": Figures(17, (0, 34), "down", (), ((">=", 15),), shipped=True),
    "scared": Figures(41, (0, 82), "down", (), ((">=", 25), (">", 30))),
    "c-ssrs-screener": Figures(6, None, None, safety=(1, 2, 3, 4, 5, 6), loinc="93374-7", outcome=False),
    "ace": Figures(10, (0, 10), None, (), ((">=", 4),), outcome=False),
    "bam": Figures(17, None, None),
    "brs": Figures(
        6, (1, 5), "up",
        ((1, 2.99, "low resilience"), (3, 4.3, "normal resilience"), (4.31, 5, "high resilience")),
        reverse=(2, 4, 6), shipped=True,
    ),
}  # fmt: skip

UNVERIFIED = {"wsas", "who-5", "ors"}
"""Measures whose figures for change are cited without their source having been read."""

PARTS: dict[str, dict[str, tuple[float, float, Bands, tuple[tuple[str, float], ...]]]] = {
    "dass-21": {
        "depression": (0, 42, ((0, 9, "normal"), (10, 13, "mild"), (14, 20, "moderate"), (21, 27, "severe"),
                               (28, 42, "extremely severe")), ()),
        "anxiety": (0, 42, ((0, 7, "normal"), (8, 9, "mild"), (10, 14, "moderate"), (15, 19, "severe"),
                            (20, 42, "extremely severe")), ()),
        "stress": (0, 42, ((0, 14, "normal"), (15, 18, "mild"), (19, 25, "moderate"), (26, 33, "severe"),
                           (34, 42, "extremely severe")), ()),
    },
    "psc-17": {
        "internalizing": (0, 10, (), ((">=", 5),)),
        "attention": (0, 10, (), ((">=", 7),)),
        "externalizing": (0, 14, (), ((">=", 7),)),
    },
    "scared": {
        "panic": (0, 26, (), ((">=", 7),)),
        "generalized": (0, 18, (), ((">=", 9),)),
        "separation": (0, 16, (), ((">=", 5),)),
        "social": (0, 14, (), ((">=", 8),)),
        "school": (0, 8, (), ((">=", 3),)),
    },
    "bam": {
        "use": (0, 12, (), ((">=", 1),)),
        "risk": (0, 24, (), ((">=", 12),)),
        "protective": (0, 24, (), (("<=", 12),)),
    },
}  # fmt: skip

SIDES = {"at least": ">=", "at most": "<=", "below": "<", "above": ">"}

with_figures = pytest.mark.parametrize(("key", "figures"), FIGURES.items(), ids=list(FIGURES))
TOTALS = [key for key, figures in FIGURES.items() if figures.range is not None]
ITEMWISE = [key for key, entry in LIBRARY.items() if entry.offered(1)]


def test_all_32_measures_are_there_and_each_stands_in_the_table() -> None:
    assert len(FIGURES) == 32
    assert set(LIBRARY) == set(FIGURES)


@with_figures
def test_a_measure_has_its_published_length_range_and_direction(key: str, figures: Figures) -> None:
    entry = LIBRARY[key]

    assert entry.item_count == figures.items
    assert (entry.total == "none") is (figures.range is None)
    assert (entry.low, entry.high) == (figures.range or (0, 0))
    assert entry.better == figures.better
    assert entry.reverse == figures.reverse
    assert tuple(each.item for each in entry.safety) == figures.safety


@with_figures
def test_every_edge_of_every_band_is_where_it_was_published(key: str, figures: Figures) -> None:
    entry = LIBRARY[key]

    assert len(entry.bands) == len(figures.bands)
    for low, high, label in figures.bands:
        assert band_of(entry, low) == label
        assert band_of(entry, high) == label


@with_figures
def test_cut_offs_are_the_published_ones_each_with_a_source(key: str, figures: Figures) -> None:
    found = {(SIDES[cut.side], cut.score) for cut in LIBRARY[key].cut_offs}

    assert found == set(figures.cuts)
    assert all(cut.source in load().sources for cut in LIBRARY[key].cut_offs)


@with_figures
def test_a_cut_off_is_reached_on_its_side_and_not_one_step_off(key: str, figures: Figures) -> None:
    entry = LIBRARY[key]
    for cut in entry.cut_offs:
        side = SIDES[cut.side]
        inside = cut.score + {">": 1, "<": -1}.get(side, 0)
        outside = cut.score + {">=": -1, "<=": 1}.get(side, 0)
        assert cut.says in score_total(entry, inside).flags
        assert cut.says not in score_total(entry, outside).flags


@with_figures
def test_change_has_the_published_figures_and_says_when_they_were_not_checked(key: str, figures: Figures) -> None:
    found = LIBRARY[key].change

    assert (found.reliable, found.important) == (figures.reliable, figures.important)
    assert found.clinical == figures.clinical
    if any((figures.reliable, figures.important)):
        assert found.verified is (key not in UNVERIFIED)


@with_figures
def test_codes_licence_and_wording_are_as_they_should_be(key: str, figures: Figures) -> None:
    entry = LIBRARY[key]

    assert entry.loinc == figures.loinc
    assert bool(entry.items) is figures.shipped
    assert len(entry.licence) > 20
    if not figures.shipped:
        assert "not shipped" in entry.licence


@with_figures
def test_only_what_can_show_change_is_an_outcome(key: str, figures: Figures) -> None:
    entry = LIBRARY[key]

    assert entry.outcome is figures.outcome
    if not figures.outcome:
        with pytest.raises(AnswerError, match="cannot show change"):
            change(entry, entry.low, entry.high)


@pytest.mark.parametrize("key", sorted(PARTS))
def test_parts_have_their_published_ranges_bands_and_cut_offs(key: str) -> None:
    entry = LIBRARY[key]

    assert {part.id for part in entry.parts} == set(PARTS[key])
    for part in entry.parts:
        low, high, bands, cuts = PARTS[key][part.id]
        assert (part.low, part.high) == (low, high)
        assert {(SIDES[cut.side], cut.score) for cut in part.cut_offs} == set(cuts)
        assert len(part.bands) == len(bands)
        for first, last, label in bands:
            assert (band_of(part, first), band_of(part, last)) == (label, label)


@pytest.mark.parametrize(
    ("key", "share", "remission"), [("phq-9", 0.5, 5), ("isi", None, 8), ("y-bocs", 0.35, 13), ("gad-7", None, None)]
)
def test_response_and_remission_are_the_published_ones(key: str, share: float | None, remission: float | None) -> None:
    found = LIBRARY[key].change

    assert (found.response_share, found.remission_below) == (share, remission)


@pytest.mark.parametrize("key", ["ors", "who-5", "brs", "srs"])
def test_where_higher_is_better_no_cut_off_warns_of_a_high_score(key: str) -> None:
    assert {cut.side for cut in LIBRARY[key].cut_offs} <= {"at most", "below"}


@pytest.mark.parametrize(
    ("key", "before", "after", "expected"),
    [
        ("phq-9", 12, 6, True),
        ("phq-9", 12, 7, False),  # five points are not reliable
        ("phq-9", 20, 12, False),  # reliable, and still in the clinical range
        ("phq-9", 8, 1, False),  # was never in the clinical range
        ("phq-9", 6, 12, False),  # worse
        ("core-10", 16, 10, True),
        ("core-10", 16, 11, False),
        ("ors", 20, 26, True),
        ("ors", 22, 26, False),
        ("ors", 10, 25, False),
        ("ors", 26, 20, False),
        ("oasis", 10, 5, True),
        ("pcl-5", 43, 28, True),
        ("pcl-5", 44, 29, False),
        ("who-5", 20, 60, None),
        ("isi", 20, 5, None),
    ],
)
def test_change_is_significant_when_reliable_and_out_of_the_clinical_range(
    key: str, before: float, after: float, expected: bool | None
) -> None:
    assert change(LIBRARY[key], before, after).significant is expected


@given(st.sampled_from(sorted(k for k in TOTALS if FIGURES[k].outcome)), st.data())
def test_a_better_score_is_never_called_worse(key: str, data: st.DataObject) -> None:
    entry = LIBRARY[key]
    totals = st.integers(int(entry.low), int(entry.high))
    before, after = data.draw(totals), data.draw(totals)
    found = change(entry, before, after)

    assert (found.better > 0) is (after > before if FIGURES[key].better == "up" else after < before)
    if found.response or found.significant:
        assert found.better > 0


def answers(entry: MeasureEntry, draw: Any) -> list[int | None]:
    return [draw(st.sampled_from(entry.offered(number))) for number in range(1, entry.item_count + 1)]


@given(st.sampled_from(ITEMWISE), st.data())
def test_any_answers_lead_to_scores_within_the_range(key: str, data: st.DataObject) -> None:
    entry = LIBRARY[key]
    found = score(entry, answers(entry, data.draw))

    assert found.complete
    if FIGURES[key].range is None:
        assert found.total is None
    else:
        assert found.total is not None
        assert entry.low <= found.total <= entry.high
        assert (found.band is None) is (not FIGURES[key].bands)
    assert set(found.parts) == {part.id for part in entry.parts if part.items}
    for part in entry.parts:
        assert part.low <= found.parts[part.id] <= part.high


@given(st.sampled_from(ITEMWISE), st.data())
def test_while_an_answer_is_missing_nothing_is_made_up_for_it(key: str, data: st.DataObject) -> None:
    entry = LIBRARY[key]
    given_ = answers(entry, data.draw)
    gone = data.draw(st.integers(1, entry.item_count))
    given_[gone - 1] = None
    found = score(entry, given_)

    assert not found.complete
    counted = entry.counted or [n for group in entry.shaded for n in group.items] or range(1, entry.item_count + 1)
    if gone in counted:
        assert found.total is None
    assert all(gone not in part.items for part in entry.parts if part.id in found.parts)


@given(st.sampled_from(TOTALS), st.integers(-200, 200))
def test_a_total_is_taken_exactly_when_the_measure_can_have_it(key: str, total: int) -> None:
    low, high = FIGURES[key].range or (0, 0)
    if low <= total <= high:
        assert score_total(LIBRARY[key], total).total == total
    else:
        with pytest.raises(AnswerError, match="goes from"):
            score_total(LIBRARY[key], total)

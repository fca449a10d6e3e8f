"""The library as others use it: pace, labels, look-ups."""

import pytest

from planbot.chart import Readiness, Stage
from planbot.knowledge import Checked, Knowledge, load


def pace(knowledge: Knowledge, readiness: Readiness) -> str | None:
    found = knowledge.pace_for(readiness)
    return found.id if found else None


@pytest.mark.parametrize(
    ("readiness", "expected"),
    [
        (Readiness(), None),
        (Readiness(motivation=8), None),
        (Readiness(acuity="none", capacity="full"), None),
        (Readiness(stage=Stage.PRECONTEMPLATION), "slow"),
        (Readiness(stage=Stage.CONTEMPLATION), "weigh"),
        (Readiness(stage=Stage.PREPARATION), "co"),
        (Readiness(stage=Stage.ACTION), "co"),
        (Readiness(stage=Stage.MAINTENANCE), "keep"),
        (Readiness(stage=Stage.ACTION, motivation=3), "slow"),
        (Readiness(stage=Stage.ACTION, motivation=4), "co"),
        (Readiness(motivation=0), "slow"),
        (Readiness(stage=Stage.ACTION, acuity="crisis"), "crisis"),
        (Readiness(stage=Stage.ACTION, acuity="Active psychosis "), "crisis"),
        (Readiness(motivation=1, capacity="severe deficit"), "crisis"),
        (Readiness(stage=Stage.ACTION, capacity="limited"), "co"),
        (Readiness(acuity="crisis", pace="co", pace_reason="asked for"), "co"),
        (Readiness(stage=Stage.ACTION, pace="unheard-of"), "co"),
    ],
)
def test_the_pace_follows_from_readiness_and_capacity(
    small: Knowledge, readiness: Readiness, expected: str | None
) -> None:
    assert pace(small, readiness) == expected


def test_every_stage_and_a_crisis_have_a_pace_in_the_real_library() -> None:
    knowledge = load()

    assert pace(knowledge, Readiness(acuity="crisis")) == "crisis"
    for stage in Stage:
        assert pace(knowledge, Readiness(stage=stage)) not in {None, "crisis"}


def test_a_symptom_the_library_lacks_is_named_by_its_id_in_words(small: Knowledge) -> None:
    assert small.symptom_label("low-mood") == "low mood"
    assert small.symptom_plain("low-mood") == "feeling down or sad"
    assert small.symptom_label("never-heard") == "never heard"


def test_a_disorder_is_found_by_its_code(small: Knowledge) -> None:
    assert [entry.id for entry in small.diagnosis_of("f321")] == ["blues"]
    assert small.diagnosis_of("F99") == []


def test_patterns_are_found_by_symptom_and_stage(small: Knowledge) -> None:
    assert [o.id for o in small.objectives_for("low-mood")] == ["walk"]
    assert small.objectives_for("low-mood", Stage.MAINTENANCE) == []
    assert [i.id for i in small.interventions_for("low-mood", Stage.ACTION)] == ["activity"]
    assert [m.id for m in small.measures_of("low-mood")] == ["tiny"]
    assert small.measures_of("fatigue") == []


def test_every_source_that_ships_says_how_it_was_checked_and_where_it_was_seen() -> None:
    sources = load().sources.values()

    assert [source.id for source in sources if source.checked is None] == []
    unseen = (Checked.WHOLE, Checked.EARLIER)
    assert [s.id for s in sources if s.checked not in unseen and not s.seen.startswith("http")] == []


def test_a_source_of_which_no_words_were_seen_carries_no_disorder_alone() -> None:
    knowledge = load()
    weak = (Checked.TITLE, Checked.EARLIER)
    manual = {"dsm-5-tr", "icd-10-cm-2026"}
    unread = {
        entry.id
        for entry in knowledge.diagnoses.values()
        if all(knowledge.sources[key].checked in weak for key in entry.sources if key not in manual)
    }

    assert unread == {"other-specified-trauma"}
    assert knowledge.diagnoses["hypersomnolence"].unsourced == ("A1-A3",)

"""What the library puts right in a model's draft: figures, dates and links; never the words, and never a guess."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planbot.chart import Author, Chart
from planbot.drafting import Proposal
from planbot.drafting.base import Course
from planbot.drafting.material import matter_of
from planbot.drafting.mending import mended
from planbot.rules import Area, Finding, Severity
from planbot.rules.pages.examples import TODAY, changed, clean_chart
from tests.drafting.asking import drafted, talked

STEP: dict[str, Any] = {
    "behaviour": "Client will score lower on the PHQ-9 by walking with a neighbour each morning.",
    "moves": ["sy1"],
    "builds_on": [],
    "measured_by": "phq-9",
    "baseline": None,
    "target": 7,
    "unit": "points",
    "weeks": 8,
}
HELP: dict[str, Any] = {
    "what": "Therapist will teach relaxation to help with falling asleep.",
    "technique": "Relaxation training",
    "approach": "Cognitive behavioural therapy",
    "type": "individual",
    "frequency": "weekly",
    "minutes": 45,
    "weeks": 12,
    "builds_on": [],
}


def ready(patch: str = "") -> Chart:
    """The sample of a client who agreed that a model helps, with *patch* applied."""
    return changed(clean_chart(), f'+consents: {{kind: model, given: true, "on": 2026-11-02}}\n{patch}')


def step(**said: Any) -> Proposal:
    """What becomes of a model's objective."""
    (proposal,) = drafted(talked(ready(), "objective.add:g1"), {"objectives": [{**STEP, **said}]})
    return proposal


def intervention(patch: str = "", **said: Any) -> Proposal:
    """What becomes of a model's intervention for the objective about sleep."""
    (proposal,) = drafted(talked(ready(patch), "intervention.add:o3"), {"interventions": [{**HELP, **said}]})
    return proposal


def test_a_draft_without_fault_is_left_as_it_is() -> None:
    proposal = step()
    assert proposal.course is Course.CLEAN
    assert not proposal.mended


@pytest.mark.parametrize("target", [14, 20, 60], ids=["no change", "the wrong way", "beyond the scale"])
def test_a_target_that_cannot_be_is_set_by_the_pattern_of_the_measure(target: float) -> None:
    proposal = step(target=target)
    assert proposal.course is Course.MENDED
    assert dict(proposal.follow)["objective.target"] == "8 points"
    assert proposal.mended == {"objective.target"}


def test_a_baseline_on_a_measure_is_the_latest_score_whatever_the_model_says() -> None:
    assert dict(step(baseline=3).follow)["objective.baseline"] == "14 points"


def test_a_count_that_nobody_took_is_left_to_be_asked() -> None:
    proposal = step(
        behaviour="Client will write one line in a diary on four evenings a week.",
        measured_by="count in a log",
        baseline=2,
        target=4,
        unit="evenings a week",
    )
    assert "objective.baseline" not in dict(proposal.follow)
    assert dict(proposal.follow)["objective.target"] == "4 evenings a week"
    assert not proposal.doubts


def test_a_target_follows_the_figure_in_its_own_words() -> None:
    said = "Client will write one line in a diary on four evenings a week."
    proposal = step(behaviour=said, measured_by="count in a log", target=6, unit="evenings a week")
    assert dict(proposal.follow)["objective.target"] == "4 evenings a week"
    assert proposal.mended == {"objective.target"}


def test_an_amount_there_cannot_be_becomes_the_most_there_can() -> None:
    said = "Client will write one line in a diary every evening."
    proposal = step(behaviour=said, measured_by="count in a log", target=9, unit="evenings a week")
    assert dict(proposal.follow)["objective.target"] == "7 evenings a week"


def test_a_vague_verb_cannot_be_mended_and_is_shown_with_its_finding() -> None:
    proposal = step(
        behaviour="Client will understand the roots of low mood.",
        measured_by="count in a log",
        target=4,
        unit="evenings a week",
    )
    assert proposal.course is Course.FINDINGS
    assert [f.rule for f in proposal.findings] == ["verb-nobody-can-measure"]
    assert "understand" in proposal.words


def test_markup_in_a_unit_is_left_out_and_asked() -> None:
    proposal = step(
        behaviour="Client will write one line in a diary.",
        measured_by="count in a log",
        target=4,
        unit="<b>x</b> a week",
    )
    assert "objective.target" not in dict(proposal.follow)


def test_a_strength_that_the_words_use_is_linked() -> None:
    proposal = mending("objective.add:g1", "Client will say aloud “My family comes first” each day.", [])
    assert dict(proposal.follow)["objective.snaps"] == "My family comes first."


def test_a_technique_that_is_no_name_is_taken_from_the_words_or_left_to_be_asked() -> None:
    (proposal,) = drafted(
        talked(ready(), "intervention.add:o1"),
        {
            "interventions": [
                {
                    **HELP,
                    "what": "Therapist will use behavioural activation to plan one dinner with the children.",
                    "technique": "[b]x[/b]",
                }
            ]
        },
    )
    follow = dict(proposal.follow)
    assert "[b]" not in follow.get("intervention.technique", "")
    assert follow.get("intervention.technique", "Behavioural activation").startswith("Behavioural activation")
    assert "intervention.technique" not in dict(intervention(technique="[b]x[/b] y").follow)


def test_evidence_is_never_lent_to_a_technique_that_the_library_does_not_have() -> None:
    assert "intervention.evidence" not in dict(intervention(technique="Moonlight walks").follow)


def test_weeks_beyond_what_the_payer_allows_are_cut() -> None:
    proposal = intervention(weeks=50)
    assert int(dict(proposal.follow)["intervention.weeks"]) <= 12
    assert proposal.course is Course.MENDED


def test_the_diagnosis_is_the_one_behind_the_objective() -> None:
    patch = "+diagnoses: {code: F41.1, name: Generalized anxiety disorder, entry: generalized-anxiety, rank: 2}"
    proposal = mending("intervention.add:o3", HELP["what"], ["intervention.diagnosis"], patch)
    assert dict(proposal.follow)["intervention.diagnosis"].startswith("Major depressive disorder")


def test_a_date_out_of_place_becomes_one_within_the_pace_and_the_plan() -> None:
    proposal = mending("objective.add:g1", STEP["behaviour"], ["objective.due"])
    due = dict(proposal.follow)["objective.due"]
    assert TODAY.isoformat() < due <= (TODAY + timedelta(weeks=26)).isoformat()
    assert due <= str(clean_chart().plan.next_review)


def test_what_was_mended_is_recorded_as_the_librarys() -> None:
    session = talked(ready(), "objective.add:g1")
    (proposal,) = drafted(session, {"objectives": [{**STEP, "target": 20}]})
    made = session.accept(proposal).made[0]
    mended_one, own = (session.chart.answers[f"{key}:{made}"] for key in ("objective.target", "objective.measured"))
    assert mended_one.origin is not None
    assert mended_one.origin.author is Author.LIBRARY
    assert own.origin is not None
    assert own.origin.author is Author.MODEL


def test_a_draft_with_a_doubt_is_not_lost_when_the_model_says_nothing_readable_after_it() -> None:
    doubtful = {"objectives": [{**STEP, "behaviour": "Client will call the crisis line each morning."}]}
    (proposal,) = drafted(talked(ready(), "objective.add:g1"), doubtful, "no JSON at all")
    assert "crisis line" in proposal.words
    assert proposal.doubts


def test_what_a_task_left_out_stays_told_after_the_library_mended_the_rest() -> None:
    session = talked(ready(), "formulation.summary")
    sentences = [
        {"text": "Sam feels empty most of the day.", "rests_on": ["sy1"]},
        {"text": "Sam was once a famous sailor.", "rests_on": ["sy1"]},
    ]
    (proposal,) = drafted(session, {"sentences": sentences})
    assert "sailor" not in proposal.words
    assert any("sailor" in doubt for doubt in proposal.doubts)


def mending(key: str, words: str, about: list[str], patch: str = "") -> Proposal:
    """What the library makes of a draft with findings about these steps."""
    session = talked(ready(patch), key)
    question = session.turn.question
    assert question is not None
    findings = tuple(finding(each) for each in about)
    return mended(Proposal(words=words, findings=findings), matter_of(question))


def finding(step_id: str) -> Finding:
    """A finding that asks for this step."""
    return Finding(
        rule="a-rule",
        severity=Severity.ERROR,
        area=Area.OBJECTIVES,
        at="o4",
        message="Something is wrong here.",
        why="It says so.",
        fix="Put it right.",
        ask=f"{step_id}:o4",
        sources=("practice",),
        heuristic=False,
    )


@settings(max_examples=40, deadline=None)
@given(
    words=st.text(max_size=80),
    answers=st.dictionaries(
        st.sampled_from(["objective.target", "objective.baseline", "objective.due", "objective.measured"]),
        st.text(max_size=30)
        | st.sampled_from(["4 points", "phq-9", "-1 x", "1e400 x", "NaN points", "9 evenings a week"]),
    ),
    about=st.lists(st.sampled_from(["objective.target", "objective.baseline", "objective.due", "objective.measured"])),
)
def test_the_words_of_a_draft_are_never_changed_whatever_it_holds(
    words: str, answers: dict[str, str], about: list[str]
) -> None:
    session = talked(ready(), "objective.add:g1")
    question = session.turn.question
    assert question is not None
    draft = Proposal(words=words, follow=tuple(answers.items()), findings=tuple(map(finding, about)))
    better = mended(draft, matter_of(question))
    assert replace(better, follow=draft.follow, mended=draft.mended) == draft
    assert better.mended <= set(dict(better.follow))

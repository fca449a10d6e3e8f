"""What a model may answer: linked to this chart by construction, read into ordinary answers, taken cleanly."""

import json
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from planbot.chart import Author, Chart, SnapKind, Voice
from planbot.documents import render
from planbot.drafting import Proposal
from planbot.drafting.base import Course
from planbot.drafting.material import Matter, matter_of
from planbot.drafting.model import Model
from planbot.drafting.outputs import Drafted, Output, output
from planbot.drafting.outputs.intervention import entry_of
from planbot.drafting.prompts import tasks
from planbot.drafting.provider import provider
from planbot.errors import DraftError
from planbot.flows import Question
from planbot.knowledge import load
from planbot.rules import Severity
from planbot.rules.pages.examples import TODAY, changed, clean_chart
from planbot.session import Session
from tests.drafting.asking import drafted, drafter, questions, read_as, talked
from tests.sample_charts import draft_chart, large_chart
from tests.strategies import charts

LINKS = {"rests_on", "moves", "builds_on", "diagnosis"}
"""The fields that hold ids."""
OURS = ("reason-", "intake-", "engagement", "follow-through", "expected-benefit", "without-care")
"""Ids of what the chart holds outside its rooms: fields of the intake and of necessity."""
SPEECH = "I can't sleep and I snap at the kids. My sister helps. I want to sing again."


def ready(patch: str = "") -> Chart:
    """Return the sample of a client who agreed that a model helps, with *patch* applied."""
    return changed(clean_chart(), f'+consents: {{kind: model, given: true, "on": 2026-11-02}}\n{patch}')


def shaped(question: Question) -> tuple[Output, Matter, type[Drafted]] | None:
    """Return the output of a question's task, its matter and shape; None where there is nothing to draft."""
    task = tasks()[question.step.draft or ""]
    kind = output(task.output)
    try:
        matter = matter_of(question, SPEECH if task.id == "reading" else "")
        return kind, matter, kind.shape(matter)
    except DraftError as error:
        told = str(error)
    assert told.endswith(".")
    assert "\n" not in told
    return None


def filled(schema: dict[str, Any], whole: dict[str, Any], rng: random.Random, name: str = "") -> Any:  # noqa: PLR0911
    """Return a value that a JSON schema allows, chosen at random."""
    if "$ref" in schema:
        return filled(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole, rng, name)
    if "anyOf" in schema:
        return filled(rng.choice(schema["anyOf"]), whole, rng, name)
    if "enum" in schema or "const" in schema:
        return rng.choice(schema.get("enum") or [schema["const"]])
    match schema["type"]:
        case "object":
            return {key: filled(part, whole, rng, key) for key, part in schema["properties"].items()}
        case "array":
            size = rng.randint(schema.get("minItems", 0), max(schema.get("minItems", 0), min(schema["maxItems"], 3)))
            return [filled(schema["items"], whole, rng, name) for _ in range(size)]
        case "string":
            words = rng.choice(["Client will cook; dinner [b]now[/b]", "Sam is well (sy1) and says “no”", "{{x}} word"])
            return (words * 3)[: rng.randint(schema.get("minLength", 1), schema["maxLength"])].ljust(
                schema.get("minLength", 0), "x"
            )
        case "integer":
            return rng.randint(schema["minimum"], schema["maximum"])
        case "number":
            return float(rng.randint(schema["minimum"], schema["maximum"]))
    return None


def links_in(draft: Any, field: str = "") -> list[str]:
    """Return every id in a draft."""
    if isinstance(draft, dict):
        return [each for key, value in draft.items() for each in links_in(value, key)]
    if isinstance(draft, list):
        return [each for value in draft for each in links_in(value, field)]
    return [draft] if field in LINKS else []


def misled(draft: Any, foreign: str, field: str = "") -> Any:
    """Return a draft in which every id is another."""
    if isinstance(draft, dict):
        return {key: misled(value, foreign, key) for key, value in draft.items()}
    if isinstance(draft, list):
        return [misled(value, foreign, field) for value in draft]
    return foreign if field in LINKS else draft


def held_to(question: Question, rng: random.Random, foreign: str) -> None:
    """Check one question: what is allowed is this chart's, what is not is refused, what is read links to it."""
    if (found := shaped(question)) is None:
        return
    kind, matter, shape = found
    draft = filled(shape.model_json_schema(), shape.model_json_schema(), rng)
    read = shape.model_validate(draft)
    for each in links_in(draft):
        assert each in question.chart.by_id or each.startswith(OURS)
    if links_in(draft):
        with pytest.raises(ValidationError):
            shape.model_validate(misled(draft, foreign))
    with pytest.raises(ValidationError):
        shape.model_validate({**draft, "more": 1})
    for proposal in kind.proposals(read, matter):
        assert set(proposal.links) <= set(question.chart.by_id)
        assert proposal.words.strip()
        assert proposal.because
        assert "\n" not in proposal.words


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(chart=charts(), seed=st.integers(0, 10_000), foreign=st.sampled_from(["sy99", "g77", "", "o1; o2", "../p1"]))
def test_no_draft_that_is_read_can_point_at_what_is_not_in_the_chart(chart: Chart, seed: int, foreign: str) -> None:
    rng = random.Random(seed)
    for question in questions(chart):
        held_to(question, rng, foreign)


@pytest.mark.parametrize("make", [clean_chart, draft_chart, large_chart])
def test_the_same_holds_for_the_sample_a_draft_and_a_very_large_plan(make: Any) -> None:
    rng = random.Random(7)
    seen = {question.step.draft for question in questions(make())}
    assert seen == set(tasks())
    for _ in range(20):
        for question in questions(make()):
            held_to(question, rng, "sy99")


def caused(session: Session, before: set[tuple[str, str]]) -> list[str]:
    """Return the findings that were not there before, except advice and what is still to be asked."""
    return [
        f"{f.rule} at {f.at}"
        for f in session.turn.standing
        if (f.rule, f.at) not in before and f.severity is not Severity.ADVICE
    ]


def accepted(session: Session, proposal: Proposal) -> Chart:
    """Take a proposal and check that no new fault comes of it."""
    before = {(f.rule, f.at) for f in session.turn.findings}
    session.accept(proposal)
    assert caused(session, before) == []
    return session.chart


COOKING = {
    "what": "Therapist will plan one dinner a week with the client, step by step, and look at how it went.",
    "technique": "structured problem solving",
    "approach": "Cognitive behavioural therapy",
    "type": "individual",
    "frequency": "weekly",
    "minutes": 45,
    "weeks": 10,
    "builds_on": ["sn3", "sn4"],
}


def test_an_intervention_is_taken_with_everything_a_plan_needs_and_the_librarys_evidence() -> None:
    session = talked(ready(), "intervention.add:o1")
    (proposal,) = drafted(session, {"interventions": [COOKING]})
    assert (proposal.course, proposal.doubts, proposal.findings) == (Course.CLEAN, (), ())
    chart = accepted(session, proposal)
    made = chart.find(session.turn.made[0])
    assert made.what == COOKING["what"]
    assert (made.minutes, made.weeks, made.type, made.frequency) == (45, 10, "individual", "weekly")
    assert made.snaps == ("sn3", "sn4")
    assert made.objectives == ("o1",)
    assert made.diagnosis == "d1"
    assert made.who == "Alex Lee, LCSW"
    assert load().interventions[made.entry].technique == made.technique
    assert made.evidence.startswith(load().interventions[made.entry].evidence.level.value)


def test_a_technique_the_library_does_not_know_has_no_evidence() -> None:
    session = talked(ready(), "intervention.add:o1")
    (proposal,) = drafted(session, {"interventions": [{**COOKING, "technique": "Kitchen table rehearsal"}]})
    assert proposal.evidence == ""
    made = accepted(session, proposal).find(session.turn.made[0])
    assert (made.technique, made.evidence, made.entry) == ("Kitchen table rehearsal", None, None)


@pytest.mark.parametrize(
    ("technique", "entry"),
    [
        ("Cognitive restructuring with thought records", "cognitive-restructuring-mood"),
        ("cognitive restructuring", "cognitive-restructuring-mood"),
        ("Behavioral activation", "behavioural-activation"),
        ("therapy", None),
        ("cognitive behavioural therapy", None),
        ("with", None),
        ("Guideline-based best practice", None),
    ],
)
def test_a_technique_is_the_librarys_when_its_name_says_the_same(technique: str, entry: str | None) -> None:
    (question,) = questions(clean_chart(), {"intervention"})
    found = entry_of(technique, matter_of(question))
    assert (found.id if found else None) == entry


def test_what_the_client_would_rather_not_have_cannot_be_drafted() -> None:
    (question,) = questions(clean_chart(), {"intervention"})
    _, _, shape = shaped(question) or pytest.fail("nothing to draft")
    assert "group" not in shape.model_json_schema()["$defs"]["Type"]["enum"]


def test_with_several_diagnoses_an_intervention_says_which_it_is_for() -> None:
    second = "+diagnoses: {code: F41.1, name: Generalized anxiety disorder, entry: generalized-anxiety, rank: 2}"
    session = talked(ready(second), "intervention.add:o1")
    with pytest.raises(DraftError, match="could not be read"):
        drafted(session, {"interventions": [COOKING]})
    proposals = drafted(session, {"interventions": [{**COOKING, "diagnosis": "d1"}]})
    assert "d1" in proposals[0].links
    session.accept(proposals[0])
    assert session.chart.find(session.turn.made[0]).diagnosis == "d1"


WALK = {
    "behaviour": "Client will sing with the choir on Sunday and write down how it was.",
    "moves": ["sy2"],
    "builds_on": ["sn3"],
    "measured_by": "count in a log",
    "baseline": None,
    "target": 3,
    "unit": "Sundays a month",
    "weeks": 8,
}


def test_an_objective_is_taken_with_its_links_and_a_baseline_nobody_said_is_left_to_be_asked() -> None:
    session = talked(ready(), "objective.add:g1")
    (proposal,) = drafted(session, {"objectives": [WALK]})
    session.accept(proposal)
    made = session.chart.find(session.turn.made[0])
    assert (made.symptoms, made.snaps, str(made.target)) == (("sy2",), ("sn3",), "3 Sundays a month")
    assert made.baseline is None
    assert session.turn.question is not None


def test_an_objective_by_a_measure_begins_at_the_score_and_counts_points() -> None:
    session = talked(ready(), "objective.add:g1")
    draft = {**WALK, "measured_by": "phq-9", "baseline": 3, "target": 6, "unit": "smiles"}
    (proposal,) = drafted(session, {"objectives": [draft]})
    session.accept(proposal)
    made = session.chart.find(session.turn.made[0])
    assert (str(made.baseline), str(made.target), made.measured.measure) == ("14 points", "6 points", "phq-9")
    assert made.baseline_on == session.chart.assessment.scores[0].on


def test_an_objective_by_a_part_of_a_measure_begins_at_the_score_of_that_part() -> None:
    patch = '+scores: {measure: dass-21, "on": 2026-11-20, parts: {depression: 22, anxiety: 8, stress: 12}}'
    session = talked(ready(patch), "objective.add:g1")
    draft = {**WALK, "measured_by": "dass-21:depression", "target": 12}
    (proposal,) = drafted(session, {"objectives": [draft]})
    session.accept(proposal)
    made = session.chart.find(session.turn.made[0])
    assert (str(made.baseline), made.measured.part) == ("22 points", "depression")


def test_a_step_the_plan_has_already_is_not_offered_again() -> None:
    session = talked(ready(), "objective.add:g1")
    again = {**WALK, "behaviour": "SAM will cook dinner and eat it with the children."}
    proposals = drafted(session, {"objectives": [again, WALK]})
    assert [p.words for p in proposals] == ["Sam Rivera will sing with the choir on Sunday and write down how it was."]


def test_no_step_is_planned_for_longer_than_the_pace_allows() -> None:
    (question,) = questions(changed(clean_chart(), "readiness.stage: precontemplation"), {"objective"})
    _, _, shape = shaped(question) or pytest.fail("nothing to draft")
    assert shape.model_json_schema()["$defs"]["Objective"]["properties"]["weeks"]["maximum"] == 8


def test_a_statement_is_what_it_is_and_what_shows_it() -> None:
    session = talked(ready("p1.statement: null"), "problem.statement:p1")
    draft = {
        "what": "Loss of enjoyment and irritability at home",
        "evidence": [
            {"text": "has stopped cooking for the children and left the choir", "rests_on": ["sy2"]},
            {"text": "six sick days since September (im2)", "rests_on": ["im2"]},
        ],
    }
    (proposal,) = drafted(session, draft)
    assert set(proposal.links) == {"sy2", "im2"}
    chart = accepted(session, proposal)
    assert chart.find("p1").statement == (
        "Loss of enjoyment and irritability at home, as evidenced by has stopped cooking for the children and left "
        "the choir; six sick days since September."
    )


def test_a_statement_rests_only_on_what_belongs_to_its_problem() -> None:
    (question,) = questions(changed(clean_chart(), "p1.symptoms: [sy1]\np1.impairments: []"), {"problem-statement"})
    _, _, shape = shaped(question) or pytest.fail("nothing to draft")
    allowed = shape.model_json_schema()["$defs"]["RestsOn"]
    assert allowed.get("enum", [allowed.get("const")]) == ["sy1"]


SUMMARY = {
    "sentences": [
        {"text": "The client feels empty most of the day and lies awake for hours.", "rests_on": ["sy1", "sy3"]},
        {"text": "The children eat alone most evenings.", "rests_on": ["im1"]},
        {"text": "Treatment can build on planning a week ahead.", "rests_on": ["sn3"]},
    ]
}


def test_a_summary_is_its_sentences_and_links_to_what_they_rest_on() -> None:
    session = talked(ready("formulation.summary: null"), "formulation.summary")
    (proposal,) = drafted(session, SUMMARY)
    assert (proposal.course, proposal.doubts) == (Course.CLEAN, ())
    assert proposal.links == ("sy1", "sy3", "im1", "sn3")
    chart = accepted(session, proposal)
    assert chart.formulation.summary == " ".join(each["text"] for each in SUMMARY["sentences"])  # type: ignore[misc]
    assert chart.answers["formulation.summary"].origin.author is Author.MODEL  # type: ignore[union-attr]


def test_a_sentence_that_rests_on_nothing_is_left_out_and_named() -> None:
    session = talked(ready(), "formulation.summary")
    invented = {"text": "The client lost a brother in a car accident in 2011.", "rests_on": ["sy1"]}
    proposal = drafted(session, {"sentences": [*SUMMARY["sentences"], invented]})[0]
    assert "brother" not in proposal.words
    assert "The children eat alone" in proposal.words
    assert proposal.doubts
    assert proposal.course is Course.FINDINGS


def test_when_no_sentence_holds_all_are_shown_with_what_is_doubtful() -> None:
    session = talked(ready(), "formulation.summary")
    invented = {"text": "The client lost a brother in a car accident in 2011.", "rests_on": ["sy1"]}
    proposal = drafted(session, {"sentences": [invented]})[0]
    assert "brother" in proposal.words
    assert proposal.doubts


def test_each_sentence_holds_by_itself_and_one_broken_off_is_left_out() -> None:
    session = talked(ready(), "formulation.summary")
    text = "The children eat alone most evenings. The client lost a brother in 2011. The client feels empty most of"
    proposal = drafted(session, {"sentences": [{"text": text, "rests_on": ["im1", "sy1"]}]})[0]
    assert proposal.words == "The children eat alone most evenings."
    assert [doubt for doubt in proposal.doubts if doubt.startswith("Left out: “The client lost a brother in 2011”")]


NEEDED = {
    "sentences": [
        {
            "text": "Outpatient treatment is needed to reduce symptoms and to improve functioning.",
            "rests_on": ["reason-reduce-symptoms", "reason-improve-functioning"],
        },
        {"text": "Without treatment more work days would be lost.", "rests_on": ["without-care"]},
    ]
}


def test_a_statement_of_necessity_names_the_reasons_recorded() -> None:
    session = talked(ready("necessity.statement: null"), "necessity.statement")
    (proposal,) = drafted(session, NEEDED)
    chart = accepted(session, proposal)
    assert chart.necessity.statement == " ".join(each["text"] for each in NEEDED["sentences"])  # type: ignore[misc]


@pytest.mark.parametrize(
    "claimed",
    [
        "Treatment is also needed to prevent decompensation.",
        "Care is needed to prevent a higher level of care.",
        "Treatment will maintain the gains made.",
        "Treatment serves to manage the chronic course of symptoms.",
    ],
)
def test_a_reason_nobody_recorded_is_left_out_and_named(claimed: str) -> None:
    session = talked(ready(), "necessity.statement")
    draft = {"sentences": [*NEEDED["sentences"], {"text": claimed, "rests_on": ["expected-benefit"]}]}
    proposal = drafted(session, draft)[0]
    assert claimed not in proposal.words
    assert any("is not among those recorded" in doubt for doubt in proposal.doubts)


def test_without_a_recorded_reason_no_necessity_is_drafted() -> None:
    session = talked(ready("necessity.reasons: []"), "necessity.statement")
    with pytest.raises(DraftError, match="choose the reasons first"):
        drafted(session, NEEDED)


def test_a_goal_is_worded_beside_the_clients_words() -> None:
    session = talked(ready("g1.clinical: null"), "goal.clinical:g1")
    (proposal,) = drafted(session, {"clinical": "Resume shared family meals and enjoyable activities (g1)."})
    chart = accepted(session, proposal)
    assert chart.find("g1").clinical == "Resume shared family meals and enjoyable activities."
    assert chart.find("g1").words == clean_chart().find("g1").words


PLAIN = {
    "objective.plain:o1": "I will cook dinner and eat it with the kids.",
    "goal.plain:g1": "I will be there for my family and at work, and feel well enough for it.",
    "intervention.plain:i1": "We will plan small things I like, day by day, and look at how they went.",
}


@pytest.mark.parametrize("key", PLAIN)
def test_plain_words_stand_on_the_clients_copy_until_the_plan_says_something_else(key: str) -> None:
    session = talked(ready(), key)
    (proposal,) = drafted(session, {"plain": PLAIN[key]})
    assert (proposal.doubts, proposal.findings) == ((), ())
    chart = accepted(session, proposal)
    item = key.partition(":")[2]
    assert chart.find(item).in_plain_words == PLAIN[key]
    assert chart.find(item).wording == clean_chart().find(item).wording
    assert PLAIN[key] in render(chart, "client-copy", "md", knowledge=load(), today=TODAY)
    assert PLAIN[key] not in render(chart, "treatment-plan", "md", knowledge=load(), today=TODAY)
    field = {"o1": "behaviour", "g1": "clinical", "i1": "what"}[item]
    other = chart.put(chart.find(item).model_copy(update={field: "Sam will see the doctor about the sleep."}))
    assert other.find(item).in_plain_words is None
    assert PLAIN[key] not in render(other, "client-copy", "md", knowledge=load(), today=TODAY)
    again = talked(other, key)
    assert again.turn.question is not None
    assert not again.turn.question.answered


def test_plain_words_that_are_not_plain_or_name_a_diagnosis_say_so() -> None:
    session = talked(ready(), "objective.plain:o1")
    hard = "I will systematically operationalize individualized behavioral activation methodologies."
    (proposal,) = drafted(session, {"plain": hard})
    assert any(doubt.startswith("It reads like grade") for doubt in proposal.doubts)
    (proposal,) = drafted(session, {"plain": "Sam will cook dinner, and eat it with the children"})
    assert any("the same words as the plan" in doubt for doubt in proposal.doubts)
    (proposal,) = drafted(session, {"plain": "I will eat with the kids to treat my F33.1."})
    assert any("names a diagnosis or a code" in doubt for doubt in proposal.doubts)


TOLD = (
    "I lie awake most nights and I don't want to be in a group. My sister Ana helps me when it's bad; "
    "I used to be good at fixing bikes.\nI want to laugh with my kids again."
)


def test_what_is_said_freely_becomes_answers_in_the_clients_own_words_beside_what_stands() -> None:
    session = talked(ready(), "intake.presenting")
    draft = read_as(
        TOLD, ("strength", "my sister"), ("preference", "be in a group"), ("goal", "laugh"), ("problem", "lie awake")
    )
    proposals = drafted(session, draft, speech=TOLD)
    assert [p.key for p in proposals] == ["problem.add", "snap.preferences", "snap.strengths", "goal.add"]
    for proposal in proposals:
        session.look("intake.presenting")
        session.accept(proposal)
    chart = session.chart
    assert chart.intake.presenting == clean_chart().intake.presenting
    strengths = [s for s in chart.snaps if s.kind is SnapKind.STRENGTH]
    assert [s.words for s in strengths] == [clean_chart().find("sn1").words, "My sister Ana helps me when it's bad"]
    assert {s.id for s in clean_chart().snaps} < {s.id for s in chart.snaps}, "nothing that stood is lost"
    assert strengths[1].voice is Voice.CLIENT
    assert chart.find("g2").words == "I want to laugh with my kids again"
    assert chart.find("g2").voice is Voice.CLIENT
    assert chart.find("p2").words == "I lie awake most nights"
    origin = chart.answers["goal.words:g2"].origin
    assert origin is not None
    assert (origin.author, origin.source) == (Author.CLIENT, "scripted"), (
        "the words are the client's, the model found them"
    )
    assert origin.found


def test_two_strengths_taken_one_after_the_other_are_both_kept() -> None:
    session = talked(ready(), "intake.presenting")
    speech = "I am patient. I make people laugh."
    for proposal in drafted(session, {"1": "strength", "2": "strength"}, speech=speech):
        session.look("intake.presenting")
        session.accept(proposal)
    assert [s.words for s in session.chart.snaps if s.kind is SnapKind.STRENGTH][1:] == [
        "I am patient", "I make people laugh",
    ]  # fmt: skip


def test_a_symptom_said_freely_keeps_its_words_and_is_named_by_the_library() -> None:
    session = talked(ready("-sy3"), "intake.presenting")
    (proposal,) = drafted(session, {"1": "symptom"}, speech="So, I can't sleep at night.")
    assert proposal.key == "symptom.add"
    assert load().find("symptom", proposal.words)[0].id == "insomnia"
    session.accept(proposal)
    made = session.chart.find(session.turn.made[0])
    assert (made.words, made.entry) == ("I can't sleep at night", "insomnia")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("symptom", "I lie awake for hours"),
        ("symptom", "I'm exhausted"),
        ("strength", "I am a good cook"),
        ("strength", "I am a good cook and I keep my word to my children"),
    ],
)
def test_what_stands_in_the_chart_already_is_left_out(kind: str, words: str) -> None:
    session = talked(ready(), "intake.presenting")
    assert drafter(session).can(session.turn.question)  # type: ignore[arg-type]
    assert drafted(session, dict.fromkeys(read_as(words), kind), speech=words) == []


def test_the_same_words_said_twice_are_proposed_once() -> None:
    session = talked(ready(), "intake.presenting")
    speech = "I make people laugh. And I make people laugh!"
    assert len(drafted(session, {"1": "strength", "2": "strength"}, speech=speech)) == 1


def test_a_reading_can_only_point_at_the_parts_there_are_and_its_shape_holds_no_words() -> None:
    session = talked(ready(), "intake.presenting")
    question = session.turn.question
    assert question is not None
    schema = drafter(session).shape(question, TOLD)
    assert list(schema["properties"]) == schema["required"] == ["1", "2", "3", "4", "5"]
    assert schema["$defs"]["Found"]["enum"][0] == "nothing"
    assert "Ana" not in json.dumps(schema)
    with pytest.raises(DraftError, match="could not be read"):
        drafted(session, {"6": "goal"}, speech=TOLD)
    with pytest.raises(DraftError, match="could not be read"):
        drafted(session, {"1": "diagnosis"}, speech=TOLD)


@pytest.mark.parametrize(
    ("kind", "words", "doubt"),
    [
        ("symptom", "I'm not sad", "reads as if this were not so"),
        ("symptom", "I sleep well", "reads as if this were not so"),
        ("problem", "I don't drink", "reads as if this were not so"),
        ("ability", "I'm not good with numbers", "reads as if this were not so"),
        ("symptom", "My brother can't sleep", "speaks of somebody else"),
        ("symptom", "My little sister hears voices", "speaks of somebody else"),
        ("goal", "My brother wants to be a pilot", "speaks of somebody else"),
        ("symptom", "He shouts at night", "speaks of somebody else"),
        ("symptom", "I used to panic on trains", "speaks of an earlier time"),
        ("strength", "I used to be good at fixing bikes", "speaks of an earlier time"),
        ("symptom", "When I was eight I wet the bed", "speaks of an earlier time"),
    ],
)
def test_what_is_denied_over_or_somebody_elses_comes_last_and_says_so(kind: str, words: str, doubt: str) -> None:
    session = talked(ready(), "intake.presenting")
    speech = f"{words}. I want to laugh with my kids again. I keep my word."
    first, second = drafted(session, read_as(speech, (kind, words), ("goal", "laugh")), speech=speech)
    assert (first.words, first.doubts) == ("I want to laugh with my kids again", ())
    assert second.words == words
    (told,) = second.doubts
    assert doubt in told
    assert second.course is Course.FINDINGS


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("symptom", "I can't stop crying"),
        ("symptom", "I have no appetite"),
        ("symptom", "I'm not eating"),
        ("symptom", "I don't enjoy anything any more"),
        ("symptom", "I can't laugh like I used to"),
        ("symptom", "I've been scared of dogs since I was a child"),
        ("problem", "My father died in May"),
        ("problem", "My wife won't talk to me"),
        ("preference", "I don't want to be in a group"),
        ("strength", "My sister calls every Sunday"),
        ("goal", "I want to dance like I used to"),
    ],
)
def test_what_only_sounds_like_it_is_not_doubted(kind: str, words: str) -> None:
    session = talked(ready("assessment.symptoms: []"), "intake.presenting")
    (proposal,) = drafted(session, {"1": kind}, speech=f"{words}. I keep my word.")
    assert (proposal.words, proposal.doubts) == (words, ())


def test_notes_about_a_client_are_not_taken_for_the_clients_own_words() -> None:
    session = talked(ready(), "intake.presenting")
    speech = "Client reports trouble with crowds; he weeps at night; sister is helpful."
    weeps, helps = drafted(session, {"1": "nothing", "2": "symptom", "3": "strength"}, speech=speech)
    assert (weeps.words, weeps.doubts) == ("he weeps at night", ()), "in notes “he” is the client"
    assert helps.voice is None
    assert helps.origin is not None
    assert helps.origin.author is Author.THERAPIST


def test_without_words_there_is_nothing_to_read() -> None:
    session = talked(ready("intake.presenting: null"), "intake.presenting")
    with pytest.raises(DraftError, match="no words to read yet"):
        drafted(session, {"1": "need"})


def test_a_draft_comes_through_langchain_the_same_way() -> None:
    chat = pytest.importorskip("langchain_core.language_models.fake_chat_models")
    messages = pytest.importorskip("langchain_core.messages")
    served = provider("llamacpp:any")
    assert served is not None
    model = Model(served)
    model._chat = chat.GenericFakeChatModel(messages=iter([messages.AIMessage(json.dumps(SUMMARY))]))
    session = talked(ready("formulation.summary: null"), "formulation.summary")
    made = drafter(session)
    made.model = model
    seen: list[tuple[str, ...]] = []
    assert session.turn.question is not None
    (proposal,) = made.propose(session.turn.question, shown=seen.append)
    assert len(seen) > 5, "the words show as they come"
    assert proposal.origin is not None
    assert (proposal.origin.author, proposal.origin.source) == (Author.MODEL, "llamacpp:any")
    assert accepted(session, proposal).formulation.summary == proposal.words

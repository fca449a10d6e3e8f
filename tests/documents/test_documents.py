import itertools
import re
from dataclasses import dataclass
from datetime import date

import pytest
from jinja2 import nodes
from textstat import textstat

from planbot.chart import (
    Chart,
    Client,
    Goal,
    Intervention,
    Objective,
    Risk,
    RiskStatus,
    Score,
    Signature,
    Signer,
    Voice,
    frozen_map,
)
from planbot.documents import FORMATS, documents, render
from planbot.documents import plainly as plain_words
from planbot.documents.render import _source, _templates
from planbot.errors import DocumentError
from planbot.knowledge import Knowledge
from planbot.rules import check
from planbot.rules.pages.examples import clean_chart
from tests.golden_files import Golden
from tests.sample_charts import TODAY, draft_chart, empty_chart, large_chart
from tests.shown import Page


@dataclass(frozen=True)
class Open:
    rule: str
    severity: str
    at: str
    message: str
    fix: str


FINDINGS = (Open("no-goal", "error", "goals", "There is no goal yet.", "Ask what the client wants."),)
EVERY = list(itertools.product(documents(), FORMATS))


@pytest.mark.parametrize(("document", "form"), EVERY)
def test_every_document_of_the_empty_chart_is_as_it_was(
    document: str, form: str, golden: Golden, knowledge: Knowledge
) -> None:
    shown = render(empty_chart(), document, form, knowledge=knowledge, findings=FINDINGS, today=TODAY)
    golden.check(f"empty-{document}.{form}", shown)


@pytest.mark.parametrize(("document", "form"), EVERY)
def test_every_document_of_the_sample_is_as_it_was(
    document: str, form: str, golden: Golden, knowledge: Knowledge
) -> None:
    golden.check(f"sample-{document}.{form}", render(clean_chart(), document, form, knowledge=knowledge, today=TODAY))


@pytest.mark.parametrize(("document", "form"), EVERY)
def test_every_document_takes_a_plan_of_forty_objectives(document: str, form: str, knowledge: Knowledge) -> None:
    findings = check(large_chart(), knowledge, today=TODAY)
    shown = render(large_chart(), document, form, knowledge=knowledge, findings=findings, today=TODAY)
    if document in {"treatment-plan", "client-copy", "experiment"}:
        assert "take step number 40." in shown


def test_a_document_that_does_not_exist_is_refused_with_the_ones_that_do() -> None:
    with pytest.raises(DocumentError, match="treatment-plan"):
        render(empty_chart(), "../secrets", knowledge=None)


def test_a_format_that_does_not_exist_is_refused_with_the_ones_that_do() -> None:
    with pytest.raises(DocumentError, match="md, html, txt"):
        render(empty_chart(), "treatment-plan", "docx", knowledge=None)


def plan(chart: Chart, knowledge: Knowledge | None = None) -> str:
    return render(chart, "treatment-plan", knowledge=knowledge, findings=FINDINGS, today=TODAY)


def test_without_the_library_the_charts_own_words_stand() -> None:
    assert "I feel empty most of the day" in plan(clean_chart())
    assert "phq-9: 14 (moderate)" in plan(clean_chart())


def test_scores_of_parts_stand_each_with_its_band_and_an_unfinished_one_says_so(knowledge: Knowledge) -> None:
    parts = frozen_map({"depression": 22.0, "anxiety": 6.0, "stress": None})
    of_parts = Score(id="sc2", measure="dass-21", on=date(2026, 11, 9), parts=parts)
    chart = clean_chart().put(of_parts).put(Score(id="sc3", measure="bam", on=date(2026, 11, 9)))

    assert "DASS-21: depression 22 (severe), anxiety 6 (normal), 9 November 2026" in plan(chart, knowledge)
    assert "dass-21: depression 22, anxiety 6, 9 November 2026" in plan(chart)
    assert "BAM: not complete, 9 November 2026" in plan(chart, knowledge)


def test_with_the_library_its_labels_stand_beside_the_clients_words(knowledge: Knowledge) -> None:
    assert "| low mood: “I feel empty most of the day” |" in plan(clean_chart(), knowledge)
    assert "PHQ-9: 14 (moderate), 9 November 2026" in plan(clean_chart(), knowledge)


def test_what_was_not_asked_is_not_recorded_and_what_was_declined_says_so() -> None:
    shown = plan(draft_chart())
    assert "## Presenting problem\n\ndeclined to answer" in shown
    assert "- **From:** declined to answer" in shown
    assert "- **Due:** put off for later" in shown
    assert "- **Areas of life:** not recorded" in shown


def test_risk_that_nobody_assessed_is_said_to_be_not_assessed() -> None:
    assert "- **Risk:** not assessed" in plan(empty_chart())


def test_risk_is_told_exactly_as_recorded() -> None:
    shown = plan(draft_chart())
    assert "- **Risk:** present\n- **What was recorded:** Thoughts of dying, no plan.\n" in shown
    assert "- **Safety plan:** not recorded" in shown


def test_no_document_has_words_for_a_denial() -> None:
    for document in documents():
        for part in (f"{document}.md.j2", "_participation.md.j2"):
            assert not re.search(r"\bden(y|ies|ied)\b", _source(part) or "", re.IGNORECASE)


def test_an_unsigned_plan_is_marked_as_a_draft_with_its_open_findings() -> None:
    shown = plan(draft_chart())
    assert shown.startswith("# Treatment plan\n\n**Draft, not signed**\n")
    assert "- **Error**, Goals – There is no goal yet. Ask what the client wants." in shown


def test_a_signed_plan_has_neither_watermark_nor_findings() -> None:
    shown = plan(clean_chart())
    assert "Draft" not in shown
    assert "Open findings" not in shown


SIGNED_BY = {
    (Signer.CLIENT,): "Draft, not signed by the clinician",
    (Signer.CLINICIAN,): "Draft, not signed by the client",
    (Signer.GUARDIAN, Signer.SUPERVISOR): "",
}


@pytest.mark.parametrize("signers", SIGNED_BY)
def test_the_watermark_says_who_has_not_signed(signers: tuple[Signer, ...]) -> None:
    chart = draft_chart()
    for n, signer in enumerate(signers, start=1):
        chart = chart.put(Signature(id=f"sg{n}", signer=signer, name="A person", at=chart.created))
    assert f"**{SIGNED_BY[signers]}**" in plan(chart) if SIGNED_BY[signers] else "Draft" not in plan(chart)


def test_a_reason_why_the_client_did_not_sign_stands_in_the_plan() -> None:
    chart = draft_chart().put(Signature(id="sg1", signer=Signer.CLINICIAN, name="Alex Lee", at=draft_chart().created))
    chart = chart.set("participation.not_signed", "Sam wants to read it at home first.")
    assert "- **Why the client did not sign:** Sam wants to read it at home first." in plan(chart)
    assert "Draft" not in plan(chart)


def test_every_drafted_sentence_says_where_it_came_from() -> None:
    shown = plan(draft_chart())
    assert "- Objective 1.1 (behaviour): drafted from the library (meals-together), edited and accepted" in shown
    assert "- Formulation (summary): drafted by a language model (local-model), accepted as it was" in shown
    assert "Where drafted sentences came from" not in plan(clean_chart())


def test_findings_let_stand_name_the_person_and_the_reason() -> None:
    assert "Comes later. (Alex Lee, 23 November 2026)" in plan(draft_chart())


def test_an_objective_that_lost_its_goal_is_still_shown() -> None:
    chart = empty_chart().put(Objective(id="o1", goal="g9", behaviour="Walks to the shop"))
    assert "#### Objective without a goal\n\nWalks to the shop" in plan(chart)


def copy(chart: Chart, knowledge: Knowledge | None) -> str:
    return render(chart, "client-copy", knowledge=knowledge, today=TODAY)


def test_the_clients_copy_has_no_diagnosis_no_code_and_nothing_about_risk_or_insurance(knowledge: Knowledge) -> None:
    told = "Will treat the major depressive disorder, recurrent, moderate (F33.1) with Sam."
    chart = draft_chart().put(Intervention(id="i9", objectives=("o1",), what=told))
    shown = copy(chart, knowledge)
    lower = shown.lower()
    for word in ("depressive", "anxiety disorder", "f33", "diagnos", "risk", "dying", "suicid", "insur", "necess"):
        assert word not in lower, word
    assert plain_words.ASK in shown


def test_the_clients_own_words_are_never_left_out_of_their_copy(knowledge: Knowledge) -> None:
    words = "I want my panic disorder to stop ruling me."
    assert f"“{words}”" in copy(empty_chart().put(Goal(id="g1", words=words)), knowledge)


def test_a_goal_in_the_therapists_words_that_names_a_diagnosis_stays_out_of_the_copy(knowledge: Knowledge) -> None:
    goal = Goal(id="g1", words="Remission of panic disorder", voice=Voice.THERAPIST)
    assert "anic disorder" not in copy(empty_chart().put(goal), knowledge)


def test_the_clients_copy_uses_the_librarys_plain_words(knowledge: Knowledge) -> None:
    entry = next(e for e in knowledge.interventions.values() if not e.slots)
    method = Intervention(id="i1", objectives=("o1",), what="Will do something clinical.", entry=entry.id)
    shown = copy(clean_chart().put(method), knowledge)
    assert knowledge.symptoms["low-mood"].plain in shown
    assert entry.plain in shown


def test_steps_turn_to_the_first_person_only_where_the_grammar_allows() -> None:
    chart = empty_chart().set("client", Client(name="Sam Rivera")).put(Goal(id="g1", words="x"))
    steps = ("Sam will walk each day.", "Sam will call her sister.", "Walk each day.", "Sam Rivera will rest.")
    for n, behaviour in enumerate(steps, start=1):
        chart = chart.put(Objective(id=f"o{n}", goal="g1", behaviour=behaviour))
    shown = copy(chart, None)
    assert "- I will walk each day.\n- Sam will call her sister.\n- Walk each day.\n- I will rest.\n" in shown


def test_why_the_client_came_is_not_said_twice_in_their_copy(knowledge: Knowledge) -> None:
    assert copy(clean_chart(), knowledge).count("I snap at the children") == 1
    other = clean_chart().put(
        clean_chart().find("p1").model_copy(update={"words": "Evenings", "deferred": "In spring"})
    )
    assert "This is what I want help with:\n\n- Later on: “Evenings”" in copy(other, knowledge)


def fixed_text(document: str) -> str:
    """Return our own wording of a document, without what a chart puts in."""
    tree = _templates().parse(_source(f"{document}.md.j2") or "")
    return "".join(part.data for part in tree.find_all(nodes.TemplateData))


def test_our_wording_of_the_clients_copy_reads_at_the_eighth_grade_or_below() -> None:
    text = re.sub(r"[#*>_-]+", " ", fixed_text("client-copy"))
    sentences = [s.strip() for line in text.splitlines() for s in re.split(r"(?<=[.!?]) ", line) if s.strip(" :.,“”()")]
    said = [*sentences, plain_words.ASK]
    assert len(said) > 25
    whole = " ".join(s if s.endswith((".", "!", "?")) else f"{s.rstrip(':')}." for s in said)
    # These two grades count letters; those that count syllables would fetch a dictionary from the network.
    assert textstat.coleman_liau_index(whole) <= 8
    assert textstat.automated_readability_index(whole) <= 8
    assert [s for s in said if len(s.split()) >= 5 and textstat.automated_readability_index(s) > 8] == []


def test_a_page_stands_alone_and_names_the_client_on_every_printed_page(knowledge: Knowledge) -> None:
    shown = render(clean_chart(), "treatment-plan", "html", knowledge=knowledge, today=TODAY)
    head = shown.partition("</thead>")[0]
    assert "Sam Rivera · born 17 May 1984" in head
    assert "table-header-group" in head
    assert "default-src &#39;none&#39;" in shown or "default-src 'none'" in shown
    assert not re.search(
        r"(?:src|href|url|@import|https?:|<script|<link)", shown.replace("default-src", "").replace("style-src", "")
    )
    assert Page(shown).tags["html"] == 1


def test_an_unsigned_page_is_marked_as_a_draft_on_every_printed_page() -> None:
    shown = render(draft_chart(), "treatment-plan", "html", knowledge=None, today=TODAY)
    assert "<strong>Draft, not signed</strong>" in shown.partition("</thead>")[0]


def test_the_experiment_reads_from_hypothesis_to_conclusion(knowledge: Knowledge) -> None:
    shown = render(clean_chart(), "experiment", knowledge=knowledge, today=TODAY)
    parts = re.findall(r"^## (.+)$", shown, re.MULTILINE)
    assert parts == ["Hypothesis", "Evidence", "Procedure", "Result", "Conclusion"]
    assert "Supports: F33.1 Major depressive disorder, recurrent, moderate" in shown


def test_a_symptom_that_no_diagnosis_rests_on_says_so_in_the_experiment(knowledge: Knowledge) -> None:
    assert "Supports: no diagnosis in this chart" in render(draft_chart(), "experiment", knowledge=knowledge)


def test_the_day_of_a_document_is_today_unless_said() -> None:
    assert str(date.today().year) in render(empty_chart(), "treatment-plan", knowledge=None)


def test_risk_none_reported_keeps_the_therapists_words() -> None:
    chart = empty_chart().set("assessment.risk", Risk(status=RiskStatus.NONE_REPORTED, what="Asked today."))
    assert "- **Risk:** none reported\n- **What was recorded:** Asked today." in plan(chart)

"""What may never be sent is in no chart that a prompt is made of, and in no prompt."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planbot.chart import Answer, Chart, Consent, Contact, Goal, Objective, Problem, Snap, Symptom, Voice, links
from planbot.chart.assessment import Risk, RiskStatus, Score
from planbot.chart.base import frozen_map
from planbot.chart.snaps import SnapKind
from planbot.drafting.drafted import ModelDrafter
from planbot.drafting.material import matter_of
from planbot.drafting.names import parts
from planbot.drafting.outputs import output
from planbot.drafting.privacy import harmless, sendable, speaks_of_danger, without_danger
from planbot.drafting.prompts import tasks
from planbot.errors import DraftError
from planbot.flows import Asking, Question, flow, flows
from planbot.knowledge import load
from planbot.rules.pages.examples import TODAY, clean_chart
from tests.charts import NOW
from tests.drafting.asking import Scripted
from tests.people import people

NEEDLE = "NEEDLE17"
DANGER = f"Sometimes I want to die {NEEDLE}."
OTHERS_WRITE = [
    "He wanted to die.", "She tried to kill herself twice.", "They spoke of ending their life.", "Passive SI, no plan.",
    "History of NSSI.", "Suicidality was explored.", "Overdosed in 2019.", "Her partner beats her.", "He hits her.",
    "I don\u2019t want to live", "i dont want to wake up", "Safety plan signed.", "risk to others", "SELF-HARM",
    "domestic violence", "wished he was dead", "She would be better off dead.", "raped at 19, was raped",
]  # fmt: skip
HARMLESS_LINES = [
    "I am dying to see my sister again.", "The job is killing my weekends.", "Substance abuse in the family.",
    "She beat her own record.", "Sleeps 4 hours; misses work.", "My father died in May.", "He is hi-fi mad.",
]  # fmt: skip


def full_of_danger() -> Chart:
    """Return a whole chart in which danger stands wherever words can stand."""
    chart = clean_chart()
    chart = chart.set("assessment.risk", Risk(status=RiskStatus.PRESENT, what=NEEDLE, safety_plan=f"Call {NEEDLE}"))
    chart = chart.put(Symptom(id="sy8", words=f"low {NEEDLE}", entry="suicidal-thoughts"))
    chart = chart.put(Symptom(id="sy9", words=DANGER))
    chart = chart.put(Problem(id="p8", words=NEEDLE, entry="self-harm", symptoms=("sy8",)))
    chart = chart.put(Goal(id="g8", words=f"get through the night {NEEDLE}", problems=("p8",)))
    chart = chart.put(Objective(id="o8", goal="g8", behaviour=f"Client will {NEEDLE}"))
    chart = chart.put(Snap(id="sn8", kind=SnapKind.NEED, words=DANGER))
    chart = chart.put(Consent(id="k8", kind="model", given=True, on=TODAY, words=NEEDLE))
    chart = chart.put(Contact(id="c8", name="Ana", relation="sister", reach=f"612 {NEEDLE}"))
    for room in type(chart.intake).model_fields:
        if room != "approaches":
            chart = chart.set(f"intake.{room}", f"Works nights. {DANGER} Likes to cook.")
    chart = chart.set("formulation.summary", f"Low mood. {DANGER}").set("necessity.without_care", DANGER)
    answer = Answer(words=DANGER, voice=Voice.CLIENT, at=NOW, original=NEEDLE)
    asked = ("intake.presenting", "risk.what", "consent.model", "contact.reach:c8", "symptom.words:sy8")
    return chart.set("answers", frozen_map({**chart.answers, **dict.fromkeys(asked, answer)}))


def questions(chart: Chart) -> list[Question]:
    """Return every question at which a model could draft for the therapist."""
    asking = Asking(chart, load(), Voice.THERAPIST, TODAY)
    keys = {key for each in flows().values() for key in each.walk(asking, together=True).keys}
    found = (flow("plan").find(asking, key) for key in sorted(keys))
    return [question for question in found if question is not None and question.step.draft in tasks()]


def drafter() -> ModelDrafter:
    return ModelDrafter(Scripted([""]), lambda _: ())


def test_nothing_that_may_never_be_sent_is_left_anywhere() -> None:
    chart = full_of_danger()
    assert chart.to_json().count(NEEDLE) > 25

    text = sendable(chart, load()).to_json()

    assert NEEDLE not in text
    assert "Likes to cook." in text, "what is harmless beside it stays"


def test_no_prompt_of_any_task_holds_it() -> None:
    chart = full_of_danger()
    seen = set()
    for question in questions(chart):
        try:
            prompt = drafter().preview(question, f"I like to cook. {DANGER}")
        except DraftError:
            continue
        seen.add(question.step.draft)
        assert NEEDLE not in prompt.text, question.key
        assert not speaks_of_danger(prompt.material, load()), question.key

    assert len(seen) >= 5, seen


def test_a_question_about_what_is_not_sent_is_refused_in_one_sentence() -> None:
    asked = {q.item.id for q in questions(full_of_danger()) if q.item is not None}
    assert {"g8", "p8"} & asked

    for question in questions(full_of_danger()):
        if question.item is not None and question.item.id in {"p8", "g8", "o8"}:
            with pytest.raises(DraftError, match="about safety"):
                drafter().preview(question)


def test_no_link_leads_to_what_was_taken_out() -> None:
    for chart in (full_of_danger(), *people().values()):
        sent = sendable(chart, load())
        assert {link.target for link in links.links(sent)} <= set(sent.by_id)


def test_safety_items_of_measures_are_taken_out_and_ratings_of_risk_whole() -> None:
    chart = clean_chart()
    nine = (1, 1, 1, 1, 1, 1, 1, 1, 2)
    chart = chart.put(Score(id="sc8", measure="phq-9", on=TODAY, items=nine, total=10, flags=("safety",)))
    chart = chart.put(Score(id="sc9", measure="c-ssrs-screener", on=TODAY, items=(1,) * 6))

    sent = sendable(chart, load())

    assert sent.find("sc8").items == (*(1,) * 8, None)
    assert sent.find("sc8").flags == ()
    assert sent.find("sc8").total == 10
    assert sent.find("sc9") is None


def test_a_chart_without_danger_keeps_what_a_draft_rests_on() -> None:
    chart = clean_chart()

    sent = sendable(chart, load())

    assert sent.plan == chart.plan
    assert sent.intake == chart.intake
    assert sent.problems == chart.problems
    assert sent.assessment.symptoms == chart.assessment.symptoms


def test_every_entry_of_the_library_that_names_danger_is_among_those_never_sent() -> None:
    library = load()
    symptoms = {key for key, s in library.symptoms.items() if speaks_of_danger(f"{s.label}; {s.plain}", library)}
    problems = {key for key, p in library.problems.items() if speaks_of_danger(f"{p.label}; {p.plain}", library)}

    assert symptoms <= set(library.safety.symptoms)
    assert problems <= set(library.safety.problems)
    assert set(library.safety.symptoms) <= set(library.symptoms)
    assert set(library.safety.problems) <= set(library.problems)


@pytest.mark.parametrize("text", OTHERS_WRITE)
def test_danger_is_seen_in_whoever_s_words(text: str) -> None:
    assert speaks_of_danger(text, load())


@pytest.mark.parametrize("text", HARMLESS_LINES)
def test_everyday_words_are_not_taken_for_danger(text: str) -> None:
    assert not speaks_of_danger(text, load())


@pytest.mark.parametrize("phrase", load().safety.phrases)
def test_no_phrase_of_help_is_ever_sent(phrase: str) -> None:
    for said in (phrase, phrase.upper(), phrase.replace("'", "\u2019"), phrase.replace(" ", "\n")):
        assert not harmless(f"{said} and so on", load())
        assert harmless(f"I cook. And then {said} I said. I sing.", load()).replace("\n", " ") in {
            "I cook. I sing.",
            "",
        }


@settings(deadline=None)
@given(
    texts=st.lists(
        st.sampled_from(["I cook.", "I sing\n", "I want to", "die.", "kill", "myself", "?", "; "]), max_size=9
    )
)
def test_what_is_left_never_speaks_of_danger_and_is_left_as_it_is_when_looked_at_again(texts: list[str]) -> None:
    left = harmless(" ".join(texts), load())

    assert not speaks_of_danger(left, load())
    assert harmless(left, load()) == left


def test_examples_of_the_library_that_speak_of_danger_are_left_out_of_a_prompt() -> None:
    kept = without_danger(["Client will walk.", "Client will write a safety plan."], load())

    assert kept == ["Client will walk."]


def test_no_shape_of_an_answer_holds_the_client_s_words_or_name() -> None:
    seen = 0
    for chart in list(people().values())[:8]:
        for question in questions(chart):
            task = tasks()[question.step.draft or ""]
            try:
                schema = str(output(task.output).shape(matter_of(question, "I feel low.")).model_json_schema())
            except DraftError:
                continue
            seen += 1
            for word in parts(chart.client.name):
                assert not re.search(rf"\b{re.escape(word)}\b", schema), (chart.client.name, question.key)
    assert seen > 50

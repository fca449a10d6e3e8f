"""A second look: a person judges what no check can decide, and the answer stays true to what was judged."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from planbot.chart import Chart, Goal, Judged, Quantity, Voice
from planbot.errors import AnswerError
from planbot.flows import Asking, Question, apply, flow, withdrawn
from planbot.knowledge import is_outdated, judgement_of, load
from planbot.rules.pages.examples import TODAY, changed, clean_chart
from tests.charts import NOW, new_chart
from tests.flows.walking import Walk
from tests.session.talking import key, talk

STEPS = "steps-reachable"


def unjudged() -> Chart:
    return clean_chart().set("judgements", ())


def asked(chart: Chart, step: str = "answer", question: str = STEPS, name: str = "judgements") -> Question:
    found = flow(name).find(Asking(chart, load(), Voice.THERAPIST, TODAY), f"judgement.{step}:{question}")
    assert found is not None
    return found


def judged(chart: Chart, words: str, question: str = STEPS) -> Chart:
    return apply(asked(chart, question=question), words, NOW).chart


def test_a_plan_is_judged_by_about_a_dozen_answers() -> None:
    walk = Walk(flow("judgements"), load(), unjudged(), together=False, today=TODAY)
    chart = walk.to_the_end(random.Random(3))
    answers = [key for key in walk.asked if key.startswith("judgement.answer:")]
    assert len(answers) == len(set(answers)) == len(chart.judgements)
    assert 10 <= len(answers) <= 12
    assert {judgement.by for judgement in chart.judgements} == {"Alex Lee"}


def test_the_same_words_again_change_nothing() -> None:
    for seed in range(6):
        chart = Walk(flow("judgements"), load(), unjudged(), together=False, today=TODAY).to_the_end(
            random.Random(seed)
        )
        for question in flow("judgements").questions(Asking(chart, load(), Voice.THERAPIST, TODAY)):
            if question.given:
                assert apply(question, question.given.words, NOW.replace(year=2027)).chart == chart, question.key


def test_a_chart_without_a_plan_raises_no_question() -> None:
    asking = Asking(new_chart(), load(), Voice.THERAPIST, TODAY)
    assert list(flow("judgements").questions(asking)) == []


def test_only_the_therapist_is_asked() -> None:
    for question in flow("judgements").questions(Asking(unjudged(), load(), Voice.CLIENT, TODAY)):
        assert not question.askable


def test_within_the_plan_no_judgement_is_asked_before_someone_opens_it() -> None:
    walked = flow("plan").walk(Asking(unjudged(), load(), Voice.THERAPIST, TODAY))
    assert f"judgement.answer:{STEPS}" in walked.on_request
    assert not {key for key in walked.open if key.startswith("judgement.")}


def test_not_all_is_followed_by_which_and_why_in_the_middle_of_a_plan() -> None:
    session = talk(chart=unjudged())
    session.look(f"judgement.answer:{STEPS}")
    session.answer("not all")
    session.look(f"judgement.but:{STEPS}")
    session.answer("o2")
    session.look(f"judgement.words:{STEPS}")
    session.answer("Seven points is a lot for Sam.")
    judgement = judgement_of(session.chart, STEPS)
    assert judgement is not None
    assert (judgement.answer, judgement.but, judgement.words) == (
        Judged.NOT_ALL,
        ("o2",),
        "Seven points is a lot for Sam.",
    )


def test_which_and_why_come_by_themselves_once_the_plan_is_through() -> None:
    walked = flow("plan").walk(Asking(judged(unjudged(), "not all"), load(), Voice.THERAPIST, TODAY))
    assert {f"judgement.but:{STEPS}", f"judgement.words:{STEPS}"} <= walked.open


def test_judging_leaves_a_signed_plan_signed() -> None:
    session = talk(chart=unjudged())
    signed = session.chart.participation.signatures
    assert signed
    session.look(f"judgement.answer:{STEPS}")
    session.answer("yes")
    assert session.chart.judgements
    assert session.chart.participation.signatures == signed


def test_yes_after_not_all_leaves_neither_exception_nor_reason_behind() -> None:
    chart = judged(unjudged(), "not all")
    chart = apply(asked(chart, "but"), "o2", NOW).chart
    chart = apply(asked(chart, "words"), "Too much at once.", NOW).chart
    chart = judged(chart, "yes")
    judgement = judgement_of(chart, STEPS)
    assert judgement is not None
    assert (judgement.but, judgement.words) == ((), None)
    assert [key for key in chart.answers if key.startswith("judgement.")] == [f"judgement.answer:{STEPS}"]


def test_an_answer_taken_back_takes_its_exception_and_reason_along() -> None:
    chart = judged(unjudged(), "not all")
    chart = apply(asked(chart, "but"), "o1; o2", NOW).chart
    chart = withdrawn(asked(chart))
    assert chart.judgements == ()
    assert not [key for key in chart.answers if key.startswith("judgement.")]


def test_a_judgement_of_an_earlier_text_is_asked_anew_and_the_same_word_makes_it_current() -> None:
    chart = judged(unjudged(), "yes")
    assert not asked(chart).open
    moved = chart.put(chart.find("o2").model_copy(update={"target": Quantity(value=4, unit="points")}))
    judgement = judgement_of(moved, STEPS)
    assert judgement is not None
    assert is_outdated(judgement, moved, load())
    assert asked(moved).open
    later = replace(asked(moved), asking=Asking(moved, load(), Voice.THERAPIST, TODAY + timedelta(days=9)))
    again = judgement_of(apply(later, "yes", NOW).chart, STEPS)
    assert again is not None
    assert again.on == TODAY + timedelta(days=9)
    assert again.id == judgement.id
    assert not is_outdated(again, moved, load())


@pytest.mark.parametrize(
    "patch",
    ["o2.status: met", "+scores: {measure: phq-9, 'on': 2026-11-20, total: 12}", "participation.agreed: false"],
)
def test_what_moves_as_treatment_goes_on_does_not_put_a_judgement_out_of_date(patch: str) -> None:
    moved = changed(clean_chart(), f"{patch}\nj1.words: null")
    assert [j.question for j in moved.judgements if is_outdated(j, moved, load())] == []


def test_the_facts_lie_beside_the_question() -> None:
    shown = asked(unjudged(), question="diagnosis-carried").help
    assert "met: A1 low mood most of the day" in shown
    assert "not said: A3" in shown
    assert "I feel empty most of the day" in shown
    person = asked(unjudged(), question="plan-suits-person").help
    assert "Age: 42" in person
    assert "Language: English" in person
    assert "Sam will cook dinner" in person


def test_words_with_braces_are_shown_as_they_are() -> None:
    chart = changed(unjudged(), "o1.behaviour: Sam will {cook} for {client}")
    assert "Sam will {cook} for {client}" in asked(chart).help


def test_a_question_about_the_plan_as_a_whole_offers_no_not_all() -> None:
    long = changed(unjudged(), "created: 2025-01-02T09:00:00Z")
    question = asked(long, question="long-treatment-justified")
    assert [option.value for option in question.options] == ["yes", "no", "cannot say"]
    with pytest.raises(AnswerError):
        apply(question, "not all", NOW)


def test_long_treatment_is_judged_only_when_it_is_longer_than_was_projected() -> None:
    asking = Asking(unjudged(), load(), Voice.THERAPIST, TODAY)
    assert flow("judgements").find(asking, "judgement.answer:long-treatment-justified") is None
    weeks = (TODAY - clean_chart().created.date()).days // 7
    longer = changed(unjudged(), f"discharge.weeks: {weeks - 1}")
    assert asked(longer, question="long-treatment-justified")


def test_a_part_that_is_gone_is_no_exception_any_more() -> None:
    chart = changed(clean_chart(), "j7.answer: not all\nj7.but: [o2, o3]\n-o2")
    judgement = judgement_of(chart, STEPS)
    assert judgement is not None
    assert judgement.but == ("o3",)


def test_a_new_goal_can_be_named_as_an_exception() -> None:
    chart = judged(unjudged().put(Goal(id="g2", words="I want to sing again")), "not all", "benefit-expected")
    question = asked(chart, "but", "benefit-expected")
    assert [option.value for option in question.options] == ["g1", "g2"]


def test_a_session_of_its_own_asks_them_one_after_the_other() -> None:
    session = talk("judgements", unjudged())
    first = key(session)
    assert first == "judgement.answer:diagnosis-carried"
    session.answer("yes")
    assert key(session) == "judgement.answer:diagnosis-agrees"

"""A finding can be chosen, and leads to the question that settles it, whatever a chart holds."""

import random
from collections.abc import Iterator

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from planbot.chart import Chart, SkipReason, Voice
from planbot.errors import AnswerError
from planbot.flows import Question, apply, flows, skipped, withdrawn
from planbot.knowledge import load
from planbot.rules import Finding
from planbot.session import Session
from tests.charts import NOW, new_chart
from tests.flows.walking import Walk, words_for
from tests.session.talking import say, talk, watched
from tests.strategies import charts

CLOSED = {
    "answer-no-longer-asked": "its question does not come up any more; the answer can be taken back",
}
"""The rules whose findings may name a question that cannot be opened, each with the reason."""

QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without making a failing example smaller: a whole chart takes minutes to shrink, and its seed says enough."""


def partial(rng: random.Random, steps: int) -> Chart:
    """A chart left anywhere: answered, skipped, answered anew and taken back at random."""
    walk = Walk(flows()["plan"], load(), new_chart())
    for _ in range(steps):
        question = walk.next(rng.choice(list(Voice)))
        if question is None:
            break
        if rng.random() < 0.2:
            walk.chart = skipped(question, rng.choice(list(SkipReason)), NOW)
        else:
            walk.chart = _answered(question, words_for(question, rng))
        if rng.random() < 0.1 and walk.chart.answers:
            settled = walk.flow.find(walk.asking(walk.chart, Voice.THERAPIST), rng.choice(list(walk.chart.answers)))
            if settled is not None and settled.askable and not settled.adds:
                walk.chart = withdrawn(settled) if rng.random() < 0.5 else _answered(settled, words_for(settled, rng))
    return walk.chart


def _answered(question: Question, words: str) -> Chart:
    """The chart after the answer, or after passing over a question that cannot take it, such as a score too high."""
    try:
        return apply(question, words, NOW).chart
    except AnswerError:
        return skipped(question, SkipReason.NOT_APPLICABLE, NOW)


def shut(session: Session) -> Iterator[Finding]:
    """The findings whose question cannot be opened."""
    for finding in session.turn.findings:
        if finding.ask is not None:
            try:
                session.look(finding.ask)
            except AnswerError:
                yield finding


@settings(max_examples=50, deadline=None, phases=QUICKLY)
@given(seed=st.integers(0, 100_000), steps=st.integers(0, 350))
def test_every_finding_of_a_plan_left_anywhere_leads_to_its_question(seed: int, steps: int) -> None:
    session = talk(chart=partial(random.Random(seed), steps))
    assert {f.rule for f in shut(session)} <= set(CLOSED)


@settings(max_examples=25, deadline=None, phases=QUICKLY)
@given(seed=st.integers(0, 100_000), steps=st.integers(100, 350))
def test_an_answer_no_longer_asked_can_always_be_taken_back(seed: int, steps: int) -> None:
    session = talk(chart=partial(random.Random(seed), steps))
    while strays := [f for f in session.turn.findings if f.rule == "answer-no-longer-asked"]:
        assert strays[0].ask is not None
        session.withdraw(strays[0].ask)
        assert strays[0].ask not in session.chart.answers


@settings(max_examples=40, deadline=None, phases=QUICKLY, suppress_health_check=list(HealthCheck))
@given(charts())
def test_choosing_a_finding_of_any_chart_whatever_opens_a_question_or_says_why_not(chart: Chart) -> None:
    session = talk(chart=chart)
    for finding in session.turn.findings:
        if finding.ask is not None:
            try:
                turn = session.look(finding.ask)
            except AnswerError as refused:
                sentence = str(refused)
            else:
                assert turn.question is not None
                assert turn.question.key == finding.ask
                sentence = turn.question.text
            assert sentence


def test_a_question_opened_from_a_finding_settles_it_when_answered() -> None:
    session = say(talk(), problem_add="worry", symptom_add="worry", goal_add="I want to sleep")
    finding = next(f for f in session.turn.findings if f.rule == "goal-without-problem")
    assert finding.ask == "goal.problems:g1"
    session.look(finding.ask)
    session.answer("1")
    assert finding not in session.turn.findings


def test_where_nothing_is_there_to_link_to_a_finding_opens_the_question_that_makes_it() -> None:
    session = say(talk(), goal_add="I want to sleep", objective_add__g1="Lie down at ten", discharge_add="Sleeps")
    asks = {f.rule: f.ask for f in session.turn.findings}
    assert asks["goal-without-problem"] == "problem.add"
    assert asks["objective-moves-nothing"] == "symptom.add"
    say(session, problem_add="I lie awake")
    asks = {f.rule: f.ask for f in session.turn.findings}
    assert asks["goal-without-problem"] == "goal.problems:g1"
    assert asks["problem-without-evidence"] == "symptom.add"
    say(session, impact_domains="family")
    asks = {f.rule: f.ask for f in session.turn.findings}
    assert asks["problem-without-evidence"] == "problem.impairments:p1"
    assert asks["objective-moves-nothing"] == "objective.symptoms:o1"


def test_looking_at_every_finding_saves_nothing() -> None:
    session = talk(chart=partial(random.Random(4), 120))
    assert list(shut(session)) == []
    assert watched(session).charts == []


def test_in_a_crisis_histories_are_not_asked_and_can_be_opened_all_the_same() -> None:
    session = say(talk(), readiness_acuity="crisis")
    asked = []
    while session.turn.question:
        asked.append(session.turn.question.key)
        session.skip(SkipReason.DECLINED)
    assert "consent.treatment" in asked
    assert [k for k in asked if k.startswith("intake.")] == ["intake.presenting", "intake.approaches"]
    assert "intake.barriers" in {f.ask for f in session.turn.findings}
    session.look("intake.barriers")
    session.answer("no car")
    assert session.chart.intake.barriers == "no car"

"""Going back, looking again, taking back: nothing said is lost on the way, and undo brings everything back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from planbot.chart import Risk, RiskStatus, SkipReason, Voice, frozen_map
from planbot.errors import AnswerError, ConflictError
from planbot.flows import flow
from planbot.knowledge import load
from planbot.rules import Severity
from planbot.session import Session
from planbot.store import Store
from tests.charts import TODAY, new_chart
from tests.session.talking import depressed, key, say, skip_to, talk, watched
from tests.store.making import PASSPHRASE, QUICK, a_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _ = a_store(tmp_path / "practice")
    with made:
        yield made


def stored(store: Store, name: str = "plan") -> Session:
    opened = store.add_client(depressed().model_copy(update={"id": "c1"}))
    return Session(store, opened.chart, opened.revision, flow(name), load(), today=TODAY)


def test_back_shows_the_last_answer_still_there_and_resume_goes_on() -> None:
    session = say(talk("readiness"), readiness_stage="action", readiness_motivation="6")
    assert key(session) == "readiness.insight"
    turn = session.back()
    assert turn.looking
    assert turn.question is not None
    assert turn.question.key == "readiness.motivation"
    assert turn.question.given is not None
    assert turn.question.given.words == "6"
    assert len(watched(session).charts) == 2
    session.resume()
    assert key(session) == "readiness.insight"
    assert not session.turn.looking


def test_back_and_back_again_stops_at_the_first_question() -> None:
    session = say(talk("readiness"), readiness_stage="action", readiness_motivation="6")
    session.back()
    session.back()
    assert key(session) == "readiness.stage"
    before = session.turn
    assert session.back() is before


def test_back_goes_to_a_question_passed_over_too() -> None:
    session = talk("readiness")
    session.skip(SkipReason.DECLINED)
    session.back()
    assert key(session) == "readiness.stage"


def test_back_from_the_end_shows_the_last_question() -> None:
    session = talk("readiness")
    while not session.turn.done:
        session.skip(SkipReason.DECLINED)
    session.back()
    assert key(session) == "readiness.minutes"


def test_an_answer_looked_at_can_be_changed_and_the_conversation_goes_on_where_it_was() -> None:
    session = say(talk("readiness"), readiness_stage="action", readiness_motivation="6")
    session.look("readiness.stage")
    session.answer("contemplation")
    assert session.chart.readiness.stage == "contemplation"
    assert session.chart.readiness.motivation == 6
    assert key(session) == "readiness.insight"
    assert not session.turn.looking


def test_any_question_of_any_flow_can_be_looked_at() -> None:
    session = talk("readiness")
    assert session.look("intake.medicines").question is not None
    session.answer("none")
    assert session.chart.intake.medicines == "none"
    assert key(session) == "readiness.stage"


@pytest.mark.parametrize("missing", ["goal.words:g1", "nothing.at-all", "", "risk.what", "goal.words", "::"])
def test_a_question_that_does_not_come_up_is_refused_and_nothing_changes(missing: str) -> None:
    session = talk("plan")
    before = session.turn
    with pytest.raises(AnswerError, match="does not come up"):
        session.look(missing)
    assert session.turn is before


def test_looking_at_what_only_the_other_can_answer_changes_the_speaker() -> None:
    session = talk("plan", voice=Voice.CLIENT)
    session.look("risk.status")
    assert session.turn.voice is Voice.THERAPIST
    assert session.turn.question is not None
    assert "risk of harm" in session.turn.question.text


def test_withdrawing_an_answer_opens_its_question_again() -> None:
    session = say(talk("readiness"), readiness_stage="action", readiness_motivation="6")
    session.withdraw("readiness.stage")
    assert session.chart.readiness.stage is None
    assert "readiness.stage" not in session.chart.answers
    assert key(session) == "readiness.stage"
    assert session.chart.readiness.motivation == 6


def test_withdrawing_what_was_never_said_saves_nothing() -> None:
    session = talk("readiness")
    session.withdraw("goal.words:g7")
    session.withdraw("readiness.stage")
    assert watched(session).charts == []


def test_withdrawing_a_goal_takes_all_it_alone_owned_and_undo_brings_all_of_it_back(store: Store) -> None:
    session = stored(store)
    say(
        session,
        objective_add__g1="Cook dinner",
        objective_symptoms__o1="sy1",
        intervention_add__o1="Plan activities together",
        intervention_technique__i1="Activity scheduling",
        discharge_add="Cooks four evenings a week",
        discharge_goals__dc1="g1",
    )
    whole = session.chart
    session.withdraw("goal.words:g1")
    gone = session.chart
    assert (gone.plan.goals, gone.plan.objectives, gone.plan.interventions) == ((), (), ())
    assert gone.discharge.criteria == ()
    assert {k for k in gone.answers if set(k.split(":")[1:]) & {"g1", "o1", "i1", "dc1"}} == set()
    assert gone.problems == whole.problems

    undone = store.undo("c1", based_on=session.turn.revision)
    assert undone is not None
    session.replaced(undone.chart, undone.revision)
    assert session.chart == whole

    session.withdraw("goal.words:g1")
    say(session, goal_add="I want to laugh")
    assert session.chart.plan.goals[0].id == "g2"


def test_every_single_step_can_be_undone_one_after_the_other(store: Store) -> None:
    session = stored(store, "readiness")
    charts = [session.chart]
    session.look("readiness.motivation")
    session.answer("6")
    charts.append(session.chart)
    session.skip(SkipReason.LATER)
    charts.append(session.chart)
    session.withdraw("readiness.motivation")
    charts.append(session.chart)
    for expected in reversed(charts[:-1]):
        undone = store.undo("c1", based_on=session.turn.revision)
        assert undone is not None
        session.replaced(undone.chart, undone.revision)
        assert session.chart == expected
    redone = store.redo("c1", based_on=session.turn.revision)
    assert redone is not None
    assert redone.chart == charts[1]


def test_another_window_that_saved_first_is_noticed_and_nothing_is_overwritten(tmp_path: Path) -> None:
    made, _ = Store.create(tmp_path, PASSPHRASE, kdf=QUICK)
    with made:
        one = stored(made, "readiness")
        other = Session(made, one.chart, one.turn.revision, flow("readiness"), load(), today=TODAY)
        say(other, readiness_motivation="6")
        one.look("readiness.motivation")
        with pytest.raises(ConflictError, match="Another window"):
            one.answer("2")
        assert key(one) == "readiness.motivation"
        fresh = made.open_chart("c1")
        one.replaced(fresh.chart, fresh.revision)
        assert one.chart.readiness.motivation == 6


def test_a_branch_closed_by_an_edit_keeps_its_answer_and_says_so_until_it_is_withdrawn() -> None:
    session = say(talk("risk"), risk_status="present", risk_what="Thoughts of dying, no plan")
    say(session, risk_status="none reported")
    strays = [f for f in session.turn.findings if f.rule == "answer-no-longer-asked"]
    assert [(f.ask, f.severity) for f in strays] == [("risk.what", Severity.ADVICE)]
    assert session.chart.answers["risk.what"].words == "Thoughts of dying, no plan"
    assert session.chart.assessment.risk == Risk(status=RiskStatus.NONE_REPORTED, what="Thoughts of dying, no plan")
    assert strays[0].ask is not None
    session.withdraw(strays[0].ask)
    assert "risk.what" not in session.chart.answers
    assert session.chart.assessment.risk == Risk(status=RiskStatus.NONE_REPORTED)
    assert [f for f in session.turn.findings if f.rule == "answer-no-longer-asked"] == []


def test_answers_about_an_item_that_is_no_longer_worked_on_can_be_taken_back_too() -> None:
    session = say(
        talk(chart=depressed()),
        objective_add__g1="Cook dinner",
        intervention_add__o1="Plan activities together",
        intervention_weeks__i1="12",
        objective_status__o1="deferred",
    )
    strays = {f.ask for f in session.turn.findings if f.rule == "answer-no-longer-asked"}
    assert strays == {"intervention.what:i1", "intervention.weeks:i1"}
    session.withdraw("intervention.weeks:i1")
    assert session.chart.plan.interventions[0].weeks is None
    session.withdraw("intervention.what:i1")
    assert session.chart.plan.interventions == ()


@pytest.mark.parametrize("odd", ["goal.words", "risk.what:g1", "goal.words:o9", "risk.what:", "goal.words:g1:2", "x"])
def test_an_answer_under_a_key_that_no_question_has_can_be_taken_back(odd: str) -> None:
    chart = depressed()
    answer = chart.answers["goal.words:g1"]
    session = talk("plan", chart.set("answers", frozen_map({**chart.answers, odd: answer})))
    session.withdraw(odd)
    assert session.chart == chart


def test_a_branch_opened_again_has_its_answer_still() -> None:
    session = say(talk("risk"), risk_status="present", risk_what="Thoughts of dying, no plan")
    say(session, risk_status="none reported")
    say(session, risk_status="present")
    assert [f for f in session.turn.findings if f.rule == "answer-no-longer-asked"] == []
    assert key(session) == "risk.safety-plan"
    session.back()
    assert session.turn.question is not None
    assert session.turn.question.given is not None
    assert session.turn.question.given.words == "Thoughts of dying, no plan"


def test_answers_given_in_other_flows_are_no_strays_of_this_one() -> None:
    chart = say(talk("risk"), risk_status="present", risk_what="x", intake_medicines="none").chart
    assert [f for f in talk("readiness", chart).turn.findings if f.rule == "answer-no-longer-asked"] == []


def test_a_session_begun_again_on_the_saved_chart_stands_where_it_stood() -> None:
    session = skip_to(talk("plan"), "impact.domains")
    session.answer("work-school")
    again = talk("plan", session.chart)
    assert key(again) == key(session) == "impact.level:im1"
    assert again.turn.findings == session.turn.findings
    assert again.turn.progress == session.turn.progress


def test_a_new_chart_begins_at_the_first_question() -> None:
    assert key(talk("plan", new_chart())) == "intake.presenting"

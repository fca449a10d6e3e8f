"""Proposals: they tell what they would cause, write nothing, and are taken as ordinary answers in one revision."""

import pytest

from planbot.chart import Author, Chart, Origin, Voice, frozen_map
from planbot.drafting import Proposal
from planbot.errors import AnswerError
from planbot.flows import Question
from planbot.rules import Severity
from planbot.session import Session
from tests.session.talking import depressed, key, say, talk, watched

AT = {"goal": "goal.add", "wording": "goal.clinical:g1", "objective": "objective.add:g1",
      "intervention": "intervention.add:o1", "discharge": "discharge.add"}  # fmt: skip


@pytest.fixture(scope="module")
def planned() -> Chart:
    return say(talk(chart=depressed()), objective_add__g1="Cook dinner", objective_symptoms__o1="sy1; sy2").chart


def at(chart: Chart, asked: str) -> tuple[Session, list[Proposal]]:
    session = talk(chart=chart)
    session.look(asked)
    return session, list(session.proposals())


@pytest.mark.parametrize("asked", AT.values(), ids=AT)
def test_something_is_proposed_wherever_the_library_can(asked: str, planned: Chart) -> None:
    session, proposals = at(planned, asked)
    assert proposals
    assert len({p.words for p in proposals}) == len(proposals)
    for proposal in proposals:
        assert proposal.because
        assert proposal.origin is not None
        assert proposal.origin.author is Author.LIBRARY
        assert all(session.chart.find(link) for link in proposal.links)
        assert "{" not in proposal.words


def test_nothing_is_proposed_where_a_persons_own_words_are_needed(planned: Chart) -> None:
    for asked in ("intake.presenting", "goal.words:g1", "objective.baseline:o1", "risk.status"):
        assert at(planned, asked)[1] == []


@pytest.mark.parametrize("asked", AT.values(), ids=AT)
def test_proposing_writes_nothing(asked: str, planned: Chart) -> None:
    session = talk(chart=planned)
    session.look(asked)
    before = session.turn
    list(session.proposals())
    assert session.turn is before
    assert watched(session).charts == []


@pytest.mark.parametrize("asked", AT.values(), ids=AT)
def test_a_proposal_carries_the_findings_that_taking_it_causes(asked: str, planned: Chart) -> None:
    _, proposals = at(planned, asked)
    for proposal in proposals:
        session, _ = at(planned, asked)
        before = {(f.rule, f.at) for f in session.turn.findings}
        session.accept(proposal)
        caused = {(f.rule, f.at) for f in session.turn.standing if f.severity is not Severity.ADVICE} - before
        assert {(f.rule, f.at) for f in proposal.findings} == caused


def test_a_step_more_than_the_pace_allows_says_so_before_it_is_taken() -> None:
    chart = say(talk(chart=depressed()), readiness_stage="precontemplation", readiness_pace="One shared concern").chart
    session = talk(chart=chart)
    for step in ("Cook", "Walk"):
        say(session, objective_add__g1=step)
    session.look("objective.add:g1")
    found = {f.rule for p in session.proposals() for f in p.findings}
    assert "plan-faster-than-the-pace" in found


@pytest.mark.parametrize("asked", AT.values(), ids=AT)
def test_a_proposal_taken_is_several_answers_in_one_revision(asked: str, planned: Chart) -> None:
    session, proposals = at(planned, asked)
    proposal = proposals[0]
    before = session.chart
    turn = session.accept(proposal)
    assert len(watched(session).charts) == 1
    assert watched(session).did == [f"accepted a proposal {asked} therapist"]
    new = {k: a for k, a in turn.chart.answers.items() if before.answers.get(k) != a}
    assert len(new) == 1 + len(proposal.follow)
    for answer in new.values():
        assert answer.origin == proposal.origin
        assert answer.voice is Voice.THERAPIST


def test_a_proposal_changed_by_a_person_is_marked_as_edited_and_only_there(planned: Chart) -> None:
    session, proposals = at(planned, "objective.add:g1")
    turn = session.accept(proposals[0], words="Sam will cook on Sundays.")
    assert proposals[0].origin is not None
    edited = Origin(author=Author.LIBRARY, source=proposals[0].origin.source, edited=True)
    assert turn.chart.answers["objective.behaviour:o2"].origin == edited
    assert turn.chart.answers["objective.due:o2"].origin == proposals[0].origin
    assert turn.chart.find("o2").behaviour == "Sam will cook on Sundays."


def test_a_proposal_sent_back_unchanged_is_not_edited(planned: Chart) -> None:
    session, proposals = at(planned, "objective.add:g1")
    turn = session.accept(proposals[0], words=proposals[0].words)
    assert turn.chart.answers["objective.behaviour:o2"].origin == proposals[0].origin


def test_a_proposal_emptied_by_a_person_is_refused_and_changes_nothing(planned: Chart) -> None:
    session, proposals = at(planned, "objective.add:g1")
    before = session.turn
    with pytest.raises(AnswerError, match="nothing to save"):
        session.accept(proposals[0], words="  ")
    assert session.turn is before


@pytest.mark.parametrize("asked", AT.values(), ids=AT)
def test_the_same_proposal_twice_does_nothing_the_second_time(asked: str, planned: Chart) -> None:
    session, proposals = at(planned, asked)
    session.accept(proposals[0])
    after = session.chart
    session.look(asked)
    session.accept(proposals[0])
    assert session.chart == after
    assert len(watched(session).charts) == 1


def test_a_pattern_already_in_the_plan_is_not_proposed_again(planned: Chart) -> None:
    session, proposals = at(planned, "objective.add:g1")
    session.accept(proposals[0])
    session.look("objective.add:g1")
    assert proposals[0].words not in [p.words for p in session.proposals()]


def test_a_following_answer_that_cannot_be_read_is_left_to_be_asked(planned: Chart) -> None:
    session, _ = at(planned, "objective.add:g1")
    odd = Proposal("Sam will walk.", follow=(("objective.due", "someday"), ("objective.target", "3 walks")))
    session.accept(odd)
    made = session.chart.plan.objectives[-1]
    assert (made.due, str(made.target)) == (None, "3 walks")
    assert f"objective.due:{made.id}" not in session.chart.answers


def test_a_following_answer_to_a_question_that_does_not_exist_is_left_out(planned: Chart) -> None:
    session, _ = at(planned, "objective.add:g1")
    session.accept(Proposal("Sam will walk.", follow=(("objective.colour", "blue"), ("risk.what", "x"))))
    assert session.chart.plan.objectives[-1].behaviour == "Sam will walk."


def test_an_intervention_already_planned_is_proposed_for_a_second_step_and_linked_instead_of_repeated(
    planned: Chart,
) -> None:
    session, proposals = at(planned, "intervention.add:o1")
    session.accept(proposals[0])
    say(session, objective_add__g1="Get up at seven", objective_symptoms__o2="sy1; sy2")
    session.look("intervention.add:o2")
    again = next(p for p in session.proposals() if p.words == session.chart.plan.interventions[0].what)
    assert again.because == "already in the plan; it can serve this step too"
    assert again.follow == ()
    revisions = len(watched(session).charts)
    turn = session.accept(again)
    assert [i.objectives for i in turn.chart.plan.interventions] == [("o1", "o2")]
    assert len(watched(session).charts) == revisions + 1
    assert "intervention.add:o2" not in {q.key for q in _open(session)}


def _open(session: Session) -> list[Question]:
    return [q for q in session.flow.questions(session._asking()) if q.open]


def test_a_proposal_is_taken_by_whoever_speaks() -> None:
    session = talk(chart=depressed(), voice=Voice.CLIENT)
    session.look("objective.add:g1")
    session.accept(next(iter(session.proposals())))
    assert session.chart.answers["objective.behaviour:o1"].voice is Voice.CLIENT


def test_words_that_hold_a_semicolon_or_braces_are_not_mistaken_for_several_answers_or_gaps() -> None:
    chart = depressed()
    odd = {"sy1": "sad; and {client} tired", "sy2": "none", "sy3": "2"}
    for item_id, words in odd.items():
        chart = chart.put(chart.find(item_id).model_copy(update={"words": words}))
    chart = chart.set("answers", frozen_map(chart.answers))
    session, proposals = at(chart, "objective.add:g1")
    proposal = next(p for p in proposals if {"sy1", "sy2", "sy3"} & set(p.links))
    session.accept(proposal)
    made = session.chart.plan.objectives[0]
    assert {*made.symptoms, *made.impairments} == set(proposal.links)


def test_after_a_proposal_the_conversation_goes_on_with_what_it_left_open(planned: Chart) -> None:
    session, proposals = at(planned, "objective.add:g1")
    session.accept(proposals[0])
    assert session.turn.made == ("o2",)
    assert key(session) != "objective.add:g1"

"""Diagnoses: a code that can be billed, criteria claimed with what shows them, differentials with their reasons."""

import pytest

from planbot.chart import Met
from planbot.errors import AnswerError
from planbot.session import Session
from tests.session.talking import depressed, say, talk

DEPRESSION = "major-depression-recurrent"


def diagnosed(code: str = "F33.1") -> Session:
    return say(talk(chart=depressed()), diagnosis_add=code)


@pytest.mark.parametrize("words", ["F33.1", "f33.1", "F33.1, recurrent, moderate", "F331"])
def test_a_code_is_taken_as_it_is_written_or_as_the_table_writes_it(words: str) -> None:
    session = talk(chart=depressed())
    session.look("diagnosis.add")
    made = session.answer(words).chart.diagnoses[0]
    assert (made.code, made.entry, made.rank) == ("F33.1", DEPRESSION, 1)
    assert "moderate" in made.name.casefold()


@pytest.mark.parametrize("words", ["F33", "F99.99", "296.32", "sadness", "?", "F"])
def test_what_is_no_code_for_billing_is_refused_in_one_sentence(words: str) -> None:
    session = talk(chart=depressed())
    session.look("diagnosis.add")
    with pytest.raises(AnswerError) as refused:
        session.answer(words)
    assert "\n" not in str(refused.value)
    assert session.chart.diagnoses == ()


def test_criteria_left_out_count_as_not_met_and_those_met_carry_the_symptoms_that_show_them() -> None:
    session = say(diagnosed(), diagnosis_criteria__d1="A1; A2")
    claims = {c.id: c for c in session.chart.diagnoses[0].criteria}
    assert (claims["A1"].met, claims["A1"].symptoms) == (Met.YES, ("sy1",))
    assert (claims["A2"].met, claims["A2"].symptoms) == (Met.YES, ("sy2",))
    assert {c.met for c in claims.values() if c.id not in {"A1", "A2"}} == {Met.NO}
    assert all(c.symptoms == () for c in claims.values() if c.met is Met.NO)


def test_another_disorder_forgets_the_criteria_and_another_severity_keeps_them() -> None:
    session = say(diagnosed(), diagnosis_criteria__d1="A1")
    say(session, diagnosis_code__d1="F33.2")
    assert session.chart.diagnoses[0].criteria
    say(session, diagnosis_code__d1="F41.1")
    assert session.chart.diagnoses[0].criteria == ()


def test_differentials_weighed_again_keep_their_reasons_and_those_left_out_go() -> None:
    session = say(diagnosed(), diagnosis_differentials__d1="Grief; Burnout", differential_reason__df1="No loss")
    say(session, diagnosis_differentials__d1="Grief")
    assert [(d.id, d.name, d.reason) for d in session.chart.differentials] == [("df1", "Grief", "No loss")]
    session.withdraw("diagnosis.code:d1")
    assert (session.chart.diagnoses, session.chart.differentials) == ((), ())


def test_a_second_diagnosis_ranks_second() -> None:
    session = say(diagnosed(), diagnosis_add="F41.1")
    assert [(d.code, d.rank) for d in session.chart.diagnoses] == [("F33.1", 1), ("F41.1", 2)]


def test_a_number_no_source_confirms_is_said_where_the_criteria_are_asked_and_nowhere_else() -> None:
    doubt = "How many of A1-A3 are needed is not confirmed here: check this against your manual."
    asked = diagnosed("F51.11").look("diagnosis.criteria:d1").question
    assert asked is not None
    assert asked.help.endswith(doubt)

    asked = diagnosed().look("diagnosis.criteria:d1").question
    assert asked is not None
    assert asked.help.endswith("The full text is in DSM-5-TR.")

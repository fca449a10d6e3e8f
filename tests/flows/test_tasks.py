"""Tasks and referrals: told again, they are kept, changed or removed one by one."""

import pytest

from tests.session.talking import say, talk


def told(session_words: dict[str, str]) -> list[tuple[str, str]]:
    chart = say(talk("tasks"), **session_words).chart
    return [(t.who, t.what) for t in chart.plan.tasks]


@pytest.mark.parametrize(
    ("words", "task"),
    [
        ("sister: comes along on Sundays", ("sister", "comes along on Sundays")),
        ("a letter to the school", ("others", "a letter to the school")),
        ("client: walks", ("others", "client: walks")),
        (": nobody named", ("others", ": nobody named")),
        ("Dr. Okafor: blood test at 9:30", ("Dr. Okafor", "blood test at 9:30")),
    ],
)
def test_who_does_it_stands_before_the_first_colon(words: str, task: tuple[str, str]) -> None:
    assert told({"task_others": words}) == [task]


def test_tasks_of_the_client_and_of_others_are_kept_apart() -> None:
    session = say(talk("tasks"), task_client="walk; write to: my aunt", task_others="sister: calls")
    say(session, task_others="none")
    assert [(t.who, t.what) for t in session.chart.plan.tasks] == [("client", "walk"), ("client", "write to: my aunt")]


def test_a_task_told_again_keeps_its_id_and_one_left_out_goes() -> None:
    session = say(talk("tasks"), task_client="walk; cook")
    say(session, task_client="Cook; read")
    assert [(t.id, t.what) for t in session.chart.plan.tasks] == [("t2", "cook"), ("t3", "read")]


def test_a_referral_says_to_whom_for_what_and_how() -> None:
    session = say(talk("tasks"), referral_needs="primary care: medication review, letter with consent; AA")
    found = [(r.to, r.need, r.coordination) for r in session.chart.plan.referrals]
    assert found == [("primary care", "medication review", "letter with consent"), ("AA", "", "")]
    say(session, referral_needs="AA")
    assert [(r.id, r.to) for r in session.chart.plan.referrals] == [("rf2", "AA")]


def test_taking_the_answer_back_removes_only_what_it_made() -> None:
    session = say(talk("tasks"), task_client="walk", task_others="sister: calls", referral_needs="AA")
    session.withdraw("task.client")
    assert [t.who for t in session.chart.plan.tasks] == ["sister"]
    assert [r.to for r in session.chart.plan.referrals] == ["AA"]

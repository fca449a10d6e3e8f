"""``planbot eval drafting`` from outside: a model of one thing to say, figures, going on, and no model."""

import json

from bench.drafting import served

from planbot.drafting.evaluation.cases import charts
from tests.running import Home

GOOD = json.dumps({"clinical": next(iter(charts().values())).plan.goals[0].clinical})


def evaluated(address: str, *more: str) -> list[str]:
    asked = ["--model", "llamacpp:paced", "--address", address, "--tasks", "goal-wording"]
    return ["eval", "drafting", *asked, *more]


def test_a_model_is_measured_and_a_measurement_gone_on_with(empty: Home) -> None:
    out = empty.root / "figures.json"
    kept = ("--format", "json", "--out", str(out))
    with served(0.0, GOOD) as where:
        first = empty.run(*evaluated(where.address, "--charts", "1", "--against", "1", *kept))
        before = json.loads(out.read_text(encoding="utf-8"))
        second = empty.run(*evaluated(where.address, "--charts", "2", "--against", "1", "--resume", *kept))
    after = json.loads(out.read_text(encoding="utf-8"))

    assert first.code == second.code == 0, first.said + second.said
    assert "stays on this computer" in first.err
    assert len(before["outcomes"]) == 1
    assert before["outcomes"][0]["course"] == "clean at once"
    assert before["figures"]["goal-wording"]["clean"] == 1
    assert [each["tokens"] for each in before["beside"]] == [100]
    assert after["outcomes"][0] == before["outcomes"][0]
    assert len(after["outcomes"]) == 2
    assert after["complete"] is True


def test_as_text_the_figures_fit_on_a_page(empty: Home) -> None:
    with served(0.0, GOOD) as where:
        ran = empty.run(*evaluated(where.address, "--charts", "2", "--against", "0"))

    assert ran.code == 0, ran.said
    assert "goal-wording" in ran.out
    assert "2 of 2 drafts" in ran.out


def test_where_no_model_answers_it_is_said_in_one_sentence_with_what_there_is(empty: Home) -> None:
    ran = empty.run(*evaluated("http://127.0.0.1:9/v1", "--charts", "1"))

    assert ran.code == 2
    assert "No model answers at http://127.0.0.1:9/v1" in ran.err
    assert "of 0 of 1 drafts" in ran.err
    assert "Traceback" not in ran.said


def test_going_on_needs_a_file_of_the_same_model(empty: Home) -> None:
    out = empty.root / "other.json"
    out.write_text("{}", encoding="utf-8")

    without = empty.run(*evaluated("http://127.0.0.1:9/v1", "--resume"))
    wrong = empty.run(*evaluated("http://127.0.0.1:9/v1", "--resume", "--format", "json", "--out", str(out)))

    assert (without.code, wrong.code) == (2, 2)
    assert "--out" in without.err
    assert "holds no measurement" in wrong.err

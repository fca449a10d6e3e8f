"""``planbot eval drafting`` from outside: a model of one thing to say, figures, going on, and no model."""

import json
from pathlib import Path

import pytest
from bench.drafting import served

from planbot.cli.evaluation import Sitting, Target, measured
from planbot.drafting.base import Course
from planbot.drafting.evaluation.cases import Case, cases, charts, digest
from planbot.drafting.evaluation.measuring import Measuring
from planbot.drafting.evaluation.outcome import Outcome
from planbot.drafting.evaluation.report import Report
from planbot.drafting.model import Model
from planbot.drafting.provider import provider
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
    new = str(empty.root / "new.json")
    begun = empty.run(*evaluated("http://127.0.0.1:9/v1", "--resume", "--format", "json", "--out", new))

    assert (without.code, wrong.code) == (2, 2)
    assert "No model answers" in begun.err, "a measurement of which there is no file yet begins"
    assert "--out" in without.err
    assert "holds no measurement" in wrong.err


class Stopped(Measuring):
    """A measurement that a person stops at the second draft."""

    def add(self, report: Report, case: Case) -> Report:
        """Count the first, then be stopped."""
        if report.outcomes:
            raise KeyboardInterrupt
        outcome = Outcome(case=case.id, task=case.task, course=Course.CLEAN)
        return report.model_copy(update={"outcomes": (outcome,)})


def test_a_measurement_that_is_stopped_tells_and_keeps_what_there_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = provider("llamacpp:m", "http://127.0.0.1:9/v1")
    assert where is not None
    out = tmp_path / "figures.txt"
    asked = list(cases(["goal-wording"], 3))
    begun = Report(model=where.name, where=where.where, set=digest())

    report = measured(asked, begun, Stopped(Model(where), where, Sitting, 0), Target(out, "text"))

    assert not report.complete
    assert (len(report.outcomes), report.of) == (1, 3)
    assert "the figures are of 1 of 3 drafts" in capsys.readouterr().err
    assert "1 of 3 drafts asked for; the measurement was stopped." in out.read_text(encoding="utf-8")

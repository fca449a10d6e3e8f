"""``planbot ask`` through a pipe: each answer is saved as it is given, and a kill loses none that was acknowledged."""

import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from planbot.chart import Chart, Voice
from planbot.flows import flow
from planbot.store import Store
from tests.hostile import hostile
from tests.running import PASSPHRASE, PATIENCE, Home

INTAKE = {
    "intake.presenting": "I lie awake and worry about my children.",
    "client.birth-date": "1990-05-17",
    "client.pronouns": "she/her",
    "client.language": "English",
    "client.communication": "none",
    "client.clinician": "Alex Lee",
    "client.credentials": "LCSW",
    "consent.treatment": "yes",
    "intake.self-help": "long walks, which helped a little",
    "intake.earlier-care": "none",
    "intake.psychiatric": "a hard winter ten years ago",
    "intake.medical": "none",
}
"""The first questions of the intake, in order, with an answer to each."""


def chart_of(home: Home, client: str = "Maria") -> Chart:
    """Return the newest chart of a client, as it stands on disk."""
    with Store.open(home.folder, PASSPHRASE) as store:
        row = next(row for row in store.clients() if row.name == client)
        return store.open_chart(row.id).chart


def said_by(chart: Chart) -> dict[str, str]:
    """Return the words of every answer by its key."""
    return {key: answer.words for key, answer in chart.answers.items()}


def test_a_scripted_session_saves_every_answer_with_who_gave_it(practice: Home) -> None:
    ran = practice.ask("intake", "Maria", list(INTAKE.values()))

    assert ran.code == 0, ran.said
    assert ran.err == ""
    chart = chart_of(practice)
    assert said_by(chart) == INTAKE
    assert chart.intake.presenting == INTAKE["intake.presenting"]
    assert ran.out.endswith(f"Saved. {len(INTAKE)} of 25 questions of Intake are settled.\n")


def test_it_says_whose_plan_it_is_before_the_first_question(practice: Home) -> None:
    lines = practice.ask("intake", "mar").out.splitlines()

    assert lines[0] == "Intake, with Maria (bb33)"


def test_the_end_of_the_input_leaves_and_coming_back_asks_the_next_question(practice: Home) -> None:
    practice.ask("intake", "Maria", list(INTAKE.values())[:2])

    ran = practice.ask("intake", "Maria")

    assert ran.code == 0
    assert "Which pronouns does Maria use?" in ran.out
    assert "What brings" not in ran.out


def test_an_unknown_name_makes_a_new_client_once(practice: Home) -> None:
    practice.ask("intake", "  Ada\x1b[2J  L. ", ["worry"])
    practice.ask("intake", "ada", ["1990-05-17"])

    with Store.open(practice.folder, PASSPHRASE) as store:
        names = [row.name for row in store.clients()]
    assert names == ["Ada\ufffd[2J L.", "Maria", "Sam R.", "Samira"]
    assert set(said_by(chart_of(practice, names[0]))) == {"intake.presenting", "client.birth-date"}


def test_a_name_that_fits_several_opens_none_of_them(practice: Home) -> None:
    ran = practice.ask("intake", "sam", ["worry"])

    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert not said_by(chart_of(practice, "Samira"))


def test_a_first_session_in_an_empty_home_makes_the_store(empty: Home) -> None:
    ran = empty.ask("intake", "Ada", ["worry"])

    assert ran.code == 0, ran.err
    assert "recovery code" in ran.err
    assert said_by(chart_of(empty, "Ada")) == {"intake.presenting": "worry"}


def test_a_weak_passphrase_makes_no_store(empty: Home) -> None:
    empty.secret.write_text("password1234", encoding="utf-8")

    ran = empty.ask("intake", "Ada", ["worry"])

    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran.said
    assert not (empty.folder / "planbot.db").exists()


@pytest.mark.parametrize("voice", Voice)
def test_with_one_voice_only_its_questions_are_asked(practice: Home, voice: Voice) -> None:
    ran = practice.ask("intake", "Maria", ["/skip"] * 60, "--voice", str(voice))

    asked = [line for line in ran.out.splitlines() if line.startswith("[")]
    assert all(line.startswith(f"[{voice}] ") for line in asked)
    assert ("Who is responsible" in ran.out) == (voice is Voice.THERAPIST)
    assert len(flow("intake").blocks) >= len(set(asked)) > 10


def test_together_planbot_says_whose_turn_it_is(practice: Home) -> None:
    ran = practice.ask("intake", "Maria", ["/who", *["/skip declined"] * 25])

    assert "\nNow the therapist:\n\n[therapist] Who is responsible for this plan?" in ran.out


def test_a_finished_flow_asks_nothing_more(practice: Home) -> None:
    practice.ask("intake", "Maria", ["/skip declined"] * 25)

    ran = practice.ask("intake", "Maria")

    assert ran.code == 0
    assert ran.out.splitlines()[-1] == "Saved. 25 of 25 questions of Intake are settled."
    assert "[therapist]" not in ran.out


def test_bytes_that_are_no_text_and_lines_without_end_are_taken_as_words(practice: Home) -> None:
    ran = practice.opened("ask", "intake", "--client", "Maria", typed=b"caf\xe9 \xff\xfe\x00 tired")

    assert ran.code == 0, ran.err
    assert said_by(chart_of(practice))["intake.presenting"] == "caf\ufffd \ufffd\ufffd\ufffd tired"


def test_hostile_lines_leave_the_terminal_and_the_session_alone(practice: Home) -> None:
    lines = [line for text in hostile().values() for line in text.split("\n")]

    ran = practice.ask("presenting", "Maria", lines)

    assert ran.code == 0, ran.err
    assert "Traceback" not in ran.said
    assert "planbot stopped" not in ran.said
    assert not {"\x1b", "\x07", "\x00", "\x9b", "\u202e"} & set(ran.said)


def test_the_fixed_words_of_help_follow_an_answer_that_asks_for_them(practice: Home) -> None:
    ran = practice.ask("intake", "Maria", ["/who", "I want to die"])

    assert "988" in ran.out
    assert "Thank you for writing this." in ran.out
    assert said_by(chart_of(practice))["intake.presenting"] == "I want to die", "the words are kept as they were said"


@dataclass
class Live:
    """A conversation that goes on while the test watches."""

    process: "subprocess.Popen[str]"

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def until_asked(self) -> str:
        """Read up to the next question, which acknowledges the answer before; return it."""
        assert self.process.stdout is not None
        while line := self.process.stdout.readline():
            if line.startswith("["):
                return line.strip()
        raise AssertionError("the conversation ended")


@contextmanager
def live(home: Home, flow_id: str, client: str) -> Iterator[Live]:
    command = home.command("ask", flow_id, "--client", client, "--passphrase-file", str(home.secret))
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=home.environment(), text=True, bufsize=1
    ) as process:
        try:
            yield Live(process)
        finally:
            process.kill()
            process.wait(PATIENCE)


def test_a_kill_in_the_middle_loses_no_acknowledged_answer_and_resuming_asks_the_next(practice: Home) -> None:
    questions, rng = list(INTAKE.items()), random.Random(9)
    done = 0
    for round_number in range(4):
        with live(practice, "intake", "Maria") as talk:
            asked = talk.until_asked()
            key, _ = questions[done]
            assert _wording(key) in asked, f"round {round_number}: the next question is asked, not {asked}"
            for _, words in questions[done : done + rng.randint(1, 3)]:
                talk.type(words)
                talk.until_asked()
                done += 1
            # One more answer is on its way when the process is killed; it may or may not arrive.
            talk.type(questions[done][1])
            talk.process.kill()

        kept = said_by(chart_of(practice))

        acknowledged = dict(questions[:done])
        assert {key: kept.get(key) for key in acknowledged} == acknowledged
        assert set(kept) - set(acknowledged) <= {questions[done][0]}
        done = len(kept)
    assert done >= 4


def _wording(key: str) -> str:
    step = next(step for step in flow("intake").blocks if getattr(step, "id", "") == key)
    return str(getattr(step, "therapist", "")).replace("{client}", "Maria")

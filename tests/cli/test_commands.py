"""Every command through the real entry point: its help, its exit code, and one sentence when it cannot."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from planbot import __version__
from planbot.chart import CHART_VERSION
from planbot.cli.commands import FAMILIES
from planbot.rules.pages.examples import clean_chart
from tests.charts import new_chart
from tests.running import Home, Ran


def refused(ran: Ran, *words: str) -> None:
    """Assert that a command could not do what was asked, and said so in one sentence without a traceback."""
    assert ran.code == 2, ran.said
    assert "Traceback" not in ran.said
    assert "planbot stopped" not in ran.said
    assert ran.out == ""
    assert len(ran.err.strip().splitlines()) == 1, ran.err
    assert ran.err.strip().endswith("."), ran.err
    for word in words:
        assert word in ran.err, ran.err


@pytest.mark.parametrize("name", ["", *sorted(FAMILIES)])
def test_every_command_explains_itself(empty: Home, name: str) -> None:
    ran = empty.run(*name.split(), "--help")

    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.startswith("Usage: ")
    about = ran.out.split("\n\n")[1].strip()
    assert about[0].isupper()
    assert about.endswith((".", ":")), "the help says what the command does in whole sentences"


def test_the_help_names_every_command_and_the_exit_codes(empty: Home) -> None:
    out = empty.start("--help").out

    for name in FAMILIES:
        assert re.search(rf"^  {name} ", out, re.MULTILINE), name
    assert "Exit codes: 0 fine, 1 findings that block signing, 2 could not do what was asked." in " ".join(out.split())


def test_the_version_is_the_one_of_the_package(empty: Home) -> None:
    assert empty.start("--version").out.strip() == f"planbot, version {__version__}"


def test_the_installed_command_is_the_same_program(empty: Home) -> None:
    script = Path(sys.executable).with_name("planbot")

    done = subprocess.run(  # noqa: S603 - our own program
        [script, "--version"], capture_output=True, check=False, env=empty.environment(), text=True
    )

    assert (done.returncode, done.stdout.strip()) == (0, f"planbot, version {__version__}")


@pytest.mark.parametrize(
    "command",
    [
        ("clients",),
        ("check", "Sam"),
        ("show", "Sam", "treatment-plan"),
        ("export", "Sam"),
        ("backup",),
        ("doctor",),
        ("passphrase",),
    ],
    ids=lambda command: command[0],
)
def test_without_a_store_a_command_says_where_it_looked_and_makes_none(empty: Home, command: tuple[str, ...]) -> None:
    ran = empty.opened(*command)

    refused(ran, "There is no planbot store in", str(empty.folder))
    assert not (empty.folder / "planbot.db").exists()


def test_a_wrong_passphrase_opens_nothing(practice: Home) -> None:
    practice.secret.write_text("another one altogether", encoding="utf-8")

    refused(practice.opened("clients"), "does not open the store")


def test_a_mistyped_recovery_code_is_told_apart_from_a_wrong_passphrase(practice: Home) -> None:
    practice.secret.write_text("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG", encoding="utf-8")

    refused(practice.opened("clients"), "typing mistake")


def test_without_a_terminal_the_passphrase_must_come_from_a_file(practice: Home) -> None:
    refused(practice.run("clients"), "--passphrase-file")


def test_a_passphrase_file_that_is_not_there_is_named(practice: Home) -> None:
    refused(practice.run("clients", "--passphrase-file", "nowhere.txt"), "nowhere.txt")


def test_a_passphrase_file_that_is_no_text_is_named(practice: Home) -> None:
    practice.secret.write_bytes(b"\xff\xfe\x00violet")

    refused(practice.opened("clients"), str(practice.secret))


def test_the_passphrase_file_may_stand_before_the_command_and_end_in_any_line_end(practice: Home) -> None:
    practice.secret.write_bytes(b"\xef\xbb\xbfviolet ladder sixty comet\r\n")

    ran = practice.run("--passphrase-file", str(practice.secret), "clients")

    assert ran.code == 0, ran.err
    assert "Maria" in ran.out


@pytest.mark.parametrize("name", ["TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DRIVER", "TEXTUAL_PRESS"])
def test_debug_variables_are_refused_before_anything_is_read(practice: Home, name: str) -> None:
    log = practice.root / "typed.log"

    refused(practice.opened("clients", **{name: str(log)}), f"{name} is set")

    assert not log.exists()


def test_a_missing_file_is_named(empty: Home) -> None:
    refused(empty.run("check", "nowhere.json"), "nowhere.json", "cannot be read")
    refused(empty.opened("import", "nowhere.json"), "nowhere.json", "cannot be read")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("not json at all", "not JSON"),
        ("[]", "no chart"),
        ("{}", "missing at id"),
        ('{"version": 1, "id": "x", "created": "yesterday", "client": {"name": "A"}}', "at created"),
        (json.dumps({"version": CHART_VERSION + 1, "id": "x"}), "newer planbot"),
        ("[" * 50_000, "nested too deeply"),
        ("\x00\x01", "not JSON"),
    ],
    ids=["no json", "a list", "empty", "wrong day", "newer", "deep", "bytes"],
)
def test_a_file_that_is_no_chart_is_refused_with_the_reason(empty: Home, content: str, words: str) -> None:
    file = empty.elsewhere[2] / "chart.json"
    file.write_text(content, encoding="utf-8")

    refused(empty.run("check", "chart.json"), words)


def test_what_a_refused_file_holds_is_never_repeated(practice: Home) -> None:
    file = practice.elsewhere[2] / "chart.json"
    chart = json.loads(new_chart().to_json())
    chart["client"]["birth_date"] = "a needle in the file"
    file.write_text(json.dumps(chart), encoding="utf-8")

    ran = practice.opened("import", "chart.json")

    refused(ran, "at client.birth_date")
    assert "needle" not in ran.said


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("check", "Nobody"), "No client of that name"),
        (("show", "sam", "treatment-plan"), "fits 2 clients"),
        (("export", "aa"), "fits 2 clients"),
        (("export", " "), "name a client"),
        (("check", "x" * 3000), "No client of that name"),
        (("show", "Maria", "novel"), "no document called 'novel'"),
        (("ask", "novel", "--client", "Maria"), "no flow called 'novel'"),
        (("ask", "intake", "--client", ""), "name a client"),
    ],
)
def test_what_cannot_be_found_is_said_in_one_sentence(practice: Home, command: tuple[str, ...], words: str) -> None:
    refused(practice.opened(*command), words)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("rules", "novel"), "no rule called novel"),
        (("flows", "novel"), "no flow called 'novel'"),
    ],
)
def test_a_rule_or_flow_that_is_not_there_is_named(empty: Home, command: tuple[str, ...], words: str) -> None:
    refused(empty.run(*command), words)


@pytest.mark.parametrize(
    "command",
    [
        ("dance",),
        ("check",),
        ("show", "Maria"),
        ("clients", "--loud"),
        ("ask", "intake"),
        ("check", "x", "--format", "pdf"),
    ],
    ids=" ".join,
)
def test_a_mistyped_command_shows_how_it_is_used_and_leaves_with_2(practice: Home, command: tuple[str, ...]) -> None:
    ran = practice.run(*command)

    assert ran.code == 2
    assert ran.err.startswith("Usage: ")
    assert "Traceback" not in ran.said


def test_a_crash_says_where_and_nothing_that_anyone_wrote(empty: Home) -> None:
    broken = empty.root / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text(
        "import planbot.rules.pages as p\n"
        "def crash(*_a, **_k):\n    words = 'a needle in a local variable'\n    raise ValueError(words)\n"
        "p.without_source = crash\n",
        encoding="utf-8",
    )

    ran = empty.run("rules", "client-without-name", PYTHONPATH=str(broken))

    assert ran.code == 2
    assert re.search(r"^planbot stopped: ValueError at sitecustomize\.py:4 \(report [0-9a-f]{8}\)\.", ran.err)
    assert "needle" not in ran.said
    assert "Traceback" not in ran.said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes that break like this")
def test_a_reader_that_goes_away_leaves_no_traceback(empty: Home) -> None:
    with subprocess.Popen(  # noqa: S603 - our own program
        empty.command("flows", "plan"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**empty.environment(), "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read().decode()
        code = process.wait(60)

    assert (code, err) == (2, "")


def test_a_terminal_that_knows_only_ascii_still_gets_every_document(practice: Home) -> None:
    ran = practice.opened("show", "Maria", "client-copy", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert ran.code == 0, ran.err
    assert "Maria" in ran.out


def test_without_a_terminal_planbot_plays_the_sample_session_to_its_plan_and_findings(empty: Home) -> None:
    ran = empty.start()

    assert ran.code == 0, ran.said[-500:]
    assert "[therapist]" in ran.out
    assert "[client]" in ran.out
    assert "Treatment plan" in ran.out
    assert re.search(r"^Findings: \d+", ran.out, re.MULTILINE)
    assert "error:" not in ran.out
    assert not (empty.folder / "planbot.db").exists(), "the sample is kept nowhere"


def test_the_demo_without_a_terminal_is_the_sample_session(empty: Home) -> None:
    ran = empty.run("demo")

    assert (ran.code, ran.out) == (0, empty.run("demo", "--plain").out)


def test_findings_that_block_leave_with_1_and_a_plan_that_holds_with_0(empty: Home) -> None:
    here = empty.elsewhere[2]
    (here / "whole.json").write_text(clean_chart().to_json(), encoding="utf-8")
    (here / "begun.json").write_text(new_chart().to_json(), encoding="utf-8")

    assert empty.run("check", "whole.json").code == 0
    assert empty.run("check", "begun.json").code == 1

"""What starting each part of planbot brings in: the core knows no screen, and starting loads little."""

import os
import subprocess
import sys

import pytest

from planbot.exports import export
from planbot.rules.pages.examples import clean_chart
from tests.running import Home

CORE = (
    *("chart", "knowledge", "rules", "flows", "drafting", "documents", "exports", "session"),
    *("auditing.rounds", "auditing.report", "auditing.page", "auditing.rehearsal"),
)
SCREENS = {"textual", "rich", "click"}
DATABASE = {"sqlite_utils", "sqlcipher3", "pysqlite3", "sqlite3"}
MODELS = {"langchain", "langchain_core", "langsmith", "openai", "anthropic", "ollama", "httpx", "requests"} | {
    "spacy",
    "presidio_analyzer",
}
WHEN_NEEDED = {
    "dateparser",
    "textstat",
    "nltk",
    "yaml",
    "rapidfuzz",
    "zxcvbn",
    "argon2",
    "cryptography",
    "platformdirs",
}
"""Libraries that are slow to import and are imported where they are first used."""


def imported(home: Home, program: str) -> set[str]:
    """Return the top-level modules a fresh Python has after running *program*."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", f"{program}\nimport sys; print(*sys.modules)"],
        env=home.environment(),
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("part", CORE)
def test_the_core_knows_no_screen_no_database_and_no_model(empty: Home, part: str) -> None:
    found = imported(empty, f"import planbot.{part}")

    assert found & (SCREENS | DATABASE | MODELS | WHEN_NEEDED) == set()


def test_the_store_knows_the_database_and_no_screen(empty: Home) -> None:
    found = imported(empty, "import planbot.store")

    assert {"sqlcipher3", "sqlite_utils"} <= found
    assert found & ({"textual", "rich"} | MODELS) == set()
    assert found & {"dateparser", "textstat", "yaml", "zxcvbn", "argon2"} == set()


def test_with_a_fresh_index_the_library_is_read_without_yaml(empty: Home) -> None:
    load = "from planbot.knowledge import load; found = load(); assert found.diagnoses; found.find('symptom', 'sad')"
    first = imported(empty, load)

    second = imported(empty, load)

    assert second & ({"yaml", "dateparser", "textstat"} | SCREENS | DATABASE) == set()
    assert first >= second


def test_a_chart_is_checked_and_a_whole_session_begun_without_slow_libraries(empty: Home) -> None:
    program = (
        "from planbot.knowledge import load; from planbot.session import Session; from planbot.flows import flow\n"
        "from planbot.cli.sample import InMemory; from tests.charts import new_chart, TODAY\n"
        "chart = new_chart(); session = Session(InMemory(chart), chart, 1, flow('plan'), load(), today=TODAY)\n"
        "session.answer('I feel low'); session.answer('1990-05-17'); assert session.turn.findings"
    )

    home = Home(empty.root, {"PYTHONPATH": os.getcwd()})  # noqa: PTH109 - where the tests run
    imported(home, program)

    assert imported(home, program) & {"yaml", "textual", "textstat"} == set()


def test_the_command_alone_stays_light(empty: Home) -> None:
    ours = {name for name in imported(empty, "import planbot.cli") if name not in sys.stdlib_module_names}

    assert {name for name in ours if not name.startswith("_")} == {"planbot"}


@pytest.mark.parametrize("module", ["commands", "reference"])
def test_help_and_lists_need_neither_the_store_nor_the_screens(empty: Home, module: str) -> None:
    found = imported(empty, f"import planbot.cli.{module}")

    assert found & (DATABASE | MODELS | WHEN_NEEDED | {"textual", "pydantic"}) == set()


@pytest.mark.parametrize("words", [[], ["check", "sam.json"]], ids=["started", "check"])
def test_neither_starting_nor_a_check_loads_anything_of_a_language_model(empty: Home, words: list[str]) -> None:
    """Without a model nobody waits for the libraries that would ask one; they are slow to import."""
    (empty.elsewhere[2] / "sam.json").write_bytes(export(clean_chart()))
    program = (
        "import sys; from planbot.cli import main\n"
        f"sys.argv = ['planbot', *{words!r}]; sys.stdin.close(); sys.stdin = None\n"
        "try:\n    main()\nexcept SystemExit as left:\n    assert left.code in (0, 1), left.code\n"
        "print('\\nMODULES', *sys.modules)"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        cwd=empty.elsewhere[2],
        env=empty.environment(),
        capture_output=True,
        check=False,
        text=True,
    )

    said, _, modules = done.stdout.partition("MODULES ")
    found = {name.partition(".")[0] for name in modules.split()}
    assert done.returncode == 0, done.stderr
    assert len(said) > 20, "nothing was started"
    assert "planbot" in found
    assert found & (MODELS | {"langchain_openai", "langgraph", "httpx2"}) == set()


def test_the_screens_load_nothing_of_a_language_model(empty: Home) -> None:
    assert imported(empty, "import planbot.cli.opening, planbot.tui.app") & MODELS == set()

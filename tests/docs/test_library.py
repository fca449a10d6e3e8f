"""The page on the library is true: its examples run as they stand, and need no store, no terminal and no network."""

import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from planbot.exports import export
from planbot.rules import Finding
from tests.sample_charts import draft_chart

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
NOT_NEEDED = ("sqlcipher3", "sqlite_utils", "sqlite3", "textual", "click", "rich", "httpx", "requests", "yaml")


def run(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "chart.json").write_bytes(export(draft_chart()))
    environment = {**os.environ, "PLANBOT_HOME": os.fspath(folder / "planbot")}
    return subprocess.run(  # noqa: S603 - our own examples
        [sys.executable, "-c", program], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_examples_run_one_after_the_other_as_a_reader_would_type_them(tmp_path: Path) -> None:
    assert len(EXAMPLES) == 5

    done = run("\n".join(EXAMPLES), tmp_path)

    assert done.returncode == 0, done.stderr
    assert "error risk-without-safety-plan at " in done.stdout


def test_three_lines_check_a_chart_without_store_terminal_or_network(tmp_path: Path) -> None:
    three = EXAMPLES[0].strip().splitlines()
    assert len([line for line in three if line]) <= 3
    # The first run prepares the library; the second is what every later one is like.
    run(EXAMPLES[0], tmp_path)

    done = run(f"{EXAMPLES[0]}\nimport sys; print(len(findings)); print(*sys.modules)", tmp_path)

    assert done.returncode == 0, done.stderr
    count, modules = done.stdout.splitlines()
    loaded = {name.partition(".")[0] for name in modules.split()}
    assert int(count) > 0
    assert loaded & set(NOT_NEEDED) == set()
    assert not any(name.startswith(("planbot.store", "planbot.cli", "planbot.tui")) for name in modules.split())


@pytest.mark.parametrize("field", [field.name for field in fields(Finding)])
def test_every_field_of_a_finding_is_on_the_page(field: str) -> None:
    assert re.search(rf"^\| `{field}` \|", PAGE, re.MULTILINE)

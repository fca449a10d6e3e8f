"""One obvious place for each thing: a flow, a rule or a document is one file, found because it is in its folder."""

import importlib
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planbot.documents import documents
from planbot.flows import flows
from planbot.flows.base import Flow
from planbot.rules.base import rules
from tests.running import Home

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "planbot"
PROSE = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "prompts").rglob("*.md")})
WRITES = re.compile(
    r"os\.open\(|os\.fsync\(|mkstemp|NamedTemporaryFile|\.write_(?:text|bytes)\(|open\([^)]*[\"'][wax]b?[\"']"
)
MAY_WRITE_FILES = {
    "files.py": "every file that is written whole",
    "cli/__init__.py": "the device that swallows what nobody reads",
    "store/audit.py": "the head of the log, in place and shorter than a sector of the disk",
    "store/files.py": "an empty file for the database, and the database onto the disk",
    "tui/crash.py": "a report of a crash, which replaces nothing and calls nothing that may have crashed",
}
"""The modules that open files to write them, and what."""
NAMED = re.compile(r"`((?:[\w.-]+/)+[\w.-]*)(?:::\w+)?`")
FLOW = '''"""Farewell."""

from planbot.flows.answers import Text
from planbot.flows.base import Flow, Step
from planbot.flows.places import Field

STEP = Step(id="farewell.words", therapist="Any last words?", answer=Text(), into=Field("intake.presenting"))
FLOW = Flow("farewell", "Farewell", "The last words.", (STEP,))
'''
RULE = '''"""A rule that a reader added."""

from collections.abc import Iterator

from planbot.rules.base import Area, Checked, Found, Severity, rule


@rule(Severity.ADVICE, Area.REVIEW, sources=("practice",), covers=())
def farewell_said(checked: Checked) -> Iterator[Found]:
    """Say farewell.

    A farewell helps.
    """
    yield from ()
'''


@pytest.fixture
def copied(empty: Home) -> Home:
    """Return a home whose planbot is a copy of the source, to be added to."""
    source = empty.root / "src"
    shutil.copytree(SOURCE, source / "planbot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "knowledge", empty.root / "knowledge")
    return Home(empty.root, {"PYTHONPATH": os.fspath(source)})


def test_a_flow_a_rule_and_a_document_are_each_added_by_one_file(copied: Home) -> None:
    package = copied.root / "src" / "planbot"
    (package / "flows" / "farewell.py").write_text(FLOW, encoding="utf-8")
    (package / "rules" / "farewell.py").write_text(RULE, encoding="utf-8")
    (package / "documents" / "farewell.md.j2").write_text("# Farewell\n", encoding="utf-8")

    listed = copied.start("flows")
    ruled = copied.start("rules", "farewell-said")
    program = "import planbot.documents as d; print(d.__file__, *d.documents())"
    written = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], env=copied.environment(), capture_output=True, check=True, text=True
    ).stdout

    assert re.search(r"^farewell +Farewell$", listed.out, re.MULTILINE), listed.said
    assert "A farewell helps." in ruled.out, ruled.said
    assert written.startswith(os.fspath(package)), "the copy ran"
    assert "farewell" in written.split()


def test_every_module_of_flows_that_holds_a_flow_is_found() -> None:
    package = importlib.import_module("planbot.flows")
    held = [
        importlib.import_module(f"planbot.flows.{module.name}") for module in pkgutil.iter_modules(package.__path__)
    ]

    flow_ids = {module.FLOW.id for module in held if isinstance(getattr(module, "FLOW", None), Flow)}
    assert flow_ids == set(flows())
    assert len(flow_ids) >= 15


def test_every_module_of_rules_holds_rules_and_what_serves_them_stands_in_folders() -> None:
    package = importlib.import_module("planbot.rules")
    known = {module.name for module in pkgutil.iter_modules(package.__path__) if not module.ispkg}
    used = {rule.check.__module__.rpartition(".")[2] for rule in rules()}

    assert known - used == {"base"}


def test_files_are_written_in_one_place() -> None:
    writing = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if WRITES.search(path.read_text(encoding="utf-8"))
    }

    assert writing == set(MAY_WRITE_FILES)


def test_every_template_is_a_document_or_a_part_of_one() -> None:
    names = {path.name.removesuffix(".md.j2") for path in (SOURCE / "documents").glob("*.md.j2")}

    assert {name for name in names if not name.startswith("_")} == set(documents())


@pytest.mark.parametrize("page", PROSE, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_path_a_page_names_exists(page: Path) -> None:
    named = [path for path in NAMED.findall(page.read_text(encoding="utf-8")) if not path.startswith(("~", ".local"))]

    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_pages_name_paths_at_all() -> None:
    assert sum(len(NAMED.findall(page.read_text(encoding="utf-8"))) for page in PROSE) > 30

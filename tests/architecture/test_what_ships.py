"""What ships: wordings that hurt are not used, nothing prints or logs, and no file tells where it was written."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "planbot"
SAFETY = ROOT / "knowledge" / "safety.yaml"
READ = {".py", ".md", ".yaml", ".yml", ".toml", ".j2", ".css", ".tcss", ".txt", ".html", ".cfg", ".sh", ""}
MAY_WRITE = {
    "cli/__init__.py": "the last words of a command that could not do what was asked, and of a crash",
    "cli/audit.py": "the bar that shows how far an audit is, where a terminal shows it",
    "cli/charts.py": "an export, asked for, as the bytes it is",
    "cli/asking.py": "reads what is typed",
    "cli/commands.py": "looks whether there is a terminal",
    "cli/evaluation.py": "the bar that shows how far a measurement is, where a terminal shows it",
    "cli/opening.py": "looks whether there is a terminal",
    "tui/crash.py": "the type and place of a crash",
}
"""The modules that touch the streams of the process, and why."""


@cache
def files() -> tuple[Path, ...]:
    """Return every text file of the project: those git knows, or all that lie there when there is no git."""
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        found = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        kept = ("src", "tests", "docs", "knowledge", "prompts", "scripts", "bench")
        found = [*ROOT.glob("*.*"), *(path for name in kept for path in (ROOT / name).rglob("*"))]
    return tuple(path for path in found if path.suffix in READ and path.is_file() and path.name != "requirements.lock")


def shipped() -> Iterator[tuple[Path, str]]:
    """Yield every file whose words people read: the package, the library, the prompts and the pages."""
    for path in files():
        parts = path.relative_to(ROOT).parts
        if parts[0] in {"src", "knowledge", "prompts", "docs"} or (len(parts) == 1 and path.suffix == ".md"):
            yield path, path.read_text(encoding="utf-8")


def avoided() -> list[str]:
    """Return the wordings that guidelines on speaking of suicide advise against."""
    return [
        words for entry in yaml.safe_load(SAFETY.read_text(encoding="utf-8"))["wording"] for words in entry["avoid"]
    ]


def test_no_shipped_text_speaks_of_suicide_in_a_wording_that_hurts() -> None:
    assert "committed suicide" in avoided()
    pattern = re.compile(
        r"\b(" + "|".join(map(re.escape, avoided())) + r")s?\b(?! to (?:cut down|quit|stop))", re.IGNORECASE
    )

    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path, text in shipped()
        if path != SAFETY
        for hit in pattern.finditer(" ".join(text.split()))
    ]

    assert found == []


def test_no_shipped_text_cheers_or_blames() -> None:
    pattern = re.compile(
        r"\b(great job|well done|awesome|oops|whoops|uh-oh|invalid input|non-compliant|attention-seeking)\b",
        re.IGNORECASE,
    )

    found = [f"{p.relative_to(ROOT)}: {hit[0]}" for p, text in shipped() for hit in pattern.finditer(text)]

    assert found == []


def test_no_module_prints_logs_or_stops_for_a_debugger() -> None:
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            logs = {"logging", "warnings", "pdb", "faulthandler", "syslog"} & {name.partition(".")[0] for name in names}
            if called in {"print", "breakpoint"} or logs:
                found.append(f"{path.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)}")

    assert found == []


def test_only_known_modules_touch_the_streams_of_the_process() -> None:
    touching = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"stdout", "stderr", "stdin", "__stdout__", "__stderr__"}
    }

    assert touching == set(MAY_WRITE)


def test_no_error_of_planbot_quotes_what_a_person_said() -> None:
    """A message is made of names, numbers and file names; an f-string may not take words or a chart's text."""
    told = re.compile(r"\.(words|presenting|summary|behaviour|answers|text|line|original)\b")
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and node.exc is not None:
                values = [part for part in ast.walk(node.exc) if isinstance(part, ast.FormattedValue)]
                found += [f"{path.relative_to(SOURCE)}:{node.lineno}" for v in values if told.search(ast.unparse(v))]

    assert found == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?<![\w./$~-])/(?:work|root|Users)/\w",
        r"(?<![\w$~])/home/\w",
        r"(?<![\w/-])shared[/]",
        r"\bTODO\b|\bFIXME\b|\bXXX\b",
    ],
    ids=["an absolute path", "a home", "a folder beside the project", "a note to oneself"],
)
def test_no_file_tells_where_it_was_written_or_what_is_left_to_do(pattern: str) -> None:
    found = []
    for path in files():
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if re.search(pattern, line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")

    assert found == []


def test_the_project_is_seen() -> None:
    seen = {path.relative_to(ROOT).parts[0] for path in files()}

    assert {"src", "tests", "knowledge", "docs", "README.md", "pyproject.toml"} <= seen

"""The doors the environment may have left open are shut before anything else is imported."""

import os
import subprocess
import sys

import pytest

from planbot.environment import _TELLTALE, shut_doors
from planbot.errors import PlanbotError

PRINT = "import os, sys; from planbot.environment import shut_doors\n"
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has neither masks nor core files of this kind")


def run(program: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in _TELLTALE}
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PRINT + program], env={**kept, **variables}, capture_output=True, check=False, text=True
    )


@pytest.mark.parametrize("name", _TELLTALE)
def test_a_debug_variable_that_is_set_is_refused_by_its_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in _TELLTALE:
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv(name, "debug")
    before = os.umask(0)
    os.umask(before)
    try:
        with pytest.raises(PlanbotError) as refused:
            shut_doors()
    finally:
        os.umask(before)
    assert str(refused.value).startswith(f"{name} is set, ")
    assert str(refused.value).endswith("; unset it first.")


def test_a_debug_variable_set_to_nothing_harms_nobody() -> None:
    done = run("shut_doors(); print('open')", **dict.fromkeys(_TELLTALE, ""))
    assert done.stdout == "open\n", done.stderr


@pytest.mark.parametrize("name", ["TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_SCREENSHOT"])
def test_the_whole_program_refuses_in_one_sentence_and_does_nothing(name: str) -> None:
    done = run("from planbot.cli import main; sys.argv = ['planbot', '--version']; main()", **{name: "debug"})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{name} is set, and would write what is typed outside the encrypted file; unset it first.\n"


def test_tracing_variables_are_removed_and_all_others_stay() -> None:
    tracing = {f"{p}_{n}": "x" for p in ("LANGSMITH", "LANGCHAIN") for n in ("TRACING", "API_KEY", "ENDPOINT")}
    program = "shut_doors(); print(*sorted(n for n in os.environ if n.startswith(('LANG', 'PLANBOT'))))"
    done = run(program, **tracing, PLANBOT_HOME="/nowhere", LANG="C.UTF-8", LANGUAGE="en")
    assert set(done.stdout.split()) >= {"LANG", "LANGUAGE", "PLANBOT_HOME"}
    assert not set(done.stdout.split()) & set(tracing), done.stderr


def test_tracing_variables_are_removed_even_when_a_debug_variable_is_refused() -> None:
    program = "try: shut_doors()\nexcept Exception as e: print(type(e).__name__, 'LANGSMITH_TRACING' in os.environ)"
    assert run(program, LANGSMITH_TRACING="true", TEXTUAL_LOG="/tmp/x").stdout == "PlanbotError False\n"  # noqa: S108


@POSIX
def test_new_files_are_private_and_no_core_is_left() -> None:
    program = "import resource; shut_doors(); print(oct(os.umask(0)), *resource.getrlimit(resource.RLIMIT_CORE))"
    assert run(program).stdout == "0o77 0 0\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_nobody_else_may_look_into_the_process() -> None:
    program = "import ctypes; shut_doors(); print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    assert run(program).stdout == "0\n"


def test_the_doors_are_shut_before_any_library_is_imported_that_would_walk_through_them() -> None:
    program = "print([m for m in ('textual', 'pydantic', 'click', 'rich', 'sqlcipher3') if m in sys.modules])"
    assert run(program).stdout == "[]\n"

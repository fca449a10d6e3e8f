"""The second pass over names in tests: there when what it needs is installed; else those tests are skipped and told."""

import importlib.util

import pytest

from planbot.drafting.second_pass import PIPELINES, SecondPass, second_pass
from planbot.settings import Settings

TWICE = Settings(names_second_pass=True)
"""Settings that ask for it."""


def missing() -> str:
    """Return why there can be no second pass here, in one sentence; nothing when there can."""
    needed = ("spacy", "presidio_analyzer")
    if any(importlib.util.find_spec(name) is None for name in needed):
        return "what looks for names twice is not installed (requirements-names.lock)"
    return "" if any(map(importlib.util.find_spec, PIPELINES)) else "no spaCy pipeline for English is installed"


@pytest.fixture(scope="session")
def twice() -> SecondPass:
    """The real second pass."""
    if why := missing():
        pytest.skip(why)
    found = second_pass(TWICE)
    assert found is not None
    return found


def told(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud how many tests it was missing for."""
    why = missing()
    skipped = [r for r in terminalreporter.stats.get("skipped", ()) if why and why in str(r.longrepr)]
    if skipped:
        terminalreporter.write_line(f"Names were not looked for twice: {len(skipped)} tests skipped, because {why}.")

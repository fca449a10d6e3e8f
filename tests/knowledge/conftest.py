"""The small library, loaded with a cache of its own."""

from pathlib import Path

import pytest

from planbot.knowledge import Knowledge, load
from tests.knowledge.small import write_library


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a home whose cache is empty."""
    monkeypatch.setenv("PLANBOT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def folder(tmp_path: Path, home: Path) -> Path:
    """Write the small library as files."""
    return write_library(tmp_path / "library")


@pytest.fixture
def small(folder: Path) -> Knowledge:
    """Load the small library."""
    return load(folder)

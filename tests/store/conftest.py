"""Folders and stores for the tests of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from planbot.store import Store
from tests.store.making import a_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Name a folder in which a store may be made."""
    return tmp_path / "practice"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """Make an empty, unlocked store."""
    made, _ = a_store(folder)
    with made:
        yield made

"""What every test of the screens is given."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import cache, partial
from pathlib import Path

import pytest

from planbot.knowledge import Knowledge, load
from tests.tui.talking import Talk, talking

Sits = Callable[..., AbstractAsyncContextManager[Talk]]


@cache
def _library() -> Knowledge:
    return load()


@pytest.fixture
def knowledge() -> Knowledge:
    """The real library, read once."""
    return _library()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a store may be made."""
    return tmp_path / "practice"


@pytest.fixture
def sit(folder: Path, knowledge: Knowledge) -> Sits:
    """Return a way to sit down at a session on a flow."""
    return partial(talking, folder, knowledge)

"""Homes for tests of the whole program: an empty one, and one with clients in it."""

import shutil
from pathlib import Path

import pytest

from planbot.knowledge import load
from planbot.rules.pages.examples import clean_chart
from planbot.store import Store
from tests.charts import new_chart
from tests.running import PASSPHRASE, QUICK, Home

CLIENTS = {"Sam R.": "aa11", "Samira": "aa22", "Maria": "bb33"}
"""The clients of the practice by name, with their ids; Sam has a whole plan."""


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache folder with the prepared library, so that every command starts as it does on the second day."""
    home = tmp_path_factory.mktemp("warm")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANBOT_HOME", str(home))
        load.__globals__["_load"].cache_clear()
        load()
    return home / "cache"


@pytest.fixture(scope="session")
def practice_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with three clients, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("practice")
    store, _ = Store.create(folder, PASSPHRASE, kdf=QUICK)
    with store:
        for name, chart_id in CLIENTS.items():
            chart = clean_chart() if name == "Sam R." else new_chart()
            client = chart.client.model_copy(update={"name": name})
            store.add_client(chart.model_copy(update={"id": chart_id, "client": client}))
    return folder


@pytest.fixture
def empty(tmp_path: Path, warm: Path) -> Home:
    """Return a home without a store."""
    home = Home(tmp_path).made()
    shutil.copytree(warm, home.folder / "cache")
    return home


@pytest.fixture
def practice(empty: Home, practice_folder: Path) -> Home:
    """Return a home with a store of three clients."""
    shutil.copytree(practice_folder, empty.folder, dirs_exist_ok=True)
    return empty

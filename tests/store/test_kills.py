"""A process that is killed while it saves loses nothing it acknowledged."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planbot.store.migrations import STEPS

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("PLANBOT_KILLS", "200"))
MIGRATION_KILLS = max(40, KILLS // 5)
SEED = os.environ.get("PLANBOT_SEED", "20261123")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork, so no child can be killed")


def killing(what: str, folder: Path, kills: int, *more: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.store.killing", what, str(folder), str(kills), SEED, *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60 + kills)  # noqa: S603
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    sys.stdout.write(f"{what}: {found}\n")
    return found


def test_no_acknowledged_answer_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    found = killing("saving", tmp_path / "practice", KILLS)
    assert found["acknowledged"] > KILLS, "the kills came before anything was saved: nothing was tested"
    assert (found["lost"], found["damaged"]) == (0, 0), found


def test_an_acknowledgement_that_comes_too_early_would_be_noticed(tmp_path: Path) -> None:
    assert killing("saving", tmp_path / "practice", 60, "early")["lost"] > 0


def test_making_a_store_can_be_killed_at_any_moment_and_done_again(tmp_path: Path) -> None:
    found = killing("making", tmp_path, 40)
    assert found["stuck"] == 0, found


def test_putting_a_backup_back_can_be_killed_at_any_moment_and_done_again(tmp_path: Path) -> None:
    found = killing("restoring", tmp_path / "practice", 40)
    assert found["stuck"] == 0, found


def test_a_migration_that_is_killed_leaves_the_tables_before_or_after_a_step(tmp_path: Path) -> None:
    found = killing("migrating", tmp_path / "practice", MIGRATION_KILLS)
    assert found["inconsistent"] == 0, found
    assert found["versions"][str(len(STEPS))], "no kill came early enough: nothing was tested"

"""Checking a library: every fault is found, and named with its file and path."""

from pathlib import Path

import pytest
import yaml

from planbot.knowledge import problems_in
from planbot.paths import knowledge_folder
from tests.knowledge.small import FILES, write_library

FAULTS: list[dict[str, str]] = yaml.safe_load(Path(__file__).with_name("faults.yaml").read_text(encoding="utf-8"))


def test_the_small_library_has_no_fault(tmp_path: Path) -> None:
    assert problems_in(write_library(tmp_path / "k")) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["says"])
def test_a_fault_is_found_and_named_with_its_place(tmp_path: Path, fault: dict[str, str]) -> None:
    text = FILES[fault["file"]]
    changed = text.replace(fault["old"], fault["new"], 1)
    assert changed != text

    found = problems_in(write_library(tmp_path / "k", **{fault["file"]: changed}))

    assert any(fault["says"] in line for line in found), found
    assert any(f" @ {fault['file']}: " in line for line in found), found


@pytest.mark.parametrize("file", ["paces.yaml", "domains.yaml", "safety.yaml", "measures/tiny.yaml"])
def test_a_part_that_is_missing_is_said(tmp_path: Path, file: str) -> None:
    found = problems_in(write_library(tmp_path / "k", **{file: None}))

    assert any(
        f"@ {file}: -" in fault or f"@ {file.split('/', maxsplit=1)[0].removesuffix('.yaml')}: -" in fault
        for fault in found
    )


def test_an_overlay_may_be_small_and_name_what_the_library_has(tmp_path: Path) -> None:
    base = write_library(tmp_path / "base")
    overlay = tmp_path / "ours"
    (overlay / "objectives").mkdir(parents=True)
    ours = FILES["objectives/mood.yaml"].replace("id: walk", "id: swim")
    (overlay / "objectives" / "ours.yaml").write_text(ours)
    assert problems_in(overlay, base=base) == []

    (overlay / "objectives" / "ours.yaml").write_text(ours.replace("fatigue]", "yawning]"))
    assert problems_in(overlay, base=base) == [
        "'yawning' is not among the symptoms @ objectives/ours.yaml: swim.symptoms"
    ]


def test_the_library_that_ships_has_no_fault() -> None:
    assert problems_in(knowledge_folder()) == []


def test_an_objective_may_not_rest_on_a_measure_that_cannot_show_change(tmp_path: Path) -> None:
    screen = FILES["measures/tiny.yaml"].replace("better: down", "better: down\noutcome: false")
    rests = FILES["objectives/mood.yaml"].replace("  measured_by:", "  measure: tiny\n  measured_by:")
    changed = {"measures/tiny.yaml": screen, "objectives/mood.yaml": rests}

    assert problems_in(write_library(tmp_path / "k", **changed)) == [
        "'tiny' cannot show change @ objectives/mood.yaml: walk.measure"
    ]

"""A practice's own copy of a law may close more than the library's, and never less."""

import shutil
from pathlib import Path

import pytest

from planbot.errors import KnowledgeError
from planbot.knowledge import load
from planbot.knowledge.validation import problems_in
from planbot.paths import knowledge_folder

NEVADA = (knowledge_folder() / "laws" / "nevada.yaml").read_text(encoding="utf-8")
HEAD, _, REST = NEVADA.partition("gates:\n")
GATES, _, SOURCES = REST.partition("sources:\n  - {")


def overlay(tmp_path: Path, text: str, name: str = "nevada") -> Path:
    (tmp_path / "ours" / "laws").mkdir(parents=True)
    (tmp_path / "ours" / "laws" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "ours"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """The laws of the library that ships, without the rest of it."""
    shutil.copytree(knowledge_folder() / "laws", tmp_path / "shipped" / "laws")
    return tmp_path / "shipped"


LOOSER = {
    "without any gate": NEVADA.replace(GATES, "").replace("gates:\n", ""),
    "without the one nothing opens": NEVADA.replace("- id: plan-drafting", "- id: another"),
    "opened by an approval instead of nothing": NEVADA.replace("opened_by: nothing", "opened_by: approval"),
    "kept for one kind of draft only": NEVADA.replace(
        "    opened_by: nothing", "    opened_by: nothing\n    tasks: [summary]"
    ),
}


@pytest.mark.parametrize("how", LOOSER)
def test_a_practices_copy_of_a_law_that_closes_less_is_refused_by_name(tmp_path: Path, shipped: Path, how: str) -> None:
    ours = overlay(tmp_path, LOOSER[how])

    faults = problems_in(ours, base=shipped)

    assert any(
        fault.startswith("the law leaves open what the library's own closes")
        and fault.endswith("@ laws/nevada.yaml: gates.plan-drafting")
        for fault in faults
    ), faults


def test_planbot_does_not_start_on_a_law_that_was_loosened(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"the law leaves open what the library's own closes"):
        load(overlay=overlay(tmp_path, LOOSER["without any gate"]))


STRICTER = {
    "with a gate more": NEVADA.replace(
        "sources:\n  - {",
        "  - id: ours\n    says: Our counsel says no.\n    sources: [nv]\n    opened_by: nothing\nsources:\n  - {",
    ),
    "where nothing opens what an approval opened": NEVADA.replace("opened_by: approval", "opened_by: nothing"),
    "as it is, with a note": NEVADA.replace("note: No model", "note: Seen by our counsel. No model"),
}


@pytest.mark.parametrize("how", STRICTER)
def test_a_practices_copy_of_a_law_may_close_more(tmp_path: Path, shipped: Path, how: str) -> None:
    ours = overlay(tmp_path, STRICTER[how])

    assert problems_in(ours, base=shipped) == []


def test_a_law_of_the_practices_own_stands_beside_those_that_ship(tmp_path: Path) -> None:
    ours = overlay(tmp_path, NEVADA.replace("id: nevada", "id: ohio").replace("name: Nevada", "name: Ohio"), "ohio")

    assert set(load(overlay=ours).laws) == {*load().laws, "ohio"}

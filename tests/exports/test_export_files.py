import stat
import sys
from datetime import date
from pathlib import Path

import pytest

from planbot.errors import DocumentError
from planbot.exports import export_name, write_export
from tests.hostile import hostile

ON = date(2026, 11, 23)
OUTSIDE = (
    *("../x.json", "/etc/x.json", "..", ".", "", "a/b.json", "a\\b.json", "x.json\0", "~/x.json", ".hidden.json", "x"),
    *("con.json", "NUL.json", "x" * 300 + ".json", "x.json ", "x:y.json", "x\n.json"),
)


def test_a_name_is_made_of_ids_and_the_date() -> None:
    assert export_name("c7", "treatment-plan", ON, "html") == "planbot-c7-treatment-plan-2026-11-23.html"


def test_no_hostile_text_becomes_part_of_a_name() -> None:
    for text in hostile().values():
        with pytest.raises(DocumentError):
            export_name(f"c7 {text}", "chart", ON, "json")


def test_only_the_owner_can_read_what_was_written(tmp_path: Path) -> None:
    path = write_export(tmp_path, "planbot-c7.json", b"words")
    assert path.read_bytes() == b"words"
    assert path.parent == tmp_path.resolve()
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_of_the_same_name_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_export(tmp_path, "planbot-c7.json", b"before")
    write_export(tmp_path, "planbot-c7.json", b"after")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("planbot-c7.json", b"after")]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_would_leave_the_folder_is_refused_and_writes_nothing(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "chosen"
    folder.mkdir()
    with pytest.raises(DocumentError, match="file's name"):
        write_export(folder, name, b"words")
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_a_symbolic_link_of_the_same_name_is_replaced_and_never_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "chosen", tmp_path / "outside.txt"
    folder.mkdir()
    outside.write_bytes(b"keep")
    (folder / "planbot-c7.json").symlink_to(outside)
    path = write_export(folder, "planbot-c7.json", b"words")
    assert outside.read_bytes() == b"keep"
    assert not path.is_symlink()


def test_a_folder_that_is_not_there_gets_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        DocumentError, match=r"^The file planbot-c7.json could not be written \(.+\); choose another folder\.$"
    ):
        write_export(tmp_path / "gone", "planbot-c7.json", b"words")


def test_a_folder_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "planbot-c7.json").mkdir()
    with pytest.raises(DocumentError, match="choose another folder"):
        write_export(tmp_path, "planbot-c7.json", b"words")
    assert (tmp_path / "planbot-c7.json").is_dir()

"""Loading: from YAML the first time, from the prepared index afterwards, and never from one that is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from planbot.errors import KnowledgeError
from planbot.knowledge import Knowledge, load
from planbot.knowledge.loading import _load
from planbot.knowledge.prepared import open_prepared, stamp_of
from planbot.knowledge.reading import read_library
from planbot.paths import cache_folder, data_folder, knowledge_folder, prompts_folder
from tests.knowledge.small import FILES, write_library


def again(folder: Path, overlay: Path | None = None) -> Knowledge:
    """Load as a new process would."""
    _load.cache_clear()
    return load(folder, overlay=overlay)


def index_of(home: Path) -> Path:
    (file,) = (home / "cache").glob("knowledge-*.json")
    return file


def label(knowledge: Knowledge) -> str:
    return knowledge.symptoms["low-mood"].label


def test_everything_that_was_written_is_there(small: Knowledge) -> None:
    assert list(small.symptoms) == ["low-mood", "insomnia", "fatigue"]
    assert small.diagnoses["blues"].codes[0].code == "F32.1"
    assert small.problems["depression"].goals[0].clinical == "Mood lifts"
    assert small.objectives["walk"].slots["strength"].otherwise == "something that matters"
    assert small.measures["tiny"].reverse == (2,)
    assert small.safety.says == "Stay"
    assert small.codes.release == "April 2026"
    assert small.approaches == {"cbt": "cbt"}


def test_an_entry_from_the_index_equals_the_one_from_yaml(folder: Path, small: Knowledge) -> None:
    contents = read_library(folder)

    for kind, entries in contents.entries.items():
        if kind not in {"synonyms", "approaches"}:
            assert dict(getattr(again(folder), kind.replace("-", "_"))) == entries


def test_nothing_in_the_library_can_be_changed(small: Knowledge) -> None:
    with pytest.raises(TypeError):
        small.symptoms["low-mood"] = small.symptoms["insomnia"]  # type: ignore[index]
    with pytest.raises(ValidationError):
        small.symptoms["low-mood"].label = "other"  # type: ignore[misc]


def test_the_index_is_used_while_the_files_are_the_same(folder: Path, home: Path, small: Knowledge) -> None:
    before = index_of(home).stat().st_mtime_ns

    assert label(again(folder)) == "low mood"
    assert index_of(home).stat().st_mtime_ns == before


def test_a_fresh_index_needs_no_yaml(folder: Path, home: Path, small: Knowledge) -> None:
    asked = (
        "import sys; from pathlib import Path; from planbot.knowledge import load;"
        "k = load(Path(sys.argv[1])); assert k.find('symptom', 'sad')[0].id == 'low-mood';"
        "print([m for m in ('yaml', 'snowballstemmer', 'rapidfuzz', 'textual') if m in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 -- our own Python, our own words
        [sys.executable, "-c", asked, str(folder)],
        env={**os.environ, "PLANBOT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "[]"


def test_an_edit_is_seen_even_when_size_and_time_stay_the_same(folder: Path, small: Knowledge) -> None:
    file = folder / "symptoms" / "mood.yaml"
    about = file.stat()
    file.write_text(file.read_text().replace("label: low mood", "label: LOW mood"))
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))

    assert label(again(folder)) == "LOW mood"


def test_a_new_file_and_a_removed_one_are_seen(folder: Path, small: Knowledge) -> None:
    (folder / "symptoms" / "more.yaml").write_text(FILES["symptoms/mood.yaml"].replace("id: ", "id: new-"))
    assert "new-low-mood" in again(folder).symptoms

    (folder / "symptoms" / "more.yaml").unlink()
    assert "new-low-mood" not in again(folder).symptoms


@pytest.mark.parametrize("at", [0.01, 0.3, 0.6, 0.9, 0.999])
def test_a_damaged_index_is_never_used(folder: Path, home: Path, small: Knowledge, at: float) -> None:
    file = index_of(home)
    content = bytearray(file.read_bytes())
    place = int(at * len(content))
    content[place] = content[place] ^ 1
    file.write_bytes(bytes(content))

    assert open_prepared(file, stamp_of([folder.resolve()])) is None
    assert label(again(folder)) == "low mood"
    assert open_prepared(file, stamp_of([folder.resolve()])) is not None


@pytest.mark.parametrize("content", [b"", b"\n\n", b"planbot", b"\x00" * 99, b"[" * 5000])
def test_a_file_that_is_no_index_is_replaced(folder: Path, home: Path, small: Knowledge, content: bytes) -> None:
    index_of(home).write_bytes(content)

    assert label(again(folder)) == "low mood"


def test_without_a_cache_folder_everything_still_works(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "a-file"
    taken.write_text("in the way")
    monkeypatch.setenv("PLANBOT_HOME", str(taken))

    assert label(again(folder)) == "low mood"
    assert taken.read_text() == "in the way"


def test_no_half_written_file_stays_in_the_cache(home: Path, small: Knowledge) -> None:
    assert [file.name for file in (home / "cache").iterdir()] == [index_of(home).name]


def test_only_the_owner_can_read_the_cache(home: Path, small: Knowledge) -> None:
    assert index_of(home).stat().st_mode & 0o077 == 0


def test_the_index_is_plain_json_behind_its_first_line(home: Path, small: Knowledge) -> None:
    _, places, text = index_of(home).read_bytes().split(b"\n", 2)

    start, length = json.loads(places)["entries"]["symptoms"]["fatigue"]
    assert json.loads(text[start : start + length])["label"] == "tiredness"


def test_an_overlay_wins_over_an_entry_with_the_same_id_and_adds_its_own(folder: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "ours"
    (overlay / "symptoms").mkdir(parents=True)
    ours = FILES["symptoms/mood.yaml"].split("- id: insomnia")[0].replace("label: low mood", "label: the glums")
    (overlay / "symptoms" / "ours.yaml").write_text(ours + ours.replace("id: low-mood", "id: own").strip("\n"))

    knowledge = load(folder, overlay=overlay)

    assert label(knowledge) == "the glums"
    assert knowledge.symptoms["own"].label == "the glums"
    assert label(load(folder)) == "low mood"
    assert knowledge.find("symptom", "glums")[0].id in {"low-mood", "own"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- {id: x", "not YAML planbot reads"),
        ("id: x", "a list of entries is expected"),
        ("- {id: x, label: y}", "field required @ symptoms/bad.yaml: x.plain"),
        (
            "- {id: x, label: a, plain: b, looks_like: [], says: [], wrong: y}",
            "extra inputs are not permitted @ symptoms/bad.yaml: x.wrong",
        ),
        ("- {id: No Slug, label: y}", "symptoms/bad.yaml: No Slug.id"),
        ("- &a {id: x}\n- *a", "aliases"),
        ("- {id: x, id: y}", "the key 'id' stands twice"),
        ("[" * 50_000, "nested too deeply"),
        ("- " * 50_000, "nested too deeply"),
        ("- {id: x, label: \x07}", "a character that may not stand there"),
        ("- !!python/object/apply:os.system ['true']", "not YAML planbot reads"),
        ("#" * 1_000_001, "larger than 1000 kB"),
        ("- 3", "symptoms/bad.yaml: [0]"),
        (
            "- {id: low-mood, label: a, plain: b, looks_like: [c], says: [d]}",
            "'low-mood' is already used in symptoms/bad.yaml",
        ),
    ],
)
def test_a_file_that_is_wrong_is_named_with_what_is_wrong(folder: Path, text: str, says: str) -> None:
    (folder / "symptoms" / "bad.yaml").write_text(text)

    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    assert says in str(caught.value)
    assert " @ symptoms/" in str(caught.value)


def test_a_file_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / "domains.yaml").write_bytes(b"\xff\xfe- {}")

    with pytest.raises(KnowledgeError, match=r"not UTF-8 text @ domains\.yaml"):
        load(folder)


def test_a_file_must_be_named_for_its_entry(tmp_path: Path) -> None:
    folder = write_library(
        tmp_path / "k", **{"diagnoses/sadness.yaml": FILES["diagnoses/blues.yaml"]}, **{"diagnoses/blues.yaml": None}
    )

    with pytest.raises(KnowledgeError, match=r"differs from the file's name @ diagnoses/sadness\.yaml: id"):
        load(folder)


def test_a_folder_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="there is no library in this folder"):
        load(tmp_path / "nowhere")


def test_the_folders_of_a_checkout_are_found() -> None:
    assert (knowledge_folder() / "sources").is_dir() or (knowledge_folder() / "sources.yaml").is_file()
    assert prompts_folder().name == "prompts"


def test_planbot_home_holds_data_and_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLANBOT_HOME", str(tmp_path))
    assert data_folder() == tmp_path
    assert cache_folder() == tmp_path / "cache"

    monkeypatch.delenv("PLANBOT_HOME")
    assert data_folder().name == "planbot"
    assert cache_folder() != data_folder()


def test_an_installed_package_uses_the_library_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "planbot"
    monkeypatch.setattr("planbot.paths.PACKAGE", package)

    assert knowledge_folder() == package / "knowledge_data"
    assert prompts_folder() == package / "prompts_data"

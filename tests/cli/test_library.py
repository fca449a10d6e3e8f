"""Looking things up in the library, and bringing the table of codes up to date."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planbot.cli.commands import planbot
from planbot.cli.sample import play, sample_dialogue
from planbot.errors import PlanbotError
from planbot.knowledge import Codes, load
from planbot.knowledge.order_file import take_over


def run(*words: str) -> Result:
    return CliRunner().invoke(planbot, list(words), standalone_mode=False)


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANBOT_HOME", str(tmp_path))
    return tmp_path


def order_line(code: str, name: str, *, billable: bool = True) -> str:
    return f"00001 {code:<7} {int(billable)} {name[:60]:<60} {name}"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("I can't switch my head off at night", "uncontrollable-worry"),
        ("I cry all the time", "tearfulness"),
        ("I keep checking the door", "compulsions"),
    ],
)
def test_everyday_words_find_their_symptom(said: str, expected: str) -> None:
    shown = run("find", "--kind", "symptom", *said.split()).stdout
    assert expected in shown


def test_words_that_sound_like_nothing_are_answered_in_a_sentence() -> None:
    refused = run("find", "xqzptw").exception
    assert isinstance(refused, PlanbotError)
    assert "Nothing in the library" in str(refused)


def test_candidates_name_what_is_shown_and_what_is_missing(own_home: Path) -> None:
    chart = play(sample_dialogue("sam"), load()).chart
    file = own_home / "chart.json"
    file.write_text(chart.to_json(), encoding="utf-8")
    shown = run("candidates", str(file)).stdout
    first = shown.split("\n\n")[0]
    assert "Major depress" in first
    assert "(in the chart)" in first
    assert "shown by:" in first
    assert "ask:" in shown


def test_a_chart_without_symptoms_has_no_candidates(own_home: Path) -> None:
    chart = json.loads(play({**sample_dialogue("sam"), "turns": []}, load()).chart.to_json())
    file = own_home / "chart.json"
    file.write_text(json.dumps(chart), encoding="utf-8")
    assert "name the symptoms first" in run("candidates", str(file)).stdout


@pytest.mark.parametrize(
    ("asked", "told"),
    [("F32", "heading"), ("296.32", "DSM"), ("F99.99", "is not in the ICD-10-CM table"), ("F4x.1", "F4X.1")],
)
def test_a_code_that_cannot_be_used_is_explained(asked: str, told: str) -> None:
    refused = run("codes", "find", asked).exception
    assert isinstance(refused, PlanbotError)
    assert told in str(refused)


def test_codes_are_found_by_words_and_the_release_is_said() -> None:
    shown = run("codes", "find", "generalized", "anxiety")
    assert "F41.1" in shown.stdout
    assert "in force to" in shown.stderr


def test_an_order_file_brings_new_codes_keeps_notes_and_names_the_retired(own_home: Path) -> None:
    file = own_home / "icd10cm-order-2027.txt"
    lines = [
        order_line("F33", "Major depressive disorder, recurrent", billable=False),
        order_line("F331", "Major depressive disorder, recurrent, moderate"),
        order_line("F3399", "Something that is new in 2027"),
        order_line("A000", "Cholera, which is not this work's"),
        "not a line of an order file",
    ]
    file.write_text("\n".join(lines), encoding="latin-1")
    before = load().codes
    told = run("codes", "update", str(file)).stdout
    assert "3 codes of FY 2027: 1 new" in told
    codes = Codes(own_home / "knowledge" / "icd10cm" / "codes.csv", former=before)
    old, new = before.lookup("F33.1"), codes.lookup("F33.1")
    assert old is not None
    assert new == old
    added = codes.lookup("F33.99")
    assert added is not None
    assert added.excludes1 == old.excludes1
    assert codes.told == "release FY 2027, in force to 30 September 2027"
    assert "retired" in str(codes.fault("F41.1"))
    assert codes.lookup("A00.0") is None


@pytest.mark.parametrize("name", ["notes.txt", "icd10cm-order-2027.txt"])
def test_a_file_that_is_no_order_file_is_refused_and_changes_nothing(name: str, own_home: Path) -> None:
    file = own_home / name
    file.write_text("hello\n", encoding="utf-8")
    with pytest.raises(PlanbotError, match="order"):
        take_over(file, load().codes, own_home / "icd10cm")
    assert not (own_home / "icd10cm").exists()


def test_a_practices_own_entries_are_checked_and_win(own_home: Path) -> None:
    folder = own_home / "knowledge"
    folder.mkdir()
    (folder / "domains.yaml").write_text(
        "- {id: work-school, label: Work, plain: My work, examples: [late]}\n", encoding="utf-8"
    )
    assert "Nothing to mend" in run("knowledge", "check", str(folder)).stdout
    (folder / "domains.yaml").write_text("- {id: work-school, label: 3}\n", encoding="utf-8")
    shown = run("knowledge", "check", str(folder))
    assert "@ domains.yaml" in shown.stdout
    assert run("knowledge", "where").stdout.strip() == str(folder)

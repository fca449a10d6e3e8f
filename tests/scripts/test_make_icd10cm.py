"""The ICD-10-CM table is what the script makes of the classification, and its exclusions are read rightly."""

import csv
import filecmp
import sys
from pathlib import Path

import pytest

from scripts import make_icd10cm

TABLE = make_icd10cm.FOLDER / "codes.csv"
KNOWN = frozenset({"F10", "F11", "F12", "F10.14", "F11.24", "F12.9"})


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, str]]:
    """Read the committed table, by code."""
    with TABLE.open(encoding="utf-8") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def test_the_committed_files_are_what_the_script_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody edited them by hand, and nobody forgot to run the script."""
    monkeypatch.setattr(sys, "argv", ["make_icd10cm.py", str(tmp_path)])
    make_icd10cm.main()
    names = ["codes.csv", "release.yaml"]
    same, different, missing = filecmp.cmpfiles(tmp_path, make_icd10cm.FOLDER, names, shallow=False)
    assert (same, different, missing) == (names, [], [])


def test_an_unknown_version_of_the_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release that nobody looked up is not guessed."""
    monkeypatch.setattr(make_icd10cm, "RELEASES", {})
    with pytest.raises(SystemExit, match="is not known here: add its release and dates"):
        make_icd10cm.release(1)


@pytest.mark.parametrize(
    ("note", "codes"),
    [
        ("manic episode (F30.-)", ["F30"]),
        ("alcohol dependence (F10.2-)", ["F10.2"]),
        ("drug-related insomnia (F11.182, F11.282)", ["F11.182", "F11.282"]),
        ("symptoms, not elsewhere classified (R00-R99)", ["R00-R99"]),
        ("opioid poisoning (T40.0-T40.2-)", ["T40.0-T40.2"]),
        ("dementia as classified in F01-F02", ["F01-F02"]),
        ("excessive crying of infant (baby) R68.11", ["R68.11"]),
        ("mood disorders due to substances (F10-F12 with .14, .24)", ["F10.14", "F11.24"]),
        ("current concussion (brain) (S06.0X- with seventh character A)", []),
        ("normal variation in pattern of selective attachment", []),
    ],
)
def test_an_excludes_note_yields_its_codes_and_ranges(note: str, codes: list[str]) -> None:
    """Dashes that stand for any further character go; endings are joined to the codes they belong to."""
    assert make_icd10cm.excluded(note, KNOWN) == codes


def test_headers_cannot_be_billed_and_their_leaves_can(table: dict[str, dict[str, str]]) -> None:
    """F32 is a header, F32.1 is not; T14.91 needs its seventh character."""
    billable = {code: row["billable"] for code, row in table.items()}
    assert [billable[code] for code in ("F32", "F32.1", "F43.1", "F43.10", "T14.91", "T14.91XA")] == [
        *("no", "yes", "no", "yes", "no", "yes")
    ]


def test_a_code_inherits_what_its_category_and_chapter_exclude(table: dict[str, dict[str, str]]) -> None:
    """F32.0 says nothing itself: F32 excludes bipolar disorder, the chapter excludes symptoms and signs."""
    assert {"F30", "F31", "F33"} <= set(table["F32.0"]["excludes1"].split())
    assert "R00-R99" in table["F32.0"]["excludes2"].split()


def test_no_code_excludes_itself(table: dict[str, dict[str, str]]) -> None:
    """An exclusion that covers its own code would refuse every chart with that code."""
    for code, row in table.items():
        for span in f"{row['excludes1']} {row['excludes2']}".split():
            first, _, last = span.partition("-")
            assert not code.startswith(first), (code, span)
            assert not (last and first <= code and (code <= last or code.startswith(last))), (code, span)

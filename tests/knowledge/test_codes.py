"""The ICD-10-CM table: what is a code, what is not, and which do not go together."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbot.errors import KnowledgeError
from planbot.knowledge import Codes, Knowledge, load
from planbot.knowledge.codes import tidy

TABLE = "release April 2026, in force to 30 September 2026"


@pytest.mark.parametrize("written", ["F32.1", "f32.1", " F321 ", "f321"])
def test_a_code_is_found_however_it_is_written(small: Knowledge, written: str) -> None:
    found = small.codes.lookup(written)

    assert found is not None
    assert (found.code, found.billable) == ("F32.1", True)
    assert found.excludes1 == ("F31", "F33")
    assert found.excludes2 == ("F43.2",)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("296.32", "296.32 is a DSM or ICD-9 number"),
        ("300.02", "is a DSM or ICD-9 number"),
        ("309.81", "is a DSM or ICD-9 number"),
        ("V62.89", "is a DSM or ICD-9 number"),
        ("F32", "F32 is a heading and cannot be billed; choose one below it, such as F32.1, F32.2."),
        (
            "F99.9",
            f"F99.9 is not in the ICD-10-CM table ({TABLE}); a newer release may have it",
        ),
        (
            "F32.7",
            f"F32.7 is not in the ICD-10-CM table ({TABLE}); look below F32.",
        ),
        (
            "F41.01",
            f"F41.01 is not in the ICD-10-CM table ({TABLE}); F41.0 is complete as it stands.",
        ),
        ("depression", "is not written like an ICD-10-CM code"),
        ("", "is not written like an ICD-10-CM code"),
    ],
)
def test_a_code_that_cannot_be_used_is_explained_in_one_sentence(small: Knowledge, code: str, says: str) -> None:
    fault = small.codes.fault(code)

    assert fault is not None
    assert says in fault
    assert fault.endswith(".")
    assert "\n" not in fault


def test_a_good_code_has_no_fault(small: Knowledge) -> None:
    assert small.codes.fault("F32.1") is None
    assert small.codes.fault("F32.1", "major depressive disorder, single episode; Moderate") is None


def test_a_name_that_belongs_to_another_code_is_a_fault(small: Knowledge) -> None:
    fault = small.codes.fault("F32.1", "Panic disorder")

    assert fault is not None
    assert "Major depressive disorder, single episode, moderate" in fault


@pytest.mark.parametrize(
    ("first", "second", "exclude"),
    [
        ("F32.1", "F33.1", True),
        ("F33.1", "F32.1", True),
        ("F40.01", "F41.0", True),
        ("F41.0", "F40.01", True),
        ("F48.8", "F10.10", True),
        ("F48.8", "F19.10", True),
        ("F32.1", "F43.20", False),
        ("F32.1", "F32.2", False),
        ("F32.1", "F32.1", False),
        ("F41.0", "F32.1", False),
        ("F32.1", "nonsense", False),
    ],
)
def test_codes_exclude_each_other_both_ways(small: Knowledge, first: str, second: str, exclude: bool) -> None:
    assert small.codes.exclude_each_other(first, second) is exclude


@pytest.mark.parametrize(
    ("first", "second", "exclude"),
    [("F33.1", "F31.81", True), ("F32.1", "F31.81", True), ("F40.01", "F41.0", True), ("F43.10", "F33.1", False),
     ("F41.1", "F33.1", False), ("F10.20", "F10.10", True)],
)  # fmt: skip
def test_the_real_table_knows_what_excludes_what(first: str, second: str, exclude: bool) -> None:
    codes = load().codes

    assert codes.fault(first) is None
    assert codes.fault(second) is None
    assert codes.exclude_each_other(first, second) is exclude


def test_codes_are_found_by_the_beginning_of_their_number_and_by_their_name(small: Knowledge) -> None:
    assert {code.code for code in small.codes.find("F32")} >= {"F32.1", "F32.2"}
    assert small.codes.find("F32")[0].billable
    assert {code.code for code in small.codes.find("panic disorder")[:2]} == {"F40.01", "F41.0"}


def test_the_release_is_told(small: Knowledge) -> None:
    assert small.codes.release == "April 2026"
    assert small.codes.in_force_to == date(2026, 9, 30)


def test_without_a_table_every_code_is_said_to_be_unchecked() -> None:
    fault = Codes(None).fault("F32.1")

    assert fault == "F32.1 cannot be checked: there is no ICD-10-CM table."
    assert Codes(None).find("panic") == []


def test_a_table_with_the_wrong_columns_is_named(small: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("icd") / "codes.csv"
    file.write_text("a,b\n1,2\n")

    with pytest.raises(KnowledgeError, match=r"@ icd10cm/codes\.csv"):
        Codes(file).lookup("F32.1")


@given(st.text(max_size=12))
def test_any_text_at_all_can_be_asked_about(text: str) -> None:
    codes = load().codes
    known = codes.lookup(text)

    assert (codes.fault(text) is None) == (known is not None and known.billable)
    assert tidy(tidy(text)) == tidy(text)

"""A profile's values: names that nobody declared and values that can't be are faults with their file and path."""

from pathlib import Path

import pytest

from planbot.knowledge import load, problems_in, unknown_in
from planbot.paths import knowledge_folder

PLACE = "profiles/ours.yaml: values"
FAULTS = [
    (
        "client-signatur: {value: true, source: ours}",
        (
            "'client-signatur' is not a value that a profile may hold; did you mean 'client-signature'?"
            f" @ {PLACE}.client-signatur"
        ),
    ),
    ("moonlight: {value: 3, source: ours}", f"'moonlight' is not a value that a profile may hold @ {PLACE}.moonlight"),
    ("client-signature: {value: 3, source: ours}", f"yes or no is expected @ {PLACE}.client-signature"),
    ("client-signature: {value: soon, source: ours}", f"yes or no is expected @ {PLACE}.client-signature"),
    ("review-days: {value: true, source: ours}", f"a number of days is expected @ {PLACE}.review-days"),
    ("review-days: {value: -90, source: ours}", f"a number of days is expected @ {PLACE}.review-days"),
    ("review-days: {value: 0, source: ours}", f"a number of days is expected @ {PLACE}.review-days"),
    ("review-days: {value: .inf, source: ours}", f"a number of days is expected @ {PLACE}.review-days"),
    ("review-days: {value: .nan, source: ours}", f"a number of days is expected @ {PLACE}.review-days"),
    ("review-days: {value: 90}", f"no source @ {PLACE}.review-days"),
    ("review-days: {value: 90, source: ' , '}", f"no source @ {PLACE}.review-days"),
    ("client-signature: {value: true}", f"no source @ {PLACE}.client-signature"),
    ("client-signature: {value: null}", f"no note that says why @ {PLACE}.client-signature"),
    ("client-signature: {value: false}", f"no note that says why @ {PLACE}.client-signature"),
    ("review-days: {asked: false}", f"no note that says why @ {PLACE}.review-days"),
    (
        "review-days: {asked: false, value: 90, source: ours}",
        f"what nobody asks for has no value @ {PLACE}.review-days",
    ),
    (
        "client-signature: {asked: false, note: No payer asks}",
        f"what nobody asks for is told here by value: false @ {PLACE}.client-signature",
    ),
    ("review-days: {value: 90, sauce: ours}", f"extra inputs are not permitted @ {PLACE}.review-days.sauce"),
]


def ours(folder: Path, value: str) -> Path:
    """Write a practice's own profile with one value, and return the folder it stands in."""
    (folder / "profiles").mkdir(parents=True)
    text = f"id: ours\nname: Our payer\ndated: 2026-11-23\nvalues:\n  {value}\n"
    (folder / "profiles" / "ours.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("value", "says"), FAULTS, ids=[value for value, _ in FAULTS])
def test_a_slip_in_a_profile_is_named_with_its_place(tmp_path: Path, value: str, says: str) -> None:
    assert problems_in(ours(tmp_path / "k", value), base=knowledge_folder()) == [says]


@pytest.mark.parametrize(
    "value",
    [
        "review-days: {value: 90, source: our contract of 2026}",
        "review-days: {value: null, note: They did not answer}",
        "review-days: {asked: false, note: They said so on the telephone}",
        "client-signature: {value: false, source: our contract of 2026, note: Section 4}",
    ],
)
def test_a_practice_may_add_its_own_payer(tmp_path: Path, value: str) -> None:
    assert problems_in(ours(tmp_path / "k", value), base=knowledge_folder()) == []


def test_what_a_profile_leaves_out_is_unknown(tmp_path: Path) -> None:
    folder = ours(tmp_path / "k", "review-days: {asked: false, note: They said so}")
    known = load(overlay=folder).profiles["ours"]
    names = {each.name for each in unknown_in(known)}
    assert "client-signature" in names
    assert "review-days" not in names


def test_a_profile_reads_the_same_from_the_prepared_index(tmp_path: Path) -> None:
    folder = ours(tmp_path / "k", "review-days: {asked: false, note: They said so}")
    first = load(overlay=folder).profiles["ours"]
    load.__globals__["_load"].cache_clear()
    assert load(overlay=folder).profiles["ours"] == first

"""How well search finds what people mean: recall at 1 and at 5, and false matches, measured on phrases.

The phrases were written from the ids and labels of the symptoms alone, before their everyday phrases were read. Half
were drawn by lot and held out; search was improved by the others. One person wrote both halves and improved search, so
40 phrases held out that share a telling word or turn with the new synonyms were given up to the others afterwards.

Measured on the 223 phrases still held out: the right symptom comes first for 84 % and is among the first five for 95 %
(94.6 %). With six phrases to a symptom instead of eighteen it was 68 % and 85 %, with eighteen and the former way to
rank them 72 % and 91 %. The aims are 80 % and 95 %: the first is reached, the second is missed by one phrase; without
the limit below which nothing is shown it was 96 %. Of the 65 that should not match 18 % did (before: 32 %), most of
them small talk, of which anything found at all counts as false. The 401 phrases by which search was improved come out
better, as they must: 86 % and 97 %, with 4 % of 73 matching falsely.
"""

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, TypedDict, cast

import pytest
import yaml

from planbot.knowledge import Knowledge, load

FILE = Path(__file__).with_name("phrases.yaml")
Split = Literal["dev", "held-out"]
SPLITS: tuple[Split, ...] = ("dev", "held-out")


class Case(TypedDict):
    """A phrase, what it means or must not be taken for, and whether search may be improved by it."""

    says: str
    symptom: tuple[str, ...]
    denied: tuple[str, ...]
    split: Split


class Figures(NamedTuple):
    """What was measured on one split, each from 0 to 1; *kept_out* are phrases that must not match."""

    asked: int
    at_1: float
    at_5: float
    kept_out: int
    false: float
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def _ids(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(cast("list[str]", value))


@cache
def cases() -> tuple[Case, ...]:
    """Read the phrases."""
    return tuple(
        Case(says=raw["says"], symptom=_ids(raw.get("symptom")), denied=_ids(raw.get("not")), split=raw["split"])
        for raw in yaml.safe_load(FILE.read_text(encoding="utf-8"))
    )


@cache
def library() -> Knowledge:
    """Load the library once for all tests here."""
    return load()


@cache
def measured(split: Split) -> Figures:
    """Search for every phrase of *split*. A false match is a denied symptom among the first five."""
    first = fifth = 0
    missed, wrong = [], []
    said = [case for case in cases() if case["split"] == split and case["symptom"]]
    denied = [case for case in cases() if case["split"] == split and case["denied"]]
    for case in said:
        found = [match.id for match in library().find("symptom", case["says"], 5)]
        first += found[:1] != [] and found[0] in case["symptom"]
        fifth += (near := not set(case["symptom"]).isdisjoint(found))
        if not near or found[0] not in case["symptom"]:
            missed.append(f"{case['says']!r} {case['symptom']} found {found}")
    for case in denied:
        found = [match.id for match in library().find("symptom", case["says"], 5)]
        if (case["denied"] == ("anything",) and found) or not set(case["denied"]).isdisjoint(found):
            wrong.append(f"{case['says']!r} found {found}")
    return Figures(
        len(said),
        first / len(said),
        fifth / len(said),
        len(denied),
        len(wrong) / len(denied),
        tuple(missed),
        tuple(wrong),
    )


def test_the_phrases_are_many_and_name_symptoms_that_exist() -> None:
    known = set(library().symptoms) | {"anything"}
    named = [(case["says"], key) for case in cases() for key in (*case["symptom"], *case["denied"])]

    assert [where for where in named if where[1] not in known] == []
    assert len({case["says"].lower() for case in cases()}) == len(cases())
    for split in SPLITS:
        assert measured(split).asked >= 200
        assert measured(split).kept_out >= 60


def test_no_phrase_held_out_was_copied_into_the_library() -> None:
    held = {case["says"].lower() for case in cases() if case["split"] == "held-out" and case["symptom"]}
    said = {text.lower() for entry in library().symptoms.values() for text in entry.says}

    assert len(held & said) <= 0.02 * len(held), held & said


FLOORS: dict[Split, tuple[float, float, float]] = {"dev": (0.845, 0.955, 0.06), "held-out": (0.82, 0.93, 0.21)}
"""The least recall at 1 and at 5 and the most false matches, a little worse than what was measured."""


@pytest.mark.parametrize("split", SPLITS)
def test_phrases_find_their_symptom_and_denials_do_not(split: Split) -> None:
    figures = measured(split)
    print(  # noqa: T201 -- the figures are what a reader of this test wants
        f"\n{split}: of {figures.asked} phrases {figures.at_1:.1%} found first, {figures.at_5:.1%} among five; "
        f"of {figures.kept_out} that should not match {figures.false:.1%} did"
    )
    at_1, at_5, false = FLOORS[split]
    worse = [figures.at_1 < at_1, figures.at_5 < at_5, figures.false > false]

    # What was missed is told only of the phrases by which search may be improved; a comparison of the figures
    # themselves would tell of the others, too, when it fails.
    assert worse == [False, False, False], (figures.missed, figures.wrong) if split == "dev" else "see the line above"

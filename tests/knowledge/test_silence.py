"""How well search tells what is meant from what is not: small talk, what goes well, what is denied, what is asked.

The 186 sentences that must find nothing and the 198 terse words that must find their symptom were written before search
was changed for them; half of each, drawn by lot, were kept from view and only measure. Of the half kept 22 % of the
sentences found something (before: 81 %), and 96 % of the terse words found their symptom among five (before: 94 %).
The half by which search was improved: 20 % (before: 76 %) and 95 % (before: 93 %).

How sure the best match must be decides how much is shown. The curve, on the half that was not kept, with what phrases
of ``phrases.yaml`` (the half for development) still find their symptom among five: without any limit 65 % of the
sentences find something, and 97.8 % of the phrases are found; at 1.10 it is 25 % and 97.3 %, at 1.15, which was chosen,
20 % and 97.0 %, at 1.20 14 % and 96.0 %, at 1.25 12 % and 95.5 %.
"""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml

from planbot.knowledge import Knowledge, load

FILE = Path(__file__).with_name("silent.yaml")
Split = Literal["dev", "kept"]
SPLITS: tuple[Split, ...] = ("dev", "kept")


@cache
def _sentences() -> dict[str, list[dict[str, Any]]]:
    read: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return read


@cache
def _library() -> Knowledge:
    return load()


def _found(says: str) -> list[str]:
    return [match.id for match in _library().find("symptom", says, 5)]


def _of(part: str, split: Split) -> list[dict[str, Any]]:
    return [each for each in _sentences()[part] if each["split"] == split]


MOST_FALSE: dict[Split, float] = {"dev": 0.22, "kept": 0.24}
LEAST_FOUND: dict[Split, float] = {"dev": 0.93, "kept": 0.94}


@pytest.mark.parametrize("split", SPLITS)
def test_what_means_nothing_finds_nothing(split: Split) -> None:
    asked = _of("silent", split)
    false = [each["says"] for each in asked if _found(each["says"])]
    print(f"\n{split}: {len(false) / len(asked):.1%} of {len(asked)} found something")  # noqa: T201 -- the figure wanted

    few_enough = len(false) <= MOST_FALSE[split] * len(asked)
    assert few_enough, false if split == "dev" else "see the line above"


@pytest.mark.parametrize("split", SPLITS)
def test_terse_words_find_their_symptom(split: Split) -> None:
    asked = _of("meant", split)
    lost = [each["says"] for each in asked if set(each["symptom"]).isdisjoint(_found(each["says"]))]
    print(f"\n{split}: {1 - len(lost) / len(asked):.1%} of {len(asked)} found among five")  # noqa: T201

    many_enough = len(asked) - len(lost) >= LEAST_FOUND[split] * len(asked)
    assert many_enough, lost if split == "dev" else "see the line above"


def test_the_sentences_are_many_and_each_is_there_once() -> None:
    for part in ("silent", "meant"):
        says = [each["says"].lower() for each in _sentences()[part]]
        assert len(says) == len(set(says)) >= 150
    named = {symptom for each in _sentences()["meant"] for symptom in each["symptom"]}
    assert named <= set(_library().symptoms)


@pytest.mark.parametrize("kind", ["symptom", "problem", "diagnosis", "intervention", "measure", "domain"])
@pytest.mark.parametrize("says", ["I had eggs for breakfast", "my car is a red Toyota", "is my plan saved somewhere"])
def test_small_talk_finds_nothing_of_any_kind(kind: Any, says: str) -> None:
    assert _library().find(kind, says) == []


@pytest.mark.parametrize("says", ["I can't sl", "my heart ra", "I feel wor", "drinking more than I pl"])
def test_a_word_half_typed_already_finds_something(says: str) -> None:
    assert _found(says)

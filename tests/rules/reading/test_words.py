"""How the rules that read words match them: quickly, and nothing else than their lists say."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import planbot.rules
from planbot.knowledge import load
from planbot.rules import rules
from planbot.rules.reading.words import beginnings, phrases

AHEAD = re.compile(r"^\\b\(\?=\[([^\]]+)\]\)")


def lists() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every list of phrases that looks ahead at the first letter of a word."""
    for info in pkgutil.walk_packages(planbot.rules.__path__, "planbot.rules."):
        for name, pattern in vars(importlib.import_module(info.name)).items():
            if isinstance(pattern, re.Pattern) and AHEAD.match(pattern.pattern):
                yield f"{info.name}.{name}", pattern


def texts() -> list[str]:
    """Return all that the library and the pages of the rules say, in small letters and in capitals."""
    known = load()
    said = [p.text for p in known.objectives.values()] + [i.what for i in known.interventions.values()]
    said += [rule.doc for rule in rules()]
    return [each for text in said for each in (text, text.upper())]


def test_looking_at_the_first_letter_changes_nothing_about_what_a_list_finds() -> None:
    found, known = dict(lists()), texts()
    assert len(found) > 10
    hits = 0
    for name, pattern in found.items():
        plain = re.compile(AHEAD.sub(r"\\b", pattern.pattern), pattern.flags)
        for text in known:
            spans = [match.span() for match in plain.finditer(text)]
            assert [match.span() for match in pattern.finditer(text)] == spans, name
            hits += len(spans)
    assert hits > 300


@pytest.mark.parametrize(
    ("regex", "letters"),
    [
        ("may|might|could", "mc"),
        ("(?:the )?(?:therapist|clinician) will", "tc"),
        ("(?:so|as)(?: well)?|need", "san"),
        ("a?bout", ""),
        ("x*yes", ""),
        ("(?:the )?", ""),
        ("(?:no )*more", ""),
        (r"\w+ing|be", ""),
        ("[ab]c|d", ""),
        (r"(?<!or )less|more", ""),
        (r"be (?:a|b\)|[)|]) c|do", "bd"),
        ("", ""),
    ],
)
def test_where_a_phrase_may_begin_otherwise_no_first_letter_is_looked_for(regex: str, letters: str) -> None:
    assert beginnings(regex) == frozenset(letters)


def test_whole_words_are_found_in_any_case() -> None:
    maybe = phrases("may", "if time allows")
    assert [found[0] for found in maybe.finditer("May come, if Time allows, in dismay or mayhem")] == [
        "May",
        "if Time allows",
    ]

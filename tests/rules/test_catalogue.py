"""The catalogue of what plans are asked for, and what covers each of its lines."""

import re

from planbot.knowledge import load
from planbot.rules import rules
from planbot.rules.pages import catalogue
from tests.rules import test_shape

NOTES = {"1", "88", *map(str, range(89, 121))}
"""The lines about progress notes, which a chart does not hold yet."""


def test_the_catalogue_has_every_line_once_and_in_order() -> None:
    assert [line.line for line in catalogue()] == [*map(str, range(1, 125)), *(f"S{n}" for n in range(1, 15))]


def test_every_line_a_rule_or_a_question_says_it_covers_is_in_the_catalogue() -> None:
    known = {line.line for line in catalogue()}
    assert {covered for rule in rules() for covered in rule.covers} <= known
    assert {covered for question in load().judgements.values() for covered in question.lines} <= known


def test_every_line_is_covered_save_those_about_progress_notes() -> None:
    still_open = {line.line for line in catalogue() if line.is_open}
    assert still_open == NOTES - {"88"}, "88 is covered as far as the birth date goes"


def test_a_line_is_either_covered_or_says_what_it_waits_for() -> None:
    for line in catalogue():
        assert bool(line.waits) is line.is_open, line.line
        assert not (line.partly and line.is_open), line.line


def test_only_what_needs_notes_is_covered_in_part() -> None:
    in_part = {line.line: line.partly for line in catalogue() if line.partly}
    assert set(in_part) == {"88", "S12", "S14"}
    assert all("notes" in partly for partly in in_part.values())


def test_every_line_of_judgement_is_put_to_a_person_save_those_about_notes() -> None:
    judged = {line.line for line in catalogue() if line.kind == "J"}
    asked = {line for question in load().judgements.values() for line in question.lines}
    assert judged - asked == {"106", "115"}
    assert asked <= judged, "what a check can decide is not asked of a person"


def test_a_question_of_judgement_names_the_sources_of_its_line() -> None:
    lines = {line.line: set(line.sources) for line in catalogue()}
    for question in load().judgements.values():
        wanted = set().union(*(lines[line] for line in question.lines))
        assert set(question.sources) == wanted, question.id


def test_every_test_of_shape_is_there_and_each_one_that_is_there_is_named_by_its_line() -> None:
    there = {name for name in vars(test_shape) if name.startswith("test_")}
    named = {test for line in catalogue() for test in line.shape}
    assert named == there
    for line in catalogue():
        for test in line.shape:
            assert re.match(rf"test_line_{line.line.lower()}_", test), test


def test_what_the_first_release_promises_is_covered() -> None:
    """S1 to S7 and S9, and the lines named for the first cut."""
    promised = {"S1", "S2", "S3", "S4", "S5", "S6", "S7", "S9", "3", "6", "7", "10", "12", "13", "14", "15", "16"}
    promised |= {"19", "20", "21", "22", "23", "24", "25", "29", "30", "31", "32", "33", "34", "35", "37", "39", "40"}
    promised |= {"41", "42", "43", "45", "46", "47", "48", "50", "52", "53", "54", "55", "56", "57", "58", "61", "66"}
    promised |= {"68", "69", "71", "72", "73", "74", "75", "76", "78", "81"}
    assert promised <= {line.line for line in catalogue() if line.covered_by}

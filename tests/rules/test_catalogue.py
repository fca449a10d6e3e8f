"""The catalogue of what plans are asked for, and what covers each of its lines."""

from planbot.rules import rules
from planbot.rules.pages import catalogue


def test_the_catalogue_has_every_line_once_and_in_order() -> None:
    assert [line.line for line in catalogue()] == [*map(str, range(1, 125)), *(f"S{n}" for n in range(1, 15))]


def test_every_line_a_rule_says_it_covers_is_in_the_catalogue() -> None:
    known = {line.line for line in catalogue()}
    assert {covered for rule in rules() for covered in rule.covers} <= known


def test_a_line_that_is_covered_waits_for_nothing_and_one_that_is_open_is_not_partly_covered() -> None:
    for line in catalogue():
        assert not (line.covered_by and line.waits), line.line
        assert not (line.partly and not line.covered_by), line.line


def test_what_the_first_release_promises_is_covered() -> None:
    """S1 to S7 and S9, and the lines named for the first cut."""
    promised = {"S1", "S2", "S3", "S4", "S5", "S6", "S7", "S9", "3", "6", "7", "10", "12", "13", "14", "15", "16"}
    promised |= {"19", "20", "21", "22", "23", "24", "25", "29", "30", "31", "32", "33", "34", "35", "37", "39", "40"}
    promised |= {"41", "42", "43", "45", "46", "47", "48", "50", "52", "53", "54", "55", "56", "57", "58", "61", "66"}
    promised |= {"68", "69", "71", "72", "73", "74", "75", "76", "78", "81"}
    assert promised <= {line.line for line in catalogue() if line.covered_by}

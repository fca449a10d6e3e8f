"""The page of the checks tells of every one of them, and every source it names can be looked up."""

from planbot.knowledge import load
from planbot.rules import rules
from scripts import make_rules_page


def test_every_check_is_on_the_page_with_its_examples() -> None:
    text = make_rules_page.page()
    for rule in rules():
        _, _, told = text.partition(f"### {rule.id}\n")
        told = told.partition("\n### ")[0]
        assert f"{rule.severity.capitalize()}" in told
        assert "Fails:" in told
        assert "Passes:" in told


def test_every_source_that_is_explained_is_told_in_a_row_of_its_own() -> None:
    text = make_rules_page.page()
    for tag, source in load().rule_sources.items():
        assert "|" not in f"{source.short}{source.what}{source.where}", tag
        assert f"\n| {tag} | {source.short} | {source.what} | {source.where} |" in text


def test_every_profile_and_every_source_it_names_is_told() -> None:
    text = make_rules_page.page()
    for profile in load().profiles.values():
        assert f"| {profile.name} (`{profile.id}`) |" in text
        for value in profile.values.values():
            assert all(f"\n| {tag} |" in text for tag in value.tags)

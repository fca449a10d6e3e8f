"""The page of the checks tells of every one of them, and every source it names can be looked up."""

from planbot.knowledge import load
from planbot.rules import rules
from planbot.rules.pages import catalogue
from scripts import make_rules_page


def test_every_check_is_on_the_page_with_its_examples() -> None:
    text = make_rules_page.page()
    for rule in rules():
        _, _, told = text.partition(f"### {rule.id}\n")
        told = told.partition("\n### ")[0]
        assert f"{rule.severity.capitalize()}" in told
        assert "Fails:" in told
        assert "Passes:" in told


def test_every_source_that_is_named_is_told_and_none_is_told_that_nobody_names() -> None:
    named = {source for rule in rules() for source in rule.sources}
    named |= {source for line in catalogue() for source in line.sources}
    named |= {tag for profile in load().profiles.values() for value in profile.values.values() for tag in value.tags}
    assert set(make_rules_page.sources()) == named


def test_every_profile_and_every_source_it_names_is_told() -> None:
    text = make_rules_page.page()
    for profile in load().profiles.values():
        assert f"| {profile.name} (`{profile.id}`) |" in text
        for value in profile.values.values():
            assert all(f"\n| {tag} |" in text for tag in value.tags)


def test_a_source_says_what_it_is_and_where_it_was_read_and_nothing_else() -> None:
    for name, entry in make_rules_page.sources().items():
        assert set(entry) == {"what", "where"}, name
        assert entry["what"], name
        assert "|" not in f"{entry['what']}{entry['where']}", name

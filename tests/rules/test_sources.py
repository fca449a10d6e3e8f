"""Who says so, in words: every tag that a check, a judgement, a profile or the catalogue gives is explained."""

from planbot.knowledge import load
from planbot.rules import rules
from planbot.rules.pages import catalogue, page_of, without_source


def tags() -> set[str]:
    known = load()
    used = {tag for rule in rules() for tag in (*rule.sources, *page_of(rule).source)}
    used |= {tag for line in catalogue() for tag in line.sources}
    used |= {tag for question in known.judgements.values() for tag in question.sources}
    return used | {tag for profile in known.profiles.values() for v in profile.values.values() for tag in v.tags}


def test_every_tag_that_is_given_is_explained_and_none_is_explained_in_vain() -> None:
    explained = set(load().rule_sources)
    assert tags() - explained == set()
    assert explained - tags() == set()


def test_a_source_is_named_in_few_words_that_are_no_tag() -> None:
    for source in load().rule_sources.values():
        assert 3 < len(source.short) <= 45, source.id
        assert source.short.strip() == source.short != source.id
        assert source.what


def test_a_name_that_several_tags_share_is_told_once_and_an_unknown_tag_as_it_stands() -> None:
    assert load().asked_by(("hw1", "pa1", "hw4", "our-practice")) == (
        "Headway",
        "Pennsylvania 55 Pa. Code 5200",
        "our-practice",
    )


def test_the_page_of_a_rule_is_told_without_tags_and_with_all_the_rest() -> None:
    for rule in rules():
        told = without_source(rule)
        assert "Source:" not in told
        words, whole = told.split(), rule.doc.split()
        assert len(whole) - len(words) == 1 + len(page_of(rule).source), rule.id
        assert {"Why:", "Fails:", "Passes:"} <= set(words)

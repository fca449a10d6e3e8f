"""Search: everyday words, unfinished words, slips of spelling, word forms, and what is said not to be there."""

import random
import time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planbot.knowledge import Knowledge, load
from planbot.knowledge.finder import phrases_of
from planbot.knowledge.phrases import Phrase, build
from planbot.knowledge.search import Index
from planbot.knowledge.words import EITHER, NEGATED, PLAIN, tokens
from planbot.paths import knowledge_folder
from tests.knowledge.small import FILES

EVERYTHING = Index(
    build(
        [
            Phrase("sleep", "I can't sleep"),
            Phrase("sleep", "trouble sleeping"),
            Phrase("sad", "I feel sad"),
            Phrase("sad", "low mood", 1.08),
            Phrase("tired", "I have no energy"),
            Phrase("worry", "I can't stop worrying"),
            Phrase("energy", "I have so much energy"),
            Phrase("depression", "F32.1 Major depressive disorder"),
        ],
        [("sad", "unhappy"), ("sleep", "slept")],
    )
)


def found(text: str) -> list[str]:
    return [hit.entry for hit in EVERYTHING.search(text)]


def ids(knowledge: Knowledge, text: str, limit: int = 5) -> list[str]:
    return [match.id for match in knowledge.find("symptom", text, limit)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sl", "sleep"),
        ("slee", "sleep"),
        ("sleepign", "sleep"),
        ("troubel sleping", "sleep"),
        ("slept", "sleep"),
        ("i cant sleep", "sleep"),
        ("I can\u2019t sleep", "sleep"),
        ("SLEEP", "sleep"),
        ("sadness", "sad"),
        ("unhappy", "sad"),
        ("unhapy", "sad"),
        ("no energy", "tired"),
        ("worried", "worry"),
        ("can't stop worrying", "worry"),
        ("f32", "depression"),
        ("F321", "depression"),
        ("f32.1", "depression"),
        ("major depresive", "depression"),
    ],
)
def test_what_is_typed_finds_what_is_meant(typed: str, meant: str) -> None:
    assert found(typed)[:1] == [meant]


@pytest.mark.parametrize(
    ("typed", "not_meant"),
    [
        ("no trouble sleeping", "sleep"),
        ("I have no trouble at all sleeping", "sleep"),
        ("no sleep problems", "sleep"),
        ("I sleep well", "sleep"),
        ("my sleep is fine", "sleep"),
        ("not sad", "sad"),
        ("I'm not at all sad", "sad"),
        ("I don't feel sad", "sad"),
        ("never sad or unhappy", "sad"),
        ("denies sadness", "sad"),
        ("without worrying", "worry"),
        ("I no longer worry", "worry"),
        ("I rarely worry", "worry"),
        ("my wife is sad", "sad"),
        ("my sister can't sleep", "sleep"),
        ("the sadness is gone", "sad"),
        ("I used to be sad but not anymore", "sad"),
        ("worrying is no problem for me", "worry"),
    ],
)
def test_what_is_denied_is_not_found(typed: str, not_meant: str) -> None:
    assert not_meant not in found(typed)


def test_a_denial_ends_where_the_clause_ends() -> None:
    assert found("I'm not sad, but I can't sleep")[:1] == ["sleep"]
    assert "sad" not in found("I'm not sad, but I can't sleep")
    assert "sad" in found("no trouble sleeping. I feel sad")
    assert "sad" in found("I don't worry and I feel sad")


def test_what_another_does_to_the_client_is_no_denial() -> None:
    assert "sad" in found("my husband died and I feel sad")
    assert "sad" in found("my mother makes me sad")
    assert "sad" in found("my son is sad")


def test_a_turn_of_phrase_is_read_as_plain_words_and_the_very_word_counts_more() -> None:
    index = Index(
        build(
            [Phrase("sleep", "I can't fall asleep"), Phrase("wine", "I drink wine"), Phrase("beer", "I drink beer")],
            [("fall asleep", "nod off"), ("beer", "wine")],
        )
    )

    assert index.search("I cannot nod off")[0].entry == "sleep"
    assert [index.search(word)[0].entry for word in ("wine ", "beer ")] == ["wine", "beer"]


def test_not_only_denies_nothing() -> None:
    assert "sad" in found("not only sad")


def test_much_energy_and_no_energy_are_told_apart() -> None:
    assert found("I have so much energy")[0] == "energy"
    assert found("I have no energy")[0] == "tired"
    assert "energy" not in found("I have no energy")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trouble sleeping", [("sleeping", EITHER)]),
        ("sleeping is a problem", [("sleeping", EITHER)]),
        ("can't sleep", [("sleep", NEGATED)]),
        ("no trouble sleeping", []),
        ("can't stop crying", [("stop", PLAIN), ("crying", PLAIN)]),
        ("can't help crying", [("crying", PLAIN)]),
        ("not sad or tired", [("sad", NEGATED), ("tired", NEGATED)]),
        ("I can't say no to people", [("refuse", NEGATED), ("people", NEGATED)]),
        ("", []),
        ("the and of", []),
    ],
)
def test_negation_is_read_as_people_mean_it(text: str, expected: list[tuple[str, int]]) -> None:
    assert [tuple(token) for token in tokens(text)] == expected


@pytest.mark.parametrize(
    "text", ["", " ", "...", "the", "\x00", "🙂", "a" * 10_000, "zzqqxx", "{client}", "%%", "\u0301"]
)
def test_words_that_mean_nothing_find_nothing(text: str) -> None:
    assert found(text) == []


@given(st.text(max_size=80))
def test_any_text_at_all_can_be_typed(text: str) -> None:
    hits = EVERYTHING.search(text, 3)

    assert len(hits) <= 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@given(st.sampled_from(["I can't sleep", "I feel sad", "low mood", "I have no energy", "I can't stop worrying"]))
def test_every_phrase_finds_its_own_entry_first(phrase: str) -> None:
    own = {"I can't sleep": "sleep", "I feel sad": "sad", "low mood": "sad", "I have no energy": "tired"}
    assert found(phrase)[0] == own.get(phrase, "worry")


def test_an_empty_index_finds_nothing() -> None:
    assert Index(build([])).search("sad") == []


def test_a_match_says_what_it_is_and_by_which_phrase(small: Knowledge) -> None:
    match = small.find("symptom", "everything is gray")[0]

    assert (match.kind, match.id, match.label, match.phrase) == (
        "symptom",
        "low-mood",
        "low mood",
        "everything is grey",
    )


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("problem", "depressed", "depression"),
        ("diagnosis", "blues", "blues"),
        ("diagnosis", "F32.1", "blues"),
        ("diagnosis", "single episode moderate", "blues"),
        ("intervention", "activity sched", "activity"),
        ("objective", "walk", "walk"),
        ("measure", "TS", "tiny"),
        ("domain", "dinner", "family"),
        ("code", "F32.2", "F32.2"),
        ("code", "panic disorder episodic", "F41.0"),
        ("code", "agorafobia", "F40.01"),
    ],
)
def test_every_kind_can_be_searched(small: Knowledge, kind: Any, text: str, expected: str) -> None:
    assert small.find(kind, text)[0].id == expected


def test_all_kinds_are_searched_at_once(small: Knowledge) -> None:
    kinds = {match.kind for match in small.find(None, "depression")}

    assert "problem" in kinds
    assert "code" not in kinds


def test_at_most_so_many_matches_come_back(small: Knowledge) -> None:
    assert len(small.find("symptom", "I", limit=1)) <= 1
    assert len(small.find(None, "i feel tired and sad and can't sleep", limit=2)) == 2


def test_warming_up_changes_no_answer(small: Knowledge) -> None:
    before = small.find("symptom", "sad")
    small.warm()
    assert small.find("symptom", "sad") == before


def test_every_symptom_of_the_library_is_found_by_its_label_and_by_what_clients_say() -> None:
    knowledge = load()
    lost = [
        (key, said)
        for key, entry in knowledge.symptoms.items()
        for said in (entry.label, *entry.says)
        if key not in ids(knowledge, said, 8)
    ]
    asked = sum(len(entry.says) + 1 for entry in knowledge.symptoms.values())

    assert len(lost) <= 0.02 * asked, lost


def _left_out() -> tuple[list[Phrase], Index]:
    """A lot of things said, and an index of the library without them, wherever else they may stand."""
    knowledge = load()
    every = list(phrases_of(knowledge.symptoms))
    drawn = random.Random(5).sample([phrase for phrase in every if phrase.weight == 1.0], 500)
    words = {phrase.text.lower() for phrase in drawn}
    synonyms = [entry["words"] for entry in yaml.safe_load((knowledge_folder() / "synonyms.yaml").read_text())]
    return drawn, Index(build((phrase for phrase in every if phrase.text.lower() not in words), synonyms))


def test_a_phrase_left_out_of_the_library_is_found_by_the_others() -> None:
    """Each was written to differ from the others, four in ten share no telling word: a hard test, and an honest one.

    Before the ranking was made anew 16 % came first and 32 % among five.
    """
    drawn, index = _left_out()
    found = [[hit.entry for hit in index.search(phrase.text, 5)] for phrase in drawn]
    first = sum(hits[:1] == [phrase.entry] for phrase, hits in zip(drawn, found, strict=True)) / len(drawn)
    fifth = sum(phrase.entry in hits for phrase, hits in zip(drawn, found, strict=True)) / len(drawn)
    print(f"\nleft out: {first:.1%} of {len(drawn)} found first, {fifth:.1%} among five")  # noqa: T201 -- the figures

    assert first >= 0.19
    assert fifth >= 0.38


@pytest.mark.parametrize(
    ("says", "age", "before", "after"),
    [
        ("I'm sad all the time", 9, "child-sadness", "low-mood"),
        ("I'm sad all the time", 40, "low-mood", "child-sadness"),
        ("nothing is fun", 4, "limited-joy", "few-pleasures"),
        ("nothing is fun", 40, "few-pleasures", "limited-joy"),
    ],
)
def test_what_fits_two_symptoms_is_decided_by_age(says: str, age: int, before: str, after: str) -> None:
    found = [match.id for match in load().find("symptom", says, 12, age=age)]
    place = {symptom: at for at, symptom in enumerate(found)}

    assert place.get(before, 99) < place.get(after, 100)


def test_age_changes_the_order_and_never_how_many() -> None:
    knowledge = load()
    for says in ("I worry", "can't sleep", "zzqqxx"):
        assert len(knowledge.find("symptom", says, 5, age=7)) == len(knowledge.find("symptom", says, 5))
        assert {m.id for m in knowledge.find(None, says, 5, age=70)} != set() or says == "zzqqxx"


@pytest.mark.parametrize(
    ("says", "symptom"),
    [
        ("I stopped taking my tablets", "skips-mood-medicine"),
        ("he is on his tablet all day", "screen-overuse"),
        ("I'm a nobody", "worthlessness"),
        ("I don't know who I am", "unstable-self-image"),
        ("I keep getting lost", "lost-in-familiar-places"),
    ],
)
def test_words_of_two_meanings_and_words_that_are_small_are_understood(says: str, symptom: str) -> None:
    assert symptom in ids(load(), says)


def test_ten_thousand_phrases_are_searched_within_ten_milliseconds_of_work() -> None:
    draw = random.Random(7)
    known = sorted({word for text in FILES.values() for word in text.split() if word.isalpha()})
    words = known + ["".join(draw.choices("abcdefghinorstuy", k=draw.randint(4, 9))) for _ in range(5000)]
    made = build(Phrase(f"e{n // 10}", " ".join(draw.choices(words, k=6))) for n in range(10_000))
    queries = ["s", "sle", "worryed and depresed", "I can't switch my head off at night and " + " ".join(words[-6:])]
    taken = []
    for query in queries * 3:
        many = Index(made)
        many.search("zzzz zzzz")
        start = time.process_time()
        many.search(query)
        taken.append(time.process_time() - start)

    assert sorted(taken)[len(taken) // 2] <= 0.010

"""How like a plan's wording is to other plans', told without a word of theirs."""

import random
import string
from dataclasses import asdict

from hypothesis import given, settings
from hypothesis import strategies as st

from planbot.chart import Chart
from planbot.knowledge import load
from planbot.rules import Finding, check
from planbot.rules.pages.examples import TODAY, changed, clean_chart
from planbot.rules.reading.likeness import Likeness, marks, sentence, texts


def other(patch: str = "", *, name: str = "Kim Okafor", chart_id: str = "client-of-another-day") -> Chart:
    """Return the sample as another client's plan."""
    chart = changed(clean_chart(), patch).set("client.name", name).model_copy(update={"id": chart_id})
    words = chart.to_json().replace("Sam ", f"{name.split(maxsplit=1)[0]} ")
    return Chart.model_validate_json(words)


def found(chart: Chart, others: Likeness | None) -> list[Finding]:
    return [f for f in check(chart, load(), today=TODAY, others=others) if f.rule == "text-like-another-plan"]


def test_a_plan_copied_under_another_name_is_noticed_and_nothing_tells_whose_it_is() -> None:
    copied = other("o1.due: 2027-01-04")
    (finding,) = found(clean_chart(), Likeness([copied]))
    told = " ".join(str(value) for value in asdict(finding).values())
    assert "Kim" not in told
    assert "Okafor" not in told
    assert "client-of-another-day" not in told
    assert "sentences also stand in other plans" in finding.message


def test_without_other_plans_nothing_is_said_and_a_plan_is_not_like_itself() -> None:
    assert found(clean_chart(), None) == []
    assert found(clean_chart(), Likeness([clean_chart()])) == []
    assert Likeness([clean_chart()]).shared(clean_chart(), load()).plans == 0


def test_one_word_in_ten_changed_is_still_the_same_sentence_and_another_sentence_is_not() -> None:
    index = Likeness([other()])
    near = changed(
        clean_chart(),
        "formulation.summary: After a change of shifts Sam gave up football and choir, lost what gave pleasure, slept"
        " badly and came to feel useless.",
    )
    far = changed(clean_chart(), "formulation.summary: The river flooded the bakery and Sam lost both rooms and a job.")
    assert "formulation" in {mark.at for mark in index.shared(near, load()).elsewhere}
    assert "formulation" in {mark.at for mark in index.shared(clean_chart(), load()).elsewhere}
    (own,) = (m for m in marks(far) if m.at == "formulation" and m.order == 0)
    assert own not in index.shared(far, load()).elsewhere


def test_a_mark_leads_back_to_the_clients_own_sentence() -> None:
    said = {text for _, text in texts(clean_chart())}
    for mark in marks(clean_chart()):
        assert any(sentence(clean_chart(), mark) in text for text in said), mark


def test_a_plan_that_was_changed_or_forgotten_counts_as_it_is_now() -> None:
    index = Likeness([other(), other(chart_id="third")])
    whole = index.shared(clean_chart(), load())
    index.forget("third")
    index.add(Chart(id="client-of-another-day", created=clean_chart().created, client=clean_chart().client))
    now = index.shared(clean_chart(), load())
    assert (whole.plans, now.plans) == (2, 1)
    assert whole.elsewhere
    assert now.elsewhere == ()
    assert len(index) == 1


def test_sentences_of_the_library_count_less_than_those_of_ones_own() -> None:
    pattern = "Sam will get up at the same hour, open the curtains and move for ten minutes"
    mixed = changed(clean_chart(), f"o3.behaviour: {pattern}")
    beside = Chart.model_validate(
        {**mixed.model_dump(mode="json"), "id": "another", "diagnoses": [], "problems": [], "formulation": {}}
        | {"necessity": {}, "discharge": {}, "differentials": []}
        | {"plan": {"objectives": [{"id": "o1", "goal": "g1", "behaviour": pattern}]}}
    )
    shared = Likeness([beside]).shared(mixed, load())
    assert len(shared.elsewhere) == 1
    assert set(shared.elsewhere) <= shared.patterns
    assert 0 < shared.weight < 1 / shared.sentences


def test_the_words_for_a_person_say_how_many() -> None:
    shared = Likeness([other()]).shared(clean_chart(), load())
    assert shared.words.startswith(f"{len(shared.elsewhere)} of {shared.sentences} sentences also stand in other plans")
    assert "no other plan" in Likeness().shared(clean_chart(), load()).words


def test_no_letter_of_anybody_is_kept() -> None:
    index = Likeness([other(), clean_chart()])
    kept = repr(vars(index))
    for word in ("cook", "Kim", "Okafor", "choir"):
        assert word.casefold() not in kept.casefold()


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text(alphabet=string.ascii_letters + " .,!?-\n", max_size=400))
def test_no_text_crashes_a_comparison(name: str, words: str) -> None:
    chart = clean_chart().set("client.name", name or "?").set("formulation.summary", words)
    index = Likeness([chart.model_copy(update={"id": "another"})])
    shared = index.shared(chart, load())
    assert len(shared.elsewhere) == shared.sentences
    assert shared.weight in {0.0, 1.0} or abs(shared.weight - 1) < 1e-9


def test_what_the_index_finds_is_what_comparing_each_with_each_finds() -> None:
    dice = random.Random(3)
    words = ["cook", "walk", "river", "sister", "letter", "morning", "choir", "bread", "train", "window"]
    charts = [
        clean_chart()
        .model_copy(update={"id": f"c{n}"})
        .set("formulation.summary", " ".join(dice.choices(words, k=dice.randint(5, 8))))
        for n in range(60)
    ]
    index = Likeness(charts)
    for chart in charts[:20]:
        (mine,) = (m for m in marks(chart) if m.at == "formulation" and m.order == 0)
        one = set(mine.shingles)
        alike = False
        for each in charts:
            (theirs,) = (m for m in marks(each) if m.at == "formulation" and m.order == 0)
            two = set(theirs.shingles)
            alike = alike or (each.id != chart.id and len(one & two) >= 0.6 * len(one | two))
        assert (mine in index.shared(chart, load()).elsewhere) is alike

"""The interview on measures: what is suggested, how each measure is asked, and what an objective may rest on."""

import random
from datetime import date
from typing import Any

import pytest

from planbot.chart import Chart, Duration, Goal, Measured, Objective, Quantity, Score, Symptom, Voice, frozen_map
from planbot.errors import AnswerError
from planbot.flows import Asking, Question, apply, flows
from planbot.knowledge import NOT_APPLICABLE, is_complete, load
from planbot.rules import check
from tests.charts import NOW, TODAY, new_chart
from tests.flows.walking import Walk, words_for

LIBRARY = load()
MEASURES = LIBRARY.measures
FLOW = flows()["measures"]


def with_symptoms(*entries: str) -> Chart:
    symptoms = tuple(
        Symptom(id=f"sy{n}", words=entry, entry=entry, severity=6, duration=Duration(words="a year", days=365))
        for n, entry in enumerate(entries, 1)
    )
    chart = new_chart()
    return chart.set("assessment", chart.assessment.model_copy(update={"symptoms": symptoms}))


def question(chart: Chart, key: str, flow: str = "measures", voice: Voice = Voice.THERAPIST) -> Question:
    found = flows()[flow].find(Asking(chart, LIBRARY, voice, TODAY), key)
    assert found is not None, key
    return found


def say(chart: Chart, key: str, words: str, flow: str = "measures") -> Chart:
    return apply(question(chart, key, flow), words, NOW).chart


def suggested(*symptoms: str) -> list[str]:
    words = question(with_symptoms(*symptoms), "measure.which").suggestion
    return words.split("; ") if words else []


def scored(chart: Chart) -> Score:
    (only,) = chart.assessment.scores
    return only


@pytest.mark.parametrize("key", sorted(MEASURES))
def test_every_measure_can_be_chosen_and_is_asked_to_the_end(key: str) -> None:
    walk = Walk(FLOW, LIBRARY, say(new_chart(), "measure.which", MEASURES[key].short))
    walk.to_the_end(random.Random(3))
    taken = scored(walk.chart)

    assert taken.measure == key
    assert is_complete(MEASURES[key], taken.items, taken.total, taken.known_parts)
    assert None not in taken.parts.values()
    assert set(taken.parts) == {part.id for part in MEASURES[key].parts if part.items or not MEASURES[key].items}


@pytest.mark.parametrize("key", sorted(MEASURES))
def test_the_licence_is_shown_with_every_question_and_notes_only_to_the_therapist(key: str) -> None:
    chart = say(new_chart(), "measure.which", key)
    for voice in Voice:
        met = [q for q in FLOW.questions(Asking(chart, LIBRARY, voice, TODAY)) if q.key != "measure.which"]
        assert met
        for each in met:
            assert MEASURES[key].licence in each.help
            assert all((note in each.help) is (voice is Voice.THERAPIST) for note in MEASURES[key].notes)


@pytest.mark.parametrize("key", sorted(k for k, m in MEASURES.items() if not m.items))
def test_a_score_from_a_paper_form_is_asked_of_the_therapist_and_never_of_the_client(key: str) -> None:
    chart = say(new_chart(), "measure.which", key)
    for each in FLOW.questions(Asking(chart, LIBRARY, Voice.CLIENT, TODAY)):
        assert not each.askable


def test_at_most_three_measures_are_suggested_and_each_can_show_change() -> None:
    everything = list(LIBRARY.symptoms)
    rng = random.Random(11)
    for _ in range(60):
        names = suggested(*rng.sample(everything, rng.randint(1, 20)))
        entries = [m for m in MEASURES.values() if m.short in names]
        assert len(names) <= 3
        assert len(entries) == len(names)
        assert all(m.outcome and not m.only_for for m in entries)


@pytest.mark.parametrize(
    ("symptoms", "first"),
    [
        (("low-mood", "loss-of-interest", "fatigue"), "PHQ-9"),
        (("worry", "uncontrollable-worry", "restlessness"), "GAD-7"),
        (("low-mood",), "PHQ-9"),
        (("flashbacks", "nightmares", "hypervigilance"), "PCL-5"),
        (("obsessions", "compulsions"), "Y-BOCS"),
        (("trouble-falling-asleep", "early-waking", "unrefreshing-sleep"), "ISI"),
    ],
)
def test_what_is_suggested_first_asks_about_the_symptoms_there_are(symptoms: tuple[str, ...], first: str) -> None:
    assert suggested(*symptoms)[0] == first


def test_nothing_is_suggested_where_nothing_fits() -> None:
    assert suggested() == []


def test_measures_that_fit_stand_first_and_those_made_for_few_people_last() -> None:
    offered = question(with_symptoms("low-mood", "loss-of-interest", "hopelessness"), "measure.which").options
    values = [option.value for option in offered]

    assert len(values) == 32
    assert values[0] == "phq-9"
    assert values.index("phq-9") < values.index("phq-2") < values.index("ors")
    assert set(values[-4:]) == {"phq-a", "epds", "psc-17", "scared"}


def test_the_menstrual_item_can_be_left_out() -> None:
    chart = say(new_chart(), "measure.which", "PHQ-15")
    for number in range(1, 16):
        chart = say(chart, f"measure.item:sc1:{number}", "Does not apply" if number == 4 else "2")

    assert scored(chart).total == 28
    assert scored(chart).items[3] == NOT_APPLICABLE
    assert all(o.value.isdecimal() for o in question(chart, "measure.item:sc1:4").options), (
        "shown with their own numbers"
    )
    with pytest.raises(AnswerError, match="from 0 to 2"):
        say(chart, "measure.item:sc1:4", "4")
    with pytest.raises(AnswerError):
        say(chart, "measure.item:sc1:5", "does not apply")


@pytest.mark.parametrize("words", ["41", "-1", "twelve", "", "8-10", "12 drinks", "1e1", "4 0"])
def test_a_score_the_measure_cannot_have_is_refused_in_one_sentence(words: str) -> None:
    chart = say(new_chart(), "measure.which", "AUDIT")
    with pytest.raises(AnswerError) as refused:
        say(chart, "measure.total:sc1", words)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("words", "total"), [("8", 8), ("8 points", 8), ("12,5", 12.5), ("40", 40), ("0", 0)])
def test_a_score_is_taken_as_a_number_with_or_without_its_unit(words: str, total: float) -> None:
    chart = say(say(new_chart(), "measure.which", "ORS"), "measure.total:sc1", words)
    assert scored(chart).total == total


def test_an_answer_on_self_harm_beside_a_total_is_flagged_and_taken_back_with_it() -> None:
    chart = say(say(new_chart(), "measure.which", "EPDS"), "measure.total:sc1", "4")
    assert "safety" not in scored(chart).flags
    chart = say(chart, "measure.part:sc1:item-10", "1")
    assert "safety" in scored(chart).flags
    assert scored(chart).total == 4
    assert "safety" not in scored(say(chart, "measure.part:sc1:item-10", "0")).flags


def test_the_columbia_screener_is_answered_in_words() -> None:
    chart = say(new_chart(), "measure.which", "C-SSRS screener")
    chart = say(chart, "measure.part:sc1:q6", "Yes, within the last three months")
    assert scored(chart).flags == ("safety", "triage of the form: high risk")
    assert scored(chart).total is None


def test_a_finished_measure_without_a_total_stays_when_others_are_chosen() -> None:
    walk = Walk(FLOW, LIBRARY, say(new_chart(), "measure.which", "DASS-21"))
    chart = say(walk.to_the_end(random.Random(1)), "measure.which", "PHQ-9")
    assert [s.measure for s in chart.assessment.scores] == ["dass-21", "phq-9"]
    chart = say(chart, "measure.which", "GAD-7")
    assert [s.measure for s in chart.assessment.scores] == ["dass-21", "gad-7"]


def planned(*scores: Score, **more: Any) -> Chart:
    chart = new_chart().put(Goal(id="g1", words="I want to feel better"))
    chart = chart.put(Objective(id="o1", goal="g1", behaviour="Sam will walk", **more))
    return chart.set("assessment", chart.assessment.model_copy(update={"scores": scores}))


def a_score(key: str, number: int = 1, **more: Any) -> Score:
    return Score(id=f"sc{number}", measure=key, on=date(2026, 11, 20), **more)


def test_an_objective_is_not_offered_what_cannot_show_change() -> None:
    screens = sorted(key for key, m in MEASURES.items() if not m.outcome)
    assert screens == ["ace", "c-ssrs-screener", "gad-2", "mdq", "phq-2", "srs"]
    chart = planned(*(a_score(key, n, total=1) for n, key in enumerate([*screens, "phq-9"], 1)))
    offered = {o.value for o in question(chart, "objective.measured:o1", "objectives").options}

    assert "phq-9" in offered
    assert not offered & set(screens)


def test_an_objective_can_rest_on_one_part_of_a_measure() -> None:
    parts = frozen_map({"depression": 22.0, "anxiety": 8.0, "stress": 20.0})
    chart = say(planned(a_score("dass-21", parts=parts)), "objective.measured:o1", "DASS-21, depression", "objectives")
    measured = chart.plan.objectives[0].measured

    assert measured == Measured(by="DASS-21, depression", measure="dass-21", part="depression")
    assert question(chart, "objective.baseline:o1", "objectives").suggestion == "22 points"
    chart = say(chart, "objective.baseline:o1", "22 points", "objectives")
    assert chart.plan.objectives[0].baseline_on == date(2026, 11, 20)
    assert "dass-21" not in {o.value for o in question(chart, "objective.measured:o1", "objectives").options}


def found(chart: Chart, rule: str) -> list[str]:
    return [f.message for f in check(chart, LIBRARY, today=TODAY) if f.rule == rule]


def points(value: float) -> Quantity:
    return Quantity(value=value, unit="points")


def test_rules_read_a_part_by_its_own_range_and_direction() -> None:
    parts = frozen_map({"use": 6.0, "risk": 14.0, "protective": 8.0})
    rests = Measured(by="BAM, protective factors", measure="bam", part="protective")
    rise = planned(a_score("bam", parts=parts), measured=rests, baseline=points(8), target=points(14))
    fall = planned(a_score("bam", parts=parts), measured=rests, baseline=points(8), target=points(4))
    far = planned(a_score("bam", parts=parts), measured=rests, baseline=points(14), target=points(30))

    assert found(rise, "target-in-the-wrong-direction") == []
    assert "rises when people get better" in found(fall, "target-in-the-wrong-direction")[0]
    assert "goes from 0 to 24" in found(far, "target-in-the-wrong-direction")[0]
    assert found(rise, "baseline-is-not-the-score") == []
    assert found(far, "baseline-is-not-the-score")
    assert found(rise, "objective-measure-never-taken") == []


def test_a_measure_without_a_total_is_finished_when_its_parts_are() -> None:
    walk = Walk(FLOW, LIBRARY, say(new_chart(), "measure.which", "DASS-21; C-SSRS screener; BAM"))
    assert len(found(walk.chart, "measure-unfinished")) == 3
    for each in check(walk.chart, LIBRARY, today=TODAY):
        if each.rule == "measure-unfinished":
            assert question(walk.chart, each.ask or "")
    assert found(walk.to_the_end(random.Random(5)), "measure-unfinished") == []


def test_words_for_every_measure_question_can_be_said_again() -> None:
    chart = say(new_chart(), "measure.which", "BRS; MDQ; PSC-17")
    rng = random.Random(2)
    walk = Walk(FLOW, LIBRARY, chart)
    while (asked := walk.next()) is not None:
        words = words_for(asked, rng)
        walk.chart = apply(asked, words, NOW).chart
        again = question(walk.chart, asked.key, voice=asked.voice)
        assert apply(again, words, NOW).chart == walk.chart

"""Criteria: what the record shows, what is open, what the therapist claims; and candidates, which only propose."""

import pytest

from planbot.chart import Chart, CriterionClaim, Diagnosis, Level, Met
from planbot.knowledge import Knowledge, Support, candidates, load, support
from planbot.knowledge.criteria import Impaired, Lasted, Verdict
from tests.knowledge.small import chart_with

ENOUGH = (("low-mood", 6, 20), ("insomnia", 5, 20))


def claiming(chart: Chart, *claims: tuple[str, Met], entry: str | None = "blues", code: str = "F32.1") -> Chart:
    criteria = tuple(CriterionClaim(id=key, met=met) for key, met in claims)
    return chart.put(Diagnosis(id="d1", code=code, name="n", entry=entry, criteria=criteria))


def weigh(small: Knowledge, chart: Chart) -> Support:
    return support(chart, small.diagnoses["blues"], small)


def met(
    small: Knowledge, *symptoms: tuple[str, int | None, int | None], level: Level | None = Level.MODERATE
) -> Support:
    return weigh(small, claiming(chart_with(*symptoms, level=level), ("B", Met.YES)))


def test_enough_criteria_for_long_enough_with_impairment_are_met(small: Knowledge) -> None:
    found = met(small, *ENOUGH)

    assert found.verdict is Verdict.MET
    assert found.missing == ()
    assert found.shown == (("A1", ("sy1",)), ("A2", ("sy2",)), ("B", ()))


def test_a_symptom_not_recorded_is_unknown_and_not_absent(small: Knowledge) -> None:
    found = met(small, ("low-mood", 6, 20))

    assert found.verdict is Verdict.UNKNOWN
    assert found.groups[0].unknown == ("A2", "A3")
    assert found.missing == ("A: two of three: 1 more of 2 needed (1 recorded)",)


def test_a_severity_of_nothing_says_that_a_symptom_is_absent(small: Knowledge) -> None:
    found = met(small, ("low-mood", 6, 20), ("insomnia", 0, None), ("fatigue", 0, None))

    assert found.verdict is Verdict.NOT_MET
    assert found.groups[0].not_met == ("A2", "A3")


def test_a_symptom_without_a_severity_is_there(small: Knowledge) -> None:
    assert met(small, ("low-mood", None, 20), ("insomnia", None, 20)).verdict is Verdict.MET


def test_a_required_criterion_cannot_be_made_up_for_by_others(small: Knowledge) -> None:
    open_ = met(small, ("insomnia", 6, 20), ("fatigue", 6, 20))
    absent = met(small, ("insomnia", 6, 20), ("fatigue", 6, 20), ("low-mood", 0, None))

    assert (open_.verdict, absent.verdict) == (Verdict.UNKNOWN, Verdict.NOT_MET)
    assert absent.missing == ("A: one of these has to be there: low",)


@pytest.mark.parametrize(
    ("days", "lasted", "verdict"),
    [
        ((20, 20), Lasted.ENOUGH, Verdict.MET),
        ((14, 14), Lasted.ENOUGH, Verdict.MET),
        ((13, 13), Lasted.TOO_SHORT, Verdict.NOT_MET),
        ((20, 5), Lasted.TOO_SHORT, Verdict.NOT_MET),
        ((20, None), Lasted.ENOUGH, Verdict.MET),
        ((None, None), Lasted.UNKNOWN, Verdict.UNKNOWN),
    ],
)
def test_duration_is_read_from_the_symptoms_that_count(
    small: Knowledge, days: tuple[int | None, int | None], lasted: Lasted, verdict: Verdict
) -> None:
    found = met(small, ("low-mood", 6, days[0]), ("insomnia", 5, days[1]))

    assert (found.lasted, found.verdict) == (lasted, verdict)
    assert any(line.startswith("duration: ") for line in found.missing) is (verdict is not Verdict.MET)


def test_one_short_symptom_does_no_harm_when_enough_others_lasted(small: Knowledge) -> None:
    assert met(small, *ENOUGH, ("fatigue", 5, 2)).lasted is Lasted.ENOUGH


@pytest.mark.parametrize(
    ("level", "impaired", "verdict"),
    [
        (Level.MILD, Impaired.PRESENT, Verdict.MET),
        (Level.SEVERE, Impaired.PRESENT, Verdict.MET),
        (Level.NONE, Impaired.ABSENT, Verdict.NOT_MET),
        (None, Impaired.UNKNOWN, Verdict.UNKNOWN),
    ],
)
def test_impairment_has_to_be_recorded(
    small: Knowledge, level: Level | None, impaired: Impaired, verdict: Verdict
) -> None:
    found = met(small, *ENOUGH, level=level)

    assert (found.impaired, found.verdict) == (impaired, verdict)


def test_a_disorder_may_need_no_impairment(small: Knowledge) -> None:
    found = support(chart_with(("fatigue", 5, 3), level=None), small.diagnoses["weary"], small)

    assert (found.impaired, found.lasted, found.verdict) == (Impaired.NOT_NEEDED, Lasted.ENOUGH, Verdict.MET)


def test_the_therapists_claim_wins_over_what_the_symptoms_show(small: Knowledge) -> None:
    said_no = weigh(small, claiming(chart_with(*ENOUGH), ("B", Met.YES), ("A1", Met.NO)))
    said_yes = weigh(small, claiming(chart_with(("low-mood", 6, 20)), ("B", Met.YES), ("A3", Met.YES)))
    undecided = weigh(small, claiming(chart_with(*ENOUGH), ("B", Met.YES), ("A1", Met.UNKNOWN)))

    assert (said_no.verdict, said_yes.verdict, undecided.verdict) == (Verdict.NOT_MET, Verdict.MET, Verdict.MET)


def test_the_symptoms_a_claim_names_are_the_ones_that_show_it(small: Knowledge) -> None:
    claim = CriterionClaim(id="A3", met=Met.YES, symptoms=("sy1",))
    chart = chart_with(*ENOUGH).put(Diagnosis(id="d1", code="F32.1", name="n", entry="blues", criteria=(claim,)))

    assert dict(weigh(small, chart).shown)["A3"] == ("sy1",)


def test_a_claim_may_be_about_a_whole_group(small: Knowledge) -> None:
    entry = small.diagnoses["blues"]
    renamed = entry.model_copy(update={"criteria": (entry.criteria[0].model_copy(update={"id": "all"}),)})

    assert support(claiming(chart_with(), ("all", Met.YES)), renamed, small).groups[0].verdict is Verdict.MET
    assert support(claiming(chart_with(*ENOUGH), ("all", Met.NO)), renamed, small).verdict is Verdict.NOT_MET


def test_claims_of_another_diagnosis_count_for_nothing(small: Knowledge) -> None:
    chart = claiming(chart_with(*ENOUGH), ("B", Met.YES), ("A1", Met.NO), entry="weary", code="F48.8")

    assert weigh(small, chart).groups[0].met == ("A1", "A2")


def test_a_diagnosis_without_an_entry_is_matched_by_its_code(small: Knowledge) -> None:
    assert weigh(small, claiming(chart_with(*ENOUGH), ("B", Met.YES), entry=None)).verdict is Verdict.MET


def test_an_empty_chart_supports_nothing_and_excludes_nothing() -> None:
    knowledge = load()
    for entry in knowledge.diagnoses.values():
        found = support(chart_with(level=None), entry, knowledge)
        assert found.verdict is Verdict.UNKNOWN
        assert found.missing


def test_fewer_are_needed_when_a_given_criterion_is_met() -> None:
    knowledge = load()
    irritable = (("irritability", 6, 5), ("increased-energy", 6, 5), ("grandiosity", 6, 5), ("racing-thoughts", 6, 5))
    three = (*irritable, ("distractibility", 6, 5))
    group = "hypomania.B"

    def needs(*symptoms: tuple[str, int | None, int | None]) -> int:
        found = support(chart_with(*symptoms), knowledge.diagnoses["bipolar-ii"], knowledge)
        return next(g.needs for g in found.groups if g.id == group)

    assert needs(*three) == 4
    assert needs(*three, ("elevated-mood", 6, 5)) == 3


def test_candidates_are_ranked_and_say_why(small: Knowledge) -> None:
    first, second = candidates(chart_with(*ENOUGH, ("fatigue", 5, 20)), small)

    assert (first.entry.id, second.entry.id) == ("blues", "weary")
    assert first.score > second.score
    assert "takes up 3 of 3 recorded symptoms" in first.reasons
    assert "a required criterion is there" in first.reasons
    assert not first.in_chart


def test_candidates_ask_for_what_is_open_and_for_what_tells_them_apart(small: Knowledge) -> None:
    first = candidates(chart_with(*ENOUGH, ("fatigue", 5, 20)), small)[0]

    assert first.ask_next == ("B: nothing else explains it", "Is it only tiredness?")


def test_what_is_required_is_asked_first(small: Knowledge) -> None:
    found = candidates(chart_with(("insomnia", 5, 20)), small)[0]

    assert found.ask_next[0] == "A1: low"


def test_a_candidate_already_in_the_chart_is_marked(small: Knowledge) -> None:
    assert candidates(claiming(chart_with(*ENOUGH)), small)[0].in_chart


def test_without_symptoms_there_are_no_candidates(small: Knowledge) -> None:
    assert candidates(chart_with(), small) == []
    assert candidates(chart_with(("low-mood", 0, None), ("unheard-of", 5, 5)), small) == []


def test_depression_recorded_is_proposed_before_anxiety() -> None:
    """The test that must never fail: symptoms of depression point to depression."""
    keys = ("low-mood", "loss-of-interest", "insomnia", "fatigue", "worthlessness", "poor-concentration")
    found = [c.entry.id for c in candidates(chart_with(*((key, 6, 30) for key in keys)), load())]

    assert found[0] in {"major-depression-single", "major-depression-recurrent"}
    if "generalized-anxiety" in found:
        assert found.index("generalized-anxiety") > 1


@pytest.mark.parametrize(
    ("diagnosis", "keys"),
    [
        ("generalized-anxiety", ("worry", "uncontrollable-worry", "restlessness", "muscle-tension", "irritability")),
        ("panic", ("panic-attacks", "palpitations", "dizziness", "fear-of-dying", "fear-of-panic")),
        ("ptsd", ("nightmares", "avoids-trauma-reminders", "hypervigilance", "negative-beliefs", "self-blame")),
        ("ocd", ("obsessions", "compulsions", "time-lost-to-rituals")),
        ("alcohol-use", ("craving", "tolerance", "withdrawal")),
        ("social-anxiety", ("social-fear", "fear-of-embarrassment", "social-avoidance")),
        ("insomnia-disorder", ("trouble-falling-asleep", "trouble-staying-asleep", "unrefreshing-sleep")),
    ],
)  # fmt: skip
def test_typical_symptoms_bring_their_disorder_forward_first(diagnosis: str, keys: tuple[str, ...]) -> None:
    assert candidates(chart_with(*((key, 6, 200) for key in keys)), load())[0].entry.id == diagnosis


DOWN = ("low-mood", "fatigue", "insomnia", "poor-concentration", "irritability")


def ranked(*keys: tuple[str, int, int | None]) -> list[str]:
    return [c.entry.id for c in candidates(chart_with(*keys), load(), limit=len(load().diagnoses))]


def test_a_premenstrual_mood_stays_behind_depression_until_its_pattern_is_recorded() -> None:
    without = ranked(*((key, 6, 60) for key in DOWN))
    with_it = ranked(*((key, 6, 60) for key in (*DOWN, "premenstrual-pattern")))

    assert without.index("premenstrual-dysphoric") > without.index("adjustment")
    assert with_it[0] == "premenstrual-dysphoric"


def test_cyclothymia_falls_back_when_ups_and_downs_are_known_to_be_missing() -> None:
    low = [(key, 6, 800) for key in ("low-mood", "fatigue", "hopelessness")]
    asked_about = ranked(*low, ("mood-swings", 0, None))

    assert ranked(*low, ("mood-swings", 6, 800), ("elevated-mood", 6, 3))[0] == "cyclothymic"
    assert asked_about.index("cyclothymic") > asked_about.index("persistent-depression")
    assert asked_about.index("cyclothymic") > len(asked_about) // 2


def test_a_criterion_known_to_be_missing_costs_more_than_one_nobody_asked_about() -> None:
    low = [(key, 6, 800) for key in ("low-mood", "fatigue", "hopelessness")]

    def score(*more: tuple[str, int, int | None]) -> float:
        found = candidates(chart_with(*low, *more), load(), limit=len(load().diagnoses))
        return next(c.score for c in found if c.entry.id == "cyclothymic")

    assert score(("mood-swings", 0, None)) < score() < score(("mood-swings", 6, 800))

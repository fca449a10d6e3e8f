"""The seed's case: depressive symptoms, a diagnosis of generalized anxiety, interventions for anxiety."""

from planbot.chart import Chart
from planbot.knowledge import load
from planbot.rules import Finding, Severity, blocking, check
from planbot.rules.pages.examples import TODAY, changed, clean_chart

RULE = "symptoms-point-elsewhere"
YEAR = "severity: 6, frequency: daily, duration: {words: a year, days: 365}"
TREATED_AS_ANXIETY = """
    -df1
    d1.code: F41.1
    d1.name: Generalized anxiety disorder
    d1.entry: generalized-anxiety
    d1.criteria: []
    d1.justification: Looks anxious
    i1.what: Will teach Sam to put worry off to a set time of day.
    i1.technique: worry postponement
    i1.entry: worry-postponement
    i2.what: Will help Sam test predictions about what worry says.
    i2.technique: uncertainty experiments
    i2.entry: uncertainty-experiments
"""


def the_case(then: str = "") -> Chart:
    return changed(clean_chart(), TREATED_AS_ANXIETY + then)


def raised(chart: Chart) -> list[Finding]:
    return [f for f in check(chart, load(), today=TODAY) if f.rule == RULE]


def test_depression_treated_as_anxiety_is_an_error_that_blocks_signing() -> None:
    (finding,) = raised(the_case())
    assert finding.severity is Severity.ERROR
    assert finding in blocking(check(the_case(), load(), today=TODAY))


def test_it_names_the_untreated_symptoms_and_points_at_the_first_of_them() -> None:
    (finding,) = raised(the_case())
    for untreated in ("low mood", "loss of interest", "worthless"):
        assert untreated in finding.message.lower()
    assert "insomnia" not in finding.message.lower(), "anxiety accounts for the poor sleep"
    assert finding.at == "sy1"


def test_it_names_the_diagnosis_they_would_support_and_the_one_in_the_chart() -> None:
    (finding,) = raised(the_case())
    assert "Major depressive disorder" in finding.message
    assert "Generalized anxiety disorder" in finding.message


def test_it_offers_both_ways_out_and_opens_the_question_of_the_first() -> None:
    (finding,) = raised(the_case())
    assert "Add or change the diagnosis" in finding.fix
    assert "set it aside as a differential with a reason" in finding.fix
    assert "these symptoms can wait" in finding.fix
    assert finding.ask == "diagnosis.add"


def test_it_also_speaks_up_when_too_few_symptoms_are_recorded_for_the_other_diagnosis() -> None:
    (finding,) = raised(the_case("-sy4\n-sy6\n-sy3\n+symptoms: {words: I cry, entry: guilt}"))
    assert "point towards Major depressive disorder" in finding.message


def test_adding_the_diagnosis_settles_it() -> None:
    added = '+diagnoses: {code: F33.1, name: "Major depressive disorder, recurrent, moderate", rank: 2}'
    assert raised(the_case(added)) == []


def test_changing_the_diagnosis_settles_it() -> None:
    single = '\nd1.code: F32.1\nd1.name: "Major depressive disorder, single episode, moderate"\nd1.entry: null'
    assert raised(the_case(single)) == []


def test_setting_the_diagnosis_aside_with_a_reason_settles_it() -> None:
    aside = "+differentials: {diagnosis: d1, name: Major depressive disorder, entry: major-depression-recurrent%s}"
    assert raised(the_case(aside % ", reason: The mood fell with a new medicine and lifted when it was stopped")) == []
    assert len(raised(the_case(aside % ""))) == 1, "without a reason it is not justified"


def test_a_reason_written_beside_the_name_alone_settles_it_too() -> None:
    aside = "+differentials: {diagnosis: d1, name: major depressive disorder, reason: A medicine explains the low mood}"
    assert raised(the_case(aside)) == []


def test_putting_the_symptoms_off_with_a_reason_settles_it() -> None:
    reason = "deferred: Sam wants to begin with worry; looked at again in December"
    untreated = "\n".join(f"{symptom}.{reason}" for symptom in ("sy1", "sy2", "sy5"))
    assert raised(the_case(untreated)) == []
    assert len(raised(the_case(f"sy1.{reason}"))) == 1, "two symptoms are still nobody's"


def test_setting_aside_some_other_diagnosis_does_not_settle_it() -> None:
    aside = "+differentials: {diagnosis: d1, name: Panic disorder, entry: panic, reason: No attacks}"
    assert len(raised(the_case(aside))) == 1


def test_a_plan_for_both_is_left_alone() -> None:
    both = f"""
        +symptoms: {{words: I worry about everything, entry: worry, {YEAR}}}
        +symptoms: {{words: I cannot stop it, entry: uncontrollable-worry, {YEAR}}}
        +diagnoses: {{code: F41.1, name: Generalized anxiety disorder, entry: generalized-anxiety, rank: 2}}
    """
    assert raised(changed(clean_chart(), both)) == []


def test_anxiety_beside_a_depression_that_is_diagnosed_is_raised_the_same_way() -> None:
    worries = f"""
        +symptoms: {{words: I worry about everything, entry: worry, {YEAR}}}
        +symptoms: {{words: I cannot stop it, entry: uncontrollable-worry, {YEAR}}}
        +symptoms: {{words: My shoulders are like stone, entry: muscle-tension, {YEAR}}}
        -df1
    """
    (finding,) = raised(changed(clean_chart(), worries))
    assert "Generalized anxiety disorder" in finding.message


def test_counting_low_mood_as_evidence_of_worry_does_not_hide_it() -> None:
    assert len(raised(the_case('\nd1.criteria: [{id: A, met: "yes", symptoms: [sy1, sy2, sy5]}]'))) == 1


def test_symptoms_of_a_few_days_do_not_raise_it() -> None:
    short = "\n".join(f"sy{n}.duration: {{words: four days, days: 4}}" for n in range(1, 7))
    assert raised(the_case(short)) == []


def test_the_matched_plan_raises_nothing() -> None:
    assert raised(clean_chart()) == []

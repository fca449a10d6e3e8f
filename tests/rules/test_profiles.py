"""Profiles: what payers differ in is data, every value of it is read, and a finding says which profile decided."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from planbot.errors import PlanbotError
from planbot.knowledge import BASELINE, VALUES, Knowledge, Profile, ProfileValue, load, profile_named, unknown_in
from planbot.rules import Finding, Severity, check, rules
from planbot.rules.dates import business_days
from planbot.rules.pages.examples import TODAY, changed, clean_chart

PROFILES = sorted(load().profiles)
WAITING: dict[str, str] = {}
"""Values that no rule reads yet, and what they wait for; the progress notes, say."""
BARE = """
    created: 2026-09-01T09:00:00Z
    -sg1
    -sg2
    -dc1
    participation.how: null
    participation.understood: null
    participation.agreed: null
    participation.copy_offered: null
    plan.next_review: null
    o1.baseline: null
    o2.due: null
    i1.type: null
    i1.minutes: null
    i1.frequency: ""
    i2.weeks: null
    i3.weeks: 60
    discharge.weeks: null
    d1.rank: 2
    +diagnoses: {code: Z63.0, name: Problems in relationship with spouse or partner, rank: 1, justification: Told so}
    sc1.total: 22
"""
"""A plan that lacks nearly everything in which payers differ, made eleven weeks after the chart was begun."""


def asked(profile: str | Profile, patch: str = BARE, today: date = TODAY) -> dict[str, Finding]:
    """What is found in the same chart for another payer, by rule."""
    held = load().profiles[profile] if isinstance(profile, str) else profile
    return {f.rule: f for f in check(changed(clean_chart(), patch), load(), held, today)}


def with_value(profile: str, name: str, value: ProfileValue) -> Profile:
    """A profile that says something else in one place."""
    held = load().profiles[profile]
    return held.model_copy(update={"values": {**held.values, name: value}})


@cache
def tags() -> frozenset[str]:
    return frozenset(load().rule_sources)


def test_there_are_the_profiles_that_people_need() -> None:
    assert {"baseline", "medicare-outpatient", "private-pay", "carf", "joint-commission"} <= set(PROFILES)
    assert {"ny-medicaid-clinic", "pa-outpatient-clinic", "tx-medicaid-rehabilitation", "co-medicaid"} <= set(PROFILES)
    assert {"bcbs-minnesota", "magellan"} <= set(PROFILES)


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_speaks_of_every_value_and_says_who_says_so_or_why_not(name: str) -> None:
    profile = load().profiles[name]
    assert list(profile.values) == list(VALUES)
    assert profile.about.endswith(".")
    for value in profile.values.values():
        assert value.tags or value.note, "a source, or a note on why there is none"
        assert set(value.tags) <= tags()


@pytest.mark.parametrize("name", PROFILES)
def test_the_sources_that_a_note_names_are_explained(name: str) -> None:
    for value in load().profiles[name].values.values():
        named = {tag for inside in re.findall(r"\(([^)]*)\)", value.note) for tag in inside.split(", ")}
        assert named <= tags()


def test_every_value_is_read_by_a_rule() -> None:
    read = {name for rule in rules() for name in rule.reads}
    assert read <= set(VALUES)
    assert set(VALUES) - read == set(WAITING)


def test_only_private_pay_and_the_baseline_leave_nothing_open() -> None:
    assert [p for p in PROFILES if not unknown_in(load().profiles[p])] == ["baseline", "private-pay"]


YES_NO = [v.name for v in VALUES.values() if v.kind == "yes-no"]
AT_REVIEW = '+reviews: {"on": 2026-11-20}'
ELSEWHERE = {
    "review-summary": AT_REVIEW,
    "review-reason-to-go-on": AT_REVIEW,
    "client-signature-on-change": f"{AT_REVIEW}\n-sg1",
    "discharge-discussed": "discharge.discussed: null",
    "aftercare": "discharge.aftercare: null",
    "duration": "i2.weeks: null",
}


@pytest.mark.parametrize("name", YES_NO)
def test_what_a_payer_does_not_ask_for_is_silent_or_weighs_less_and_what_it_asks_for_names_it(name: str) -> None:
    patch = ELSEWHERE.get(name, BARE)
    yes = asked(with_value("baseline", name, ProfileValue(value=True, source="carf")), patch)
    no = asked(with_value("baseline", name, ProfileValue(value=False, note="No")), patch)
    decided = {rule: f for rule, f in yes.items() if f.value == name}

    assert decided
    for rule, finding in decided.items():
        assert (finding.profile, finding.sources) == (BASELINE, ("carf",))
        if finding.severity is Severity.ERROR:
            assert no[rule].severity is Severity.WARNING
        else:
            assert rule not in no


NUMBERS = [
    ("plan-due-days", "plan-late", 80, 70, BARE),
    ("plan-due-business-days", "plan-late", 60, 50, BARE),
    ("plan-valid-days", "plan-too-old", 10, 5, BARE),
    ("review-days", "review-not-planned", 90, 80, ""),
    ("intervention-max-weeks", "intervention-without-duration", 60, 50, "i3.weeks: 60"),
    ("safety-plan-phq9-above", "high-score-without-safety-plan", 22, 21, "sc1.total: 22"),
    (
        "supervisor-signature-days",
        "supervisor-has-not-signed",
        3,
        2,
        "+signatures: {signer: supervisor, name: Kim Ode, credentials: PsyD, at: 2026-11-19T09:00:00Z}",
    ),
]


@pytest.mark.parametrize(("name", "rule", "enough", "short", "patch"), NUMBERS)
def test_a_number_decides_to_the_day(name: str, rule: str, enough: int, short: int, patch: str) -> None:
    quiet = with_value("private-pay", "duration", ProfileValue(value=True, source="ngs2"))

    def found(number: int) -> dict[str, Finding]:
        value = ProfileValue(value=number, source="ny")
        return asked(quiet.model_copy(update={"values": {**quiet.values, name: value}}), patch)

    assert rule not in found(enough)
    finding = found(short)[rule]
    assert (finding.profile, finding.value, finding.sources) == ("private-pay", name, ("ny",))


def test_every_number_but_the_visits_is_tried() -> None:
    tried = {name for name, *_ in NUMBERS}
    assert {v.name for v in VALUES.values() if v.kind == "number"} - tried == {"plan-due-visits"}


def test_one_chart_is_read_as_its_payer_reads_it() -> None:
    found = {name: asked(name) for name in PROFILES}

    late = {name: f["plan-late"].message for name, f in found.items() if "plan-late" in f}
    assert {name: re.findall(r"allows (\d+)", said)[0] for name, said in late.items()} == {
        "baseline": "30",
        "ny-medicaid-clinic": "30",
        "pa-outpatient-clinic": "30",
        "tx-medicaid-rehabilitation": "10",
        "va-licensed": "30",
    }, "no day is guessed for the others"
    assert "54 business days" in late["tx-medicaid-rehabilitation"]
    second = {n for n, f in found.items() if "supervisor-has-not-signed" in f}
    assert second == {"ny-medicaid-clinic", "pa-outpatient-clinic"}
    f_code = {n for n, f in found.items() if f.get("not-one-primary-diagnosis")}
    assert f_code == set(PROFILES) - {"private-pay"}, "where it is not known, it is asked for as by most"
    assert found["rula"]["not-one-primary-diagnosis"].profile == "rula"
    assert found["carf"]["not-one-primary-diagnosis"].profile is None


def test_the_least_is_asked_when_nobody_but_the_client_pays() -> None:
    private, any_payer = asked("private-pay"), asked("baseline")

    gone = set(any_payer) - set(private)
    assert {"client-has-not-signed", "copy-not-offered", "objective-without-baseline", "plan-late"} <= gone
    assert private["objective-without-due-date"].severity is Severity.WARNING
    assert private["objective-without-due-date"].profile is None, "nobody who pays asks for it"
    assert any_payer["objective-without-due-date"].severity is Severity.ERROR
    assert private["agreement-not-recorded"].sources == ("practice",)
    assert "no-discharge-criteria" in private, "a goal needs an end whoever pays"
    assert "profile-does-not-say" not in private


def test_who_decided_differs_where_the_finding_is_the_same() -> None:
    said = {n: asked(n)["client-has-not-signed"] for n in ("baseline", "headway", "va-licensed", "medicare-outpatient")}

    assert said["headway"].sources == ("hw1",)
    assert said["va-licensed"].sources == ("va",)
    assert (said["baseline"].profile, said["medicare-outpatient"].profile) == ("baseline", None)
    assert set(said["medicare-outpatient"].sources) > {"pa1", "fl", "va"}, "not known: as most payers ask"


def test_a_plan_due_by_the_visit_is_told_until_it_has_a_date() -> None:
    undated = asked("bcbs-minnesota", "plan.established: null")["plan-due-by-visit"]
    assert "within 3 visits" in undated.message
    assert undated.severity is Severity.ADVICE
    assert "plan-due-by-visit" not in asked("bcbs-minnesota", "")


def test_a_second_signature_is_asked_of_whoever_has_a_supervisor_and_the_days_are_told() -> None:
    found = asked("fl-substance-use", "client.clinician.supervisor: Kim Ode, PsyD")["supervisor-has-not-signed"]
    assert found.message.endswith("gives 10 days for it.")
    assert found.value == "supervisor-signature-days"
    assert "supervisor-has-not-signed" not in asked("fl-substance-use", "")


def test_one_calm_finding_says_everything_a_profile_does_not() -> None:
    found = [f for f in check(clean_chart(), load(), load().profiles["carf"], TODAY) if f.at == "client"]

    (finding,) = found
    assert finding.rule == "profile-does-not-say"
    assert finding.severity is Severity.ADVICE
    assert all(each.means in finding.message for each in unknown_in(load().profiles["carf"]))
    assert "whether a copy is offered" not in finding.message, "CARF says so"


def test_nothing_is_said_of_what_is_unknown_before_there_is_a_goal() -> None:
    assert "profile-does-not-say" not in asked("carf", "-g1")


def test_an_unknown_profile_in_a_chart_is_a_finding_and_most_payers_are_taken() -> None:
    chart = changed(clean_chart(), "client.profile: blue-moon")

    (finding,) = check(chart, load(), today=TODAY)
    assert finding.rule == "profile-not-in-the-library"
    assert "blue-moon" in finding.message
    assert "Any payer" in finding.message
    assert check(chart, load(), load().profiles["private-pay"], TODAY) == ()


def test_a_library_without_profiles_still_checks() -> None:
    bare: Knowledge = replace(load(), profiles={})
    assert {f.rule for f in check(clean_chart(), bare, today=TODAY)} == {"profile-does-not-say"}


def test_a_profile_grows_old_after_a_year() -> None:
    dated = load().profiles["headway"].dated
    for days, old in ((366, False), (367, True)):
        assert ("profile-old" in asked("headway", "", dated + timedelta(days=days))) is old


def test_a_profile_is_found_by_id_or_name_and_a_slip_is_answered_in_one_sentence() -> None:
    library = load()
    assert profile_named(library, "carf").id == "carf"
    assert profile_named(library, " MEDICARE, outpatient psychotherapy ").id == "medicare-outpatient"
    with pytest.raises(PlanbotError, match="did you mean magellan\\?") as error:
        profile_named(library, "magelan")
    assert all(name in str(error.value) for name in PROFILES)
    with pytest.raises(PlanbotError) as error:
        profile_named(library, "zzz")
    assert "did you mean" not in str(error.value)


@pytest.mark.parametrize(
    ("last", "days"),
    [("2026-11-20", 0), ("2026-11-21", 0), ("2026-11-22", 0), ("2026-11-23", 1), ("2026-11-27", 5), ("2026-12-04", 10)],
)
def test_business_days_go_from_monday_to_friday(last: str, days: int) -> None:
    friday = date(2026, 11, 20)
    assert business_days(friday, date.fromisoformat(last)) == days


def test_business_days_before_the_first_are_none() -> None:
    assert business_days(date(2026, 11, 20), date(2026, 11, 2)) == 0

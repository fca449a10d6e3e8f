"""The chart is one value: it never changes, never gives an id twice, and goes through JSON without loss."""

import copy
import json
import pickle
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from planbot.chart import (
    CHART_VERSION,
    ROOMS,
    Answer,
    Chart,
    Goal,
    Quantity,
    Score,
    Snap,
    SnapKind,
    Voice,
    frozen_map,
    read_chart,
    room_of,
)
from planbot.chart import upgrades as versions
from planbot.errors import ChartError
from tests.charts import NOW, new_chart
from tests.strategies import charts

SECRET = "drinks in the mornings"


def refusal(text: str | bytes) -> str:
    with pytest.raises(ChartError) as refused:
        read_chart(text)
    return str(refused.value)


def raw(**fields: Any) -> str:
    found: dict[str, Any] = json.loads(new_chart().to_json())
    return json.dumps({**found, **fields})


def test_an_item_put_in_stands_last_and_put_again_stays_in_its_place() -> None:
    chart = new_chart().put(Goal(id="g1", words="sleep")).put(Goal(id="g2", words="cook"))
    assert [g.id for g in chart.plan.goals] == ["g1", "g2"]
    assert [g.words for g in chart.put(Goal(id="g1", words="rest")).plan.goals] == ["rest", "cook"]


def test_putting_an_item_in_leaves_the_chart_before_as_it_was() -> None:
    before = new_chart()
    assert before.put(Goal(id="g1", words="sleep")).plan.goals
    assert before.plan.goals == ()
    assert before == new_chart()


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_counts_from_1_under_a_prefix_of_its_own(room: str) -> None:
    first = new_chart().next_id(room)
    assert first == f"{ROOMS[room][0]}1"
    assert room_of(first) == room


@pytest.mark.parametrize("odd", ["", "g", "7", "zz1", "g1x", "goal1", "1g", "g 1", "G1"])
def test_an_id_no_room_could_have_given_is_refused(odd: str) -> None:
    with pytest.raises(ChartError, match="No part of a chart"):
        room_of(odd)


def test_an_id_is_never_given_twice_even_after_its_item_is_gone() -> None:
    chart = new_chart()
    seen = set()
    for n in range(5):
        new = chart.next_id("goals")
        assert new not in seen
        seen.add(new)
        chart = chart.put(Goal(id=new, words=f"goal {n}"))
        if n % 2:
            chart = chart.set("plan.goals", ())
    assert seen == {"g1", "g2", "g3", "g4", "g5"}


def test_the_next_id_is_beyond_every_id_there_is_however_it_came_there() -> None:
    imported = read_chart(raw(snaps=[{"id": each, "kind": "value", "words": "x"} for each in ("sn7", "sn²", "odd")]))
    assert imported.next_id("snaps") == "sn8"


@given(st.lists(st.integers(1, 50), max_size=12))
def test_whatever_is_put_and_removed_the_next_id_is_new(numbers: list[int]) -> None:
    chart, given_out = new_chart(), set()
    for number in numbers:
        chart = chart.put(Snap(id=f"sn{number}", kind=SnapKind.VALUE, words="x"))
        given_out.add(f"sn{number}")
        assert chart.next_id("snaps") not in given_out
        chart = chart.set("snaps", chart.snaps[1:])
        assert chart.next_id("snaps") not in given_out


def test_the_index_belongs_to_one_value_only() -> None:
    one = new_chart().put(Goal(id="g1", words="sleep"))
    assert one.find("g1").words == "sleep"
    other = one.put(Goal(id="g1", words="rest")).put(Goal(id="g2", words="cook"))
    assert (other.find("g1").words, other.find("g2").words) == ("rest", "cook")
    assert (one.find("g1").words, one.find("g2")) == ("sleep", None)
    for twin in (one.model_copy(), one.model_copy(deep=True), copy.copy(one), copy.deepcopy(one)):
        changed = twin.set("plan.goals", ())
        assert changed.find("g1") is None
        assert twin.find("g1") == one.find("g1")


def test_an_index_once_asked_for_makes_no_difference_to_the_value() -> None:
    one = new_chart().put(Goal(id="g1", words="sleep"))
    assert one.by_id
    twin = read_chart(one.to_json())
    assert twin == one
    assert twin.to_json() == one.to_json()
    assert "by_id" not in one.to_json()


@pytest.mark.parametrize("path", ["version", "client", "plan", "answers", "id"])
def test_no_field_can_be_set_in_place(path: str) -> None:
    with pytest.raises(ValidationError):
        setattr(new_chart(), path, None)


def test_no_map_of_a_chart_can_be_changed_in_place() -> None:
    chart = read_chart(raw(used={"goals": 2}))
    answers: Any = chart.set("answers", frozen_map({"a": Answer(words="x", voice=Voice.CLIENT, at=NOW)})).answers
    for held in (
        answers,
        chart.used,
        read_chart(raw(assessment={"mental_status": {"mood": "low"}})).assessment.mental_status,
    ):
        before = dict(held)
        for change in (
            lambda m: m.__setitem__("new", 1),
            lambda m: m.__delitem__(next(iter(m))),
            lambda m: m.update({"new": 1}),
            lambda m: m.setdefault("new", 1),
            lambda m: m.pop(next(iter(m))),
            lambda m: m.popitem(),
            lambda m: m.clear(),
            lambda m: m.__ior__({"new": 1}),
        ):
            with pytest.raises(TypeError, match="does not change"):
                change(held)  # type: ignore[no-untyped-call]
        assert dict(held) == before


def test_a_map_read_or_copied_or_pickled_is_as_frozen_as_before() -> None:
    chart = read_chart(raw(used={"goals": 2}))
    for twin in (copy.deepcopy(chart.used), copy.copy(chart.used), pickle.loads(pickle.dumps(chart.used))):  # noqa: S301
        assert twin == {"goals": 2}
        with pytest.raises(TypeError):
            twin["goals"] = 1  # type: ignore[index]


def test_a_path_deeper_than_a_chart_is_refused() -> None:
    with pytest.raises(ChartError, match="deeper than a chart"):
        new_chart().set("client.clinician.name", "x")


def test_of_two_scores_of_one_day_the_last_is_the_latest() -> None:
    chart = new_chart()
    for n, (day, total) in enumerate(((9, 14.0), (16, 12.0), (16, 10.0), (20, None)), 1):
        chart = chart.put(Score(id=f"sc{n}", measure="phq-9", on=date(2026, 11, day), total=total))
    latest = chart.assessment.latest("phq-9")
    assert latest is not None
    assert latest.total == 10.0
    assert chart.assessment.latest("gad-7") is None


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        ("2000-02-29", "2018-02-28", 17),
        ("2000-02-29", "2018-03-01", 18),
        ("1990-05-17", "2026-05-17", 36),
        (None, "2026-05-17", None),
    ],
)
def test_an_age_is_counted_in_whole_years(birth: str | None, day: str, age: int | None) -> None:
    client = new_chart().client.model_copy(update={"birth_date": birth and date.fromisoformat(birth)})
    assert client.age_on(date.fromisoformat(day)) == age


def test_a_quantity_is_a_number_however_large_and_never_infinite() -> None:
    assert str(Quantity(value=1_234_567, unit="steps")) == "1234567 steps"
    assert str(Quantity(value=0.5)) == "0.5"
    for odd in (float("inf"), float("nan")):
        with pytest.raises(ValidationError):
            Quantity(value=odd)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(charts())
def test_any_chart_goes_through_json_and_back_without_loss(chart: Chart) -> None:
    back = read_chart(chart.to_json())
    assert back == chart
    assert back.to_json() == chart.to_json()
    assert read_chart(chart.to_json(indent=2).encode()) == chart


def test_a_chart_of_a_newer_planbot_is_left_to_that_one() -> None:
    assert refusal(raw(version=CHART_VERSION + 1, secret=SECRET)) == (
        f"A newer planbot wrote this chart (chart version {CHART_VERSION + 1}); use that one to open it."
    )


@pytest.mark.parametrize(
    "text", ["", "not json " + SECRET, "{", b"\xff\xfe", "[" * 100_000, "9" * 5000, '{"a":', "\x00"]
)
def test_what_is_not_json_is_refused_as_such(text: str | bytes) -> None:
    assert refusal(text) == "This file is not JSON; choose a file that planbot exported."


@pytest.mark.parametrize("text", ["[]", "null", '"words"', "3", "true"])
def test_json_that_is_no_object_holds_no_chart(text: str) -> None:
    assert refusal(text) == "This file holds no chart; choose a file that planbot exported."


@pytest.mark.parametrize("version", [0, -1, "1", None, 1.5, [SECRET]])
def test_a_chart_that_does_not_say_its_version_is_refused(version: object) -> None:
    assert refusal(raw(version=version)) == "This file does not say which version of a chart it is."


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"client": {"name": 7}}, "string_type at client.name"),
        ({"client": {}}, "missing at client.name"),
        ({"created": SECRET}, "at created"),
        ({SECRET: 1}, "extra_forbidden at …"),
        ({"client": {"name": "Sam", SECRET: SECRET}}, "extra_forbidden at client.…"),
        ({"snaps": [{"id": "sn1", "kind": SECRET, "words": "x"}]}, "enum at snaps.0.kind"),
        ({"answers": {SECRET: {"words": SECRET}}}, "missing at answers.….voice"),
        ({"assessment": {"mental_status": {SECRET: 3}}}, "string_type at assessment.mental_status.…"),
        ({"plan": SECRET}, "at plan"),
    ],
)
def test_a_damaged_chart_is_refused_with_the_place_and_none_of_its_words(fields: dict[str, Any], place: str) -> None:
    sentence = refusal(raw(**fields))
    assert sentence.startswith("This is not a chart planbot can read: ")
    assert sentence.endswith(f"{place}.")
    assert SECRET not in sentence
    assert "\n" not in sentence


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_text_is_a_chart_or_refused_in_one_sentence(text: str | bytes) -> None:
    assert "\n" not in refusal(text)


@given(st.data())
def test_a_chart_cut_or_changed_anywhere_is_read_or_refused_in_one_sentence(data: st.DataObject) -> None:
    text = new_chart().put(Goal(id="g1", words=SECRET)).to_json()
    cut = data.draw(st.integers(0, len(text) - 1))
    damaged = text[:cut] + data.draw(st.sampled_from(["", "\x00", "{", "]", '"', "9", "null"])) + text[cut + 1 :]
    try:
        sentence = read_chart(damaged).id
    except ChartError as refused:
        sentence = str(refused)
        assert SECRET not in sentence
    assert "\n" not in sentence


def test_a_chart_of_an_older_planbot_is_raised_version_by_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def renamed(old: dict[str, Any]) -> dict[str, Any]:
        old["id"] = old.pop("number")
        return {**old, "version": 3}

    found = json.loads(new_chart(chart_id="from long ago").to_json())
    found["number"], found["version"] = found.pop("id"), 1
    monkeypatch.setattr(versions, "CHART_VERSION", 3)
    monkeypatch.setattr(versions, "UPGRADES", {1: lambda old: {**old, "version": 2}, 2: renamed})
    assert read_chart(json.dumps(found)).id == "from long ago"


def test_there_is_an_upgrade_from_every_version_before_this_one() -> None:
    assert set(versions.UPGRADES) == set(range(1, CHART_VERSION))


def test_a_time_keeps_its_zone() -> None:
    at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    chart = new_chart().set("answers", frozen_map({"a": Answer(words="x", voice=Voice.CLIENT, at=at)}))
    assert read_chart(chart.to_json()).answers["a"].at == at
    assert read_chart(chart.to_json()).answers["a"].at.tzinfo is not None

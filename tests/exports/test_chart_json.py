import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planbot.chart import Chart, Contact, Objective, Quantity
from planbot.errors import ChartError
from planbot.exports import chart_schema, export, formats
from planbot.exports.chart_json import DEEPEST, LARGEST, read
from planbot.rules.pages.examples import clean_chart
from planbot.text import clean
from tests.hostile import filled_with, hostile
from tests.sample_charts import draft_chart, empty_chart, large_chart

CHARTS: dict[str, Callable[[], Chart]] = {
    "empty": empty_chart,
    "sample": clean_chart,
    "draft": draft_chart,
    "large": large_chart,
}


@pytest.mark.parametrize("name", CHARTS)
def test_an_exported_chart_is_read_back_without_loss(name: str) -> None:
    chart = CHARTS[name]()
    assert read(export(chart)) == chart
    assert export(read(export(chart))) == export(chart)


cleaned_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=80).map(clean)


@settings(max_examples=150, deadline=None)
@given(text=cleaned_text, number=st.floats(allow_nan=False, allow_infinity=False))
def test_any_clean_text_and_number_survive_the_way_out_and_in(text: str, number: float) -> None:
    chart = filled_with(draft_chart(), text)
    objective = chart.find("o1")
    chart = chart.put(objective.model_copy(update={"target": Quantity(value=number, unit=text)}))
    assert read(export(chart)) == chart


def test_hostile_text_is_exported_whole_and_acts_on_no_terminal() -> None:
    for name, text in hostile().items():
        written = export(filled_with(draft_chart(), text)).decode()
        assert clean(written) == written, name
        assert json.loads(written)["client"]["name"] == text, name


def test_hostile_text_in_a_file_is_cleaned_on_its_way_in() -> None:
    for name, text in hostile().items():
        chart = filled_with(draft_chart(), text)
        assert read(export(chart)) == filled_with(draft_chart(), clean(text)), name


def test_text_that_json_cannot_hold_is_refused_in_one_sentence() -> None:
    chart = empty_chart().put(Contact(id="c1", name="x").model_copy(update={"name": "\ud800"}))
    with pytest.raises(ChartError, match="correct it and export again"):
        export(chart)


def test_a_number_that_is_not_finite_is_refused_rather_than_lost() -> None:
    objective = (
        clean_chart().find("o1").model_copy(update={"target": Quantity.model_construct(value=float("inf"), unit="")})
    )
    with pytest.raises(ChartError, match="correct it and export again"):
        export(clean_chart().put(objective))


def raw() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export(clean_chart()))
    return found


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def with_change(**change: object) -> bytes:
    return json.dumps(raw() | change).encode()


def with_symptoms(*ids: str) -> bytes:
    rooms = raw()
    rooms["assessment"]["symptoms"] = [{"id": one, "words": "x"} for one in ids]
    return json.dumps(rooms).encode()


BAD = {
    "nothing": b"",
    "no JSON": b"# My plan",
    "half a file": export(clean_chart())[:500],
    "not text": b"\xff\xfe\x00\x01",
    "a number": b"7",
    "a list": b"[]",
    "not a number": b'{"version": NaN}',
    "a wrong version": with_change(version="one"),
    "a newer version": with_change(version=99),
    "an unknown field": with_change(secret_password="hunter2"),
    "a wrong type": with_change(client=7),
    "deeper than a chart": nested(DEEPEST + 2),
    "deeper than a parser": nested(200_000),
    "deep in a field": b'{"client": ' + nested(100) + b"}",
    "larger than a chart": b" " * (LARGEST + 1),
    "an id that is a path": with_change(id="../../etc/passwd"),
    "an id that is markup": with_change(id="[@click=app.quit]x"),
    "the same id twice": with_symptoms("sy1", "sy1"),
    "an id of another room": with_symptoms("g1"),
    "an id without a number": with_symptoms("sy"),
    "an id with a huge number": with_symptoms("sy" + "9" * 5000),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_sentence_that_never_quotes_it(name: str) -> None:
    with pytest.raises(ChartError) as caught:
        read(BAD[name])
    message = str(caught.value)
    assert re.fullmatch(r"[A-Z][^\n]{10,180}[.]", message)
    assert "hunter2" not in message
    assert "passwd" not in message


def outcome(data: bytes) -> Chart | str:
    """Return the chart in *data*, or the sentence that refuses it."""
    try:
        return read(data)
    except ChartError as error:
        return str(error)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=300), st.recursive(st.none() | st.text(), st.lists, max_leaves=9).map(json.dumps)))
def test_whatever_is_in_a_file_it_is_a_chart_or_a_sentence(data: bytes | str) -> None:
    found = outcome(data if isinstance(data, bytes) else data.encode())
    assert isinstance(found, Chart) or found.endswith(".")


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, len(export(clean_chart())) - 1), letter=st.integers(0, 255))
def test_a_file_with_one_byte_changed_is_a_chart_or_a_sentence(at: int, letter: int) -> None:
    data = bytearray(export(clean_chart()))
    data[at] = letter
    found = outcome(bytes(data))
    assert isinstance(found, Chart) or found.endswith(".")


def test_every_format_is_found_by_its_folder() -> None:
    assert set(formats()) == {"chart-json"}
    assert formats()["chart-json"].SUFFIX == "json"


def test_a_file_with_a_byte_order_mark_is_read() -> None:
    assert read(b"\xef\xbb\xbf" + export(clean_chart())) == clean_chart()


def test_links_to_parts_that_are_not_there_are_kept_for_the_checks_to_report() -> None:
    chart = empty_chart().put(Objective(id="o1", goal="g9", behaviour="Walks to the shop"))
    assert read(export(chart)).find("o1").goal == "g9"


@pytest.mark.parametrize("name", CHARTS)
def test_exported_charts_fit_the_published_schema(name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    checker = jsonschema.Draft202012Validator(chart_schema())
    checker.check_schema(chart_schema())
    checker.validate(json.loads(export(CHARTS[name]())))


def test_the_schema_refuses_what_is_no_chart() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    checker = jsonschema.Draft202012Validator(chart_schema())
    wish = {"id": "sn1", "kind": "wish", "words": ""}
    changes: list[dict[str, Any]] = [{"version": 2}, {"unknown": 1}, {"client": {}}, {"snaps": [wish]}]
    for change in changes:
        assert not checker.is_valid(raw() | change)


def test_the_schema_says_what_it_is_and_of_which_version() -> None:
    schema = chart_schema()
    assert schema["$id"] == "urn:planbot:chart:1"
    assert schema["title"] == "planbot chart, version 1"
    assert schema["properties"]["version"]["const"] == 1

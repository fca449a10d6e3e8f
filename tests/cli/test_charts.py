"""Charts on the command line: listed, checked, shown, taken out whole and brought in again."""

import json
import os
import re
import stat
from pathlib import Path

import jsonschema
import pytest

from planbot.chart import Chart
from planbot.documents import FORMATS, documents
from planbot.exports.chart_json import read
from planbot.rules import Severity
from planbot.rules.pages.examples import clean_chart
from planbot.store import Store
from tests.charts import new_chart
from tests.homes import CLIENTS
from tests.hostile import filled_with, hostile
from tests.running import PASSPHRASE, QUICK, Home

ACTS_ON_TERMINALS = (
    "terminal colours",
    "terminal clipboard",
    "terminal title",
    "control characters",
    "carriage return",
    "bidi override",
    "line separators",
)


def test_clients_are_listed_with_the_beginning_of_their_ids_and_whether_they_signed(practice: Home) -> None:
    ran = practice.opened("clients")

    lines = ran.out.splitlines()
    assert [line[10:40].strip() for line in lines] == sorted(CLIENTS)
    assert all(re.match(r"[0-9a-f]+ +\S.* \d{4}-\d\d-\d\d \d\d:\d\d  (not )?signed", line) for line in lines), lines


def test_a_store_without_clients_says_so(empty: Home) -> None:
    Store.create(empty.folder, PASSPHRASE, kdf=QUICK)[0].lock()

    ran = empty.opened("clients")

    assert (ran.code, ran.out) == (0, "No client yet; start planbot and make the first.\n")


def test_a_client_is_meant_by_name_by_the_beginning_of_it_and_by_id(practice: Home) -> None:
    for meant in ("Maria", "maria", "mar", "bb33", "bb"):
        assert practice.opened("show", meant, "client-copy").out.startswith("My plan"), meant
    assert "Sam R." in practice.opened("show", "sam r.", "treatment-plan").out, "a whole name wins over a longer one"


def test_an_archived_client_is_still_found_but_not_listed(practice: Home) -> None:
    with Store.open(practice.folder, PASSPHRASE) as store:
        store.archive("bb33")

    assert "Maria" not in practice.opened("clients").out
    assert practice.opened("show", "Maria", "client-copy").code == 0


def test_findings_as_json_can_be_read_by_a_program(practice: Home) -> None:
    ran = practice.opened("check", "Maria", "--format", "json")

    told = json.loads(ran.out)
    findings = told["findings"]
    assert (ran.code, told["chart"], told["profile"]["id"]) == (1, "bb33", "baseline")
    assert told["summary"]["error"] == sum(f["severity"] == "error" for f in findings)
    assert {f["severity"] for f in findings} <= {str(each) for each in Severity}
    assert any(f["severity"] == "error" for f in findings)
    assert all(f["rule"] and f["message"] and f["fix"] and f["sources"] for f in findings)


def test_a_whole_plan_has_nothing_to_mend_in_either_format(practice: Home) -> None:
    (practice.elsewhere[2] / "sam.json").write_text(clean_chart().to_json(), encoding="utf-8")

    assert (
        practice.run("check", "sam.json")
        .out.splitlines()[-1]
        .endswith(("the thread holds.", "0 of them block signing."))
    )
    told = json.loads(practice.run("check", "sam.json", "--format", "json").out)
    assert not [f for f in told["findings"] if f["severity"] == "error"]
    assert told["summary"]["ready_to_sign"] is True


def test_findings_as_text_say_what_why_how_and_by_whom(practice: Home) -> None:
    ran = practice.opened("check", "Maria")

    found, count = ran.out.rsplit("\n", 2)[:2]
    assert found.count("\n  source: ") == int(count.split()[0])
    assert re.fullmatch(r"\d+ findings, [1-9]\d* of them block signing\.", count)


def test_checking_a_file_needs_no_store_and_no_passphrase(empty: Home) -> None:
    (empty.elsewhere[2] / "c.json").write_text(new_chart().to_json(), encoding="utf-8")

    assert empty.run("check", "c.json").code == 1


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("document", documents())
def test_every_document_is_shown_in_every_format(practice: Home, document: str, form: str) -> None:
    ran = practice.opened("show", "Sam R.", document, "--format", form)

    assert (ran.code, ran.err) == (0, "")
    assert documents()[document] in ran.out
    begins = {"md": "# ", "txt": documents()[document], "html": "<!doctype html>"}[form]
    assert ran.out.lower().startswith(begins.lower())


def test_every_look_is_written_into_the_audit_log(practice: Home) -> None:
    practice.opened("show", "Maria", "treatment-plan")
    practice.opened("export", "Maria")

    with Store.open(practice.folder, PASSPHRASE) as store:
        did = [row.did for row in store.audit() if row.client == "bb33"]
    assert "showed treatment-plan" in did
    assert "exported the chart" in did


def test_a_chart_taken_out_and_brought_into_another_store_is_the_same_chart(practice: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other").made()
    Store.create(other.folder, PASSPHRASE, kdf=QUICK)[0].lock()

    for name, chart_id in CLIENTS.items():
        out = practice.opened("export", chart_id).out
        (other.elsewhere[2] / "chart.json").write_text(out, encoding="utf-8")
        ran = other.opened("import", "chart.json")
        assert ran.out == f"Imported {name} as {chart_id}.\n"
        assert other.opened("export", chart_id).out == out

    with Store.open(practice.folder, PASSPHRASE) as one, Store.open(other.folder, PASSPHRASE) as two:
        assert [one.open_chart(i).chart for i in CLIENTS.values()] == [
            two.open_chart(i).chart for i in CLIENTS.values()
        ]


def test_a_chart_that_is_here_already_is_refused_and_stays_as_it_was(practice: Home) -> None:
    before = practice.opened("export", "bb33").out
    changed = json.loads(before)
    changed["intake"]["presenting"] = "something else"
    (practice.elsewhere[2] / "c.json").write_text(json.dumps(changed), encoding="utf-8")

    ran = practice.opened("import", "c.json")

    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert practice.opened("export", "bb33").out == before


def test_an_export_fits_the_published_schema_and_a_changed_one_does_not(practice: Home) -> None:
    schema = json.loads(practice.run("schema").out)
    chart = json.loads(practice.opened("export", "Sam R.").out)

    jsonschema.Draft202012Validator.check_schema(schema)
    valid = jsonschema.Draft202012Validator(schema)
    assert list(valid.iter_errors(chart)) == []
    assert chart["plan"]["goals"], "the chart holds a whole plan"
    assert list(valid.iter_errors({**chart, "surprise": 1}))
    assert list(valid.iter_errors({**chart, "version": chart["version"] + 1}))


def test_an_export_to_a_folder_is_named_by_id_and_day_and_only_its_owner_reads_it(
    practice: Home, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()

    ran = practice.opened("export", "Maria", "--to", str(out))

    written = Path(ran.out.strip())
    assert re.fullmatch(r"planbot-bb33-chart-\d{4}-\d\d-\d\d\.json", written.name)
    assert read(written.read_bytes()).client.name == "Maria"
    if os.name != "nt":
        assert stat.S_IMODE(written.stat().st_mode) == 0o600


def test_an_export_to_a_folder_that_is_not_there_is_one_sentence(practice: Home) -> None:
    ran = practice.opened("export", "Maria", "--to", "nowhere")

    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "could not be written" in ran.err


@pytest.mark.parametrize("name", ACTS_ON_TERMINALS)
def test_text_that_would_act_on_a_terminal_is_cleaned_on_its_way_in(practice: Home, name: str) -> None:
    chart = _hostile_chart(hostile()[name])
    (practice.elsewhere[2] / "c.json").write_bytes(json.dumps(json.loads(chart.to_json())).encode())

    ran = practice.opened("import", "c.json")
    shown = practice.opened("show", "cc44", "treatment-plan")
    checked = practice.opened("check", "cc44")

    assert (ran.code, shown.code, checked.code) == (0, 0, 1), ran.err + shown.err + checked.err
    for said in (ran.said, shown.said, checked.said):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)


def test_no_name_however_hostile_leaves_its_line_in_the_list(practice: Home) -> None:
    with Store.open(practice.folder, PASSPHRASE) as store:
        for number, text in enumerate(hostile().values()):
            chart = read(_hostile_chart(text).to_json().encode())
            store.import_chart(chart.model_copy(update={"id": f"cc{number}"}))

    ran = practice.opened("clients")

    assert ran.code == 0, ran.err
    assert len(ran.out.splitlines()) == len(CLIENTS) + len(hostile())


def _hostile_chart(text: str) -> Chart:
    chart = filled_with(new_chart(), text).model_copy(update={"id": "cc44"})
    return chart.set("client.profile", "baseline")

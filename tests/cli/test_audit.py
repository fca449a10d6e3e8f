"""Audits and rehearsals on the command line: of a folder, of the store, stopped, written to files, compared."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import jsonschema
import pytest

from planbot.auditing.report import report_schema
from planbot.exports import export
from planbot.rules.pages.examples import clean_chart
from planbot.store import Store
from tests.auditing.making import SECRET, charts, fill, numbered
from tests.homes import CLIENTS
from tests.running import PASSPHRASE, Home
from tests.sample_charts import draft_chart

MANY = 400


def folder_of(home: Home, each: int = 1) -> Path:
    folder = home.elsewhere[2] / "charts"
    folder.mkdir()
    return fill(folder, each)


def test_a_folder_is_audited_without_a_store_and_one_bad_file_stops_nothing(empty: Home) -> None:
    folder_of(empty)

    ran = empty.run("audit", "charts")

    assert ran.code == 1
    assert ran.out.startswith("3 charts checked on ")
    assert "Ready to sign: 1 of 3 charts, 33 %." in ran.out
    assert "Not read: 1 chart\n- broken.json: This file is not JSON" in ran.out
    assert SECRET not in ran.said
    assert ran.err == "", "the bar is for terminals"


def test_an_audit_without_errors_leaves_with_zero_and_one_of_nothing_with_two(empty: Home) -> None:
    here = empty.elsewhere[2]
    (here / "good").mkdir()
    (here / "good" / "sam.json").write_bytes(export(clean_chart()))
    (here / "bad").mkdir()
    (here / "bad" / "x.json").write_text("{}", encoding="utf-8")

    assert empty.run("audit", "good").code == 0
    bad = empty.run("audit", "bad")
    assert (bad.code, "0 charts checked" in bad.out) == (2, True)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Name a folder of exported charts, or give --all"),
        (("charts", "--all"), "Name a folder of exported charts, or give --all"),
        (("nowhere",), "There is no folder nowhere"),
        (("charts", "--names"), "with --all only"),
        (("charts", "--profile", "medicare-outpatent"), "did you mean medicare-outpatient?"),
        (("charts", "--since", "nothing.json"), "nothing.json cannot be read"),
        (("charts", "--since", "charts/broken.json"), "no report of an audit"),
        (("charts", "--out", "no/such/folder/x.txt"), "could not be written"),
        (("--all",), "There is no planbot store"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(empty: Home, args: tuple[str, ...], said: str) -> None:
    folder_of(empty)

    ran = empty.run("audit", *args)

    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1
    assert "Traceback" not in ran.said


def test_the_json_fits_the_schema_that_is_printed_and_serves_the_next_audit(empty: Home) -> None:
    folder = folder_of(empty)
    schema = json.loads(empty.run("schema", "audit").out)
    assert schema == json.loads(json.dumps(report_schema()))

    first = empty.run("audit", "charts", "--format", "json", "--out", "charts/first.json")
    for path in folder.rglob("n2.json"):
        path.unlink()
    second = empty.run("audit", "charts", "--format", "json", "--since", "charts/first.json")

    told = json.loads(second.out)
    jsonschema.validate(told, schema)
    assert first.out.splitlines()[-1] == "charts/first.json"
    assert (told["charts"], told["of"], told["since"]["charts"]) == (2, 3, 3)
    assert "no-diagnosis" in {found["rule"] for found in told["mended"]}
    assert re.search(r"Ready to sign: 1 of 2 charts, 50 %. On \d{4}-\d\d-\d\d: 33 %.", second.err)


def test_the_findings_of_a_chart_fit_the_schema_that_is_printed(empty: Home) -> None:
    (empty.elsewhere[2] / "c.json").write_bytes(export(draft_chart()))

    told = json.loads(empty.run("check", "c.json", "--format", "json").out)

    jsonschema.validate(told, json.loads(empty.run("schema", "findings").out))


def test_the_table_goes_to_a_file_only_its_owner_can_read(empty: Home) -> None:
    folder_of(empty)

    ran = empty.run("audit", "charts", "--format", "csv", "--out", "table.csv")

    path = empty.elsewhere[2] / "table.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert ran.code == 1
    assert {row["chart"] for row in rows} >= {"n1", "n2"}
    assert [row["file"] for row in rows if row["rule"] == "could-not-be-read"] == ["broken.json"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0
    assert "n1" in empty.run("audit", "charts", "--format", "csv").out


def test_the_page_is_written_whole(empty: Home) -> None:
    folder_of(empty)

    empty.run("audit", "charts", "--format", "html", "--out", "audit.html")

    text = (empty.elsewhere[2] / "audit.html").read_text(encoding="utf-8")
    assert text.lstrip().startswith("<!DOCTYPE html>")
    assert text.rstrip().endswith("</html>")


def test_the_store_is_audited_by_id_and_remembers_for_the_next_time(practice: Home) -> None:
    first = practice.opened("audit", "--all")
    second = practice.opened("audit", "--all")
    other = practice.opened("audit", "--all", "--profile", "carf")

    assert first.out.startswith("3 charts checked")
    assert "aa22" in first.out
    assert not [name for name in CLIENTS if name in first.out]
    assert " = " not in first.out
    assert "no-diagnosis" in second.out
    assert re.search(r"67 % = 67 % +no-diagnosis", second.out)
    assert "It used another profile" in " ".join(other.out.split())
    with Store.open(practice.folder, PASSPHRASE) as store:
        kept = store.kept_reports()
        assert len(kept) == 3
        assert not [client for client in CLIENTS.values() if client in "".join(kept)]
        did = [row.did for row in store.audit() if row.client == "bb33"]
        assert did.count("audited") == 3
        assert store.verify() == []


def test_clients_are_named_only_when_asked_for(practice: Home) -> None:
    assert "Samira" in practice.opened("audit", "--all", "--names").out
    assert "Samira" not in practice.opened("audit", "--all", "--format", "json").out


def test_several_cores_find_what_one_finds_through_the_real_entry_point(empty: Home) -> None:
    folder_of(empty, each=20)

    one, two = (empty.start("audit", "charts", "--format", "json", "--jobs", jobs) for jobs in ("1", "2"))

    assert (one.code, two.code) == (1, 1)
    assert one.out == two.out


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_quickly_and_tells_what_was_done_until_then(empty: Home, jobs: str) -> None:
    here = empty.elsewhere[2]
    (here / "charts").mkdir()
    data = [export(numbered(chart, at)) for at, chart in enumerate(charts(1))]
    for number in range(MANY * 10):
        (here / "charts" / f"{number}.json").write_bytes(data[number % 3])
    process = subprocess.Popen(  # noqa: S603 - our own program
        empty.command("audit", "charts", "--format", "csv", "--out", "t.csv", "--jobs", jobs),
        cwd=here,
        env=empty.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    part = wait_for_rows(here)
    os.killpg(process.pid, signal.SIGINT)
    began = time.monotonic()
    out, err = process.communicate(timeout=60)

    assert process.returncode == 2, err
    looked = re.search(r"Stopped: ([\d,]+) of 4,000 charts were looked at; the figures are of those\.", err)
    assert looked, err
    assert 0 < int(looked[1].replace(",", "")) < MANY * 10
    assert "Traceback" not in out + err
    assert time.monotonic() - began < 30
    assert (here / "t.csv").stat().st_size >= part


def wait_for_rows(here: Path) -> int:
    """Wait until the first rows of the table are on the disk, and return how many bytes that are."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        sizes = [path.stat().st_size for path in here.glob(".t.csv.*.part")]
        if sizes and sizes[0] > 3:
            return sizes[0]
        time.sleep(0.02)
    raise AssertionError("no row was written in a minute")


def test_a_rehearsal_of_a_file_begins_with_its_score(empty: Home) -> None:
    here = empty.elsewhere[2]
    (here / "sam.json").write_bytes(export(clean_chart()))
    (here / "draft.json").write_bytes(export(draft_chart()))

    good, draft = empty.run("rehearse", "sam.json"), empty.run("rehearse", "draft.json", "--profile", "private-pay")

    assert (good.code, draft.code) == (0, 1)
    assert good.out.startswith("Audit rehearsal\n")
    assert re.search(r"Met: (\d+) of the \1 lines", good.out)
    assert "Private pay (private-pay" in draft.out


def test_a_rehearsal_of_a_client_is_a_look_and_may_go_to_a_file(practice: Home) -> None:
    ran = practice.opened("rehearse", "Maria", "--format", "html", "--out", "packet.html")

    assert ran.code == 1
    assert re.fullmatch(r"\d+ of \d+ lines that can be told are met\.\npacket\.html\n", ran.out)
    assert "Audit rehearsal" in (practice.elsewhere[2] / "packet.html").read_text(encoding="utf-8")
    with Store.open(practice.folder, PASSPHRASE) as store:
        assert "rehearsed an audit" in [row.did for row in store.audit() if row.client == "bb33"]


def test_an_audit_counts_plans_that_read_alike_and_a_rehearsal_holds_a_file_against_a_folder(empty: Home) -> None:
    here = empty.elsewhere[2]
    (here / "all").mkdir()
    for number in (1, 2):
        (here / "all" / f"{number}.json").write_bytes(export(numbered(draft_chart(), number)))
    (here / "all" / "note.json").write_text('{"client": "' + SECRET + '"', encoding="utf-8")
    (here / "sam.json").write_bytes(export(numbered(draft_chart(), 3)))

    report = json.loads(empty.run("audit", "all", "--format", "json").out)
    table = list(csv.DictReader(io.StringIO(empty.run("audit", "all", "--format", "csv").out)))
    alone, beside = empty.run("rehearse", "sam.json"), empty.run("rehearse", "sam.json", "--beside", "all")
    refused = empty.run("rehearse", "Sam", "--beside", "all")

    assert report["compared"] is True
    assert {f["rule"]: f["charts"] for f in report["findings"]}["text-like-another-plan"] == 2
    assert {row["file"] for row in table if row["rule"] == "text-like-another-plan"} == {"1.json", "2.json"}
    assert "it was not compared with other plans" in alone.out
    assert "sentences also stand in other plans" in " ".join(beside.out.split())
    assert "1 of the files in all hold no chart that can be read" in beside.err
    assert SECRET not in beside.said
    assert (refused.code, "with a file only" in refused.err) == (2, True)

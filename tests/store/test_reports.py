"""The caseload handed over for an audit, and the reports kept of audits."""

from pathlib import Path

import pytest

from planbot.chart import read_chart
from planbot.store import Store
from planbot.store.reports import TOGETHER
from tests.store.making import PASSPHRASE, a_chart, a_store, inside, said, with_words


def test_every_client_is_handed_over_with_the_newest_chart_and_that_it_was_seen_is_recorded(folder: Path) -> None:
    many = TOGETHER + 3
    with a_store(folder)[0] as store:
        for number in range(many):
            store.add_client(a_chart(f"c{number}", name=f"Client {number}"))
        store.append(with_words(a_chart("c7", name="Client 7"), "sings"), based_on=1, did="answered")
        store.archive("c9")

        held = {each.client: each for each in store.charts(did="audited")}
        looks = [(row.client, row.revision) for row in store.audit(500) if row.did == "audited"]

        assert set(held) == {f"c{number}" for number in range(many)} - {"c9"}
        assert said(read_chart(held["c7"].text)) == "sings"
        assert sorted(looks) == sorted((client, 2 if client == "c7" else 1) for client in held)
        assert (store.count(), store.count(archived=True)) == (many - 1, many)
        assert "c9" in {each.client for each in store.charts(did="audited", archived=True)}
        assert store.verify() == []


def test_an_audit_that_is_stopped_records_what_was_seen_until_then(folder: Path) -> None:
    with a_store(folder)[0] as store:
        for number in range(TOGETHER + 5):
            store.add_client(a_chart(f"c{number}", name=f"{number}"))
        next(store.charts(did="audited"))

        assert len([row for row in store.audit(500) if row.did == "audited"]) == TOGETHER


def test_a_chart_that_does_not_verify_is_named_and_does_not_stop_the_rest(folder: Path) -> None:
    with a_store(folder)[0] as store:
        for client in ("c1", "c2", "c3"):
            store.add_client(a_chart(client))

        def damage(db: object) -> None:
            db.execute("DROP TRIGGER revisions_no_update")  # type: ignore[attr-defined]
            db.execute("UPDATE revisions SET did = 'x' WHERE client = 'c2'")  # type: ignore[attr-defined]

        store._write(damage)
        held = {each.client: each for each in store.charts(did="audited")}

        assert (bool(held["c1"].text), bool(held["c3"].text)) == (True, True)
        assert held["c2"].text == ""
        assert "does not verify" in held["c2"].fault
        assert "cook" not in held["c2"].fault


def test_reports_are_kept_newest_first_and_never_changed(folder: Path) -> None:
    with a_store(folder)[0] as store:
        assert store.kept_reports() == []
        store.keep_report("one", charts=3)
        store.keep_report("two", charts=4)
        assert [row.did for row in store.audit(2)] == ["audited 4 charts", "audited 3 charts"]
    with Store.open(folder, PASSPHRASE) as store:
        assert store.kept_reports() == ["two", "one"]
        assert store.kept_reports(1) == ["two"]
        assert store.verify() == []
    with inside(folder) as db:
        for change in ("UPDATE reports SET report = 'x'", "DELETE FROM reports"):
            with pytest.raises(Exception, match="append-only"):
                db.execute(change)
    assert b"audited" not in (folder / "planbot.db").read_bytes()

"""Charts go in and come out, revision by revision."""

import os
import stat
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from planbot.errors import ConflictError, LockedError, StoreError
from planbot.store import Store
from tests.store.making import PASSPHRASE, a_chart, a_signature, a_store, fill, inside, said, with_words


def test_a_chart_comes_back_as_it_went_in(store: Store) -> None:
    chart = a_chart()
    opened = store.add_client(chart)
    assert (opened.chart, opened.revision) == (chart, 1)
    assert store.open_chart("c1").chart == chart


def test_what_was_saved_is_there_after_closing_and_opening(store: Store, folder: Path) -> None:
    last = fill(store)
    store.close()
    with Store.open(folder, PASSPHRASE) as again:
        assert again.open_chart("c1") == last
        assert again.verify() == []


def test_the_recovery_code_opens_the_store_however_it_is_typed(folder: Path) -> None:
    store, code = a_store(folder)
    store.lock()
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", ""), code.replace("0", "o")):
        Store.open(folder, typed).lock()


def test_the_caseload_is_listed_by_name_without_reading_a_chart(store: Store) -> None:
    for client, name in (("c3", "zoe"), ("c1", "Ada"), ("c2", "Émile")):
        store.add_client(a_chart(client, name=name))
    assert [row.name for row in store.clients()] == ["Ada", "zoe", "Émile"]
    row = store.clients()[0]
    assert (row.id, row.revision, row.signed, row.next_review, row.archived) == (
        "c1",
        1,
        None,
        date(2027, 2, 15),
        False,
    )
    assert row.created == row.updated
    assert row.created.utcoffset() == datetime.now(UTC).utcoffset()


def test_the_caseload_follows_the_newest_chart(store: Store) -> None:
    chart = a_chart()
    store.add_client(chart)
    renamed = chart.set("client.name", "Sam Rivers").set("plan.next_review", None)
    store.append(renamed, based_on=1, did="answered", key="client.name")
    row = store.clients()[0]
    assert (row.name, row.revision, row.next_review) == ("Sam Rivers", 2, None)
    assert row.updated > row.created


def test_an_archived_client_leaves_the_caseload_and_nothing_else(store: Store) -> None:
    last = fill(store)
    store.archive("c1")
    assert store.clients() == []
    assert [row.archived for row in store.clients(archived=True)] == [True]
    assert store.open_chart("c1") == last
    store.unarchive("c1")
    assert [row.archived for row in store.clients()] == [False]
    assert store.verify() == []


def test_a_save_made_from_an_older_revision_is_refused_and_names_the_newer(store: Store) -> None:
    chart = store.add_client(a_chart()).chart
    store.append(with_words(chart, "first window"), based_on=1, did="answered")
    with pytest.raises(ConflictError, match="revision 2 after revision 1"):
        store.append(with_words(chart, "second window"), based_on=1, did="answered")
    with pytest.raises(ConflictError):
        store.undo("c1", based_on=1)
    with pytest.raises(ConflictError):
        store.redo("c1", based_on=1)
    with pytest.raises(ConflictError):
        store.sign(chart, based_on=1, document="plan", renderings={"md": "x"}, signatures=[a_signature()])
    assert said(store.open_chart("c1").chart) == "first window"
    assert len(store.revisions("c1")) == 2
    assert store.signed("c1") == []


def test_a_save_from_a_revision_that_is_yet_to_come_is_refused(store: Store) -> None:
    chart = store.add_client(a_chart()).chart
    with pytest.raises(ConflictError):
        store.append(chart, based_on=7, did="answered")


def test_undoing_again_walks_further_back_and_stops_at_the_first(store: Store) -> None:
    chart = store.add_client(a_chart(words="zero")).chart
    revision = 1
    for words in ("one", "two"):
        revision = store.append(with_words(chart, words), based_on=revision, did="answered")
    seen = []
    while (opened := store.undo("c1", based_on=revision)) is not None:
        revision = opened.revision
        seen.append(said(opened.chart))
    assert seen == ["one", "zero"]
    assert [r.restores for r in store.revisions("c1")] == [None, None, None, 2, 1]
    assert len(store.revisions("c1")) == 5, "an undo that finds nothing appends nothing"


def test_redo_brings_back_what_was_undone_until_something_new_is_said(store: Store) -> None:
    chart = store.add_client(a_chart(words="zero")).chart
    store.append(with_words(chart, "one"), based_on=1, did="answered")
    store.append(with_words(chart, "two"), based_on=2, did="answered")
    assert store.redo("c1", based_on=3) is None
    store.undo("c1", based_on=3)
    store.undo("c1", based_on=4)
    redone = store.redo("c1", based_on=5)
    assert redone is not None
    assert said(redone.chart) == "one"
    store.append(with_words(chart, "other"), based_on=6, did="answered")
    assert store.redo("c1", based_on=7) is None
    back = store.undo("c1", based_on=7)
    assert back is not None
    assert said(back.chart) == "one"


def test_every_earlier_chart_can_be_looked_at(store: Store) -> None:
    chart = store.add_client(a_chart(words="zero")).chart
    store.append(with_words(chart, "one"), based_on=1, did="answered", key="snaps:sn1", voice="client")
    assert [said(store.chart_at("c1", number)) for number in (1, 2)] == ["zero", "one"]
    revision = store.revisions("c1")[1]
    assert (revision.number, revision.did, revision.key, revision.voice) == (2, "answered", "snaps:sn1", "client")
    with pytest.raises(StoreError, match="no revision 3"):
        store.chart_at("c1", 3)


def test_importing_an_id_that_is_here_is_refused_and_changes_nothing(store: Store) -> None:
    store.add_client(a_chart(words="here"))
    with pytest.raises(StoreError, match="c1 is already here"):
        store.import_chart(a_chart(words="from a file"))
    assert said(store.open_chart("c1").chart) == "here"
    assert store.import_chart(a_chart("c2")).revision == 1


@pytest.mark.parametrize("client", ["", "../c1", "a b", "x" * 65, "-c", "c1\n"])
def test_an_id_planbot_could_not_have_given_is_refused(store: Store, client: str) -> None:
    with pytest.raises(StoreError, match="not one planbot could have given"):
        store.add_client(a_chart(client))
    assert store.clients() == []


def test_an_unknown_client_is_one_sentence_wherever_it_is_asked_for(store: Store) -> None:
    asks: list[Callable[[], object]] = [
        lambda: store.open_chart("c9"),
        lambda: store.append(a_chart("c9"), based_on=1, did="answered"),
        lambda: store.undo("c9", based_on=1),
        lambda: store.revisions("c9"),
        lambda: store.archive("c9"),
    ]
    for ask in asks:
        with pytest.raises(StoreError, match="no client with the id c9"):
            ask()


def test_a_chart_that_cannot_be_stored_is_refused_without_its_words(store: Store) -> None:
    with pytest.raises(StoreError) as error:
        store.add_client(a_chart(words="secret \ud800"))
    assert "secret" not in str(error.value)
    assert store.clients() == []


def test_hostile_words_are_stored_as_words(store: Store) -> None:
    words = "'); DROP TABLE clients; -- [@click=app.quit] {{ 7*7 }} \u202e"
    store.add_client(a_chart(words=words, name=words))
    assert store.open_chart("c1").chart.client.name == words


def test_a_locked_store_does_nothing_and_says_so(store: Store) -> None:
    store.add_client(a_chart())
    store.lock()
    store.lock()
    for ask in (store.clients, lambda: store.open_chart("c1"), lambda: store.archive("c1"), store.backup):
        with pytest.raises(LockedError, match="locked"):
            ask()
    with pytest.raises(LockedError):
        _ = store._keys.data


def test_locking_closes_every_connection(folder: Path) -> None:
    store, _ = a_store(folder)
    store.add_client(a_chart())
    threads = [threading.Thread(target=store.clients) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.lock()
    if Path("/proc/self/fd").exists():
        open_files = [str(fd.readlink()) for fd in Path("/proc/self/fd").iterdir() if fd.is_symlink() and fd.exists()]
        assert [name for name in open_files if name.startswith(str(folder))] == []
    assert not (folder / "planbot.db-wal").exists()


def test_a_store_is_not_made_over_another(store: Store, folder: Path) -> None:
    store.add_client(a_chart())
    with pytest.raises(StoreError, match="already"):
        Store.create(folder, PASSPHRASE)
    assert len(store.clients()) == 1


def test_opening_where_there_is_none_makes_none(folder: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        Store.open(folder, PASSPHRASE)
    assert not folder.exists()


def test_a_store_that_was_half_made_is_made_anew(folder: Path) -> None:
    store, _ = a_store(folder)
    store.lock()
    (folder / "creating").write_bytes(b"")
    assert not Store.exists(folder)
    again, _ = a_store(folder)
    assert again.clients() == []
    assert again.verify() == []
    again.lock()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_only_the_owner_can_read_what_is_written_whatever_the_umask(folder: Path) -> None:
    before = os.umask(0)
    try:
        store, _ = a_store(folder)
        fill(store)
        store.backup()
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}
        store.lock()
    finally:
        os.umask(before)
    assert any(path.name.endswith("-wal") for path in modes)
    assert {path.name: oct(mode) for path, mode in modes.items() if mode & 0o077} == {}


def test_every_window_waits_for_the_disk(store: Store, folder: Path) -> None:
    pragmas = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "temp_store": 2}
    wanted = {name: [(value,)] for name, value in pragmas.items()}
    assert store._write(lambda db: {name: db.execute(f"PRAGMA {name}").fetchall() for name in pragmas}) == wanted


def test_rows_of_the_record_cannot_be_changed_or_deleted(store: Store, folder: Path) -> None:
    fill(store)
    store.lock()
    with inside(folder) as db:
        for table in ("revisions", "signed", "audit"):
            for change in (f"UPDATE {table} SET at = 'x'", f"DELETE FROM {table}"):  # noqa: S608
                with pytest.raises(Exception, match=f"{table} is append-only"):
                    db.execute(change)


def test_a_signed_document_is_frozen_and_the_next_one_is_a_new_version(store: Store) -> None:
    last = fill(store)
    (first,) = store.signed("c1")
    assert (first.version, first.revision, first.chart) == (1, last.revision, last.chart)
    assert dict(first.renderings) == {"md": "# The plan", "txt": "The plan"}
    assert first.signatures == (a_signature(),)
    assert store.clients()[0].signed == first.at
    changed = with_words(last.chart, "changed since")
    number = store.append(changed, based_on=last.revision, did="answered")
    second = store.sign(
        changed, based_on=number, document="treatment plan", renderings={"md": "# New"}, signatures=[a_signature()]
    )
    assert (second.version, store.signed("c1")) == (2, [first, second])
    other = store.sign(
        changed, based_on=second.revision, document="client copy", renderings={"md": "#"}, signatures=[a_signature()]
    )
    assert other.version == 1
    assert store.undo("c1", based_on=other.revision) is None, "a signature is not taken back by a key"
    assert store.verify() == []


def test_signing_without_a_signature_or_a_text_saves_nothing(store: Store) -> None:
    chart = store.add_client(a_chart()).chart
    with pytest.raises(StoreError, match="Nobody has signed"):
        store.sign(chart, based_on=1, document="plan", renderings={"md": "x"}, signatures=[])
    with pytest.raises(StoreError, match="no text to sign"):
        store.sign(chart, based_on=1, document="plan", renderings={}, signatures=[a_signature()])
    assert len(store.revisions("c1")) == 1


def test_order_follows_the_sequence_when_the_clock_goes_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = store.add_client(a_chart()).chart
    monkeypatch.setattr("planbot.store.audit.now", lambda: "2001-01-01T00:00:00.000000+00:00")
    store.append(with_words(chart, "later"), based_on=1, did="answered")
    assert said(store.open_chart("c1").chart) == "later"
    assert [row.did for row in store.audit()][:3] == ["opened", "answered", "the clock went back"]
    assert store.verify() == []

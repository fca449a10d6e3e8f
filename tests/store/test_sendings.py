"""What was sent to a model, when and for whom, is in the sealed log; the text is not."""

import hashlib
from pathlib import Path
from typing import NamedTuple

import pytest

from planbot.errors import LockedError
from planbot.store import Store
from tests.store.making import PASSPHRASE, a_chart, a_store, inside, without_triggers

TEXT = "The goal in the client's words: sleep through the night"


class Sending(NamedTuple):
    task: str = "objective"
    model: str = "llamacpp:small"
    letters: int = len(TEXT)
    digest: str = hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_sending_is_recorded_with_its_length_and_its_digest_and_without_its_text(store: Store) -> None:
    store.add_client(a_chart())

    store.note_sending(Sending(), "c1")

    (row,) = store.sendings()
    assert (row.kind, row.by, row.client) == ("sent", "therapist", "c1")
    assert (
        row.did == f"sent objective to llamacpp:small: 55 letters, SHA-256 {hashlib.sha256(TEXT.encode()).hexdigest()}"
    )
    assert "night" not in repr(store.audit())
    assert store.audit(1) == [row], "it stands in the one log with all looks and changes"


def test_sendings_are_listed_newest_first_and_nothing_else_with_them(store: Store) -> None:
    store.add_client(a_chart())
    for task in ("objective", "summary", "plainer"):
        store.note_sending(Sending(task=task), "c1")
        store.note_look("showed treatment plan", "c1")

    assert [row.did.split()[1] for row in store.sendings()] == ["plainer", "summary", "objective"]
    assert len(store.sendings(2)) == 2


def test_a_record_of_a_sending_cannot_be_changed_or_removed_unnoticed(folder: Path) -> None:
    with a_store(folder)[0] as store:
        store.note_sending(Sending(), None)
        assert store.verify() == []
    with inside(folder) as db:
        without_triggers(db).execute(
            "UPDATE audit SET did = replace(did, '55 letters', '5 letters') WHERE kind = 'sent'"
        )

    with Store.open(folder, PASSPHRASE) as store:
        assert "was changed" in store.verify()[0]


def test_what_cannot_be_recorded_is_refused_aloud(store: Store) -> None:
    store.lock()

    with pytest.raises(LockedError):
        store.note_sending(Sending(), "c1")


def test_a_model_whose_name_holds_line_ends_and_escapes_makes_one_harmless_row(store: Store) -> None:
    store.note_sending(Sending(model="llamacpp:a\nb\x1b]52;c"), "c1")

    (row,) = store.sendings()
    assert "\n" not in row.did
    assert "\x1b" not in row.did


def test_what_may_be_drafted_is_recorded_when_it_changes_and_only_then(store: Store) -> None:
    store.note_drafting("")
    assert [row for row in store.audit() if row.kind == "switched"] == [], "it is off on install"

    for says in (
        "with llamacpp:small: objective",
        "with llamacpp:small: objective",
        "with llamacpp:small: summary",
        "",
    ):
        store.note_drafting(says)

    assert [row.did for row in store.audit() if row.kind == "switched"] == [
        "drafting with a model is off",
        "drafting is on with llamacpp:small: summary",
        "drafting is on with llamacpp:small: objective",
    ]

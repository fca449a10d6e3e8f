"""``planbot ask`` and the passphrase as a person at a terminal meets them."""

import os

import pytest

if os.name == "nt":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

from planbot.store import Store
from tests.program.terminal import Terminal
from tests.running import PASSPHRASE, Home

OTHER = "amber trombone quietly nine"


def test_a_conversation_is_typed_line_by_line(practice: Home) -> None:
    with Terminal(practice, "ask", "intake", "--client", "Maria", lines=60) as at:
        at.see("Passphrase or recovery code:")
        at.type(PASSPHRASE + "\r")
        at.see("What brings Maria here, in their own words?")
        at.type("I lie awake\r")
        at.see("When was Maria born?")
        at.type("long ago\r")
        at.see("date")
        at.type("17 May 1990\r")
        at.see("Which pronouns")
        at.type("\r")
        at.see("There is nothing to save yet")
        at.type("/quit\r")
        assert at.end() == 0
    assert PASSPHRASE.encode() not in at.raw, "the passphrase is not shown"
    assert b"\x1b]" not in at.raw

    with Store.open(practice.folder, PASSPHRASE) as store:
        assert set(store.open_chart("bb33").chart.answers) == {"intake.presenting", "client.birth-date"}


@pytest.mark.parametrize(("key", "code"), [("\x04", 0), ("\x03", 2)], ids=["end of input", "interrupt"])
def test_leaving_by_a_key_keeps_what_was_answered(practice: Home, key: str, code: int) -> None:
    with Terminal(practice, "ask", "intake", "--client", "Maria", lines=60) as at:
        at.see("Passphrase")
        at.type(PASSPHRASE + "\r")
        at.see("What brings Maria here")
        at.type("I lie awake\r")
        at.see("When was Maria born?")
        at.type(key)
        assert at.end() == code
    assert "Traceback" not in at.words

    with Store.open(practice.folder, PASSPHRASE) as store:
        assert store.open_chart("bb33").chart.intake.presenting == "I lie awake"


def test_a_new_passphrase_is_asked_twice_and_the_old_one_opens_nothing_afterwards(practice: Home) -> None:
    with Terminal(practice, "passphrase") as at:
        at.see("Passphrase or recovery code:")
        at.type(PASSPHRASE + "\r")
        at.see("The new passphrase:")
        at.type(OTHER + "\r")
        at.see("Repeat")
        at.type(OTHER + "\r")
        at.see("Changed. The recovery code stays as it was.")
        assert at.end() == 0
    assert OTHER.encode() not in at.raw

    assert practice.opened("clients").code == 2
    practice.secret.write_text(OTHER, encoding="utf-8")
    assert practice.opened("clients").code == 0


def test_a_new_store_asks_for_its_passphrase_twice(empty: Home) -> None:
    with Terminal(empty, "ask", "intake", "--client", "Ada") as at:
        at.see("There is no store yet. A passphrase for a new one:")
        at.type(PASSPHRASE + "\r")
        at.see("Repeat")
        at.type("a slip of the fingers\r")
        at.see("do not match")
        at.press("\x03")
        assert at.end() == 2
    assert not (empty.folder / "planbot.db").exists()

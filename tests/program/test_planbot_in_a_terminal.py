"""The real program in a pseudo-terminal: first run, a plan begun by typing, coming back, and hostile text."""

import os
import re
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

from planbot.chart import Chart
from planbot.rules.pages.examples import clean_chart
from planbot.store import Store
from tests.hostile import filled_with
from tests.program.terminal import Terminal
from tests.running import PASSPHRASE, Home

OURS = re.compile(rb"\x1b\](?:22;[a-z]+|8;[^\x07\x1b]*)(?:\x07|\x1b\\)")
"""Operating-system commands that Textual itself gives: the shape of the pointer, and links."""
ATTACK = (
    "\x1b]0;OWNEDTITLE\x07\x1b]2;OWNEDTITLE\x07\x1b]52;c;T1dORUQ=\x07\x1b[31mOWNEDRED\x9b31mOWNEDRED"
    "\x07\x08\u202eOWNEDBIDI [@click=app.exit]OWNEDCLICK[/] [/] [ {{7*7}}"
)


def chart_of(home: Home, name: str) -> Chart:
    """Return the newest chart of a client, as it stands on disk."""
    with Store.open(home.folder, PASSPHRASE) as store:
        row = next(row for row in store.clients() if row.name == name)
        return store.open_chart(row.id).chart


def clean_output(raw: bytes) -> None:
    """Assert that a terminal was told nothing but how to draw: no title, no clipboard, nothing from a text."""
    assert not re.search(rb"\x1b\]", OURS.sub(b"", raw)), "a command to the terminal that is not Textual's"
    assert not re.search(rb"\x1b[PX^]", raw), "a string sequence"
    assert not re.search(rb"\x1b\[[0-9;]*[a-zA-Z]OWNEDRED", raw)
    text = raw.decode("utf-8", errors="ignore")
    assert not re.search("[\x80-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert not re.search("[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]", re.sub("\x1b\\][^\x07]*\x07", "", text))


def unlock(at: Terminal) -> None:
    """Give the passphrase."""
    at.see("Passphrase, or recovery code")
    at.type(PASSPHRASE)
    at.press("enter")


def leave(at: Terminal) -> None:
    """Leave every screen."""
    at.press("ctrl+q")
    at.see("documents")
    at.press("ctrl+q")


def answer(at: Terminal, words: str, following: str) -> None:
    """Type an answer, send it, and wait for the next question."""
    at.type(words)
    at.press("enter")
    at.see(following)


def test_a_first_session_is_typed_left_and_found_again_after_unlocking(empty: Home) -> None:
    with Terminal(empty) as at:
        at.see("It never diagnoses")
        at.press("enter")
        at.see("Once more")
        at.type(PASSPHRASE)
        at.press("enter")
        at.see("Type it once more.")
        at.settle()
        at.type(PASSPHRASE)
        at.see("Both are the same.")
        at.press("enter")
        at.see("type the last four characters")
        code = "".join(re.findall(r"(?<=\s)[0-9A-Z](?=\s)", at.text + "\n"))
        assert len(code) == 28, at.text
        at.type(code[-4:])
        at.press("enter")
        at.see("Nobody is here yet.")
        at.press("n")
        at.see("Who is it for?")
        at.type("Ada L.")
        at.press("enter")
        at.see("What brings Ada L. here")
        answer(at, "I lie awake and worry about work.", "When was Ada L. born?")
        answer(at, "17 May 1990", "Which pronouns does Ada L. use?")
        answer(at, "she/her", "In which language")
        at.press("ctrl+t")
        at.see("In which language do you feel most at home?")
        answer(at, "English", "Is there anything that would make talking")
        leave(at)
        assert at.end() == 0
    clean_output(at.raw)

    kept = chart_of(empty, "Ada L.")
    assert kept.intake.presenting == "I lie awake and worry about work."
    assert str(kept.client.birth_date) == "1990-05-17"
    assert {key: str(a.voice) for key, a in kept.answers.items()} == {
        "intake.presenting": "therapist",
        "client.birth-date": "therapist",
        "client.pronouns": "therapist",
        "client.language": "client",
    }

    with Terminal(empty) as at:
        at.see("Passphrase, or recovery code")
        at.type("not this one at all")
        at.press("enter")
        at.see("does not open the store")
        at.type(code)
        at.press("enter")
        at.see("Ada L.")
        at.see("not yet signed")
        at.press("enter")
        at.see("What would make talking, reading")
        assert "I lie awake and worry about work." in at.settle()
        leave(at)
        assert at.end() == 0
    assert chart_of(empty, "Ada L.") == kept, "looking changes nothing"


def test_a_kill_in_the_middle_of_a_session_loses_no_answer_whose_next_question_was_shown(practice: Home) -> None:
    with Terminal(practice) as at:
        unlock(at)
        at.see("Samira")
        at.press("enter")
        at.see("What brings Maria here")
        answer(at, "I lie awake.", "When was Maria born?")
        answer(at, "17 May 1990", "Which pronouns")
        at.type("these words are not sent")
        at.kill()

    kept = chart_of(practice, "Maria")
    assert set(kept.answers) == {"intake.presenting", "client.birth-date"}


def test_hostile_text_typed_and_pasted_draws_itself_and_does_nothing(practice: Home) -> None:
    with Terminal(practice) as at:
        unlock(at)
        at.see("Samira")
        at.press("enter")
        at.see("What brings Maria here")
        at.type("[@click=app.exit]OWNEDCLICK[/] [/] [ {{7*7}} ")
        at.paste("\x1b]52;c;T1dORUQ=\x07 \u202eOWNEDBIDI")
        at.settle()
        at.press("enter")
        at.see("When was Maria born?")
        assert "[@click=app.exit]OWNEDCLICK[/]" in at.settle()
        leave(at)
        assert at.end() == 0
    clean_output(at.raw)
    said = chart_of(practice, "Maria").intake.presenting or ""
    assert said.startswith("[@click=app.exit]OWNEDCLICK[/] [/] [ {{7*7}}")
    assert "OWNEDBIDI" in said
    assert not {"\x1b", "\x07", "\u202e"} & set(said)


def test_hostile_text_that_reached_the_store_cannot_act_on_the_terminal(practice: Home) -> None:
    hostile = filled_with(clean_chart(), ATTACK).set("client.profile", "baseline").model_copy(update={"id": "aaaa"})
    with Store.open(practice.folder, PASSPHRASE) as store:
        # As a file from elsewhere or an older version could have left it: the store keeps what it is given.
        store.add_client(hostile.set("client.name", "AAA" + ATTACK).set("participation.signatures", ()))

    with Terminal(practice) as at:
        unlock(at)
        at.see("OWNEDCLICK")
        at.press("enter")
        at.settle(1)
        for key in ("f3", "f4", "f5", "f6", "ctrl+q", "d"):
            at.press(key)
            at.settle(0.5)
        at.press("enter")
        at.settle(0.5)
        shown = at.raw
        for _ in range(5):
            at.press("ctrl+q")
            at.settle(0.3)
    assert b"OWNEDCLICK" in shown, "the words themselves are drawn"
    assert b"planbot had to stop" not in at.raw
    clean_output(shown)
    assert not list(practice.folder.glob("crash-*"))


def test_the_demo_opens_without_a_passphrase_and_leaves_nothing_behind(empty: Home) -> None:
    with Terminal(empty, "demo") as at:
        at.see("Sam")
        assert "3 clients" in at.settle()
        at.press("ctrl+q")
        assert at.end() == 0
    assert [path for place in empty.elsewhere for path in place.rglob("*")] == []
    assert not (empty.folder / "planbot.db").exists()


def test_a_debug_variable_is_refused_before_the_screen_is_taken_over(practice: Home, tmp_path: Path) -> None:
    home = Home(practice.root, {"TEXTUAL_LOG": str(tmp_path / "typed.log")})

    with Terminal(home) as at:
        assert at.end() == 2

    assert "TEXTUAL_LOG is set" in at.words
    assert b"\x1b[?1049h" not in at.raw
    assert not (tmp_path / "typed.log").exists()


def test_a_damaged_settings_file_is_named_in_one_sentence(practice: Home) -> None:
    (practice.folder / "settings.json").write_text('{"theme": "loud"}', encoding="utf-8")

    with Terminal(practice) as at:
        assert at.end() == 2

    assert "settings.json" in at.words
    assert "Traceback" not in at.words

"""A phrase that somebody answered is in no file in the clear: not at home, in the cache or among temporary files."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.program.terminal import Terminal
from tests.program.test_planbot_in_a_terminal import answer, unlock
from tests.running import PASSPHRASE, Home

NEEDLE = "quetzal marmalade evening"
NAMED = "Xanthippe Needleman"


def spellings(words: str) -> Iterator[bytes]:
    """Yield the ways in which words could lie in a file."""
    parts = words.split()[:2] if words != PASSPHRASE else []
    for text in {words, words.lower(), words.upper(), *parts}:
        yield from (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"))


def found(home: Home, *needles: str) -> list[str]:
    """Return every file anywhere at this person's that holds one of *needles*, in its content or its name."""
    hits = []
    for path in home.root.rglob("*"):
        content = path.read_bytes() if path.is_file() and path != home.secret else b""
        name = os.fsencode(path.name)
        if any(spelled in content or spelled in name for needle in needles for spelled in spellings(needle)):
            hits.append(str(path.relative_to(home.root)))
    return hits


def test_nothing_that_was_answered_on_plain_lines_lies_in_any_file(practice: Home) -> None:
    ran = practice.ask("intake", NAMED, [f"I keep dreaming of a {NEEDLE}", "/back", f"the {NEEDLE} again", "/undo"])
    practice.opened("backup")
    practice.opened("check", NAMED)
    practice.opened("show", NAMED, "treatment-plan", "--format", "html")
    practice.opened("doctor")

    assert NEEDLE in ran.out, "the phrase was taken"
    assert found(practice, NEEDLE, NAMED, PASSPHRASE) == []


def test_an_export_that_was_asked_for_is_the_only_file_that_holds_the_phrase(practice: Home) -> None:
    out = practice.root / "out"
    out.mkdir()
    practice.ask("intake", NAMED, [f"I keep dreaming of a {NEEDLE}"])
    practice.opened("export", NAMED, "--to", str(out))

    files = found(practice, NEEDLE)

    assert len(files) == 1, files
    assert Path(files[0]).parts[0] == "out"
    assert found(practice, NAMED) == files, "no file is called by a client's name"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize("ends", ["left", "killed"])
def test_nothing_that_was_typed_on_the_screens_lies_in_any_file(practice: Home, ends: str) -> None:
    with Terminal(practice) as at:
        unlock(at)
        at.see("Samira")
        at.press("n")
        at.see("Who is it for?")
        at.type(NAMED)
        at.press("enter")
        at.see("What brings")
        answer(at, f"I keep dreaming of a {NEEDLE}", "born?")
        at.type(f"not sent: {NEEDLE}")
        at.settle()
        for key in ("f3", "f4", "f2", "ctrl+p"):
            at.press(key)
            at.settle(0.2)
        at.press("escape")
        at.settle(0.2)
        if ends == "killed":
            at.kill()
        else:
            at.press("ctrl+q")
            at.see("leave without them")
            at.press("y")
            at.see("documents")
            at.press("ctrl+q")
            assert at.end() == 0
    assert NEEDLE.encode() in at.raw, "the phrase was on the screen"

    assert found(practice, NEEDLE, NAMED, PASSPHRASE) == []


def test_the_search_would_find_a_phrase_however_it_is_written(practice: Home) -> None:
    (practice.elsewhere[1] / "leak.bin").write_bytes(b"\x00" * 9 + NEEDLE.upper().encode("utf-16-le"))

    assert found(practice, NEEDLE) == ["tmp/leak.bin"]

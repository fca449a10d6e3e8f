"""The generated pages are what the program says today, and a page that is not is noticed."""

import re
from pathlib import Path

import pytest

from planbot.cli.commands import FAMILIES
from planbot.flows import flows
from planbot.flows.base import steps_in
from scripts import pages


def test_the_committed_pages_are_what_the_program_says_today() -> None:
    assert pages.outdated(pages.DOCS) == []


def test_a_page_that_was_edited_or_is_missing_fails_the_check_and_is_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages.write_pages(tmp_path)
    assert pages.main(["--check", "--folder", str(tmp_path)]) == 0
    commands = tmp_path / "commands.md"
    edited = commands.read_text(encoding="utf-8") + "A line nobody generated.\n"
    commands.write_text(edited, encoding="utf-8")
    (tmp_path / "flows.md").unlink()

    assert pages.main(["--check", "--folder", str(tmp_path)]) == 1

    said = capsys.readouterr().out
    assert "commands.md" in said
    assert "flows.md" in said
    assert commands.read_text(encoding="utf-8") == edited
    assert not (tmp_path / "flows.md").exists()


def test_writing_mends_what_the_check_found(tmp_path: Path) -> None:
    (tmp_path / "commands.md").write_text("old", encoding="utf-8")
    assert pages.main(["--folder", str(tmp_path)]) == 0
    assert pages.outdated(tmp_path) == []


def test_every_question_of_every_flow_is_on_the_page_of_flows() -> None:
    text = pages.flows_page()
    told = set(re.findall(r"^\s*- (\S+) \[", text, re.MULTILINE))
    assert told == {step.id for flow in flows().values() for step in steps_in(flow.blocks)}


def test_every_link_on_the_page_of_flows_leads_to_a_heading() -> None:
    text = pages.flows_page()
    titles = re.findall(r"^## (.+)$", text, re.MULTILINE)
    headings = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert links
    assert set(links) <= headings


def test_every_command_is_on_the_page_of_commands_whatever_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = pages.commands_page()
    monkeypatch.setenv("COLUMNS", "40")
    assert pages.commands_page() == wide
    assert {f"## planbot {name}" for name in FAMILIES} <= set(wide.splitlines())

"""What the pages say is so: the tests they name exist, their links lead somewhere, their examples are real output."""

import re
from functools import cache
from pathlib import Path

import pytest

from planbot.cli.sample import play_sample
from planbot.knowledge import load
from planbot.rules import check, rules
from planbot.rules.pages import page_of
from planbot.rules.pages.examples import TODAY, changed, clean_chart

ROOT = Path(__file__).resolve().parents[2]
PROSE = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")]
PAGES = [*PROSE, *sorted((ROOT / "docs").rglob("*.md"))]
THREATS = ROOT / "docs" / "threat-model.md"
NAMED_TEST = re.compile(r"`(tests/[\w/.]+\.py)::(\w+)`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
BLOCK = re.compile(r"```text\n(.*?)```", re.DOTALL)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def readme_blocks() -> list[str]:
    return BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))


@cache
def sample_session() -> str:
    said: list[str] = []
    play_sample(said.append)
    return "\n".join(said)


@pytest.mark.parametrize("named", sorted(set(NAMED_TEST.findall(THREATS.read_text(encoding="utf-8")))), ids="::".join)
def test_a_test_named_in_the_threat_model_exists(named: tuple[str, str]) -> None:
    path, name = named
    source = (ROOT / path).read_text(encoding="utf-8")
    assert re.search(rf"^(async )?def {name}\(", source, re.MULTILINE), f"{path} has no test called {name}"


def test_every_defence_in_the_threat_model_names_a_test() -> None:
    rows = re.findall(r"^\| (?!defence|---)(.+?) \| (.+) \|$", THREATS.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) > 20
    assert [defence for defence, tests in rows if not NAMED_TEST.search(tests)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_moments_in_the_readme_are_from_the_sample_session() -> None:
    talk = sample_session()
    moments = [block for block in readme_blocks() if block.startswith("[")]
    assert len(moments) == 2
    for block in moments:
        assert block.strip() in talk


def test_the_finding_in_the_readme_is_what_the_check_says() -> None:
    rule = next(r for r in rules() if r.id == "symptoms-point-elsewhere")
    chart = changed(clean_chart(), page_of(rule).fails)
    (finding,) = (f for f in check(chart, load(), today=TODAY) if f.rule == rule.id)
    (block,) = (b for b in readme_blocks() if b.startswith("ERROR"))
    for words in (finding.message, finding.why, finding.fix, f"source: {', '.join(load().asked_by(finding.sources))}"):
        assert squeezed(words) in squeezed(block)


def test_the_privacy_sentence_says_this_and_no_more() -> None:
    sentence = (
        "Encrypted file, tested against crashes and power loss; built to help you meet HIPAA. Not certified. "
        "No product is HIPAA-compliant by itself."
    )
    readme = squeezed((ROOT / "README.md").read_text(encoding="utf-8"))
    assert sentence in readme
    assert readme.count("HIPAA") == sentence.count("HIPAA")

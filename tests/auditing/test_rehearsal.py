"""The packet for one chart: scored first, complete, calm about what is missing, and safe with hostile words."""

from collections.abc import Callable

import pytest

from planbot.auditing.lines import Standing
from planbot.auditing.rehearsal import TITLE, Rehearsed, Signed, rehearse
from planbot.chart import Chart
from planbot.documents import FORMATS
from planbot.errors import DocumentError
from planbot.knowledge import load, profile_of
from planbot.rules.pages.examples import TODAY, clean_chart
from planbot.text import clean
from tests.golden_files import Golden
from tests.hostile import filled_with, hostile
from tests.sample_charts import draft_chart, empty_chart, large_chart
from tests.shown import ATTRIBUTES, TAGS, Page, bare, read

LONG = 400
CHARTS: dict[str, Callable[[], Chart]] = {"empty": empty_chart, "sample": clean_chart, "draft": draft_chart}


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return the golden files, written anew with ``--update-golden``."""
    return Golden(update=bool(request.config.getoption("--update-golden")))


def packet(chart: Chart, form: str = "md", signed: tuple[Signed, ...] = ()) -> Rehearsed:
    knowledge = load()
    profile = profile_of(knowledge, chart.client.profile)
    return rehearse(chart, form, knowledge=knowledge, profile=profile, today=TODAY, signed=signed)


def test_the_packet_reads_as_it_did(golden: Golden) -> None:
    golden.check("sample-rehearsal.txt", packet(clean_chart(), "txt").text)


def test_the_score_stands_first_then_the_lines_then_the_documents_in_the_order_they_are_read() -> None:
    text = packet(draft_chart()).text
    order = [
        "# " + TITLE,
        "**Met:**",
        "## Line by line",
        "## What is in this packet",
        "# Treatment plan",
        "# Signature page",
    ]
    order += ["# Signed documents", "# Consents", "# Measures and scores", "# Reviews", "# Progress notes"]

    places = [text.index(f"\n{part}" if part.startswith("# T") else part) for part in order[:1]]
    places += [text.index(part, places[0]) for part in order[1:4]]
    places += [text.index(f"\n{part}\n") for part in order[4:]]
    assert places == sorted(places)


def test_the_first_page_counts_what_the_score_counts() -> None:
    for make in CHARTS.values():
        found = packet(make())
        met, told = found.score.count(Standing.MET), found.score.told
        assert f"{met} of the {told} lines that can be told" in found.text
        for each in found.score.lines:
            if not each.line.waits:
                assert f"**{each.line.line}, " in found.text


def test_what_is_missing_is_listed_as_missing() -> None:
    text = packet(empty_chart()).text

    for name in ("Treatment plan", "Signatures", "Consents", "Measures and scores", "Reviews", "Progress notes"):
        assert f"- **{name}:** missing" in text
    assert "No score is recorded." in text
    assert "- **Consents:** here" in packet(clean_chart()).text


def test_signed_documents_are_listed_with_their_fingerprint() -> None:
    signed = (Signed("treatment plan", 2, TODAY, "ab12" * 16),)

    text = packet(clean_chart(), signed=signed).text

    assert "- **treatment plan, version 2:** 23 November 2026, fingerprint ab12ab12ab12ab12" in text
    assert "- **Signed documents:** here" in text


def test_a_finding_stands_under_its_line_with_the_place_and_the_mend() -> None:
    found = packet(draft_chart())
    (line,) = (each for each in found.score.lines if each.line.line == "12")

    for finding in line.findings:
        assert bare(finding.fix) in read(found.text, "md")
    assert "Symptom 7:" in found.text


def test_hostile_text_is_shown_as_typed_and_adds_nothing() -> None:
    plain = Page(packet(filled_with(draft_chart(), "words"), "html").text)
    for name, text in hostile().items():
        # Very long texts are tried on every document; here they would only take time.
        if len(text) < LONG:
            shown = packet(filled_with(draft_chart(), text), "html").text
            assert bare(text) in read(shown, "html"), name
            assert clean(shown) == shown, name
            page = Page(shown)
            assert set(page.tags) <= TAGS, name
            assert page.attributes <= ATTRIBUTES | plain.attributes, name


@pytest.mark.parametrize("form", FORMATS)
def test_markup_in_a_chart_is_words_in_every_format(form: str) -> None:
    text = "# <b>x</b> | [y](javascript:z) **w**"
    assert bare(text) in read(packet(filled_with(draft_chart(), text), form).text, form)


def test_a_plan_of_forty_objectives_is_rehearsed_too() -> None:
    assert packet(large_chart(), "html").text.startswith("<!DOCTYPE html>")


def test_a_format_that_does_not_exist_is_refused() -> None:
    with pytest.raises(DocumentError, match="no format"):
        packet(clean_chart(), "pdf")

"""The report: shares that are true, a trend against the audit before, a published shape, and pages that are safe."""

import json
import re
from functools import cache

import jsonschema
import pytest

from planbot import __version__
from planbot.auditing.counting import Tally
from planbot.auditing.page import page
from planbot.auditing.report import Report, read_report, report_schema
from planbot.auditing.summary import WIDTH, percent, summary
from planbot.errors import PlanbotError
from planbot.knowledge import load
from planbot.rules import Area, Finding, Severity, check
from planbot.rules.pages.examples import TODAY
from tests.auditing.making import charts
from tests.golden_files import Golden
from tests.hostile import hostile
from tests.shown import Page


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return the golden files, written anew with ``--update-golden``."""
    return Golden(update=bool(request.config.getoption("--update-golden")))


@cache
def checked() -> tuple[tuple[str, tuple[Finding, ...]], ...]:
    return tuple((chart.id, check(chart, today=TODAY)) for chart in charts())


def a_tally(name: str = "") -> Tally:
    tally = Tally()
    for chart, findings in checked():
        tally.count(chart, name, "baseline", findings)
    tally.not_read("week 1/broken.json", "This file is not JSON; choose a file that planbot exported.")
    return tally


def a_report(tally: Tally | None = None, since: Report | None = None, **more: object) -> Report:
    known = {"of": 7, "profile": None} | more
    return Report.of_tally(tally or a_tally(), load(), today=TODAY, since=since, **known)  # type: ignore[arg-type]


def with_rules(charts_: int, **found: int) -> Tally:
    """Return a tally in which each rule found something in so many of the charts."""
    tally = Tally()
    for number in range(charts_):
        findings = [
            Finding(rule, Severity.WARNING, Area.GOALS, "g1", "m", "w", "f", None, ("src",), False)
            for rule, many in found.items()
            if number < many
        ]
        tally.count(f"c{number}", "", "baseline", findings)
    return tally


def test_shares_are_of_the_charts_that_could_be_read() -> None:
    report = a_report()

    assert (report.charts, report.unread, report.of) == (6, 1, 7)
    assert (report.ready, report.ready_share) == (2, 2 / 6)
    assert all(found.share == found.charts / 6 for found in report.findings)
    assert sum(used.charts for used in report.profiles) == 6


def test_errors_come_first_and_of_each_weight_the_most_frequent() -> None:
    order = [(list(Severity).index(f.severity), -f.share) for f in a_report().findings]

    assert order == sorted(order)
    assert a_report().findings[0].severity is Severity.ERROR


def test_the_trend_says_what_grew_what_shrank_what_is_new_and_what_is_gone() -> None:
    before = a_report(with_rules(10, grew=1, shrank=5, same=3, gone=4), of=10)
    now = a_report(with_rules(20, grew=10, shrank=5, same=6, fresh=1), since=before, of=20)

    changes = {found.rule: (found.change, found.before) for found in now.findings}
    assert changes == {
        "grew": ("more", 0.1),
        "shrank": ("fewer", 0.5),
        "same": ("same", 0.3),
        "fresh": ("new", 0.0),
    }
    assert [(found.rule, found.before, found.share) for found in now.mended] == [("gone", 0.4, 0.0)]
    assert now.since is not None
    assert (now.since.charts, now.since.alike) == (10, True)
    told = summary(now)
    for line in (
        "50 % ↑ 10 %   grew",
        "25 % ↓ 50 %   shrank",
        "30 % = 30 %   same",
        " 5 % new      fresh",
        "↓ 40 %   gone",
    ):
        assert line in told


def test_a_trend_over_another_profile_or_version_says_so() -> None:
    before = a_report(with_rules(4, one=1), profile="carf")

    for earlier in (before, a_report(with_rules(4, one=1)).model_copy(update={"planbot": "0.0.1"})):
        now = a_report(with_rules(4, one=1), since=earlier)
        assert now.since is not None
        assert not now.since.alike
        assert "another profile or another planbot" in " ".join(summary(now).split())


def test_no_charts_at_all_is_a_report_too() -> None:
    report = a_report(Tally(), of=0)

    assert (report.ready_share, report.findings) == (0.0, ())
    assert "Nothing was found" in page(report)
    assert "0 charts" in summary(report)


@pytest.mark.parametrize(
    ("share", "told"),
    [(0, "0 %"), (0.00001, "<1 %"), (0.004, "<1 %"), (0.006, "1 %"), (0.5, "50 %"), (0.9999, ">99 %"), (1, "100 %")],
)
def test_a_share_never_says_none_or_all_when_it_is_not_so(share: float, told: str) -> None:
    assert percent(share) == told


def test_a_report_fits_its_schema_and_is_read_back(golden: Golden) -> None:
    before = a_report()
    for report in (before, a_report(since=before), a_report(Tally(), of=0, complete=False)):
        written = report.to_json()
        jsonschema.validate(json.loads(written), report_schema(), format_checker=jsonschema.FormatChecker())
        assert read_report(written) == report
    jsonschema.Draft202012Validator.check_schema(report_schema())
    golden.check("audit-schema.json", json.dumps(report_schema(), indent=2) + "\n")


@pytest.mark.parametrize("data", [b"", b"[]", b'{"schema": "urn:planbot:audit:9"}', b"\xff\xfe", b'{"schema": 7}'])
def test_what_is_no_report_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(PlanbotError, match="no report of an audit"):
        read_report(data)


def test_what_is_kept_for_the_next_audit_names_no_chart_and_no_file() -> None:
    kept = a_report().to_keep()

    assert not re.search(r'"n\d+"|broken\.json', kept)
    assert read_report(kept).findings == a_report().findings


def test_the_summary_is_quiet_and_fits_80_columns() -> None:
    long = with_rules(3, **{"a-check-with-a-name-that-is-a-good-deal-longer-than-most": 2})
    long.not_read("a folder/" + "x" * 90 + ".json", "This file is not JSON.")
    for report in (a_report(), a_report(since=a_report()), a_report(long), a_report(a_tally("Robin " * 20))):
        lines = summary(report).splitlines()
        assert max(map(len, lines)) <= WIDTH, max(lines, key=len)
        assert "\x1b" not in summary(report)


def test_the_page_stands_alone_without_script_and_without_colour_meaning_anything_alone() -> None:
    text = page(a_report(since=a_report()))

    assert "<script" not in text
    assert not re.search(r"""(?:src|href)=|url\((?!#)|@import|https?:""", text)
    assert "default-src 'none'" in text
    for found in a_report().findings:
        assert found.rule in text
    assert (
        text.count('<svg class="bar"') == text.count("aria-label=") == len(a_report().findings) + len(a_report().areas)
    )
    assert "url(#warning)" in text, "weights are told by pattern"


def test_the_page_shows_names_and_files_as_typed_and_adds_no_tag() -> None:
    plain = Page(page(a_report(a_tally("words"))))
    for name, text in hostile().items():
        tally = a_tally(text)
        tally.unread, tally.unread_places = 0, []
        tally.not_read(text, "This file is not JSON.")
        shown = Page(page(a_report(tally)))
        assert shown.tags == plain.tags, name
        assert shown.attributes == plain.attributes, name


def test_the_version_and_the_day_stand_on_the_report() -> None:
    told = summary(a_report())

    assert __version__ in told
    assert TODAY.isoformat() in told
    assert "Any payer (baseline, of" in told


def test_a_stopped_audit_says_how_far_it_came() -> None:
    assert "Stopped early: 7 of 20,000 charts were looked at." in summary(a_report(of=20_000, complete=False))

"""The report as one page of HTML that prints well: no script, nothing from elsewhere, no colour that matters alone."""

from functools import cache
from importlib.resources import files

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planbot.auditing.report import Report, RuleShare
from planbot.auditing.summary import HEADS, compared, headline, opening, percent, plural
from planbot.knowledge import load
from planbot.text import clean

TURNED = {"more": "more than before", "fewer": "fewer than before", "same": "as before", "new": "new"}
SIGNS = {"more": "▲", "fewer": "▼", "same": "=", "new": "+"}


def page(report: Report) -> str:
    """Return the report as a page; every word of it is escaped."""
    return _template().render(
        r=report,
        opening=list(opening(report)),
        headline=headline(report),
        compared=compared(report),
        heads=[
            (severity, title, [f for f in report.findings if f.severity is severity])
            for severity, title in HEADS.items()
        ],
        percent=percent,
        plural=plural,
        trend=trend,
        asked_by=load().asked_by,
    )


def trend(found: RuleShare) -> str:
    """Return how a share moved, in a sign and in words."""
    if found.change is None:
        return ""
    before = "" if found.before is None or found.change == "new" else f" ({percent(found.before)})"
    return f"{SIGNS[found.change]} {TURNED[found.change]}{before}"


def _finalized(value: object) -> object:
    return clean(value) if type(value) is str else value


@cache
def _template() -> Template:
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=_finalized, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(files("planbot.auditing").joinpath("audit.html.j2").read_text("utf-8"))

"""Writes a chart as a document for people. One template for each; to add a document, add ``NAME.md.j2`` here."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from jinja2 import FunctionLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planbot.chart import Chart
from planbot.documents.escape import escape, settle
from planbot.documents.page import html
from planbot.documents.plain import plain
from planbot.documents.plainly import Plainly
from planbot.documents.wording import OpenFinding, Wording, day
from planbot.errors import DocumentError
from planbot.knowledge import Knowledge
from planbot.text import one_line

FORMATS = ("md", "html", "txt")
"""Markdown, a page that prints well, and plain text of 78 columns."""

_SUFFIX = ".md.j2"
_UNSAFE_FILTERS = ("safe", "escape", "e", "forceescape", "urlize", "xmlattr", "tojson")
"""Filters whose result Jinja2 would take as finished, past our own escaping."""


@cache
def documents() -> Mapping[str, str]:
    """Return the title of every document by its name; a name that begins with "_" is a part of others."""
    found = {}
    for entry in sorted(files("planbot.documents").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(_SUFFIX) and not entry.name.startswith("_"):
            heading = re.search(r"^# (.+)$", entry.read_text("utf-8"), re.MULTILINE)
            name = entry.name.removesuffix(_SUFFIX)
            found[name] = heading[1] if heading else name
    return MappingProxyType(found)


def render(  # noqa: PLR0913 - what is shown, how, with which words, and when
    chart: Chart,
    document: str,
    format: str = "md",  # noqa: A002 - the field's word, and what people type after --format
    *,
    knowledge: Knowledge | None,
    findings: Sequence[OpenFinding] = (),
    today: date | None = None,
) -> str:
    """Return *document* of *chart* as text in *format*.

    *findings* are the ones still open; they are shown while the plan is not signed. Without *knowledge*,
    or where it has no word for something, the chart's own words stand.
    Raises DocumentError for a document or format that does not exist.
    """
    if document not in documents():
        raise DocumentError(f"There is no document called {document!r}; choose one of {', '.join(documents())}.")
    require(format)
    kind = Plainly if document == "client-copy" else Wording
    wording = kind(chart, knowledge, tuple(findings), today or date.today())
    try:
        written = _templates().get_template(document + _SUFFIX).render(chart=chart, w=wording, said=wording.said)
    except TemplateError as error:
        raise DocumentError(f"The document {document!r} could not be written; its template has a fault.") from error
    return laid_out(written, format, chart, title=documents()[document], watermark=wording.watermark)


def require(format: str) -> None:  # noqa: A002
    """Raise DocumentError when there is no such format."""
    if format not in FORMATS:
        raise DocumentError(f"There is no format called {format!r}; choose one of {', '.join(FORMATS)}.")


def laid_out(written: str, format: str, chart: Chart, *, title: str, watermark: str = "") -> str:  # noqa: A002
    """Return Markdown fresh from a template, its line ends not settled yet, as text in *format*."""
    markdown = _tidy(settle(written))
    if format == "html":
        return html(markdown, title=title, header=_header(chart), watermark=watermark)
    return plain(markdown) if format == "txt" else markdown


def _header(chart: Chart) -> str:
    born = chart.client.birth_date
    return " · ".join(filter(None, [one_line(chart.client.name), f"born {day(born)}" if born else ""]))


def _tidy(markdown: str) -> str:
    lines = "\n".join(line.rstrip() for line in markdown.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


@cache
def _templates() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=escape,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in _UNSAFE_FILTERS:
        environment.filters.pop(name)
    return environment


def _source(name: str) -> str | None:
    file = files("planbot.documents").joinpath(name)
    return file.read_text("utf-8") if file.is_file() else None

"""Writes a document as one self-contained page of HTML that prints well: no script, no font or file from elsewhere."""

from functools import cache
from importlib.resources import files

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planbot.documents.markdown import reader


def html(markdown: str, *, title: str, header: str, watermark: str = "") -> str:
    """Return the page for *markdown*.

    *header* (client name and birth date) stands at the top of every printed page, with *watermark* if there is one.
    """
    return _shell().render(
        title=title, header=header, watermark=watermark, body=reader().render(markdown), style=_own("page.css")
    )


def _own(name: str) -> str:
    return files("planbot.documents").joinpath(name).read_text("utf-8")


@cache
def _shell() -> Template:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(_own("page.html.j2"))

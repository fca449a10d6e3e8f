"""Reads a rendered document the way its reader would: the words on the page, and the tags that make it."""

import re
from html.parser import HTMLParser

from planbot.documents.markdown import reader
from planbot.text import clean

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "div", "span", "p", "br", "hr", "ul", "ol", "li"),
    *("strong", "h1", "h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "blockquote"),
}
ATTRIBUTES = {"lang", "charset", "name", "content", "http-equiv", "class", "role"}


class Page(HTMLParser):
    """What a browser would see of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.tags: dict[str, int] = {}
        self.attributes: set[str] = set()
        self._in_style = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1
        self.attributes |= {name for name, _ in attrs}
        self._in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser calls it so
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 - the parser calls it so
        self.tags["comment"] = 1

    def handle_pi(self, data: str) -> None:  # noqa: ARG002 - the parser calls it so
        self.tags["instruction"] = 1


def bare(text: str) -> str:
    """Return *text* without white space, which documents are free to lay out."""
    return re.sub(r"\s+", "", clean(text))


def read(document: str, format: str) -> str:  # noqa: A002
    """Return the words a reader sees in *document*, without white space."""
    if format == "md":
        return bare("".join(Page(reader().render(document)).words))
    return bare("".join(Page(document).words)) if format == "html" else bare(document)

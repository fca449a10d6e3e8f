"""Reads the Markdown that documents are written in: headings, lists, tables, emphasis, and nothing else.

There is no rule for links, images, code or HTML, so no text can turn into one of them.
"""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_RULES = ("heading", "list", "table", "blockquote", "hr", "emphasis", "balance_pairs", "escape", "newline", "text_join")


@cache
def reader() -> MarkdownIt:
    """Return the reader for documents; its ``<br>`` is a line end and no tag."""
    markdown = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False})
    markdown.enable(list(_RULES), ignoreInvalid=True)
    markdown.inline.ruler.after("escape", "line_end", _line_end)
    return markdown


def _line_end(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("<br>", state.pos):
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos += len("<br>")
    return True

"""Makes any text safe inside Markdown: it is shown as typed and never becomes structure, a link or a tag."""

import re

from markupsafe import Markup

from planbot.text import clean

BREAK = "\v"
"""Stands for a line end inside a value until its place is known; ``clean`` lets no value hold one itself."""

_SPACES = re.compile(r"[^\S\n]+")
_INLINE = re.compile(r"([\\`*_\[\]<>&|~$])")
_START = re.compile(r"^(?:([#+=:>-])|(\d{1,9})([.)])(?=\s|$))")
_PREFIX = re.compile(r"^(?P<quote>(?:\s*>)+\s*)|^(?P<list>\s*(?:[-*+]|\d{1,9}[.)])\s+)|^(?P<indent>\s*)")


def escape(value: object) -> Markup:
    """Return *value* as Markdown that shows exactly its words.

    Runs of white space count as one space; line ends are kept as ``BREAK`` for ``settle``.
    """
    if isinstance(value, Markup):
        return value
    text = _SPACES.sub(" ", clean(str(value)))
    lines = [_line(line.strip()) for line in text.strip().split("\n")]
    return Markup(BREAK.join(lines))  # noqa: S704 - everything Markdown could read as its own is escaped


def _line(line: str) -> str:
    start = _START.match(line)
    escaped = _INLINE.sub(r"\\\1", line)
    if start is None or (start[1] and start[1] in "<>"):
        return escaped
    return f"\\{escaped}" if start[1] else f"{start[2]}\\{escaped[len(start[2]) :]}"


def settle(markdown: str) -> str:
    """Return *markdown* with each ``BREAK`` as its place allows: ``<br>`` in tables and headings, else a hard break."""
    return "\n".join(_settled(line) for line in markdown.split("\n"))


def _settled(line: str) -> str:
    if BREAK not in line:
        return line
    if line.lstrip().startswith(("|", "#")):
        return line.replace(BREAK, "<br>")
    found = _PREFIX.match(line)
    prefix = found["quote"] or " " * len(found["list"] or found["indent"] or "") if found else ""
    return line.replace(BREAK, "\\\n" + prefix)

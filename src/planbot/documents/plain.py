"""Writes a document as plain text, 78 columns wide, for screens, screen readers and mail."""

import unicodedata
from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from planbot.documents.markdown import reader

WIDTH = 78
"""Columns of a line."""

_UNDERLINE = {"h1": "=", "h2": "-"}


def plain(markdown: str) -> str:
    """Return *markdown* as plain text; a table whose rows do not fit on a line becomes a list of its rows."""
    tokens: Sequence[Token] = reader().parse(markdown)
    lines = list(_blocks(SyntaxTreeNode(tokens).children, WIDTH))
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _blocks(nodes: Sequence[SyntaxTreeNode], width: int) -> Iterator[str]:
    for node in nodes:
        yield from _block(node, width)


def _block(node: SyntaxTreeNode, width: int) -> Iterator[str]:
    match node.type:
        case "heading":
            yield from _heading(node, width)
        case "paragraph":
            yield from wrapped(_words(node), width)
            if not node.to_tokens()[0].hidden:
                yield ""
        case "bullet_list" | "ordered_list":
            yield from _list(node, width)
        case "blockquote":
            yield from (f"  {line}" if line else "" for line in _blocks(node.children, width - 2))
        case "table":
            yield from _table(node, width)
        case "hr":
            yield from ("-" * width, "")
        case _:
            yield from _blocks(node.children, width)


def _heading(node: SyntaxTreeNode, width: int) -> Iterator[str]:
    lines = wrapped(_words(node), width)
    yield from lines
    if mark := _UNDERLINE.get(node.tag):
        yield mark * max(map(cells, lines), default=0)
    yield ""


def _list(node: SyntaxTreeNode, width: int) -> Iterator[str]:
    for number, item in enumerate(node.children, start=1):
        mark = "- " if node.type == "bullet_list" else f"{number}. "
        for at, line in enumerate(_trimmed(_blocks(item.children, max(width - len(mark), 8)))):
            yield (mark if at == 0 else " " * len(mark)) + line if line else ""
    if node.level == 0 or _loose(node):
        yield ""


def _loose(node: SyntaxTreeNode) -> bool:
    return any(
        child.type == "paragraph" and not child.to_tokens()[0].hidden
        for item in node.children
        for child in item.children
    )


def _trimmed(lines: Iterator[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _table(node: SyntaxTreeNode, width: int) -> Iterator[str]:
    rows = [[_words(cell) for cell in row.children] for part in node.children for row in part.children]
    head, body = rows[0], rows[1:]
    widths = [max(cells(row[at]) for row in rows) for at in range(len(head))]
    if sum(widths) + 2 * (len(widths) - 1) <= width and not any("\n" in cell for row in rows for cell in row):
        yield from (_row(row, widths) for row in (head, ["-" * wide for wide in widths], *body))
        yield ""
        return
    for row in body:
        yield from wrapped(row[0], width)
        for name, cell in zip(head[1:], row[1:], strict=True):
            yield from (f"  {line}" for line in wrapped(f"{name}: {cell}", width - 2))
        yield ""


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell + " " * (wide - cells(cell)) for cell, wide in zip(row, widths, strict=True))


def _words(node: SyntaxTreeNode) -> str:
    said = []
    for inner in node.walk(include_self=False):
        if inner.type == "text":
            said.append(inner.content)
        elif inner.type == "softbreak":
            said.append(" ")
        elif inner.type == "hardbreak":
            said.append("\n")
    return "".join(said)


def wrapped(text: str, width: int) -> list[str]:
    """Return *text* in lines of at most *width* columns; a word wider than that is broken, never lost."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and cells(line) + 1 + cells(word) > width:
                lines.append(line)
                line = ""
            *full, rest = _pieces(word, width)
            if full and line:
                lines.append(line)
                line = ""
            lines += full
            line = f"{line} {rest}" if line else rest
        lines.append(line)
    return lines


def _pieces(word: str, width: int) -> list[str]:
    if cells(word) <= width:
        return [word]
    pieces, piece, wide = [], "", 0
    for letter in word:
        if wide + cells(letter) > width:
            pieces.append(piece)
            piece, wide = "", 0
        piece += letter
        wide += cells(letter)
    return [*pieces, piece]


def cells(text: str) -> int:
    """Return how many columns *text* takes on a terminal: none for combining marks, two for wide letters."""
    if text.isascii():
        return len(text)
    return sum(_cells(letter) for letter in text)


def _cells(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1

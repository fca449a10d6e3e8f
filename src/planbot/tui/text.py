"""The one road by which text reaches a widget: as plain content, never as markup."""

from textual.content import Content

from planbot.text import clean, one_line


def T(text: object = "", style: str = "") -> Content:  # noqa: N802  (as short as the quotes it stands beside)
    """Return *text* as content in which nothing is markup and no control character is left.

    Give it everything shown: brackets that a client types stay brackets. *style* is ours, such as
    ``"bold $primary"``, and never comes from a person or a file.
    """
    return Content.styled(clean(str(text)), style)


def TT(*parts: Content | tuple[object, str] | str) -> Content:  # noqa: N802
    """Return several pieces as one content: plain text, content, or text with a style of ours."""
    return Content("").join(
        part if isinstance(part, Content) else T(*part) if isinstance(part, tuple) else T(part) for part in parts
    )


def short(text: object, most: int = 60) -> str:
    """Return *text* on one line of at most *most* characters, cut at a word with an ellipsis."""
    line = one_line(str(text))
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    head, _, _ = cut.rpartition(" ")
    return f"{head if len(head) > most // 2 else cut}…"

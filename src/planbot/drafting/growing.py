"""A reply as JSON of which the end may be missing: its sentences so far, to be shown, and what of it is whole.

A parser that puts up with a missing end keeps half of an item, and 1 of a 14; what is used is therefore read strictly.
"""

import re
from collections.abc import Iterator
from typing import Any

from pydantic_core import from_json

ENDS = re.compile(r"[,}]")
"""Where something may have been written to its end."""
LATEST = 60
"""So many of the last such places are tried: an item that breaks off holds fewer."""


def growing(text: str) -> tuple[str, ...]:
    """Return the sentences that stand in *text* so far, the last one perhaps unfinished.

    Names of fields, ids and single words are left out. What is returned is data, never to be read as markup.
    """
    return tuple(words.strip() for words in _texts(_begun(text, "trailing-strings")) if " " in words.strip())


def begun(text: str) -> Any:
    """Return what *text* holds so far, without a string that is not whole; None when it is no JSON."""
    return _begun(text, True)


def whole(text: str) -> str | None:
    """Return the JSON *text* up to the last field or item of a list that was written to its end, and closed there.

    None when nothing in it was.
    """
    for place in list(ENDS.finditer(text))[: -LATEST - 1 : -1]:
        before = text[: place.end() if place[0] == "}" else place.start()]
        for closed in (f"{before}}}", f"{before}]}}"):
            if _is_json(closed):
                return closed
    return None


def _begun(text: str, partial: Any) -> Any:
    try:
        return from_json(text, allow_partial=partial)
    except ValueError:
        return None


def _is_json(text: str) -> bool:
    try:
        from_json(text)
    except ValueError:
        return False
    return True


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in *value*, in order, without the names of fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)

"""The sentences in a model's reply while it is still being written: JSON of which the end is missing."""

import json
import re

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)("|\Z)', re.DOTALL)
_HALF = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?\Z")
"""An escape that is not whole yet."""


def growing(text: str) -> tuple[str, ...]:
    """Return the sentences that stand in *text* so far, the last one perhaps unfinished.

    Names of fields, ids and single words are left out. What is returned is data, never to be read as markup.
    """
    found = []
    for match in _STRING.finditer(text):
        is_name = re.match(r"\s*:", text[match.end() :]) is not None
        words = _plain(match[1])
        if not is_name and " " in words.strip():
            found.append(words.strip())
    return tuple(found)


def _plain(body: str) -> str:
    """Return the inside of a JSON string as text, whatever is missing at its end."""
    try:
        return str(json.loads(f'"{_HALF.sub("", body)}"', strict=False))
    except json.JSONDecodeError:
        return body

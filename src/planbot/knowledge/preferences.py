"""Reads what a client would rather not do, by the library's phrases; words alone, so it can be wrong."""

import re
from functools import lru_cache

from planbot.chart import Chart, SnapKind
from planbot.knowledge.library import Knowledge


def refusals(chart: Chart, knowledge: Knowledge) -> dict[str, str]:
    """Return what the stated preferences refuse: the id of what an intervention may involve, and the words said."""
    said = [snap.words for snap in chart.snaps if snap.kind is SnapKind.PREFERENCE]
    return {
        known.id: words
        for words in said
        for known in knowledge.involves.values()
        if _pattern(known.refused_by).search(words.replace("\u2019", "'"))
    }


@lru_cache(maxsize=128)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    each = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)", re.IGNORECASE)

"""What has to be in a chart before a line of the catalogue can be said to be met: an empty chart meets next to nothing.

A check that finds nothing where there is nothing to look at proves nothing.
"""

from collections.abc import Callable
from datetime import date

from planbot.chart import Chart
from planbot.chart.signed import standing

Holds = Callable[[Chart, date], bool]

ROOMS = {
    "problems": "no problem is recorded yet",
    "diagnoses": "no diagnosis is recorded yet",
    "symptoms": "no symptom is recorded yet",
    "impairments": "no area of life is recorded yet",
    "scores": "no score is recorded yet",
    "snaps": "no strength, need, ability, preference or value is recorded yet",
    "goals": "there is no goal yet",
    "objectives": "there is no objective yet",
    "interventions": "there is no intervention yet",
    "discharge": "there is no criterion for discharge yet",
    "reviews": "there is no review yet",
    "signatures": "nobody has signed yet",
}
"""The rooms that lines need something in, and what is said while they are empty."""

_NEEDED: dict[str, tuple[str, ...]] = {
    "problems": ("5", "10", "11", "37"),
    "diagnoses": ("7", "8", "9", "S3", "S5", "S6"),
    "symptoms": ("12", "15", "S1", "S2", "S7"),
    "scores": ("S8",),
    "snaps": ("36", "62", "S9"),
    "goals": ("25", "31", "32", "33", "34", "35", "38", "39", "65", "66", "67", "69", "70", "82", "87", "S12", "S14"),
    "objectives": (
        *("18", "28", "40", "41", "42", "43", "44", "45", "46", "47", "48", "49", "50", "51", "52", "77", "S10"),
    ),
    "interventions": ("53", "54", "55", "56", "57", "58", "59", "60", "61", "S4"),
    "discharge": ("68", "S13"),
    "reviews": ("83", "84", "85"),
    "signatures": ("74", "78", "79", "86"),
}
_ROOM_OF_LINE = {line: room for room, lines in _NEEDED.items() for line in lines}


def _has_a_date(chart: Chart, _: date) -> bool:
    return chart.plan.established is not None


def _next_review(chart: Chart, _: date) -> bool:
    return chart.plan.next_review is not None


def _born(chart: Chart, _: date) -> bool:
    return chart.client.birth_date is not None


_FIELDS: dict[str, tuple[Holds, str]] = {
    "3": (_has_a_date, "the plan has no date yet"),
    "4": (_has_a_date, "the plan has no date yet"),
    "64": (_born, "the client's birth date is not recorded"),
    "81": (_next_review, "no next review is planned"),
}


def _of_a_minor(chart: Chart, today: date) -> bool:
    age = chart.client.age_on(today)
    return age is None or age < 18


def _model_drafted(chart: Chart, _: date) -> bool:
    asked = any("model" in consent.kind.lower() for consent in chart.client.consents)
    return asked or any(a.origin and a.origin.by_model for a in chart.answers.values())


def _unsigned(chart: Chart, _: date) -> bool:
    return bool((chart.participation.not_signed or "").strip()) or not standing(chart)


_ARISES: dict[str, tuple[Holds, str]] = {
    "64": (_of_a_minor, "the client is of age"),
    "73": (_unsigned, "there are signatures"),
    "121": (_model_drafted, "no language model was used"),
    "122": (_model_drafted, "no language model was used"),
    "124": (_model_drafted, "no language model was used"),
}


def missing(line: str, chart: Chart) -> str:
    """Return what is not there yet and has to be, in words; nothing when the line can be told."""
    room = _ROOM_OF_LINE.get(line)
    if room is not None and not (standing(chart) if room == "signatures" else chart.room(room)):
        return ROOMS[room]
    holds, words = _FIELDS.get(line, (None, ""))
    return words if holds is not None and not holds(chart, date.min) else ""


def idle(line: str, chart: Chart, today: date) -> str:
    """Return why the line does not arise for this client, in words; nothing when it does."""
    holds, words = _ARISES.get(line, (None, ""))
    return words if holds is not None and not holds(chart, today) else ""

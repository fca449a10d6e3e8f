"""Reads numbers, durations and dates as people write them; what cannot be read is None, never a guess."""

import re
from datetime import date, datetime, timedelta
from typing import Any


def several(text: str) -> tuple[str, ...]:
    """Return the parts of *text* between line ends and semicolons, each once."""
    return tuple(dict.fromkeys(parts(text)))


def parts(text: str) -> list[str]:
    """Return the parts of *text* between line ends and semicolons, in order."""
    parts = (re.sub(r"^[\s•-]+", "", part).rstrip() for part in re.split(r"[;\n]", text))
    return [part for part in parts if part]


_LOOSELY = re.IGNORECASE | re.DOTALL


_NUMBERS = {
    word: number
    for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
} | {"never": 0, "none": 0, "once": 1, "twice": 2, "half": 0.5}

_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?![\d.,-])")
"""Thousands as people write them: "10,000 steps" are ten thousand, while "1,5 hours" are one and a half."""
_RANGE = re.compile(r"(?:[-–—]|to|or)\s*\d|/\s*(?!10+\b)\d", re.IGNORECASE)
"""What follows the first number of a range or a fraction; "7/10" is a rating and stays one."""
_CUT_NUMBER = re.compile(r"[.,]\s*\d")
"""The rest of a number that was written in a way nobody can be sure of."""

_LASTED = (
    r"(?<![\w.,])"
    r"(\d{1,4}(?:[.,]\d{1,2})?|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half a)\s+"
    r"(day|week|fortnight|month|year)s?\b"
)
_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 365 / 12, "year": 365}


def read_amount(text: str) -> tuple[float | None, str]:
    """Return the number *text* begins with, or None, and what is counted."""
    plain = _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match[0]), text)
    match = re.fullmatch(r"(?:about |around |~)?(-?\d{1,7}(?:[.,]\d{1,3})?)\s*(%|\D.*)?", plain, _LOOSELY)
    if match is None:
        first, *rest = plain.split()
        number, unit = _NUMBERS.get(first.casefold()), " ".join(rest)
    else:
        number, unit = float(match[1].replace(",", ".")), " ".join((match[2] or "").split())
    return None if _CUT_NUMBER.match(unit) else number, unit


def is_range(unit: str) -> bool:
    """Whether what follows the first number makes it a range or a fraction; "7/10" is a rating and is none."""
    return bool(_RANGE.match(unit))


def read_days(text: str) -> int | None:
    """Return the days a duration stands for, or None; a month counts a twelfth of 365 days."""
    total, found = 0.0, False
    for amount, unit in re.findall(_LASTED, text):
        number = {"a": 1, "an": 1, "half a": 0.5}.get(amount) or _NUMBERS.get(amount)
        total += (float(amount.replace(",", ".")) if number is None else number) * _UNIT_DAYS[unit]
        found = True
    if " and a half" in text and found:
        unit = re.findall(r"(day|week|fortnight|month|year)", text)[0]
        total += _UNIT_DAYS[unit] / 2
    return round(total) if found else None


_RELATIVE = re.compile(
    r"\b(?:(?:day|week|fortnight|month|year)s?|ago|tomorrow|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
"""Words that mean a day without naming its day and month; "in March" names no day, and none is made up for it."""


def read_date(text: str, today: date, *, ahead: bool) -> date | None:
    """Return the date *text* means, or None; *ahead* prefers the next one to the last."""
    low = text.casefold().strip(" .")
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", low):
        return _calendar(*(int(part) for part in match.groups()))
    if low in {"today", "now"}:
        return today
    if match := re.fullmatch(r"(?:in )?(\d{1,3}|a|one|two|three|four|six) (day|week|month|year)s?(?: from now)?", low):
        number = int(match[1]) if match[1].isdigit() else 1 if match[1] == "a" else int(_NUMBERS[match[1]])
        return _later(today, number, match[2])
    import dateparser  # takes long to import, and most dates never need it

    settings: dict[str, Any] = {
        "PREFER_DATES_FROM": "future" if ahead else "past",
        "RELATIVE_BASE": _noon(today),
        "REQUIRE_PARTS": ["day", "month"],
    }
    if _RELATIVE.search(low):
        del settings["REQUIRE_PARTS"]
    try:
        found = dateparser.parse(text, languages=["en"], settings=settings)
    except (ValueError, OverflowError):
        return None
    return found.date() if found else None


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # a month 13 is a slip, not a day
        return None


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - dateparser counts from a naive time


def _later(day: date, number: int, unit: str) -> date | None:
    try:
        if unit in {"day", "week"}:
            return day + timedelta(days=number * (7 if unit == "week" else 1))
        months = day.month - 1 + number * (12 if unit == "year" else 1)
        year, month = day.year + months // 12, months % 12 + 1
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        return date(year, month, min(day.day, last))
    except (ValueError, OverflowError):
        return None

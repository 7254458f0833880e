"""Days as people name them: ``2024-05``, ``march 2023``, ``last spring``, ``2 years ago``."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time, timedelta

from msgspec import Struct

FILLERS = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "i",
        "in",
        "my",
        "of",
        "on",
        "or",
        "the",
        "to",
        "was",
        "with",
    ]
)
"""Words that name no day by themselves, though the library that reads days passes over them."""

_ISO = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?")
_SEASON = re.compile(
    r"(?:in\s+)?(?:(this|last|next)\s+)?(spring|summer|autumn|fall|winter)(?:\s+(?:of\s+)?([0-9]{4}))?",
    re.IGNORECASE,
)
_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_LEAST = 3  # characters: "a" is no month


class Span(Struct, frozen=True):
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date


def span(text: str, today: date) -> Span | None:
    """Return the days that *text* names on the day *today*, or None where it names none.

    ISO years, months and days; else English, and what is said without a year lies in the past:
    ``may`` is the last one that began. The seasons are those north of the equator, and a winter is
    that of the year it begins in.
    """
    text = " ".join(text.split())
    return _iso(text) or _season(text, today) or _named(text, today)


def is_iso(text: str) -> bool:
    """Tell whether *text* looks like a year, a month or a day in figures."""
    return _ISO.fullmatch(text) is not None


def _iso(text: str) -> Span | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if year is None:
            return None
        if day is not None and month is not None:
            return Span(date(year, month, day), date(year, month, day))
        return months(year, month or 1, 1 if month else 12)
    except ValueError:
        return None


def months(year: int, month: int, count: int) -> Span:
    """Return the *count* months from *month* of *year* on.

    Raises:
        ValueError: the calendar has no such month.
    """
    last_year, last_month = divmod(year * 12 + month - 1 + count - 1, 12)
    last_day = calendar.monthrange(last_year, last_month + 1)[1]
    return Span(date(year, month, 1), date(last_year, last_month + 1, last_day))


def _season(text: str, today: date) -> Span | None:
    found = _SEASON.fullmatch(text)
    if found is None:
        return None
    which, name, year = (found[1] or "").lower(), found[2].lower(), found[3]
    month = _FIRST_MONTH[name]
    try:
        if year:
            return months(int(year), month, 3)
        begun = today.year if date(today.year, month, 1) <= today else today.year - 1
        present = months(begun, month, 3)
        shift = {"this": 0, "next": 1}.get(which, 0)
        if which == "last" and present.last >= today:
            shift = -1
        return months(begun + shift, month, 3)
    except ValueError:
        return None


def _named(text: str, today: date) -> Span | None:
    if len(text) < _LEAST or not any(sign.isalpha() for sign in text):
        return None
    from dateparser.date import DateDataParser  # a library of many languages, seldom needed

    reader = DateDataParser(
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime.combine(today, time(12)),
            "PREFER_DATES_FROM": "past",
            "PREFER_DAY_OF_MONTH": "first",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    try:
        read = reader.get_date_data(text)
    except (ValueError, OverflowError):
        return None
    if read.date_obj is None:
        return None
    return _period(read.date_obj.date(), read.period or "day")


def _period(day: date, period: str) -> Span | None:
    try:
        match period:
            case "year":
                return months(day.year, 1, 12)
            case "month":
                return months(day.year, day.month, 1)
            case "week":
                monday = day - timedelta(days=day.weekday())
                return Span(monday, monday + timedelta(days=6))
            case _:
                return Span(day, day)
    except (ValueError, OverflowError):
        return None

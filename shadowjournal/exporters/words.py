"""The words a book adds to what was written: dates, spans of time, counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from shadowjournal.entry import Entry

# strftime would ask the system's language, and pads years before 1000 on some systems only.
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def long_date(day: date) -> str:
    """Return *day* as ``Saturday, 11 September 1666``."""
    return f"{_DAYS[day.weekday()]}, {day.day} {month(day)}"


def month(day: date) -> str:
    """Return the month of *day* as ``September 1666``."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def time_span(entries: Sequence[Entry]) -> str:
    """Return the months that *entries*, in order, run through, or nothing where there are none."""
    if not entries:
        return ""
    first, last = entries[0].written.day, entries[-1].written.day
    if (first.year, first.month) == (last.year, last.month):
        return month(first)
    start = _MONTHS[first.month - 1] if first.year == last.year else month(first)
    return f"{start} \N{EN DASH} {month(last)}"


def how_many(count: int) -> str:
    """Return ``1 entry`` or ``3,413 entries``."""
    return "1 entry" if count == 1 else f"{count:,} entries"

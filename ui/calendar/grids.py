"""Where the days of a month and of a year stand in their grids. Weeks begin on a day 1 to 7."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta
from typing import Final, TypeAlias

Grid: TypeAlias = list[list[date | None]]
"""Days by row and column; None where no day stands."""

WEEK: Final = 7
MOST_WEEKS: Final = 54
"""Columns of a leap year that begins on the last day of a week."""

_MONTH_WEEKS: Final = 6


def month_grid(year: int, month: int, first: int) -> Grid:
    """Return the days of a month, a week in each row; always six, so that no month is higher."""
    grid: Grid = [[None] * WEEK for _ in range(_MONTH_WEEKS)]
    offset = (date(year, month, 1).isoweekday() - first) % WEEK
    for number in range(monthrange(year, month)[1]):
        row, column = divmod(offset + number, WEEK)
        grid[row][column] = date(year, month, number + 1)
    return grid


def year_grid(year: int, last: date, first: int) -> Grid:
    """Return the days of a year up to *last*, a week in each column."""
    begin = date(year, 1, 1)
    offset = (begin.isoweekday() - first) % WEEK
    weeks = -(-(offset + 365 + isleap(year)) // WEEK)
    grid: Grid = [[None] * weeks for _ in range(WEEK)]
    for number in range((last - begin).days + 1):
        column, row = divmod(offset + number, WEEK)
        grid[row][column] = begin + timedelta(number)
    return grid


def shifted(day: date, days: int) -> date:
    """Return the day so many *days* on, or the first or last of the calendar."""
    least, most = date.min.toordinal(), date.max.toordinal()
    return date.fromordinal(min(max(day.toordinal() + days, least), most))


def shifted_months(day: date, months: int) -> date:
    """Return the same day so many *months* on, or the last of a month that is too short.

    Before the first month of the calendar and after its last, nothing changes.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return day
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_of_month(day: date) -> date:
    """Return the last day of the month of *day*."""
    return day.replace(day=monthrange(day.year, day.month)[1])

"""How days, and what was written on them, are worded."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale

from shadowjournal.catalog import Summary
from shadowjournal.days import Days, Written


def long_day(day: date) -> str:
    """Return ``14 March 2026``."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")


def short_day(day: date) -> str:
    """Return ``Sat 14``."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d")


def month_name(month: int, *, is_short: bool = False) -> str:
    """Return ``March``, or ``Mar``."""
    form = QLocale.FormatType.ShortFormat if is_short else QLocale.FormatType.LongFormat
    return QLocale().standaloneMonthName(month, form)


def weekday_name(weekday: int, form: QLocale.FormatType) -> str:
    """Return the name of *weekday* (1 is Monday) as long as *form* says."""
    return QLocale().standaloneDayName(weekday, form)


def spoken_day(day: date, days: Days) -> str:
    """Return *day* as a screen reader says it: ``14 March 2026, 412 words, 2 entries``."""
    entries = len(days.entries_on(day))
    if not entries:
        return long_day(day)
    words = counted(days.words_on(day), "word", "words")
    return f"{long_day(day)}, {words}, {counted(entries, 'entry', 'entries')}"


def counted(number: int, one: str, many: str) -> str:
    """Return ``1 word`` or ``2,304 words``."""
    return f"{number:,} {one if number == 1 else many}"


def facts(written: Written) -> str:
    """Return ``171 days written · 63,420 words``."""
    days = counted(written.days, "day", "days")
    return f"{days} written · {counted(written.words, 'word', 'words')}"


def ago(day: date, today: date) -> str:
    """Return ``3 years ago · 22 November 2023``."""
    return f"{counted(today.year - day.year, 'year', 'years')} ago · {long_day(day)}"


def name_of(summary: Summary) -> str:
    """Return what an entry is called in a line: its title, or how it begins."""
    return summary.title or summary.first_words or "Untitled"

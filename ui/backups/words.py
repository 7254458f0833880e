"""When a backup was made, how large it is, and what was opened in it, in words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QTime

from shadowjournal.results import Verified
from ui.widgets.progress_line import count_of_entries


def moment(when: datetime) -> str:
    """Return the day and the time of *when*: ``Sunday 22 November 2026, 21:04``."""
    day = QLocale().toString(QDate(when.year, when.month, when.day), "dddd d MMMM yyyy")
    return f"{day}, {clock(when)}"


def clock(when: datetime) -> str:
    """Return the time of *when*: ``21:04``."""
    return QLocale().toString(QTime(when.hour, when.minute), "HH:mm")


def size(of_bytes: int) -> str:
    """Return how large a file *of_bytes* is: ``12.4 MB``."""
    return QLocale().formattedDataSize(of_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def holds(seen: Verified) -> str:
    """Return what was opened: ``12 entries in 31 versions, 2 pictures``."""
    versions = f"in {seen.revisions:,} version{'' if seen.revisions == 1 else 's'}"
    pictures = f", {seen.pictures:,} picture{'' if seen.pictures == 1 else 's'}"
    return f"{count_of_entries(seen.entries)} {versions}{pictures if seen.pictures else ''}"

"""What shall go into which file."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from pathlib import Path

from msgspec import Struct


class ExportRequest(Struct, frozen=True):
    """An export as it was asked for.

    Entries from *first* to *last* (local days, both included; None is open), with *tag* and found
    by *query*, where those are given. ``path`` ends in ``suffix`` (``.pdf``, ``.md`` or ``.zip``).
    """

    path: Path
    suffix: str
    first: date | None = None
    last: date | None = None
    tag: str | None = None
    title: str = ""
    query: str | None = None


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month in which *day* lies."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def with_suffix(path: Path, suffix: str) -> Path:
    """Return *path* ending in *suffix*; what it ends in now is kept unless it names a format."""
    if path.suffix.lower() == suffix or not path.name:
        return path
    if path.suffix.lower() in {".pdf", ".md", ".zip"}:
        return path.with_suffix(suffix)
    return path.with_name(path.name + suffix)

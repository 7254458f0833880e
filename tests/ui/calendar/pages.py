"""Entries of certain days, as lists show them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from shadowjournal.catalog import Summary
from shadowjournal.entry import Moment

TODAY = date(2026, 11, 22)


def page(
    number: int,
    day: date,
    title: str = "A plain day",
    words: int = 10,
    hour: int = 12,
    tags: tuple[str, ...] = (),
) -> Summary:
    """A page of *day*."""
    local = datetime(day.year, day.month, day.day, hour)
    written = Moment(local, "UTC", local.replace(tzinfo=UTC))
    return Summary(
        f"{number:032x}", written, title, "Soup. The radiator man came.", tags, False, words
    )


def id_of(number: int) -> str:
    """The id of the page of this number."""
    return f"{number:032x}"

"""The days that were written on: how much on each, and what of other years comes back today."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import isleap
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from shadowjournal.catalog import Summary

LEVELS: Final = 4
"""How many shades a day that was written on can have."""

_LEAP_DAY: Final = (2, 29)
_DAY_BEFORE: Final = (2, 28)


class Written(NamedTuple):
    """How much was written in some time: on how many days, and how many words."""

    days: int = 0
    words: int = 0


class Days:
    """What the entries of a journal say of its days. An entry in the trash says nothing."""

    def __init__(self, summaries: Iterable[Summary] = ()) -> None:
        self._years: dict[int, dict[date, dict[str, Summary]]] = {}
        self._words: dict[date, int] = {}  # added up once: a long life has many pages
        self._day_of: dict[str, date] = {}
        self._lengths: list[int] | None = None
        for summary in summaries:
            self.put(summary)

    def put(self, summary: Summary) -> None:
        """Know *summary*, in the place of the one with its id if there is one."""
        self.drop(summary.id)
        if summary.trashed is None:
            day = summary.written.day
            self._day_of[summary.id] = day
            self._years.setdefault(day.year, {}).setdefault(day, {})[summary.id] = summary
            self._words[day] = self._words.get(day, 0) + summary.words

    def drop(self, entry_id: str) -> None:
        """Know the entry of this id no longer; nothing happens where it is not known."""
        self._lengths = None
        day = self._day_of.pop(entry_id, None)
        if day is None:
            return
        days = self._years[day.year]
        self._words[day] -= days[day].pop(entry_id).words
        if not days[day]:
            del days[day], self._words[day]
        if not days:
            del self._years[day.year]

    def clear(self) -> None:
        """Know nothing."""
        self._years.clear()
        self._words.clear()
        self._day_of.clear()
        self._lengths = None

    def __len__(self) -> int:
        """Return how many entries are known."""
        return len(self._day_of)

    @property
    def years(self) -> list[int]:
        """The years in which anything was written, earliest first."""
        return sorted(self._years)

    def entries_on(self, day: date) -> list[Summary]:
        """Return what was written on *day*, in the order of the clock."""
        return sorted(self._on(day).values(), key=_by_clock)

    def entries_in(self, year: int) -> list[Summary]:
        """Return what was written in *year*, newest first."""
        days = self._years.get(year, {}).values()
        return sorted((each for day in days for each in day.values()), key=_by_clock, reverse=True)

    def has_entries(self, day: date) -> bool:
        """Tell whether anything was written on *day*."""
        return bool(self._on(day))

    def words_on(self, day: date) -> int:
        """Return how many words were written on *day*."""
        return self._words.get(day, 0)

    def written_in(self, year: int) -> Written:
        """Return how much was written in *year*."""
        days = self._years.get(year, {})
        return Written(len(days), sum(map(self.words_on, days)))

    def last_day(self, year: int) -> date | None:
        """Return the last day of *year* that was written on, None where none was."""
        return max(self._years.get(year, {}), default=None)

    def level(self, day: date) -> int:
        """Return the shade of *day*: 0 where nothing was written, else 1 to `LEVELS`.

        A day is held against this writer's own days and nothing else: a quarter of them have each
        shade. Days of equal length have the same, and where all are equal it is one in the middle.
        """
        if not self.has_entries(day):
            return 0
        if self._lengths is None:
            self._lengths = sorted(self._words.values())
        words = self.words_on(day)
        # Twice the place among all days, counted to the middle of those that are equal.
        place = bisect_left(self._lengths, words) + bisect_right(self._lengths, words)
        return 1 + place * LEVELS // (2 * len(self._lengths))

    def on_this_day(self, day: date) -> list[Summary]:
        """Return what was written on *day* in earlier years, newest first.

        What its writer keeps back is left out. What was written on 29 February comes on the 28th
        where *day*'s year has no 29th.
        """
        places = [(day.month, day.day)]
        if places == [_DAY_BEFORE] and not isleap(day.year):
            places.append(_LEAP_DAY)
        found = [
            summary
            for year in self.years
            if year < day.year
            for month, number in places
            if (month, number) != _LEAP_DAY or isleap(year)
            for summary in self.entries_on(date(year, month, number))
            if not summary.is_kept_back
        ]
        return sorted(found, key=_by_clock, reverse=True)

    def _on(self, day: date) -> dict[str, Summary]:
        return self._years.get(day.year, {}).get(day, {})


def _by_clock(summary: Summary) -> tuple[object, ...]:
    return summary.written.local, summary.written.utc, summary.id

"""RedNotebook: its own files of months, read by its own loader and searched by its own days.

Its window, which lists what was found, is left out, and so is the sorting of its days before every
search. A day holds one text there: entries of one day become one.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from rednotebook import storage
from rednotebook.data import Day, Month
from typing_extensions import override

from benchmarks.peers import plain
from benchmarks.peers.serving import Peer, run
from benchmarks.queries import Query


class RedNotebook(Peer):
    """Its days in memory, as they are while it runs."""

    def __init__(self) -> None:
        self._days: list[Any] = []

    @override
    def make(self, place: Path) -> None:
        months: dict[str, Any] = {}
        for day, pages in groupby(plain.read(place), attrgetter("day")):
            year, month, number = map(int, day.split("-"))
            held = months.setdefault(day[:7], Month(year, month))
            text = "\n\n".join(page.text for page in pages)
            held.days[number] = Day(held, number, {"text": text})
        _folder(place).mkdir()
        storage.save_months_to_disk(months, str(_folder(place)), saveas=True)

    @override
    def open(self, place: Path) -> None:
        months = storage.load_all_months_from_disk(str(_folder(place)))
        days = (day for month in months.values() for day in month.days.values())
        self._days = sorted(days, key=attrgetter("date"), reverse=True)

    @override
    def search(self, query: Query) -> int | None:
        found = [day.search(query.letters[0], []) for day in self._days]
        return sum(bool(results) for _, results in found)

    @override
    def count(self, query: Query) -> int | None:
        return self.search(query)


def _folder(place: Path) -> Path:
    return place / "rednotebook"


if __name__ == "__main__":
    run(RedNotebook())

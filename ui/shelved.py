"""What the lists show of the entries known so far, in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeAlias

from shadowjournal.catalog import Summary
from shadowjournal.prompts.today import Answered

_Key: TypeAlias = tuple[datetime, datetime, str]


class Shelved:
    """Summaries by id, and in order: to sort a lifetime of them takes its time and is done once."""

    def __init__(self) -> None:
        self._by_id: dict[str, Summary] = {}
        self._oldest_first: list[Summary] | None = []

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._by_id

    def get(self, entry_id: str) -> Summary | None:
        """Return the summary of this entry, if there is one."""
        return self._by_id.get(entry_id)

    def clear(self) -> None:
        """Hold nothing."""
        self._by_id = {}
        self._oldest_first = []

    def replace(self, summaries: Iterable[Summary]) -> None:
        """Hold *summaries* and nothing else."""
        self.clear()
        self.update(summaries)

    def update(self, summaries: Iterable[Summary]) -> None:
        """Hold *summaries* too, each in the place of the one with its id."""
        self._by_id.update((summary.id, summary) for summary in summaries)
        self._oldest_first = None

    def put(self, summary: Summary) -> None:
        """Hold *summary*, in the place of the one with its id."""
        old = self._by_id.get(summary.id)
        self._by_id[summary.id] = summary
        if self._oldest_first is None:
            return
        if old is not None:
            self._oldest_first.pop(bisect_left(self._oldest_first, _key(old), key=_key))
        place = bisect_left(self._oldest_first, _key(summary), key=_key)
        self._oldest_first.insert(place, summary)

    def answered_before(self, day: date) -> list[Answered]:
        """Return which prompts were answered on which days before *day*."""
        return [
            Answered(summary.prompt, summary.written.day)
            for summary in self._by_id.values()
            if summary.prompt and summary.written.day < day
        ]

    @property
    def newest_first(self) -> list[Summary]:
        """All of them, newest day first."""
        if self._oldest_first is None:
            self._oldest_first = sorted(self._by_id.values(), key=_key)
        return self._oldest_first[::-1]


def _key(summary: Summary) -> _Key:
    return summary.written.local, summary.written.utc, summary.id

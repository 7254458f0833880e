"""What an open journal has in memory of its entries: lists, search, where they came from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import suppress

from shadowjournal.catalog import Summary, summarise
from shadowjournal.entry import Entry
from shadowjournal.prompts.today import Answered
from shadowjournal.provenance import Provenance
from shadowjournal.results import Found
from shadowjournal.search import Counts, Index, suggestion

_MOST_WAITING = 50  # after an import, whoever asks next would wait for all of it


class Known:
    """The entries that were opened so far.

    An entry that was just stored is taken in when somebody next asks: whoever writes saves the same
    one again and again, and nobody is to wait for the search meanwhile.

    Attributes:
        provenance: which of them came from another program.
    """

    def __init__(self) -> None:
        self.provenance = Provenance()
        self._index = Index()
        self._summaries: dict[str, Summary] = {}
        self._stored: dict[str, Entry] = {}

    def close(self) -> None:
        """Forget everything."""
        self._index.close()
        self._summaries.clear()
        self._stored.clear()
        self.provenance.clear()

    def take(self, entries: list[Entry]) -> list[Summary]:
        """Know *entries* from now on; return what the lists show of them: not the trash."""
        summaries = [summarise(entry) for entry in entries]
        self._summaries.update((summary.id, summary) for summary in summaries)
        for entry in entries:
            self.provenance.note(entry)
        self._index.put(entries, {summary.id: summary.words for summary in summaries})
        return [summary for summary in summaries if summary.trashed is None]

    def forget(self, entry_ids: Iterable[str]) -> None:
        """Know these entries no longer. What was imported stays known, lest it come again."""
        for entry_id in entry_ids:
            self._summaries.pop(entry_id, None)
            self._stored.pop(entry_id, None)
            self._index.remove(entry_id)

    def take_stored(self, entries: list[Entry]) -> None:
        """Know *entries*, which are safe already, from when somebody next asks."""
        self._stored.update((entry.id, entry) for entry in entries)
        for entry in entries:
            self.provenance.note(entry)
        if len(self._stored) > _MOST_WAITING:
            self._catch_up()

    def _catch_up(self) -> None:
        stored, self._stored = list(self._stored.values()), {}
        with suppress(sqlite3.Error, MemoryError):  # where there is no room, less is found
            self.take(stored)

    @property
    def summaries(self) -> list[Summary]:
        """What the lists show of them, newest day first: not the trash."""
        self._catch_up()
        listed = (summary for summary in self._summaries.values() if summary.trashed is None)
        return sorted(listed, key=_by_day, reverse=True)

    @property
    def trash(self) -> list[Summary]:
        """What lies in the trash, last thrown away first."""
        self._catch_up()
        thrown = [s for s in self._summaries.values() if s.trashed is not None]
        return sorted(thrown, key=_by_throwing, reverse=True)

    def search(self, query: str, limit: int | None, *, is_newest_first: bool) -> list[Found]:
        """Return those that *query* finds, best or newest first."""
        self._catch_up()
        hits = self._index.search(query, limit, is_newest_first=is_newest_first)
        return [Found(self._summaries[hit.entry_id], hit.snippet) for hit in hits]

    def hits(self, entry_id: str, query: str) -> tuple[str, ...]:
        """Return what *query* finds in the text of this entry."""
        self._catch_up()
        return self._index.hits(entry_id, query)

    def matching(self, query: str) -> set[str]:
        """Return the ids of those that *query* finds."""
        self._catch_up()
        return self._index.matching(query)

    def count(self, query: str) -> Counts:
        """Return how many of each year and with each tag *query* finds."""
        self._catch_up()
        return self._index.count(query)

    def suggest(self, query: str) -> str | None:
        """Return what somebody may have meant whose *query* finds nothing, if anything."""
        self._catch_up()
        return suggestion(self._index, query)

    def answered(self) -> list[Answered]:
        """Return which prompts were answered on which days."""
        self._catch_up()
        return [
            Answered(summary.prompt, summary.written.day)
            for summary in self._summaries.values()
            if summary.prompt and summary.trashed is None
        ]


def _by_throwing(summary: Summary) -> tuple[object, ...]:
    return summary.trashed, summary.id


def _by_day(summary: Summary) -> tuple[object, ...]:
    return summary.written.local, summary.written.utc, summary.id

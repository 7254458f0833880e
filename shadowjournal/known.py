"""What an open journal has in memory of its entries: lists, search, where they came from."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TypeAlias

from shadowjournal.catalog import Summary, summarise
from shadowjournal.entry import Entry
from shadowjournal.prompts.today import Answered
from shadowjournal.provenance import Provenance
from shadowjournal.results import Found
from shadowjournal.search import LANGUAGES, Counts, Forms, Index, pages, suggestion
from shadowjournal.snapshot import Kept
from shadowjournal.storage.rows import Ends

_MOST_WAITING = 50  # after an import, whoever asks next would wait for all of it

Marked: TypeAlias = tuple[Entry, str]
"""An entry, and what tells the row it came from, as `mark_of` returns it."""


class Known:
    """The entries that were opened so far.

    An entry that was just stored is taken in when somebody next asks: whoever writes saves the same
    one again and again, and nobody is to wait for the search meanwhile. While many are read, the
    index takes in some of them on a thread of its own, and the next ones can be opened.

    Attributes:
        provenance: which of them came from another program.
    """

    def __init__(self, kept: Kept | None = None) -> None:
        """Begin with nothing, or with what was *kept*.

        Raises:
            ValueError: what was kept is of no use.
        """
        self.provenance = Provenance()
        self._forms: Forms | None = None
        self._index = Index(kept.index if kept else None)
        self._summaries = {summary.id: summary for summary in kept.summaries} if kept else {}
        self._stored: dict[str, Marked] = {}
        self._forgotten: set[str] = set()
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="index")
        self._adding: Future[None] | None = None
        self._is_complete = False
        if kept:
            self.provenance.remember(kept.origins)
        self._index.expect_many(are_coming=True)

    def close(self) -> None:
        """Forget everything."""
        self._aside.shutdown(wait=True)
        self._index.close()
        self._summaries.clear()
        self._stored.clear()
        self.provenance.clear()

    def __len__(self) -> int:
        return len(self._summaries)

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._summaries

    def read(self, opened: Sequence[Marked], *, are_older: bool = True) -> list[Summary]:
        """Know the entries *opened* from now on; return what the lists show of them.

        They *are_older* than those known, and none of these, where they are read from the last one
        that was written to the first.
        """
        summaries = [summarise(entry) for entry, _ in opened]
        new = pages(
            (entry for entry, _ in opened),
            {summary.id: summary.words for summary in summaries},
            {entry.id: mark for entry, mark in opened},
        )
        self._summaries.update((summary.id, summary) for summary in summaries)
        for entry, _ in opened:
            self.provenance.note(entry)
        self._wait()
        self._adding = self._aside.submit(self._index.put_pages, new, are_older=are_older)
        return [summary for summary in summaries if summary.trashed is None]

    def complete(self) -> None:
        """Know that all were read."""
        self._wait()
        self._is_complete = True
        self._forgotten.clear()
        self._index.expect_many(are_coming=False)

    def become(self, other: Known) -> list[Summary]:
        """Know what *other* knows, and what was stored here meanwhile; *other* is used up.

        Returns what the lists show.
        """
        self._wait()
        other.forget(self._forgotten)
        other._wait()
        self._index.close()
        self._index, self._summaries = other._index, other._summaries
        self.provenance = other.provenance
        self._index.forms = self._forms
        for entry, _ in self._stored.values():
            self.provenance.note(entry)
        other._aside.shutdown(wait=True)
        return self.summaries

    def find_forms_in(self, language: str) -> None:
        """Find words in all their forms in this one of `LANGUAGES`; in any other as they stand."""
        self._forms = Forms(language) if language in LANGUAGES else None
        self._index.forms = self._forms

    def forget(self, entry_ids: Iterable[str]) -> None:
        """Know these entries no longer. What was imported stays known, lest it come again."""
        gone = list(entry_ids)
        for entry_id in gone:
            self._summaries.pop(entry_id, None)
            self._stored.pop(entry_id, None)
        if not self._is_complete:
            self._forgotten.update(gone)
        self._wait()
        self._index.remove(*gone)

    def keep_only(self, entry_ids: set[str]) -> int:
        """Know none but *entry_ids*, nor where others came from; return how many these were."""
        gone = self._summaries.keys() - entry_ids
        self.forget(gone)
        origins = self.provenance.of(entry_ids)
        self.provenance.clear()
        self.provenance.remember(origins)
        return len(gone)

    def take_stored(self, stored: Iterable[Marked]) -> None:
        """Know entries, which are safe already, from when somebody next asks."""
        for entry, mark in stored:
            self._stored[entry.id] = entry, mark
            self.provenance.note(entry)
        if len(self._stored) > _MOST_WAITING:
            self._catch_up()

    def marks(self, entry_ids: Iterable[str]) -> dict[str, str | None]:
        """Return from which rows those of *entry_ids* came that are known."""
        self._wait()
        return self._index.marks(entry_ids)

    def settle(self) -> bool:
        """Bring a little of the index together; tell whether all of it is."""
        self._catch_up()
        return self._index.settle()

    @property
    def kept(self) -> Kept:
        """All of it, to begin with another day."""
        self._catch_up()
        summaries = list(self._summaries.values())
        return Kept(self._index.content, summaries, self.provenance.of(self._summaries))

    def _wait(self) -> None:
        """Wait for what the index is just taking in."""
        adding, self._adding = self._adding, None
        if adding is not None:
            adding.result()

    def _catch_up(self) -> None:
        self._wait()
        stored, self._stored = list(self._stored.values()), {}
        if stored:
            with suppress(sqlite3.Error, MemoryError):  # where there is no room, less is found
                self.read(stored, are_older=False)
                self._wait()

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


def mark_of(ends: Ends) -> str:
    """Return what tells the row of these *ends* from any other, in 32 characters."""
    content = f"{ends.revision}".encode() + ends.head + ends.tag
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _by_throwing(summary: Summary) -> tuple[object, ...]:
    return summary.trashed, summary.id


def _by_day(summary: Summary) -> tuple[object, ...]:
    return summary.written.local, summary.written.utc, summary.id

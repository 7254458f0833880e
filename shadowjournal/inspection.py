"""Whether all that a journal's file holds opens, and is what was written to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from shadowjournal.ledger import Ledger
from shadowjournal.opener import Opener
from shadowjournal.results import Discrepancy, Verified
from shadowjournal.storage.connection import nothing
from shadowjournal.storage.store import Store


class Inspection:
    """Looks through the file of an open journal, and changes nothing in it."""

    def __init__(self, store: Store, opener: Opener, ledger: Ledger) -> None:
        self._store = store
        self._opener = opener
        self._ledger = ledger

    def verify(self, progress: Callable[[int], None]) -> Verified:
        """Open every record, and say what does not open. What *progress* raises ends the work."""
        self._opener.begin_again()
        self.check_file(partial(progress, 0))
        entries = set()
        revisions = pictures = 0
        with self._opener.reading():  # of a page of the file: the rest is out of reach
            for row in self._store.every_row():
                revisions += 1
                entries.add(row.entry)
                self._opener.entry(row)
                progress(revisions)
            for name, sealed in self._store.pictures():
                pictures += 1
                self._opener.picture(name, sealed)
                progress(revisions + pictures)
        changed = self.compare()
        return Verified(len(entries), revisions, pictures, tuple(self._opener.damaged), changed)

    def compare(self) -> tuple[Discrepancy, ...]:
        """Return how the file differs from what was written to it."""
        found: tuple[Discrepancy, ...] = ()
        with self._opener.reading():
            found = self._ledger.discrepancies()
        return found  # noqa: RET504 - nothing where it was damaged

    def comparing(self) -> Iterator[tuple[Discrepancy, ...] | None]:
        """Find out what `compare` returns bit by bit: yield None, and that at last."""
        found: tuple[Discrepancy, ...] | None = None
        with self._opener.reading():
            for found in self._ledger.comparing():
                yield found
        if found is None:
            yield ()

    def check_file(self, look: Callable[[], None] = nothing) -> None:
        """See that the file hides none of its pages."""
        with self._opener.reading():
            self._store.check(look)

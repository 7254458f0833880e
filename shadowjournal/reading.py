"""Reading all that an open journal holds, bit by bit, and seeing that all of it opens.

Where there is a snapshot, only what differs from it is opened before lists and search are complete;
the rest is opened after that.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, wait
from itertools import chain
from typing import TypeAlias

from shadowjournal.catalog import Summary
from shadowjournal.inspection import Inspection
from shadowjournal.known import Known, Marked, mark_of
from shadowjournal.opener import Opener
from shadowjournal.results import Discrepancy
from shadowjournal.snapshot import Kept, Snapshot
from shadowjournal.storage.rows import Ends, SealedRow, ends_in
from shadowjournal.storage.store import Store

LARGE = 2_000
"""Entries from which on a snapshot is worth its room."""

_PATIENCE = 0.02  # seconds; meanwhile others may ask something of the journal
_AT_ONCE = 5_000  # rows of which only the ends are read
_FEW = 50  # entries that differ from the snapshot, or
_PART = 50  # one of so many

_Heads: TypeAlias = Iterator[list[tuple[int, Ends]]]
"""Heads in pieces: their places and ends. An empty piece where there are no more by now."""


class Reading:
    """Reads an open journal for lists and search, once.

    Attributes:
        is_done: whether every entry is known.
        is_checked: whether all was opened, and the file compared with what was written to it.
        discrepancies: how it differs.
    """

    def __init__(
        self,
        store: Store,
        opener: Opener,
        known: Known,
        inspection: Inspection,
        snapshot: Snapshot | None,
    ) -> None:
        self._store = store
        self._opener = opener
        self._known = known
        self._inspection = inspection
        self._snapshot = snapshot
        self._steps = self._read()
        self._checks = self._check()
        self._opened = 0
        self._is_from_snapshot = False
        self.is_done = self.is_checked = False
        self.discrepancies: tuple[Discrepancy, ...] = ()

    def some(self) -> list[Summary]:
        """Read a little more; return what the lists show of it, which may be nothing."""
        for found in self._steps:
            return found
        if not self.is_done:
            self._known.complete()
            self.is_done = True
        return []

    def all(self) -> None:
        """Read and check what is left."""
        if self.is_checked:
            return
        if not self.is_done:
            self._inspection.check_file()
        with self._opener.reading():  # of a page of the file: the rest is out of reach
            while not self.is_done:
                self.some()
        self.is_done = True
        while not self.check_some():
            pass

    def check_some(self) -> bool:
        """Check a little more once all is read; tell whether all is checked."""
        if not self.is_done:
            return False
        for _ in self._checks:
            return False
        self.is_checked = True
        return True

    def keep_some(self) -> bool:
        """Keep the index in a snapshot, if that is due, or prepare it; tell whether it is done."""
        if self._snapshot is None or not self.is_checked or not self._is_due:
            return True
        if self._known.settle():
            self._snapshot.keep(self._known.kept)
            self._opened = 0
            return True
        return False

    def drop(self) -> None:
        """Let the snapshot go, for it holds what is to be forgotten."""
        if self._snapshot is not None:
            self._snapshot.drop()
            self._opened = len(self._known)

    def give_up(self) -> None:
        """Read no more."""
        self._steps.close()
        self._checks.close()
        if self._snapshot is not None:
            self._snapshot.close()

    @property
    def _is_due(self) -> bool:
        held = len(self._known)
        return held >= LARGE and self._opened > max(_FEW, held // _PART)

    def _read(self) -> Generator[list[Summary]]:
        loading = self._snapshot.load() if self._snapshot and self._snapshot.is_there else None
        noted = len(self._opener.damaged)
        for batch in self._store.heads.batches():
            found = self._known.read(self._entries(batch))
            if found or loading is not None:  # of a damaged stretch nothing opens, more may follow
                yield found
            if loading is not None:
                loaded = yield from self._loaded(loading)
                loading = None
                if loaded is not None:
                    del self._opener.damaged[noted:]  # it is found again
                    yield from self._caught_up(*loaded)
                    return
        if loading is not None:  # of a journal that is empty by now
            self.drop()

    def _loaded(
        self, loading: Future[Kept | None]
    ) -> Generator[list[Summary], None, tuple[Known, _Heads] | None]:
        """Wait for the snapshot; return what it knows, and the heads; None if it is of no use."""
        heads = self._heads()
        early = [next(heads)]
        while wait([loading], 0 if early[-1] else _PATIENCE).not_done:
            if early[-1]:
                early.append(next(heads))
            yield []
        kept = loading.result()
        try:
            if kept is not None:
                return Known(kept), chain(filter(None, early), heads)
        except ValueError:
            pass
        self.drop()
        return None

    def _heads(self) -> _Heads:
        """Yield the places and ends of the heads; nothing while there are no more, and so on."""
        after = 0
        while True:
            found = self._store.heads.ends(after, _AT_ONCE)
            after = found[-1][0] if found else after
            yield found

    def _caught_up(self, loaded: Known, heads: _Heads) -> Iterator[list[Summary]]:
        """Bring *loaded* up to the *heads* of the file, then know it."""
        present, self._opened = set[str](), 0
        try:
            while found := next(heads):
                marks = loaded.marks(ends.record for _, ends in found)
                stale = {at: e.record for at, e in found if marks.get(e.record) != mark_of(e)}
                opened = self._entries(self._store.heads.at(stale))
                present.update(ends.record for _, ends in found)
                present.difference_update(stale.values())
                present.update(entry.id for entry, _ in opened)
                if opened:
                    loaded.read(opened, are_older=False)
                yield []
        except BaseException:
            loaded.close()
            raise
        if loaded.keep_only(present):
            self.drop()
        self._is_from_snapshot = True
        summaries = self._known.become(loaded)
        for start in range(0, len(summaries), _AT_ONCE):
            yield summaries[start : start + _AT_ONCE]

    def _entries(self, rows: Iterable[SealedRow]) -> list[Marked]:
        opened = [
            (entry, mark_of(ends_in(*row[1:])))
            for row in rows
            if (entry := self._opener.entry(row))
        ]
        self._opened += len(opened)
        return opened

    def _check(self) -> Generator[None]:
        with self._opener.reading():  # of a page of the file: the rest is out of reach
            for batch in self._store.heads.batches() if self._is_from_snapshot else ():
                known = (row for row in batch if row.entry in self._known)
                damaged = [row.entry for row in known if not self._opener.opens(row)]
                if damaged:
                    self._known.forget(damaged)
                yield
        for found in self._inspection.comparing():
            if found is not None:
                self.discrepancies = found
            yield

"""What an open journal lets go of: versions too many, and what lay long enough in the trash."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from shadowjournal.catalog import Summary
from shadowjournal.entry import Entry, now
from shadowjournal.errors import DamagedData
from shadowjournal.history import worth_keeping
from shadowjournal.ledger import Ledger
from shadowjournal.opener import Opener
from shadowjournal.preferences import PREFERENCES, open_preferences
from shadowjournal.sealed import open_entry
from shadowjournal.storage.rows import SealedPicture, SealedRow
from shadowjournal.storage.store import Store
from shadowjournal.vault.key import JournalKey, Kind

REST: Final = timedelta(days=30)
"""How long an entry lies in the trash before it goes."""

_FEW = 2  # versions, of which none goes: the first and the last
_AT_ONCE = 8  # entries


class Clearing:
    """Takes rows out of the journal's file. What does not open stays."""

    def __init__(self, store: Store, key: JournalKey, ledger: Ledger, opener: Opener) -> None:
        self._store = store
        self._key = key
        self._ledger = ledger
        self._opener = opener
        self._left: list[str] | None = None

    def thin_some(self) -> int:
        """Thin the versions of the next few entries; return how many entries are left.

        Raises:
            CannotWrite: nothing was changed; what was done before stays done.
            DamagedData: a page of the file cannot be read.
        """
        if self._left is None:
            self._left = self._store.renewal.entries_with_more_than(_FEW)
        several, self._left = self._left[:_AT_ONCE], self._left[_AT_ONCE:]
        superfluous = [row for entry_id in several for row in self._superfluous(entry_id)]
        if superfluous:
            self._ledger.remove(superfluous)
        return len(self._left)

    def delete(self, entry_ids: Iterable[str]) -> None:
        """Take these entries out with all their versions, and the pictures of no other entry.

        Raises:
            CannotWrite: nothing was changed.
            DamagedData: a page of the file cannot be read.
        """
        rows = [row for entry_id in entry_ids for row in self._store.revisions(entry_id)]
        if rows:
            self._ledger.remove(rows, self._pictures_of_none_but(rows))

    def _superfluous(self, entry_id: str) -> list[SealedRow]:
        opened = []
        for row in self._store.revisions(entry_id):
            try:
                opened.append((row, open_entry(self._key, row).edited))
            except DamagedData:
                return []  # which version it was nobody knows
        kept = worth_keeping([edited for _, edited in opened], now())
        return [row for place, (row, _) in enumerate(opened) if place not in kept]

    def _pictures_of_none_but(self, rows: list[SealedRow]) -> list[SealedPicture]:
        """Return the pictures that stand in *rows* only; none where something does not open."""
        used = self._pictures_in(rows)
        if not used:
            return []
        used -= open_preferences(self._key, self._store.record(PREFERENCES)).pictures
        gone = {row.seq for row in rows}
        for row in self._store.every_row():
            if row.seq in gone:
                continue
            try:
                used -= set(open_entry(self._key, row).document.pictures)
            except DamagedData:
                return []
        names = [name for each in sorted(used) for name in self._key.names_for(Kind.PICTURE, each)]
        return self._store.renewal.pictures_named(names)

    def _pictures_in(self, rows: list[SealedRow]) -> set[str]:
        opened = (self._opener.entry(row) for row in rows)
        return {picture for entry in opened if entry for picture in entry.document.pictures}


def is_spent(entry: Entry | Summary) -> bool:
    """Tell whether *entry* has lain in the trash for long enough."""
    return entry.trashed is not None and now() - entry.trashed >= REST

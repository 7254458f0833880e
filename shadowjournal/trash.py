"""What was thrown away: it rests for a while before it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec.structs import replace

from shadowjournal.catalog import Summary
from shadowjournal.clearing import Clearing, is_spent
from shadowjournal.entry import Entry, now
from shadowjournal.known import Known
from shadowjournal.storage.connection import nothing


class Trash:
    """The trash of an open journal. An entry in it is in no list and no search."""

    def __init__(
        self,
        clearing: Clearing,
        known: Known,
        get: Callable[[str], Entry],
        append: Callable[[Sequence[Entry]], None],
        forgotten: Callable[[], None] = nothing,
    ) -> None:
        self._clearing = clearing
        self._known = known
        self._get = get
        self._append = append
        self._forgotten = forgotten

    @property
    def entries(self) -> list[Summary]:
        """What lies in it of the entries read so far, last thrown away first."""
        return self._known.trash

    def throw_away(self, entry_id: str) -> Entry:
        """Put the entry *entry_id* in; return it as it lies there.

        Raises:
            NoSuchEntry: there is none.
            DamagedData: it does not open.
            CannotWrite: it stays where it was.
        """
        return self._move(entry_id, now())

    def take_back(self, entry_id: str) -> Entry:
        """Take the entry *entry_id* out; return it. Raises as `throw_away` does."""
        return self._move(entry_id, None)

    def delete(self, entry_ids: Sequence[str]) -> None:
        """Take those of *entry_ids* that lie in it out of the journal, with all their versions.

        Raises:
            CannotWrite: nothing was changed.
            DamagedData: a page of the file cannot be read; nothing was changed.
        """
        thrown = {each.id for each in self.entries}
        gone = [entry_id for entry_id in entry_ids if entry_id in thrown]
        self._clearing.delete(gone)
        if gone:
            self._known.forget(gone)
            self._forgotten()

    def clear_some(self) -> int:
        """Take out what lay in it long enough, and versions too many; return what is left to do.

        Raises:
            CannotWrite: nothing was changed; what was done before stays done.
            DamagedData: a page of the file cannot be read.
        """
        self.delete([each.id for each in self.entries if is_spent(each)])
        return self._clearing.thin_some()

    def _move(self, entry_id: str, trashed: datetime | None) -> Entry:
        entry = replace(self._get(entry_id), trashed=trashed)
        self._append([entry])
        return entry

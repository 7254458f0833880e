"""Opens sealed rows, and keeps account of what does not open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from shadowjournal.entry import Entry, Picture
from shadowjournal.errors import DamagedData
from shadowjournal.results import DAMAGED_FILE, Damage
from shadowjournal.sealed import open_entry, open_picture
from shadowjournal.storage.rows import SealedRow
from shadowjournal.vault.key import JournalKey, Kind


class Opener:
    """Opens the rows of one journal.

    Attributes:
        key: with which it opens.
        damaged: what did not open so far.
        is_whole: False where the file itself was found damaged.
    """

    def __init__(self, key: JournalKey) -> None:
        self.key = key
        self.damaged: list[Damage] = []
        self.is_whole = True

    def begin_again(self) -> None:
        """Forget what was found damaged before."""
        self.damaged.clear()
        self.is_whole = True

    def entry(self, row: SealedRow) -> Entry | None:
        """Return the entry in *row*, or None where it does not open."""
        try:
            return open_entry(self.key, row)
        except DamagedData as error:
            self.damaged.append(Damage(row.entry, row.revision, str(error)))
            return None

    def opens(self, row: SealedRow) -> bool:
        """Tell whether *row* is as it was sealed; what is in it was read another day."""
        try:
            self.key.open(Kind.ENTRY, row.entry, row.revision, row.sealed)
        except DamagedData as error:
            self.damaged.append(Damage(row.entry, row.revision, str(error)))
            return False
        return True

    def picture(self, name: str, sealed: bytes) -> Picture | None:
        """Return the picture in the row *name*, or None where it does not open."""
        try:
            return open_picture(self.key, name, sealed)
        except DamagedData:
            self.damaged.append(Damage(name, 0, "A picture does not open."))
            return None

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read the file: where a page of it cannot be read, note that and leave the rest."""
        try:
            yield
        except DamagedData:
            if self.is_whole:
                self.is_whole = False
                self.damaged.append(DAMAGED_FILE)

"""The rest of a rotation: what older generations of the key sealed is sealed anew, bit by bit.

Each bit is one transaction, which also brings the manifest up to date; a crash at any moment leaves
a journal of which every row opens. Once all is sealed anew, the file is written anew, for the old
bytes may lie in pages that nothing uses any more.
"""

from __future__ import annotations

from shadowjournal.errors import DamagedData
from shadowjournal.ledger import Ledger, Resealed
from shadowjournal.preferences import PREFERENCES, reseal_preferences
from shadowjournal.results import Damage
from shadowjournal.sealed import open_picture, reseal_entry, seal_picture
from shadowjournal.storage.rows import SealedPicture, SealedRow
from shadowjournal.storage.store import Store
from shadowjournal.vault.key import JournalKey

_ROWS = 200
_PICTURES = 4  # they are large


class Resealing:
    """Seals anew, with the newest generation of *key*, what others sealed.

    Attributes:
        damaged: what does not open; it is left as it is.
    """

    def __init__(self, store: Store, key: JournalKey, ledger: Ledger) -> None:
        self._store = store
        self._key = key
        self._ledger = ledger
        self._left: int | None = None
        self._last_row = self._last_picture = 0
        self._is_clean = False
        self.damaged: list[Damage] = []

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do; known without reading the file."""
        return not self._ledger.is_unfinished

    def some(self) -> int:
        """Seal the next rows or pictures anew, or finish; return about how many steps are left.

        At the end, 1 comes back for as long as somebody else reads the old bytes.

        Raises:
            CannotWrite: nothing was changed; what was done before stays done.
            DamagedData: a page of the file cannot be read.
        """
        if self.is_done:
            return 0
        if self._left is None:
            self._left = self._store.renewal.count_older(self._key.head)
        done = self._some_rows() or self._some_pictures()
        if not done:
            return self._finish()
        self._left = max(self._left - done, 0)
        return self._left + 1

    def _some_rows(self) -> int:
        rows = self._store.renewal.older_rows(self._key.head, self._last_row, _ROWS)
        resealed: list[Resealed[SealedRow]] = []
        for row in rows:
            try:
                resealed.append((row, row._replace(sealed=reseal_entry(self._key, row))))
            except DamagedData as error:
                self.damaged.append(Damage(row.entry, row.revision, str(error)))
        if resealed:
            self._ledger.reseal(resealed, [])
        if rows:
            self._last_row = rows[-1].seq
        return len(rows)

    def _some_pictures(self) -> int:
        pictures = self._store.renewal.older_pictures(self._key.head, self._last_picture, _PICTURES)
        resealed: list[Resealed[SealedPicture]] = []
        for each in pictures:
            try:
                picture = open_picture(self._key, each.name, each.sealed)
            except DamagedData:
                self.damaged.append(Damage(each.name, 0, "A picture does not open."))
                continue
            resealed.append((each, SealedPicture(each.place, *seal_picture(self._key, picture))))
        if resealed:
            self._ledger.reseal([], resealed)
        if pictures:
            self._last_picture = pictures[-1].place
        return len(pictures)

    def _finish(self) -> int:
        if not self._is_clean:
            self._reseal_preferences()
            self._store.renewal.clean()
            self._is_clean = True
        if not self._store.renewal.empty_log():
            return 1
        self._ledger.note_finished()
        return 0

    def _reseal_preferences(self) -> None:
        sealed = self._store.record(PREFERENCES)
        if sealed is None or sealed.startswith(self._key.head):
            return
        try:
            resealed = reseal_preferences(self._key, sealed)
        except DamagedData as error:
            self.damaged.append(Damage(PREFERENCES, 0, str(error)))
        else:
            self._store.put([], [], {PREFERENCES: resealed})

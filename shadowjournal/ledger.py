"""Rows stored together with the manifest that counts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias, TypeVar

from msgspec.structs import replace

from shadowjournal.errors import CannotWrite, DamagedData
from shadowjournal.manifest import Manifest, open_manifest, seal_manifest
from shadowjournal.results import Change, Discrepancy
from shadowjournal.storage.migrations import WITH_RECORDS
from shadowjournal.storage.rows import Ends, NewRow, SealedPicture, SealedRow, ends_in
from shadowjournal.storage.store import Store
from shadowjournal.vault.key import JournalKey, Kind
from shadowjournal.witness import Witness

_RECORD = "manifest"
_AT_ONCE = 5_000  # rows
_TRIES = 4

S = TypeVar("S")
Resealed: TypeAlias = tuple[S, S]
"""A row as it was sealed before, and as it is sealed now."""


class Ledger:
    """What one open journal is to hold; every write goes through here.

    Where the manifest is missing or damaged, none is written until its owner accepts what there is.
    """

    def __init__(self, store: Store, key: JournalKey, witness: Witness | None = None) -> None:
        self._store = store
        self._key = key
        self._witness = witness
        self._seen = witness.last_seen(key) if witness else None
        self._is_replaced = witness is not None and witness.saw_later_key(key)
        self._manifest: Manifest | None = None
        self._manifest = self._stored()

    def put(self, rows: Sequence[NewRow], pictures: Sequence[tuple[str, bytes]] = ()) -> None:
        """Store *rows* and *pictures* as `Store.put` does, and count them.

        Raises:
            CannotWrite: nothing was stored.
        """
        rows = list({(row.entry, row.revision): row for row in rows}.values())
        new = [each for each in dict(pictures).items() if not self._store.has_picture(each[0])]
        if self._manifest is None:
            self._store.put(rows, new)
            return
        replaced = [ends for row in rows if (ends := self._store.ends_of(*row[:2]))]
        manifest = self._manifest.changed(
            plus=[
                *(self._mark(Kind.ENTRY, ends_in(*row)) for row in rows),
                *(self._mark(Kind.PICTURE, ends_in(name, 0, sealed)) for name, sealed in new),
            ],
            minus=[self._mark(Kind.ENTRY, ends) for ends in replaced],
            revisions=len(rows) - len(replaced),
            pictures=len(new),
        )
        self._store.put(rows, new, {_RECORD: seal_manifest(manifest, self._key)})
        self._manifest = manifest

    @property
    def is_unfinished(self) -> bool:
        """Whether a rotation of the key has left something sealed with one from before.

        Where no manifest is kept, nobody knows until there is one again.
        """
        return self._manifest is not None and self._manifest.oldest < self._key.generation

    def renewed(self, key: JournalKey) -> dict[str, bytes]:
        """Return the manifest's record as *key* seals it, this one's next generation."""
        if self._manifest is None:
            return {}
        return {_RECORD: seal_manifest(self._manifest.changed(), key)}

    def reseal(
        self, rows: Sequence[Resealed[SealedRow]], pictures: Sequence[Resealed[SealedPicture]]
    ) -> None:
        """Store *rows* and *pictures* sealed anew, each in the place of what it was before.

        A picture that is stored under its new name by now is not stored twice.

        Raises:
            CannotWrite: nothing was changed.
        """
        if self._manifest is None:
            return
        here: dict[str, SealedPicture] = {}
        removed = []
        for before, after in pictures:
            if after.name in here or self._store.has_picture(after.name):
                removed.append(before)
            else:
                here[after.name] = after
        manifest = self._manifest.changed(
            plus=[
                *(self._mark(Kind.ENTRY, ends_in(*after[1:])) for _, after in rows),
                *(self._mark(Kind.PICTURE, ends_in(p.name, 0, p.sealed)) for p in here.values()),
            ],
            minus=[
                *(self._mark(Kind.ENTRY, ends_in(*before[1:])) for before, _ in rows),
                *(self._mark(Kind.PICTURE, ends_in(p.name, 0, p.sealed)) for p, _ in pictures),
            ],
            pictures=-len(removed),
        )
        records = {_RECORD: seal_manifest(manifest, self._key)}
        new = [after for _, after in rows]
        self._store.renewal.exchange(new, here.values(), removed, records)
        self._manifest = manifest

    def remove(self, rows: Sequence[SealedRow], pictures: Sequence[SealedPicture] = ()) -> None:
        """Take *rows* and *pictures* out, and count them no longer.

        Raises:
            CannotWrite: nothing was changed.
        """
        if self._manifest is None:
            self._store.renewal.remove(rows, pictures, {})
            return
        manifest = self._manifest.changed(
            minus=[
                *(self._mark(Kind.ENTRY, ends_in(*row[1:])) for row in rows),
                *(self._mark(Kind.PICTURE, ends_in(p.name, 0, p.sealed)) for p in pictures),
            ],
            revisions=-len(rows),
            pictures=-len(pictures),
        )
        self._store.renewal.remove(rows, pictures, {_RECORD: seal_manifest(manifest, self._key)})
        self._manifest = manifest

    def note_finished(self) -> None:
        """Note that nothing is sealed with an older generation of the key any more.

        Raises:
            CannotWrite: it was not noted.
        """
        if self._manifest is None:
            return
        manifest = replace(self._manifest.changed(), oldest=self._key.generation)
        self._store.put([], (), {_RECORD: seal_manifest(manifest, self._key)})
        self._manifest = manifest

    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Return how the file differs from what was written to it.

        Raises:
            DamagedData: a page of the file cannot be read.
        """
        *_, found = self.comparing()
        return found or ()

    def comparing(self) -> Iterator[tuple[Discrepancy, ...] | None]:
        """Find out what `discrepancies` returns bit by bit: yield None, and that at last.

        Rows may be written between two bits.

        Raises:
            DamagedData: a page of the file cannot be read.
        """
        if not self._store.keeps_records or self._manifest is None:
            missing = (Discrepancy(Change.MANIFEST_MISSING),)
            yield missing if self._store.keeps_records else ()
            return
        for left in range(_TRIES, 0, -1):
            before = self._manifest
            for counted in self._counting():
                if counted is not None:
                    break
                if left > 1:  # the last time it is done in one go
                    yield None
            if self._manifest is before:  # else somebody wrote meanwhile
                break
        differing = self._manifest.compare(counted or self._count())
        yield (Discrepancy(Change.FILE_OLDER), *differing) if self._is_older else differing

    def accept(self) -> None:
        """Take what the file holds now for what it is to hold.

        Raises:
            CannotWrite: nothing was changed.
        """
        manifest = self._count()
        self._store.put([], (), {_RECORD: seal_manifest(manifest, self._key)})
        self._manifest = self._seen = manifest
        self._is_replaced = False
        if self._witness is not None:
            self._witness.note(self._key, manifest)

    def close(self) -> None:
        """Let this computer remember what the journal holds, unless it held more before."""
        manifest = self._manifest
        if self._witness is None or manifest is None or manifest == self._seen:
            return
        if not self._is_older:
            self._witness.note(self._key, manifest)

    @property
    def _is_older(self) -> bool:
        """Whether this computer saw a newer file: it held more, or the key was a newer one."""
        manifest, seen = self._manifest, self._seen
        is_behind = manifest is not None and seen is not None and manifest.is_older_than(seen)
        return self._is_replaced or is_behind

    def _stored(self) -> Manifest | None:
        try:
            sealed = self._store.record(_RECORD)
            if sealed is not None:
                return open_manifest(sealed, self._key)
            if self._store.keeps_records and self._is_the_first:
                return self._begun()
        except (DamagedData, CannotWrite):  # the journal opens all the same, and tells of it
            pass
        return None

    @property
    def _is_the_first(self) -> bool:
        """Whether no manifest is to be expected, for an earlier version wrote the file."""
        return self._store.version < WITH_RECORDS and self._seen is None

    def _begun(self) -> Manifest:
        manifest = self._count()
        self._store.put([], (), {_RECORD: seal_manifest(manifest, self._key)})
        return manifest

    def _count(self) -> Manifest:
        *_, counted = self._counting()
        return counted or Manifest()

    def _counting(self) -> Iterator[Manifest | None]:
        """Count all rows: yield None now and then, and the manifest at last."""
        marks, revisions, pictures = 0, 0, 0
        for ends in self._store.every_rows_ends():
            revisions += 1
            marks += self._mark(Kind.ENTRY, ends)
            if revisions % _AT_ONCE == 0:
                yield None
        for ends in self._store.every_pictures_ends():
            pictures += 1
            marks += self._mark(Kind.PICTURE, ends)
        before = self._manifest or Manifest()
        writes = max(before.writes, self._seen.writes if self._seen else 0)
        begun = Manifest(writes, oldest=before.oldest)
        yield begun.changed(plus=[marks], revisions=revisions, pictures=pictures)

    def _mark(self, kind: Kind, ends: Ends) -> int:
        return self._key.mark(kind, *ends)


def begin(store: Store, key: JournalKey) -> Store:
    """Write the manifest of the new, empty *store*; return it.

    Raises:
        CannotWrite: nothing was written.
    """
    store.put([], (), {_RECORD: seal_manifest(Manifest(), key)})
    return store


def expected(store: Store, key: JournalKey) -> int:
    """Return how many revisions and pictures *store* is to hold.

    Raises:
        DamagedData: it does not say.
    """
    manifest = open_manifest(store.record(_RECORD) or b"", key)
    return manifest.revisions + manifest.pictures

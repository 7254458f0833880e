"""What a journal holds, in one small value: a row that was deleted or put back shows.

The total is a sum modulo 2^256 over keyed marks of all rows (MSet-Add-Hash; Clarke et al.,
ASIACRYPT 2003), so that a save adds and subtracts a few numbers however long the journal is. It is
stored sealed, in the transaction that stores the rows: whoever has no key can compute neither.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from shadowjournal.errors import DamagedData
from shadowjournal.results import Change, Discrepancy
from shadowjournal.vault.key import JournalKey, Kind

_MODULUS = 1 << 256
_TOTAL_BYTES = 32
_NAME = "0" * 32  # a journal has one manifest


class Manifest(Struct, frozen=True):
    """How often was written, how many revisions and pictures there are, and their total.

    ``oldest`` is the generation of the journal key such that nothing is sealed with an older one.
    """

    writes: int = 0
    revisions: int = 0
    pictures: int = 0
    total: bytes = bytes(_TOTAL_BYTES)
    oldest: int = 1

    def changed(
        self,
        *,
        plus: Iterable[int] = (),
        minus: Iterable[int] = (),
        revisions: int = 0,
        pictures: int = 0,
    ) -> Manifest:
        """Return the manifest after one more write: marks that came and went, rows more or less."""
        total = int.from_bytes(self.total, "big") + sum(plus) - sum(minus)
        return Manifest(
            self.writes + 1,
            self.revisions + revisions,
            self.pictures + pictures,
            (total % _MODULUS).to_bytes(_TOTAL_BYTES, "big"),
            self.oldest,
        )

    def is_older_than(self, other: Manifest) -> bool:
        """Tell whether *other*, seen before, cannot have come before this one."""
        if self.writes == other.writes:
            return self != other
        return self.writes < other.writes

    def compare(self, found: Manifest) -> tuple[Discrepancy, ...]:
        """Return how the rows *found* differ from those that are to be here."""
        more = found.revisions + found.pictures - self.revisions - self.pictures
        if more < 0:
            return (Discrepancy(Change.ROWS_MISSING, -more),)
        if more > 0:
            return (Discrepancy(Change.ROWS_ADDED, more),)
        return () if self.total == found.total else (Discrepancy(Change.ROWS_EXCHANGED),)


def seal_manifest(manifest: Manifest, key: JournalKey) -> bytes:
    """Return *manifest* sealed with *key*."""
    return key.seal(Kind.MANIFEST, _NAME, 0, msgspec.msgpack.encode(manifest))


def open_manifest(sealed: bytes, key: JournalKey) -> Manifest:
    """Return the manifest that was sealed.

    Raises:
        DamagedData: it does not open, is none, or was sealed with a key from before.
    """
    if not sealed.startswith(key.head):  # whoever has that key may have forged it since
        raise DamagedData("The record of what the journal holds is not of its present key.")
    try:
        opened = key.open(Kind.MANIFEST, _NAME, 0, sealed)
        return msgspec.msgpack.decode(opened, type=Manifest)
    except (msgspec.MsgspecError, ValueError) as error:
        raise DamagedData("The record of what the journal holds is damaged.") from error

"""Entries and pictures as the sealed rows that stand for them, and back: pure functions."""

from __future__ import annotations

import msgspec

from shadowjournal.entry import Entry, Picture, entry_from_bytes, entry_to_bytes
from shadowjournal.errors import DamagedData
from shadowjournal.storage.rows import NewRow, SealedRow
from shadowjournal.vault.key import JournalKey, Kind


def seal_entry(key: JournalKey, entry: Entry, number: int) -> NewRow:
    """Return *entry* sealed as its revision *number*."""
    sealed = key.seal(Kind.ENTRY, entry.id, number, entry_to_bytes(entry))
    return NewRow(entry.id, number, sealed)


def open_entry(key: JournalKey, row: SealedRow) -> Entry:
    """Return the entry in *row*.

    Raises:
        DamagedData: it does not open, or stands in another's place.
    """
    return entry_from_bytes(key.open(Kind.ENTRY, row.entry, row.revision, row.sealed))


def reseal_entry(key: JournalKey, row: SealedRow) -> bytes:
    """Return the entry in *row* sealed anew with *key*, as the same revision.

    Raises:
        DamagedData: it does not open, or stands in another's place.
    """
    content = key.open(Kind.ENTRY, row.entry, row.revision, row.sealed)
    return key.seal(Kind.ENTRY, row.entry, row.revision, content)


def seal_picture(key: JournalKey, picture: Picture) -> tuple[str, bytes]:
    """Return the name of the row of *picture*, and its sealed bytes."""
    name = key.name_for(Kind.PICTURE, picture.id)
    return name, key.seal(Kind.PICTURE, name, 0, msgspec.msgpack.encode(picture))


def open_picture(key: JournalKey, name: str, sealed: bytes) -> Picture:
    """Return the picture in the row *name*.

    Raises:
        DamagedData: it does not open, or stands in another's place.
    """
    try:
        content = key.open(Kind.PICTURE, name, 0, sealed)
        return msgspec.msgpack.decode(content, type=Picture)
    except (msgspec.MsgspecError, ValueError) as error:
        raise DamagedData("A picture is not readable.") from error

"""Rows as they go into a journal's file and come out of it, whatever stands in a damaged one."""

from __future__ import annotations

from typing import Any, NamedTuple

_HEAD, _TAG = 31, 16  # bytes of what is sealed


class SealedRow(NamedTuple):
    """One sealed revision: its place in the order of writing, whose it is, and the bytes."""

    seq: int
    entry: str
    revision: int
    sealed: bytes


class NewRow(NamedTuple):
    """A sealed revision to be stored; one with the same entry and number is replaced."""

    entry: str
    revision: int
    sealed: bytes


class SealedPicture(NamedTuple):
    """One sealed picture: its place in the file, its keyed name, and the bytes."""

    place: int
    name: str
    sealed: bytes


class Ends(NamedTuple):
    """What tells one sealed row from any other: its head with the nonce, and its tag."""

    record: str
    revision: int
    head: bytes
    tag: bytes


def sealed_row(found: tuple[Any, ...]) -> SealedRow:
    """Return what a query *found* of a revision, past values of the wrong kind."""
    seq, entry, revision, sealed = found
    return SealedRow(seq, str(entry), _number(revision), as_bytes(sealed))


def sealed_picture(found: tuple[Any, ...]) -> SealedPicture:
    """Return what a query *found* of a picture, past values of the wrong kind."""
    place, name, sealed = found
    return SealedPicture(place, str(name), as_bytes(sealed))


def ends(found: tuple[Any, ...]) -> Ends:
    """Return what a query *found* of the ends of a row, past values of the wrong kind."""
    record, revision, head, tag = found
    return Ends(str(record), _number(revision), as_bytes(head), as_bytes(tag))


def ends_in(record: str, revision: int, sealed: bytes) -> Ends:
    """Return the ends of what was *sealed*."""
    return Ends(record, revision, sealed[:_HEAD], sealed[-_TAG:])


def as_bytes(value: object) -> bytes:
    """Return *value* where it is bytes, else none."""
    return value if isinstance(value, bytes) else b""


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0

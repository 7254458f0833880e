"""What every exporter is, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeAlias

from msgspec import Struct
from typing_extensions import override

from shadowjournal.entry import Entry, Picture

Progress: TypeAlias = Callable[[int, int], None]
"""Told from time to time how many entries are done, and of how many."""

IsCancelled: TypeAlias = Callable[[], bool]


class Cancelled(Exception):
    """The one who asked for an export no longer wants it. Nothing is left of it."""


class Book(Struct, frozen=True):
    """What is exported: a title, entries in any order, and the pictures in them by id."""

    title: str
    entries: tuple[Entry, ...]
    pictures: Mapping[str, Picture]

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Book of {len(self.entries)} entries>"


class Exporter(Protocol):
    """Makes one kind of file. It keeps nothing between calls and writes nothing to disk."""

    @property
    def name(self) -> str:
        """The kind of file."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How the names of such files end, with the dot, in lower case; the usual one first."""
        ...

    def export(self, book: Book, progress: Progress, is_cancelled: IsCancelled) -> bytes:
        """Return the file that holds *book*.

        *is_cancelled* is asked about ten times a second.

        Raises:
            BadExport: it cannot be made.
            Cancelled: *is_cancelled* turned true.
        """
        ...


def in_order(book: Book) -> tuple[Entry, ...]:
    """Return the entries of *book* as they follow each other in time, by the local clock.

    Those of one moment stay in the order in which they are given.
    """
    return tuple(sorted(book.entries, key=lambda entry: (entry.written.local, entry.written.utc)))

"""The newest revision of every entry: what the entries are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from peewee import SqliteDatabase

from shadowjournal.storage.faults import faults
from shadowjournal.storage.rows import Ends, SealedRow, ends, sealed_row

_BATCH = 500
_IS_HEAD = "revision = (SELECT max(revision) FROM revision AS other WHERE other.entry = this.entry)"
_NEWEST_FIRST = (
    "SELECT seq, entry, revision, sealed FROM revision AS this"  # noqa: S608 - a constant
    f" WHERE seq < ? AND {_IS_HEAD} ORDER BY seq DESC LIMIT ?"
)
_ENDS = (
    "SELECT seq, entry, revision, substr(sealed, 1, 31), substr(sealed, -16)"  # noqa: S608
    f" FROM revision AS this WHERE seq > ? AND {_IS_HEAD} ORDER BY seq LIMIT ?"
)
_AT = "SELECT seq, entry, revision, sealed FROM revision WHERE seq = ?"
_AFTER_ALL = (1 << 63) - 1


class Heads:
    """The heads in the file of *database*. Rows may be written between any two questions."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database: Any = database  # Peewee's stubs leave `execute_sql` untyped

    def batches(self) -> Iterator[list[SealedRow]]:
        """Yield them in batches, last written first, without what is written meanwhile."""
        before = _AFTER_ALL
        while batch := [*map(sealed_row, self._fetch(_NEWEST_FIRST, before, _BATCH))]:
            before = batch[-1].seq
            yield batch

    def ends(self, after: int, limit: int) -> list[tuple[int, Ends]]:
        """Return the place and the ends of the next heads after the place *after*."""
        return [(row[0], ends(row[1:])) for row in self._fetch(_ENDS, after, limit)]

    def at(self, places: Iterable[int]) -> Iterator[SealedRow]:
        """Yield the revisions at these *places*."""
        for place in places:
            yield from map(sealed_row, self._fetch(_AT, place))

    def _fetch(self, statement: str, *values: int) -> list[tuple[Any, ...]]:
        with faults():
            return list(self._database.execute_sql(statement, values).fetchall())

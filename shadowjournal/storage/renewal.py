"""What is exchanged and taken out of a file: nothing of it stays there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from peewee import SqliteDatabase

from shadowjournal.errors import JournalError
from shadowjournal.storage.faults import faults
from shadowjournal.storage.rows import SealedPicture, SealedRow, sealed_picture, sealed_row
from shadowjournal.storage.tables import Header, Record

# With IS NOT, what a damaged file holds instead of bytes is among them too.
_OLDER = "substr(sealed, 1, length(?1)) IS NOT ?1"
_COUNT = (
    f"SELECT (SELECT count(*) FROM revision WHERE {_OLDER})"  # noqa: S608 - a constant
    f" + (SELECT count(*) FROM attachment WHERE {_OLDER})"
)
_ROWS = (
    "SELECT seq, entry, revision, sealed FROM revision"  # noqa: S608
    f" WHERE {_OLDER} AND seq > ?2 ORDER BY seq LIMIT ?3"
)
_PICTURES = (
    "SELECT id, name, sealed FROM attachment"  # noqa: S608
    f" WHERE {_OLDER} AND id > ?2 ORDER BY id LIMIT ?3"
)
_MANY_REVISIONS = "SELECT entry FROM revision GROUP BY entry HAVING count(*) > ?"
_PICTURE_NAMED = "SELECT id, name, sealed FROM attachment WHERE name = ?"


class Renewal:
    """The file of *database*, whose keys change, and from which rows are taken."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database: Any = database  # Peewee's stubs leave `execute_sql` untyped

    def keep_vault(self, vault: bytes, records: Mapping[str, bytes] | None = None) -> None:
        """Store *vault* in place of what stood there, and *records*, all of it or nothing.

        What stood there is overwritten with zeros in the file, and the log is emptied, unless
        somebody reads in it at this moment: then whoever closes the file last empties it.

        Raises:
            CannotWrite: the system refuses; nothing was stored.
        """
        with faults(), self._database.atomic():
            Header.update(vault=vault).execute(self._database)
            self._keep(records or {})
        with suppress(JournalError):  # it is stored, and who closes the file empties the log
            self.empty_log()

    def count_older(self, head: bytes) -> int:
        """Return how many rows and pictures do not begin with *head*."""
        with faults():
            (number,) = self._database.execute_sql(_COUNT, (head,)).fetchone()
        return int(number)

    def older_rows(self, head: bytes, after: int, limit: int) -> list[SealedRow]:
        """Return the next revisions after the place *after* that do not begin with *head*."""
        with faults():
            found = self._database.execute_sql(_ROWS, (head, after, limit)).fetchall()
        return [*map(sealed_row, found)]

    def older_pictures(self, head: bytes, after: int, limit: int) -> list[SealedPicture]:
        """Return the next pictures after the place *after* that do not begin with *head*."""
        with faults():
            found = self._database.execute_sql(_PICTURES, (head, after, limit)).fetchall()
        return [*map(sealed_picture, found)]

    def exchange(
        self,
        rows: Iterable[SealedRow],
        pictures: Iterable[SealedPicture],
        removed: Iterable[SealedPicture],
        records: Mapping[str, bytes],
    ) -> None:
        """Store each of *rows* and *pictures* in its place, without the pictures *removed*.

        All of it is done, with *records*, or nothing.

        Raises:
            CannotWrite: nothing was changed.
        """
        with faults(), self._database.atomic():
            for picture in removed:
                self._database.execute_sql("DELETE FROM attachment WHERE id = ?", (picture.place,))
            for picture in pictures:
                self._database.execute_sql(
                    "UPDATE attachment SET name = ?, sealed = ? WHERE id = ?",
                    (picture.name, picture.sealed, picture.place),
                )
            for row in rows:
                self._database.execute_sql(
                    "UPDATE revision SET sealed = ? WHERE seq = ?", (row.sealed, row.seq)
                )
            self._keep(records)

    def remove(
        self,
        rows: Iterable[SealedRow],
        pictures: Iterable[SealedPicture],
        records: Mapping[str, bytes],
    ) -> None:
        """Take *rows* and *pictures* out and store *records*, all of it or nothing.

        What stood there is overwritten with zeros.

        Raises:
            CannotWrite: nothing was changed.
        """
        with faults(), self._database.atomic():
            for row in rows:
                self._database.execute_sql("DELETE FROM revision WHERE seq = ?", (row.seq,))
            for picture in pictures:
                self._database.execute_sql("DELETE FROM attachment WHERE id = ?", (picture.place,))
            self._keep(records)

    def entries_with_more_than(self, revisions: int) -> list[str]:
        """Return the ids of the entries that have more than so many *revisions*."""
        with faults():
            found = self._database.execute_sql(_MANY_REVISIONS, (revisions,)).fetchall()
        return [str(entry) for (entry,) in found]

    def pictures_named(self, names: Iterable[str]) -> list[SealedPicture]:
        """Return the pictures of these *names* that are here."""
        with faults():
            found = [
                row
                for name in names
                for row in self._database.execute_sql(_PICTURE_NAMED, (name,)).fetchall()
            ]
        return [*map(sealed_picture, found)]

    def clean(self) -> None:
        """Write the file anew, so that nothing is in it but what it holds once the log is empty.

        Raises:
            CannotWrite: the disk is full or refuses.
        """
        with faults():
            self._database.execute_sql("VACUUM")

    def empty_log(self) -> bool:
        """Bring what the log holds into the file and cut it to nothing; tell whether it was.

        It is not while somebody reads in the file.

        Raises:
            CannotWrite: the system refuses.
        """
        with faults():
            patience = self._database.pragma("busy_timeout")
            self._database.pragma("busy_timeout", 0)
            try:
                is_busy, *_ = self._database.execute_sql(
                    "PRAGMA wal_checkpoint(TRUNCATE)"
                ).fetchone()
            finally:
                self._database.pragma("busy_timeout", patience)
        return not is_busy

    def _keep(self, records: Mapping[str, bytes]) -> None:
        for name, sealed in records.items():
            new = Record.insert(name=name, sealed=sealed)
            new.on_conflict("REPLACE").execute(self._database)

"""The journal's file: sealed rows in, sealed rows out. It never sees a word or a key."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peewee import RawQuery, SqliteDatabase, fn

from shadowjournal.errors import DamagedData, JournalError, NoJournal, UnreadableFile
from shadowjournal.storage.connection import (
    connect,
    for_reading,
    for_writing,
    nothing,
    watched,
)
from shadowjournal.storage.faults import faults
from shadowjournal.storage.files import OURS, can_be_written, is_journal
from shadowjournal.storage.heads import Heads
from shadowjournal.storage.held import FileId, is_held, note_closed, note_opened
from shadowjournal.storage.migrations import WITH_RECORDS, migrate, refuse_newer
from shadowjournal.storage.renewal import Renewal
from shadowjournal.storage.rows import Ends, NewRow, SealedRow, as_bytes, ends, sealed_row
from shadowjournal.storage.tables import Attachment, Header, Record, Revision

_BATCH = 500
_ENDS = "substr(sealed, 1, 31), substr(sealed, -16)"  # magic, generation, nonce; tag
_ENDS_OF_ROW = f"SELECT entry, revision, {_ENDS} FROM revision WHERE entry = ? AND revision = ?"  # noqa: S608
_ROW_ENDS = (
    f"SELECT seq, entry, revision, {_ENDS} FROM revision"  # noqa: S608 - a constant
    " WHERE seq > ? ORDER BY seq LIMIT ?"
)
_PICTURE_ENDS = f"SELECT id, name, 0, {_ENDS} FROM attachment WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608
_ENDS_AT_ONCE = 5_000


class Store:
    """One open journal file. It stays on the thread that opened it.

    Attributes:
        version: the version that the file had when it was opened; 0 for a new one.
        keeps_records: False for a file of an earlier version that is only read.
        renewal: what becomes of it when its keys change.
        heads: the newest revisions.
    """

    def __init__(
        self,
        database: SqliteDatabase,
        version: int,
        keeps_records: bool = True,
        held: FileId | None = None,
    ) -> None:
        self.version = version
        self._database = database
        # Also where nobody closes it: whatever takes the file's place must not pass for it.
        self._release = weakref.finalize(self, note_closed, held) if held else None
        self.keeps_records = keeps_records
        self.renewal = Renewal(database)
        self.heads = Heads(database)
        self._sql: Any = database  # Peewee's stubs leave `execute_sql` untyped
        # Written once: to build a statement takes Peewee longer than to seal what goes into it.
        row = Revision.insert(entry="", revision=0, sealed=b"").bind(database)
        self._put_revision: str = row.on_conflict("REPLACE").sql()[0]
        last = Revision.select(fn.MAX(Revision.revision)).where(Revision.entry == "").bind(database)
        self._last_revision: str = last.sql()[0]
        kept = Record.insert(name="", sealed=b"").bind(database)
        self._put_record: str = kept.on_conflict("REPLACE").sql()[0]

    @classmethod
    def create(cls, path: Path, vault: bytes) -> Store:
        """Make a new file at *path*, which holds *vault*.

        Raises:
            CannotWrite: the system refuses.
        """
        database = for_writing(path)
        with faults():
            connect(database)
            database.pragma("application_id", OURS)
            version = migrate(database)
            Header.insert(vault=vault).execute(database)
        return cls(database, version, held=note_opened(path))

    @classmethod
    def open(cls, path: Path, *, migrates: bool = True) -> Store:
        """Open the file at *path*, which is brought to this version unless it is only looked at.

        Where it *migrates*, the caller begins what an earlier version did not write.

        Raises:
            NoJournal: there is none.
            UnreadableFile: it is no journal of ours, or a newer one.
        """
        if not path.is_file():
            raise NoJournal("There is no journal here.")
        if not is_held(path) and not is_journal(path):
            raise UnreadableFile("The file is not a journal of ShadowJournal.")
        database = for_writing(path)
        try:
            with faults():
                connect(database)
                version = migrate(database) if migrates else refuse_newer(database)
        except DamagedData as error:
            database.close()
            raise UnreadableFile("The journal's file is not readable.") from error
        except JournalError:
            database.close()
            raise
        return cls(database, version, migrates or version >= WITH_RECORDS, note_opened(path))

    @classmethod
    def read_only(cls, path: Path, *, with_log: bool = False) -> Store:
        """Open the file at *path* as it lies there; nothing is written to it or beside it.

        What a write-ahead log beside it holds is seen only *with_log*; SQLite then needs the third
        file, which may be made where it is missing.

        Raises:
            UnreadableFile: it is no journal of ours, or a newer one.
            DamagedData: it is damaged.
            CannotWrite: the log cannot be read here.
        """
        if not is_journal(path):
            raise UnreadableFile("The file is not a journal of ShadowJournal.")
        if not can_be_written(path):
            raise DamagedData("The journal's file is damaged.")
        database = for_reading(path, with_log=with_log)
        try:
            with faults():
                connect(database)
                version = refuse_newer(database)
        except JournalError:
            database.close()
            raise
        return cls(database, version, version >= WITH_RECORDS)

    def close(self) -> None:
        """Close the file. What was written is in it."""
        self._database.close()
        if self._release is not None:
            self._release()

    @property
    def vault(self) -> bytes:
        """The vault's bytes."""
        found = self._fetch(Header.select(Header.vault).limit(1))
        if not found or not isinstance(found[0][0], bytes):
            raise UnreadableFile("The part of the journal that holds its locks is missing.")
        return found[0][0]

    def put(
        self,
        rows: Iterable[NewRow],
        pictures: Iterable[tuple[str, bytes]] = (),
        records: Mapping[str, bytes] | None = None,
    ) -> None:
        """Store *rows*, *pictures* (name, sealed bytes) and *records*, all of them or none.

        A picture that is there already stays as it is; a record of the same name is replaced.

        Raises:
            CannotWrite: the disk is full or the file is read-only; nothing was stored.
        """
        with self._writing():
            for name, sealed in pictures:
                new = Attachment.insert(name=name, sealed=sealed).on_conflict_ignore()
                new.execute(self._database)
            for row in rows:
                self._sql.execute_sql(self._put_revision, row)
            for name, sealed in (records or {}).items():
                self._sql.execute_sql(self._put_record, (name, sealed))

    def copy_into(self, path: Path, look: Callable[[], None] = nothing) -> None:
        """Write all that is stored to the file at *path*, which is empty or not there yet.

        Other threads may store meanwhile; the copy holds what was stored before. *look* is called
        again and again; what it raises ends the work.

        Raises:
            CannotWrite: the disk is full or refuses; what was written so far is of no use.
            DamagedData: this file is damaged.
        """
        with faults(), watched(self._database, look):
            RawQuery("VACUUM INTO ?", (str(path),)).execute(self._database)

    def check(self, look: Callable[[], None] = nothing) -> None:
        """Look through the file's own structure, in which rows could be lost without a word.

        *look* is called again and again; what it raises ends the work.

        Raises:
            DamagedData: it is not whole.
        """
        with faults(), watched(self._database, look):
            found = self._database.pragma("integrity_check(1)")
        if found != "ok":
            raise DamagedData("The journal's file is damaged.")

    def newest(self, entry: str) -> SealedRow | None:
        """Return the newest revision of *entry*, or None where there is none."""
        query = Revision.select().where(Revision.entry == entry).order_by(Revision.revision.desc())
        return next(self._rows(query.limit(1)), None)

    def last_revision(self, entry: str) -> int:
        """Return the number of the newest revision of *entry*; 0 where there is none."""
        with faults():
            (number,) = self._sql.execute_sql(self._last_revision, (entry,)).fetchone()
        return number if isinstance(number, int) else 0

    def last_written(self) -> SealedRow | None:
        """Return the row that was written last of all, without reading the others."""
        return next(self._rows(Revision.select().order_by(Revision.seq.desc()).limit(1)), None)

    def revisions(self, entry: str) -> list[SealedRow]:
        """Return all revisions of *entry*, oldest first."""
        query = Revision.select().where(Revision.entry == entry).order_by(Revision.revision)
        return list(self._rows(query))

    def every_row(self) -> Iterator[SealedRow]:
        """Yield every revision there is, in the order of writing."""
        after = 0
        while True:
            query = Revision.select().where(Revision.seq > after).order_by(Revision.seq)
            batch = list(self._rows(query.limit(_BATCH)))
            if not batch:
                return
            after = batch[-1].seq
            yield from batch

    def record(self, name: str) -> bytes | None:
        """Return the sealed record *name*, or None where there is none."""
        if not self.keeps_records:
            return None
        found = self._fetch(Record.select(Record.sealed).where(Record.name == name))
        return as_bytes(found[0][0]) if found else None

    def ends_of(self, entry: str, revision: int) -> Ends | None:
        """Return the ends of one revision of *entry*, or None where there is none."""
        with faults():
            found = self._sql.execute_sql(_ENDS_OF_ROW, (entry, revision)).fetchone()
        return ends(found) if found else None

    def every_rows_ends(self) -> Iterator[Ends]:
        """Yield the ends of every revision there is."""
        return self._every_ends(_ROW_ENDS)

    def every_pictures_ends(self) -> Iterator[Ends]:
        """Yield the ends of every picture there is."""
        return self._every_ends(_PICTURE_ENDS)

    def _every_ends(self, statement: str) -> Iterator[Ends]:
        after = -1
        while True:  # in pieces: a question that stays open would be in the way of who writes
            with faults():
                found = self._sql.execute_sql(statement, (after, _ENDS_AT_ONCE)).fetchall()
            if not found:
                return
            after = found[-1][0]
            yield from (ends(each[1:]) for each in found)

    def has_picture(self, name: str) -> bool:
        """Tell whether the picture *name* is stored."""
        return bool(self._fetch(Attachment.select(Attachment.id).where(Attachment.name == name)))

    def picture(self, name: str) -> bytes | None:
        """Return the sealed picture *name*, or None where there is none."""
        found = self._fetch(Attachment.select(Attachment.sealed).where(Attachment.name == name))
        return as_bytes(found[0][0]) if found else None

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Yield every sealed picture with its name."""
        for (name,) in self._fetch(Attachment.select(Attachment.name)):
            sealed = self.picture(str(name))
            if sealed is not None:
                yield str(name), sealed

    def _rows(self, query: Any) -> Iterator[SealedRow]:
        return map(sealed_row, self._fetch(query))

    def _fetch(self, query: Any) -> list[tuple[Any, ...]]:
        # Past Peewee's own conversions: in a damaged file a value can be of any kind, and one that
        # does not convert would take all others of its batch with it.
        database: Any = self._database  # its stubs leave this out
        with faults():
            return list(database.execute(query).fetchall())

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with faults(), self._database.atomic():
            yield

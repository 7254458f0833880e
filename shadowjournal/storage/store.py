"""The journal's file: sealed rows in, sealed rows out. It never sees a word or a key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from peewee import RawQuery, SqliteDatabase, fn

from shadowjournal.errors import DamagedData, JournalError, NoJournal, UnreadableFile
from shadowjournal.storage.faults import faults
from shadowjournal.storage.files import OURS, can_be_written, is_journal, unchanging, unwritten
from shadowjournal.storage.migrations import migrate, refuse_newer
from shadowjournal.storage.tables import Attachment, Header, Revision

_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "fullfsync": 1,  # macOS only: its plain fsync leaves data in the drive's cache
    "temp_store": "memory",
    "mmap_size": 0,
    "busy_timeout": 2000,
    "cell_size_check": 1,  # a damaged page is noticed before anything is read from it
}
_READING = {"temp_store": "memory", "mmap_size": 0}
_BATCH = 500


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


class Store:
    """One open journal file. It stays on the thread that opened it."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database
        self._sql: Any = database  # Peewee's stubs leave `execute_sql` untyped
        # Written once: to build a statement takes Peewee longer than to seal what goes into it.
        row = Revision.insert(entry="", revision=0, sealed=b"").bind(database)
        self._put_revision: str = row.on_conflict("REPLACE").sql()[0]
        last = Revision.select(fn.MAX(Revision.revision)).where(Revision.entry == "").bind(database)
        self._last_revision: str = last.sql()[0]

    @classmethod
    def create(cls, path: Path, vault: bytes) -> Store:
        """Make a new file at *path*, which holds *vault*.

        Raises:
            CannotWrite: the system refuses.
        """
        database = _database(path)
        with faults():
            _connect(database)
            database.pragma("application_id", OURS)
            migrate(database)
            Header.insert(vault=vault).execute(database)
        return cls(database)

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open the file at *path*.

        Raises:
            NoJournal: there is none.
            UnreadableFile: it is no journal of ours, or a newer one.
        """
        if not path.is_file():
            raise NoJournal("There is no journal here.")
        if not is_journal(path):
            raise UnreadableFile("The file is not a journal of ShadowJournal.")
        database = _database(path)
        try:
            with faults():
                _connect(database)
                migrate(database)
        except DamagedData as error:
            database.close()
            raise UnreadableFile("The journal's file is not readable.") from error
        except JournalError:
            database.close()
            raise
        return cls(database)

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
        name = unwritten(path) if with_log else unchanging(path)
        database = SqliteDatabase(
            name, pragmas=_READING, thread_safe=False, uri=True, autoconnect=False
        )
        try:
            with faults():
                _connect(database)
                refuse_newer(database)
        except JournalError:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Close the file. What was written is in it."""
        self._database.close()

    @property
    def vault(self) -> bytes:
        """The vault's bytes."""
        found = self._fetch(Header.select(Header.vault).limit(1))
        if not found or not isinstance(found[0][0], bytes):
            raise UnreadableFile("The part of the journal that holds its locks is missing.")
        return found[0][0]

    @vault.setter
    def vault(self, vault: bytes) -> None:
        with self._writing():
            Header.update(vault=vault).execute(self._database)

    def put(self, rows: Iterable[NewRow], pictures: Iterable[tuple[str, bytes]] = ()) -> None:
        """Store *rows*, and *pictures* (name, sealed bytes) not there yet, all of them or none.

        Raises:
            CannotWrite: the disk is full or the file is read-only; nothing was stored.
        """
        with self._writing():
            for name, sealed in pictures:
                new = Attachment.insert(name=name, sealed=sealed).on_conflict_ignore()
                new.execute(self._database)
            for row in rows:
                self._sql.execute_sql(self._put_revision, row)

    def copy_into(self, path: Path) -> None:
        """Write all that is stored to the file at *path*, which is empty or not there yet.

        Other threads may store meanwhile; the copy holds what was stored before.

        Raises:
            CannotWrite: the disk is full or refuses; what was written so far is of no use.
            DamagedData: this file is damaged.
        """
        with faults():
            RawQuery("VACUUM INTO ?", (str(path),)).execute(self._database)

    def check(self) -> None:
        """Look through the file's own structure, in which rows could be lost without a word.

        Raises:
            DamagedData: it is not whole.
        """
        with faults():
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

    def heads(self) -> Iterator[list[SealedRow]]:
        """Yield the newest revision of every entry, last written first, in batches.

        Rows may be written between two batches; what was written since is not among them.
        """
        newest = Revision.select(fn.MAX(Revision.revision)).where(
            Revision.entry == (other := Revision.alias()).entry
        )
        before = None
        while True:
            query = other.select().where(other.revision == newest)
            if before is not None:
                query = query.where(other.seq < before)
            batch = list(self._rows(query.order_by(other.seq.desc()).limit(_BATCH)))
            if not batch:
                return
            before = batch[-1].seq
            yield batch

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

    def picture(self, name: str) -> bytes | None:
        """Return the sealed picture *name*, or None where there is none."""
        found = self._fetch(Attachment.select(Attachment.sealed).where(Attachment.name == name))
        return _bytes(found[0][0]) if found else None

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Yield every sealed picture with its name."""
        for (name,) in self._fetch(Attachment.select(Attachment.name)):
            sealed = self.picture(str(name))
            if sealed is not None:
                yield str(name), sealed

    def _rows(self, query: Any) -> Iterator[SealedRow]:
        for seq, entry, revision, sealed in self._fetch(query):
            number = revision if isinstance(revision, int) else 0
            yield SealedRow(seq, str(entry), number, _bytes(sealed))

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


def _database(path: Path) -> SqliteDatabase:
    # Not connected by itself: what is used after it was closed must fail, not open the file anew.
    return SqliteDatabase(str(path), pragmas=_PRAGMAS, thread_safe=False, autoconnect=False)


def _connect(database: Any) -> None:
    database.connect()
    database.connection().text_factory = _readable


def _readable(text: bytes) -> str:
    return text.decode(errors="replace")


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""

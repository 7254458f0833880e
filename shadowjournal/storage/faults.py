"""What SQLite's errors mean to the one who writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import peewee

from shadowjournal.errors import CannotWrite, DamagedData, DiskFull, JournalError, UnreadableFile


@contextmanager
def faults() -> Iterator[None]:
    """Turn what SQLite says into what it means."""
    try:
        yield
    except (peewee.PeeweeException, sqlite3.Error) as error:
        raise _named(error) from error
    except UnicodeDecodeError as error:  # SQLite quoted a damaged name, and Python cannot read it
        raise DamagedData("The journal's file is damaged.") from error


def _named(error: BaseException) -> JournalError:
    """Return the fault behind *error*; Peewee hides the first one behind a failed rollback."""
    cause: BaseException | None = error
    while cause is not None:
        code = getattr(cause, "sqlite_errorcode", None)
        if isinstance(code, int):
            fault = _FAULTS.get(code) or _FAULTS.get(code & 0xFF)  # the low byte is its family
            if fault is not None:
                return fault[0](fault[1])
        cause = cause.__cause__ or cause.__context__
    return DamagedData("The journal's file cannot be read.")


_FAULTS: dict[int, tuple[type[JournalError], str]] = {
    sqlite3.SQLITE_FULL: (DiskFull, "The disk is full."),
    sqlite3.SQLITE_IOERR_SHMSIZE: (DiskFull, "The disk is full."),
    sqlite3.SQLITE_READONLY: (CannotWrite, "The journal's file is read-only."),
    sqlite3.SQLITE_IOERR: (CannotWrite, "The disk does not take what is written."),
    sqlite3.SQLITE_CANTOPEN: (CannotWrite, "The journal's file cannot be opened for writing."),
    sqlite3.SQLITE_BUSY: (CannotWrite, "Another program is holding the journal's file."),
    sqlite3.SQLITE_LOCKED: (CannotWrite, "Another program is holding the journal's file."),
    sqlite3.SQLITE_NOTADB: (UnreadableFile, "The file is not a journal of ShadowJournal."),
    sqlite3.SQLITE_CORRUPT: (DamagedData, "The journal's file is damaged."),
}

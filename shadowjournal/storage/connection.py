"""How a journal's file is connected to: what SQLite is told before anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from shadowjournal.storage.files import unchanging, unwritten

_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "fullfsync": 1,  # macOS only: its plain fsync leaves data in the drive's cache
    "temp_store": "memory",
    "mmap_size": 0,
    "busy_timeout": 2000,
    "secure_delete": 1,  # what is replaced is overwritten: an old vault or row, in free pages too
    "cell_size_check": 1,  # a damaged page is noticed before anything is read from it
}
_BETWEEN_LOOKS = 40  # steps of SQLite's; where each copies a large picture, a moment
_READING = {"temp_store": "memory", "mmap_size": 0}


def for_writing(path: Path) -> SqliteDatabase:
    """Return the database in the file at *path*, not connected yet."""
    # Not connected by itself: what is used after it was closed must fail, not open the file anew.
    return SqliteDatabase(str(path), pragmas=_PRAGMAS, thread_safe=False, autoconnect=False)


def for_reading(path: Path, *, with_log: bool = False) -> SqliteDatabase:
    """Return the database in the file at *path*, of which nothing is ever changed."""
    name = unwritten(path) if with_log else unchanging(path)
    return SqliteDatabase(name, pragmas=_READING, thread_safe=False, uri=True, autoconnect=False)


def connect(database: Any) -> None:
    """Connect to *database*, so that damaged text in it can be read too."""
    database.connect()
    database.connection().text_factory = _readable


def _readable(text: bytes) -> str:
    return text.decode(errors="replace")


def nothing() -> None:
    """Do nothing."""


@contextmanager
def watched(database: Any, look: Callable[[], None]) -> Iterator[None]:
    """Have SQLite call *look* again and again while it works; what that raises ends the work."""
    raised: list[BaseException] = []

    def is_over() -> bool:
        try:
            look()
        except BaseException as error:  # noqa: BLE001 - SQLite would drop it; it is raised below
            raised.append(error)
        return bool(raised)

    connection = database.connection()
    connection.set_progress_handler(None if look is nothing else is_over, _BETWEEN_LOOKS)
    try:
        yield
    except Exception:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)

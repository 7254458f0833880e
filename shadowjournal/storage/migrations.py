"""How a journal file of an earlier version becomes one of this version.

``PRAGMA user_version`` holds the number of migrations a file has been through. A migration is a
plain function of the database; it runs in a transaction of its own, and once shipped it never
changes.
"""

from __future__ import annotations

from collections.abc import Callable

from peewee import SchemaManager, SqliteDatabase

from shadowjournal.errors import UnreadableFile
from shadowjournal.storage.tables import FIRST_TABLES, Record


def _first_tables(database: SqliteDatabase) -> None:
    for table in FIRST_TABLES:
        SchemaManager(table, database=database).create_all()


def _records(database: SqliteDatabase) -> None:
    SchemaManager(Record, database=database).create_all()


MIGRATIONS: tuple[Callable[[SqliteDatabase], None], ...] = (_first_tables, _records)

WITH_RECORDS = 2
"""The first version that keeps sealed records."""


def refuse_newer(database: SqliteDatabase) -> int:
    """Return the version of *database*.

    Raises:
        UnreadableFile: it is newer than this one.
    """
    version = int(database.pragma("user_version"))
    if version > len(MIGRATIONS):
        raise UnreadableFile("This journal was made by a newer version of ShadowJournal.")
    return version


def migrate(database: SqliteDatabase) -> int:
    """Bring *database* to this version; return the one it had.

    Raises:
        UnreadableFile: it is of a newer version.
    """
    version = refuse_newer(database)
    for number, migration in enumerate(MIGRATIONS[version:], version + 1):
        with database.atomic():
            migration(database)
            database.pragma("user_version", number)
    return version

"""What becomes of a file when the keys to it change: nothing of the old ones stays in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peewee import SqliteDatabase

from shadowjournal.storage.faults import faults
from shadowjournal.storage.tables import Header, Record


class Renewal:
    """The file of *database*, whose keys change."""

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
            for name, sealed in (records or {}).items():
                Record.insert(name=name, sealed=sealed).on_conflict("REPLACE").execute(
                    self._database
                )
        self.empty_log()

    def empty_log(self) -> bool:
        """Bring what the log holds into the file and cut it to nothing; tell whether it was.

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

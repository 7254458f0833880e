"""Where a journal's backups go, and the backup before anything in bulk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from shadowjournal.backup import Backups, MadeBackup
from shadowjournal.errors import JournalError
from shadowjournal.folder import JournalFolder
from shadowjournal.ledger import expected
from shadowjournal.places import backups_folder
from shadowjournal.preferences import Preferences
from shadowjournal.storage.held import is_held
from shadowjournal.storage.store import Store
from shadowjournal.vault.key import JournalKey


def backups_of(preferences: Preferences) -> Backups:
    """Return the backups in the folder that the journal's owner chose, or in the usual one."""
    if preferences.backup_folder:
        return Backups(Path(preferences.backup_folder), must_exist=True)
    return Backups(backups_folder())


def preferences_in(folder: JournalFolder, key: JournalKey) -> Preferences:
    """Return what the owner of the closed journal in *folder* has chosen for it.

    Raises:
        CannotOpen: it cannot be opened.
    """
    journal = folder.open(key)
    try:
        return journal.preferences
    finally:
        journal.close()


def back_up_first(
    folder: JournalFolder,
    key: JournalKey,
    progress: Callable[[int], None] = lambda _: None,
) -> MadeBackup | None:
    """Back up the journal in *folder* before much in it changes; None where it is still empty.

    The backup goes where its owner's preferences say.

    Raises:
        CannotWrite: the folder cannot be written to, or the disk is full; nothing was made.
        DamagedData: something in the journal does not open; nothing was made.
        WrongKey: the key is another journal's.
    """
    journal = folder.open(key)
    try:
        is_empty, preferences = journal.is_empty, journal.preferences
    finally:
        journal.close()
    return None if is_empty else backups_of(preferences).make(folder, key, progress=progress)


def records_expected(file: Path, key: JournalKey) -> int:
    """Return how many records the journal or backup *file* is to hold; 0 where it does not say."""
    try:
        store = Store.open(file) if is_held(file) else Store.read_only(file)
        try:
            return expected(store, key)
        finally:
            store.close()
    except JournalError:
        return 0

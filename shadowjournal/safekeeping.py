"""Where a journal's backups go, and the backup before anything in bulk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from shadowjournal.backup import Backups, MadeBackup
from shadowjournal.folder import JournalFolder
from shadowjournal.places import backups_folder
from shadowjournal.preferences import Preferences
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

"""A file that may be put in the journal's place: what it is, and what would come of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from shadowjournal.backup import vault_of
from shadowjournal.backup_names import clock, made_at
from shadowjournal.errors import BadBackup
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.vault import Vault
from ui.backups import words


class Candidate(NamedTuple):
    """A backup that was looked at, and what opens it."""

    file: Path
    vault: Vault
    made: datetime
    size: int

    @property
    def facts(self) -> str:
        """What it is, in words."""
        return f"{words.moment(self.made)} · {words.size(self.size)} · {self.file.name}"

    def opens_with(self, key: JournalKey) -> bool:
        """Tell whether *key* is its key."""
        return (key.journal_id, key.fingerprint) == (self.vault.journal_id, self.vault.fingerprint)


def look_at(file: Path, journal: Path) -> Candidate:
    """Return what the backup *file* is; *journal* is the file that it would take the place of.

    Raises:
        BadBackup: it is none.
        UnreadableFile: it was made by a newer version, or what it opens with is damaged.
        DamagedData: it is damaged.
    """
    try:
        if journal.exists() and file.samefile(journal):
            raise BadBackup("The file is the journal itself.")
        return Candidate(file, vault_of(file), made_at(file), file.stat().st_size)
    except OSError as error:
        raise BadBackup("The file cannot be read.") from error


def consequence(seen: Candidate, when: datetime, *, is_bare: bool, journal_id: str | None) -> str:
    """Return what would come of restoring *seen* at *when*.

    *is_bare* where no journal is in the place; *journal_id* is that journal's, where it is known.
    """
    if is_bare:
        return "It becomes your journal on this computer, once everything in it was opened."
    is_another = journal_id is not None and journal_id != seen.vault.journal_id
    other = "This backup is of another journal. " if is_another else ""
    return (
        f"{other}The journal that is here now is kept beside it, as “journal {clock(when)} "
        "before restore.db”. What was written since the backup was made is in that file."
    )

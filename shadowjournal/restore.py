"""A backup in the journal's place, and what lay there kept beside it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from shadowjournal.backup import refuse_damaged, vault_of, verify_backup
from shadowjournal.backup_names import clock
from shadowjournal.entry import Moment
from shadowjournal.errors import BadBackup, CannotWrite, DamagedData, UnreadableFile
from shadowjournal.folder import JournalFolder, flush
from shadowjournal.results import Verified
from shadowjournal.storage.connection import nothing
from shadowjournal.storage.store import Store
from shadowjournal.vault.key import JournalKey

_LOG = "-wal"
_PART = 1 << 20  # bytes


class Restored(NamedTuple):
    """What a backup brought back, and the file that keeps what was there before, if any."""

    holds: Verified
    kept: Path | None


def restore(
    file: Path,
    folder: JournalFolder,
    key: JournalKey,
    when: datetime | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Restored:
    """Put the backup *file* in the place of the journal in *folder*.

    The caller holds the folder, and its journal is closed. The backup is copied, and every row and
    picture of the copy is opened with *key*, before anything is changed. At every moment the folder
    holds either the journal from before or the restored one, each whole; where an error is raised,
    the one from before. *progress* is told 0 while the file is copied; what it raises ends the
    work before anything is changed.

    Raises:
        BadBackup: the file is no backup.
        WrongKey: the key is another journal's.
        UnreadableFile: the backup was made by a newer version, or what it opens with is damaged.
        DamagedData: something in it does not open.
        CannotWrite: the disk is full or the folder is read-only.
    """
    if folder.holds_journal and file.exists() and file.samefile(folder.file):
        raise BadBackup("The file is the journal itself.")
    folder.ensure_writable()
    vault_of(file)  # what is no backup is not even copied
    when = when or Moment.now().local
    unfinished = folder.path / "restored.unfinished"
    try:
        unfinished.unlink(missing_ok=True)
        _copy(file, unfinished, partial(progress, 0))
        holds = refuse_damaged(verify_backup(unfinished, key, progress))
        kept = _exchange(unfinished, folder, when)
    except OSError as error:
        raise CannotWrite("The backup cannot be copied to the journal's folder.") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    with suppress(OSError):  # not every system lets a folder be brought to the disk
        flush(folder.path)
    if folder.witness is not None:
        folder.witness.forget(key.journal_id)  # that the journal is an older one now is no news
    return Restored(holds, kept)


def _exchange(unfinished: Path, folder: JournalFolder, when: datetime) -> Path | None:
    """Let *unfinished* be the journal of *folder*; return the file that keeps the one before."""
    held_journal = folder.holds_journal
    if held_journal:
        _settle(folder)
    kept = _free(folder.path, when)
    doubles = [(Path(f"{folder.file}{end}"), Path(f"{kept}{end}")) for end in ("", _LOG)]
    try:
        for present, second in doubles:
            if present.exists():
                _double(present, second)
        for end in (_LOG, "-shm"):  # a log that stayed would be read into what comes, and ruin it
            Path(f"{folder.file}{end}").unlink(missing_ok=True)
        unfinished.replace(folder.file)
    except OSError:
        for present, second in doubles:
            if second.exists() and not present.exists():
                second.rename(present)
            second.unlink(missing_ok=True)
        raise
    return kept if held_journal else None


def _settle(folder: JournalFolder) -> None:
    """Bring what the log holds into the file, unless it is too damaged; then both are kept."""
    with suppress(UnreadableFile, DamagedData):
        Store.open(folder.file, migrates=False).close()


def _free(place: Path, when: datetime) -> Path:
    while True:
        file = place / f"journal {clock(when)} before restore.db"
        if not file.exists() and not Path(f"{file}{_LOG}").exists():
            return file
        when += timedelta(seconds=1)


def _double(file: Path, second: Path) -> None:
    """Let *second* be *file* too, or a copy of it where the disk knows no second names."""
    try:
        second.hardlink_to(file)
    except OSError:
        _copy(file, second)


def _copy(file: Path, new: Path, look: Callable[[], None] = nothing) -> None:
    new.touch(0o600, exist_ok=False)
    with file.open("rb") as source, new.open("wb") as copy:
        while part := source.read(_PART):
            copy.write(part)
            look()
    flush(new)

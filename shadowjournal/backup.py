"""Backups: whole, sealed copies of a journal, each opened row by row before it counts.

A backup is a journal's file under a name that says when it was made and nothing else. It opens with
what opened the journal on that day: the recovery code, the passphrase, the keyring.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from shadowjournal.backup_names import name_of, named
from shadowjournal.entry import Moment
from shadowjournal.errors import (
    BadBackup,
    CannotWrite,
    DamagedData,
    JournalError,
    WrongKey,
)
from shadowjournal.folder import JournalFolder, flush, is_filled, log_of
from shadowjournal.journal import Journal
from shadowjournal.results import Verified
from shadowjournal.storage.files import is_journal
from shadowjournal.storage.store import Store
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.vault import Vault, vault_from_bytes
from shadowjournal.witness import Witness

# Of so many periods, the last in which backups were made, each one's newest backup is kept.
_KEPT: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (7, lambda made: made.date()),
    (4, lambda made: made.isocalendar()[:2]),
    (12, lambda made: (made.year, made.month)),
)


class Backup(NamedTuple):
    """A backup in its folder.

    Attributes:
        file: the file.
        made: when it was made, by the clock on the wall.
        size: in bytes.
        journal_id: whose it is; None where the file cannot be read.
    """

    file: Path
    made: datetime
    size: int
    journal_id: str | None


class MadeBackup(NamedTuple):
    """A backup just made, and what was opened in it."""

    file: Path
    holds: Verified


class Backups:
    """The backups in the folder *place*; those of several journals may lie there.

    One that *must_exist* is never made: it may lie on a disk that is not here now.
    """

    def __init__(self, place: Path, *, must_exist: bool = False) -> None:
        self.place = place
        self._must_exist = must_exist

    def newest_first(self, journal_id: str | None = None) -> list[Backup]:
        """Return the backups here, or only those of the journal *journal_id*."""
        found: list[Backup] = []
        with suppress(OSError):  # a folder that is not there holds none
            found = [backup for file in self.place.iterdir() if (backup := _backup(file))]
        if journal_id is not None:
            found = [backup for backup in found if backup.journal_id == journal_id]
        return sorted(found, key=lambda backup: backup.made, reverse=True)

    def latest(self, journal_id: str) -> Backup | None:
        """Return the newest backup of the journal *journal_id*, or None where there is none."""
        return next(iter(self.newest_first(journal_id)), None)

    def is_due(self, journal_id: str, now: datetime | None = None) -> bool:
        """Tell whether the journal *journal_id* has no backup of today yet."""
        made = [backup.made for backup in self.newest_first(journal_id)]
        return due(made, now or Moment.now().local)

    def make(
        self,
        folder: JournalFolder,
        key: JournalKey,
        when: datetime | None = None,
        progress: Callable[[int], None] = lambda _: None,
    ) -> MadeBackup:
        """Back up the journal in *folder*, which the caller holds, and let go of old backups.

        Runs on any thread, also while the journal is open on another: it opens the file a second
        time. What was saved before is in the backup. The file appears under its name only once
        every row and picture in it was opened with *key*; until then nothing is let go of, and
        nothing at all where the journal is not as it was written. *progress* is told 0 while the
        file is written; what it raises ends the work and leaves nothing behind.

        Raises:
            CannotWrite: the folder cannot be written to, or the disk is full; nothing was made.
            DamagedData: something in the journal does not open; nothing was made.
            WrongKey: the key is another journal's.
        """
        when = (when or Moment.now().local).replace(microsecond=0)
        if self._must_exist and not self.place.is_dir():
            raise CannotWrite(f"The folder {self.place} is not here.")
        with _system_faults(f"The folder {self.place} cannot be written to."):
            self.place.mkdir(mode=0o700, parents=True, exist_ok=True)
            # One program holds a journal, so two never write this file; what a crash left of it
            # goes with the next backup.
            unfinished = self.place / f".ShadowJournal {key.journal_id}.unfinished"
            _remove(unfinished)
            try:
                _copy(folder, unfinished, progress)
                seen = verify_backup(unfinished, key, progress, folder.witness)
                holds = refuse_damaged(seen)
                when = self._free(when)
                file = self.place / name_of(when)
                unfinished.rename(file)
            finally:
                _remove(unfinished)
        with suppress(OSError):  # not every system lets a folder be brought to the disk
            flush(self.place)
        if not holds.discrepancies:  # else an older one may hold what is gone from the journal
            self._let_go(key.journal_id, when)
        return MadeBackup(file, holds)

    def _free(self, when: datetime) -> datetime:
        while (self.place / name_of(when)).exists():
            when += timedelta(seconds=1)
        return when

    def _let_go(self, journal_id: str, now: datetime) -> None:
        here = self.newest_first(journal_id)
        keep = kept([backup.made for backup in here], now)
        for backup in here:
            if backup.made not in keep:
                with suppress(OSError):  # one too many does no harm
                    backup.file.unlink()


def kept(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return which of the backups made at *times* are kept.

    Those are the newest of each of the last 7 days, 4 weeks and 12 months in which any was made.
    Those from after *now*, made by a clock that was wrong, are kept and take no other's place.
    """
    newest_first = sorted(times, reverse=True)
    keep = {made for made in newest_first if made > now}
    for number, period in _KEPT:
        newest: dict[object, datetime] = {}
        for made in newest_first:
            if made <= now:
                newest.setdefault(period(made), made)
        keep.update(islice(newest.values(), number))
    return keep


def due(times: Iterable[datetime], now: datetime) -> bool:
    """Tell whether none of the backups made at *times* is of the day *now*."""
    return all(made.date() != now.date() for made in times)


def vault_of(file: Path) -> Vault:
    """Return who may open the backup *file*.

    Raises:
        BadBackup: it is none.
        UnreadableFile: it was made by a newer version, or what it opens with is damaged.
        DamagedData: it is damaged.
    """
    with _opened(file) as store:
        return vault_from_bytes(store.vault)


def verify_backup(
    file: Path,
    key: JournalKey,
    progress: Callable[[int], None] = lambda _: None,
    witness: Witness | None = None,
) -> Verified:
    """Open every revision and every picture in *file*, and say what does not open.

    Nothing is written to the file or beside it. It may be older than what *witness* saw; given
    one, it is said.

    Raises:
        BadBackup: it is no backup.
        WrongKey: the key is another journal's.
        UnreadableFile: it was made by a newer version, or what it opens with is damaged.
        DamagedData: the file as a whole is damaged.
    """
    with _opened(file) as store:
        vault = vault_from_bytes(store.vault)
        is_known = vault.fingerprint in key.fingerprints  # also from before a rotation
        if vault.journal_id != key.journal_id or not is_known:
            raise WrongKey("This is not the key of this backup.")
        store.check(partial(progress, 0))
        journal = Journal(store, key.up_to(vault.fingerprint), witness)
        try:
            return journal.verify(progress)
        finally:
            journal.close()


def refuse_damaged(holds: Verified) -> Verified:
    """Return *holds* where all of it opened.

    Raises:
        DamagedData: something did not.
    """
    if holds.damaged:
        rows = holds.revisions + holds.pictures
        raise DamagedData(
            f"{len(holds.damaged)} of {rows} records do not open: this does not count as a backup."
        )
    return holds


def _copy(folder: JournalFolder, file: Path, progress: Callable[[int], None]) -> None:
    """Write the journal of *folder* to the new *file*, which only its owner may read."""
    file.touch(0o600, exist_ok=False)
    store = folder.store(migrates=False)
    try:
        store.copy_into(file, partial(progress, 0))
    finally:
        store.close()
    flush(file)


@contextmanager
def _opened(file: Path) -> Iterator[Store]:
    if not file.is_file():
        raise BadBackup("There is no such file.")
    if not is_journal(file):
        raise BadBackup("The file is no backup of a journal.")
    log = log_of(file)
    if is_filled(log):
        raise BadBackup(f"The file {log.name} holds a part of it, so it is no backup.")
    store = Store.read_only(file)
    try:
        yield store
    except CannotWrite as error:  # what cannot be read is no matter of writing here
        raise DamagedData("The backup's file cannot be read.") from error
    finally:
        store.close()


@contextmanager
def _system_faults(words: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(words) from error


def _remove(unfinished: Path) -> None:
    for file in (unfinished, Path(f"{unfinished}-journal")):
        with suppress(OSError):
            file.unlink()


def _backup(file: Path) -> Backup | None:
    made = named(file)
    if made is None or file.is_symlink() or not file.is_file():
        return None
    try:
        journal_id = vault_of(file).journal_id
    except JournalError:
        journal_id = None
    return Backup(file, made, file.stat().st_size, journal_id)

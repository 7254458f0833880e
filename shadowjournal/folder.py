"""The folder of a journal: made, held by one program at a time, opened with a key."""

from __future__ import annotations

import errno
import os
import shutil
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from shadowjournal.errors import (
    CannotWrite,
    DamagedData,
    DiskFull,
    JournalError,
    JournalExists,
    JournalInUse,
    NoJournal,
)
from shadowjournal.journal import Journal
from shadowjournal.ledger import Ledger, begin
from shadowjournal.snapshot import Snapshot
from shadowjournal.storage.store import Store
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.keychain import Keychain
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import Effort
from shadowjournal.vault.vault import Vault, new_vault, vault_from_bytes, vault_to_bytes
from shadowjournal.witness import Witness

_FILE = "journal.db"
_LOCK = "journal.lock"
_SNAPSHOT = "journal.index"
_UNFINISHED = ".unfinished"


_ROOM = 1 << 20  # bytes that a journal needs to be opened and written on, and some more
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}


class Hindrance(Enum):
    """What keeps a journal from being written; it can be read all the same."""

    FOLDER = "its folder is read-only"
    FILE = "its file is read-only"
    DISK = "its disk is full"


class NewJournal(NamedTuple):
    """What a journal just made opens with."""

    key: JournalKey
    code: RecoveryCode


class JournalFolder:
    """The folder *path* in which a journal lies or will lie.

    *witness* remembers outside of it what the journal held last.

    Attributes:
        hindrance: why the journal here can only be read; None where it can be written, as far as
            is known since it was taken.
        log_is_unseen: True where a part of what was written last cannot be read here: it stands in
            SQLite's log beside the file, and reading that takes writing.
    """

    def __init__(self, path: Path, witness: Witness | None = None) -> None:
        self.path = path
        self.witness = witness
        # The kernel frees this lock when the program ends, however it ends.
        self._lock = FileLock(path / _LOCK, mode=0o600, thread_local=False)
        self.hindrance: Hindrance | None = None
        self.log_is_unseen = False

    @property
    def holds_journal(self) -> bool:
        """Whether a journal lies here."""
        return os.path.lexists(self.file)  # one that leads elsewhere counts, wherever that is now

    @property
    def file(self) -> Path:
        """The file of the journal that lies here or will."""
        return self.path / _FILE

    def take(self) -> None:
        """Hold the folder, so that no other program opens the journal meanwhile.

        Where a journal lies in a folder that only lets itself be read, it is not held: nobody
        writes there. What it can be opened for, `hindrance` then says.

        Raises:
            JournalInUse: another program holds it.
            CannotWrite: the folder cannot be made or written to, and no journal lies in it.
        """
        self.log_is_unseen = False
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise JournalInUse("The journal is open in another window or command.") from error
        except (OSError, NotImplementedError) as error:  # the latter: a disk without locks
            if not (self.holds_journal and _is_forbidden(error, self.path)):
                raise CannotWrite(f"The folder {self.path} cannot be written to.") from error
        self.hindrance = self._found_hindrance()

    def ensure_writable(self) -> None:
        """See that the journal can be written, as far as was seen when the folder was taken.

        Raises:
            CannotWrite: it can only be read.
        """
        if self.hindrance is not None:
            raise CannotWrite(f"This journal can be read, not written: {self.hindrance.value}.")

    def is_still_hindered(self) -> bool:
        """Tell whether the journal can still only be read, for the same reason as before."""
        if self.hindrance is Hindrance.FOLDER:
            return not os.access(self.path, os.W_OK)
        if self.hindrance is Hindrance.FILE:
            return not os.access(self.file, os.W_OK)
        try:
            return self.hindrance is not None and shutil.disk_usage(self.path).free < _ROOM
        except OSError:
            return True

    def release(self) -> None:
        """Let go of the folder."""
        self._lock.release(force=True)

    def vault(self) -> Vault:
        """Return who may open the journal.

        Raises:
            NoJournal: there is none here.
            UnreadableFile: what is here is not a journal.
        """
        store = self.store(migrates=False)
        try:
            return vault_from_bytes(store.vault)
        finally:
            store.close()

    def keep_vault(self, vault: Vault) -> None:
        """Store *vault* in place of what stood there, of which nothing stays in the file.

        Raises:
            CannotWrite: the system refuses; what stood there stands.
        """
        store = self.store(migrates=False)
        try:
            store.renewal.keep_vault(vault_to_bytes(vault))
        finally:
            store.close()

    def create(
        self,
        *,
        keychain: Keychain | None = None,
        passphrase: str | None = None,
        effort: Effort | None = None,
    ) -> NewJournal:
        """Make a journal here. The folder is taken already.

        The file appears under its name only once it is whole.

        Raises:
            JournalExists: one is here; no key is ever made over it.
            KeychainError: the keyring did not keep the key; nothing was made.
            CannotWrite: the system refuses; nothing was made.
        """
        if self.holds_journal:
            raise JournalExists("There is a journal here already; it was left as it is.")
        if any(map(os.path.lexists, _beside(self.file))):
            raise JournalExists("A part of a journal lies here, and its file is gone.")
        vault, key, code = new_vault(keychain=keychain, passphrase=passphrase, effort=effort)
        unfinished = self.path / (_FILE + _UNFINISHED)
        try:
            for part in (unfinished, *_beside(unfinished)):
                part.unlink(missing_ok=True)
            begin(Store.create(unfinished, vault_to_bytes(vault)), key).close()
            unfinished.chmod(0o600)
            flush(unfinished)
            unfinished.rename(self.file)
            flush(self.path)
        except OSError as error:
            raise CannotWrite(f"The folder {self.path} cannot be written to.") from error
        return NewJournal(key, code)

    def open(self, key: JournalKey) -> Journal:
        """Open the journal with *key*. It stays on the calling thread.

        Raises:
            NoJournal: there is none here.
            UnreadableFile: what is here is not a journal.
        """
        store = self.store()
        return Journal(store, _as_wrapped(key, store), self.witness, self.path / _SNAPSHOT)

    def exchange_key(self, key: JournalKey, renewed: JournalKey, vault: Vault) -> None:
        """Let *vault* open the journal, and *renewed* seal what is written to it after *key* did.

        Raises:
            CannotWrite: the system refuses; nothing was changed.
        """
        store = self.store()
        try:
            records = Ledger(store, key).renewed(renewed)
            store.renewal.keep_vault(vault_to_bytes(vault), records)
            Snapshot(self.path / _SNAPSHOT, key).drop()  # the old key opens it
        finally:
            store.close()

    def store(self, *, migrates: bool = True) -> Store:
        """Open the journal's file, for reading only where there is or turns out a `hindrance`.

        Raises:
            NoJournal: there is none here.
            UnreadableFile: what is here is not a journal.
        """
        if not self.holds_journal:
            raise NoJournal("There is no journal here.")
        try:
            if self.hindrance is None or not self.file.is_file():
                return Store.open(self.file, migrates=migrates)
        except DiskFull:  # no room for what SQLite needs beside a file it writes to
            self.hindrance = Hindrance.DISK
        return self._reading()

    def _reading(self) -> Store:
        if not is_filled(log_of(self.file)):
            return Store.read_only(self.file)
        try:
            return Store.read_only(self.file, with_log=True)
        except (CannotWrite, DamagedData):
            self.log_is_unseen = True
            return Store.read_only(self.file)

    def _found_hindrance(self) -> Hindrance | None:
        if not self.holds_journal:
            return None
        if not (self._lock.is_locked and os.access(self.path, os.W_OK)):
            return Hindrance.FOLDER
        return None if os.access(self.file, os.W_OK) else Hindrance.FILE


def log_of(file: Path) -> Path:
    """Return where SQLite keeps what was written last and is not in *file* yet."""
    return file.with_name(f"{file.name}-wal")


def is_filled(file: Path) -> bool:
    """Tell whether *file* is there and holds anything."""
    return file.is_file() and file.stat().st_size > 0


def _as_wrapped(key: JournalKey, store: Store) -> JournalKey:
    """Return *key* without generations that no slot of this file wraps: a backup from before.

    What these sealed, nobody could open again.
    """
    try:
        return key.up_to(vault_from_bytes(store.vault).fingerprint)
    except JournalError:  # the locks are damaged; who has the key reads the rest all the same
        return key


def _beside(file: Path) -> tuple[Path, Path]:
    """Return where SQLite keeps what is not yet in *file*; it would put that into another, too."""
    return log_of(file), file.with_name(f"{file.name}-shm")


def _is_forbidden(error: Exception, place: Path) -> bool:
    """Tell whether *error* means that nobody here writes to the folder *place*."""
    if not isinstance(error, OSError) or error.errno not in _FORBIDDEN:
        return False
    # Windows does not say; elsewhere, a lock of somebody else's lies in a folder that is written.
    return os.name == "nt" or not os.access(place, os.W_OK)


def flush(path: Path) -> None:
    """Make sure that *path* is on the disk; Windows has no such call for folders."""
    if os.name == "nt" and path.is_dir():
        return
    # Windows brings to the disk only what may be written to.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""The folder of a journal: made, held by one program at a time, opened with a key."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from shadowjournal.errors import (
    CannotWrite,
    JournalError,
    JournalExists,
    JournalInUse,
    NoJournal,
)
from shadowjournal.journal import Journal
from shadowjournal.ledger import Ledger, begin
from shadowjournal.storage.store import Store
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.keychain import Keychain
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import Effort
from shadowjournal.vault.vault import Vault, new_vault, vault_from_bytes, vault_to_bytes
from shadowjournal.witness import Witness

_FILE = "journal.db"
_LOCK = "journal.lock"
_UNFINISHED = ".unfinished"


class NewJournal(NamedTuple):
    """What a journal just made opens with."""

    key: JournalKey
    code: RecoveryCode


class JournalFolder:
    """The folder *path* in which a journal lies or will lie.

    *witness* remembers outside of it what the journal held last.
    """

    def __init__(self, path: Path, witness: Witness | None = None) -> None:
        self.path = path
        self.witness = witness
        # The kernel frees this lock when the program ends, however it ends.
        self._lock = FileLock(path / _LOCK, thread_local=False)

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

        Raises:
            JournalInUse: another program holds it.
            CannotWrite: the folder cannot be made or written to.
        """
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise JournalInUse("The journal is open in another window or command.") from error
        except (OSError, NotImplementedError) as error:  # the latter: a disk without locks
            raise CannotWrite(f"The folder {self.path} cannot be written to.") from error

    def release(self) -> None:
        """Let go of the folder."""
        self._lock.release(force=True)

    def vault(self) -> Vault:
        """Return who may open the journal.

        Raises:
            NoJournal: there is none here.
            UnreadableFile: what is here is not a journal.
        """
        store = self._store(migrates=False)
        try:
            return vault_from_bytes(store.vault)
        finally:
            store.close()

    def keep_vault(self, vault: Vault) -> None:
        """Store *vault* in place of what stood there, of which nothing stays in the file.

        Raises:
            CannotWrite: the system refuses; what stood there stands.
        """
        store = self._store(migrates=False)
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
        store = self._store()
        return Journal(store, _as_wrapped(key, store), self.witness)

    def exchange_key(self, key: JournalKey, renewed: JournalKey, vault: Vault) -> None:
        """Let *vault* open the journal, and *renewed* seal what is written to it after *key* did.

        Raises:
            CannotWrite: the system refuses; nothing was changed.
        """
        store = self._store()
        try:
            records = Ledger(store, key).renewed(renewed)
            store.renewal.keep_vault(vault_to_bytes(vault), records)
        finally:
            store.close()

    def _store(self, *, migrates: bool = True) -> Store:
        if not self.holds_journal:
            raise NoJournal("There is no journal here.")
        return Store.open(self.file, migrates=migrates)


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
    return file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")


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

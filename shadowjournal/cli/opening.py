"""Which journal a command means, and which key opens it."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import typer
from msgspec import Struct

from shadowjournal.cli.answers import warn
from shadowjournal.errors import (
    BadRecoveryCode,
    CannotWrite,
    DamagedData,
    NoJournal,
    WrongKey,
)
from shadowjournal.folder import JournalFolder, log_of
from shadowjournal.journal import Journal
from shadowjournal.places import journal_folder, witness_folder
from shadowjournal.privacy import open_to_others
from shadowjournal.rotation import finish
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.keychain import SystemKeychain
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.vault import Vault
from shadowjournal.witness import Witness


class Choices(Struct, frozen=True):
    """What was said before the command: which journal, which key, and how to answer."""

    journal: Path | None = None
    passphrase_file: Path | None = None
    recovery_code_file: Path | None = None
    as_json: bool = False

    @property
    def folder(self) -> JournalFolder:
        """The folder of the journal that is meant."""
        return JournalFolder(self.journal or journal_folder(), Witness(witness_folder()))

    @property
    def existing(self) -> JournalFolder:
        """The folder of the journal that is meant, which is there.

        Raises:
            NoJournal: there is none.
        """
        folder = self.folder
        if not folder.holds_journal:
            place = folder.path
            raise NoJournal(f"There is no journal in {place}; `shadowjournal init` makes one.")
        return folder


def choices_of(context: typer.Context) -> Choices:
    """Return what was said before the command that runs in *context*."""
    return context.find_object(Choices) or Choices()


@contextmanager
def taken(folder: JournalFolder) -> Iterator[JournalFolder]:
    """Hold *folder* for the length of a command."""
    folder.take()
    try:
        yield folder
    finally:
        folder.release()


@contextmanager
def unlocked(
    choices: Choices, *, to_write: bool = False
) -> Iterator[tuple[JournalFolder, JournalKey]]:
    """Hold the journal's folder for the length of a command, and find the key that opens it.

    Raises:
        CannotOpen: there is none, or the key is missing or wrong.
        CannotWrite: it can only be read, and is *to_write*.
    """
    with taken(choices.existing) as folder:
        vault = folder.vault()
        if to_write:
            folder.ensure_writable()
        key = key_for(choices, vault)
        _warn_about(folder)
        yield folder, key


def nothing(_folder: JournalFolder, _key: JournalKey) -> None:
    """Do nothing."""


@contextmanager
def opened(
    choices: Choices,
    first: Callable[[JournalFolder, JournalKey], None] = nothing,
    *,
    to_write: bool = False,
) -> Iterator[Journal]:
    """Open the journal for the length of a command; do *first* what wants it closed.

    A rotation of its key that was cut off is finished.

    Raises:
        CannotOpen: there is none, or the key is missing or wrong.
        CannotWrite: it can only be read, and is *to_write*.
    """
    with unlocked(choices, to_write=to_write) as (folder, key):
        first(folder, key)
        journal = folder.open(key)
        try:
            yield journal
            with suppress(CannotWrite):  # it was no part of the command
                finish(journal)
        finally:
            journal.close()


def refuse_damage(journal: Journal) -> None:
    """Say that what was shown is not all, where something of *journal* is damaged or gone.

    Raises:
        DamagedData: something is.
    """
    if journal.damaged:
        raise DamagedData(f"Damaged and left out: {len(journal.damaged)}; `verify` says more.")
    if journal.discrepancies:
        raise DamagedData("The file is not as it was written last; `verify` says more.")


def read_secret(file: Path) -> str:
    """Return the secret in *file*; one line end after it does not belong to it.

    Raises:
        WrongKey: the file cannot be read, or is empty.
    """
    try:
        secret = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongKey(f"The file {file} with the secret cannot be read.") from error
    secret = secret.removesuffix("\n").removesuffix("\r")
    if not secret:
        raise WrongKey(f"The file {file} holds no secret.")
    return secret


def key_for(choices: Choices, vault: Vault) -> JournalKey:
    """Return the key that was chosen for *vault*: a named file's, the keyring's, or one asked for.

    Raises:
        WrongKey: it does not fit.
        KeychainError: the keyring cannot give it.
    """
    if choices.passphrase_file:
        return vault.unlock_with_passphrase(read_secret(choices.passphrase_file))
    if choices.recovery_code_file:
        return vault.unlock_with_code(read_code(choices.recovery_code_file))
    if vault.keychain_names:
        return vault.unlock_with_keychain(SystemKeychain.find)
    if sys.stdin.isatty():
        return vault.unlock_with_passphrase(getpass.getpass("Passphrase: "))
    raise WrongKey("This journal opens with a passphrase: name its file with --passphrase-file.")


def _warn_about(folder: JournalFolder) -> None:
    if folder.hindrance is None and open_to_others(folder.path):
        warn(
            "Others on this computer may open the journal's files; `shadowjournal check --mend` "
            "lets only you."
        )
    if folder.log_is_unseen:
        warn(
            f"What was written last stands in {log_of(folder.file).name} and cannot be read where "
            "the journal is read-only; in a folder that can be written it is read."
        )


def read_code(file: Path) -> RecoveryCode:
    """Return the recovery code in *file*.

    Raises:
        WrongKey: the file cannot be read, or holds none.
    """
    try:
        return RecoveryCode.parse(read_secret(file))
    except BadRecoveryCode as error:  # here it is a key that does not fit
        raise WrongKey(str(error)) from error

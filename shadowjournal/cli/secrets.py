"""Secrets that a command is told: typed at a terminal or read from a file, never an argument."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from shadowjournal.cli import answers
from shadowjournal.cli.opening import read_code, read_secret
from shadowjournal.entry import Moment
from shadowjournal.errors import JournalError, Refused
from shadowjournal.exporters import write_atomically
from shadowjournal.recovery_kit import recovery_kit_pdf
from shadowjournal.vault.recovery import RecoveryCode


def new_passphrase(file: Path | None) -> str:
    """Return the passphrase in *file*, or the one that is typed twice.

    Raises:
        Refused: there is nobody to type it, or the two differ.
    """
    if file:
        return read_secret(file)
    _refuse_silence("Name a file with the new passphrase: --new-passphrase-file.")
    typed = getpass.getpass("New passphrase: ")
    if typed != getpass.getpass("The same again: "):
        raise Refused("The two differ, so nothing was changed.")
    return typed


def present_passphrase(file: Path | None, question: str = "Passphrase: ") -> str:
    """Return the passphrase in *file*, or the one that is typed.

    Raises:
        Refused: there is nobody to type it.
    """
    if file:
        return read_secret(file)
    _refuse_silence("Name a file with the passphrase: --passphrase-file.")
    return getpass.getpass(question)


def present_code(file: Path | None) -> RecoveryCode:
    """Return the recovery code in *file*, or the one that is typed.

    Raises:
        BadRecoveryCode: what was typed is none.
        Refused: there is nobody to type it.
    """
    if file:
        return read_code(file)
    _refuse_silence("Name a file with the recovery code: --recovery-code-file.")
    return RecoveryCode.parse(getpass.getpass("Recovery code: "))


@contextmanager
def handed_over(
    code: RecoveryCode, journal_id: str, kit: Path | None, *, shows: bool, as_json: bool = False
) -> Iterator[None]:
    """Give the new *code* to its owner; within, it is made to open the journal.

    It goes into the file *kit*, which is taken away again where it came to open nothing, and to the
    terminal where that was asked for.

    Raises:
        Refused: the owner gets it in no way, or *kit* is there already.
        CannotWrite: the kit cannot be written.
    """
    if kit is None and not shows:
        raise Refused("A new recovery code is made: say where it goes, to a file or with --show.")
    if kit is not None:
        write_kit(kit, code, journal_id, Moment.now().day)
    if shows and not as_json:
        answers.say(f"Recovery code: {code.text}")
        if sys.stdin.isatty():
            answers.say("Write it down. It opens the journal once you press Enter.")
            sys.stdin.readline()
    try:
        yield
    except JournalError:  # of an interruption nobody knows whether the code opens it by now
        if kit is not None:
            kit.unlink(missing_ok=True)
        raise


def write_kit(file: Path, code: RecoveryCode, journal_id: str, day: date) -> None:
    """Write the page with *code* to *file*, which only its owner may read.

    Raises:
        Refused: the file is there: it may be the page of a code that is still needed.
        CannotWrite: it cannot be written.
    """
    if file.exists():
        raise Refused(f"The file {file} is there already; it was left as it is.")
    write_atomically(file, recovery_kit_pdf(code, journal_id, day))


def _refuse_silence(words: str) -> None:
    if not sys.stdin.isatty():
        raise Refused(words)

"""The command that gives the journal another key."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from shadowjournal.cli import answers, secrets
from shadowjournal.cli.keys import Kit, NewPassphrase, Show
from shadowjournal.cli.opening import Choices, choices_of, unlocked
from shadowjournal.errors import CannotWrite, DamagedData, NoKeychain, Refused
from shadowjournal.folder import JournalFolder
from shadowjournal.results import Verified
from shadowjournal.rotation import NewKeys, finish
from shadowjournal.rotation import rotate as rotate_key
from shadowjournal.safekeeping import back_up_first
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.keychain import SystemKeychain
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.vault import Vault

_AGAIN = "The passphrase; it stays the same: "


def rotate(
    context: typer.Context,
    output: Kit = None,
    show: Show = False,
    new_passphrase_file: NewPassphrase = None,
    drop: Annotated[
        bool, typer.Option("--drop", help="Let go of keys that are not at hand.")
    ] = False,
    backup: Annotated[bool, typer.Option(help="Back the journal up before.")] = True,
) -> None:
    """Give the journal another key, and seal all of it anew.

    There is a new recovery code, unless --recovery-code-file gives the one that stays. The
    passphrase stays, or is the new one. An unfinished rotation is finished instead.
    """
    choices = choices_of(context)
    with unlocked(choices) as (folder, key):
        if not _is_resealed(folder, key):
            _say_done(choices, key, _finished(folder, key))
            return
        vault = folder.vault()
        new = _new_keys(choices, vault, new_passphrase_file, drops=drop)
        lost = ", ".join(slot.kind for slot in new.lost_from(vault))
        if lost and not drop:
            raise Refused(
                f"This would open the journal no longer: {lost}; --drop says it may be so."
            )
        with ExitStack() as handing:
            if not new.is_tested:
                handing.enter_context(
                    secrets.handed_over(
                        new.code, key.journal_id, output, shows=show, as_json=choices.as_json
                    )
                )
            if backup:
                with answers.bar("Backing up") as bar:
                    back_up_first(folder, key, bar.show)
            rotated = rotate_key(folder, key, new)
        if not rotated.is_forgotten:
            answers.warn("The keyring did not let go of what it kept for the key before.")
        shown = {"recovery_code": new.code.text} if show and not new.is_tested else {}
        _say_done(choices, rotated.key, _finished(folder, rotated.key), shown)


def _new_keys(choices: Choices, vault: Vault, file: Path | None, *, drops: bool) -> NewKeys:
    keychain = None
    if vault.keychain_names:
        try:
            keychain = SystemKeychain.find()
        except NoKeychain:
            if not drops:
                raise
    passphrase = None
    if file:
        passphrase = secrets.new_passphrase(file)
    elif vault.has_passphrase and not (drops and choices.passphrase_file is None):
        passphrase = secrets.present_passphrase(choices.passphrase_file, _AGAIN)
        vault.unlock_with_passphrase(passphrase)
    if choices.recovery_code_file is None:
        return NewKeys(RecoveryCode.new(), False, passphrase, keychain)
    code = secrets.present_code(choices.recovery_code_file)
    vault.unlock_with_code(code)
    return NewKeys(code, True, passphrase, keychain)


def _is_resealed(folder: JournalFolder, key: JournalKey) -> bool:
    journal = folder.open(key)
    try:
        return journal.is_resealed
    finally:
        journal.close()


def _finished(folder: JournalFolder, key: JournalKey) -> Verified:
    journal = folder.open(key)
    try:
        with answers.bar("Sealing anew") as bar:
            whole = 0

            def show(left: int) -> None:
                nonlocal whole
                whole = max(whole, left)
                bar.show(whole - left, whole)

            if not finish(journal, show):
                if not journal.is_whole:
                    raise DamagedData(
                        "A part of the file cannot be read, so not all is sealed anew."
                    )
                raise CannotWrite("Somebody reads the file; `rotate` goes on another time.")
        return journal.verify()
    finally:
        journal.close()


def _say_done(
    choices: Choices, key: JournalKey, seen: Verified, shown: dict[str, str] | None = None
) -> None:
    if choices.as_json:
        answers.say_json({
            "generation": key.generation,
            "entries": seen.entries,
            "damaged": [damage._asdict() for damage in seen.damaged],
            **(shown or {}),
        })  # fmt: skip
    else:
        answers.say(f"Sealed anew and opened again: {answers.entries(seen.entries)}.")
        answers.say("Backups and copies from before open with the keys of their day.")
        for damage in seen.damaged:
            answers.say(f"Damaged: {damage.record}, revision {damage.revision}: {damage.reason}")
    if seen.damaged:
        records = answers.counted(len(seen.damaged), "record is", "records are")
        raise DamagedData(f"{records} damaged and left as they are; all others are sealed anew.")

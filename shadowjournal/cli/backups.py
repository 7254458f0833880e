"""Commands that keep the journal twice: backups made, listed and brought back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from shadowjournal.backup import Backup, Backups, vault_of
from shadowjournal.cli import answers
from shadowjournal.cli.opening import Choices, choices_of, key_for, taken, unlocked
from shadowjournal.errors import CannotOpen, CannotWrite, DamagedData, NoJournal
from shadowjournal.folder import JournalFolder
from shadowjournal.preferences import Preferences
from shadowjournal.restore import restore as restore_backup
from shadowjournal.safekeeping import back_up_first, backups_of, preferences_in
from shadowjournal.vault.key import JournalKey

Place: TypeAlias = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FOLDER", help="The folder of the backups."),
]


def backup(context: typer.Context, output: Place = None) -> None:
    """Back the journal up, and open all of the backup again.

    Of older backups in the folder, those of 7 days, 4 weeks and 12 months are kept.
    """
    choices = choices_of(context)
    with unlocked(choices) as (folder, key), answers.bar("Backing up") as bar:
        place = Backups(output) if output else backups_of(preferences_in(folder, key))
        file, holds = place.make(folder, key, progress=bar.show)
    if choices.as_json:
        answers.say_json({
            "file": str(file),
            "entries": holds.entries,
            "revisions": holds.revisions,
            "pictures": holds.pictures,
        })  # fmt: skip
        return
    answers.say(f"Backed up and opened again: {answers.entries(holds.entries)}, in {file}.")
    answers.say("The recovery code of today opens it, also on another computer.")


def backups(context: typer.Context, output: Place = None) -> None:
    """List the backups, newest first: those in the folder that the journal's owner chose.

    Without a key, or where no journal is, those in the usual folder.
    """
    found = _place(choices_of(context), output).newest_first()
    if choices_of(context).as_json:
        answers.say_json([_as_json(backup) for backup in found])
        return
    for backup in found:
        made = backup.made.isoformat(" ", "minutes")
        note = "" if backup.journal_id else "  (not readable)"
        answers.say(f"{made}  {backup.size / 1e6:8.1f} MB  {backup.file}{note}")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The backup.")],
) -> None:
    """Put a backup in the journal's place. The journal that is there is kept beside it."""
    choices = choices_of(context)
    key = key_for(choices, vault_of(file))
    with taken(choices.folder) as folder, answers.bar("Restoring") as bar:
        holds, kept = restore_backup(file, folder, key, progress=bar.show)
    if choices.as_json:
        answers.say_json({
            "restored": str(folder.file),
            "kept": str(kept) if kept else None,
            "entries": holds.entries,
        })  # fmt: skip
        return
    answers.say(f"Restored: {answers.entries(holds.entries)}, opened with {_key(choices)}.")
    if kept:
        answers.say(f"The journal that was there is kept as {kept}.")


def keep_first(choices: Choices, folder: JournalFolder, key: JournalKey) -> None:
    """Back the journal up before much in it changes, where it holds anything.

    Raises:
        CannotWrite: the folder of the backups cannot be written to.
        DamagedData: something in the journal does not open.
    """
    try:
        with answers.bar("Backing up first") as bar:
            made = back_up_first(folder, key, bar.show)
    except (CannotWrite, DamagedData) as error:
        words = f"No backup could be made first, so nothing was changed. {error}"
        raise type(error)(f"{words} With --no-backup, it goes on without.") from error
    if made and not choices.as_json:
        answers.say(f"Backed up first: {made.file}.")


def _place(choices: Choices, output: Path | None) -> Backups:
    if output:
        return Backups(output)
    try:
        with unlocked(choices) as (folder, key):
            return backups_of(preferences_in(folder, key))
    except NoJournal:
        pass
    except CannotOpen as error:
        answers.warn(f"{error} Listed is the usual folder.")
    return backups_of(Preferences())


def _as_json(backup: Backup) -> dict[str, object]:
    return {
        "file": str(backup.file),
        "date": backup.made.isoformat(timespec="seconds"),
        "bytes": backup.size,
        "journal": backup.journal_id,
    }


def _key(choices: Choices) -> str:
    if choices.passphrase_file:
        return "the passphrase"
    return "the recovery code" if choices.recovery_code_file else "the key it opens with here"

"""Commands that keep the journal twice: backups made, listed and brought back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from shadowjournal.backup import Backup, Backups, vault_of
from shadowjournal.cli import answers
from shadowjournal.cli.opening import Choices, choices_of, key_for, taken, unlocked
from shadowjournal.places import backups_folder
from shadowjournal.restore import restore as restore_backup

Place: TypeAlias = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FOLDER", help="The folder of the backups."),
]


def backup(context: typer.Context, output: Place = None) -> None:
    """Back the journal up, and open all of the backup again.

    Of older backups in the folder, those of 7 days, 4 weeks and 12 months are kept.
    """
    choices = choices_of(context)
    place = Backups(output or backups_folder())
    with unlocked(choices) as (folder, key), answers.bar("Backing up") as bar:
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
    """List the backups, newest first."""
    found = Backups(output or backups_folder()).newest_first()
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

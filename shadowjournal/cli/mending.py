"""The command that brings what still opens of a damaged journal into a copy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shadowjournal.backup import vault_of
from shadowjournal.cli import answers
from shadowjournal.cli.opening import Choices, choices_of, key_for, taken
from shadowjournal.errors import CannotOpen, DamagedData, NoJournal, UnreadableFile
from shadowjournal.repair import Salvaged, salvageable_vaults
from shadowjournal.repair import repair as salvage
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.vault import Vault


def repair(
    context: typer.Context,
    copy: Annotated[
        Path, typer.Option("-o", "--output", metavar="COPY", help="The new file; not there yet.")
    ],
    file: Annotated[
        Path | None, typer.Argument(help="A damaged file; by default the journal.")
    ] = None,
    keys_from: Annotated[
        Path | None,
        typer.Option(metavar="BACKUP", help="Take the locks from here if the file lost its own."),
    ] = None,
) -> None:
    """Bring all that still opens into a copy, and list the rest. The file stays as it is.

    `restore COPY` puts the copy in the journal's place.
    """
    choices = choices_of(context)
    with taken(choices.folder) as folder:
        damaged = file or folder.file
        if not damaged.is_file():
            raise NoJournal(f"There is no file {damaged}.")
        vaults = [vault_of(keys_from)] if keys_from else salvageable_vaults(damaged)
        key, vault = _opening(choices, vaults)
        seen = salvage(damaged, key, vault, copy)
    _say(choices, seen, copy)
    if seen.lost or seen.missing:
        lost = answers.counted(len(seen.lost), "record", "records")
        raise DamagedData(f"Not all of it opens: {lost} lost, {seen.missing or 0} more missing.")


def _opening(choices: Choices, vaults: list[Vault]) -> tuple[JournalKey, Vault]:
    """Return the first vault that the chosen key opens; where none does, why the first did not."""
    faults: list[CannotOpen] = []
    for vault in vaults:
        try:
            return key_for(choices, vault), vault
        except CannotOpen as error:
            faults.append(error)
    if faults:
        raise faults[0]
    raise UnreadableFile(
        "The part that holds the locks is lost; name a backup of this journal with --keys-from."
    )


def _say(choices: Choices, seen: Salvaged, copy: Path) -> None:
    if choices.as_json:
        answers.say_json({
            "copy": str(copy),
            "entries": seen.entries,
            "revisions": seen.revisions,
            "pictures": seen.pictures,
            "lost": [damage._asdict() for damage in seen.lost],
            "missing": seen.missing,
        })  # fmt: skip
        return
    revisions = answers.counted(seen.revisions, "revision", "revisions")
    pictures = answers.counted(seen.pictures, "picture", "pictures")
    answers.say(f"In {copy}: {answers.entries(seen.entries)}, {revisions}, {pictures}.")
    for damage in seen.lost:
        answers.say(f"Lost: {damage.record}, revision {damage.revision}: {damage.reason}")
    if seen.missing:
        answers.say(f"Missing besides: {answers.counted(seen.missing, 'record', 'records')}.")

"""The command that brings another copy of the journal together with it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shadowjournal.cli import answers
from shadowjournal.cli.opening import choices_of, unlocked
from shadowjournal.copies import has_unread_log, read_copy
from shadowjournal.errors import DamagedData
from shadowjournal.folder import JournalFolder
from shadowjournal.journal import Journal
from shadowjournal.merging import OTHER, Brought, Merged, merge
from shadowjournal.results import Damage
from shadowjournal.safekeeping import backups_of, preferences_in
from shadowjournal.vault.key import JournalKey

_BATCH = 50


def merge_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The other copy, or a backup.")],
    dry_run: Annotated[bool, typer.Option(help="Only say what would come in.")] = False,
) -> None:
    """Bring in what another copy of this journal holds and this one does not.

    The copy is not changed, and nothing that is here goes. A backup is made first.
    """
    choices = choices_of(context)
    with unlocked(choices, to_write=not dry_run) as (folder, key):
        # All of it is found before anything changes: a copy that cannot be read costs no backup.
        with answers.bar("Reading the copy") as bar:
            damage, brought = _read(file, folder, key, bar)
        kept = None if dry_run or not brought else _back_up(folder, key)
        journal = folder.open(key)
        try:
            merged = _merge(journal, brought, dry_run=dry_run)
        finally:
            journal.close()
    if choices.as_json:
        _say_json(file, merged, damage, kept)
    else:
        _say(file, merged, damage, is_done=not dry_run)
    if damage:
        records = answers.counted(len(damage), "record of the copy does", "records of the copy do")
        raise DamagedData(f"{records} not open and stayed out; the copy is as it was.")


def _read(
    file: Path, folder: JournalFolder, key: JournalKey, bar: answers.Bar
) -> tuple[list[Damage], list[Brought]]:
    damage: list[Damage] = []
    brought: list[Brought] = []
    for piece in read_copy(file, folder, key, bar.show):
        if isinstance(piece, Damage):
            damage.append(piece)
        else:
            brought.append(piece)
    return damage, brought


def _back_up(folder: JournalFolder, key: JournalKey) -> Path | None:
    try:
        return backups_of(preferences_in(folder, key)).make(folder, key).file
    except DamagedData:  # what is damaged here may be whole in the copy
        answers.warn("No backup was made first: something in this journal does not open.")
        return None


def _merge(journal: Journal, brought: list[Brought], *, dry_run: bool) -> Merged:
    merged = Merged()
    with answers.bar("Bringing in", len(brought)) as bar:
        for start in range(0, len(brought), _BATCH):
            batch = brought[start : start + _BATCH]
            merged = merged.plus(merge(journal, batch, dry_run=dry_run))
            bar.show(start + len(batch))
    return merged


def _say(file: Path, merged: Merged, damage: list[Damage], *, is_done: bool) -> None:
    came = [
        (merged.new, "new"),
        (merged.newer, "newer than here"),
        (merged.older, "older than here, for the history"),
        (merged.twice, f"changed in both; its title says “{OTHER}”"),
    ]
    if not any(merged):
        answers.say("Nothing new: what can be read of the copy is in the journal already.")
    for number, how in came:
        if number:
            verb = "Came in" if is_done else "Would come in"
            answers.say(f"{verb}: {answers.entries(number)}, {how}.")
    if has_unread_log(file):
        answers.say(f"Not read: {file.name}-wal, which may belong to another file.")
    for each in damage:
        answers.say(f"Left out: {each.record}, revision {each.revision}: {each.reason}")


def _say_json(file: Path, merged: Merged, damage: list[Damage], kept: Path | None) -> None:
    answers.say_json({
        **merged._asdict(),
        "damaged": [each._asdict() for each in damage],
        "unread_log": has_unread_log(file),
        "backup": str(kept) if kept else None,
    })  # fmt: skip

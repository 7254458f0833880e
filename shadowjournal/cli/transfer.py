"""Commands that bring entries in from other programs, and take them out for other readers."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from shadowjournal.cli import answers
from shadowjournal.cli.backups import keep_first
from shadowjournal.cli.opening import choices_of, nothing, opened, refuse_damage
from shadowjournal.errors import Refused
from shadowjournal.exporters import Book, exporter_for, write_atomically
from shadowjournal.importers import Imported, Skipped, importer_for
from shadowjournal.journal import Journal
from shadowjournal.results import Selection, TakenIn

_BATCH = 200


def import_(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="The file that another program exported.")],
    dry_run: Annotated[bool, typer.Option(help="Only say what would come in.")] = False,
    no_backup: Annotated[bool, typer.Option("--no-backup", help="Make no backup first.")] = False,
) -> None:
    """Bring in the entries of another program's export. The same file twice changes nothing.

    Where the journal holds anything, it is backed up first.
    """
    choices = choices_of(context)
    importer = importer_for(path)
    total = importer.count(path)
    first = nothing if dry_run or no_backup else partial(keep_first, choices)
    skipped: list[Skipped] = []
    imported = unchanged = 0
    with (
        opened(choices, first, to_write=not dry_run) as journal,
        answers.bar("Importing", total) as bar,
    ):
        batch: list[Imported] = []
        for number, arrival in enumerate(importer.read(path), 1):
            if isinstance(arrival, Skipped):
                skipped.append(arrival)
            else:
                batch.append(arrival)
            if len(batch) == _BATCH:
                taken_in = _take_in(journal, batch, dry_run=dry_run)
                imported, unchanged = imported + taken_in.imported, unchanged + taken_in.unchanged
                batch = []
            bar.show(number)
        taken_in = _take_in(journal, batch, dry_run=dry_run)
        imported, unchanged = imported + taken_in.imported, unchanged + taken_in.unchanged
    if choices.as_json:
        reasons = [{"entry": skip.entry, "reason": skip.reason} for skip in skipped]
        answers.say_json({"imported": imported, "unchanged": unchanged, "skipped": reasons})
        return
    verb = "Would come in" if dry_run else "Came in"
    answers.say(f"{verb}: {answers.entries(imported)}. Here already: {unchanged}.")
    for skip in skipped:
        answers.say(f"Left out: {skip.entry}: {skip.reason}")


def export(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file; .pdf, .md or .zip.")],
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"])] = None,
    tag: Annotated[str | None, typer.Option(help="Only entries with this tag.")] = None,
    query: Annotated[str | None, typer.Option(help="Only entries this search finds.")] = None,
) -> None:
    """Write entries to a file that others can read; the format follows from its ending."""
    choices = choices_of(context)
    exporter = exporter_for(output)
    wanted = Selection(first and first.date(), last and last.date(), tag, query)
    with opened(choices) as journal:
        entries = journal.select(wanted)
        if not entries:
            raise Refused("No entry was chosen, so no file was written.")
        pictures = journal.pictures_of(entries)
        with answers.bar("Exporting", len(entries)) as bar:
            book = Book(title="Journal", entries=tuple(entries), pictures=pictures)
            write_atomically(output, exporter.export(book, bar.show, lambda: False))
        if choices.as_json:
            answers.say_json({"exported": len(entries), "file": str(output)})
        else:
            answers.say(f"Written to {output}: {answers.entries(len(entries))}.")
            answers.say("Anyone who has this file can read it.")
        refuse_damage(journal)


def _take_in(journal: Journal, batch: list[Imported], *, dry_run: bool) -> TakenIn:
    if dry_run:
        wanted = sum(journal.would_take(arrival.entry) for arrival in batch)
        return TakenIn(wanted, len(batch) - wanted)
    return journal.take_in([(arrival.entry, arrival.pictures) for arrival in batch])

"""Commands that read: lists, entries, searches, prompts, and the state of it all."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shadowjournal.backup import vault_of, verify_backup
from shadowjournal.catalog import Summary
from shadowjournal.cli import answers
from shadowjournal.cli.opening import Choices, choices_of, key_for, opened, refuse_damage, unlocked
from shadowjournal.errors import DamagedData, NoSuchEntry
from shadowjournal.journal import Journal
from shadowjournal.prompts.library import built_in
from shadowjournal.vault.slots import SlotKind


def list_(context: typer.Context) -> None:
    """List the entries, newest first."""
    choices = choices_of(context)
    with opened(choices) as journal:
        _say_list(choices, [(summary, summary.first_words) for summary in journal.summaries()])
        refuse_damage(journal)


def show(
    context: typer.Context,
    entry_id: Annotated[str, typer.Argument(metavar="ID", help="An id, or its beginning.")],
) -> None:
    """Show one entry."""
    choices = choices_of(context)
    with opened(choices) as journal:
        entry = journal.get(_whole_id(journal, entry_id))
        is_whole = journal.is_whole
    if choices.as_json:
        answers.say_json(answers.entry_as_json(entry))
    else:
        answers.say(answers.entry_as_text(entry))
    if not is_whole:
        raise DamagedData("The journal's file is damaged, so this may not be the newest version.")


def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help='Words, "a phrase", pref*, OR, -not, tag:, before:')],
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
) -> None:
    """Find entries by their words, best first."""
    choices = choices_of(context)
    with opened(choices) as journal:
        journal.read_all()
        found = journal.search(query, limit)
        _say_list(choices, [(hit.summary, answers.marked(hit)) for hit in found])
        refuse_damage(journal)


def prompts(context: typer.Context) -> None:
    """List the prompts."""
    library = built_in()
    shown = [
        prompt for category in library.categories for prompt in library.prompts_in(category.id)
    ]
    if choices_of(context).as_json:
        answers.say_json([library.snapshot(prompt) for prompt in shown])
        return
    for prompt in shown:
        snapshot = library.snapshot(prompt)
        meta = f"{snapshot.category_title}, {snapshot.depth}, {snapshot.minutes} min"
        answers.say(f"{snapshot.reference}  {meta}\n    {snapshot.text}")


def verify(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="A backup; by default the journal.")] = None,
) -> None:
    """Open every entry and every picture, and say what is damaged."""
    choices = choices_of(context)
    with answers.bar("Verifying") as bar:
        if file:
            seen = verify_backup(file, key_for(choices, vault_of(file)), bar.show)
        else:
            with opened(choices) as journal:
                seen = journal.verify(bar.show)
    if choices.as_json:
        answers.say_json({
            "entries": seen.entries,
            "revisions": seen.revisions,
            "damaged": [damage._asdict() for damage in seen.damaged],
            "changed": [each._asdict() for each in seen.discrepancies],
        })  # fmt: skip
    else:
        revisions = answers.counted(seen.revisions, "revision", "revisions")
        answers.say(f"Opened: {answers.entries(seen.entries)}, {revisions}.")
        for damage in seen.damaged:
            answers.say(f"Damaged: {damage.record}, revision {damage.revision}: {damage.reason}")
        for each in seen.discrepancies:
            answers.say(f"Changed from outside: {answers.discrepancy(each)}")
    if seen.damaged:
        records = answers.counted(len(seen.damaged), "record is", "records are")
        raise DamagedData(f"{records} damaged; the others are whole.")
    if seen.discrepancies:
        raise DamagedData("The file is not as it was written last; `accept` takes it as it is.")


def accept(context: typer.Context) -> None:
    """Take the journal's file as it is now, where `verify` found it changed from outside."""
    with opened(choices_of(context)) as journal:
        journal.read_all()
        found = journal.discrepancies
        journal.accept()
    if choices_of(context).as_json:
        answers.say_json({"accepted": [each._asdict() for each in found]})
    elif found:
        for each in found:
            answers.say(f"Accepted: {answers.discrepancy(each)}")
    else:
        answers.say("The file is as it was written; there was nothing to accept.")


def info(context: typer.Context) -> None:
    """Say where the journal lies, what opens it and how much is in it."""
    choices = choices_of(context)
    with unlocked(choices) as (folder, key):
        vault = folder.vault()
        journal = folder.open(key)
        try:
            summaries = journal.summaries()
        finally:
            journal.close()
    days = [summary.written.day.isoformat() for summary in summaries]
    facts = {
        "journal": str(folder.path),
        "id": vault.journal_id,
        "opens_with": [
            *vault.keychain_names,
            *["passphrase"] * vault.has_passphrase,
            *["recovery code"] * any(slot.kind is SlotKind.RECOVERY for slot in vault.slots),
        ],
        "entries": len(summaries),
        "words": sum(summary.words for summary in summaries),
        "first": days[-1] if days else None,
        "last": days[0] if days else None,
    }
    if choices.as_json:
        answers.say_json(facts)
        return
    for name, value in facts.items():
        words = ", ".join(value) if isinstance(value, list) else value
        answers.say(f"{name.replace('_', ' ')}: {words}")


def _say_list(choices: Choices, entries: list[tuple[Summary, str]]) -> None:
    if choices.as_json:
        answers.say_json([answers.summary_as_json(*entry) for entry in entries])
        return
    for line in answers.lines(entries):
        answers.say(line)


def _whole_id(journal: Journal, beginning: str) -> str:
    fitting = [s.id for s in journal.summaries() if s.id.startswith(beginning.lower())]
    if len(fitting) > 1:
        raise NoSuchEntry(f"{len(fitting)} entries have an id that begins so; give more of it.")
    return fitting[0] if fitting else beginning

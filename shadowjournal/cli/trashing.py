"""Commands for what was thrown away, and for what an entry was before."""

from __future__ import annotations

from typing import Annotated

import typer

from shadowjournal.cli import answers
from shadowjournal.cli.opening import choices_of, opened, refuse_damage
from shadowjournal.errors import NoSuchEntry
from shadowjournal.formats.to_markdown import to_markdown
from shadowjournal.formats.to_plain import word_count
from shadowjournal.journal import Journal

group = typer.Typer(help="Entries that were thrown away.", no_args_is_help=True)


@group.command(name="list")
def list_(context: typer.Context) -> None:
    """List what lies in the trash, thrown away last first."""
    choices = choices_of(context)
    with opened(choices) as journal:
        journal.read_all()
        lying = journal.trash.entries
    if choices.as_json:
        shown = [{**answers.summary_as_json(each, ""), "trashed": each.trashed} for each in lying]
        answers.say_json(shown)
        return
    for line in answers.lines((each, each.first_words) for each in lying):
        answers.say(line)


@group.command()
def put(
    context: typer.Context,
    entry_id: Annotated[str, typer.Argument(metavar="ID", help="Its whole id.")],
) -> None:
    """Put an entry into the trash."""
    choices = choices_of(context)
    with opened(choices, to_write=True) as journal:
        journal.trash.throw_away(entry_id)
    _say(choices.as_json, "trashed", [entry_id], "In the trash.")


@group.command()
def restore(
    context: typer.Context,
    entry_id: Annotated[str, typer.Argument(metavar="ID", help="An id, or its beginning.")],
) -> None:
    """Take an entry out of the trash."""
    choices = choices_of(context)
    with opened(choices, to_write=True) as journal:
        whole = _whole_id(journal, entry_id)
        journal.trash.take_back(whole)
    _say(choices.as_json, "restored", [whole], "It is back among the entries.")


@group.command()
def empty(context: typer.Context) -> None:
    """Delete all that lies in the trash for ever. Backups from before hold it still."""
    choices = choices_of(context)
    with opened(choices, to_write=True) as journal:
        journal.read_all()
        refuse_damage(journal)
        gone = [each.id for each in journal.trash.entries]
        journal.trash.delete(gone)
    words = f"Deleted: {answers.entries(len(gone))}. Backups made before hold what was in them."
    _say(choices.as_json, "deleted", gone, words)


def history(
    context: typer.Context,
    entry_id: Annotated[str, typer.Argument(metavar="ID", help="Its whole id.")],
    show: Annotated[
        int | None, typer.Option(metavar="N", help="Show version N, as Markdown.")
    ] = None,
) -> None:
    """List the versions of an entry, oldest first; the last is what it is."""
    choices = choices_of(context)
    with opened(choices) as journal:
        versions = journal.revisions(entry_id)
    if not versions or (show is not None and not 1 <= show <= len(versions)):
        raise NoSuchEntry("There is no such entry, or no such version of it.")
    if show is not None:
        version = versions[show - 1]
        answers.say(f"# {version.title}\n\n{to_markdown(version.document)}".rstrip())
        return
    told = [
        {"version": number, "edited": each.edited, "words": word_count(each.document)}
        for number, each in enumerate(versions, 1)
    ]
    if choices.as_json:
        answers.say_json(told)
        return
    for each in told:
        answers.say(f"{each['version']:>4}  {each['edited']:%Y-%m-%d %H:%M}  {each['words']} words")


def _say(as_json: bool, name: str, ids: list[str], words: str) -> None:
    if as_json:
        answers.say_json({name: ids})
    else:
        answers.say(words)


def _whole_id(journal: Journal, beginning: str) -> str:
    journal.read_all()
    ids = [each.id for each in journal.trash.entries]
    fitting = [each for each in ids if each.startswith(beginning.lower())]
    if len(fitting) != 1:
        raise NoSuchEntry("No entry in the trash, or more than one, has an id that begins so.")
    return fitting[0]

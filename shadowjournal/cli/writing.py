"""Commands that begin something: a journal, an entry."""

from __future__ import annotations

import sys
from contextlib import closing, suppress
from datetime import datetime, time
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from shadowjournal.cli import answers
from shadowjournal.cli.checking import warn_of_place
from shadowjournal.cli.opening import choices_of, opened, read_secret, taken
from shadowjournal.entry import Entry, Moment, clean_tags, clean_title
from shadowjournal.errors import BadDocument, JournalError
from shadowjournal.folder import JournalFolder
from shadowjournal.formats.from_markdown import from_markdown
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.keychain import SystemKeychain


def init(context: typer.Context) -> None:
    """Make a new journal, and print its recovery code.

    Its key goes into the system's keyring; with --passphrase-file it opens with that instead.
    """
    choices = choices_of(context)
    file = choices.passphrase_file
    passphrase = read_secret(file) if file else None
    with taken(choices.folder) as folder:
        keychain = None if passphrase else SystemKeychain.find()
        made = folder.create(keychain=keychain, passphrase=passphrase)
        with suppress(JournalError):  # whatever happens, the code below has to be seen
            note_shown(folder, made.key)
    warn_of_place(folder)
    if choices.as_json:
        answers.say_json({"journal": str(folder.path), "recovery_code": made.code.text})
        return
    answers.say(f"A journal was made in {folder.path}.")
    answers.say(f"Recovery code: {made.code.text}")
    answers.say("Keep the code on paper. If the key is lost, only this code opens the journal.")


def note_shown(folder: JournalFolder, key: JournalKey) -> None:
    """Note that the owner of the journal in *folder* sees its recovery code.

    Raises:
        JournalError: it was not noted; the window then tells them to make another.
    """
    with closing(folder.open(key)) as journal:
        journal.prefer(replace(journal.preferences, code_was_shown=True))


def write(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="Markdown; by default standard input.")
    ] = None,
    title: Annotated[str, typer.Option(help="The title.")] = "",
    date: Annotated[str | None, typer.Option(help="2026-11-22, or 2026-11-22T21:04.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="A tag; may be given again.")] = None,
) -> None:
    """Write an entry, and print its id."""
    choices = choices_of(context)
    blank = replace(
        Entry.begin(at=_moment(date)), title=clean_title(title), tags=clean_tags(tag or [])
    )
    # Opened first: who types the text must not learn afterwards that there is nowhere to put it.
    with opened(choices, to_write=True) as journal:
        entry = replace(blank, document=from_markdown(_text(file)))
        if entry.is_empty:
            raise BadDocument("There is nothing to write.")
        saved = journal.save(entry)
    if choices.as_json:
        answers.say_json({"id": saved.id})
    else:
        answers.say(saved.id)


def _moment(words: str | None) -> Moment:
    if words is None:
        return Moment.now()
    try:
        local = datetime.fromisoformat(words)
    except ValueError as error:
        raise BadDocument("A date is written 2026-11-22 or 2026-11-22T21:04.") from error
    if local.tzinfo is not None:
        return Moment.at(local)
    if len(words) == len("2026-11-22"):  # a day alone: now, or noon where it is another day
        present = Moment.now().local
        local = present if local.date() == present.date() else datetime.combine(local, time(12))
    return Moment.on_clock(local)


def _text(file: Path | None) -> str:
    try:
        data = file.read_bytes() if file else sys.stdin.buffer.read()
        # Strictly, whatever the system's own encoding: what is not UTF-8 would be left out unseen.
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadDocument("The text to write cannot be read, or is not UTF-8.") from error

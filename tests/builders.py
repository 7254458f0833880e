"""Entries and journals made in a line."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from shadowjournal.document import Document, Paragraph, document, spans
from shadowjournal.entry import Entry, Moment, PromptSnapshot, clean_tags
from shadowjournal.folder import JournalFolder, NewJournal
from shadowjournal.journal import Journal
from shadowjournal.vault.slots import Effort
from tests.keychains import MemoryKeychain

QUICK = Effort(operations=1, memory=8192)
"""The least that Argon2id accepts: a passphrase in a test guards nothing."""

NOVEMBER = datetime(2026, 11, 22, 21, 4)


def text(*paragraphs: str) -> Document:
    """A document of plain paragraphs."""
    return document(Paragraph(spans([words])) for words in paragraphs)


def an_entry(
    title: str = "Monday",
    *paragraphs: str,
    at: datetime = NOVEMBER,
    tags: tuple[str, ...] = (),
    starred: bool = False,
    prompt: PromptSnapshot | None = None,
) -> Entry:
    """An entry as a writer leaves it."""
    return replace(
        Entry.begin(prompt, Moment.on_clock(at, "Europe/London")),
        title=title,
        document=text(*paragraphs),
        tags=clean_tags(tags),
        starred=starred,
    )


def a_prompt(identity: str = "pp-2", words: str = "Draw the loop in words.") -> PromptSnapshot:
    """A prompt as it stands on a page."""
    return PromptSnapshot("core", identity, words, category="pushpull", category_title="Loops")


def a_dayone_export(file: Path, entries: Iterable[dict[str, object]]) -> Path:
    """A file as Day One exports it; what *entries* leave open is filled in."""
    whole = [
        {
            "uuid": f"{number:032X}",
            "creationDate": "2020-01-01T12:00:00Z",
            "modifiedDate": "2020-02-01T12:00:00Z",
            "timeZone": "Europe/London",
            **entry,
        }
        for number, entry in enumerate(entries)
    ]
    with zipfile.ZipFile(file, "w") as export:
        content = {"metadata": {"version": "1.0"}, "entries": whole}
        export.writestr("Journal.json", json.dumps(content))
    return file


def a_folder(path: Path) -> tuple[JournalFolder, NewJournal]:
    """A folder with a new journal, held, and what opens it."""
    folder = JournalFolder(path / "journal")
    folder.take()
    return folder, folder.create(keychain=MemoryKeychain())


def a_journal(path: Path) -> Journal:
    """A new, open journal."""
    folder, made = a_folder(path)
    return folder.open(made.key)

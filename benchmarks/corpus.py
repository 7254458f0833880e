"""A real diary to measure with."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from shadowjournal.document import Paragraph, document, spans
from shadowjournal.entry import Moment, new_id
from shadowjournal.folder import JournalFolder, NewJournal
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.importers import Imported, importer_for
from shadowjournal.vault.keychain import Keychain
from tests.keychains import MemoryKeychain

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "pepys-dayone.zip"
WORDS = 400
"""How many words a page has that is made of the diary."""


def arrivals() -> list[Imported]:
    """The 3,413 entries of Samuel Pepys' diary."""
    importer = importer_for(CORPUS)
    return [read for read in importer.read(CORPUS) if isinstance(read, Imported)]


def a_journal_of(
    folder: Path, entries: list[Imported], keychain: Keychain | None = None
) -> tuple[JournalFolder, NewJournal]:
    """A new journal in *folder* that holds *entries*, closed."""
    place = JournalFolder(folder)
    place.take()
    made = place.create(keychain=keychain or MemoryKeychain())
    journal = place.open(made.key)
    journal.take_in([(arrival.entry, arrival.pictures) for arrival in entries])
    journal.close()
    return place, made


def pages(entries: list[Imported], number: int) -> list[Imported]:
    """Return *number* entries of 400 words of *entries*, one a day, backwards from today."""
    words = [word for each in entries for word in plain_text(each.entry.document).split()]
    today = datetime.now().replace(hour=21, minute=0, second=0, microsecond=0)  # noqa: DTZ005
    made = []
    for page in range(number):
        start = page * WORDS % (len(words) - WORDS)
        text = " ".join(words[start : start + WORDS])
        moment = replace(Moment.now(), local=today - timedelta(days=page))
        entry = replace(
            entries[page % len(entries)].entry,
            id=new_id(),
            written=moment,
            source=None,
            document=document([Paragraph(spans([text]))]),
        )
        made.append(Imported(entry, ()))
    return made

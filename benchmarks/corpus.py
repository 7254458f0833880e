"""A real diary to measure with."""

from __future__ import annotations

from pathlib import Path

from shadowjournal.folder import JournalFolder, NewJournal
from shadowjournal.importers import Imported, importer_for
from shadowjournal.vault.keychain import Keychain
from tests.keychains import MemoryKeychain

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "pepys-dayone.zip"


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

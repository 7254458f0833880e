"""The open journal: what is saved is sealed here, and what is read is opened here.

A `Journal` stays on the thread that opened it. What it gives and takes are frozen values.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

import msgspec
from msgspec.structs import replace

from shadowjournal.catalog import Summary, summarise
from shadowjournal.entry import Entry, Picture, entry_from_bytes, entry_to_bytes, now
from shadowjournal.errors import DamagedData, NoSuchEntry
from shadowjournal.prompts.today import Answered
from shadowjournal.provenance import Provenance
from shadowjournal.results import Damage, Found, Selection, TakenIn, Verified
from shadowjournal.search import Index
from shadowjournal.storage.store import NewRow, SealedRow, Store
from shadowjournal.vault.key import JournalKey, Kind

SITTING = 30 * 60.0
"""Seconds after which the next save of an entry begins a new revision."""


class Journal:
    """The open journal.

    Attributes:
        damaged: what did not open so far.
        is_whole: False where the file itself was found damaged: an entry may be missing, or an
            older version of it may stand in its place.
    """

    def __init__(self, store: Store, key: JournalKey) -> None:
        self._store = store
        self._key = key
        self._index = Index()
        self._summaries: dict[str, Summary] = {}
        self._provenance = Provenance()
        self._sittings: dict[str, tuple[int, float]] = {}
        self._reading: Iterator[list[SealedRow]] | None = store.heads()
        self.damaged: list[Damage] = []
        self.is_whole = True

    def close(self) -> None:
        """Close the file and let go of the key and of everything that was opened with it."""
        self._reading = None
        self._index.close()
        self._summaries.clear()
        self._provenance.clear()
        self._store.close()
        self._key = JournalKey.new(self._key.journal_id)  # it opens nothing

    @property
    def journal_id(self) -> str:
        """The journal's id."""
        return self._key.journal_id

    @property
    def is_read(self) -> bool:
        """Whether every entry has been opened, so that lists and search are complete."""
        return self._reading is None

    def read_some(self) -> list[Summary]:
        """Open the next few hundred entries, last written first, for lists and search.

        Returns what the lists show of them; an empty list once all are read.
        """
        for batch in self._reading or ():
            known = self._know([entry for row in batch if (entry := self._opened(row))])
            if known:  # of a damaged stretch nothing opens, and more may follow
                return known
        self._reading = None
        return []

    def read_all(self) -> None:
        """Open whatever entries have not been read yet, and see that the file hides none."""
        if not self.is_read:
            self._check_file()
        while not self.is_read:
            try:
                self.read_some()
            except DamagedData:  # a page of the file cannot be read: the rest is out of reach
                self._reading = None
                self._note_damaged_file()

    def save(self, entry: Entry) -> Entry:
        """Seal *entry* and store it; return it as stored, with the time of editing.

        Pauses within one sitting replace the sitting's own revision.

        Raises:
            CannotWrite: nothing was stored, and nothing is lost: the caller still has it.
        """
        entry = replace(entry, edited=now())
        number = self._next_number(entry.id)
        self._store.put([self._sealed(entry, number)])
        self._sittings[entry.id] = number, time.monotonic()
        self._know_stored([entry])
        return entry

    def get(self, entry_id: str) -> Entry:
        """Return the entry *entry_id*.

        Raises:
            NoSuchEntry: there is none.
            DamagedData: it does not open.
        """
        row = self._store.newest(entry_id)
        if row is None:
            raise NoSuchEntry("There is no such entry.")
        return self._open(row)

    def latest(self) -> Entry | None:
        """Return the entry that was written last, without reading the journal."""
        row = self._store.last_written()
        return self._opened(row) if row else None

    def revisions(self, entry_id: str) -> list[Entry]:
        """Return what *entry_id* was, oldest first; the last is what it is."""
        rows = self._store.revisions(entry_id)
        return [entry for row in rows if (entry := self._opened(row))]

    def summaries(self) -> list[Summary]:
        """Return what the lists show of every entry, newest day first."""
        self.read_all()
        return sorted(self._summaries.values(), key=_by_day, reverse=True)

    def search(self, query: str, limit: int | None = None) -> list[Found]:
        """Return the entries that *query* finds, best first, of those read so far."""
        hits = self._index.search(query, limit)
        return [Found(self._summaries[hit.entry_id], hit.snippet) for hit in hits]

    def select(self, selection: Selection) -> list[Entry]:
        """Return the entries of *selection*, oldest day first. What is damaged is left out."""
        chosen = self.summaries()[::-1]
        if selection.query:
            found = {hit.summary.id for hit in self.search(selection.query)}
            chosen = [summary for summary in chosen if summary.id in found]
        if selection.tag:
            tag = selection.tag.lstrip("#").casefold()
            chosen = [s for s in chosen if tag in {t.casefold() for t in s.tags}]
        first, last = selection.first or date.min, selection.last or date.max
        chosen = [summary for summary in chosen if first <= summary.written.day <= last]
        rows = (self._store.newest(summary.id) for summary in chosen)
        return [entry for row in rows if row and (entry := self._opened(row))]

    def answered(self) -> list[Answered]:
        """Return which prompts were answered on which days, of the entries read so far."""
        return [
            Answered(summary.prompt, summary.written.day)
            for summary in self._summaries.values()
            if summary.prompt
        ]

    def would_take(self, entry: Entry) -> bool:
        """Tell whether `take_in` would store the imported *entry*."""
        self.read_all()
        return self._provenance.is_news(entry)

    def take_in(self, arrivals: Sequence[tuple[Entry, Sequence[Picture]]]) -> TakenIn:
        """Store imported entries with their pictures, all of them or none.

        An entry that came before is left alone, unless it was edited where it comes from and not
        here.

        Raises:
            CannotWrite: nothing of them was stored.
        """
        wanted = [(entry, pictures) for entry, pictures in arrivals if self.would_take(entry)]
        entries = [self._provenance.as_known(entry) for entry, _ in wanted]
        self.append(entries, [p for _, pictures in wanted for p in pictures])
        return TakenIn(len(wanted), len(arrivals) - len(wanted))

    def append(self, versions: Sequence[Entry], pictures: Iterable[Picture] = ()) -> None:
        """Store *versions* as they are, each as the newest of its entry, all of them or none.

        Raises:
            CannotWrite: nothing of them was stored.
        """
        rows: list[NewRow] = []
        numbers = {entry.id: self._store.last_revision(entry.id) for entry in versions}
        for entry in versions:
            numbers[entry.id] += 1
            rows.append(self._sealed(entry, numbers[entry.id]))
        self._store.put(rows, [self._sealed_picture(picture) for picture in pictures])
        for entry_id in numbers:
            self._sittings.pop(entry_id, None)  # else the next save would fall behind this one
        self._know_stored(list({entry.id: entry for entry in versions}.values()))

    def keep_picture(self, picture: Picture) -> None:
        """Seal *picture* and store it, once however often it is used.

        Raises:
            CannotWrite: it was not stored.
        """
        self._store.put([], [self._sealed_picture(picture)])

    def picture(self, picture_id: str) -> Picture | None:
        """Return the picture *picture_id*, or None where it is missing or damaged."""
        name = self._key.name_for(Kind.PICTURE, picture_id)
        sealed = self._store.picture(name)
        return self._opened_picture(name, sealed) if sealed else None

    def pictures_of(self, entries: Iterable[Entry]) -> dict[str, Picture]:
        """Return the pictures that stand in *entries*, by id; missing ones are left out."""
        ids = dict.fromkeys(i for entry in entries for i in entry.document.pictures)
        return {i: picture for i in ids if (picture := self.picture(i))}

    def verify(self, progress: Callable[[int], None] = lambda _: None) -> Verified:
        """Open every revision and every picture, and say what does not open."""
        self.damaged.clear()
        self.is_whole = True
        self._check_file()
        entries = set()
        revisions = pictures = 0
        try:
            for row in self._store.every_row():
                revisions += 1
                entries.add(row.entry)
                self._opened(row)
                progress(revisions)
            for name, sealed in self._store.pictures():
                pictures += 1
                self._opened_picture(name, sealed)
        except DamagedData:  # a page of the file cannot be read: the rest is out of reach
            self._note_damaged_file()
        return Verified(len(entries), revisions, pictures, tuple(self.damaged))

    def _check_file(self) -> None:
        try:
            self._store.check()
        except DamagedData:
            self._note_damaged_file()

    def _note_damaged_file(self) -> None:
        if self.is_whole:
            self.is_whole = False
            self.damaged.append(Damage("journal.db", 0, "The file itself is damaged."))

    def _know(self, entries: list[Entry]) -> list[Summary]:
        summaries = [summarise(entry) for entry in entries]
        self._summaries.update((summary.id, summary) for summary in summaries)
        for entry in entries:
            self._provenance.note(entry)
        self._index.put(entries)
        return summaries

    def _know_stored(self, entries: list[Entry]) -> None:
        # What is stored is safe: to call it refused because the search has no room for it would
        # have it stored again and again, and keep its writer from ever closing the journal.
        with suppress(sqlite3.Error, MemoryError):
            self._know(entries)

    def _next_number(self, entry_id: str) -> int:
        number, saved = self._sittings.get(entry_id, (0, 0.0))
        if number and time.monotonic() - saved < SITTING:
            return number
        return self._next_revision(entry_id)

    def _next_revision(self, entry_id: str) -> int:
        return self._store.last_revision(entry_id) + 1

    def _sealed(self, entry: Entry, number: int) -> NewRow:
        content = entry_to_bytes(entry)
        return NewRow(entry.id, number, self._key.seal(Kind.ENTRY, entry.id, number, content))

    def _open(self, row: SealedRow) -> Entry:
        content = self._key.open(Kind.ENTRY, row.entry, row.revision, row.sealed)
        return entry_from_bytes(content)

    def _opened(self, row: SealedRow) -> Entry | None:
        try:
            return self._open(row)
        except DamagedData as error:
            self.damaged.append(Damage(row.entry, row.revision, str(error)))
            return None

    def _sealed_picture(self, picture: Picture) -> tuple[str, bytes]:
        name = self._key.name_for(Kind.PICTURE, picture.id)
        content = msgspec.msgpack.encode(picture)
        return name, self._key.seal(Kind.PICTURE, name, 0, content)

    def _opened_picture(self, name: str, sealed: bytes) -> Picture | None:
        try:
            content = self._key.open(Kind.PICTURE, name, 0, sealed)
            return msgspec.msgpack.decode(content, type=Picture)
        except (DamagedData, msgspec.MsgspecError, ValueError):
            self.damaged.append(Damage(name, 0, "A picture does not open."))
            return None


def _by_day(summary: Summary) -> tuple[object, ...]:
    return summary.written.local, summary.written.utc, summary.id

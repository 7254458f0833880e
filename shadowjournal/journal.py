"""The open journal: what is saved is sealed here, and what is read is opened here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from shadowjournal.catalog import Summary
from shadowjournal.clearing import Clearing
from shadowjournal.entry import Entry, Picture, now
from shadowjournal.errors import NoSuchEntry
from shadowjournal.inspection import Inspection
from shadowjournal.known import Known, mark_of
from shadowjournal.ledger import Ledger
from shadowjournal.opener import Opener
from shadowjournal.preferences import PREFERENCES, Preferences, open_preferences, seal_preferences
from shadowjournal.prompts.today import Answered
from shadowjournal.reading import Reading
from shadowjournal.resealing import Resealing
from shadowjournal.results import Damage, Discrepancy, Found, Selection, TakenIn, Verified
from shadowjournal.sealed import open_entry, seal_entry, seal_picture
from shadowjournal.search import Counts
from shadowjournal.sittings import Sittings
from shadowjournal.snapshot import Snapshot
from shadowjournal.storage.rows import ends_in
from shadowjournal.storage.store import Store
from shadowjournal.trash import Trash
from shadowjournal.vault.key import JournalKey, Kind
from shadowjournal.witness import Witness


class Journal:
    """The open journal: it stays on the thread that opened it, and takes and gives frozen values.

    Attributes:
        trash: what was thrown away, and other things to let go of.
    """

    def __init__(
        self,
        store: Store,
        key: JournalKey,
        witness: Witness | None = None,
        snapshot: Path | None = None,
    ) -> None:
        self._store = store
        self._key = key
        self._ledger = Ledger(store, key, witness)
        self._resealing = Resealing(store, key, self._ledger)
        self._known = Known()
        self._known.find_forms_in(self.preferences.search_language)
        self._sittings = Sittings()
        self._opener = Opener(key)
        self._inspection = Inspection(store, self._opener, self._ledger)
        kept = Snapshot(snapshot, key) if snapshot else None
        self._reading = Reading(store, self._opener, self._known, self._inspection, kept)
        clearing = Clearing(store, key, self._ledger, self._opener)
        self.trash = Trash(clearing, self._known, self.get, self.append, self._reading.drop)

    def close(self) -> None:
        """Close the file and let go of the key and of everything that was opened with it."""
        self._reading.give_up()
        self._ledger.close()
        self._known.close()
        self._store.close()
        vars(self).pop("trash", None)  # it knows this journal, and would keep it from going
        self._key = self._opener.key = JournalKey.new(self._key.journal_id)  # it opens nothing

    @property
    def journal_id(self) -> str:
        """The journal's id."""
        return self._key.journal_id

    @property
    def damaged(self) -> list[Damage]:
        """What did not open so far."""
        return self._opener.damaged

    @property
    def is_whole(self) -> bool:
        """False where the file itself is damaged, and may lack an entry or its newest version."""
        return self._opener.is_whole

    @property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """How the file differs from what was written to it, once all was checked."""
        return self._reading.discrepancies

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever written in it."""
        return self._store.last_written() is None

    @property
    def is_read(self) -> bool:
        """Whether every entry is known, so that lists and search are complete."""
        return self._reading.is_done

    def read_some(self) -> list[Summary]:
        """Read some more of the entries, last written first, for lists and search.

        Returns what the lists show of them, which may be nothing; `is_read` tells when all are.
        """
        return self._reading.some()

    def check_some(self) -> bool:
        """Check some more of what was read; tell whether all opens, and was compared."""
        return self._reading.check_some()

    def read_all(self) -> None:
        """Read whatever entries have not been read yet, and check all of it."""
        self._reading.all()

    def keep_index(self) -> bool:
        """Go on keeping the index of a large journal, if that is due; tell whether it is done."""
        return self._reading.keep_some()

    @property
    def is_resealed(self) -> bool:
        """Whether no rotation of the key is left unfinished."""
        return self._resealing.is_done

    def reseal_some(self) -> int:
        """Seal the next rows anew that a rotation of the key has left; return how many are left."""
        left = 0
        with self._opener.reading():  # of a page of the file: the rest is tried again another day
            left = self._resealing.some()
        return left  # noqa: RET504 - 0 where it was damaged

    def clear_some(self) -> int:
        """Let go of what lay long in the trash and of versions too many; return what is left."""
        left = 0
        with self._opener.reading():
            if self.is_resealed and self.is_read:  # else another day
                left = self.trash.clear_some()
        return left

    def accept(self) -> None:
        """Take what the file holds now for what it is to hold.

        Raises:
            CannotWrite: nothing was changed.
        """
        self._ledger.accept()
        self._reading.discrepancies = ()

    @property
    def preferences(self) -> Preferences:
        """What the owner of the journal has chosen for it."""
        return open_preferences(self._key, self._store.record(PREFERENCES))

    def prefer(self, preferences: Preferences) -> None:
        """Store *preferences* in place of those before.

        Raises:
            CannotWrite: those before stand.
        """
        self._store.put([], [], {PREFERENCES: seal_preferences(self._key, preferences)})
        self._known.find_forms_in(preferences.search_language)

    def save(self, entry: Entry) -> Entry:
        """Seal *entry* and store it; return it as stored, with the time of editing.

        Pauses within one sitting replace the sitting's own revision.

        Raises:
            CannotWrite: nothing was stored, and nothing is lost: the caller still has it.
        """
        entry = replace(entry, edited=now())
        number = self._sittings.number(entry.id) or self._store.last_revision(entry.id) + 1
        row = seal_entry(self._key, entry, number)
        self._ledger.put([row])
        self._sittings.note(entry.id, number)
        self._known.take_stored([(entry, mark_of(ends_in(*row)))])
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
        return open_entry(self._key, row)

    def latest(self) -> Entry | None:
        """Return the entry that was written last and is not thrown away."""
        row = self._store.last_written()  # without reading the journal
        entry = self._opener.entry(row) if row else None
        if entry is None or entry.trashed is None:
            return entry
        opened = (self._opener.entry(row) for rows in self._store.heads.batches() for row in rows)
        return next((each for each in opened if each and each.trashed is None), None)

    def revisions(self, entry_id: str) -> list[Entry]:
        """Return what *entry_id* was, oldest first; the last is what it is."""
        rows = self._store.revisions(entry_id)
        return [entry for row in rows if (entry := self._opener.entry(row))]

    def summaries(self) -> list[Summary]:
        """Return what the lists show of every entry, newest day first."""
        self.read_all()
        return self._known.summaries

    def search(
        self, query: str, limit: int | None = None, *, is_newest_first: bool = False
    ) -> list[Found]:
        """Return the entries that *query* finds, best or newest first, of those read so far."""
        return self._known.search(query, limit, is_newest_first=is_newest_first)

    def hits(self, entry_id: str, query: str) -> tuple[str, ...]:
        """Return what *query* finds in the entry *entry_id*, as it is written there, each once."""
        return self._known.hits(entry_id, query)

    def count(self, query: str) -> Counts:
        """Return how many entries of each year and with each tag *query* finds."""
        return self._known.count(query)

    def suggest(self, query: str) -> str | None:
        """Return what may have been meant by a *query* that finds nothing, if anything."""
        return self._known.suggest(query)

    def select(self, selection: Selection) -> list[Entry]:
        """Return the entries of *selection*, oldest day first. What is damaged is left out."""
        chosen = self.summaries()[::-1]
        if selection.query:
            found = self._known.matching(selection.query)
            chosen = [summary for summary in chosen if summary.id in found]
        rows = (self._store.newest(each.id) for each in chosen if selection.admits(each))
        return [entry for row in rows if row and (entry := self._opener.entry(row))]

    def answered(self) -> list[Answered]:
        """Return which prompts were answered on which days, of the entries read so far."""
        return self._known.answered()

    def would_take(self, entry: Entry) -> bool:
        """Tell whether `take_in` would store the imported *entry*."""
        self.read_all()
        return self._known.provenance.is_news(entry)

    def take_in(self, arrivals: Sequence[tuple[Entry, Sequence[Picture]]]) -> TakenIn:
        """Store imported entries with their pictures, all of them or none.

        An entry that came before is left alone, unless it was edited where it comes from and not
        here.

        Raises:
            CannotWrite: nothing of them was stored.
        """
        wanted = [(entry, pictures) for entry, pictures in arrivals if self.would_take(entry)]
        entries = [self._known.provenance.as_known(entry) for entry, _ in wanted]
        self.append(entries, [p for _, pictures in wanted for p in pictures])
        return TakenIn(len(wanted), len(arrivals) - len(wanted))

    def append(self, versions: Sequence[Entry], pictures: Iterable[Picture] = ()) -> None:
        """Store *versions* as they are, each as the newest of its entry, all of them or none.

        Raises:
            CannotWrite: nothing of them was stored.
        """
        rows, numbers = [], {entry.id: self._store.last_revision(entry.id) for entry in versions}
        for entry in versions:
            numbers[entry.id] += 1
            rows.append(seal_entry(self._key, entry, numbers[entry.id]))
        self._ledger.put(rows, [seal_picture(self._key, picture) for picture in pictures])
        for entry_id in numbers:
            self._sittings.end(entry_id)  # else the next save would fall behind this one
        marks = [mark_of(ends_in(*row)) for row in rows]
        self._known.take_stored(zip(versions, marks, strict=True))

    def keep_picture(self, picture: Picture) -> None:
        """Seal *picture* and store it, once however often it is used.

        Raises:
            CannotWrite: it was not stored.
        """
        self._ledger.put([], [seal_picture(self._key, picture)])

    def picture(self, picture_id: str) -> Picture | None:
        """Return the picture *picture_id*, or None where it is missing or damaged."""
        for name in self._key.names_for(Kind.PICTURE, picture_id):
            if sealed := self._store.picture(name):
                return self._opener.picture(name, sealed)
        return None

    def pictures_of(self, entries: Iterable[Entry]) -> dict[str, Picture]:
        """Return the pictures that stand in *entries*, by id; missing ones are left out."""
        ids = dict.fromkeys(i for entry in entries for i in entry.document.pictures)
        return {i: picture for i in ids if (picture := self.picture(i))}

    def verify(self, progress: Callable[[int], None] = lambda _: None) -> Verified:
        """Open every record, and say what does not open. What *progress* raises ends the work."""
        found = self._inspection.verify(progress)
        self._reading.discrepancies = found.discrepancies
        return found

"""The open journal with signals."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from shadowjournal.catalog import Summary, summarise
from shadowjournal.entry import Entry, Picture
from shadowjournal.errors import CannotOpen
from shadowjournal.folder import JournalFolder
from shadowjournal.journal import Journal
from shadowjournal.preferences import Preferences
from shadowjournal.prompts.today import Answered
from shadowjournal.results import Discrepancy
from shadowjournal.vault.key import JournalKey
from ui import questions
from ui.shelved import Shelved
from ui.tasks import Failed, Tasks

T = TypeVar("T")

HEAD_START = 40
"""Milliseconds in which the page can show itself before all other entries are read."""


class Session(QObject):
    """The journal of one folder, read and written off the main thread.

    Signals:
        opened: the journal is open; carries the entry that was written last, or None.
        locked: the journal is closed again, and nothing of it is left in memory here.
        entries_read: the next entries were opened; carries a list of summaries.
        all_read: lists and search are complete. Comes again after an import.
        damage_found: so many records did not open; the others did.
        change_found: the file is not as it was written; carries a tuple of `Discrepancy`.
        preferences_changed: carries the owner's preferences, as stored; also once it was opened.
        entry_saved: an entry was sealed; carries it as stored.
        save_failed: carries the entry that was not sealed, and the error.
        entry_loaded: carries the entry that was asked for.
        picture_loaded: carries the picture that was asked for.
        picture_kept: a new picture was sealed; carries it.
        picture_refused: a new picture could not be; `went_wrong` says why.
        went_wrong: something else failed; carries the error.
    """

    opened = Signal(object)  # Entry | None
    locked = Signal()
    entries_read = Signal(list)  # list[Summary]
    all_read = Signal()
    damage_found = Signal(int)
    change_found = Signal(object)  # tuple[Discrepancy, ...]
    preferences_changed = Signal(object)  # Preferences
    entry_saved = Signal(object)  # Entry
    save_failed = Signal(object, object)  # Entry, error
    entry_loaded = Signal(object)  # Entry
    picture_loaded = Signal(object)  # Picture
    picture_kept = Signal(object)  # Picture
    picture_refused = Signal()
    went_wrong = Signal(object)  # error

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._journal: Journal | None = None  # touched on the thread of the journal only
        self._summaries = Shelved()
        self._is_open = False
        self._is_opening = False
        self._key: JournalKey | None = None
        self._preferences = Preferences()

    @property
    def key(self) -> JournalKey | None:
        """The key of the open journal, for work on its folder; None once it is closed."""
        return self._key

    @property
    def preferences(self) -> Preferences:
        """What the owner of the open journal has chosen."""
        return self._preferences

    @property
    def is_open(self) -> bool:
        """Whether the journal is open."""
        return self._is_open

    @property
    def summaries(self) -> list[Summary]:
        """What the lists show of the entries read so far, newest day first."""
        return self._summaries.newest_first

    def summary_of(self, entry_id: str) -> Summary | None:
        """Return what the lists show of this entry, if it has been stored or read."""
        return self._summaries.get(entry_id)

    def knows(self, entry_id: str) -> bool:
        """Tell whether an entry with this id has been stored or read."""
        return entry_id in self._summaries

    def answered_before(self, day: date) -> list[Answered]:
        """Return which prompts were answered on which days before *day*."""
        return self._summaries.answered_before(day)

    def open(self, folder: JournalFolder, key: JournalKey, failed: Failed) -> None:
        """Open the journal of *folder* with *key*, show its last entry, then read the others.

        A journal that is open, or about to be, stays as it is.
        """
        if self._is_open or self._is_opening:
            return
        self._is_opening = True
        question = partial(self._open, folder, key)
        opened = partial(self._was_opened, key)
        self._tasks.with_journal(question, opened, partial(self._not_opened, failed))

    def lock(self) -> None:
        """Close the journal once everything handed in before is done."""
        self._is_open = False
        self._key = None
        self._preferences = Preferences()
        self._summaries.clear()
        self._tasks.with_journal(self._close, self._was_locked, self._was_locked)

    def save(self, entry: Entry) -> None:
        """Seal *entry*."""
        self._tasks.with_journal(
            partial(self._save, entry), self._was_saved, partial(self.save_failed.emit, entry)
        )

    def prefer(self, preferences: Preferences) -> None:
        """Store what the owner of the journal prefers from now on."""
        self._preferences = preferences  # whoever changes another of them meanwhile keeps this one
        question = partial(questions.prefer, preferences)
        self.ask(question, self._were_preferred, self.went_wrong.emit)

    def accept(self) -> None:
        """Take what the file holds now for what it is to hold."""
        self.ask(Journal.accept, questions.ignored, self.went_wrong.emit)

    def load(self, entry_id: str) -> None:
        """Open the entry *entry_id*."""
        question = partial(Journal.get, entry_id=entry_id)
        self.ask(question, self.entry_loaded.emit, self.went_wrong.emit)

    def load_picture(self, picture_id: str) -> None:
        """Open the picture *picture_id*; of a missing one no news comes."""
        question = partial(Journal.picture, picture_id=picture_id)
        self.ask(question, self._picture_was_loaded, self.went_wrong.emit)

    def keep_picture(self, picture: Picture) -> None:
        """Seal *picture*."""
        question = partial(questions.keep_picture, picture)
        self.ask(question, self.picture_kept.emit, self._picture_not_kept)

    def read_aside(self, read: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """Have *read*, which needs no journal, run on a thread of its own."""
        self._tasks.patiently(read, done, failed)

    def ask(
        self, question: Callable[[Journal], T], done: Callable[[T], None], failed: Failed
    ) -> None:
        """Put *question* to the open journal on its thread; the answer comes on this one.

        *done* is not called once the journal is locked: it would bring words back to a closed
        window.
        """
        self._tasks.with_journal(
            lambda: question(self._here()), partial(self._answer, done), failed
        )

    def wait_for(self, question: Callable[[Journal], T]) -> T:
        """Put *question* to the open journal and wait; only for work that runs aside."""
        return self._tasks.from_journal(lambda: question(self._here()))

    def refresh(self) -> None:
        """Show entries that came in by `ask` or `wait_for`."""
        self.ask(Journal.summaries, self._was_refreshed, self.went_wrong.emit)

    def _here(self) -> Journal:
        if self._journal is None:
            raise CannotOpen("The journal is closed.")
        return self._journal

    def _answer(self, hear: Callable[[T], None], answer: T) -> None:
        if self._is_open and not self._tasks.is_stopped:
            hear(answer)

    def _open(self, folder: JournalFolder, key: JournalKey) -> tuple[Entry | None, Preferences]:
        journal = folder.open(key)
        try:
            latest, preferences = journal.latest(), journal.preferences
        except BaseException:
            journal.close()
            raise
        self._journal = journal
        return latest, preferences

    def _close(self) -> None:
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.close()

    def _was_opened(self, key: JournalKey, opened: tuple[Entry | None, Preferences]) -> None:
        latest, preferences = opened
        self._is_open, self._is_opening = True, False
        self._key = key
        self._were_preferred(preferences)
        if latest is not None:
            self._summaries.put(summarise(latest))
        self.opened.emit(latest)
        QTimer.singleShot(HEAD_START, self._read_on)

    def _not_opened(self, failed: Failed, error: BaseException) -> None:
        self._is_opening = False
        failed(error)

    def _read_on(self) -> None:
        if not self._is_open or self._tasks.is_stopped:
            return
        self.ask(questions.read_some, self._was_read, self.went_wrong.emit)

    def _was_read(self, read: tuple[list[Summary], bool]) -> None:
        summaries, is_all = read
        if summaries:
            self._summaries.update(summaries)
            self.entries_read.emit(summaries)
        if not is_all:
            self._read_on()
            return
        self.all_read.emit()
        self._check(is_checked=False)

    def _check(self, is_checked: bool) -> None:
        if self._is_open and not is_checked:
            self.ask(Journal.check_some, self._check, self.went_wrong.emit)
        elif self._is_open:
            self.ask(questions.damage, self._was_counted, self.went_wrong.emit)
            self._keep_up()

    def _keep_up(self) -> None:
        if self._is_open and not self._tasks.is_stopped:
            self.ask(questions.keep_up, self._was_kept_up, questions.ignored)  # else another day

    def _was_kept_up(self, left: int) -> None:
        if left:
            QTimer.singleShot(HEAD_START, self._keep_up)

    def _was_counted(self, found: tuple[list[str], tuple[Discrepancy, ...]]) -> None:
        damaged, discrepancies = found
        if damaged:
            self.damage_found.emit(len(damaged))
        if any(map(self.knows, damaged)):  # from the index that was kept another day
            self.refresh()
        if discrepancies:
            self.change_found.emit(discrepancies)

    def _were_preferred(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.preferences_changed.emit(preferences)

    def _was_refreshed(self, summaries: list[Summary]) -> None:
        self._summaries.replace(summaries)
        self.all_read.emit()

    def _was_locked(self, _: object) -> None:
        re.purge()  # Python remembers the patterns that were looked for
        self.locked.emit()

    def _save(self, entry: Entry) -> tuple[Entry, Summary]:
        saved = self._here().save(entry)
        return saved, summarise(saved)  # here: of a long entry it takes its time

    def _was_saved(self, saved: tuple[Entry, Summary]) -> None:
        entry, summary = saved
        if self._is_open:
            self._summaries.put(summary)
        self.entry_saved.emit(entry)

    def _picture_not_kept(self, error: BaseException) -> None:
        self.went_wrong.emit(error)
        self.picture_refused.emit()

    def _picture_was_loaded(self, picture: Picture | None) -> None:
        if picture is not None:
            self.picture_loaded.emit(picture)

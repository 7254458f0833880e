"""Backups of the open journal: after the day's first save, by hand, and before much changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from shadowjournal.backup import MadeBackup
from shadowjournal.entry import Entry, Moment
from shadowjournal.errors import DamagedData, JournalError
from shadowjournal.folder import JournalFolder
from shadowjournal.places import backups_folder
from shadowjournal.preferences import Preferences
from shadowjournal.safekeeping import backups_of, records_expected
from shadowjournal.vault.key import JournalKey
from ui.session import Session
from ui.tasks import Tasks

QUIET = 20_000
"""Milliseconds without a save after which the day's backup is made."""

LATEST = 60_000
"""Milliseconds after a save until it is made all the same."""

RETRIES = (5 * 60.0, 30 * 60.0, 2 * 60 * 60.0)
"""Seconds that must pass until a save tries again what failed once, twice, more often."""

EVERY = 40
"""So many records are opened between two signs of progress."""


class Stopped(Exception):
    """The work was given up, because somebody said so or the journal was closed."""


class Latest(NamedTuple):
    """The backup made last in this sitting: when, and what was opened in it."""

    at: datetime
    made: MadeBackup


class _Job(NamedTuple):
    stopping: threading.Event
    is_daily: bool
    done: Callable[[], None]
    failed: Callable[[str], None]


class Safekeeping(QObject):
    """Makes the backups of the open journal off the main thread, one after the other.

    Signals:
        changed: a backup was begun, made or given up.
        progressed: so many of so many records of the copy were opened; 0 while it is written, and 0
            of all where nobody knows.
        told: the day's backup failed; in words, once a day.

    Attributes:
        latest: the backup made last since the journal was opened.
        problem: why the last attempt failed; empty where it did not.
    """

    changed = Signal()
    progressed = Signal(int, int)
    told = Signal(str)

    def __init__(
        self,
        session: Session,
        tasks: Tasks,
        folder: JournalFolder,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._folder = folder
        self._jobs: list[_Job] = []
        self._made_on: date | None = None
        self._told_on: date | None = None
        self._failures = 0
        self._not_before = 0.0
        self._chosen: tuple[bool, str] | None = None
        self.latest: Latest | None = None
        self.problem = ""
        self._quiet = self._timer()
        self._due = self._timer()
        session.entry_saved.connect(self._entry_saved)
        session.preferences_changed.connect(self._begin_anew)
        session.locked.connect(self._close)

    @property
    def is_busy(self) -> bool:
        """Whether a backup is being made."""
        return bool(self._jobs)

    @property
    def place(self) -> Path:
        """The folder of the open journal's backups; it may not be there."""
        return Path(self._session.preferences.backup_folder or backups_folder())

    def back_up(self) -> None:
        """Back up the open journal now."""
        self._start(is_daily=False, done=_nothing, failed=_ignore)

    def back_up_first(self, act: Callable[[], None], otherwise: Callable[[str], None]) -> None:
        """Back up the open journal, then *act*; where that fails, *otherwise* is told why.

        A journal in which nothing was written yet needs none. Where `stop` is called meanwhile,
        neither happens.
        """
        if self._session.summaries:
            self.stop()
            self._start(is_daily=False, done=act, failed=otherwise)
        else:
            act()

    def stop(self) -> None:
        """Give up the backups that are being made; nothing is left of them."""
        for job in self._jobs:
            job.stopping.set()

    def _timer(self) -> QTimer:
        timer = QTimer(self, singleShot=True)
        timer.timeout.connect(self._back_up_today)
        return timer

    def _entry_saved(self, _: Entry) -> None:
        is_wanted = self._session.is_open and self._session.preferences.backs_up_daily
        is_made = self._made_on == Moment.now().day
        if not is_wanted or is_made or self._jobs or time.monotonic() < self._not_before:
            return
        self._quiet.start(QUIET)
        if not self._due.isActive():
            self._due.start(LATEST)

    def _back_up_today(self) -> None:
        self._rest()
        if self._session.preferences.backs_up_daily:
            self._start(is_daily=True, done=_nothing, failed=self._tell)

    def _start(
        self, *, is_daily: bool, done: Callable[[], None], failed: Callable[[str], None]
    ) -> None:
        key = self._session.key
        if key is None or self._tasks.is_stopped:
            return
        self._rest()
        job = _Job(threading.Event(), is_daily, done, failed)
        self._jobs.append(job)
        work = partial(self._work, job, key, self._session.preferences)
        self._tasks.copying(work, partial(self._was_made, job), partial(self._failed, job))
        self.changed.emit()

    def _work(self, job: _Job, key: JournalKey, preferences: Preferences) -> MadeBackup | None:
        self._look(job, 0, 0)
        backups = backups_of(preferences)
        if job.is_daily and not backups.is_due(key.journal_id):
            return None
        total = records_expected(self._folder.file, key)
        return backups.make(self._folder, key, progress=partial(self._look, job, total))

    def _look(self, job: _Job, total: int, opened: int) -> None:
        if job.stopping.is_set() or self._tasks.is_stopped:
            raise Stopped
        if opened % EVERY == 0:
            self.progressed.emit(opened, total)

    def _was_made(self, job: _Job, made: MadeBackup | None) -> None:
        self._jobs.remove(job)
        if not self._session.is_open:
            return
        now = Moment.now()
        self._made_on = now.day
        self._failures = 0
        self.problem = ""
        if made is not None:
            self.latest = Latest(now.local, made)
        self.changed.emit()
        if not job.stopping.is_set():
            job.done()

    def _failed(self, job: _Job, error: BaseException) -> None:
        self._jobs.remove(job)
        if self._session.is_open and not isinstance(error, Stopped | CancelledError):
            self._not_before = time.monotonic() + RETRIES[min(self._failures, len(RETRIES) - 1)]
            self._failures += 1
            self.problem = reason(error)
            job.failed(self.problem)
        self.changed.emit()

    def _tell(self, problem: str) -> None:
        if self._told_on != (today := Moment.now().day):
            self._told_on = today
            self.told.emit(
                f"Today's backup could not be made. {problem} It is tried again later; "
                "the settings have a page for backups."
            )

    def _begin_anew(self, preferences: Preferences) -> None:
        """Another folder, or another journal: what was made or failed before says nothing of it."""
        chosen = preferences.backs_up_daily, preferences.backup_folder
        if chosen == self._chosen:
            return
        self._chosen = chosen
        self._made_on = None
        self._failures = 0
        self._not_before = 0.0
        self.problem = ""
        self.changed.emit()

    def _close(self) -> None:
        self._rest()
        self.stop()
        self.latest = self._chosen = None

    def _rest(self) -> None:
        self._quiet.stop()
        self._due.stop()


def reason(error: BaseException) -> str:
    """Return why no backup was made, and what is safe."""
    if isinstance(error, DamagedData):
        return f"{error} Older backups are untouched, and may hold what is damaged."
    words = str(error) if isinstance(error, JournalError) else "Something unforeseen went wrong."
    return f"{words} The journal is safe, and older backups are untouched."


def _nothing() -> None:
    return


def _ignore(_: str) -> None:
    return

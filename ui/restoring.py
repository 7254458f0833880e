"""A backup put in the journal's place: looked at, asked about once, opened again as the journal."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from shadowjournal.entry import Moment
from shadowjournal.errors import JournalError
from shadowjournal.places import backups_folder
from shadowjournal.restore import Restored, restore
from shadowjournal.safekeeping import records_expected
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.recovery import RecoveryCode
from ui.backups import words
from ui.backups.candidate import Candidate, consequence, look_at
from ui.door import Door
from ui.safekeeping import EVERY, Stopped
from ui.session import Session
from ui.tasks import Tasks

if TYPE_CHECKING:
    from ui.backups.restore_page import RestorePage


class Restoring(QObject):
    """Leads from a backup to the journal open from it. What fails leaves the journal as it was.

    Signals:
        screen_wanted: this screen is to be seen.
        closing_wanted: seal what is on the page and lock; then it goes on by itself.
        left: nothing was restored; the writer wants to go back to where they were.
        reopening: a journal is there, the restored one or the one from before, and opens by itself.
        restored: a backup is the journal now; carries whether keyring and passphrase open it.
        told: what there is to say of it, once the journal is open.
    """

    screen_wanted = Signal(QWidget)
    closing_wanted = Signal()
    left = Signal()
    reopening = Signal()
    restored = Signal(bool, bool)
    told = Signal(str)
    _progressed = Signal(int, int)

    def __init__(
        self,
        door: Door,
        session: Session,
        tasks: Tasks,
        window: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._session = session
        self._tasks = tasks
        self._window = window
        self._page: RestorePage | None = None
        self._seen: Candidate | None = None
        self._when = Moment.now().local
        self._key: JournalKey | None = None
        self._former: JournalKey | None = None
        self._reopen: Callable[[], None] = _nothing
        self._round = 0  # answers to what was asked before the last round are of no use
        self._is_closing = False
        self._stopping: threading.Event | None = None
        self._news = ""
        self._progressed.connect(self._show_progress)
        session.locked.connect(self._locked)
        session.opened.connect(self._opened)

    @property
    def screen(self) -> QWidget | None:
        """The screen of what is asked or done now; None where nothing is."""
        return self._page

    def choose_file(self) -> None:
        """Ask for the file of a backup, and go on with it."""
        here = backups_folder() if backups_folder().is_dir() else Path.home()
        dialog = QFileDialog(self._window, "Restore a backup", str(here))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["Backups (*.backup)", "All files (*)"])
        dialog.fileSelected.connect(self._begin_with)
        dialog.open()

    def begin(self, file: Path) -> None:
        """Look at the backup *file*, and ask whether it shall be put in the journal's place."""
        if self._stopping is not None or self._is_closing:
            return  # one is being put in place just now
        self._forget()
        page = self._page = self._make_page()
        self.screen_wanted.emit(page)
        work = partial(look_at, file, self._door.folder.file)
        self._tasks.aside(
            work, partial(self._was_seen, self._round), partial(self._refused, self._round)
        )

    def stay(self) -> None:
        """Give up: what is on the page could not be sealed, so the journal stays open."""
        if self._is_closing:
            self._forget()
            self.left.emit()
            self.told.emit("What you wrote last is not sealed yet, so no backup was restored.")

    def _make_page(self) -> RestorePage:
        from ui.backups.restore_page import RestorePage  # on most days nobody comes here

        page = RestorePage()
        page.restore_wanted.connect(self._restore_with_key)
        page.code_given.connect(self._try_code)
        page.passphrase_given.connect(self._try_passphrase)
        page.other_file_wanted.connect(self.choose_file)
        page.cancelled.connect(self._cancel)
        return page

    def _begin_with(self, file: str) -> None:
        self.begin(Path(file))

    def _was_seen(self, asked_in: int, seen: Candidate) -> None:
        if asked_in != self._round or self._page is None:
            return
        self._seen = seen
        self._when = Moment.now().local
        key = self._session.key
        if key is not None and seen.opens_with(key):
            self._ask_once(asked_in, key)
            return
        has_passphrase = seen.vault.has_passphrase
        self._page.ask_for_key(seen.facts, self._consequence(seen), has_passphrase=has_passphrase)
        if seen.vault.keychain_names:
            work = partial(self._door.key_in_keyring, seen.vault)
            self._tasks.patiently(work, partial(self._ask_once, asked_in), _ignore)

    def _ask_once(self, asked_in: int, key: JournalKey) -> None:
        is_due = asked_in == self._round and self._stopping is None and not self._is_closing
        if is_due and self._page is not None and self._seen is not None:
            self._key = key
            self._page.ask_once(self._seen.facts, self._consequence(self._seen))

    def _consequence(self, seen: Candidate) -> str:
        present = self._session.key
        known = present.journal_id if present is not None else None
        return consequence(
            seen, self._when, is_bare=not self._door.folder.holds_journal, journal_id=known
        )

    def _refused(self, asked_in: int, error: BaseException) -> None:
        if asked_in == self._round and self._page is not None:
            self._page.show_refused(_words(error))

    def _restore_with_key(self) -> None:
        if self._key is not None:
            self._go(self._key, partial(self._door.open_with, self._key))

    def _try_code(self, code: RecoveryCode) -> None:
        if self._seen is not None:
            vault = self._seen.vault
            reopen = partial(self._door.try_code, code) if vault.keychain_names else None
            self._try(partial(vault.unlock_with_code, code), reopen)

    def _try_passphrase(self, passphrase: str) -> None:
        if self._seen is not None:
            self._try(partial(self._seen.vault.unlock_with_passphrase, passphrase), None)

    def _try(self, unlock: Callable[[], JournalKey], reopen: Callable[[], None] | None) -> None:
        self._tasks.patiently(
            unlock, partial(self._fits, self._round, reopen), partial(self._wrong, self._round)
        )

    def _fits(self, asked_in: int, reopen: Callable[[], None] | None, key: JournalKey) -> None:
        if asked_in == self._round:
            self._go(key, reopen or partial(self._door.open_with, key))

    def _wrong(self, asked_in: int, error: BaseException) -> None:
        if asked_in == self._round and self._page is not None:
            self._page.show_wrong(_words(error))

    def _go(self, key: JournalKey, reopen: Callable[[], None]) -> None:
        if self._page is None or self._stopping is not None or self._is_closing:
            return
        self._key, self._reopen = key, reopen
        self._page.show_working("Copying the backup…")
        self._former = self._session.key
        if self._session.is_open:
            self._is_closing = True
            self.closing_wanted.emit()
        else:
            self._restore()

    def _locked(self) -> None:
        if self._is_closing and self._page is not None:
            self._is_closing = False
            self.screen_wanted.emit(self._page)
            self._restore()
        else:
            self._forget()

    def _restore(self) -> None:
        if self._seen is None or self._key is None or self._tasks.is_stopped:
            return
        self._stopping = threading.Event()
        # On the journal's own thread: nothing opens the journal meanwhile, and quitting waits.
        work = partial(self._work, self._seen.file, self._key, self._when, self._stopping)
        self._tasks.with_journal(work, self._was_restored, self._failed)

    def _work(
        self, file: Path, key: JournalKey, when: datetime, stopping: threading.Event
    ) -> Restored:
        look = partial(self._look, stopping, records_expected(file, key))
        return restore(file, self._door.folder, key, when, look)

    def _look(self, stopping: threading.Event, total: int, opened: int) -> None:
        if stopping.is_set() or self._tasks.is_stopped:
            raise Stopped
        if opened % EVERY == 0:
            self._progressed.emit(opened, total)

    def _show_progress(self, opened: int, total: int) -> None:
        if self._page is not None and self._stopping is not None and opened and total:
            self._page.show_progress(opened, total)

    def _was_restored(self, restored: Restored) -> None:
        seen, reopen = self._seen, self._reopen
        self._forget()
        if seen is None:
            return
        kept = f" The one from before lies beside it: {restored.kept.name}" if restored.kept else ""
        self._news = (
            f"The journal is as it was on {words.moment(seen.made)}: "
            f"{words.holds(restored.holds)}.{kept}"
        )
        self.restored.emit(bool(seen.vault.keychain_names), seen.vault.has_passphrase)
        self.reopening.emit()
        reopen()

    def _failed(self, error: BaseException) -> None:
        former, page = self._former, self._page
        is_stopped = isinstance(error, Stopped | CancelledError)
        if self._tasks.is_stopped or page is None:
            return
        if former is not None:
            self._forget()
            why = "Stopped." if is_stopped else f"The backup was not restored. {_words(error)}"
            self._news = f"{why} Your journal is as it was."
            self.reopening.emit()
            self._door.open_with(former)
        elif is_stopped:
            self._forget()
            self.left.emit()
        else:
            self._stopping = None
            page.show_refused(_words(error))

    def _cancel(self) -> None:
        if self._stopping is not None:
            self._stopping.set()
        elif not self._is_closing:
            self._forget()
            self.left.emit()

    def _opened(self, _: object) -> None:
        if self._news:
            QTimer.singleShot(0, self._tell)  # the page of the day comes first

    def _tell(self) -> None:
        news, self._news = self._news, ""
        self.told.emit(news)

    def _forget(self) -> None:
        """Keep no key, and nothing that was typed."""
        self._round += 1
        if self._page is not None:
            self._page.wipe()
            self._page.deleteLater()
        self._page = self._seen = self._key = self._former = self._stopping = None
        self._reopen = _nothing
        self._is_closing = False


def _words(error: BaseException) -> str:
    return str(error) if isinstance(error, JournalError) else "Something unforeseen went wrong."


def _nothing() -> None:
    return


def _ignore(_: BaseException) -> None:
    return

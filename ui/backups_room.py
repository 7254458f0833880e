"""What the page of backups shows, and what is done about what is wanted there."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from shadowjournal.backup import Backup, Backups, verify_backup
from shadowjournal.entry import Moment
from shadowjournal.errors import BadBackup, JournalError, WrongKey
from shadowjournal.folder import JournalFolder
from shadowjournal.places import backups_folder
from shadowjournal.preferences import Preferences
from shadowjournal.results import Verified
from shadowjournal.safekeeping import records_expected
from shadowjournal.vault.key import JournalKey
from ui.backups import words
from ui.safekeeping import EVERY, Safekeeping, Stopped
from ui.session import Session
from ui.tasks import Tasks

if TYPE_CHECKING:
    from ui.backups.panel import BackupsPanel


class BackupsRoom(QObject):
    """Fills the page of backups, checks backups, and remembers for the sitting what it found.

    Signals:
        restore_wanted: put this file (Path) in the journal's place.
        other_file_wanted: ask for a file, and put that in its place.
    """

    restore_wanted = Signal(object)  # Path
    other_file_wanted = Signal()
    _progressed = Signal(int, int)

    def __init__(
        self,
        session: Session,
        tasks: Tasks,
        safekeeping: Safekeeping,
        folder: JournalFolder,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._safekeeping = safekeeping
        self._folder = folder
        self._panel: BackupsPanel | None = None
        self._notes: dict[Path, str] = {}
        self._checking: threading.Event | None = None
        safekeeping.changed.connect(self._follow)
        safekeeping.progressed.connect(self._show_progress)
        self._progressed.connect(self._show_progress)
        session.preferences_changed.connect(self._show_choices)
        session.locked.connect(self._close)

    def make_panel(self) -> QWidget:
        """Return a new page, which shows the backups of the open journal."""
        from ui.backups.panel import BackupsPanel  # on most days nobody comes here

        panel = self._panel = BackupsPanel()
        panel.destroyed.connect(self._forget_panel)
        panel.back_up_wanted.connect(self._safekeeping.back_up)
        panel.stop_wanted.connect(self._stop)
        panel.place_chosen.connect(self._choose_place)
        panel.folder_wanted.connect(self._show_folder)
        panel.daily_chosen.connect(self._choose_daily)
        panel.check_wanted.connect(self._check)
        panel.restore_wanted.connect(self.restore_wanted)
        panel.other_file_wanted.connect(self.other_file_wanted)
        self._show_choices(self._session.preferences)
        self._follow()
        return panel

    def _follow(self) -> None:
        """Show what the safekeeping does, or did last, and which backups there are now."""
        if (latest := self._safekeeping.latest) is not None:
            seen = latest.made.holds
            note = f"made and opened at {words.clock(latest.at)}: {words.holds(seen)}"
            self._notes.setdefault(latest.made.file, note)
        if self._panel is None or not self._session.is_open:
            return
        problem = self._safekeeping.problem
        self._panel.show_problem(f"The last backup could not be made. {problem}" if problem else "")
        self._panel.say(_changed_words(latest.made.holds) if latest and not problem else "")
        if self._safekeeping.is_busy:
            self._panel.show_busy("Writing the copy…")
        elif self._checking is None:
            self._panel.show_idle()
        self._list()

    def _list(self) -> None:
        key = self._session.key
        if key is not None and not self._tasks.is_stopped:
            work = partial(_listed, self._safekeeping.place, key.journal_id)
            self._tasks.aside(work, self._were_listed, self._not_listed)

    def _were_listed(self, found: tuple[list[Backup], int]) -> None:
        if self._panel is not None and self._session.is_open:
            ours, others = found
            self._panel.show_backups(ours, self._notes, others)

    def _not_listed(self, error: BaseException) -> None:
        if self._panel is not None and not isinstance(error, CancelledError):
            self._panel.show_problem("The folder of the backups cannot be read.")

    def _show_choices(self, preferences: Preferences) -> None:
        if self._panel is not None:
            self._panel.show_choices(
                self._safekeeping.place,
                is_usual=not preferences.backup_folder,
                is_daily=preferences.backs_up_daily,
            )

    def _choose_place(self, place: str) -> None:
        if place and self._folder.path.resolve() in (Path(place).resolve(), *Path(place).parents):
            if self._panel is not None:
                self._panel.show_problem(
                    "That is the journal's own folder: what happens to the one would happen to the "
                    "other. Another folder is better, best on another disk."
                )
            return
        chosen = "" if place == str(backups_folder()) else place
        self._session.prefer(replace(self._session.preferences, backup_folder=chosen))

    def _choose_daily(self, is_daily: bool) -> None:
        self._session.prefer(replace(self._session.preferences, backs_up_daily=is_daily))

    def _show_folder(self) -> None:
        place = self._safekeeping.place
        if place.is_dir():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
        elif self._panel is not None:
            self._panel.show_problem("The folder is not here, or nothing was backed up to it yet.")

    def _check(self, file: Path) -> None:
        key = self._session.key
        if key is None or self._checking is not None:
            return
        self._checking = threading.Event()
        if self._panel is not None:
            self._panel.show_busy("Opening it again…")
        work = partial(self._verify, file, key, self._checking)
        self._tasks.copying(work, partial(self._was_checked, file), partial(self._failed, file))

    def _verify(self, file: Path, key: JournalKey, stopping: threading.Event) -> Verified:
        total = records_expected(file, key)

        def look(opened: int) -> None:
            if stopping.is_set() or self._tasks.is_stopped:
                raise Stopped
            if opened % EVERY == 0:
                self._progressed.emit(opened, total)

        return verify_backup(file, key, look)

    def _was_checked(self, file: Path, seen: Verified) -> None:
        at = words.clock(Moment.now().local)
        if seen.damaged:
            records = f"{len(seen.damaged):,} record{'' if len(seen.damaged) == 1 else 's'}"
            self._note(file, f"checked at {at}: {records} in it do not open")
        else:
            self._note(file, f"checked at {at}, all of it opens: {words.holds(seen)}")

    def _failed(self, file: Path, error: BaseException) -> None:
        if isinstance(error, Stopped | CancelledError):
            self._note(file, self._notes.get(file, ""))
        elif isinstance(error, WrongKey):
            self._note(file, "opens with another key, for which restoring asks")
        elif isinstance(error, BadBackup) and not file.exists():
            self._note(file, "the file is gone")
        else:
            why = str(error).rstrip(".") if isinstance(error, JournalError) else "unforeseen"
            self._note(file, f"does not open: {why[:1].lower()}{why[1:]}")

    def _note(self, file: Path, note: str) -> None:
        self._checking = None
        if not self._session.is_open:
            return
        self._notes[file] = note
        if self._panel is not None:
            self._panel.show_note(file, note)
            if not self._safekeeping.is_busy:
                self._panel.show_idle()

    def _show_progress(self, opened: int, total: int) -> None:
        if self._panel is not None and opened and total:
            self._panel.show_progress(opened, total)

    def _stop(self) -> None:
        self._safekeeping.stop()
        if self._checking is not None:
            self._checking.set()

    def _close(self) -> None:
        if self._checking is not None:
            self._checking.set()
        self._notes.clear()
        self._panel = None

    def _forget_panel(self) -> None:
        self._panel = None


def _listed(place: Path, journal_id: str) -> tuple[list[Backup], int]:
    found = Backups(place).newest_first()
    ours = [backup for backup in found if backup.journal_id == journal_id]
    return ours, len(found) - len(ours)


def _changed_words(seen: Verified) -> str:
    if not seen.discrepancies:
        return ""
    return "The journal's file is not as it was written, so all older backups are kept for now."

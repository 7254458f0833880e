"""Bringing entries in and taking them out, while the page stays writable."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from shadowjournal.entry import Moment
from shadowjournal.errors import JournalError, Refused
from shadowjournal.exporters import Book, Cancelled, exporter_for, write_atomically
from shadowjournal.importers import Imported, Skipped, importer_for
from shadowjournal.journal import Journal
from shadowjournal.results import Selection, TakenIn
from ui.export.dialog import ExportDialog
from ui.export.request import ExportRequest
from ui.importing.dialog import ImportDialog
from ui.safekeeping import Safekeeping
from ui.session import Session
from ui.tasks import Tasks

_BATCH = 50  # so many imported entries are sealed between two saves of the writer's own


class Arrived(NamedTuple):
    """What an import brought: new or changed, here already, left out."""

    imported: int
    known: int
    skipped: tuple[Skipped, ...]


class Transfer(QObject):
    """Carries out what the export and import dialogs ask for, off the main thread."""

    _progressed = Signal(int, int)

    def __init__(
        self,
        session: Session,
        tasks: Tasks,
        safekeeping: Safekeeping,
        window: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._safekeeping = safekeeping
        self._window = window
        self._stopping = threading.Event()
        self._is_backing_up = False
        self._dialog: ExportDialog | ImportDialog | None = None
        self._progressed.connect(self._show_progress)

    def ask_export(self, query: str = "") -> None:
        """Ask what to export; *query* is what the search shows now."""
        summaries = self._session.summaries
        tags = sorted({tag for summary in summaries for tag in summary.tags}, key=str.casefold)
        dialog = ExportDialog(Moment.now().day, tags, query, self._window)
        dialog.export_wanted.connect(self._export)
        self._show(dialog)

    def ask_import(self) -> None:
        """Ask what to import."""
        dialog = ImportDialog(self._window)
        dialog.check_wanted.connect(self._check)
        dialog.import_wanted.connect(self._import)
        dialog.import_without_wanted.connect(self._bring_in)
        self._show(dialog)

    def close(self) -> None:
        """Stop what is going on, and close its dialog."""
        self._stop()
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _show(self, dialog: ExportDialog | ImportDialog) -> None:
        self.close()
        self._dialog = dialog
        dialog.cancelled.connect(self._stop)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _: int) -> None:
        self._stop()
        self._dialog = None

    def _stop(self) -> None:
        self._stopping.set()
        if self._is_backing_up:
            self._is_backing_up = False
            self._safekeeping.stop()

    def _begin(self) -> threading.Event:
        # A new one each time: an older job goes on seeing that it is to stop.
        self._stopping = threading.Event()
        return self._stopping

    def _export(self, request: ExportRequest) -> None:
        work = partial(self._make_file, request, self._begin())
        self._tasks.aside(work, partial(self._was_exported, request.path), self._failed)

    def _check(self, path: Path) -> None:
        work = partial(self._bring, path, self._begin(), is_trial=True)
        self._tasks.aside(work, self._was_checked, self._failed)

    def _import(self, path: Path) -> None:
        self._is_backing_up = True
        self._safekeeping.back_up_first(partial(self._bring_in, path), self._tell_no_backup)

    def _tell_no_backup(self, problem: str) -> None:
        self._is_backing_up = False
        if isinstance(self._dialog, ImportDialog):
            self._dialog.show_no_backup(problem)

    def _bring_in(self, path: Path) -> None:
        self._is_backing_up = False
        work = partial(self._bring, path, self._begin(), is_trial=False)
        self._tasks.aside(work, self._was_imported, self._failed)

    def _make_file(self, request: ExportRequest, stopping: threading.Event) -> int:
        wanted = Selection(request.first, request.last, request.tag, request.query)
        exporter = exporter_for(request.path)
        book = self._session.wait_for(partial(_book, request.title, wanted))
        content = exporter.export(book, self._progressed.emit, stopping.is_set)
        write_atomically(request.path, content)
        return len(book.entries)

    def _bring(self, path: Path, stopping: threading.Event, *, is_trial: bool) -> Arrived:
        importer = importer_for(path)
        total = importer.count(path)
        arrived = Arrived(0, 0, ())
        batch: list[Imported] = []
        for number, read in enumerate(importer.read(path), 1):
            if stopping.is_set():
                break
            if isinstance(read, Skipped):
                arrived = arrived._replace(skipped=(*arrived.skipped, read))
            else:
                batch.append(read)
            if len(batch) == _BATCH:
                arrived = _plus(arrived, self._take_in(batch, is_trial=is_trial))
                batch = []
                self._progressed.emit(number, total)
        return _plus(arrived, self._take_in(batch, is_trial=is_trial))

    def _take_in(self, batch: list[Imported], *, is_trial: bool) -> TakenIn:
        question = _trial if is_trial else _taken
        return self._session.wait_for(partial(question, tuple(batch)))

    def _show_progress(self, done: int, total: int) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(done, total)

    def _was_exported(self, path: Path, count: int) -> None:
        if isinstance(self._dialog, ExportDialog):
            self._dialog.show_done(path, count)

    def _was_checked(self, arrived: Arrived) -> None:
        if isinstance(self._dialog, ImportDialog):
            self._dialog.show_preview(arrived.imported, arrived.known, arrived.skipped)

    def _was_imported(self, arrived: Arrived) -> None:
        if self._session.is_open:
            self._session.refresh()
        if isinstance(self._dialog, ImportDialog):
            self._dialog.show_done(arrived.imported, arrived.known, arrived.skipped)

    def _failed(self, error: BaseException) -> None:
        if self._session.is_open:
            self._session.refresh()
        if self._dialog is None:
            return
        if isinstance(error, Cancelled):
            self._dialog.show_problem("Cancelled. No file was written.")
        elif isinstance(error, JournalError):
            self._dialog.show_problem(str(error))
        else:
            self._dialog.show_problem("This did not work, and nothing was lost.")


def _book(title: str, wanted: Selection, journal: Journal) -> Book:
    entries = journal.select(wanted)
    if not entries:
        raise Refused("No entry was chosen, so no file was written.")
    return Book(title or "Journal", tuple(entries), journal.pictures_of(entries))


def _trial(batch: tuple[Imported, ...], journal: Journal) -> TakenIn:
    wanted = sum(journal.would_take(arrival.entry) for arrival in batch)
    return TakenIn(wanted, len(batch) - wanted)


def _taken(batch: tuple[Imported, ...], journal: Journal) -> TakenIn:
    return journal.take_in([(arrival.entry, arrival.pictures) for arrival in batch])


def _plus(arrived: Arrived, taken: TakenIn) -> Arrived:
    return arrived._replace(
        imported=arrived.imported + taken.imported, known=arrived.known + taken.unchanged
    )

"""The dialog that exports entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.export.form import ExportForm
from ui.theme import scaled
from ui.widgets.progress_line import ProgressLine, count_of_entries
from ui.widgets.step import button, text_label

_WIDTH = 460


class ExportDialog(QDialog):
    """Asks what to export, shows how far it is, and where the file lies.

    It never blocks: show it with ``open()``.

    Signals:
        export_wanted: make this `ExportRequest`'s file.
        cancelled: stop making it; leave no file behind.
    """

    export_wanted = Signal(object)  # ExportRequest
    cancelled = Signal()

    def __init__(
        self,
        today: date,
        tags: Sequence[str] = (),
        query: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """*tags* are all there are; *query* is what the search shows now, empty where none."""
        super().__init__(parent)
        self.setWindowTitle("Export")
        self._is_running = False
        self._saved: Path | None = None
        self._form = ExportForm(today, tags, query)
        self._warning = text_label("warning", "Anyone who has this file can read it.")
        self._progress = ProgressLine("Making the file…")
        self._problem = text_label("dim-large")
        self._news = text_label("dim-large")
        self._show_folder = button("outline", "Show in folder", in_dialog=True)
        self._close = button("quiet", "Close", in_dialog=True)
        self._export = button("primary", "Export")
        self._export.setDefault(True)
        self._lay_out()
        self._form.changed.connect(self._follow_form)
        self._export.clicked.connect(self._ask_for_export)
        self._close.clicked.connect(self.reject)
        self._show_folder.clicked.connect(self._open_folder)
        self._refresh()

    def show_progress(self, done: int, total: int) -> None:
        """Show that *done* of *total* entries are in the file."""
        if self._is_running:
            self._progress.show_progress(done, total)

    def show_done(self, path: Path, count: int) -> None:
        """Say that *count* entries lie in the file *path*."""
        self._saved = path
        self._stop(f"Saved {count_of_entries(count)} in {path.name}.")
        self._close.setFocus()

    def show_problem(self, text: str) -> None:
        """Say in *text* why there is no file."""
        self._stop(text)

    def _ask_for_export(self) -> None:
        request = self._form.request
        if request is None or self._is_running:
            return
        self._is_running = True
        self._saved = None
        self._news.setText("")
        self._progress.begin("Making the file…")
        self._refresh()
        self._close.setFocus()
        self.export_wanted.emit(request)

    def _stop(self, news: str) -> None:
        self._is_running = False
        self._news.setText(news)
        self._refresh()
        self._export.setFocus()

    def _follow_form(self) -> None:
        self._saved = None
        self._news.setText("")
        self._refresh()

    def _open_folder(self) -> None:
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved.parent)))

    def _refresh(self) -> None:
        problem = "" if self._is_running else self._form.problem
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._news.setVisible(bool(self._news.text()))
        self._form.setEnabled(not self._is_running)
        self._progress.setVisible(self._is_running)
        self._show_folder.setVisible(self._saved is not None)
        self._export.setEnabled(not self._is_running and not problem)
        self._close.setText("Cancel" if self._is_running else "Close")
        self.adjustSize()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._show_folder)
        foot.addStretch()
        foot.addWidget(self._close)
        foot.addWidget(self._export)
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 20, 24, 20)
        down.setSpacing(scaled(12))
        for part in (self._form, self._warning, self._problem, self._progress, self._news):
            down.addWidget(part)
        down.addStretch()
        down.addLayout(foot)
        self.setFixedWidth(scaled(_WIDTH))

    @override
    def reject(self) -> None:
        """Stop what is running; only where nothing is, close."""
        if not self._is_running:
            super().reject()
            return
        self._stop("Stopped. No file was written.")
        self.cancelled.emit()

"""The dialog that brings entries in from other journals."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from shadowjournal.importers.importer import Skipped
from ui.theme import scaled
from ui.widgets.progress_line import ProgressLine, count_of_entries
from ui.widgets.step import button, text_label

_WIDTH = 520
_LIST_HEIGHT = 150
_MOST_LISTED = 1000


class _Stage(Enum):
    ASKING = auto()
    CHECKING = auto()
    CHECKED = auto()
    IMPORTING = auto()
    DONE = auto()


class ImportDialog(QDialog):
    """Chooses a file, says what would come in, then brings it in.

    It never blocks: show it with ``open()``.

    Signals:
        check_wanted: look through this file (Path) and say what would come in.
        import_wanted: bring this file (Path) in.
        import_without_wanted: bring it in, though no backup could be made first.
        cancelled: stop looking or bringing in; what has come in stays.
    """

    check_wanted = Signal(object)  # Path
    import_wanted = Signal(object)  # Path
    import_without_wanted = Signal(object)  # Path
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import")
        self._stage = _Stage.ASKING
        self._path: Path | None = None
        self._new = 0
        self._has_no_backup = False
        self._file = text_label("dim-large", "Choose the .zip or .json that Day One exported.")
        self._choose = button("outline", "Choose a file…", in_dialog=True)
        self._progress = ProgressLine("Looking through the file…")
        self._news = text_label("prose")
        self._list = QListWidget()
        self._close = button("quiet", "Close", in_dialog=True)
        self._import = button("primary", "Bring them in")
        self._import.setDefault(True)
        self._lay_out()
        self._choose.clicked.connect(self._ask_for_file)
        self._import.clicked.connect(self._ask_for_import)
        self._close.clicked.connect(self.reject)
        self._refresh()

    def choose(self, file: str) -> None:
        """Look through *file* next."""
        self._path = Path(file)
        self._has_no_backup = False
        self._file.setText(self._path.name)
        self._say("")
        self._progress.begin("Looking through the file…")
        self._go_to(_Stage.CHECKING)
        self.check_wanted.emit(self._path)

    def show_progress(self, done: int, total: int) -> None:
        """Show that *done* of *total* entries were looked at, or brought in."""
        if self._stage in {_Stage.CHECKING, _Stage.IMPORTING}:
            self._progress.show_progress(done, total)

    def show_preview(self, new: int, known: int, skipped: Sequence[Skipped]) -> None:
        """Say what would come in: *new* ones; *known* are here already; *skipped* cannot be."""
        if self._stage is not _Stage.CHECKING:
            return
        self._new = new
        self._say(
            _sentence(
                f"{count_of_entries(new)} will come in",
                "1 is here already" if known == 1 else f"{known:,} are here already",
                f"{len(skipped):,} cannot be read",
            ),
            skipped,
        )
        self._go_to(_Stage.CHECKED)

    def show_no_backup(self, problem: str) -> None:
        """Say in *problem* why no backup could be made first; they may come in all the same."""
        if self._stage is not _Stage.IMPORTING:
            return
        self._has_no_backup = True
        self._say(f"Nothing came in, for the journal could not be backed up first. {problem}")
        self._go_to(_Stage.CHECKED)

    def show_done(self, imported: int, known: int, skipped: Sequence[Skipped]) -> None:
        """Say what came in, what was here already, and what could not be read."""
        came = "came in" if self._stage is not _Stage.ASKING else "came in before it stopped"
        self._say(
            _sentence(
                f"{count_of_entries(imported)} {came}",
                "1 was here already" if known == 1 else f"{known:,} were here already",
                f"{len(skipped):,} could not be read",
            ),
            skipped,
        )
        self._go_to(_Stage.DONE)

    def show_problem(self, text: str) -> None:
        """Say in *text* why the file cannot be brought in."""
        self._say(text)
        self._go_to(_Stage.ASKING)

    def _ask_for_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        dialog = QFileDialog(self, "Import", folder, "Day One export (*.zip *.json)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.choose)
        dialog.open()

    def _ask_for_import(self) -> None:
        if self._path is not None and self._stage is _Stage.CHECKED:
            is_without = self._has_no_backup
            first = "Bringing them in…" if is_without else "Backing up the journal first…"
            self._progress.begin(first)
            self._say("")
            self._go_to(_Stage.IMPORTING)
            (self.import_without_wanted if is_without else self.import_wanted).emit(self._path)

    def _say(self, news: str, skipped: Sequence[Skipped] = ()) -> None:
        self._news.setText(news)
        self._list.clear()
        self._list.addItems([f"{one.entry}: {one.reason}" for one in skipped[:_MOST_LISTED]])
        if len(skipped) > _MOST_LISTED:
            self._list.addItem(f"and {len(skipped) - _MOST_LISTED:,} more")

    def _go_to(self, stage: _Stage) -> None:
        self._stage = stage
        self._refresh()
        if stage is _Stage.CHECKED and self._new:
            self._import.setFocus()
        else:
            (self._choose if stage is _Stage.ASKING else self._close).setFocus()

    def _refresh(self) -> None:
        is_running = self._stage in {_Stage.CHECKING, _Stage.IMPORTING}
        self._choose.setEnabled(not is_running)
        self._progress.setVisible(is_running)
        self._news.setVisible(bool(self._news.text()))
        self._list.setVisible(self._list.count() > 0)
        self._import.setVisible(self._stage is not _Stage.DONE)
        without = "Bring them in without a backup"
        self._import.setText(without if self._has_no_backup else "Bring them in")
        self._import.setEnabled(self._stage is _Stage.CHECKED and self._new > 0)
        self._close.setText("Cancel" if is_running else "Close")
        self.adjustSize()

    def _lay_out(self) -> None:
        file = QHBoxLayout()
        file.setSpacing(scaled(12))
        file.addWidget(self._file, 1)
        file.addWidget(self._choose)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._close)
        foot.addWidget(self._import)
        self._list.setAccessibleName("What cannot be read, and why")
        self._list.setFixedHeight(scaled(_LIST_HEIGHT))
        self._list.setWordWrap(True)
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 20, 24, 20)
        down.setSpacing(scaled(12))
        down.addWidget(
            text_label("prose", "Nothing comes in before you have seen what would come in.")
        )
        down.addLayout(file)
        for part in (self._progress, self._news, self._list):
            down.addWidget(part)
        down.addStretch()
        down.addLayout(foot)
        self.setFixedWidth(scaled(_WIDTH))

    @override
    def reject(self) -> None:
        """Stop what is running; only where nothing is, close."""
        if self._stage is _Stage.CHECKING:
            self._say("Stopped. Nothing was changed.")
        elif self._stage is _Stage.IMPORTING:
            self._say("Stopped. What has come in stays.")
        else:
            super().reject()
            return
        self._go_to(_Stage.ASKING)
        self.cancelled.emit()


def _sentence(first: str, *others: str) -> str:
    """Join the parts into one sentence; of the others, none is told that says zero."""
    return "; ".join([first, *(part for part in others if not part.startswith("0 "))]) + "."

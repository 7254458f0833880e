"""The page of backups: which there are, where they lie, and what can be done with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from shadowjournal.backup import Backup
from ui.backups.row import BackupRow
from ui.theme import scaled
from ui.widgets.progress_line import ProgressLine
from ui.widgets.step import button, name_field, text_label

_WHAT = (
    "A backup is a sealed copy of the whole journal, pictures and history included. Everything in "
    "it is opened again before it counts. The recovery code of the day it was made opens it on any "
    "computer."
)
_KEPT = "Kept are the newest of the last 7 days, 4 weeks and 12 months in which any was made."
_EMPTY = "There is no backup of this journal here yet. The first one takes a few seconds."
_LOOKING = "Looking through the folder…"


class BackupsPanel(QWidget):
    """Shows what it is told. A plain widget, for a room that gives it a title and lets it scroll.

    Signals:
        back_up_wanted: make a backup now.
        stop_wanted: give up what is being made or checked.
        place_chosen: keep backups in this folder (str); empty for the usual one.
        folder_wanted: show the folder of the backups.
        daily_chosen: True to back up every day, False not to.
        check_wanted: open everything in this file (Path) again.
        restore_wanted: put this file (Path) in the journal's place.
        other_file_wanted: restore a file that is not in the list.
    """

    back_up_wanted = Signal()
    stop_wanted = Signal()
    place_chosen = Signal(str)
    folder_wanted = Signal()
    daily_chosen = Signal(bool)
    check_wanted = Signal(object)  # Path
    restore_wanted = Signal(object)  # Path
    other_file_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._place = Path()
        self._rows: list[BackupRow] = []
        self._daily = QCheckBox("Back up every day, soon after the first words of that day")
        self._folder = text_label("plain")
        self._choose = button("outline", "Choose folder…")
        self._usual = button("link", "Use the usual folder")
        self._show = button("link", "Show folder")
        self._make = button("primary", "Back up now")
        self._other = button("outline", "Restore from a file…")
        self._stop = button("quiet", "Stop")
        self._progress = ProgressLine("Backing up")
        self._problem = text_label("warning")
        self._news = text_label("dim-large")
        self._list = QWidget()
        self._shelf = QVBoxLayout()
        self._is_busy = False
        self._under = text_label("dim")
        self._lay_out()
        self._connect()
        self.show_idle()
        self.say("")
        self._problem.hide()
        self._under.setText(_LOOKING)

    def show_choices(self, place: Path, *, is_usual: bool, is_daily: bool) -> None:
        """Show where backups go, and whether they are made every day."""
        self._place = place
        self._folder.setText(str(place))
        self._usual.setVisible(not is_usual)
        self._daily.setChecked(is_daily)

    def show_backups(
        self, backups: Sequence[Backup], notes: Mapping[Path, str], others: int = 0
    ) -> None:
        """List *backups*, with what *notes* say of a file; *others* lie there and are not ours."""
        lines = [_KEPT if backups else _EMPTY, _others(others)]
        self._under.setText(" ".join(filter(None, lines)))
        if self._rows and [row.backup for row in self._rows] == list(backups):
            for row in self._rows:  # the keyboard stays where it is
                row.show_note(notes.get(row.file, ""))
        else:
            self._fill(backups, notes)

    def _fill(self, backups: Sequence[Backup], notes: Mapping[Path, str]) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rows = [BackupRow(backup, notes.get(backup.file, "")) for backup in backups]
        for row in self._rows:
            row.check_wanted.connect(self.check_wanted)
            row.restore_wanted.connect(self.restore_wanted)
            row.set_usable(is_usable=not self._is_busy)
            column.addWidget(row)
        self._shelf.replaceWidget(self._list, inside)
        inside.show()  # else only a later event does it, and until then Tab passes it over
        self._list.hide()
        self._list.deleteLater()
        self._list = inside
        self._order_tabs()

    def show_note(self, file: Path, note: str) -> None:
        """Say *note* of the backup *file*."""
        for row in self._rows:
            if row.file == file:
                row.show_note(note)

    def show_busy(self, words: str) -> None:
        """Show in *words* what is being done; nothing else can be begun meanwhile."""
        self._progress.begin(words)
        self._set_busy(is_busy=True)

    def show_progress(self, done: int, total: int) -> None:
        """Show that *done* of *total* records were opened."""
        if self._is_busy:
            self._progress.show_progress(done, total, "records opened again")

    def show_idle(self) -> None:
        """Show that nothing is being done."""
        self._set_busy(is_busy=False)

    def show_problem(self, text: str) -> None:
        """Say in *text* what did not work; empty where nothing is wrong."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def say(self, news: str) -> None:
        """Say *news* of what was done last."""
        self._news.setText(news)
        self._news.setVisible(bool(news))

    def _set_busy(self, *, is_busy: bool) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        is_news = self._is_busy != is_busy
        self._is_busy = is_busy
        self._progress.setVisible(is_busy)
        self._stop.setVisible(is_busy)
        for part in (self._make, self._other, self._choose, self._usual):
            part.setEnabled(not is_busy)
        for row in self._rows:
            row.set_usable(is_usable=not is_busy)
        if had_focus and is_news:  # else Qt hands it on, to a button that nobody meant
            (self._stop if is_busy else self._make).setFocus()

    def _ask_for_folder(self) -> None:
        here = next((p for p in (self._place, *self._place.parents) if p.is_dir()), Path.home())
        dialog = QFileDialog(self, "Where backups go", str(here))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.place_chosen)
        dialog.open()

    def _choose_usual(self) -> None:
        self.place_chosen.emit("")

    def _order_tabs(self) -> None:
        stops: list[QWidget] = [
            self._daily,
            self._choose,
            self._usual,
            self._show,
            self._make,
            self._other,
        ]
        stops += [self._stop, *(stop for row in self._rows for stop in row.stops)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self._daily.clicked.connect(self.daily_chosen)
        self._choose.clicked.connect(self._ask_for_folder)
        self._usual.clicked.connect(self._choose_usual)
        self._show.clicked.connect(self.folder_wanted)
        self._make.clicked.connect(self.back_up_wanted)
        self._other.clicked.connect(self.other_file_wanted)
        self._stop.clicked.connect(self.stop_wanted)

    def _lay_out(self) -> None:
        head = text_label("dim-large", "Folder")
        name_field(head, self._choose)
        self._choose.setAccessibleName("Choose the folder of the backups")
        place = QVBoxLayout()
        place.setSpacing(scaled(2))
        place.addWidget(head)
        place.addWidget(self._folder)
        place.addLayout(_across(self._show, self._usual))
        folder = QHBoxLayout()
        folder.setSpacing(scaled(12))
        folder.addLayout(place, 1)
        folder.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(12))
        column.addWidget(text_label("prose", _WHAT))
        column.addWidget(self._daily, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(folder)
        column.addSpacing(scaled(4))
        column.addLayout(_across(self._make, self._other, spacing=12))
        column.addLayout(self._busy_line())
        column.addWidget(self._problem)
        column.addWidget(self._news)
        column.addSpacing(scaled(8))
        column.addWidget(text_label("heading", "BACKUPS"))
        self._shelf.addWidget(self._list)
        column.addLayout(self._shelf)
        column.addWidget(self._under)

    def _busy_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(scaled(12))
        line.addWidget(self._progress, 1)
        line.addWidget(self._stop)
        return line


def _across(*parts: QWidget, spacing: int = 8) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(scaled(spacing))
    for part in parts:
        row.addWidget(part)
    row.addStretch()
    return row


def _others(others: int) -> str:
    if not others:
        return ""
    files = "One other file lies" if others == 1 else f"{others:,} other files lie"
    return f"{files} in this folder: of another journal, or not readable."

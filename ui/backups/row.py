"""One backup in the list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from shadowjournal.backup import Backup
from ui.backups import words
from ui.theme import scaled, set_role
from ui.widgets.step import button, text_label

MADE = "opened and checked when it was made"


class BackupRow(QFrame):
    """When it was made, how large it is, what is known of it, and what can be done with it.

    Signals:
        check_wanted: open every record in this file (Path) again.
        restore_wanted: put this file (Path) in the journal's place.
    """

    check_wanted = Signal(object)  # Path
    restore_wanted = Signal(object)  # Path

    def __init__(self, backup: Backup, note: str) -> None:
        super().__init__()
        set_role(self, "row")
        self._backup = backup
        when = words.moment(backup.made)
        self._note = text_label("dim")
        self._check = button("quiet", "Check again")
        self._restore = button("outline", "Restore…")
        self.setAccessibleName(when)
        self._check.setAccessibleName(f"Check again the backup of {when}")
        self._restore.setAccessibleName(f"Restore the backup of {when}")
        self._check.clicked.connect(self._ask_check)
        self._restore.clicked.connect(self._ask_restore)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, scaled(9), 0, scaled(10))
        grid.setHorizontalSpacing(scaled(8))
        grid.setVerticalSpacing(scaled(3))
        grid.setColumnStretch(0, 1)
        grid.addWidget(text_label("plain", when), 0, 0)
        grid.addWidget(self._note, 1, 0)
        for column, pressed in enumerate((self._check, self._restore), 1):
            grid.addWidget(pressed, 0, column, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self.show_note(note)

    @property
    def backup(self) -> Backup:
        """The backup that it shows."""
        return self._backup

    @property
    def file(self) -> Path:
        """The backup's file."""
        return self._backup.file

    @property
    def stops(self) -> tuple[QWidget, QWidget]:
        """Where the Tab key leads, in order."""
        return self._check, self._restore

    def show_note(self, note: str) -> None:
        """Say *note* of it, or that it was opened when it was made."""
        self._note.setText(f"{words.size(self._backup.size)} · {note or MADE}")

    def set_usable(self, *, is_usable: bool) -> None:
        """Let it be checked and restored, or not while something else is done."""
        self._check.setEnabled(is_usable)
        self._restore.setEnabled(is_usable)

    def _ask_check(self) -> None:
        self.check_wanted.emit(self.file)

    def _ask_restore(self) -> None:
        self.restore_wanted.emit(self.file)

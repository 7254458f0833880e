"""What stands in a room while there is nothing in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.theme import serif, set_role

_ICON = 28


class EmptyNote(QWidget):
    """A quiet icon, a line in the serif, and a line that offers the next step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._what = QLabel()
        self._what.setFont(serif(16))
        self._next = QLabel()
        set_role(self._next, "dim-large")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 28, 10, 0)
        column.setSpacing(8)
        for label in (self._icon, self._what, self._next):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        column.addStretch()

    def say(self, what: str, then: str = "") -> None:
        """Say *what* is the case, and what can be done *then*."""
        self._what.setText(what)
        self._next.setText(then)
        self._next.setVisible(bool(then))
        self.setAccessibleName(f"{what} {then}".strip())

    def show_icon(self, icon: QIcon) -> None:
        """Show *icon* above the words."""
        self._icon.setPixmap(icon.pixmap(_ICON, _ICON))

"""Which of the tags are shown, and in which order."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from ui.theme import scaled
from ui.widgets.quiet_bar import BAR_WIDTH
from ui.widgets.step import button

_INTO_LIST = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class Sieve(QWidget):
    """A field in which a part of a name is typed, and the two orders beside it.

    Signals:
        filtered: only what holds this is to be shown; may be empty.
        sorted_by_use: whether the most used come first.
        left: the keyboard is to go down into the list.
    """

    filtered = Signal(str)
    sorted_by_use = Signal(bool)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._field = QLineEdit()
        self._field.setPlaceholderText("Filter")
        self._field.setAccessibleName("Filter tags")
        self._field.setToolTip("Filter (Ctrl+F)")
        self._field.setClearButtonEnabled(True)
        by_name, by_use = _choice("By name"), _choice("Most used")
        by_name.setChecked(True)
        choices = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, BAR_WIDTH, 0)
        row.setSpacing(scaled(8))
        row.addWidget(self._field, 1)
        for each in (by_name, by_use):
            choices.addButton(each)
            row.addWidget(each)
        self._field.textChanged.connect(self.filtered)
        by_use.toggled.connect(self.sorted_by_use)
        self.setFocusProxy(self._field)

    @property
    def is_used(self) -> bool:
        """Whether anything is typed in the field."""
        return bool(self._field.text())

    def clear(self) -> None:
        """Let everything through again."""
        self._field.setText("")  # unlike clear, undo does not bring it back

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _INTO_LIST and self._field.hasFocus():
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _choice(words: str) -> QPushButton:
    made = button("chip-line", words)
    made.setCheckable(True)
    return made

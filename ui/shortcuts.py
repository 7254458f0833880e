"""The sheet that lists every shortcut."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.theme import scaled, set_role
from ui.widgets.step import button, text_label

_COLUMNS = 2


class ShortcutSheet(QDialog):
    """Every command that has a shortcut, with it. Show it with ``open()``."""

    def __init__(self, commands: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        set_role(self, "page")
        grid = QGridLayout()
        grid.setHorizontalSpacing(scaled(28))
        grid.setVerticalSpacing(scaled(7))
        shown = [action for action in commands if not action.shortcut().isEmpty()]
        rows = -(-len(shown) // _COLUMNS)
        for place, action in enumerate(shown):
            column, row = divmod(place, rows)
            grid.addWidget(text_label("dim-large", _words(action)), row, column * 2)
            keys = text_label("chip-line", _keys(action))
            keys.setWordWrap(False)
            grid.addWidget(keys, row, column * 2 + 1, Qt.AlignmentFlag.AlignLeft)
        close = button("primary", "Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        down = QVBoxLayout(self)
        down.setContentsMargins(scaled(28), scaled(24), scaled(28), scaled(20))
        down.setSpacing(scaled(18))
        down.addLayout(grid)
        down.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _words(action: QAction) -> str:
    return action.text().replace("&", "").removesuffix("…")


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

"""A place for what need not be there before it is first seen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override


class LatePlace(QWidget):
    """Empty until it comes into sight; then whoever hears that puts something in.

    Signals:
        wanted: it is seen, and there is nothing in it.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_empty = True
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)

    def hold(self, content: QWidget) -> None:
        """Show *content*, and give it the keyboard when this place gets it."""
        self._is_empty = False
        self._whole.addWidget(content)
        self.setFocusProxy(content)
        content.show()  # a layout would do it later, and who goes there would not be there

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_empty:
            self.wanted.emit()

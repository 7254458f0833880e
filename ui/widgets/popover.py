"""A small card over the window that asks one thing and goes away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid
from typing_extensions import override

from ui.theme import set_role


class Popover(QFrame):
    """Stands over its parent while the keyboard is in it. Esc closes it.

    Signals:
        closed: it is gone, and the keyboard is back where it was; not emitted where the keyboard
            went elsewhere by itself.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._origin: QWidget | None = None
        self._place, self._width = QPoint(), 0
        parent.installEventFilter(self)
        self.hide()
        set_role(self, "popover")
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def stand_near(self, place: QPoint, width: int = 0) -> None:
        """Come up at *place* (in the parent's coordinates), or as near as there is room.

        *width* is how wide it is where there is room for that; by default it needs no more than
        what is in it.
        """
        if not self.isVisible():
            self._origin = QApplication.focusWidget()
        self._place, self._width = place, width
        self._fit_in()
        self.show()
        self.raise_()

    def _fit_in(self) -> None:
        around = self.parentWidget()
        if around is None:
            return
        if self._width:
            self.setFixedWidth(min(self._width, around.width()))
        self.adjustSize()
        room = around.size() - self.size()
        x, y = min(self._place.x(), room.width()), min(self._place.y(), room.height())
        self.move(max(x, 0), max(y, 0))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit_in()
        return super().eventFilter(watched, event)

    def clear(self) -> None:
        """Go, and leave nothing behind."""
        self.hide()

    def close_quietly(self) -> None:
        """Go, and give the keyboard back."""
        self.clear()
        if self._origin is not None and isValid(self._origin):
            self._origin.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        is_elsewhere = now is not None and now is not self and not self.isAncestorOf(now)
        # A list that drops down from a field in here is a window of its own.
        if is_elsewhere and self.isVisible() and now is not None and now.window() is self.window():
            self.clear()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_quietly()
        else:
            super().keyPressEvent(event)

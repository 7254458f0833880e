"""The sheet under the mouse: boxes are checked, links followed, words marked."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QMenu
from typing_extensions import override

from ui.editor.links import follow
from ui.editor.markers import check_box_at
from ui.editor.sheet import Sheet
from ui.editor.verbs import toggle_checks


class PointedSheet(Sheet):
    """Hears the mouse.

    Signals:
        dragged: the mouse selects; where it is, in the coordinates of the page.
        zoomed: the wheel is to make the text larger (1) or smaller (-1).
        menu_made: the menu of the page is about to be shown; carries it, for who offers more.
    """

    dragged = Signal(QPoint)
    zoomed = Signal(int)
    menu_made = Signal(QMenu)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        block = None if self.isReadOnly() else check_box_at(self, point)
        if block is not None and event.button() == Qt.MouseButton.LeftButton:
            toggle_checks(QTextCursor(block))
            return
        if _is_following(event) and follow(self.anchorAt(point)):
            return
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        point = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(point)
        elif check_box_at(self, point) is not None or (
            _is_following(event) and self.anchorAt(point)
        ):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            self.zoomed.emit(1 if turned > 0 else -1)
        else:
            event.ignore()  # whoever holds the page scrolls it


def _is_following(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)

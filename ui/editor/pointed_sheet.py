"""The sheet under the mouse: boxes are checked, links followed, words marked, pictures resized."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from shadowjournal.document import linked_entry
from ui.editor.figures import figure_at, figure_under
from ui.editor.grip import Grip
from ui.editor.links import follow
from ui.editor.markers import check_box_at
from ui.editor.sheet import Sheet
from ui.editor.verbs import toggle_checks
from ui.theme import Theme


class PointedSheet(Sheet):
    """Hears the mouse.

    Signals:
        dragged: the mouse selects; where it is, in the coordinates of the page.
        zoomed: the wheel is to make the text larger (1) or smaller (-1).
        menu_made: the menu of the page is about to be shown; carries it, for who offers more.
        picture_opened: the picture that the cursor is at now is to be seen in full.
        entry_wanted: the link to an entry was followed; its id.
    """

    dragged = Signal(QPoint)
    zoomed = Signal(int)
    menu_made = Signal(QMenu)
    picture_opened = Signal()
    entry_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._grip = Grip(self, self.pictures)
        self._is_at_picture = False
        self.cursorPositionChanged.connect(self._show_grip)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        block = None if self.isReadOnly() else check_box_at(self, point)
        if block is not None and event.button() == Qt.MouseButton.LeftButton:
            toggle_checks(QTextCursor(block))
            return
        if event.button() == Qt.MouseButton.LeftButton and self._grip.take(event.position()):
            return
        if _is_following(event) and self.follow_link(self.anchorAt(point)):
            return
        super().mousePressEvent(event)

    def follow_link(self, address: str) -> bool:
        """Open what *address* leads to; tell whether it is that of a link."""
        entry_id = linked_entry(address)
        if entry_id is None:
            return follow(address)
        self.entry_wanted.emit(entry_id)
        return True

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip.is_dragged:
            self._grip.drag(event.position())
            return
        super().mouseMoveEvent(event)
        point = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(point)
            return
        self._grip.point_at(event.position())
        if self._grip.is_at(event.position()):
            self.viewport().setCursor(Qt.CursorShape.SizeFDiagCursor)
        elif check_box_at(self, point) is not None or (
            _is_following(event) and self.anchorAt(point)
        ):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip.is_dragged:
            self._grip.let_go()
        else:
            super().mouseReleaseEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        block = figure_under(event.position(), self.textCursor(), self.pictures)
        if block is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseDoubleClickEvent(event)
        else:
            self.setTextCursor(QTextCursor(block))
            self.picture_opened.emit()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if not self._grip.is_dragged:
            self._grip.leave()
        super().leaveEvent(event)

    @override
    def paint_over(self, painter: QPainter) -> None:
        self._grip.paint(painter, self._theme)

    def _show_grip(self) -> None:
        was_at_picture = self._is_at_picture
        self._is_at_picture = figure_at(self.textCursor()) is not None
        if was_at_picture or self._is_at_picture:
            self.viewport().update()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            self.zoomed.emit(1 if turned > 0 else -1)
        else:
            event.ignore()  # whoever holds the page scrolls it


def _is_following(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)

"""One picture as large as the window lets it be, over all else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from shadowjournal.document import Figure
from ui.editor.shelf import Shelf
from ui.theme import Theme, sans, scaled

_AROUND = 28
_BELOW = 64
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Space: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageUp: -1,
}


class PictureView(QWidget):
    """Shows the pictures of an entry one at a time; gone at Escape, a click, or when left.

    Signals:
        closed: it is gone; carries the place, among those shown, of the picture seen last.
    """

    closed = Signal(int)

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self.hide()
        self.theme = theme
        self._over = over
        self._shelf: Shelf | None = None
        self._figures: Sequence[Figure] = ()
        self._place = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def show_pictures(self, figures: Sequence[Figure], place: int, shelf: Shelf) -> None:
        """Cover the window with the picture at *place* of *figures*, which lie on *shelf*."""
        if self._shelf is not None:
            self._leave_shelf()
        self._figures, self._place, self._shelf = figures, place, shelf
        shelf.came.connect(self._show_better)
        if self._over is not self._over.window():
            self._over = self._over.window()
            self.setParent(self._over)
        self._over.installEventFilter(self)
        self.setGeometry(self._over.rect())
        self._turn_to(place)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_view(self) -> None:
        """Go, and leave nothing behind."""
        if self._shelf is None:
            return
        self._leave_shelf()
        self._figures = ()
        self.setAccessibleName("")
        self.setAccessibleDescription("")
        self._over.removeEventFilter(self)
        self.hide()
        self.closed.emit(self._place)

    def _turn_to(self, place: int) -> None:
        self._place = place
        figure = self._figures[place]
        self.setAccessibleName(figure.alt or "A picture without a description")
        count = f"Picture {place + 1} of {len(self._figures)}. " if len(self._figures) > 1 else ""
        self.setAccessibleDescription(f"{count}Escape goes back to the page.")
        self.update()

    def _leave_shelf(self) -> None:
        shelf, self._shelf = self._shelf, None
        if shelf is not None:
            shelf.came.disconnect(self._show_better)
            shelf.drop_large()

    def _show_better(self, _: str) -> None:
        self.update()

    def _room(self) -> QRect:
        around, below = scaled(_AROUND), scaled(_BELOW)
        return self.rect().adjusted(around, around, -around, -below)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self.theme.colour("page"))
        painter.setFont(sans(14))
        painter.setPen(self.theme.colour("dim"))
        room = self._room()
        if self._shelf is not None:
            self._paint_picture(painter, room, self._figures[self._place].picture, self._shelf)
        self._paint_words(painter, room)
        painter.end()

    def _paint_picture(self, painter: QPainter, room: QRect, picture: str, shelf: Shelf) -> None:
        own = shelf.size(picture)
        image = shelf.large(picture, room.size() * self.devicePixelRatioF())
        if own is None or not shelf.holds(picture):
            words = "This picture cannot be shown."
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
        elif image is None:  # it will be here in a moment
            painter.fillRect(self._place_of(own, room), self.theme.colour("sidebar"))
        else:
            painter.drawImage(self._place_of(own, room), image)

    def _place_of(self, own: QSize, room: QRect) -> QRect:
        # At most twice as large as it is: a small picture is blurred, and that helps nobody.
        size = own / self.devicePixelRatioF()
        size = size.scaled(room.size().boundedTo(size * 2), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(room.topLeft(), size)
        place.moveCenter(room.center())
        return place

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        if not self._figures:
            return
        alt = self._figures[self._place].alt.strip()
        count = f"{self._place + 1} of {len(self._figures)}" if len(self._figures) > 1 else ""
        line = QRect(QRect(room.left(), room.bottom(), room.width(), self.height() - room.bottom()))
        metrics = QFontMetrics(painter.font())
        side = metrics.horizontalAdvance(count) + scaled(20)
        told = line.adjusted(side, 0, -side, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        elided = metrics.elidedText(alt, Qt.TextElideMode.ElideRight, told.width())
        painter.drawText(told, middle | Qt.AlignmentFlag.AlignHCenter, elided)
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, count)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_view()
        elif step and 0 <= self._place + step < len(self._figures):
            self._turn_to(self._place + step)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_view()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()  # the page under it does not move

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.close_view()

"""The corner by which a picture is made larger or smaller."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock
from PySide6.QtWidgets import QTextEdit

from ui.editor.figures import figure_under, set_figure, width_for
from ui.editor.from_page import figure_of
from ui.editor.picture_object import PictureObject
from ui.theme import Theme

_SIDE = 12.0
_REACH = 10.0  # how far from its middle it is still hit


class Grip:
    """Shows itself at the picture that is pointed at or that the cursor is at, and is dragged.

    Nothing changes before it is let go; then it is one step to undo.
    """

    def __init__(self, sheet: QTextEdit, pictures: PictureObject) -> None:
        self._sheet = sheet
        self._pictures = pictures
        self._pointed = QTextBlock()
        self._dragged = QTextBlock()
        self._offset = 0.0
        self._width: int | None = None

    @property
    def is_dragged(self) -> bool:
        """Whether it is in somebody's hand."""
        return self._dragged.isValid()

    def is_at(self, point: QPointF) -> bool:
        """Tell whether it can be taken hold of at *point*."""
        return self._block_at(point) is not None

    def point_at(self, point: QPointF) -> None:
        """Show it at the picture under *point*, if there is one."""
        found = None
        if not self._sheet.isReadOnly():
            found = self._block_at(point) or self._picture_at(point)
        self._turn_to(found or QTextBlock())

    def leave(self) -> None:
        """Take note that nothing is pointed at any more, and nothing dragged."""
        self._dragged = QTextBlock()
        self._turn_to(QTextBlock())

    def take(self, point: QPointF) -> bool:
        """Take hold of it at *point*; tell whether it was there."""
        block = self._block_at(point)
        if block is None:
            return False
        self._dragged = block
        self._width = None
        self._offset = self._pictures.place(block).right() - point.x()
        return True

    def drag(self, point: QPointF) -> None:
        """Bring it to *point*."""
        place = self._pictures.place(self._dragged)
        width = point.x() + self._offset - place.left()
        self._width = width_for(width, self._sheet.document().textWidth())
        self._sheet.viewport().update()

    def let_go(self) -> None:
        """Give the picture the size that it was dragged to."""
        block, self._dragged = self._dragged, QTextBlock()
        figure = figure_of(block) if block.isValid() else None
        if figure is not None and self._width is not None:
            set_figure(block, replace(figure, width=self._width))
        self._sheet.viewport().update()

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Paint it, and the frame of what it makes of the picture."""
        blocks = self._blocks()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for block in blocks:
            place = self._pictures.place(block)
            if block == self._dragged and self._width is not None:
                place = self._dragged_place(place)
            if block == self._dragged or block == self._at_cursor():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.drawRect(place.adjusted(1, 1, -1, -1))
            painter.setPen(QPen(theme.colour("page"), 2))
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(_corner(place), 3, 3)

    def _dragged_place(self, place: QRectF) -> QRectF:
        figure = figure_of(self._dragged)
        if figure is None:
            return place
        column = self._sheet.document().textWidth()
        size = self._pictures.size(replace(figure, width=self._width), column)
        return QRectF(place.topLeft(), size)

    def _turn_to(self, block: QTextBlock) -> None:
        if block != self._pointed:
            self._pointed = block
            self._sheet.viewport().update()

    def _at_cursor(self) -> QTextBlock:
        cursor = self._sheet.textCursor()
        return QTextBlock() if cursor.hasSelection() else cursor.block()

    def _blocks(self) -> list[QTextBlock]:
        if self._sheet.isReadOnly():
            return []
        page = self._sheet.document()
        found: list[QTextBlock] = []
        for block in (self._dragged, self._pointed, self._at_cursor()):
            is_here = block.isValid() and block.document() is page and block not in found
            if is_here and figure_of(block) is not None:
                found.append(block)
        return found

    def _picture_at(self, point: QPointF) -> QTextBlock | None:
        return figure_under(point, self._sheet.textCursor(), self._pictures)

    def _block_at(self, point: QPointF) -> QTextBlock | None:
        for block in self._blocks():
            middle = _corner(self._pictures.place(block)).center()
            if max(abs(middle.x() - point.x()), abs(middle.y() - point.y())) <= _REACH:
                return block
        return None


def _corner(place: QRectF) -> QRectF:
    inset = _SIDE / 2 + 5
    middle = place.bottomRight() - QPointF(inset, inset)
    return QRectF(middle.x() - _SIDE / 2, middle.y() - _SIDE / 2, _SIDE, _SIDE)

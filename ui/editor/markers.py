"""What stands before the items of lists: dots, numbers and boxes to check, all on one line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from shadowjournal.document import ListItem
from ui.editor.from_page import empty_like, list_of
from ui.editor.marks import BODY_SIZE, LIST_INDENT
from ui.editor.ornaments import seen_blocks
from ui.page_look import page_font, page_pixels
from ui.theme import Theme

_GAP = 10
_DOT = 6
_BOX = 15


def paint_markers(painter: QPainter, page: QTextDocument, area: QRect, theme: Theme) -> None:
    """Paint the markers of *page* in *area*, over those that Qt draws close to the text."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(page_font(BODY_SIZE))
    metrics = QFontMetricsF(painter.font())
    for block, place in seen_blocks(page, area):
        kind = empty_like(block)
        if not isinstance(kind, ListItem):
            continue
        line = block.layout().lineAt(0)
        left = place.left() + line.x()
        words = _number(block) if kind.style == "number" else ""
        room = max(
            float(page_pixels(LIST_INDENT)), metrics.horizontalAdvance(words) + page_pixels(_GAP)
        )
        painter.fillRect(
            QRectF(left - room, place.top(), room - 1, line.height()), theme.colour("page")
        )
        baseline = place.top() + line.y() + line.ascent()
        middle = baseline - metrics.xHeight() / 2
        if kind.style == "check":
            _paint_box(painter, QPointF(_centre(left, _BOX), middle), theme, is_on=kind.checked)
        elif kind.style == "bullet":
            _paint_dot(painter, QPointF(_centre(left, _DOT), middle), theme)
        else:
            start = left - page_pixels(_GAP) - metrics.horizontalAdvance(words)
            painter.setPen(theme.colour("ink"))
            # A long number takes of its gap before it would leave the page.
            least = min(0.0, left - metrics.horizontalAdvance(words))
            painter.drawText(QPointF(max(start, least), baseline), words)


def check_box_at(page: QTextEdit, point: QPoint) -> QTextBlock | None:
    """Return the item whose check box is at *point*, if one is."""
    block = page.cursorForPosition(point).block()
    kind = empty_like(block)
    if not (isinstance(kind, ListItem) and kind.style == "check"):
        return None
    first = page.cursorRect(QTextCursor(block))
    width = page_pixels(LIST_INDENT)
    box = QRect(first.left() - width, first.top(), width - 2, first.height())
    return block if box.contains(point) else None


def _number(block: QTextBlock) -> str:
    items = list_of(block)
    return items.itemText(block) if items is not None else ""


def _centre(left: float, size: int) -> float:
    """Return the middle of a marker of *size* that ends before the text at *left*."""
    return left - page_pixels(_GAP) - page_pixels(size) / 2


def _paint_dot(painter: QPainter, middle: QPointF, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ink"))
    painter.drawEllipse(middle, page_pixels(_DOT) / 2, page_pixels(_DOT) / 2)


def _paint_box(painter: QPainter, middle: QPointF, theme: Theme, *, is_on: bool) -> None:
    unit = page_pixels(_BOX) / _BOX
    half = _BOX / 2 * unit
    box = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
    painter.setPen(QPen(theme.colour("accent" if is_on else "dim"), 1.2 * unit))
    painter.setBrush(theme.colour("accent") if is_on else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4 * unit, 4 * unit)
    if is_on:
        pen = QPen(theme.colour("page"), 1.8 * unit)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        tick = (QPointF(-3.5, 0), QPointF(-1, 2.8), QPointF(3.8, -3))
        painter.drawPolyline([middle + point * unit for point in tick])

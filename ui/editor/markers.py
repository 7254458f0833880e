"""What stands before the items of lists: dots, numbers and boxes to check, all on one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit

from shadowjournal.document import ListItem
from ui.editor.from_page import empty_like, list_of
from ui.editor.marks import LIST_INDENT
from ui.editor.ornaments import Seen, is_rtl
from ui.page_look import page_pixels
from ui.theme import Theme

_GAP = 10
_DOT = 6
_BOX = 15


class _Sizes(NamedTuple):
    """How large markers are, in pixels, beside text as large as it is."""

    gap: int
    dot: int
    box: int
    indent: int


def _sizes() -> _Sizes:
    return _Sizes(*map(page_pixels, (_GAP, _DOT, _BOX, LIST_INDENT)))


def paint_markers(painter: QPainter, seen: Sequence[Seen], theme: Theme) -> None:
    """Paint the markers of *seen*; the numbers over those that Qt draws close to the text."""
    items = [each for each in seen if isinstance(each.kind, ListItem)]
    if not items:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(items[0].block.document().defaultFont())
    metrics, sizes = QFontMetricsF(painter.font()), _sizes()
    for each in items:
        _paint_marker(painter, each, metrics, sizes, theme)


def _paint_marker(
    painter: QPainter, item: Seen, metrics: QFontMetricsF, sizes: _Sizes, theme: Theme
) -> None:
    block, place, kind = item
    if not isinstance(kind, ListItem):
        return
    line = block.layout().lineAt(0)
    # From the text outwards: to the left, or to the right where the text is read from there.
    edge, out = place.left() + line.x(), -1
    if item.is_rtl:
        edge, out = edge + line.width(), 1
    baseline = place.top() + line.y() + line.ascent()
    middle = baseline - metrics.xHeight() / 2
    if kind.style == "check":
        box = QPointF(edge + out * (sizes.gap + sizes.box / 2), middle)
        _paint_box(painter, box, sizes.box / _BOX, theme, is_on=kind.checked)
    elif kind.style == "bullet":
        _paint_dot(painter, QPointF(edge + out * (sizes.gap + sizes.dot / 2), middle), sizes, theme)
    else:
        words = _number(item)
        length = metrics.horizontalAdvance(words)
        room = max(float(sizes.indent), length + sizes.gap)
        ground = QRectF(QPointF(edge + out, place.top()), QSizeF(out * (room - 1), line.height()))
        painter.fillRect(ground.normalized(), theme.colour("page"))  # Qt's own number
        # A long number takes of its gap before it would leave the page.
        gap = min(float(sizes.gap), max(_room_beside(item, edge) - length, 0.0))
        start = edge + gap if item.is_rtl else edge - gap - length
        painter.setPen(theme.colour("ink"))
        painter.drawText(QPointF(start, baseline), words)


def _room_beside(item: Seen, edge: float) -> float:
    """Return how far it is from the text to the end of the page, where the marker stands."""
    return item.block.document().textWidth() - edge if item.is_rtl else edge


def check_box_at(page: QTextEdit, point: QPoint) -> QTextBlock | None:
    """Return the item whose check box is at *point*, if one is."""
    block = page.cursorForPosition(point).block()
    kind = empty_like(block)
    if not (isinstance(kind, ListItem) and kind.style == "check"):
        return None
    first = page.cursorRect(QTextCursor(block))
    width = page_pixels(LIST_INDENT)
    left = first.left() + 2 if is_rtl(block) else first.left() - width
    box = QRect(left, first.top(), width - 2, first.height())
    return block if box.contains(point) else None


def _number(item: Seen) -> str:
    items = list_of(item.block)
    return items.itemText(item.block) if items is not None else ""


def _paint_dot(painter: QPainter, middle: QPointF, sizes: _Sizes, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ink"))
    painter.drawEllipse(middle, sizes.dot / 2, sizes.dot / 2)


def _paint_box(
    painter: QPainter, middle: QPointF, unit: float, theme: Theme, *, is_on: bool
) -> None:
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

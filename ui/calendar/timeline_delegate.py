"""How an entry, and the name of a month, look in the timeline."""

from __future__ import annotations

from typing import Final, TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from ui.theme import sans, scaled, serif
from ui.widgets.row_delegate import ROW, Row

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_Role = QPalette.ColorRole
_ELIDE = Qt.TextElideMode.ElideRight

_ABOVE, _BELOW, _LINE_GAP = 22, 11, 3
_WHEN: Final = 72
_STAR, _GAP = 14, 10
_CHIP_PAD, _CHIP_GAP = 12, 6
_CHIPS_SHARE: Final = 0.4
_RADIUS: Final = 8
_RING_TOP: Final = 8

SIDE: Final = 8
"""How far beside its words a row reaches, for the outline of the one the keyboard is on."""


class TimelineDelegate(QStyledItemDelegate):
    """Paints rows that are all of one height, however many there are.

    Attributes:
        star: the icon of a starred entry.
        height: the height of every row, in pixels.
    """

    def __init__(self, star: QIcon, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.star = star
        self._view = view
        self._title_font, self._body_font = serif(18), sans(13)
        self._chip_font = sans(11)
        self._month_font = sans(11, QFont.Weight.DemiBold)
        self._month_font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
        self._title, self._body = QFontMetrics(self._title_font), QFontMetrics(self._body_font)
        self._chip, self._month = QFontMetrics(self._chip_font), QFontMetrics(self._month_font)
        self._above = scaled(_ABOVE)
        lines = self._title.height() + _LINE_GAP + self._body.height()
        self.height = self._above + lines + scaled(_BELOW)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self._view.viewport().width(), self.height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW)
        area = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Row):
            self._paint_ground(painter, area, option)
            self._paint_row(painter, area, row)
        else:
            self._paint_month(painter, area, str(row))
        painter.restore()

    def _paint_month(self, painter: QPainter, area: QRect, name: str) -> None:
        painter.setFont(self._month_font)
        painter.setPen(self._colour(_Role.PlaceholderText))
        baseline = area.bottom() - self._month.descent()
        painter.drawText(QPointF(area.left() + SIDE, baseline), name.upper())

    def _paint_ground(self, painter: QPainter, area: QRect, option: QStyleOptionViewItem) -> None:
        states: QStyle.StateFlag = option.state
        line = QRect(area.left() + SIDE, area.bottom(), area.width() - 2 * SIDE, 1)
        painter.fillRect(line, self._colour(_Role.Mid))
        if states & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._colour(_Role.Accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(area).adjusted(0.5, scaled(_RING_TOP) + 0.5, -0.5, -3.5)
            painter.drawRoundedRect(ring, _RADIUS, _RADIUS)

    def _paint_row(self, painter: QPainter, area: QRect, row: Row) -> None:
        area = area.adjusted(SIDE, 0, -SIDE, 0)
        left = area.left() + scaled(_WHEN)
        baseline = area.top() + self._above + self._title.ascent()
        second = baseline + self._title.descent() + _LINE_GAP + self._body.ascent()
        when, _, clock = row.when.partition("\n")
        painter.setFont(self._body_font)
        painter.setPen(self._colour(_Role.PlaceholderText))
        painter.drawText(QPointF(area.left(), baseline), when)
        painter.drawText(QPointF(area.left(), second), clock)
        right = self._paint_chips(painter, area, baseline, row.tags)
        if row.is_starred:
            size = scaled(_STAR)
            right -= size + _GAP // 2
            place = QRect(right, baseline - self._title.ascent() // 2 - size // 2 + 1, size, size)
            self.star.paint(painter, place)
        room = right - _GAP - left
        painter.setFont(self._title_font)
        painter.setPen(self._colour(_Role.Text))
        painter.drawText(QPointF(left, baseline), self._title.elidedText(row.title, _ELIDE, room))
        if row.body:
            painter.setFont(self._body_font)
            painter.setPen(self._colour(_Role.PlaceholderText))
            room = area.right() - left - _GAP
            words = self._body.elidedText(row.body[0].text, _ELIDE, room)
            painter.drawText(QPointF(left, second), words)

    def _paint_chips(
        self, painter: QPainter, area: QRect, baseline: int, tags: tuple[str, ...]
    ) -> int:
        """Paint as many *tags* as there is room for at the right end; return where they begin."""
        chips = self._fitting(tags, round(area.width() * _CHIPS_SHARE))
        height = self._chip.height() + scaled(4)
        top = baseline - self._title.ascent() // 2 - height // 2 + 1
        begin = area.right() + 1 - sum(width + _CHIP_GAP for _, width in chips) + _CHIP_GAP
        left = begin
        painter.setFont(self._chip_font)
        for text, width in chips:
            chip = QRect(left, top, width, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour(_Role.Highlight))
            painter.drawRoundedRect(chip, height / 2, height / 2)
            painter.setPen(self._colour(_Role.Accent))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
            left += width + _CHIP_GAP
        return begin

    def _fitting(self, tags: tuple[str, ...], room: int) -> list[tuple[str, int]]:
        """Return the first of *tags* that fit *room* pixels, and their widths; one at least."""
        chips: list[tuple[str, int]] = []
        for tag in tags:
            text = self._chip.elidedText(tag, _ELIDE, max(room - 2 * _CHIP_PAD, 0))
            width = self._chip.horizontalAdvance(text) + 2 * _CHIP_PAD
            if chips and (text != tag or width > room):
                break
            chips.append((text, width))
            room -= width + _CHIP_GAP
        return chips

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return QGuiApplication.palette().color(role)  # the sheet gives the list's own others

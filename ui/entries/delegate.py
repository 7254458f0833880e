"""How an entry looks in the list, and the month above the newest entry of it."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem
from typing_extensions import override

from ui.entries.model import EntriesModel
from ui.theme import sans
from ui.widgets.row_delegate import Row, RowDelegate

_ABOVE, _BELOW = 8, 8
_BODY_LINES = 2
_SURELY_TWO_LINES = 110
_WIDEST = 10_000
_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_Index: TypeAlias = QModelIndex | QPersistentModelIndex


class EntriesDelegate(RowDelegate):
    """Paints entries, and headings of months.

    A list view asks the size of every row when one is added or the view is resized. So what a row
    needs is measured once, and its height at a width is a sum.
    """

    def __init__(self, model: EntriesModel, star: QIcon, view: QAbstractItemView) -> None:
        super().__init__(star, _BODY_LINES, view)
        self._model = model
        self._view = view
        self._needs: dict[Row, tuple[int, int, int]] = {}
        self._month_font = sans(11, QFont.Weight.DemiBold)
        self._month_font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
        self._month_height = _ABOVE + QFontMetrics(self._month_font).height() + _BELOW
        model.modelReset.connect(self._forget)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        number = index.row()
        row = self._model.row_at(number)
        needs = self._needs.get(row)
        if needs is None:
            needs = self._needs[row] = self._measure(row)
        one_line_from, one_line, two_lines = needs
        height = one_line if self._view.viewport().width() >= one_line_from else two_lines
        if self._model.begins_month(number):
            height += self._month_height
        return QSize(0, height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if not self._model.begins_month(index.row()):
            super().paint(painter, option, index)
            return
        area = QRect(option.rect)
        self._paint_month(painter, area, index.row())
        lower = QStyleOptionViewItem(option)
        lower.rect = area.adjusted(0, self._month_height, 0, 0)
        super().paint(painter, lower, index)

    def _measure(self, row: Row) -> tuple[int, int, int]:
        """Return the width from which the body is one line, and the heights of one and two."""
        if not row.body:
            lines = 0 if row.title else 1
            return 0, self.height(row, lines), self.height(row, lines)
        length = sum(len(run.text) for run in row.body)
        one_line_from = _WIDEST if length > _SURELY_TWO_LINES else self.fits_one_line(row)
        return one_line_from, self.height(row, 1), self.height(row, 2)

    def _forget(self) -> None:
        self._needs.clear()

    def _paint_month(self, painter: QPainter, area: QRect, number: int) -> None:
        written = self._model.written_at(number)
        month = f"{QLocale().standaloneMonthName(written.month)} {written.year}"
        painter.save()
        painter.setFont(self._month_font)
        painter.setPen(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(area.adjusted(0, _ABOVE, 0, 0), _LEADING, month.upper())
        painter.restore()
